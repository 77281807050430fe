import { daysInMonth, faultOfDay } from "../calendar.ts";
import type { CheckFacts, CheckFault } from "../door.ts";
import {
  characterFault,
  type Check,
  checkCharacterFault,
  faultOf,
  lengthFault,
  spreadsheetFault,
  withDigitsAt,
} from "./check.ts";
import { realDaysUpTo } from "./date-pattern.ts";
import { isKnownDivision, unknownDivision } from "./division-code.ts";
import { weightedSumSql } from "./weighted-sum.ts";

/** GB 11643-1999: weight of position i (from the right, from 0) is 2^i mod 11; digits weighted sum ≡ 1 (mod 11), X is 10. */
const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const;
const checkCharacters = "10X98765432";
const modulus = 11;

/** Numbers begin to be given out to the living in 1984; nobody who holds one was born before this year. */
const firstYear = 1800;

/** The check character for the first 17 digits. */
export function citizenIdCheck(body: string): string {
  const sum = weights.reduce((total, weight, place) => total + weight * Number(body[place]), 0);
  return checkCharacters.charAt(sum % modulus);
}

/**
 * Citizen identification number (GB 11643-1999): 6 digits division, 8 birth date, 3 sequence, 1 check character. Residence
 * permits of people from Hong Kong, Macao and Taiwan (810000, 820000, 830000) and of foreigners (9, then the province) share it.
 */
export const citizenId: Check = {
  fault(value, facts) {
    return faultOfForm(value, facts) ?? faultOfParts(value, facts);
  },
  /*
   * One pattern for the form and the real date, one cast for all digits, and quotients instead of single digits. X ends
   * one number in eleven: there the first 17 digits are kept as a negative number, so that one shared column serves both.
   */
  sql({ column, prefix, dialect, today }) {
    const digits = `${prefix}n`;
    const cast = (text: string) => dialect.tryCast(text, { kind: "integer" });
    const remainder = (number: string, allWeights: readonly number[]) =>
      `(${weightedSumSql(dialect, number, allWeights, modulus)}) % ${modulus}`;
    const pattern = String.raw`[1-9]\d{5}${realDaysUpTo(firstYear, today)}\d{3}[0-9X]`;
    return {
      shared: [{ name: digits, sql: `coalesce(${cast(column)}, 0 - ${cast(dialect.substring(column, 1, 17))})` }],
      wrong:
        `case when ${dialect.matches(column, pattern)} then` +
        ` case when ${digits} > 0 then ${remainder(digits, [...weights, 1])} <> 1` +
        ` else ${remainder(`(0 - ${digits})`, weights)} <> 2 end else true end`,
      divisionAt: { start: 1, length: 6, unless: `${column} like '9%' or ${column} like '830000%'` },
    };
  },
};

function faultOfForm(value: string, facts: CheckFacts): CheckFault | null {
  if (/^[1-9]\d{14}$/.test(value)) return oldNumberFault(value, facts);
  const spreadsheet = spreadsheetFault(value);
  if (spreadsheet) return spreadsheet;
  if (value.length !== 18) return lengthFault(value, "18");
  const place = Array.from(value).findIndex((character, index) => !(index < 17 ? /[0-9]/ : /[0-9X]/).test(character));
  const wrongPlace = place === -1 && value.startsWith("0") ? 0 : place;
  if (wrongPlace === -1) return null;
  const mended = withDigitsAt(value.slice(0, 17), () => true) + value.slice(17).toUpperCase();
  const belongs =
    wrongPlace === 17
      ? { zh: "数字或大写 X", en: "a digit or a capital X" }
      : wrongPlace === 0
        ? { zh: "1 到 9 的数字", en: "a digit from 1 to 9" }
        : { zh: "数字", en: "a digit" };
  return characterFault(value, wrongPlace, belongs, ifPasses(mended, facts));
}

function faultOfParts(value: string, facts: CheckFacts): CheckFault | null {
  const birth = value.slice(6, 14);
  const dateFault = faultOfBirth(birth, facts.today);
  if (dateFault) return dateFault;
  const division = value.slice(0, 6);
  const isKnown =
    division === "830000" ||
    (value.startsWith("9") ? facts.isDivision(value.slice(1, 3)) : isKnownDivision(division, facts));
  if (!isKnown) return unknownDivision(division);
  const wanted = citizenIdCheck(value);
  if (value.charAt(17) === wanted) return null;
  return checkCharacterFault(
    { zh: "第 18 位校验码", en: "The check character (18th)" },
    value.charAt(17),
    wanted,
    value.slice(0, 17) + wanted,
  );
}

function faultOfBirth(birth: string, today: string): CheckFault | null {
  const [year, month, day] = [Number(birth.slice(0, 4)), Number(birth.slice(4, 6)), Number(birth.slice(6, 8))];
  const mend = { zh: "请对照原件核对第 7 到 14 位。", en: "Compare characters 7 to 14 with the original." };
  const noDay = faultOfDay(year, month, day);
  if (noDay) {
    return faultOf(
      { zh: `出生日期 ${birth} 不存在：${noDay.zh}`, en: `Birth date ${birth} does not exist: ${noDay.en}` },
      mend,
    );
  }
  if (year < firstYear) {
    return faultOf({ zh: `出生年份 ${year} 不可能。`, en: `Nobody with a number was born in ${year}.` }, mend);
  }
  if (birth <= today.replaceAll("-", "")) return null;
  return faultOf({ zh: `出生日期 ${birth} 在今天之后。`, en: `Birth date ${birth} lies in the future.` }, mend);
}

/** 15 digits, given out until 1999: the year has two digits (19yy) and there is no check character. */
function oldNumberFault(value: string, facts: CheckFacts): CheckFault {
  const [month, day] = [Number(value.slice(8, 10)), Number(value.slice(10, 12))];
  const year = 1900 + Number(value.slice(6, 8));
  const isDay = month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
  const body = `${value.slice(0, 6)}19${value.slice(6)}`;
  return faultOf(
    {
      zh: "这是 15 位的旧身份证号，2013 年起已停止使用。",
      en: "This is an old 15-digit number; they ceased to be valid in 2013.",
    },
    {
      zh: "请换成 18 位公民身份号码：第 6 位后补 19，末位加校验码。",
      en: "Use the 18-digit number: 19 goes behind the 6th digit and a check character at the end.",
    },
    isDay ? ifPasses(body + citizenIdCheck(body), facts) : null,
  );
}

const ifPasses = (candidate: string, facts: CheckFacts): string | null =>
  /^[1-9]\d{16}[0-9X]$/.test(candidate) && faultOfParts(candidate, facts) === null ? candidate : null;
