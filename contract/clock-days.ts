/**
 * Working days, for server and screens alike. A day is `YYYY-MM-DD` in Asia/Shanghai. Nothing here reads a clock or a
 * database: what day it is and which days are worked are given.
 */

/** Which days of one year differ from an ordinary week (国务院办公厅关于部分节假日安排的通知). */
export interface YearArrangement {
  readonly year: number;
  /** Days off that fall on Monday to Friday, and weekend days inside a holiday; more than needed does no harm. */
  readonly daysOff: readonly string[];
  /** Saturdays and Sundays that are worked (调休上班). */
  readonly workedWeekends: readonly string[];
}

/**
 * `next-day`: the day something happened does not count, the next is day 1 (Civil Code art. 201, 民法典第二百零一条).
 * `same-day`: it counts if it is worked.
 */
export const startRules = ["next-day", "same-day"] as const;
export type StartRule = (typeof startRules)[number];

export interface WorkCalendar {
  isWorkingDay(day: string): boolean;
  /** True where the arrangement of the day's year is known; else weekends and fixed public holidays are assumed off. */
  isArranged(day: string): boolean;
  /** Working days after 1999-12-31 up to and including this day; two of them subtract. */
  workedUpTo(day: string): number;
}

const dayMs = 86_400_000;
const shanghaiMs = 8 * 3_600_000;
const firstYear = 2000;

/** Days since 1970-01-01. */
const serial = (day: string): number => Math.round(Date.parse(`${day}T00:00:00Z`) / dayMs);
const dayOfSerial = (number: number): string => new Date(number * dayMs).toISOString().slice(0, 10);

/** The day an instant falls on in Shanghai (UTC+8 all year). */
export const dayOf = (instant: Date): string => new Date(instant.getTime() + shanghaiMs).toISOString().slice(0, 10);

/** The instant of a wall-clock time (`HH:MM`, up to `24:00`) of a day in Shanghai. */
export function instantOf(day: string, time = "00:00"): Date {
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  return new Date(Date.parse(`${day}T00:00:00Z`) + (hours * 60 + minutes) * 60_000 - shanghaiMs);
}

export const addDays = (day: string, count: number): string => dayOfSerial(serial(day) + count);

/**
 * Public holidays on fixed days (全国年节及纪念日放假办法, as amended by State Council Order 795, in force 2025-01-01): what is
 * assumed of a year whose arrangement is not published. Holidays of the lunar calendar are not, so a due day in such a
 * year is provisional.
 */
const fixedHolidays: ReadonlySet<string> = new Set(["01-01", "05-01", "05-02", "10-01", "10-02", "10-03"]);

interface YearTable {
  /** Working days of the year up to and including the n-th day, from 0. */
  readonly upTo: readonly number[];
  readonly firstSerial: number;
}

export function workCalendar(arrangements: Iterable<YearArrangement>): WorkCalendar {
  const known = new Map<number, YearArrangement>();
  for (const one of arrangements) known.set(one.year, one);
  const tables = new Map<number, YearTable>();
  const tableOf = (year: number): YearTable => {
    const made = tables.get(year) ?? yearTable(year, known.get(year));
    tables.set(year, made);
    return made;
  };
  const before: number[] = [0];
  const workedBefore = (year: number): number => {
    for (let made = before.length; made <= year - firstYear; made += 1)
      before.push((before[made - 1] ?? 0) + (tableOf(firstYear + made - 1).upTo.at(-1) ?? 0));
    return before[year - firstYear] ?? 0;
  };
  const workedUpTo = (day: string): number => {
    const year = Number(day.slice(0, 4));
    const { upTo, firstSerial } = tableOf(year);
    return workedBefore(year) + (upTo[serial(day) - firstSerial] ?? 0);
  };
  return {
    workedUpTo,
    isWorkingDay: (day) => workedUpTo(day) > workedUpTo(addDays(day, -1)),
    isArranged: (day) => known.has(Number(day.slice(0, 4))),
  };
}

function yearTable(year: number, arrangement: YearArrangement | undefined): YearTable {
  const off = new Set(arrangement?.daysOff);
  const worked = new Set(arrangement?.workedWeekends);
  const firstSerial = serial(`${year}-01-01`);
  const length = serial(`${year + 1}-01-01`) - firstSerial;
  const upTo: number[] = [];
  for (let index = 0; index < length; index += 1) {
    const day = dayOfSerial(firstSerial + index);
    const weekday = (firstSerial + index + 4) % 7;
    const isWeekend = weekday === 0 || weekday === 6;
    const isHoliday = arrangement ? off.has(day) : fixedHolidays.has(day.slice(5));
    const isWorked = worked.has(day) || (!isWeekend && !isHoliday);
    upTo.push((upTo.at(-1) ?? 0) + (isWorked ? 1 : 0));
  }
  return { upTo, firstSerial };
}

/** Working days after `from` up to and including `to`; negative where `to` is earlier. */
export const workingDaysBetween = (calendar: WorkCalendar, from: string, to: string): number =>
  calendar.workedUpTo(to) - calendar.workedUpTo(from);

/** The n-th working day after a day; for 0 the first working day on or after it. */
export function workingDayAfter(calendar: WorkCalendar, from: string, count: number): string {
  const base = count <= 0 ? addDays(from, -1) : from;
  const wanted = calendar.workedUpTo(base) + Math.max(1, count);
  // Never more than one working day per day, so jumping by what is missing never passes the one wanted.
  let day = base;
  for (let missing = wanted - calendar.workedUpTo(day); missing > 0; missing = wanted - calendar.workedUpTo(day))
    day = addDays(day, missing);
  return day;
}

/** The last day of a limit of so many working days that a day's event sets running. */
export function dueOn(calendar: WorkCalendar, from: string, workingDays: number, rule: StartRule = "next-day"): string {
  return workingDayAfter(calendar, rule === "same-day" ? addDays(from, -1) : from, workingDays);
}

/** Working days left after today: 0 on the due day itself, negative for each working day overdue. */
export const remaining = (calendar: WorkCalendar, due: string, today: string): number =>
  workingDaysBetween(calendar, today, due);
