import type { CheckFault, SqlCheck } from "../door.ts";
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
import { weightedSumSql } from "./weighted-sum.ts";

/** GB 32100-2015: digits and capitals without I, O, S, V, Z; the place in this text is the value. */
export const creditAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
const modulus = creditAlphabet.length;
const anyOf = "[0-9A-HJ-NPQRTUWXY]";
export const creditPattern = String.raw`${anyOf}{2}\d{6}${anyOf}{10}`;
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
  sql(place) {
    const { shared, isRight } = creditSql(place);
    const hasForm = place.dialect.matches(place.column, creditPattern);
    return { shared, wrong: `case when ${hasForm} then not ${isRight} else true end`, divisionAt: null };
  },
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

/**
 * Whether the first 18 characters of a text that has the form carry the right check character: the weighted sum with
 * the check character is 0 modulo 31. The six digits of the division are summed as one number.
 */
export function creditSql({ column, prefix, dialect }: SqlPlace): { shared: SqlCheck["shared"]; isRight: string } {
  const division = `${prefix}d`;
  const valueAt = (place: number) => `(strpos('${creditAlphabet}', ${dialect.substring(column, place, 1)}) - 1)`;
  const all = [...weights, 1].map((weight, index) => ({ weight, place: index + 1 }));
  const single = all
    .filter(({ place }) => place < 3 || place > 8)
    .map(({ weight, place }) => `${valueAt(place)} * ${weight}`);
  const digits = weightedSumSql(dialect, division, weights.slice(2, 8), modulus);
  return {
    shared: [{ name: division, sql: dialect.tryCast(dialect.substring(column, 3, 6), { kind: "integer" }) }],
    isRight: `((${single.join(" + ")} + ${digits}) % ${modulus} = 0)`,
  };
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
