import type { HarvestCounts, HarvestOutcome } from "#contract/harvest";
import type { Call } from "#kernel/call";
import { inTransaction } from "#kernel/db/db";
import { newId } from "#kernel/id";
import type { Progress } from "#kernel/jobs/jobs";
import { Problem, problem } from "#kernel/problem";
import type { Batch, Reader } from "./found.ts";
import { judge, type Verdict } from "./judge.ts";
import { openReader } from "./open-reader.ts";
import type { HarvestParts } from "./parts.ts";
import { problems } from "./problems.ts";
import * as records from "./record-store.ts";
import { nextAfter } from "./schedule.ts";
import { searchEntry } from "./search-entry.ts";
import * as store from "./store.ts";

export interface RunInput {
  readonly runId: string;
}
export interface RunResult extends HarvestCounts {
  readonly runId: string;
  readonly sourceId: string;
}

const none: HarvestCounts = { seen: 0, created: 0, changed: 0, unchanged: 0, refused: 0, gone: 0 };

/**
 * Reads the source batch by batch. A batch's entries, its lines in the report, what the search finds and the position behind
 * it are one transaction: killed anywhere, the run goes on behind the last batch, and no record is counted twice.
 *
 *   queued → running → done | failed | cancelled;  failed, cancelled → queued where somebody harvests again
 */
export async function runHarvest(
  call: Call,
  parts: HarvestParts,
  { runId }: RunInput,
  report: Progress,
): Promise<RunResult> {
  const run = await store.findRun(call.db, runId);
  const source = run && (await store.findSource(call.db, run.sourceId));
  if (!run || !source) throw problem(problems["run-not-found"], { id: runId });
  if (run.state === "done") return resultOf(run);
  await store.updateRun(call.db, runId, { state: "running", startedAt: run.startedAt ?? call.now, problem: null });
  try {
    const reader = await openReader(call, parts, source, run.mode);
    await readOn(call, parts, { source, run, reader }, report);
    if (reader.isWhole && !reader.isUntouched()) await takeOutGone(call, parts, { source, runId });
    await finish(call, parts, { source, runId, reader });
  } catch (error) {
    await fail(call, parts, { source, run }, error);
    throw error;
  }
  return resultOf(await mustFind(call, runId));
}

interface Running {
  readonly source: store.SourceWithFile;
  readonly run: store.NamedRun;
  readonly reader: Reader;
}

async function readOn(
  call: Call,
  parts: HarvestParts,
  { source, run, reader }: Running,
  report: Progress,
): Promise<void> {
  let { seen, position } = run;
  for await (const batch of reader.batches(position)) {
    call.signal.throwIfAborted();
    // A document that has changed since the kill begins again, and so does its report.
    if (position !== null && beginsAgain(position, batch)) {
      await startOver(call, run.id);
      seen = 0;
    }
    await storeBatch(call, parts, { source, runId: run.id, startNumber: seen, batch });
    seen += batch.found.length;
    position = batch.position;
    report({ phase: { zh: "采集", en: "Harvesting" }, done: seen, total: batch.announced });
  }
}

const beginsAgain = (before: Batch["position"], { position, found }: Batch): boolean =>
  "index" in position && position["sha256"] !== before["sha256"] && position["index"] === found.length;

async function startOver(call: Call, runId: string): Promise<void> {
  await inTransaction(call, async ({ db }) => {
    await records.deleteLines(db, runId);
    await records.forgetRun(db, runId);
    await store.updateRun(db, runId, { ...none, position: null });
  });
}

interface Storing {
  readonly source: store.SourceWithFile;
  readonly runId: string;
  readonly startNumber: number;
  readonly batch: Batch;
}

async function storeBatch(
  call: Call,
  parts: HarvestParts,
  { source, runId, startNumber, batch }: Storing,
): Promise<void> {
  const at = parts.now();
  await inTransaction(call, async (inner) => {
    const ids = batch.found.flatMap((one) => ("dataset" in one ? [one.dataset.originId] : []));
    const known = await records.knownRecords(inner.db, source.id, ids);
    const verdicts = judge(batch.found, known, runId).map((verdict) => ({
      ...verdict,
      id: verdict.known?.id ?? newId(at),
    }));
    const written = verdicts.flatMap(({ id, originId, hash, dataset, outcome }) =>
      dataset !== null && outcome !== "unchanged" ? [{ id, originId, hash, body: dataset }] : [],
    );
    const moment = { sourceId: source.id, runId, at };
    await records.writeRecords(inner.db, moment, written);
    const same = verdicts.flatMap(({ id, outcome }) => (outcome === "unchanged" ? [id] : []));
    await records.touchRecords(inner.db, same, runId, at);
    await parts.search.put(
      inner,
      written.map(({ id, body }) => searchEntry(id, source.name, body)),
    );
    await records.insertLines(
      inner.db,
      runId,
      verdicts.map((verdict, index) => lineOf(verdict, startNumber + index + 1)),
    );
    await store.addCounts(inner.db, runId, countsOf(verdicts));
    await store.updateRun(inner.db, runId, { position: batch.position, announced: batch.announced });
  });
}

const lineOf = (
  { outcome, originId, title, faults, id, dataset }: Verdict & { id: string },
  number: number,
): records.LineRow => ({
  number,
  outcome,
  originId: originId.slice(0, 1000),
  title: title.slice(0, 500),
  entryId: dataset === null ? null : id,
  faults,
});

function countsOf(verdicts: readonly Verdict[]): HarvestCounts {
  const of = (wanted: HarvestOutcome) => verdicts.filter(({ outcome }) => outcome === wanted).length;
  return {
    seen: verdicts.length,
    created: of("created"),
    changed: of("changed"),
    unchanged: of("unchanged"),
    refused: of("refused"),
    gone: 0,
  };
}

const goneAtOnce = 500;

/**
 * Entries that a whole run did not see are taken out. A run that saw nothing at all takes nothing out: a portal that is
 * broken answers the same as one that is empty.
 *
 * @throws Problem harvest.nothing-found
 */
async function takeOutGone(
  call: Call,
  parts: HarvestParts,
  { source, runId }: { source: store.SourceWithFile; runId: string },
): Promise<void> {
  const { seen, refused } = await mustFind(call, runId);
  const standing = (await records.countEntries(call.db)).get(source.id) ?? 0;
  if (seen - refused === 0 && standing > 0)
    throw problem(problems["nothing-found"], { place: source.url ?? source.fileName ?? source.name, standing });
  for (let number = await nextNumber(call, runId); ;) {
    const at = parts.now();
    const start = number;
    const taken = await inTransaction(call, async (inner) => {
      const gone = await records.takeGone(inner.db, { sourceId: source.id, runId, at }, goneAtOnce);
      for (const { id } of gone) await parts.search.remove(inner, "external", id);
      const lines = gone.map(({ id, originId, title }, index) => ({
        number: start + index,
        outcome: "gone" as const,
        originId: originId.slice(0, 1000),
        title,
        entryId: id,
        faults: [],
      }));
      await records.insertLines(inner.db, runId, lines);
      await store.addCounts(inner.db, runId, { ...none, gone: gone.length });
      return gone.length;
    });
    number += taken;
    if (taken < goneAtOnce) return;
    call.signal.throwIfAborted();
  }
}

async function nextNumber(call: Call, runId: string): Promise<number> {
  const { seen, gone } = await mustFind(call, runId);
  return seen + gone + 1;
}

async function finish(
  call: Call,
  parts: HarvestParts,
  { source, runId, reader }: { source: store.SourceWithFile; runId: string; reader: Reader },
): Promise<void> {
  const endedAt = parts.now();
  await inTransaction({ ...call, now: endedAt }, async (inner) => {
    const run = await mustFind(inner, runId);
    const entry = await parts.ledger.seal(inner, {
      action: "harvest.run",
      object: { kind: "harvest-source", id: source.id, name: source.name },
      owner: inner.actor.department,
      facts: { run: run.number, ...countsIn(run), isUntouched: reader.isUntouched() },
    });
    await store.updateRun(inner.db, runId, { state: "done", endedAt, entry, isUntouched: reader.isUntouched() });
    await store.setMark(inner.db, source.id, reader.mark(), nextAfter(source.everyDays, endedAt));
  });
}

/** Entries of the batches before stand; whoever harvests again goes on behind them. A drained hub goes on by itself. */
async function fail(
  call: Call,
  parts: HarvestParts,
  { source, run }: Pick<Running, "source" | "run">,
  error: unknown,
): Promise<void> {
  const job = run.jobId === null ? undefined : await parts.jobs.find(call, run.jobId);
  const isCancelled = job?.cancelRequested ?? false;
  if (call.signal.aborted && !isCancelled) return;
  const endedAt = parts.now();
  const reason = error instanceof Error ? error.message : String(error);
  const told =
    error instanceof Problem
      ? { code: error.code, zh: error.sentence("zh"), en: error.sentence("en") }
      : {
          code: "harvest.defect",
          zh: `采集出错：${reason}。已采到的条目保留，重试会接着采。`,
          en: `The run failed: ${reason}. Entries taken so far stand; a retry goes on behind them.`,
        };
  await inTransaction({ ...call, now: endedAt }, async (inner) => {
    const state = isCancelled ? "cancelled" : "failed";
    await store.updateRun(inner.db, run.id, { state, endedAt, problem: isCancelled ? null : told });
    await store.setNext(inner.db, source.id, nextAfter(source.everyDays, endedAt));
    parts.ledger.record(inner, {
      action: "harvest.run",
      object: { kind: "harvest-source", id: source.id, name: source.name },
      owner: inner.actor.department,
      outcome: "failed",
      facts: { run: run.number, code: isCancelled ? "cancelled" : told.code },
    });
  });
}

async function mustFind(call: Call, runId: string): Promise<store.NamedRun> {
  const run = await store.findRun(call.db, runId);
  if (!run) throw problem(problems["run-not-found"], { id: runId });
  return run;
}

const countsIn = ({ seen, created, changed, unchanged, refused, gone }: store.NamedRun): HarvestCounts => ({
  seen,
  created,
  changed,
  unchanged,
  refused,
  gone,
});

const resultOf = (run: store.NamedRun): RunResult => ({ runId: run.id, sourceId: run.sourceId, ...countsIn(run) });
