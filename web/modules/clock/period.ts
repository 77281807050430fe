import type { Period } from "./filters.ts";

/** First and last day of a period of the calendar; those that run end today. */
export function spanOf(period: Period, today: string): { readonly from: string; readonly to: string } {
  const year = Number(today.slice(0, 4));
  const month = Number(today.slice(5, 7));
  const quarter = Math.floor((month - 1) / 3);
  switch (period) {
    case "month":
      return { from: firstOf(year, month), to: today };
    case "quarter":
      return { from: firstOf(year, quarter * 3 + 1), to: today };
    case "last-quarter": {
      const before = quarter === 0 ? { year: year - 1, first: 10 } : { year, first: quarter * 3 - 2 };
      return { from: firstOf(before.year, before.first), to: lastOf(before.year, before.first + 2) };
    }
    case "year":
      return { from: firstOf(year, 1), to: today };
  }
}

const firstOf = (year: number, month: number): string => `${year}-${String(month).padStart(2, "0")}-01`;
const lastOf = (year: number, month: number): string => new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
