import type { Call } from "#kernel/call";
import { problem } from "#kernel/problem";
import type { HarvestParts } from "../parts.ts";
import { problems } from "../problems.ts";
import { entryIds } from "../record-store.ts";
import { deleteSource, lastRun, lockSource } from "../store.ts";

/**
 * Its entries are found no longer; the ledger keeps that they were there.
 *
 * @throws Problem harvest.source-not-found, harvest.run-open
 */
export async function removeSource(parts: HarvestParts, call: Call, id: string): Promise<void> {
  const source = await lockSource(call.db, id);
  if (!source) throw problem(problems["source-not-found"], { id });
  const run = await lastRun(call.db, id);
  if (run && (run.state === "queued" || run.state === "running"))
    throw problem(problems["run-open"], { name: source.name, number: run.number });
  const entries = await entryIds(call.db, id);
  for (const entry of entries) await parts.search.remove(call, "external", entry);
  await deleteSource(call.db, id);
  parts.ledger.record(call, {
    action: "harvest.remove-source",
    object: { kind: "harvest-source", id, name: source.name },
    owner: call.actor.department,
    facts: { entries: entries.length },
  });
}
