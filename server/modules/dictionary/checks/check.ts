import type { Bilingual } from "#contract/text";
import type { Dialect } from "#kernel/lake/lake";
import type { CheckFacts, CheckFault, SqlCheck } from "../door.ts";

/** One check: what it says in words and what it is in lake SQL. Both stand in one file, so that they are changed together. */
export interface Check {
  /** Null where the value passes. */
  readonly fault: (value: string, facts: CheckFacts) => CheckFault | null;
  readonly sql: (place: SqlPlace) => SqlCheck;
}

/** Where an SQL check stands: `column` is an expression, `prefix` starts the names of what it computes once per row. */
export interface SqlPlace {
  readonly column: string;
  readonly prefix: string;
  readonly dialect: Dialect;
  readonly today: string;
}

export const faultOf = (text: Bilingual, mend: Bilingual, suggestion: string | null = null): CheckFault => ({
  text,
  mend,
  suggestion,
});

/** A pattern in the syntax RE2 and JavaScript share, for the whole text. Positive ASCII classes only, so that both agree. */
export const wholly = (pattern: string): RegExp => new RegExp(`^(?:${pattern})$`);

/** SQL that is true where the column does not match; nothing is shared. */
export const patternSql =
  (pattern: string) =>
  ({ column, dialect }: SqlPlace): SqlCheck => ({
    shared: [],
    wrong: `not ${dialect.matches(column, pattern)}`,
    divisionAt: null,
  });

const scientific = /^\d(?:\.\d+)?[Ee]\+?\d{1,2}$/;

/** What spreadsheets do to long numbers; null where that is not the trouble. */
export function spreadsheetFault(value: string): CheckFault | null {
  if (!scientific.test(value)) return null;
  return faultOf(
    {
      zh: "号码被表格软件改成了科学计数法，后面的数字已经丢失。",
      en: "A spreadsheet turned the number into scientific notation; its last digits are lost.",
    },
    {
      zh: "请从业务系统重新导出，把这一列设为“文本”格式。",
      en: "Export again from the source system with this column formatted as text.",
    },
  );
}

export const lengthFault = (value: string, wanted: string, wantedEn: string = wanted): CheckFault =>
  faultOf(
    {
      zh: `应为 ${wanted} 位，现在是 ${characterCount(value)} 位。`,
      en: `It should have ${wantedEn} characters and has ${characterCount(value)}.`,
    },
    { zh: "请对照原件补全或删去多余的字符。", en: "Compare with the original and add or remove characters." },
  );

const characterCount = (value: string): number => Array.from(value).length;

/** Letters people type for digits, where the place asks for a digit. */
const digitLookAlikes: Readonly<Record<string, string>> = { O: "0", o: "0", I: "1", l: "1", Z: "2", S: "5", B: "8" };

/** The same text with look-alike letters as digits at the places (from 0) that must hold digits. */
export const withDigitsAt = (value: string, isDigitPlace: (place: number) => boolean): string =>
  Array.from(value, (character, place) =>
    isDigitPlace(place) ? (digitLookAlikes[character] ?? character) : character,
  ).join("");

/** Names the first character (from 0) that does not belong where it stands. */
export function characterFault(
  value: string,
  place: number,
  belongs: Bilingual,
  suggestion: string | null = null,
): CheckFault {
  const found = Array.from(value)[place] ?? "";
  return faultOf(
    {
      zh: `第 ${place + 1} 位是“${found}”，这里应为${belongs.zh}。`,
      en: `Character ${place + 1} is “${found}”; ${belongs.en} is expected there.`,
    },
    { zh: "请对照原件改正这一位。", en: "Compare with the original and mend that character." },
    suggestion,
  );
}

export const checkCharacterFault = (name: Bilingual, found: string, wanted: string, suggestion: string): CheckFault =>
  faultOf(
    {
      zh: `${name.zh}应为 ${wanted}，现在是 ${found}：号码里至少有一位写错了。`,
      en: `${name.en} should be ${wanted} and is ${found}: at least one character is wrong.`,
    },
    {
      zh: `请对照原件核对全部号码；若其余各位都对，把校验位改为 ${wanted}。`,
      en: `Compare the whole number with the original; if all the rest is right, the check character is ${wanted}.`,
    },
    suggestion,
  );
