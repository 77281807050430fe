import { daysInMonth, isLeapYear, pad } from "../calendar.ts";

const monthAndDay = [
  String.raw`(?:0[13578]|1[02])(?:0[1-9]|[12]\d|3[01])`,
  String.raw`(?:0[469]|11)(?:0[1-9]|[12]\d|30)`,
  String.raw`02(?:0[1-9]|1\d|2[0-8])`,
].join("|");

/**
 * A pattern for every real day from the first of January of `firstYear` to `today` (`YYYY-MM-DD`), written `YYYYMMDD`. Long,
 * but an automaton's size costs nothing per row, and no arithmetic on the date is left to do.
 */
export function realDaysUpTo(firstYear: number, today: string): string {
  const thisYear = Number(today.slice(0, 4));
  const years = Array.from({ length: thisYear - firstYear }, (_, index) => firstYear + index);
  const leapYears = years.filter(isLeapYear);
  return `(?:(?:${years.join("|")})(?:${monthAndDay})|(?:${leapYears.join("|")})0229|${thisYear}(?:${daysUpTo(today)}))`;
}

function daysUpTo(today: string): string {
  const [year = 0, lastMonth = 1, lastDay = 1] = today.split("-").map(Number);
  return Array.from({ length: lastMonth }, (_, index) => index + 1)
    .flatMap((month) => {
      const length = month === lastMonth ? lastDay : daysInMonth(year, month);
      return Array.from({ length }, (_, index) => pad(month) + pad(index + 1));
    })
    .join("|");
}
