import type { Call } from "#kernel/call";
import { inTransaction } from "#kernel/db/db";
import { inLakeTransaction, type LakeSession } from "#kernel/lake/lake";
import { problem } from "#kernel/problem";
import {
  countOpen,
  type DirtyCell,
  type DirtyRecord,
  findPublished,
  insertDirtyCells,
  deleteCells,
  mendedRows,
  setState,
} from "../dirty-store.ts";
import { loaded as rowsChanged } from "../events.ts";
import { visibleLoad } from "../load-view.ts";
import { lastPublished, lockLoad, updateLoad } from "../load-store.ts";
import type { IntakeParts } from "../parts.ts";
import { planLoad, type PlanColumn } from "../plan.ts";
import { problems } from "../problems.ts";
import { retriedRow } from "../retry.ts";
import { insertStandard, takeMarks } from "../standard-rows.ts";
import type { LoadRow } from "../store.ts";
import { vocabularyOf } from "../vocabulary.ts";

/**
 * Puts the mended rows, or those of them that are named, into the standard table; rows that still do not fit stay, with their new reasons. Rows and their
 * state change in one lake transaction, so a row goes in once however often this is asked.
 *
 * @throws Problem intake.load-superseded where a newer load has replaced the table
 */
export async function retryDirty(
  parts: IntakeParts,
  call: Call,
  loadId: string,
  rows?: readonly number[],
): Promise<{ loaded: number; stillBad: number }> {
  const load = await visibleLoad(call, loadId);
  const resource = await parts.catalog.resource(call, load.resourceId);
  const headings = load.columns.map((column) => ({
    name: column.source,
    heading: column.source,
    comment: "",
    type: null,
  }));
  const { columns } = planLoad(load.columns, headings, await vocabularyOf(parts, call, load.columns));
  return inTransaction(call, async (inner) => {
    await lockLoad(inner.db, loadId);
    const { loaded, stillBad, open, rowCount } = await inLakeTransaction(parts.lake, async (session) => {
      await refuseSuperseded(session, inner, load);
      return retryIn(parts, session, resource.table, columns, loadId, rows);
    });
    await updateLoad(inner.db, loadId, { dirtyOpen: open });
    if (loaded > 0) {
      await parts.catalog.noteLoad(inner, load.resourceId, {
        loadId,
        rowCount,
        loadedAt: resource.loadedAt ?? inner.now,
      });
      await parts.events.publish(inner, rowsChanged, { resourceId: load.resourceId, loadId });
    }
    parts.ledger.record(inner, {
      action: "intake.retry-dirty",
      object: { kind: "resource", id: load.resourceId, name: load.resourceName },
      owner: load.department,
      rows: loaded,
      facts: { load: load.number, stillBad },
    });
    return { loaded, stillBad };
  });
}

async function refuseSuperseded(session: LakeSession, call: Call, load: LoadRow): Promise<void> {
  const published = await findPublished(session, load.resourceId);
  if (published?.load === load.id) return;
  const newer = await lastPublished(call.db, load.resourceId);
  throw problem(problems["load-superseded"], { name: load.resourceName, number: newer?.number ?? "?" });
}

async function retryIn(
  parts: IntakeParts,
  session: LakeSession,
  table: string,
  columns: readonly PlanColumn[],
  loadId: string,
  rows?: readonly number[],
) {
  const good: { record: DirtyRecord; values: Record<string, string | null> }[] = [];
  const badCells: DirtyCell[] = [];
  const bad: number[] = [];
  for (const record of await mendedRows(session, loadId, rows)) {
    const { values, faults } = retriedRow(columns, record);
    if (faults.length === 0) good.push({ record, values });
    else {
      bad.push(record.row);
      badCells.push(...faults);
    }
  }
  await insertStandard(
    session,
    parts.lake.dialect,
    table,
    columns,
    good.map(({ record, values }) => ({ row: record.row, values })),
  );
  await setState(
    session,
    loadId,
    good.map(({ record }) => record.row),
    "loaded",
  );
  await takeMarks(session, table, loadId);
  await setState(session, loadId, bad, "open");
  await deleteCells(session, loadId, bad);
  await insertDirtyCells(session, loadId, badCells);
  const [count] = await session.read<{ n: number }>(`select count(*) as n from ${table} t`);
  return { loaded: good.length, stillBad: bad.length, open: await countOpen(session, loadId), rowCount: count?.n ?? 0 };
}
