import type { Follow, Run } from "#contract/intake-follow";
import { type Call, mayTouch } from "#kernel/call";
import { problem } from "#kernel/problem";
import { forgetArrived } from "../follow/arrived.ts";
import { captureName, openCapture } from "../follow/capture-run.ts";
import { dispatchSoon } from "../follow/dispatch.ts";
import { judgeHealth } from "../follow/judge.ts";
import { newRun } from "../follow/new-run.ts";
import { forgetPosition } from "../follow/positions.ts";
import { findRun, openRunOf, type RunRow, updateRun } from "../follow/run-store.ts";
import { isContinuous } from "../follow/modes.ts";
import { nextRunAt } from "../follow/schedule.ts";
import { type FollowRow, limitsOf, lockFollow, saveLimits, updateFollow } from "../follow/store.ts";
import { followView, runView, visibleFollow } from "../follow/views.ts";
import { openMessagesOf } from "../open-messages.ts";
import { visibleSource } from "../open-source.ts";
import type { IntakeParts } from "../parts.ts";
import type { SourceRow } from "../store.ts";
import { problems } from "../problems.ts";
import { refuseStale } from "#kernel/http/guard";
import type { SourceLimits } from "#contract/intake-follow";

async function locked(call: Call, id: string): Promise<FollowRow> {
  await visibleFollow(call, id);
  await lockFollow(call.db, id);
  return visibleFollow(call, id);
}

function record(parts: IntakeParts, call: Call, follow: FollowRow, action: string, facts = {}): void {
  parts.ledger.record(call, {
    action,
    object: { kind: "follow", id: follow.id, name: follow.resourceName },
    owner: follow.department,
    facts: { table: follow.tablePath, ...facts },
  });
}

async function seen(parts: IntakeParts, call: Call, id: string): Promise<Follow> {
  await judgeHealth(parts, call, [id]);
  return followView(parts, call, await visibleFollow(call, id));
}

/** The place in the source is kept; a run that is under way ends at its last committed batch. */
export async function pauseFollow(parts: IntakeParts, call: Call, id: string, reason: string): Promise<Follow> {
  const follow = await locked(call, id);
  await updateFollow(call.db, id, { state: "paused", nextRunAt: null });
  await stopRun(parts, call, await openRunOf(call.db, id));
  record(parts, call, follow, "intake.pause-follow", { reason });
  return seen(parts, call, id);
}

export async function resumeFollow(parts: IntakeParts, call: Call, id: string): Promise<Follow> {
  const follow = await locked(call, id);
  const { plan } = follow;
  await updateFollow(call.db, id, { state: "active", problem: null, nextRunAt: nextRunAt(plan.schedule, call.now) });
  if (isContinuous(plan.mode)) await newRun(call, follow, { trigger: "person" });
  dispatchSoon(parts, call);
  record(parts, call, follow, "intake.resume-follow");
  return seen(parts, call, id);
}

/** @throws Problem intake.run-under-way, intake.follow-paused */
export async function runFollowNow(parts: IntakeParts, call: Call, id: string, rereads: boolean): Promise<Run> {
  const follow = await locked(call, id);
  if (follow.state === "paused") throw problem(problems["follow-paused"], { name: follow.resourceName });
  if (follow.state === "stopped") await updateFollow(call.db, id, { state: "active" });
  if (rereads) await updateFollow(call.db, id, { rereads: true });
  const run = await started(call, follow, rereads);
  dispatchSoon(parts, call);
  record(parts, call, follow, "intake.run-follow", { run: run.number, rereads });
  await judgeHealth(parts, call, [id]);
  return runView(parts, call, run);
}

async function started(call: Call, follow: FollowRow, rereads: boolean): Promise<RunRow> {
  const run = await newRun(call, follow, { trigger: rereads ? "backfill" : "person", rereads });
  if (run) return run;
  const busy = await openRunOf(call.db, follow.id);
  throw problem(problems["run-under-way"], { name: follow.resourceName, number: busy?.number ?? "?" });
}

/** A capture under way compares at its next batch; any other follow runs now and compares at the end. */
export async function reconcileFollow(parts: IntakeParts, call: Call, id: string): Promise<Run> {
  const follow = await locked(call, id);
  if (follow.state === "paused") throw problem(problems["follow-paused"], { name: follow.resourceName });
  await updateFollow(call.db, id, { reconciledAt: null });
  const open = await openRunOf(call.db, id);
  const run = open ?? (await started(call, follow, false));
  dispatchSoon(parts, call);
  record(parts, call, follow, "intake.reconcile-follow", { run: run.number });
  return runView(parts, call, run);
}

/** What was made at the source goes; the data and the records of runs stay. */
export async function endFollow(parts: IntakeParts, call: Call, id: string): Promise<void> {
  const follow = await locked(call, id);
  const source = await visibleSource(call, follow.sourceId);
  await updateFollow(call.db, id, { state: "stopped", nextRunAt: null, endedAt: call.now });
  await stopRun(parts, call, await openRunOf(call.db, id));
  record(parts, call, follow, "intake.end-follow");
  call.db.afterCommit(() => {
    void forget(parts, parts.hubCall(), follow, source).catch((error: unknown) =>
      call.log.warn({ err: error }, "release of a follow"),
    );
  });
}

async function forget(parts: IntakeParts, call: Call, follow: FollowRow, source: SourceRow): Promise<void> {
  await using session = await parts.lake.session();
  await forgetPosition(session, follow.id);
  await forgetArrived(session, follow.id);
  await release(parts, call, follow, source);
}

/** What a capture has made at its source goes with it: an abandoned slot would fill the source's disk. */
export async function release(parts: IntakeParts, call: Call, follow: FollowRow, source: SourceRow): Promise<void> {
  if (follow.plan.mode === "stream") {
    await using server = await openMessagesOf(parts, source);
    return await server.release(follow.tablePath, captureName(follow.id));
  }
  if (follow.plan.mode !== "capture") return;
  await using reader = await openCapture({ parts, call, source, follow });
  await reader.release();
}

/** @throws Problem intake.run-not-found, intake.run-ended */
export async function cancelRun(parts: IntakeParts, call: Call, id: string): Promise<Run> {
  const run = await findRun(call.db, id);
  if (!run || !mayTouch(call.actor, run.department)) throw problem(problems["run-not-found"], { id });
  if (run.endedAt !== null) throw problem(problems["run-ended"]);
  const follow = await locked(call, run.followId);
  await stopRun(parts, call, run);
  record(parts, call, follow, "intake.cancel-run", { run: run.number });
  return runView(parts, call, (await findRun(call.db, id)) ?? run);
}

export async function stopRun(parts: IntakeParts, call: Call, run: RunRow | undefined): Promise<void> {
  if (!run) return;
  if (run.jobId !== null) await parts.jobs.cancel(call, run.jobId);
  else await updateRun(call.db, run.id, { state: "cancelled", endedAt: call.now, waitsFor: null });
}

export async function editSourceLimits(
  parts: IntakeParts,
  call: Call,
  sourceId: string,
  limits: SourceLimits,
  version: number | null,
): Promise<SourceLimits & { version: number }> {
  const source = await visibleSource(call, sourceId);
  refuseStale(version, (await limitsOf(call.db, sourceId)).version);
  await saveLimits(call.db, sourceId, limits);
  parts.ledger.record(call, {
    action: "intake.edit-source-limits",
    object: { kind: "source", id: sourceId, name: source.name },
    owner: source.department,
    facts: { ...limits },
  });
  return limitsOf(call.db, sourceId);
}
