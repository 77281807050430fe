import { type Dialect, type LakeRow, name } from "#kernel/lake/lake";
import {
  codeAt,
  columnOf,
  type Condition,
  conditionOf,
  type LookedUp,
  type SqlPlace,
  whenOf,
  whereOf,
} from "./conditions.ts";
import { hasValue } from "./columns.ts";
import type { Queried } from "./queried.ts";
import { numericKinds, type RowRule, type Rule, type TableRule } from "./rule.ts";

/** Everything the statements of one run are made of. */
export interface Plan extends SqlPlace {
  /** Quoted name of the standard table. */
  readonly table: string;
  /** In the order of their bits. */
  readonly rules: readonly RowRule[];
  /** Those on the table as a whole that are told by sums over its rows. */
  readonly summed: readonly TableRule[];
  /** The table says of each row whether it changed (`_sum`). */
  readonly hasSums: boolean;
  /** What written queries found before the check. */
  readonly queried: Queried;
}

/** Bits of one word of failed rules: what a 64-bit number holds without its sign, less one to spare. */
export const bitsPerWord = 62;

export const wordOf = (position: number): { word: string; bit: number } => ({
  word: `m${Math.floor(position / bitsPerWord)}`,
  bit: position % bitsPerWord,
});

export const wordsOf = (ruleCount: number): string[] =>
  Array.from({ length: Math.max(1, Math.ceil(ruleCount / bitsPerWord)) }, (_, index) => `m${index}`);

/**
 * Rows whose numbers share this quotient are a part: the smallest piece of a table that is read again when one of its rows
 * changes. Small enough that an increment touches little more than itself, large enough that states stay few.
 */
export const partRows = 16_384;

export const partOf = (dialect: Dialect, row: string): string => dialect.quotient(row, partRows);

/*
 * Three layers, so that nothing is computed twice for a row:
 *
 *   parsed   the columns the rules read, beside them what checks parse (digits as numbers) and whether there is a value
 *   judged   one boolean for each rule
 *   counted  count_if of each boolean;  or  folded: the booleans as bits of a word, rows without a bit left out
 */
function parsed(plan: Plan, conditions: readonly Condition[], fields: readonly string[], more: string[] = []): string {
  const columns = fields.flatMap((field) => plan.columns.get(field) ?? []);
  const own = columns.map((column) => column.sql);
  const has = columns.map((column) => `${hasValue(column, plan.dialect)} as ${column.has}`);
  const shared = conditions.flatMap((condition) =>
    condition.shared.map(({ name: alias, sql }) => `${sql} as ${alias}`),
  );
  return `select ${["_row", ...more, ...own, ...has, ...shared].join(", ")} from ${plan.table}`;
}

const fieldsRead = (rules: readonly Rule[]): string[] => [
  ...new Set(
    rules.flatMap(({ fields, written, test }) => [
      ...fields,
      ...(written?.where ? [written.where.column] : []),
      ...(test.kind === "conditional" ? [test.when.column] : []),
    ]),
  ),
];

const failing = (position: number): string => `_f${position}`;

/**
 * What a rule is put to, as SQL over the parsed columns: null for every row. Rows without a value are put to `mandatory`
 * and `conditional` only. Of a comparison with another table the listing counts it.
 */
export function assessedSqlOf(rule: Rule, plan: Plan): string | null {
  const where = whereOf(rule, plan);
  const own = ownCondition(rule, plan);
  return [where, own].filter((part) => part !== null).join(" and ") || null;
}

function ownCondition(rule: Rule, plan: Plan): string | null {
  const { test } = rule;
  if (test.kind === "mandatory" || test.kind === "sql") return null;
  if (test.kind === "conditional") return whenOf(rule, test, plan);
  if (test.kind === "authority" || test.kind === "foreign-key") return codeAt({ ...rule, test }, plan).applies;
  return rule.fields.flatMap((field) => plan.columns.get(field)?.has ?? []).join(" and ") || null;
}

/** The mandatory rule whose failed rows tell how many rows have a value in this rule's only column; -1 for none. */
function toldBy(condition: string, { rules, columns }: Plan): number {
  return rules.findIndex(
    ({ test, fields: [field = ""], written }) =>
      test.kind === "mandatory" && !written?.where && columns.get(field)?.has === condition,
  );
}

/** Every different condition that is counted by the scan of states, by its alias. */
function assessments(plan: Plan): Map<string, string> {
  const conditions = [...plan.rules, ...plan.summed].flatMap((rule) => assessedSqlOf(rule, plan) ?? []);
  const counted = [...new Set(conditions)].filter((condition) => toldBy(condition, plan) < 0);
  return new Map(counted.map((condition, index) => [condition, `_a${index}`]));
}

const sums = ["n", "mean", "variance", "lowest", "highest"] as const;
export type SumName = (typeof sums)[number];
const sumAlias = (index: number, sum: SumName): string => `_s${index}_${sum}`;

/** Count, mean, variance and limits of what a table rule reads: numbers, or instants as seconds. */
function summedColumns(plan: Plan): string[] {
  return plan.summed.flatMap((rule, index) => {
    if (rule.test.kind !== "statistic" && rule.test.kind !== "lateness") return [];
    const value = numberOf(rule, plan);
    const where = whereOf(rule, plan);
    const read = where === null ? value : `case when ${where} then ${value} end`;
    return [
      `count(${read}) as ${sumAlias(index, "n")}`,
      `avg(${read}) as ${sumAlias(index, "mean")}`,
      `var_pop(${read}) as ${sumAlias(index, "variance")}`,
      `min(${read}) as ${sumAlias(index, "lowest")}`,
      `max(${read}) as ${sumAlias(index, "highest")}`,
    ];
  });
}

/** A column's value as a number: instants and dates as seconds since 1970. */
export function numberOf(rule: Rule, plan: SqlPlace): string {
  const column = columnOf(rule, plan);
  const { dialect } = plan;
  if (rule.test.kind !== "lateness" && (numericKinds.has(column.kind) || column.isText)) {
    return dialect.tryCast(column.sql, { kind: "number" });
  }
  return dialect.seconds(column.kind === "datetime" ? column.sql : dialect.tryCast(column.sql, { kind: "datetime" }));
}

/** Columns of a part's state that its rows alone tell: rows, fingerprint, rows that rules are put to, sums. */
export const stateColumns = (plan: Plan): string[] => [
  "part",
  "n",
  "print",
  ...assessments(plan).values(),
  ...plan.summed.flatMap(({ test }, index) =>
    test.kind === "statistic" || test.kind === "lateness" ? sums.map((sum) => sumAlias(index, sum)) : [],
  ),
];

/** One light scan: `stateColumns` of each part. States that merge. */
export function statesSql(plan: Plan): string {
  const { dialect } = plan;
  const counts = [...assessments(plan)].map(([condition, alias]) => `${dialect.countIf(condition)} as ${alias}`);
  const fields = fieldsRead([...plan.rules.filter((rule) => isCounted(rule, plan)), ...plan.summed]);
  const columns = [
    `${partOf(dialect, "p._row")} as part`,
    "count(*) as n",
    `${fingerprint(plan, "p.")} as print`,
    ...counts,
    ...summedColumns(plan),
  ];
  const rows = parsed(plan, [], fields, plan.hasSums ? ["_sum"] : []);
  return `select ${columns.join(", ")} from (${rows}) p group by 1`;
}

const isCounted = (rule: RowRule, plan: Plan): boolean => {
  const condition = assessedSqlOf(rule, plan);
  return condition !== null && toldBy(condition, plan) < 0;
};

const fingerprint = ({ dialect, hasSums }: Plan, prefix: string): string =>
  dialect.fingerprint([`${prefix}_row`, ...(hasSums ? [`${prefix}_sum`] : [])]);

/** Rows and fingerprint of each part as the table is now; reads two columns. */
export const printsSql = (plan: Plan): string =>
  `select ${partOf(plan.dialect, "p._row")} as part, count(*) as n, ${fingerprint(plan, "p.")} as print
   from ${plan.table} p group by 1`;

/** One scan that counts rows, rows with a value and, for each rule that the look-ups have not counted, rows that fail. */
export function countSql(plan: Plan, lookedUp: ReadonlyMap<string, LookedUp>): string {
  const { dialect, rules } = plan;
  const conditions = rules.map((rule) => conditionOf(rule, plan, lookedUp.get(rule.id)));
  const counts = [
    "count(*) as n",
    ...[...assessments(plan)].map(([condition, alias]) => `${dialect.countIf(condition)} as ${alias}`),
    ...conditions.map(({ fails }, position) => `${dialect.countIf(fails)} as ${failing(position)}`),
  ];
  return `select ${counts.join(", ")} from (${parsed(plan, conditions, fieldsRead([...rules, ...plan.summed]))}) p`;
}

/** What the states (or one counting statement) and the failed rows came to, merged. */
export interface Totals {
  readonly rowCount: number;
  assessed(rule: Rule): number;
  /** Count, mean, variance and limits of a table rule's column, by its place in `plan.summed`. */
  sums(index: number): Readonly<Record<SumName, number>>;
}

/** Merges states: counts add up; means and variances by Chan, Golub and LeVeque (1979), so that no digits are lost. */
export function merged(plan: Plan, states: readonly LakeRow[], failedOf: (position: number) => number): Totals {
  const aliases = assessments(plan);
  const total = (alias: string) => states.reduce((sum, state) => sum + Number(state[alias] ?? 0), 0);
  const rowCount = total("n");
  return {
    rowCount,
    assessed(rule) {
      const condition = assessedSqlOf(rule, plan);
      if (condition === null) return rowCount;
      const told = toldBy(condition, plan);
      return told < 0 ? total(aliases.get(condition) ?? "") : rowCount - failedOf(told);
    },
    sums(index) {
      const none: Record<SumName, number> = {
        n: 0,
        mean: 0,
        variance: 0,
        lowest: Number.POSITIVE_INFINITY,
        highest: Number.NEGATIVE_INFINITY,
      };
      return states.reduce<Record<SumName, number>>((sum, state) => {
        const n = Number(state[sumAlias(index, "n")] ?? 0);
        return n === 0 ? sum : together(sum, sumsIn(state, index, n));
      }, none);
    },
  };
}

const sumsIn = (state: LakeRow, index: number, n: number): Record<SumName, number> => ({
  n,
  mean: Number(state[sumAlias(index, "mean")]),
  variance: Number(state[sumAlias(index, "variance")]),
  lowest: Number(state[sumAlias(index, "lowest")]),
  highest: Number(state[sumAlias(index, "highest")]),
});

function together(a: Readonly<Record<SumName, number>>, b: Readonly<Record<SumName, number>>): Record<SumName, number> {
  const n = a.n + b.n;
  const apart = b.mean - a.mean;
  return {
    n,
    mean: a.mean + (apart * b.n) / n,
    variance: (a.variance * a.n + b.variance * b.n + (apart * apart * a.n * b.n) / n) / n,
    lowest: Math.min(a.lowest, b.lowest),
    highest: Math.max(a.highest, b.highest),
  };
}

export const failedIn = (result: LakeRow, position: number): number => Number(result[failing(position)] ?? 0);
export const badIn = (result: LakeRow): number => Number(result["_bad"] ?? 0);

/** One scan whose result is the failed rows: `_row` and the words of failed rules. */
export function failedRowsSql(plan: Plan, lookedUp: ReadonlyMap<string, LookedUp>): string {
  const { rules } = plan;
  const conditions = rules.map((rule) => conditionOf(rule, plan, lookedUp.get(rule.id)));
  const booleans = conditions.map(({ fails }, position) => `${fails} as ${failing(position)}`);
  const judged = `select ${["_row", ...booleans].join(", ")} from (${parsed(plan, conditions, fieldsRead(rules))}) p`;
  const words = wordsOf(rules.length);
  const folds = words.map((word, index) => `${sumOfBits(rules.length, index)} as ${word}`);
  const folded = `select ${["_row", ...folds].join(", ")} from (${judged}) j`;
  return `select ${["_row", ...words].join(", ")} from (${folded}) f where ${anyBit(words)}`;
}

export const anyBit = (words: readonly string[]): string => words.map((word) => `${word} <> 0`).join(" or ");

/** The number with this bit alone. */
export const bitValue = (bit: number): string => `cast(${2n ** BigInt(bit)} as bigint)`;

function sumOfBits(ruleCount: number, wordIndex: number): string {
  const first = wordIndex * bitsPerWord;
  const positions = Array.from({ length: Math.min(bitsPerWord, ruleCount - first) }, (_, bit) => first + bit);
  const terms = positions.map(
    (position) => `case when ${failing(position)} then ${bitValue(wordOf(position).bit)} else 0 end`,
  );
  return terms.length === 0 ? "cast(0 as bigint)" : terms.join(" + ");
}

/** What a part's state tells of its failed rows: how many there are, and how many fail each rule. */
export const failedColumns = (ruleCount: number): string[] => [
  "_bad",
  ...Array.from({ length: ruleCount }, (_, position) => failing(position)),
];

/**
 * `failedColumns` of each part with failed rows, counted from these rows. Rows of a part mostly fail in few ways: the bits are
 * taken apart once for each.
 */
export function countFailedSql(failedRows: string, ruleCount: number, dialect: Dialect): string {
  const counts = Array.from({ length: ruleCount }, (_, position) => {
    const { word, bit } = wordOf(position);
    return `sum(case when ${dialect.hasBit(`w.${word}`, bit)} then w.n else 0 end) as ${failing(position)}`;
  });
  const words = wordsOf(ruleCount).map((word) => `f.${word}`);
  const ways = `select ${[`${partOf(dialect, "f._row")} as part`, ...words, "count(*) as n"].join(", ")}
    from ${failedRows} f group by ${["1", ...words].join(", ")}`;
  return `select ${["w.part", "sum(w.n) as _bad", ...counts].join(", ")} from (${ways}) w group by w.part`;
}

/** Sums of `failedColumns` over the parts. */
export const sumFailedSql = (states: string, ruleCount: number): string =>
  `select ${failedColumns(ruleCount)
    .map((column) => `coalesce(sum(s.${column}), 0) as ${column}`)
    .join(", ")} from ${states} s`;

/** Quoted names of the columns a plan reads, for a copy of some of its rows. */
export const columnsRead = (plan: Plan): string[] =>
  fieldsRead([...plan.rules, ...plan.summed]).flatMap((field) => (plan.columns.has(field) ? [name(field)] : []));
