import { CronExpressionParser } from "cron-parser";
import type { ReadingWindow, Schedule } from "#contract/intake-follow";

export interface NextTime {
  /** When the schedule says. */
  readonly due: Date;
  /** When reading begins: later where the window is closed at that moment. */
  readonly starts: Date;
}

const dayMinutes = 24 * 60;
/** A schedule that strikes each minute meets a window that is open one minute a day within this many strokes. */
const mostStrokes = 2 * dayMinutes;

/**
 * The next moments a timed schedule runs, by the library the hub itself goes by; strokes that wait for the same opening of
 * the window run once. Null where the schedule does not go by time.
 *
 * @throws Error where the cron line cannot be read, with the reason in English
 */
export function nextTimes(
  schedule: Schedule,
  window: ReadingWindow | null,
  after: Date,
  count: number,
): readonly NextTime[] | null {
  if (schedule.kind !== "cron") return null;
  const strokes = CronExpressionParser.parse(schedule.cron, { currentDate: after, tz: schedule.timeZone });
  const found: NextTime[] = [];
  for (let stroke = 0; stroke < mostStrokes && found.length < count; stroke += 1) {
    const due = strokes.next().toDate();
    const starts = openingAfter(window, due);
    if (found.at(-1)?.starts.getTime() !== starts.getTime()) found.push({ due, starts });
  }
  return found;
}

/** The first moment from `at` on in which the window is open; equal ends are the whole day. */
export function openingAfter(window: ReadingWindow | null, at: Date): Date {
  if (window === null) return at;
  const [from, to, now] = [minutesOf(window.from), minutesOf(window.to), minuteOfDay(at, window.timeZone)];
  const isOpen = from === to || (from < to ? now >= from && now < to : now >= from || now < to);
  if (isOpen) return at;
  const wait = (from - now + dayMinutes) % dayMinutes;
  return new Date(Math.floor(at.getTime() / 60_000) * 60_000 + wait * 60_000);
}

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

function minuteOfDay(at: Date, timeZone: string): number {
  const text = new Intl.DateTimeFormat("en-GB", { timeZone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  return minutesOf(text.format(at));
}
