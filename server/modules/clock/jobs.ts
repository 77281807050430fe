import { dayOf } from "#contract/clock-days";
import type { Call } from "#kernel/call";
import type { Queue } from "#kernel/jobs/queue";
import { recount } from "./commands/recount.ts";
import { tick } from "./commands/tick.ts";
import { recountJob } from "./job-names.ts";
import type { ClockParts } from "./parts.ts";
import { ruleSetOn } from "./rule-store.ts";

const tickQueue = "clock.tick";
const rulesJob = "clock.begin-rules";
const zone = "Asia/Shanghai";

export interface Timers {
  /** After `jobs.open`. */
  start(): Promise<void>;
}

export interface TimerDeps {
  readonly queue: Pick<Queue, "define" | "schedule">;
  /** A call by the hub itself, now. */
  readonly hubCall: () => Call;
}

/** Before `jobs.open`. */
export function defineTimers(parts: ClockParts, { queue, hubCall }: TimerDeps): Timers {
  const { jobs } = parts;
  // Not a job people see: it runs every minute and nearly always finds nothing to do.
  queue.define(tickQueue, { retryLimit: 0, concurrency: 1 }, async (_message, { signal }) => {
    await tick(parts, { ...hubCall(), signal });
  });
  jobs.define<{ reason: string }, { looked: number; moved: number }>({
    name: recountJob,
    concurrency: 1,
    handler: (call, { reason }, report) => recount(parts, call, reason, report),
  });
  jobs.define<object, { looked: number; moved: number }>({
    name: rulesJob,
    concurrency: 1,
    handler: async (call, _input, report) => {
      const today = dayOf(call.now);
      const set = await ruleSetOn(call.db, today);
      if (set?.effectiveOn !== today) return { looked: 0, moved: 0 };
      return recount(parts, call, `计时规则自 ${today} 起施行：${set.source}`, report);
    },
  });
  jobs.schedule(rulesJob, "5 0 * * *", zone, {
    zh: "新计时规则施行日重算提醒时刻",
    en: "Set the moments of reminders anew on the day new rules begin",
  });
  return { start: () => queue.schedule(tickQueue, "* * * * *", zone) };
}
