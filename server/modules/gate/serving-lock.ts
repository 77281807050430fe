import pg from "pg";
import type { ResourceCore } from "#catalog";
import type { Call } from "#kernel/call";
import type { GateParts } from "./parts.ts";

/** Any number of this product's own; the second half of the lock is the resource. */
const lockSpace = 7_301_945;

/** One at a time writes the serving tables of a resource, over all processes of the hub. */
export async function withServingLock<Result>(
  parts: GateParts,
  call: Call,
  resourceId: string,
  act: (client: pg.Client, resource: ResourceCore) => Promise<Result>,
): Promise<Result> {
  // A connection of its own: one held from the pool while another is wanted from it would end in a standstill.
  const client = new pg.Client({ connectionString: parts.database.url, application_name: "weir-gate-serving" });
  // One that breaks fails the statement on it; the event of it must not end the process.
  client.on("error", () => {});
  await client.connect();
  try {
    const { number } = await parts.catalog.resource(call, resourceId);
    await client.query("select pg_advisory_lock($1, $2)", [lockSpace, number]);
    try {
      // Asked again under the lock: another process may have brought it up to date meanwhile.
      return await act(client, await parts.catalog.resource(call, resourceId));
    } finally {
      await client.query("select pg_advisory_unlock($1, $2)", [lockSpace, number]);
    }
  } finally {
    await client.end();
  }
}
