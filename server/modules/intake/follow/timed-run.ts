import { z } from "zod";
import { openDatabaseSource } from "../open-source.ts";
import type { TableShape, TableSource } from "../readers/table-source.ts";
import { censusColumns, planOf, type RunGround } from "./ground.ts";
import { meetDrift } from "./meet-drift.ts";
import { type LakePosition, readPosition } from "./positions.ts";
import { readDelta } from "./read-delta.ts";
import { finishWhole, readWhole } from "./read-whole.ts";
import { keepReconciliation, lakeCensus } from "./reconcile.ts";
import { findFollow } from "./store.ts";

/** Where a timed follow stands; kept in the lake as JSON. */
const TimedPosition = z.object({
  mode: z.string(),
  column: z.string().nullable(),
  /** The greatest watermark that is in the lake, as the source writes it. */
  value: z.string().nullable(),
  at: z.string(),
});
type TimedPosition = z.infer<typeof TimedPosition>;

/**
 * One run of a follow by full reading, watermark or comparison: everything is read in one transaction of the source, the census
 * too, and goes into one transaction of the lake.
 */
export async function timedRun(begun: RunGround): Promise<void> {
  const { parts, call, run, follow, source, notes } = begun;
  const before = await positionOf(begun);
  if (before?.runId === run.id && before.isDone) {
    // Killed between the lake's commit and the receipt. The source has moved on: it is compared at the next run.
    await finishWhole(begun, before.position);
    notes.takeUp(before.counts, before.batches, before.position);
    return;
  }
  notes.stage("connect");
  await using reader = await openDatabaseSource(parts, call, source);
  const shape = await reader.shapeOf(follow.tablePath);
  const { ground, rereads } = await meetDrift(begun, shape.columns);
  await using _moment = await reader.hold();
  const position = await positionNow(ground, reader, before);
  const isWhole = rereads || run.rereads || follow.rereads || follow.plan.mode === "full" || !before;
  const reading = { table: follow.tablePath, signal: call.signal, pace: ground.pace, mayType: true };
  if (isWhole) {
    await readWhole(ground, {
      prepare: (folder) => reader.prepare({ ...reading, folder }),
      position: () => JSON.stringify(position),
      isDone: true,
    });
  } else {
    const since = sinceOf(ground, before);
    const prepared = await reader.prepare({ ...reading, folder: ground.folder, since });
    await readDelta(ground, {
      prepared,
      isWhole: follow.plan.mode === "compare" || !since,
      position: JSON.stringify(position),
    });
  }
  if (follow.plan.reconciles) await reconcileNow(ground, reader, shape);
}

async function positionOf({ parts, follow }: RunGround): Promise<LakePosition | undefined> {
  await using session = await parts.lake.session();
  return await readPosition(session, follow.id);
}

const timedOf = (before: LakePosition | undefined): TimedPosition | null => {
  if (!before) return null;
  try {
    return TimedPosition.parse(JSON.parse(before.position));
  } catch {
    // A position of another mode: the table is compared whole.
    return null;
  }
};

/** A watermark never goes back: rows it stands for may have been deleted since. */
async function positionNow(
  { call, follow }: RunGround,
  reader: TableSource,
  before: LakePosition | undefined,
): Promise<TimedPosition> {
  const { mode, watermark } = follow.plan;
  const column = mode === "watermark" ? (watermark?.column ?? null) : null;
  const high = column === null ? null : await reader.highWater(follow.tablePath, column);
  const old = timedOf(before);
  const value = high ?? (old?.column === column ? old.value : null);
  return { mode, column, value, at: call.now.toISOString() };
}

function sinceOf({ follow }: RunGround, before: LakePosition | undefined) {
  const { watermark, mode } = follow.plan;
  const old = timedOf(before);
  if (mode !== "watermark" || !watermark || !old || old.column !== watermark.column || old.value === null)
    return undefined;
  return { column: watermark.column, value: old.value, overlap: watermark.overlap };
}

/** In the transaction that the rows were read in: source and lake are compared at one moment. */
async function reconcileNow(ground: RunGround, reader: TableSource, shape: TableShape): Promise<void> {
  const { parts, call, follow, resource, notes } = ground;
  notes.stage("reconcile");
  const columns = censusColumns(planOf(ground, shape.columns));
  const census = await reader.census(follow.tablePath, columns);
  const loadId = (await findFollow(call.db, follow.id))?.loadId ?? "";
  await using session = await parts.lake.session(call.signal);
  await keepReconciliation(ground, census, await lakeCensus(session, resource.table, loadId), columns);
}
