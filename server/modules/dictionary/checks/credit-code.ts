import type { CheckFault } from "../door.ts";
import {
  characterFault,
  type Check,
  checkCharacterFault,
  lengthFault,
  spreadsheetFault,
  type SqlPlace,
  withDigitsAt,
  wholly,
} from "./check.ts";

/** GB 32100-2015: digits and capitals without I, O, S, V, Z; the place in this text is the value. */
export const creditAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
const modulus = creditAlphabet.length;
const letters = "[0-9A-HJ-NPQRTUWXY]";
export const creditPattern = String.raw`${letters}{2}\d{6}${letters}{10}`;
const isForm = wholly(creditPattern);

/** 3^i mod 31, for the first 17 characters. */
const weights = Array.from({ length: 17 }, (_, place) => Number(3n ** BigInt(place) % 31n));

/** The check character for the first 17 characters. */
export function creditCheck(body: string): string {
  const sum = weights.reduce((total, weight, place) => total + weight * creditAlphabet.indexOf(body.charAt(place)), 0);
  return creditAlphabet.charAt((modulus - (sum % modulus)) % modulus);
}

/**
 * Unified social credit code (GB 32100-2015): registering authority, class, 6 digits division of the registering office, 9
 * characters of the organisation (GB 11714), check character. The division is not looked up: development zones
 * register under codes of their own.
 */
export const creditCode: Check = {
  fault(value) {
    const spreadsheet = spreadsheetFault(value);
    if (spreadsheet) return spreadsheet;
    if (value.length !== 18) return lengthFault(value, "18");
    if (!isForm.test(value)) return faultOfCharacters(value);
    return creditCheckFault(value);
  },
  sql: (place) => ({ shared: [], wrong: creditWrongSql(place), divisionAt: null }),
};

export function creditCheckFault(value: string): CheckFault | null {
  const wanted = creditCheck(value);
  if (value.charAt(17) === wanted) return null;
  return checkCharacterFault(
    { zh: "第 18 位校验码", en: "The check character (18th)" },
    value.charAt(17),
    wanted,
    value.slice(0, 17) + wanted,
  );
}

/** True where the text that begins at character `start` is not a credit code; the pattern must have matched there already if `start` is not 1. */
export function creditWrongSql({ column, dialect }: SqlPlace): string {
  return `case when ${dialect.matches(column, creditPattern)} then ${creditSumSql({ column, dialect })} % ${modulus} <> 0 else true end`;
}

/** The weighted sum over all 18 characters; 0 modulo 31 where the code is right. */
export function creditSumSql({ column, dialect }: Pick<SqlPlace, "column" | "dialect">): string {
  const value = (place: number) => `(strpos('${creditAlphabet}', ${dialect.substring(column, place, 1)}) - 1)`;
  return `(${[...weights, 1].map((weight, index) => `${value(index + 1)} * ${weight}`).join(" + ")})`;
}

function faultOfCharacters(value: string): CheckFault {
  const isDigitPlace = (place: number) => place >= 2 && place < 8;
  const place = Array.from(value).findIndex(
    (character, index) => !(isDigitPlace(index) ? /[0-9]/ : /[0-9A-HJ-NPQRTUWXY]/).test(character),
  );
  const mended = withDigitsAt(
    value.toUpperCase(),
    (index) => isDigitPlace(index) || "IOSZ".includes(value.charAt(index).toUpperCase()),
  );
  const isMended = isForm.test(mended) && creditCheckFault(mended) === null;
  const belongs = isDigitPlace(place)
    ? { zh: "数字（登记机关区划）", en: "a digit (division of the registering office)" }
    : { zh: "数字或大写字母（不用 I、O、S、V、Z）", en: "a digit or a capital other than I, O, S, V, Z" };
  return characterFault(value, place, belongs, isMended ? mended : null);
}
