import { type Dialect, type LakeRow, name } from "#kernel/lake/lake";
import { type Condition, conditionOf, type LookedUp, type SqlPlace } from "./conditions.ts";
import { hasValue } from "./columns.ts";
import type { RowRule } from "./rule.ts";

/** Everything the statements of one run are made of. */
export interface Plan extends SqlPlace {
  /** Quoted name of the standard table. */
  readonly table: string;
  /** In the order of their bits. */
  readonly rules: readonly RowRule[];
}

/** Bits of one word of failed rules: what a 64-bit number holds without its sign, less one to spare. */
export const bitsPerWord = 62;

export const wordOf = (position: number): { word: string; bit: number } => ({
  word: `m${Math.floor(position / bitsPerWord)}`,
  bit: position % bitsPerWord,
});

export const wordsOf = (ruleCount: number): string[] =>
  Array.from({ length: Math.max(1, Math.ceil(ruleCount / bitsPerWord)) }, (_, index) => `m${index}`);

/*
 * Three layers, so that nothing is computed twice for a row:
 *
 *   parsed   the columns the rules read, beside them what checks parse (digits as numbers) and whether there is a value
 *   judged   one boolean for each rule
 *   counted  count_if of each boolean;  or  folded: the booleans as bits of a word, rows without a bit left out
 */
function parsed(plan: Plan, conditions: readonly Condition[], fields: readonly string[]): string {
  const columns = fields.flatMap((field) => plan.columns.get(field) ?? []);
  const own = columns.map((column) => column.sql);
  const has = columns.map((column) => `${hasValue(column, plan.dialect)} as ${column.has}`);
  const shared = conditions.flatMap((condition) =>
    condition.shared.map(({ name: alias, sql }) => `${sql} as ${alias}`),
  );
  return `select ${["_row", ...own, ...has, ...shared].join(", ")} from ${plan.table}`;
}

const fieldsRead = (rules: readonly RowRule[]): string[] => [...new Set(rules.flatMap((rule) => rule.fields))];

const failing = (position: number): string => `_f${position}`;

/** One scan that counts rows, rows with a value and, for each rule that the look-ups have not counted, rows that fail. */
export function countSql(plan: Plan): string {
  const { dialect, rules } = plan;
  const conditions = rules.map((rule) => conditionOf(rule, plan, undefined));
  const counts = [
    "count(*) as n",
    ...assessedCounts(plan, rules),
    ...conditions.map(({ fails }, position) => `${dialect.countIf(fails)} as ${failing(position)}`),
  ];
  return `select ${counts.join(", ")} from (${parsed(plan, conditions, fieldsRead(rules))}) p`;
}

/** One light scan over the columns whose rows with a value the failed rows do not tell. */
export function assessedSql(plan: Plan, rules: readonly RowRule[]): string {
  return `select ${["count(*) as n", ...assessedCounts(plan, rules)].join(", ")} from (${parsed(plan, [], fieldsRead(rules))}) p`;
}

function assessedCounts({ columns, dialect }: Plan, rules: readonly RowRule[]): string[] {
  const keys = new Map(rules.map((rule) => [assessedBy(rule), rule.fields]));
  return [...keys].map(([alias, fields]) => {
    const all = fields.flatMap((field) => columns.get(field)?.has ?? []).join(" and ");
    return `${dialect.countIf(all)} as ${name(alias)}`;
  });
}

/** Name of the count of rows that have a value in every column of the rule. */
const assessedBy = (rule: RowRule): string => `has ${rule.fields.join("+")}`;

/** Reads the result of a counting statement. */
export const rowsIn = (result: LakeRow): number => Number(result["n"]);
export const assessedIn = (result: LakeRow, rule: RowRule): number => Number(result[assessedBy(rule)]);
export const failedIn = (result: LakeRow, position: number): number => Number(result[failing(position)]);

/** One scan whose result is the failed rows: `_row` and the words of failed rules. */
export function failedRowsSql(plan: Plan, lookedUp: ReadonlyMap<string, LookedUp>): string {
  const { rules } = plan;
  const conditions = rules.map((rule) => conditionOf(rule, plan, lookedUp.get(rule.id)));
  const booleans = conditions.map(({ fails }, position) => `${fails} as ${failing(position)}`);
  const judged = `select ${["_row", ...booleans].join(", ")} from (${parsed(plan, conditions, fieldsRead(rules))}) p`;
  const words = wordsOf(rules.length);
  const sums = words.map((word, index) => `${sumOfBits(rules.length, index)} as ${word}`);
  const folded = `select ${["_row", ...sums].join(", ")} from (${judged}) j`;
  return `select ${["_row", ...words].join(", ")} from (${folded}) f where ${words.map((word) => `${word} <> 0`).join(" or ")}`;
}

function sumOfBits(ruleCount: number, wordIndex: number): string {
  const first = wordIndex * bitsPerWord;
  const positions = Array.from({ length: Math.min(bitsPerWord, ruleCount - first) }, (_, bit) => first + bit);
  const terms = positions.map((position) => {
    const value = 2n ** BigInt(wordOf(position).bit);
    return `case when ${failing(position)} then cast(${value} as bigint) else 0 end`;
  });
  return terms.length === 0 ? "cast(0 as bigint)" : terms.join(" + ");
}

/** Counts from the failed rows: `n` of them, and each rule's. */
export function countFailedSql(failedTable: string, ruleCount: number, dialect: Dialect): string {
  const counts = Array.from({ length: ruleCount }, (_, position) => {
    const { word, bit } = wordOf(position);
    return `${dialect.countIf(dialect.hasBit(word, bit))} as ${failing(position)}`;
  });
  return `select ${["count(*) as n", ...counts].join(", ")} from ${failedTable}`;
}
