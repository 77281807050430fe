import { setTimeout as delay } from "node:timers/promises";
import type { RunCounts } from "#contract/intake-follow";
import type { LakeSession } from "#kernel/lake/lake";
import type { ChangeBatch } from "../readers/change-stream.ts";
import type { SourceHeading } from "../readers/reader.ts";
import { applyDelta, createTouched, type Delta } from "./apply-delta.ts";
import { addCounts } from "./counts.ts";
import { planOf, type RunGround } from "./ground.ts";
import { type NetChanges, netChanges } from "./net-changes.ts";
import { writePosition } from "./positions.ts";
import { refuseDirty, stageName } from "./read-delta.ts";
import { type LakeCensus, lakeCensus } from "./reconcile.ts";
import { noteRows } from "./rows-changed.ts";
import { stageChanges } from "./stage-changes.ts";
import { findFollow } from "./store.ts";

/** Puts batches of changes into the lake, each with its position in one transaction. */
export interface BatchWriter extends AsyncDisposable {
  write(batch: ChangeBatch): Promise<void>;
  /** The log went on without this table. */
  idle(position: string): Promise<void>;
  /** Behind the last change in the lake. */
  readonly position: string;
  /** No transaction of the source stands half in the lake. */
  readonly isWhole: boolean;
  /** The lake itself knows `position`: the source may forget what lies before it. */
  readonly isSettled: boolean;
  /** Rows and checksum as they stand at `position`. */
  census(): Promise<LakeCensus>;
}

const idleEveryMs = 5000;
const triesOfConflict = 20;
const conflictWaitMs = 50;

/** `shape` are the columns the source has now. */
export async function createBatchWriter(
  ground: RunGround,
  shape: readonly SourceHeading[],
  from: string,
): Promise<BatchWriter> {
  const { parts, run, follow, resource, notes, call } = ground;
  const loadId = (await findFollow(call.db, follow.id))?.loadId ?? "";
  const headings = headingsOf(ground, shape);
  const plan = planOf(ground, headings);
  const session = await parts.lake.session();
  let position = from;
  let settled = from;
  let settledAt = parts.now().getTime();
  let isOpen = false;
  /** What the parts of an open transaction have come to. */
  let begun: RunCounts | null = null;

  const settle = async (at: string, counts: RunCounts): Promise<void> => {
    await writePosition(session, follow.id, {
      position: at,
      runId: run.id,
      batches: notes.batches + 1,
      counts: addCounts(notes.counts, counts),
      isDone: false,
    });
  };

  const apply = async (batch: ChangeBatch): Promise<RunCounts> => {
    const net = netChanges(
      batch.changes,
      follow.plan.key,
      plan.columns.map((column) => column.source),
    );
    await createTouched(session);
    await session.append(
      "touched",
      ["key", "row", "sum", "goes"],
      [...net.deletes].map((key) => [key, null, null, true]),
    );
    const delta = await deltaOf(session, ground, net, headings, plan);
    const target = { table: resource.table, loadId, keepsHistory: follow.plan.keepsHistory, at: lastCommit(batch) };
    const done = await applyDelta(session, parts.lake.dialect, delta, target);
    if (delta.stage) await session.write(`drop table ${delta.stage.table}`);
    return { ...done, read: batch.changes.length };
  };

  const writeOnce = async (batch: ChangeBatch): Promise<void> => {
    if (!isOpen) await session.begin();
    isOpen = true;
    try {
      const done = await apply(batch);
      const counts = begun ? addCounts(begun, done) : done;
      refuseDirty(addCounts(notes.counts, counts), follow.plan.dirtyLimit);
      if (!batch.isComplete) {
        begun = counts;
        return;
      }
      const isAll = begun !== null || batch.changes.some(({ op }) => op === "truncate");
      const rows = await noteRows(session, resource.table, isAll);
      await settle(batch.position, counts);
      await session.commit();
      isOpen = false;
      begun = null;
      position = settled = batch.position;
      settledAt = parts.now().getTime();
      notes.committed(counts, position);
      await rows.tell(ground, loadId);
    } catch (error) {
      if (isOpen) await session.rollback();
      isOpen = false;
      throw error;
    }
  };

  return {
    async write(batch) {
      if (batch.changes.length === 0 && !begun) {
        position = batch.position;
        return;
      }
      for (let tries = 1; ; tries += 1) {
        try {
          return await writeOnce(batch);
        } catch (error) {
          // Somebody mends rejected rows of this table at this moment; parts of an open transaction cannot be had again.
          if (begun || tries >= triesOfConflict || !isConflict(error)) throw error;
          await delay(conflictWaitMs, undefined, { signal: call.signal });
        }
      }
    },
    async idle(at) {
      if (isOpen) return;
      position = at;
      if (parts.now().getTime() - settledAt < idleEveryMs) return;
      await session.begin();
      await writePosition(session, follow.id, {
        position: at,
        runId: run.id,
        batches: notes.batches,
        counts: notes.counts,
        isDone: false,
      });
      await session.commit();
      settled = at;
      settledAt = parts.now().getTime();
    },
    get position() {
      return position;
    },
    get isWhole() {
      return !isOpen;
    },
    get isSettled() {
      return !isOpen && settled === position;
    },
    census: () => lakeCensus(session, resource.table, loadId),
    async [Symbol.asyncDispose]() {
      if (isOpen) await session.rollback().catch(() => {});
      await session[Symbol.asyncDispose]();
    },
  };
}

/** Two that change one row at once: the lake lets the first and refuses the second. */
const isConflict = (error: unknown): boolean => error instanceof Error && /conflict/i.test(error.message);

/** What changes are read by: loaded columns and the key, by name; the log says nothing else of interest. */
function headingsOf({ mapping, follow }: RunGround, shape: readonly SourceHeading[]): SourceHeading[] {
  const loaded = mapping.filter((column) => column.action === "load").map((column) => column.source);
  const wanted = new Set([...loaded, ...follow.plan.key]);
  return shape.filter(({ name }) => wanted.has(name));
}

async function deltaOf(
  session: LakeSession,
  { resource, run, folder, call }: RunGround,
  net: NetChanges,
  headings: readonly SourceHeading[],
  plan: Delta["plan"],
): Promise<Delta> {
  if (net.upserts.size === 0) return { stage: null, plan, truncates: net.truncates, rests: [] };
  const table = stageName(resource.table, run.number);
  const staged = await stageChanges(session, table, net, headings, plan, { folder, signal: call.signal });
  const rests = [...net.upserts].flatMap(([key, { values, restOf }]) =>
    restOf === null
      ? []
      : [
          {
            key,
            from: restOf,
            fields: plan.columns.filter(({ source }) => !(source in values)).map(({ field }) => field),
          },
        ],
  );
  return { stage: { table, staged }, plan, truncates: net.truncates, rests };
}

const lastCommit = (batch: ChangeBatch): Date =>
  batch.changes.reduce((last, change) => (change.committedAt > last ? change.committedAt : last), new Date(0));
