/** Days since 1970 from the first day of the year 1 to the last of the year 9999: what dates of four digits can say. */
export const daysInCalendar = { first: -719_162, last: 2_932_896 };
const daySeconds = 86_400;
/** Seconds since 1970, the last one excluded. */
export const secondsInCalendar = {
  first: daysInCalendar.first * daySeconds,
  last: (daysInCalendar.last + 1) * daySeconds,
};

/** Years of the astronomers: the one before 1 is 0. */
interface Day {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** Howard Hinnant, “chrono-compatible low-level date algorithms”, days_from_civil; the month may be 1 to 12. */
export function daysOf({ year, month, day }: Day): number {
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

/** The same the other way, civil_from_days. */
function dayOf(days: number): Day {
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return { year, month, day: dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1 };
}

const padded = (value: number, width: number): string => String(value).padStart(width, "0");

/** A day as PostgreSQL writes it, also before our era and after the year 9999. */
export function dateText(days: number): string {
  const { date, era } = partsOf(days);
  return `${date}${era}`;
}

/** A moment in microseconds since 1970 as PostgreSQL writes it. */
export function momentText(micros: bigint): string {
  const perDay = BigInt(daySeconds) * 1_000_000n;
  const rest = ((micros % perDay) + perDay) % perDay;
  const { date, era } = partsOf(Number((micros - rest) / perDay));
  const seconds = Number(rest / 1_000_000n);
  const time = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60].map((part) => padded(part, 2));
  const fraction = padded(Number(rest % 1_000_000n), 6).replace(/0+$/, "");
  return `${date} ${time.join(":")}${fraction === "" ? "" : `.${fraction}`}${era}`;
}

function partsOf(days: number): { readonly date: string; readonly era: string } {
  const { year, month, day } = dayOf(days);
  const written = year > 0 ? year : 1 - year;
  return { date: `${padded(written, 4)}-${padded(month, 2)}-${padded(day, 2)}`, era: year > 0 ? "" : " BC" };
}
