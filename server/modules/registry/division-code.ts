import type { DivisionLevel } from "#contract/registry";

/** Digits of a code by level: province 2, prefecture 4, county 6, township 9, village 12 (GB/T 2260, GB/T 10114). */
export const digitsOf: Readonly<Record<DivisionLevel, number>> = { 1: 2, 2: 4, 3: 6, 4: 9, 5: 12 };

const levelsByDigits: ReadonlyMap<number, DivisionLevel> = new Map([
  [2, 1],
  [4, 2],
  [6, 3],
  [9, 4],
  [12, 5],
]);

/** Null where no code has that many digits. */
export const levelOf = (code: string): DivisionLevel | null => levelsByDigits.get(code.length) ?? null;

/**
 * The short form of a code written with zeros to 6, 9 or 12 digits: `510000` and `510000000000` are `51`. A few real codes
 * end in zeros (`441900`, the county level of 东莞): look for the code as it stands first.
 */
export function shortened(code: string): string {
  for (const digits of [2, 4, 6, 9]) {
    if (code.length > digits && /^0+$/.test(code.slice(digits))) return code.slice(0, digits);
  }
  return code;
}

/** The six-digit form GB/T 2260 gives to provinces and prefectures; longer codes as they are. */
export const sixDigits = (code: string): string => code.padEnd(6, "0");

/** Codes of everything a division may lie in, province first. */
export const prefixesOf = (code: string): string[] =>
  [2, 4, 6, 9].filter((digits) => digits < code.length).map((digits) => code.slice(0, digits));

/** True where `code` is `above` or lies in it. */
export const isWithin = (code: string, above: string): boolean => code.startsWith(above);
