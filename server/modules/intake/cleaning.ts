import type { Bilingual } from "#contract/text";
import { type Cleaned, type CleaningKind, cleanValue } from "#dictionary";
import { type Dialect, type LakeSession, name } from "#kernel/lake/lake";
import { lakeTypeOf, type LoadPlan, type PlanColumn } from "./plan.ts";
import { foundColumn, rowColumn } from "./staging.ts";
import { suspectSql } from "./suspects.ts";

/** What cleaning did to one column in one way. */
export interface CleaningCount {
  readonly column: string;
  readonly kind: CleaningKind;
  count: number;
  readonly examples: { readonly row: number; readonly before: string; readonly after: string }[];
}

export interface CleaningDeps {
  readonly session: LakeSession;
  readonly dialect: Dialect;
  /** The stage table, quoted. */
  readonly table: string;
}

const examplesKept = 3;
const pageSize = 50_000;
/** Different texts of one column with how often and where first. */
const seen = name("seen");
/** Verdicts of the cleaner on the texts of one column, one row per different text. */
const verdicts = name("verdict");
const verdictColumns = ["v", "ok", "value", "rule", "text_zh", "text_en", "mend_zh", "mend_en", "suggestion"];

/** Suspected texts of all columns, one row for each row that has any; null where the column's own text is not suspected. */
const suspects = name("suspect");

/**
 * Cells that are not exactly of their type: each different text is cleaned once, good ones are put into their column.
 * Rows with a text that cannot be read stay for `moveUnreadable`; answers whether there are any.
 */
export async function cleanTypedColumn(
  deps: CleaningDeps,
  column: PlanColumn,
  counts: CleaningCount[],
): Promise<boolean> {
  const { session, dialect, table } = deps;
  const found = dialect.jsonText(`s.${foundColumn}`, column.field);
  const texts = `select ${found} as v, count(*) as n, min(s.${rowColumn}) as first from ${table} s
     where s.${foundColumn} is not null and ${found} is not null group by ${found}`;
  const { bad, changed } = await judge(deps, column, texts, counts);
  const cast = dialect.tryCast("d.value", lakeTypeOf(column.type));
  if (changed > 0)
    await session.write(
      `update ${table} as s set ${name(column.field)} = ${cast} from ${verdicts} d
       where s.${foundColumn} is not null and ${found} = d.v and d.ok`,
    );
  return bad > 0;
}

/** Texts that the cleaner would write otherwise: spaces, full-width letters, words for codes. After `gatherSuspects`. */
export async function cleanTextColumn(deps: CleaningDeps, column: PlanColumn, counts: CleaningCount[]): Promise<void> {
  const { session, table } = deps;
  const field = name(column.field);
  const texts = `select u.${field} as v, count(*) as n, min(u.${rowColumn}) as first from ${suspects} u where u.${field} is not null group by u.${field}`;
  const { changed } = await judge(deps, column, texts, counts);
  if (changed > 0)
    await session.write(
      `update ${table} as s set ${field} = d.value from ${verdicts} d where s.${field} = d.v and d.ok and d.value is distinct from d.v`,
    );
}

/** Keeps the texts that the cleaner should look at; one scan for all columns. Answers the columns that have some. */
export async function gatherSuspects(
  { session, dialect, table }: CleaningDeps,
  columns: readonly PlanColumn[],
  isUntidy: boolean,
): Promise<PlanColumn[]> {
  if (columns.length === 0) return [];
  const fields = columns.map((column) => name(column.field));
  const conditions = columns.map((column, index) => suspectSql(column, `s.${fields[index]}`, dialect, isUntidy));
  const cells = fields.map((field, index) => `case when ${conditions[index]} then s.${field} end as ${field}`);
  await session.write(
    `create or replace temp table ${suspects} as select s.${rowColumn}, ${cells.join(", ")} from ${table} s
     where ${conditions.map((condition) => `(${condition})`).join(" or ")}`,
  );
  const parts = fields.map((field, index) => `count(u.${field}) as ${name(`n${index}`)}`);
  const [row] = await session.read<Record<string, number>>(`select ${parts.join(", ")} from ${suspects} u`);
  return columns.filter((_, index) => (row?.[`n${index}`] ?? 0) > 0);
}

/** Which typed columns have cells kept as found; one scan. */
export async function countFound(deps: CleaningDeps, plan: LoadPlan): Promise<PlanColumn[]> {
  const typed = plan.columns.filter((column) => column.type.kind !== "text");
  if (typed.length === 0) return [];
  const { session, dialect, table } = deps;
  const parts = typed.map(
    (column, index) => `count(${dialect.jsonText(`s.${foundColumn}`, column.field)}) as ${name(`n${index}`)}`,
  );
  const [row] = await session.read<Record<string, number>>(
    `select ${parts.join(", ")} from ${table} s where s.${foundColumn} is not null`,
  );
  return typed.filter((_, index) => (row?.[`n${index}`] ?? 0) > 0);
}

/**
 * Cleans each different text once and keeps the verdicts in a temporary table, a page at a time: a column may hold as many
 * different texts as rows. Answers how many texts could not be read, and how many are written otherwise than before.
 */
async function judge(
  { session }: CleaningDeps,
  column: PlanColumn,
  texts: string,
  counts: CleaningCount[],
): Promise<{ readonly bad: number; readonly changed: number }> {
  // Places of our own: rows of a transaction that is not committed have row ids beyond all others.
  await session.write(
    `create or replace temp table ${seen} as select t.*, row_number() over () - 1 as place from (${texts}) t`,
  );
  await session.write(
    `create or replace temp table ${verdicts} (v varchar, ok boolean, value varchar, rule varchar, text_zh varchar,
       text_en varchar, mend_zh varchar, mend_en varchar, suggestion varchar)`,
  );
  let bad = 0;
  let changed = 0;
  for (let after = -1; ; after += pageSize) {
    const page = await session.read<{ v: string; n: number; first: number }>(
      // Read behind a letter of ours: a byte order mark at the beginning of a text would be lost on the way.
      `select '=' || t.v as v, t.n, t.first from ${seen} t where t.place > $1 and t.place <= $2`,
      [after, after + pageSize],
    );
    const rows: (string | boolean | null)[][] = [];
    for (const found of page) {
      const text = { ...found, v: found.v.slice(1) };
      const cleaned = cleanValue(text.v, { ...column.type, maxLength: null }, column.hint);
      if (cleaned.ok) note(counts, column, text, cleaned);
      else bad += 1;
      if (cleaned.ok && (cleaned.value !== text.v || column.type.kind !== "text")) changed += 1;
      rows.push(verdictRow(text.v, cleaned));
    }
    await session.append(verdicts, verdictColumns, rows);
    if (page.length < pageSize) return { bad, changed };
  }
}

function note(
  counts: CleaningCount[],
  column: PlanColumn,
  text: { v: string; n: number; first: number },
  cleaned: Cleaned & { ok: true },
): void {
  for (const kind of cleaned.kinds) {
    let count = counts.find((candidate) => candidate.column === column.field && candidate.kind === kind);
    if (!count) {
      count = { column: column.field, kind, count: 0, examples: [] };
      counts.push(count);
    }
    count.count += text.n;
    if (count.examples.length < examplesKept)
      count.examples.push({ row: text.first, before: text.v, after: cleaned.value ?? "" });
  }
}

function verdictRow(text: string, cleaned: Cleaned): (string | boolean | null)[] {
  if (cleaned.ok) return [text, true, cleaned.value, null, null, null, null, null, null];
  return [
    text,
    false,
    null,
    cleaned.rule,
    cleaned.text.zh,
    cleaned.text.en,
    cleaned.mend.zh,
    cleaned.mend.en,
    cleaned.suggestion,
  ];
}

export const verdictTable = verdicts;

/** What each kind of cleaning is called where people read it. */
export const cleaningTexts: Readonly<Record<CleaningKind, Bilingual>> = {
  trimmed: { zh: "去掉首尾空格", en: "Spaces at the ends removed" },
  "control-characters": {
    zh: "去掉换行、制表符和看不见的字符",
    en: "Line ends, tabs and invisible characters removed",
  },
  "half-width": { zh: "全角字符改为半角", en: "Full-width characters made half-width" },
  "upper-case": { zh: "字母改为大写", en: "Letters made capitals" },
  separators: { zh: "去掉数字里的分隔符和空格", en: "Separators and spaces inside removed" },
  unit: { zh: "去掉计量单位", en: "Unit removed" },
  multiplied: { zh: "“万”“亿”换算成数", en: "万 and 亿 multiplied out" },
  "number-form": { zh: "统一数字写法", en: "Number written in one way" },
  "date-form": { zh: "统一日期写法", en: "Date written in one way" },
  "date-serial": { zh: "表格日期序号换成日期", en: "Spreadsheet day number made a date" },
  "date-joined": { zh: "补上日期和时间之间的空格", en: "Space put between date and time" },
  "calendar-era": { zh: "民国纪年换成公元", en: "Republican year made a common one" },
  "boolean-form": { zh: "统一是否写法", en: "Yes and no written in one way" },
  "code-alias": { zh: "名称换成代码", en: "Word replaced by its code" },
  "decimals-dropped": { zh: "去掉整数后多余的小数", en: "Decimals of a whole number dropped" },
  "empty-word": { zh: "“无”“NULL”等当作没有值", en: "Words for nothing read as no value" },
};
