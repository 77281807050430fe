/** A day as the count of days since 1970-01-01; sums and comparisons of days are then those of numbers. */
export type Day = number;

export interface YearMonthDay {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** Proleptic Gregorian calendar, after Howard Hinnant's `civil_from_days`. */
export function dateOf(day: Day): YearMonthDay {
  const shifted = Math.floor(day) + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1,
  };
}

export function dayOf(year: number, month: number, day: number): Day {
  return Math.round(Date.UTC(year, month - 1, day) / 86_400_000);
}

/** @throws Error where the text is no day of the calendar written `YYYY-MM-DD`. */
export function parseDay(text: string): Day {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? [];
  const found = dayOf(Number(year), Number(month), Number(day));
  if (!Number.isFinite(found) || writeDate("iso", dateOf(found)) !== text) {
    throw new Error(`“${text}”不是日期，请写成 2026-03-01 这样。“${text}” is not a date; write it as 2026-03-01.`);
  }
  return found;
}

/** Forms in which departments write a day. */
export const dateForms = [
  "iso",
  "compact",
  "slash",
  "chinese",
  "excel-serial",
  "month",
  "instant",
  "instant-slash",
] as const;
export type DateForm = (typeof dateForms)[number];

const two = (value: number): string => (value < 10 ? `0${value}` : String(value));

/** Writes a day; takes parts and not a count of days, so that 30 February can be written as well. */
export function writeDate(form: Exclude<DateForm, "excel-serial">, { year, month, day }: YearMonthDay): string {
  switch (form) {
    case "iso":
      return `${year}-${two(month)}-${two(day)}`;
    case "compact":
      return `${year}${two(month)}${two(day)}`;
    case "slash":
      return `${year}/${month}/${day}`;
    case "chinese":
      return `${year}年${month}月${day}日`;
    case "month":
      return `${year}${two(month)}`;
    case "instant":
      return `${year}-${two(month)}-${two(day)} ${officeTime(year + month + day)}`;
    case "instant-slash":
      return `${year}/${month}/${day} ${officeTime(year + month + day).slice(0, 5)}`;
  }
}

/** Spreadsheets count days from 1899-12-30. */
export const excelSerial = (day: Day): number => day + 25_569;

/** A time of day within office hours that follows from the date alone. */
function officeTime(salt: number): string {
  return `${two(9 + (salt % 8))}:${two((salt * 7) % 60)}:${two((salt * 13) % 60)}`;
}

/** Whole years between birth and a day. */
export function yearsBetween(from: Day, to: Day): number {
  const start = dateOf(from);
  const end = dateOf(to);
  const isBeforeBirthday = end.month < start.month || (end.month === start.month && end.day < start.day);
  return end.year - start.year - (isBeforeBirthday ? 1 : 0);
}

export const daysPerYear = 365.25;

/** First day of the month that lies `months` before the month of `day`. */
export function monthsBefore(day: Day, months: number): Day {
  const { year, month } = dateOf(day);
  const count = year * 12 + month - 1 - months;
  return dayOf(Math.floor(count / 12), (count % 12) + 1, 1);
}
