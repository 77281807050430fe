import type { RunCounts } from "#contract/intake-follow";
import type { PushBatch, PushReceipt } from "#contract/intake-push";
import type { Call } from "#kernel/call";
import { inTransaction } from "#kernel/db/db";
import { problem } from "#kernel/problem";
import { loaded } from "../events.ts";
import { visibleSource } from "../open-source.ts";
import type { IntakeParts } from "../parts.ts";
import { applyBatch } from "../push-apply.ts";
import { pushProblems } from "../push-problems.ts";
import { lockPushedTable, updatePushedTable } from "../push-store.ts";
import { type PushTarget, pushTarget } from "../push-table.ts";
import type { SourceRow } from "../store.ts";

/** How often whoever judges the whole table (quality, serving tables) is told of new rows. */
const tellEveryMs = 300_000;

/**
 * A batch from the department's own program: typed and cleaned like any load, in once however often it is sent. The lake
 * commits rows and batch together; what follows here is only the receipt, and a repeat writes it again.
 *
 * @throws Problem intake.programs-only, intake.not-pushed-to and what `pushTarget` and `changesOf` refuse
 */
export async function pushRows(
  parts: IntakeParts,
  call: Call,
  sourceId: string,
  batch: PushBatch,
): Promise<PushReceipt> {
  const source = await visibleSource(call, sourceId);
  refuseOthers(call, source);
  const target = await pushTarget(parts, call, source, batch);
  return inTransaction(call, async (inner) => {
    await lockPushedTable(inner.db, target.table);
    const resource = await parts.catalog.resource(inner, target.table.resourceId);
    const { counts, isRepeated, rowCount } = await applyBatch(parts, inner, { target, resource, batch });
    await parts.catalog.noteLoad(inner, resource.id, { loadId: target.loadId, rowCount, loadedAt: inner.now });
    parts.ledger.record(inner, {
      action: "intake.push-rows",
      object: { kind: "resource", id: resource.id, name: resource.name },
      owner: source.department,
      rows: counts.read,
      facts: { batch: batch.batchId, table: batch.table, isRepeated, ...tally(counts) },
    });
    await tellNowAndThen(parts, inner, target);
    return { batchId: batch.batchId, isRepeated, resourceId: resource.id, loadId: target.loadId, ...tally(counts) };
  });
}

const tally = ({ read, inserted, updated, deleted, rejected }: RunCounts) => ({
  read,
  inserted,
  updated,
  deleted,
  rejected,
});

function refuseOthers(call: Call, source: SourceRow): void {
  if (call.actor.kind !== "client" || call.actor.department !== source.department)
    throw problem(pushProblems["programs-only"], { department: source.department });
  if (source.kind !== "files") throw problem(pushProblems["not-pushed-to"], { name: source.name });
}

async function tellNowAndThen(parts: IntakeParts, call: Call, { table, loadId }: PushTarget): Promise<void> {
  if (table.toldAt && call.now.getTime() - table.toldAt.getTime() < tellEveryMs) return;
  await updatePushedTable(call.db, table, { toldAt: call.now });
  await parts.events.publish(call, loaded, { resourceId: table.resourceId, loadId });
}
