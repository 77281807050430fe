import { CronExpressionParser } from "cron-parser";
import type { ReadingWindow, Schedule } from "#contract/intake-follow";
import { problem } from "#kernel/problem";
import { problems } from "../problems.ts";

/**
 * The next moment a schedule runs by itself after `after`; null where it waits for something else than time.
 *
 * @throws Problem intake.cron-broken
 */
export function nextRunAt(schedule: Schedule, after: Date): Date | null {
  if (schedule.kind === "always") return after;
  if (schedule.kind !== "cron") return null;
  try {
    return CronExpressionParser.parse(schedule.cron, { currentDate: after, tz: schedule.timeZone }).next().toDate();
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw problem(problems["cron-broken"], { cron: schedule.cron, reason }, { cause });
  }
}

/** Minutes of the day that a clock on the wall of the zone shows. */
function minuteOfDay(at: Date, timeZone: string): number {
  const clock = new Intl.DateTimeFormat("en-GB", { timeZone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  return minutesOf(clock.format(at));
}

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

/** Whether the source may be read now. A window that ends before it begins goes over midnight; equal ends are the whole day. */
export function isInWindow(window: ReadingWindow | null, at: Date): boolean {
  if (!window) return true;
  const [from, to, now] = [minutesOf(window.from), minutesOf(window.to), minuteOfDay(at, window.timeZone)];
  if (from === to) return true;
  return from < to ? now >= from && now < to : now >= from || now < to;
}

/** Wait before try number `attempt` + 1, doubled each time, at most an hour. */
export const retryWaitMs = (waitSeconds: number, attempt: number): number =>
  Math.min(3600, waitSeconds * 2 ** Math.max(0, attempt - 1)) * 1000;
