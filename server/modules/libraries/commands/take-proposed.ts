import type { Call } from "#kernel/call";
import { inTransaction } from "#kernel/db/db";
import { latestRun } from "../run-store.ts";
import { sourcesOf } from "../library-store.ts";
import type { LibrariesParts } from "../parts.ts";
import { proposeSources } from "../queries.ts";
import { addSource } from "./keep-sources.ts";
import { runNow } from "./run-now.ts";

export interface Feed {
  readonly resourceId: string;
  /** Items that are taken instead of the proposed ones: field of the model → field of the resource. */
  readonly items?: Readonly<Record<string, string>>;
}

/**
 * Takes those of these resources that are proposed as sources, in this order of authority, and queues the first run. Told
 * again, it goes on where it was; a library that has been run is left alone. Null where nothing was queued.
 */
export async function takeProposed(
  call: Call,
  parts: LibrariesParts,
  name: string,
  feeds: readonly Feed[],
): Promise<{ readonly jobId: string } | null> {
  if (await latestRun(call.db, name)) return null;
  const { items } = await proposeSources(call, parts, name);
  for (const [at, { resourceId, items: own }] of feeds.entries()) {
    const proposal = items.find((one) => one.resourceId === resourceId);
    if (!proposal) continue;
    const source = { resourceId, items: { ...proposal.items, ...own }, rank: at + 1 };
    await inTransaction(call, (inner) => addSource(inner, parts, name, source));
  }
  if ((await sourcesOf(call.db, name)).length === 0) return null;
  return inTransaction(call, (inner) => runNow(inner, parts, name));
}
