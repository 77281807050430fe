import type { Call } from "#kernel/call";
import type { IntakeParts } from "../parts.ts";
import { isContinuous } from "./modes.ts";
import { lookForArrivals } from "./arrivals.ts";
import { captureJob, dispatch, runJob } from "./dispatch.ts";
import { judge } from "./judge.ts";
import { newRun } from "./new-run.ts";
import { createSourcePaces } from "./paces.ts";
import { type RunResult, runFollow } from "./run-follow.ts";
import { updateRun } from "./run-store.ts";
import { nextRunAt } from "./schedule.ts";
import { forgetLags, insertLag, liveFollows, updateFollow } from "./store.ts";

const tickQueue = "intake.follow-tick";
/** By itself: a server that does not answer keeps no schedule waiting. */
const arrivalQueue = "intake.look-for-arrivals";
const zone = "Asia/Shanghai";
/** Captures one process carries. */
const capturesAtMost = 24;
const lagsKeptMs = 7 * 86_400_000;

interface RunInput {
  readonly runId: string;
}

/** Before `jobs.open`. */
export function defineFollowJobs(parts: IntakeParts): { start(): Promise<void> } {
  const { jobs, queue, hubCall } = parts;
  const paces = createSourcePaces();
  const definition = {
    retryLimit: 0,
    handler: async (call: Call, { runId }: RunInput, report: Parameters<typeof runFollow>[4]) => {
      try {
        return await runFollow(parts, paces, call, runId, report);
      } finally {
        if (!call.signal.aborted) await dispatch(parts, hubCall()).catch(() => 0);
      }
    },
    dropped: (call: Call, { runId }: RunInput) => updateRun(call.db, runId, { state: "cancelled", endedAt: call.now }),
  };
  jobs.define<RunInput, RunResult>({ name: runJob, ...definition });
  jobs.define<RunInput, RunResult>({ name: captureJob, ...definition, concurrency: capturesAtMost, waits: true });
  // Not a job people see: it runs every minute and nearly always finds nothing to do.
  queue.define(tickQueue, { retryLimit: 0, concurrency: 1 }, async () => {
    await tickFollows(parts, hubCall());
  });
  queue.define(arrivalQueue, { retryLimit: 0, concurrency: 1 }, async () => {
    await lookForArrivals(parts, hubCall());
  });
  return {
    async start() {
      await queue.schedule(tickQueue, "* * * * *", zone);
      await queue.schedule(arrivalQueue, "* * * * *", zone);
    },
  };
}

/** Puts into the line what has come due, starts what may start, and judges how everything stands. */
export async function tickFollows(parts: IntakeParts, call: Call): Promise<void> {
  const follows = await liveFollows(call.db);
  for (const follow of follows) {
    if (follow.state !== "active" || !follow.nextRunAt || follow.nextRunAt > call.now) continue;
    await newRun(call, follow, { trigger: "schedule" });
    if (follow.plan.schedule.kind !== "always")
      await updateFollow(call.db, follow.id, { nextRunAt: nextRunAt(follow.plan.schedule, call.now) });
  }
  for (const { id, plan, lastDoneAt } of follows)
    if (!isContinuous(plan.mode) && lastDoneAt) {
      const seconds = Math.round((call.now.getTime() - lastDoneAt.getTime()) / 1000);
      await updateFollow(call.db, id, { lagAt: call.now, lagSeconds: seconds });
      await insertLag(call.db, id, call.now, seconds, null);
    }
  await forgetLags(call.db, new Date(call.now.getTime() - lagsKeptMs));
  await dispatch(parts, call);
  await judge(parts, call, await liveFollows(call.db));
}
