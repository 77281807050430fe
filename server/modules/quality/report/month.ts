import { addDays } from "#contract/clock-days";

/** The days of a month (`YYYY-MM`) that are there by `today`; both ends belong to it. */
export interface MonthSpan {
  readonly fromOn: string;
  readonly untilOn: string;
  readonly isWhole: boolean;
}

export const monthOf = (day: string): string => day.slice(0, 7);

/** The month some months later; earlier for a negative count. */
export function monthsAfter(month: string, count: number): string {
  const [year = 0, number = 1] = month.split("-").map(Number);
  const months = year * 12 + (number - 1) + count;
  return `${Math.floor(months / 12)}-${String((months % 12) + 1).padStart(2, "0")}`;
}

export const lastDayOf = (month: string): string => addDays(`${monthsAfter(month, 1)}-01`, -1);

/** Null for a month that has not begun. */
export function spanOf(month: string, today: string): MonthSpan | null {
  const fromOn = `${month}-01`;
  if (fromOn > today) return null;
  const last = lastDayOf(month);
  return { fromOn, untilOn: last < today ? last : today, isWhole: last < today };
}

/** This many months up to and with this one, oldest first. */
export const monthsUpTo = (month: string, count: number): string[] =>
  Array.from({ length: count }, (_, at) => monthsAfter(month, at - count + 1));
