import type { YearArrangement, WorkCalendar } from "#contract/clock-days";
import type { Bilingual } from "#contract/text";

/** Whose arrangement is to be expected: the State Council publishes the next year's in October or November. */
export function missingYear(calendar: WorkCalendar, today: string): Bilingual | null {
  const year = Number(today.slice(0, 4));
  const known = (one: number) => calendar.isArranged(`${one}-01-01`);
  const missing = known(year) ? (today.slice(5) >= "10-01" && !known(year + 1) ? year + 1 : null) : year;
  if (missing === null) return null;
  return {
    zh: `还没有录入国务院办公厅关于 ${missing} 年部分节假日安排的通知，落在 ${missing} 年的期限暂按周末和固定节日推算。请在通知公布后录入。`,
    en: `The State Council's holiday arrangement of ${missing} has not been entered; due days in ${missing} are reckoned from weekends and fixed holidays for now. Enter it once it is published.`,
  };
}

/** What is wrong with a year as it was entered; empty where nothing is. */
export function calendarFaults({ year, daysOff, workedWeekends }: YearArrangement): { zh: string; en: string }[] {
  const faults: { zh: string; en: string }[] = [];
  const off = new Set(daysOff);
  for (const day of [...daysOff, ...workedWeekends]) {
    if (!day.startsWith(`${year}-`)) faults.push({ zh: `${day} 不在 ${year} 年`, en: `${day} is not in ${year}` });
  }
  for (const day of workedWeekends) {
    if (off.has(day)) faults.push({ zh: `${day} 既放假又上班`, en: `${day} is both off and worked` });
    const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
    if (weekday !== 0 && weekday !== 6)
      faults.push({ zh: `${day} 不是周末，不必列为调休上班`, en: `${day} is no weekend day` });
  }
  return faults;
}

/** Days of one year in order, each once. */
export const tidyDays = (days: readonly string[]): string[] => [...new Set(days)].toSorted();
