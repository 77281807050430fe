import { dayOf, workCalendar, type YearArrangement } from "#contract/clock-days";
import type { Bilingual } from "#contract/text";
import { missingYear, tidyDays } from "./calendar.ts";

export const packageName = "chinese-days";

/** The State Council's arrangements of the years that the package holds. */
export async function shippedYears(): Promise<YearArrangement[]> {
  const { default: data } = await import("chinese-days/dist/chinese-days.json", { with: { type: "json" } });
  const byYear = (days: Record<string, string>) => Map.groupBy(Object.keys(days), (day) => Number(day.slice(0, 4)));
  const off = byYear(data.holidays);
  const worked = byYear(data.workdays);
  return [...off].map(([year, days]) => ({
    year,
    daysOff: tidyDays(days),
    workedWeekends: tidyDays(worked.get(year) ?? []),
  }));
}

/** As `Clock.calendarWarning`, for a machine on which no hub runs: what was entered by hand is not known to it. */
export const shippedCalendarWarning = async (now: Date): Promise<Bilingual | null> =>
  missingYear(workCalendar(await shippedYears()), dayOf(now));
