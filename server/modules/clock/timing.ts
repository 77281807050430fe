import {
  addDays,
  dayOf,
  instantOf,
  remaining,
  type StartRule,
  type WorkCalendar,
  workingDayAfter,
  workingDaysBetween,
} from "#contract/clock-days";

/**
 * How a due day is reckoned, so that it can be reckoned again when the calendar changes. All days in Asia/Shanghai.
 *
 *   trigger        pause              resume                due
 *     │  1  2  3  4 ┊ ·  ·  ·  ·  ·  · ┊ 5  6  7  8  9  10 │
 *     └─ used ──────┘    does not count └─ run_days left ───┘
 *
 * The day of the pause still counts and the day it ends does not, just as the day of the trigger does not: each run counts
 * the working days after the day that set it going.
 */
export interface Timing {
  /** The day that set the present run going. */
  readonly runFrom: string;
  /** Working days to count from there. */
  readonly runDays: number;
  /** Working days used in earlier runs. */
  readonly usedBefore: number;
  /** True where `runFrom` itself counts (start rule `same-day`). */
  readonly countsFirst: boolean;
  /** A last day that was agreed instead of a number of days; it gives way to the next working day. */
  readonly agreedOn: string | null;
  readonly pausedOn: string | null;
}

export function startTiming(on: string, workingDays: number, rule: StartRule): Timing {
  return {
    runFrom: on,
    runDays: workingDays,
    usedBefore: 0,
    countsFirst: rule === "same-day",
    agreedOn: null,
    pausedOn: null,
  };
}

/** A last day falling on a day off moves to the next working day (Civil Code art. 203, 民法典第二百零三条). */
export function agreedTiming(calendar: WorkCalendar, on: string, agreedOn: string): Timing {
  const due = workingDayAfter(calendar, agreedOn, 0);
  return { ...startTiming(on, Math.max(0, workingDaysBetween(calendar, on, due)), "next-day"), agreedOn };
}

/** Null while paused. */
export function dueOf(calendar: WorkCalendar, timing: Timing): string | null {
  if (timing.pausedOn !== null) return null;
  if (timing.agreedOn !== null) return workingDayAfter(calendar, timing.agreedOn, 0);
  return workingDayAfter(calendar, countedAfter(timing), timing.runDays);
}

/** The present run counts the working days after this day. */
const countedAfter = ({ runFrom, countsFirst }: Timing): string => (countsFirst ? addDays(runFrom, -1) : runFrom);

/** Working days used up to and including a day; frozen while paused. */
export const usedOn = (calendar: WorkCalendar, timing: Timing, day: string): number =>
  timing.pausedOn !== null
    ? timing.usedBefore
    : timing.usedBefore + Math.max(0, workingDaysBetween(calendar, countedAfter(timing), day));

/** Days left: to the due day, or those that will be left when a pause ends. Negative when overdue. */
export function leftOn(calendar: WorkCalendar, timing: Timing, day: string): number {
  const due = dueOf(calendar, timing);
  return due === null ? timing.runDays : remaining(calendar, due, day);
}

export function paused(calendar: WorkCalendar, timing: Timing, on: string): Timing {
  const { runDays } = counted(calendar, timing);
  const used = Math.max(0, workingDaysBetween(calendar, countedAfter(timing), on));
  return {
    ...timing,
    runDays: Math.max(0, runDays - used),
    usedBefore: timing.usedBefore + used,
    agreedOn: null,
    pausedOn: on,
  };
}

/** With what was left; where nothing was, the first working day from here on is the last. */
export const resumed = (timing: Timing, on: string): Timing => ({
  ...timing,
  runFrom: on,
  countsFirst: false,
  pausedOn: null,
});

/** The whole limit anew. */
export const restarted = (timing: Timing, on: string, workingDays: number): Timing => ({
  ...resumed(timing, on),
  runDays: workingDays,
  usedBefore: 0,
});

export function extended(calendar: WorkCalendar, timing: Timing, workingDays: number): Timing {
  const base = counted(calendar, timing);
  return { ...base, runDays: base.runDays + workingDays };
}

/** The same due day as a number of days, so that days can be taken from it and added to it. */
function counted(calendar: WorkCalendar, timing: Timing): Timing {
  if (timing.agreedOn === null) return timing;
  const due = workingDayAfter(calendar, timing.agreedOn, 0);
  return { ...timing, runDays: workingDaysBetween(calendar, countedAfter(timing), due), agreedOn: null };
}

/** When the warning share of all working days is used: the office opens on the day that uses it. */
export function warnAt(
  calendar: WorkCalendar,
  timing: Timing,
  { workingDays, share, opens }: { readonly workingDays: number; readonly share: number; readonly opens: string },
): Date {
  // Shares are decimal fractions: 0.8 of 10 must be 8 whatever binary makes of it.
  const used = Math.ceil(Number((workingDays * share).toFixed(6)));
  return instantOf(workingDayAfter(calendar, countedAfter(timing), Math.max(0, used - timing.usedBefore)), opens);
}

/** A promise is kept until its due day ends. */
export const missedAt = (due: string): Date => instantOf(addDays(due, 1));

export const isOverdue = (due: string | null, now: Date): boolean => due !== null && dayOf(now) > due;
