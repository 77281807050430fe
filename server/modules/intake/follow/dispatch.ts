import type { Bilingual } from "#contract/text";
import type { Call } from "#kernel/call";
import { inTransaction, sql } from "#kernel/db/db";
import { zoneOfSource } from "../agent/store.ts";
import type { IntakeParts } from "../parts.ts";
import { isContinuous } from "./modes.ts";
import { newRun } from "./new-run.ts";
import { openRuns, type RunRow, updateRun } from "./run-store.ts";
import { isInWindow } from "./schedule.ts";
import { type FollowRow, limitsOf, liveFollows } from "./store.ts";

export const runJob = "intake.run-follow";
/** Captures wait nearly all the time; they have places of their own, so that they keep no other work waiting. */
export const captureJob = "intake.capture";

/**
 * Starts every run in the line that may start: its moment has come, its window is open, its source has a place free. The others
 * say what they wait for. One at a time, whoever asks.
 */
export async function dispatch(parts: IntakeParts, call: Call): Promise<number> {
  return inTransaction(call, async (inner) => {
    await sql`select pg_advisory_xact_lock(hashtext('intake.dispatch'))`.execute(inner.db.withTables<never>());
    const runs = await openRuns(inner.db);
    const follows = new Map((await liveFollows(inner.db)).map((follow) => [follow.id, follow]));
    const busy = new Map<string, number>();
    for (const run of runs)
      if (run.jobId !== null && !isContinuous(run.mode)) busy.set(run.sourceId, (busy.get(run.sourceId) ?? 0) + 1);
    let started = 0;
    for (const run of runs.filter(({ jobId }) => jobId === null)) {
      const follow = follows.get(run.followId);
      if (!follow) continue;
      const waits = await waitsFor(parts, inner, run, follow, busy.get(run.sourceId) ?? 0);
      if (waits) {
        if (run.waitsFor?.zh !== waits.zh) await updateRun(inner.db, run.id, { state: "waiting", waitsFor: waits });
        continue;
      }
      await startJob(parts, inner, run, follow);
      if (!isContinuous(run.mode)) busy.set(run.sourceId, (busy.get(run.sourceId) ?? 0) + 1);
      started += 1;
    }
    return started;
  });
}

/** Later than this the tick of the minute is soon enough. */
const soonMs = 60_000;

/**
 * After the commit of whoever has put something in the line, or a little later where it must not start at once: a source that was
 * away for a second is not left for a minute. Nothing depends on it: the tick finds what a killed process forgets.
 */
export function dispatchSoon(parts: IntakeParts, call: Call, afterMs = 0): void {
  const begin = (): void => {
    const own = parts.hubCall();
    if (own.signal.aborted) return;
    dispatch(parts, own).catch((error: unknown) => own.log.error({ err: error }, "dispatch"));
  };
  if (afterMs > soonMs) return;
  call.db.afterCommit(() => {
    if (afterMs === 0) begin();
    else setTimeout(begin, afterMs).unref();
  });
}

async function waitsFor(
  { agents }: IntakeParts,
  call: Call,
  run: RunRow,
  follow: FollowRow,
  busy: number,
): Promise<Bilingual | null> {
  if (follow.state !== "active" && run.trigger !== "person" && run.trigger !== "backfill")
    return { zh: "等待恢复跟踪", en: "waits until the follow is resumed" };
  if (run.startsAfter && run.startsAfter > call.now) return { zh: "稍后重试", en: "is tried again later" };
  const { window } = follow.plan;
  if (!isInWindow(window, call.now) && window)
    return { zh: `等到 ${window.from} 才能读取来源`, en: `waits until ${window.from}, when the source may be read` };
  const zone = await zoneOfSource(call.db, run.sourceId);
  if (zone && !agents.hasLine(zone.id))
    return { zh: `等待归集区“${zone.name}”的代理连上`, en: `waits for an agent of zone ${zone.name} to connect` };
  if (isContinuous(run.mode)) return null;
  const { runs } = await limitsOf(call.db, run.sourceId);
  if (busy >= runs)
    return { zh: `来源同时只许 ${runs} 个运行，排队中`, en: `waits in line: the source allows ${runs} at a time` };
  return null;
}

async function startJob(parts: IntakeParts, call: Call, run: RunRow, follow: FollowRow): Promise<void> {
  const jobId = await parts.jobs.start(
    call,
    isContinuous(run.mode) ? captureJob : runJob,
    { runId: run.id },
    {
      title: { zh: `跟踪：${follow.resourceName}`, en: `Follow: ${follow.resourceName}` },
      department: follow.department,
      subject: follow.resourceId,
    },
  );
  await updateRun(call.db, run.id, { jobId, state: "queued", waitsFor: null });
}

/**
 * Runs that wait for this follow to end well, in its transaction. After a table was read again whole, so are those that build on
 * it: a backfill goes along the chain in its order.
 */
export async function startAfter(
  parts: IntakeParts,
  call: Call,
  followId: string,
  { rereads, trigger }: Pick<RunRow, "rereads" | "trigger">,
): Promise<void> {
  const isBackfill = rereads && trigger === "backfill";
  for (const follow of await liveFollows(call.db)) {
    const { schedule } = follow.plan;
    if (follow.state === "active" && schedule.kind === "after" && schedule.followId === followId)
      await newRun(call, follow, isBackfill ? { trigger: "backfill", rereads: true } : { trigger: "after" });
  }
  dispatchSoon(parts, call);
}
