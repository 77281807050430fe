import type { RunCounts, RunStage, StageName } from "#contract/intake-follow";
import type { Call } from "#kernel/call";
import type { Progress } from "#kernel/jobs/jobs";
import { addCounts, noCounts } from "./counts.ts";
import { type RunRow, updateRun } from "./run-store.ts";

/** What people watch while a run goes on: stages, counts, rows a second. Written at most every two seconds. */
export interface RunNotes {
  readonly counts: RunCounts;
  readonly batches: number;
  readonly position: string | null;
  stage(name: StageName): void;
  /** Rows of the present stage so far. */
  rows(count: number): void;
  /** A batch is in the lake. */
  committed(batch: RunCounts, position: string): void;
  /** What the lake says the run had done before it was killed. */
  takeUp(counts: RunCounts, batches: number, position: string): void;
  /** Lets a request to stop be seen while nothing else happens. */
  beat(): void;
  /** The run goes no further: what stands is written. */
  save(): Promise<void>;
}

const saveEveryMs = 2000;
const pointEveryMs = 5000;
const pointsKept = 120;

const phases: Record<StageName, { zh: string; en: string }> = {
  connect: { zh: "连接来源", en: "Connecting" },
  snapshot: { zh: "整表读取", en: "Reading the whole table" },
  read: { zh: "读取变更", en: "Reading changes" },
  clean: { zh: "清洗", en: "Cleaning" },
  apply: { zh: "写入", en: "Applying" },
  follow: { zh: "跟踪变更", en: "Following changes" },
  reconcile: { zh: "对账", en: "Reconciling" },
};

export function createNotes(call: Call, run: RunRow, report: Progress, now: () => Date): RunNotes {
  const stages: RunStage[] = [...run.stages];
  const throughput = [...run.throughput];
  let counts = run.counts;
  let batches = run.batches;
  let { position } = run;
  let savedAt = 0;
  let seen = { at: now().getTime(), rows: 0 };
  let done = 0;
  const last = () => stages.at(-1);
  const save = async (): Promise<void> => {
    savedAt = now().getTime();
    await updateRun(call.db, run.id, { stages, counts, batches, position, throughput });
  };
  const touch = (): void => {
    const at = now().getTime();
    if (at - seen.at >= pointEveryMs) {
      throughput.push({
        at: new Date(at).toISOString(),
        rowsPerSecond: Math.round(((done - seen.rows) * 1000) / (at - seen.at)),
      });
      if (throughput.length > pointsKept) throughput.shift();
      seen = { at, rows: done };
    }
    if (at - savedAt >= saveEveryMs) void save().catch(() => {});
  };
  return {
    get counts() {
      return counts;
    },
    get batches() {
      return batches;
    },
    get position() {
      return position;
    },
    stage(name) {
      const at = now().toISOString();
      const before = last();
      if (before?.name === name && before.endedAt === null) return;
      if (before && before.endedAt === null) stages[stages.length - 1] = { ...before, endedAt: at };
      stages.push({ name, startedAt: at, endedAt: null, rows: null });
      report({ phase: phases[name] });
      touch();
    },
    rows(count) {
      done = Math.max(done, count);
      const at = last();
      if (at) stages[stages.length - 1] = { ...at, rows: count };
      if (at) report({ phase: phases[at.name], done: count });
      touch();
    },
    committed(batch, where) {
      counts = addCounts(counts, batch);
      batches += 1;
      position = where;
      done += batch.read;
      touch();
    },
    takeUp(before, count, where) {
      counts = addCounts(noCounts, before);
      batches = count;
      position = where;
    },
    beat() {
      const at = last();
      if (at) report({ phase: phases[at.name], done });
      touch();
    },
    async save() {
      const at = last();
      if (at && at.endedAt === null) stages[stages.length - 1] = { ...at, endedAt: now().toISOString() };
      await save();
    },
  };
}
