import fc from "fast-check";
import { addDays, workCalendar } from "#contract/clock-days";

export const anyDay = fc.integer({ min: 0, max: 700 }).map((days) => addDays("2025-08-01", days));

/** Holidays anywhere, weeks long where they run together; weekends worked here and there. */
export const anyCalendar = fc
  .array(fc.tuple(anyDay, fc.integer({ min: 1, max: 9 })), { maxLength: 20 })
  .map((holidays) => {
    const off = new Set(
      holidays.flatMap(([from, length]) => Array.from({ length }, (_, index) => addDays(from, index))),
    );
    const years = [2025, 2026, 2027, 2028];
    const worked = holidays.map(([from]) => addDays(from, -3)).filter((day) => !off.has(day) && isWeekend(day));
    return workCalendar(
      years.map((year) => {
        const own = (day: string) => day.startsWith(`${year}-`);
        return { year, daysOff: [...off].filter(own), workedWeekends: worked.filter(own) };
      }),
    );
  });

const isWeekend = (day: string): boolean => [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay());
