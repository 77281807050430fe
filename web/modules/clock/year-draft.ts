import type { CalendarYear } from "#contract/clock";
import { addDays } from "#contract/clock-days";

/** What a day of the calendar is: ordinary, a weekday off (休), or a weekend that is worked (班). */
export type DayKind = "work" | "weekend" | "off" | "swapped";

/** The days of a year that differ from an ordinary week. */
export interface Arrangement {
  readonly daysOff: ReadonlySet<string>;
  readonly workedWeekends: ReadonlySet<string>;
}

export const arrangementOf = (year: Pick<CalendarYear, "daysOff" | "workedWeekends">): Arrangement => ({
  daysOff: new Set(year.daysOff),
  workedWeekends: new Set(year.workedWeekends),
});

/** A year nobody has entered: only the holidays on fixed days (Order 795). */
export const emptyArrangement = (year: number): Arrangement => ({
  daysOff: new Set(["01-01", "05-01", "05-02", "10-01", "10-02", "10-03"].map((day) => `${year}-${day}`)),
  workedWeekends: new Set(),
});

/** 0 Sunday to 6 Saturday. */
export const weekdayOf = (day: string): number => new Date(`${day}T00:00:00Z`).getUTCDay();
export const isWeekend = (day: string): boolean => weekdayOf(day) % 6 === 0;

export function kindOf({ daysOff, workedWeekends }: Arrangement, day: string): DayKind {
  if (workedWeekends.has(day)) return "swapped";
  if (daysOff.has(day)) return "off";
  return isWeekend(day) ? "weekend" : "work";
}

export const isWorked = (kind: DayKind): boolean => kind === "work" || kind === "swapped";

/** Turns a day of work into a day off and back. */
export function turned(arrangement: Arrangement, day: string): Arrangement {
  const daysOff = new Set(arrangement.daysOff);
  const workedWeekends = new Set(arrangement.workedWeekends);
  if (isWorked(kindOf(arrangement, day))) {
    workedWeekends.delete(day);
    if (!isWeekend(day)) daysOff.add(day);
  } else {
    daysOff.delete(day);
    if (isWeekend(day)) workedWeekends.add(day);
  }
  return { daysOff, workedWeekends };
}

/** The weeks of a month, Monday first; null where the week belongs to another month. */
export function weeksOf(year: number, month: number): (string | null)[][] {
  const first = `${year}-${String(month).padStart(2, "0")}-01`;
  const days: (string | null)[] = Array.from({ length: (weekdayOf(first) + 6) % 7 }, () => null);
  for (let day = first; day.slice(0, 7) === first.slice(0, 7); day = addDays(day, 1)) days.push(day);
  while (days.length % 7 !== 0) days.push(null);
  return Array.from({ length: days.length / 7 }, (_, week) => days.slice(week * 7, week * 7 + 7));
}

export function daysOf(year: number): string[] {
  return Array.from({ length: 12 }, (_, month) => weeksOf(year, month + 1)).flatMap((weeks) =>
    weeks.flat().filter((day) => day !== null),
  );
}

/** Days that are worked in one arrangement and not in the other. */
export const differing = (year: number, a: Arrangement, b: Arrangement): string[] =>
  daysOf(year).filter((day) => isWorked(kindOf(a, day)) !== isWorked(kindOf(b, day)));

export const workedDays = (year: number, arrangement: Arrangement): number =>
  daysOf(year).filter((day) => isWorked(kindOf(arrangement, day))).length;
