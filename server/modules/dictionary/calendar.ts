import type { Bilingual } from "#contract/text";

export const isLeapYear = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

/** Days of a month of the Gregorian calendar; `month` counts from 1. */
export const daysInMonth = (year: number, month: number): number =>
  month === 2 ? (isLeapYear(year) ? 29 : 28) : 30 + ((month + Math.floor(month / 8)) % 2);

/** Why there is no such day, in a sentence; null where there is. */
export function faultOfDay(year: number, month: number, day: number): Bilingual | null {
  if (month < 1 || month > 12) {
    return { zh: `没有 ${month} 月，月份只有 1 到 12。`, en: `There is no month ${month}; months run from 1 to 12.` };
  }
  const length = daysInMonth(year, month);
  if (day >= 1 && day <= length) return null;
  return {
    zh: `${year} 年 ${month} 月只有 ${length} 天，没有 ${day} 日。`,
    en: `${year}-${pad(month)} has ${length} days; there is no day ${day}.`,
  };
}

export const pad = (value: number, width = 2): string => String(value).padStart(width, "0");

/** `2026-03-18`. */
export const dateText = (year: number, month: number, day: number): string =>
  `${pad(year, 4)}-${pad(month)}-${pad(day)}`;

/** The day of an instant in China Standard Time, `YYYY-MM-DD`. */
export const dayOf = (at: Date): string => new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 10);
