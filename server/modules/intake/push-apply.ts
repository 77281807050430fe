import type { RunCounts } from "#contract/intake-follow";
import type { PushBatch } from "#contract/intake-push";
import type { ResourceCore } from "#catalog";
import type { Call } from "#kernel/call";
import type { LakeSession } from "#kernel/lake/lake";
import { textHeadings } from "./empty-table.ts";
import { applyDelta, createTouched } from "./follow/apply-delta.ts";
import { netChanges } from "./follow/net-changes.ts";
import { noteRows } from "./follow/rows-changed.ts";
import { stageChanges } from "./follow/stage-changes.ts";
import { workFolder } from "./open-source.ts";
import type { IntakeParts } from "./parts.ts";
import { planLoad, withMarks } from "./plan.ts";
import { changesOf } from "./push-batch.ts";
import { findBatch, writeBatch } from "./push-store.ts";
import type { PushTarget } from "./push-table.ts";
import { vocabularyOf } from "./vocabulary.ts";

export interface PushWork {
  readonly target: PushTarget;
  readonly resource: ResourceCore;
  readonly batch: PushBatch;
}

export interface PushOutcome {
  readonly counts: RunCounts;
  /** The lake had the batch already. */
  readonly isRepeated: boolean;
  /** Of the standard table afterwards. */
  readonly rowCount: number;
}

/** Rows, rejected rows and the batch's name in one lake transaction. */
export async function applyBatch(parts: IntakeParts, call: Call, work: PushWork): Promise<PushOutcome> {
  const { target, resource, batch } = work;
  const { mapping, loadId, table } = target;
  const changes = changesOf(batch, table.key, mapping, call.now);
  const headings = textHeadings(mapping);
  const plan = withMarks(planLoad(mapping, headings, await vocabularyOf(parts, call, mapping)), table.key, headings);
  await using folder = await workFolder(parts);
  await using session = await parts.lake.session(call.signal);
  const done = await findBatch(session, resource.id, batch.batchId);
  if (done) return { counts: done, isRepeated: true, rowCount: await rowCountOf(session, resource.table) };
  await session.begin();
  try {
    const net = netChanges(
      changes,
      table.key,
      mapping.map((column) => column.source),
    );
    await createTouched(session);
    await session.append(
      "touched",
      ["key", "row", "sum", "goes"],
      [...net.deletes].map((key) => [key, null, null, true]),
    );
    const stageTable = `${resource.table.slice(0, -1)}__push"`;
    const stage =
      net.upserts.size === 0
        ? null
        : {
            table: stageTable,
            staged: await stageChanges(session, stageTable, net, headings, plan, {
              folder: folder.path,
              signal: call.signal,
            }),
          };
    const delta = { stage, plan, truncates: false, rests: [] };
    const at = { table: resource.table, loadId, keepsHistory: false, at: call.now };
    const counts = { ...(await applyDelta(session, parts.lake.dialect, delta, at)), read: changes.length };
    if (stage) await session.write(`drop table ${stageTable}`);
    const rows = await noteRows(session, resource.table);
    await writeBatch(session, resource.id, batch.batchId, counts);
    const rowCount = await rowCountOf(session, resource.table);
    await session.commit();
    await rows.tell({ parts, call, resource }, loadId);
    return { counts, isRepeated: false, rowCount };
  } catch (error) {
    await session.rollback();
    throw error;
  }
}

async function rowCountOf(session: LakeSession, table: string): Promise<number> {
  const [row] = await session.read<{ n: number }>(`select count(*) as n from ${table} t`);
  return row?.n ?? 0;
}
