import { mkdtemp, rm } from "node:fs/promises";
import path from "node:path";
import type { FollowMode } from "#contract/intake-follow";
import { literal, type Lake, readLake } from "#kernel/lake/lake";
import type { Call } from "#kernel/call";
import { inTransaction } from "#kernel/db/db";
import type { Progress } from "#kernel/jobs/jobs";
import { Problem, problem } from "#kernel/problem";
import { countOpen, rejectedMarks } from "../dirty-store.ts";
import { loaded } from "../events.ts";
import { findLoad, updateLoad } from "../load-store.ts";
import type { IntakeParts } from "../parts.ts";
import { problems } from "../problems.ts";
import { captureRun } from "./capture-run.ts";
import { startAfter } from "./dispatch.ts";
import { isContinuous } from "./modes.ts";
import { filesRun } from "./files-run.ts";
import { groundOf, type RunGround } from "./ground.ts";
import type { SourcePaces } from "./paces.ts";
import { judgeHealth } from "./judge.ts";
import { createNotes } from "./run-notes.ts";
import { findRun, openDrifts, settleDriftRow, type RunRow, updateRun } from "./run-store.ts";
import { retryRun } from "./retry-run.ts";
import { nextRunAt } from "./schedule.ts";
import { findFollow, updateFollow } from "./store.ts";
import { streamRun } from "./stream-run.ts";
import { timedRun } from "./timed-run.ts";

/** What the job answers. */
export interface RunResult {
  readonly runId: string;
  readonly followId: string;
}

/**
 * One run from beginning to end. Killed anywhere, the queue gives it to the next start, which finds in the lake how far it
 * came.
 */
export async function runFollow(
  parts: IntakeParts,
  paces: SourcePaces,
  call: Call,
  runId: string,
  report: Progress,
): Promise<RunResult> {
  const run = await findRun(call.db, runId);
  if (!run) throw problem(problems["run-not-found"], { id: runId });
  const result = { runId, followId: run.followId };
  if (run.endedAt !== null) return result;
  await updateRun(call.db, runId, {
    state: "running",
    startedAt: run.startedAt ?? call.now,
    waitsFor: null,
    problem: null,
  });
  const notes = createNotes(call, run, report, parts.now);
  const folder = await mkdtemp(path.join(parts.workFolder, "run-"));
  try {
    const pace = await paces.of(call, run.sourceId);
    const ground = await groundOf(parts, call, run, { notes, pace, folder });
    await runByMode[ground.follow.plan.mode](ground);
    await notes.save();
    await endWell(ground);
    return result;
  } catch (error) {
    await notes.save().catch(() => {});
    throw await endBadly(parts, call, run, error);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const runByMode: Readonly<Record<FollowMode, (ground: RunGround) => Promise<void>>> = {
  full: timedRun,
  watermark: timedRun,
  compare: timedRun,
  capture: captureRun,
  files: filesRun,
  stream: streamRun,
};

/** The receipt of a run: counts, what the catalog and the load know of the table, and the ledger entry in one transaction. */
async function endWell(ground: RunGround): Promise<void> {
  const { parts, call, run, resource, notes } = ground;
  const at = parts.now();
  const follow = await findFollow(call.db, ground.follow.id);
  if (!follow) return;
  const { counts } = notes;
  const hasChanged = counts.inserted + counts.updated + counts.deleted + counts.rejected > 0;
  const facts = follow.loadId === null ? null : await tableFacts(parts.lake, resource.table, follow.loadId);
  await inTransaction({ ...call, now: at }, async (inner) => {
    if (facts && follow.loadId !== null) {
      await amendLoad(ground, inner, follow.loadId, facts);
      await parts.catalog.noteLoad(inner, resource.id, {
        loadId: follow.loadId,
        rowCount: facts.rows,
        loadedAt: at,
      });
      if (hasChanged) await parts.events.publish(inner, loaded, { resourceId: resource.id, loadId: follow.loadId });
    }
    await updateFollow(inner.db, follow.id, {
      problem: null,
      lastDoneAt: at,
      nextRunAt: nextRunAt(follow.plan.schedule, at),
      ...(facts ? { rowCount: facts.rows } : {}),
      ...(isContinuous(follow.plan.mode) ? {} : { lagAt: at, lagSeconds: 0, position: notes.position }),
    });
    const drift = (await openDrifts(inner.db, [follow.id])).get(follow.id);
    if (drift?.outcome === "stopped") await settleDriftRow(inner.db, drift.id, at, run.startedBy);
    await updateRun(inner.db, run.id, { state: "done", endedAt: at });
    await judgeHealth(parts, inner, [follow.id]);
    await startAfter(parts, inner, follow.id, run);
    // Last: the ledger's head is held until the commit.
    const entry = await parts.ledger.seal(inner, {
      action: "intake.run-follow",
      object: { kind: "resource", id: resource.id, name: resource.name },
      owner: follow.department,
      rows: counts.read,
      facts: { run: run.number, mode: follow.plan.mode, batches: notes.batches, ...counts },
    });
    await updateRun(inner.db, run.id, { entry });
  });
}

async function tableFacts(lake: Lake, table: string, loadId: string) {
  const [row] = await readLake<{ rows: number; rejected: number }>(
    lake,
    `select (select count(*) from ${table}) as rows,
       (select count(*) from ${rejectedMarks} r where r.load = ${literal(loadId)}) as rejected`,
  );
  await using session = await lake.session();
  return { rows: row?.rows ?? 0, rejected: row?.rejected ?? 0, open: await countOpen(session, loadId) };
}

/** The load says what the table holds now: its receipt stays the ledger's, later runs have their own. */
async function amendLoad(
  { run }: RunGround,
  inner: Call,
  loadId: string,
  { rows, rejected, open }: Awaited<ReturnType<typeof tableFacts>>,
): Promise<void> {
  const load = await findLoad(inner.db, loadId);
  if (!load) return;
  if (run.loadId === null) await updateRun(inner.db, run.id, { loadId });
  await updateLoad(inner.db, loadId, {
    rowsRead: rows + rejected,
    rowsLoaded: rows,
    rowsRejected: rejected,
    sourceCount: rows + rejected,
    dirtyOpen: open,
  });
}

/** What is thrown on, so that the queue knows: a drained hub takes the run up again, everything else is settled here. */
async function endBadly(parts: IntakeParts, call: Call, run: RunRow, error: unknown): Promise<unknown> {
  const now = (await findRun(call.db, run.id)) ?? run;
  const job = now.jobId === null ? undefined : await parts.jobs.find(call, now.jobId);
  const isCancelled = job?.cancelRequested ?? false;
  if (call.signal.aborted && !isCancelled) return error;
  const told = isCancelled ? null : toldOf(error);
  if (!(error instanceof Problem) && !isCancelled) call.log.error({ err: error, run: run.number }, "run failed");
  await inTransaction({ ...call, now: parts.now() }, async (inner) => {
    await failLoad(parts, inner, now);
    await updateRun(inner.db, run.id, {
      state: isCancelled ? "cancelled" : "failed",
      endedAt: inner.now,
      problem: told,
    });
    if (told) await retryRun(parts, inner, now, told);
    await judgeHealth(parts, inner, [run.followId]);
    const entry = await parts.ledger.seal(inner, {
      action: "intake.run-follow",
      object: { kind: "follow", id: run.followId, name: String(run.number) },
      owner: run.department,
      outcome: "failed",
      facts: { run: run.number, code: told?.code ?? "cancelled" },
    });
    await updateRun(inner.db, run.id, { entry });
  });
  if (isCancelled || error instanceof Problem) return error;
  return problem(problems["run-defect"], { reason: error instanceof Error ? error.message : String(error) });
}

/** A load that was begun for this run and did not get in. */
async function failLoad(parts: IntakeParts, call: Call, run: RunRow): Promise<void> {
  if (run.loadId === null) return;
  const load = await findLoad(call.db, run.loadId);
  if (load?.state === "running") await updateLoad(call.db, load.id, { state: "failed", endedAt: parts.now() });
}

function toldOf(error: unknown): { code: string; zh: string; en: string } {
  const refusal =
    error instanceof Problem
      ? error
      : problem(problems["run-defect"], { reason: error instanceof Error ? error.message : String(error) });
  return { code: refusal.code, zh: refusal.sentence("zh"), en: refusal.sentence("en") };
}
