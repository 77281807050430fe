import type { Call } from "#kernel/call";
import type { LibrariesParts } from "./parts.ts";

const readsDays = 90;
/** Entries looked at: the newest. */
const readsLimit = 5000;

/** A reading of a golden record of a library, as the ledger holds it. */
export interface Reading {
  readonly department: string;
  readonly items: readonly string[];
}

/** Who read golden records of a library in the last 90 days, from the ledger. */
export async function readsOf(
  call: Call,
  { ledger }: Pick<LibrariesParts, "ledger">,
  library: string,
): Promise<Reading[]> {
  const entries = await ledger.entries(call, {
    action: "libraries.get-record",
    objectId: library,
    outcome: "done",
    limit: readsLimit,
  });
  const since = new Date(call.now.getTime() - readsDays * 86_400_000).toISOString();
  return entries.flatMap(({ at, department, items }) =>
    at < since || department === null ? [] : [{ department, items: items ?? [] }],
  );
}
