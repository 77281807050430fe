import { sqlCheckOf } from "#dictionary";
import { type Dialect, literal } from "#kernel/lake/lake";
import type { Meaning } from "./meanings.ts";

const fullWidth = Array.from({ length: 94 }, (_, index) => String.fromCharCode(0xff01 + index)).join("");
const halfWidth = Array.from({ length: 94 }, (_, index) => String.fromCharCode(0x21 + index)).join("");
export const emptyWords: ReadonlySet<string> = new Set([
  "",
  "-",
  "--",
  "/",
  "null",
  "none",
  "nan",
  "n/a",
  "na",
  "unknown",
  "无",
  "未知",
  "不详",
  "暂无",
]);

/** Without edge spaces, full-width forms and capitals; null where the text means nothing. */
function tidy(column: string): string {
  const text = `cast(${column} as varchar)`;
  const half = `case when regexp_matches(${text}, '[！-～　]') then translate(${text}, ${literal(`${fullWidth}　`)}, ${literal(`${halfWidth} `)}) else ${text} end`;
  return `nullif(trim(lower(${half}), chr(9) || chr(10) || chr(13) || chr(160) || ' '), '')`;
}

/**
 * The same, and null for words that mean nothing. Most cells are clean and longer than such words: one look lets them
 * pass. No case may stand around what reads the tables of `han.ts`, hence empty words go here.
 */
export function tidyValue(column: string): string {
  // No `in`: of a longer list the engine makes a join, and then every cell would be tidied for it.
  const words = `(?:${[...emptyWords].join("|")})?`;
  const text = tidy(column);
  const found = `cast(${column} as varchar)`;
  const longest = Math.max(...[...emptyWords].map((word) => Buffer.byteLength(word)));
  return `case when strlen(${found}) > ${longest} and not regexp_matches(${found}, '[A-Z！-～\\s\\x{3000}\\x{a0}]') then ${found}
    when not regexp_full_match(${text}, ${literal(words)}) then ${text} end`;
}

/** Rewrites only texts that hold such a character: most hold none, and a rewrite costs ten times the look. */
export const without = (expression: string, pattern: string, by = ""): string =>
  `case when regexp_matches(${expression}, ${literal(pattern)}) then regexp_replace(${expression}, ${literal(pattern)}, ${literal(by)}, 'g') else ${expression} end`;

const pad = (expression: string): string => `lpad(${expression}, 2, '0')`;

/**
 * A day as eight digits, without asking whether it exists: a mistyped day is still compared. `t` is tidied. The order of
 * day and month in `03/04/2022` is the column's own: `isMonthFirst`.
 */
function day(t: string, isMonthFirst: boolean): string {
  const piece = (number: number) => `regexp_extract(${t}, '^(\\d{1,4})[^\\d]+(\\d{1,2})[^\\d]+(\\d{1,4})', ${number})`;
  const [dayAt, monthAt] = isMonthFirst ? [2, 1] : [1, 2];
  return `case when regexp_matches(${t}, '^\\d{8}') then ${t}[1:8]
    when regexp_matches(${t}, '^\\d{4}[^\\d]+\\d{1,2}[^\\d]+\\d{1,2}') then ${piece(1)} || ${pad(piece(2))} || ${pad(piece(3))}
    when regexp_matches(${t}, '^\\d{1,2}[^\\d]+\\d{1,2}[^\\d]+\\d{4}') then ${piece(3)} || ${pad(piece(monthAt))} || ${pad(piece(dayAt))}
    when regexp_full_match(${t}, '[1-5]\\d{4}') then strftime(date '1899-12-30' + cast(${t} as integer), '%Y%m%d')
    else nullif(${without(t, String.raw`[^0-9]`)}, '') end`;
}

const idWeights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** 15 digits become 18: 19 behind the sixth, the check character of GB 11643 at the end. */
function citizenNumber(t: string): string {
  const plain = `upper(${without(t, "[^0-9a-z]")})`;
  const body = `(${plain}[1:6] || '19' || ${plain}[7:15])`;
  const sum = idWeights.map((weight, place) => `(ascii(${body}[${place + 1}]) - 48) * ${weight}`).join(" + ");
  return `case when regexp_full_match(${plain}, '\\d{15}') then ${body} || substr('10X98765432', (${sum}) % 11 + 1, 1) else nullif(${plain}, '') end`;
}

const phoneNumber = (t: string): string =>
  `nullif(regexp_replace(${without(t, "[^0-9]")}, '^(?:0086|86)(1\\d{10})$', '\\1'), '')`;

const words = (t: string): string =>
  `nullif(trim(${without(`strip_accents(${t})`, String.raw`[^\p{L}\p{N}]+`, " ")}), '')`;

/** Hyphens inside a number of a model fall out: `ZL23-44MU` is `zl2344mu`, and `flat-panel` stays two words. */
const models = (t: string): string =>
  `regexp_replace(${without(t, String.raw`(\d[a-z0-9]*)-([a-z0-9])`, String.raw`\1\2`)}, '([a-z0-9])-([a-z0-9]*\\d)', '\\1\\2', 'g')`;

/** Characters still stand in the form they were written in: `prepare.ts` brings the few texts that need it to the plain one. */
const hanText = (t: string): string => `nullif(${without(t, String.raw`[^\p{L}\p{N}]+`)}, '')`;

/** `3-2-301` keeps its three numbers when what stands between them falls out; twice, for neighbours share a number. */
function numbersApart(t: string): string {
  const once = (text: string) => without(text, String.raw`([0-9])[^\p{L}\p{N}]+([0-9])`, String.raw`\1之\2`);
  return once(once(t));
}

export interface CanonicalHints {
  readonly isHan: boolean;
  readonly isMonthFirst: boolean;
}

/** The canonical text of a meaning; `t` is the name of a tidied column. */
export function canonical(meaning: Meaning, t: string, { isHan, isMonthFirst }: CanonicalHints): string {
  switch (meaning) {
    case "citizen-id":
      return citizenNumber(t);
    case "credit-code":
    case "identifier":
      return `nullif(upper(${without(t, String.raw`[^\p{L}\p{N}]+`)}), '')`;
    case "date":
      return day(t, isMonthFirst);
    case "phone":
      return phoneNumber(t);
    case "number":
      return `nullif(regexp_extract(${without(t, ",")}, '-?\\d+(?:\\.\\d+)?'), '')`;
    case "email":
      return `nullif(${without(t, String.raw`\s`)}, '')`;
    case "postcode":
    case "house-number":
    case "code":
      return t;
    case "person-name":
    case "given-name":
    case "family-name":
    case "entity-name":
    case "place":
      return isHan ? hanText(t) : words(t);
    case "address":
      return isHan ? hanText(numbersApart(t)) : words(t);
    case "text":
      return isHan ? hanText(t) : words(models(t));
    case "row-id":
    case "ignored":
      return t;
  }
}

export interface ValidityQuery {
  readonly dialect: Dialect;
  /** `YYYY-MM-DD`. */
  readonly today: string;
  readonly relation: string;
  readonly column: string;
  /** Columns to keep. */
  readonly keep: string;
  /** Name of the answer: true where the number carries the right check character. */
  readonly as: string;
}

/** Selects from a relation with the dictionary's own check of a canonical number beside it. */
export function validity(
  meaning: "citizen-id" | "credit-code",
  { dialect, today, relation, column, keep, as }: ValidityQuery,
): string {
  const check = sqlCheckOf(meaning, column, "k_", dialect, today);
  const shared = check.shared.map((expression) => `, ${expression.sql} as ${expression.name}`).join("");
  return `select ${keep}, not (${check.wrong}) as ${as} from (select *${shared} from ${relation})`;
}
