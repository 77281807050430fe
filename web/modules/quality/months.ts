import { useWords } from "#kit";
import { reportWords } from "./report-words.ts";

/** The month some months away from one (`YYYY-MM`). */
export function monthAfter(month: string, count: number): string {
  const [year = 0, number = 1] = month.split("-").map(Number);
  const months = year * 12 + number - 1 + count;
  return `${Math.floor(months / 12)}-${String((months % 12) + 1).padStart(2, "0")}`;
}

/** This many months, newest first. */
export const monthsBack = (from: string, count: number): string[] =>
  Array.from({ length: count }, (_, index) => monthAfter(from, -index));

/** `2026 年 3 月`, `2026-03`. */
export function useMonthName(): (month: string) => string {
  const words = useWords(reportWords);
  return (month) => words.month(month.slice(0, 4), String(Number(month.slice(5))));
}
