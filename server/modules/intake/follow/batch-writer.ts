import { setTimeout as delay } from "node:timers/promises";
import type { RunCounts } from "#contract/intake-follow";
import type { LakeSession } from "#kernel/lake/lake";
import type { LoadPlan } from "../plan.ts";
import type { ChangeBatch } from "../readers/change-stream.ts";
import type { SourceHeading } from "../readers/reader.ts";
import { applyDelta, createTouched, type Delta, keepUnreadable, type RestOfRow } from "./apply-delta.ts";
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
  const headings = headingsOf(ground, shape);
  return new LakeWriter({
    ground,
    headings,
    plan: planOf(ground, headings),
    session: await ground.parts.lake.session(),
    loadId: (await findFollow(ground.call.db, ground.follow.id))?.loadId ?? "",
    from,
  });
}

interface WriterParts {
  readonly ground: RunGround;
  readonly headings: readonly SourceHeading[];
  readonly plan: LoadPlan;
  readonly session: LakeSession;
  readonly loadId: string;
  readonly from: string;
}

class LakeWriter implements BatchWriter {
  position: string;
  private readonly parts: WriterParts;
  /** Position the lake itself holds. */
  private settled: string;
  private settledAt: number;
  private isOpen = false;
  /** What the parts of an open transaction have come to. */
  private begun: RunCounts | null = null;

  constructor(parts: WriterParts) {
    this.parts = parts;
    this.position = parts.from;
    this.settled = parts.from;
    this.settledAt = parts.ground.parts.now().getTime();
  }

  get isWhole(): boolean {
    return !this.isOpen;
  }

  get isSettled(): boolean {
    return !this.isOpen && this.settled === this.position;
  }

  async write(batch: ChangeBatch): Promise<void> {
    const { changes, unreadable = [] } = batch;
    if (changes.length + unreadable.length === 0 && !this.begun) {
      if (batch.isComplete) this.position = batch.position;
      return;
    }
    const { signal } = this.parts.ground.call;
    for (let tries = 1; ; tries += 1) {
      const isPart = this.begun !== null;
      try {
        return await this.writeOnce(batch);
      } catch (error) {
        // Somebody mends rejected rows of this table at this moment; parts of an open transaction cannot be had again.
        if (isPart || tries >= triesOfConflict || !isConflict(error)) throw error;
        await delay(conflictWaitMs, undefined, { signal });
      }
    }
  }

  private async writeOnce(batch: ChangeBatch): Promise<void> {
    const { ground, session, loadId } = this.parts;
    const { notes, follow, resource } = ground;
    if (!this.isOpen) await session.begin();
    this.isOpen = true;
    try {
      const done = await this.apply(batch);
      const counts = this.begun ? addCounts(this.begun, done) : done;
      refuseDirty(addCounts(notes.counts, counts), follow.plan.dirtyLimit);
      if (!batch.isComplete) {
        this.begun = counts;
        return;
      }
      const isAll = this.begun !== null || batch.changes.some(({ op }) => op === "truncate");
      const rows = await noteRows(session, resource.table, isAll);
      await this.notePosition(batch.position, notes.batches + 1, addCounts(notes.counts, counts));
      await session.commit();
      this.isOpen = false;
      this.begun = null;
      this.settle(batch.position);
      notes.committed(counts, batch.position);
      await rows.tell(ground, loadId);
    } catch (error) {
      if (this.isOpen) await session.rollback();
      this.isOpen = false;
      throw error;
    }
  }

  private async apply(batch: ChangeBatch): Promise<RunCounts> {
    const { ground, session, loadId, plan } = this.parts;
    const { parts, follow, resource } = ground;
    const columns = plan.columns.map((column) => column.source);
    const net = netChanges(batch.changes, follow.plan.key, columns);
    await createTouched(session);
    const gone = [...net.deletes].map((key) => [key, null, null, true]);
    await session.append("touched", ["key", "row", "sum", "goes"], gone);
    const delta = await deltaOf(this.parts, net);
    const target = { table: resource.table, loadId, keepsHistory: follow.plan.keepsHistory, at: lastCommit(batch) };
    const done = await applyDelta(session, parts.lake.dialect, delta, target);
    if (delta.stage) await session.write(`drop table ${delta.stage.table}`);
    const { unreadable = [] } = batch;
    await keepUnreadable(session, target, unreadable);
    return {
      ...done,
      read: batch.changes.length + unreadable.length,
      rejected: done.rejected + unreadable.length,
    };
  }

  async idle(at: string): Promise<void> {
    if (this.isOpen) return;
    const { ground, session } = this.parts;
    this.position = at;
    if (ground.parts.now().getTime() - this.settledAt < idleEveryMs) return;
    await session.begin();
    await this.notePosition(at, ground.notes.batches, ground.notes.counts);
    await session.commit();
    this.settle(at);
  }

  census(): Promise<LakeCensus> {
    const { ground, session, loadId } = this.parts;
    return lakeCensus(session, ground.resource.table, loadId);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const { session } = this.parts;
    if (this.isOpen) await session.rollback().catch(() => {});
    await session[Symbol.asyncDispose]();
  }

  private async notePosition(position: string, batches: number, counts: RunCounts): Promise<void> {
    const { ground, session } = this.parts;
    const { run, follow } = ground;
    await writePosition(session, follow.id, { position, runId: run.id, batches, counts, isDone: false });
  }

  private settle(position: string): void {
    this.position = position;
    this.settled = position;
    this.settledAt = this.parts.ground.parts.now().getTime();
  }
}

/** Two that change one row at once: the lake lets the first and refuses the second. */
const isConflict = (error: unknown): boolean => error instanceof Error && /conflict/i.test(error.message);

/** What changes are read by: loaded columns and the key, by name; the log says nothing else of interest. */
function headingsOf({ mapping, follow }: RunGround, shape: readonly SourceHeading[]): SourceHeading[] {
  const loaded = mapping.filter((column) => column.action === "load").map((column) => column.source);
  const wanted = new Set([...loaded, ...follow.plan.key]);
  return shape.filter(({ name }) => wanted.has(name));
}

async function deltaOf({ ground, session, headings, plan }: WriterParts, net: NetChanges): Promise<Delta> {
  const { resource, run, folder, call } = ground;
  if (net.upserts.size === 0) return { stage: null, plan, truncates: net.truncates, rests: [] };
  const table = stageName(resource.table, run.number);
  const staged = await stageChanges(session, table, net, headings, plan, { folder, signal: call.signal });
  const rests: RestOfRow[] = [];
  for (const [key, { values, restOf }] of net.upserts) {
    if (restOf === null) continue;
    const kept = plan.columns.filter(({ source }) => !(source in values));
    rests.push({ key, from: restOf, fields: kept.map(({ field }) => field) });
  }
  return { stage: { table, staged }, plan, truncates: net.truncates, rests };
}

const lastCommit = (batch: ChangeBatch): Date =>
  batch.changes.reduce((last, change) => (change.committedAt > last ? change.committedAt : last), new Date(0));
