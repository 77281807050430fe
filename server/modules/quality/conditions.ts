import type { SqlCheckOf } from "#dictionary";
import { type Dialect, literal } from "#kernel/lake/lake";
import { checkedValue, type Column } from "./columns.ts";
import { lakeTypeOfKind, rowConditionSql } from "./row-condition.ts";
import type { RowRule, RowTest, Rule } from "./rule.ts";

/** What SQL is compiled for. */
export interface SqlPlace {
  readonly columns: ReadonlyMap<string, Column>;
  readonly dialect: Dialect;
  readonly sqlCheckOf: SqlCheckOf;
  /** `YYYY-MM-DD`. */
  readonly today: string;
}

/** A row rule in SQL: computed columns of the inner select, and the condition over them that a failing row meets. */
export interface Condition {
  readonly shared: readonly { readonly name: string; readonly sql: string }[];
  /** True or false for every row, never null. */
  readonly fails: string;
}

/** Where the look-ups of a run have left what the conditions of keys and codes refer to; null where nothing fails. */
export interface LookedUp {
  /** Table with the numbers (`_row`) of the rows that fail. */
  readonly listed: string | null;
  /** Table with the codes (`code`) that no division has or had. */
  readonly unknown: string | null;
}

const plain = (fails: string): Condition => ({ shared: [], fails });
const nothing = plain("false");

export function conditionOf(rule: RowRule, place: SqlPlace, lookedUp: LookedUp | undefined): Condition {
  const { shared, fails } = testCondition(rule, place, lookedUp);
  const where = whereOf(rule, place);
  return where === null ? { shared, fails } : { shared, fails: `${where} and (${fails})` };
}

/** The rows a written rule is put to; null where to all. */
export function whereOf(rule: Rule, place: SqlPlace): string | null {
  const where = rule.written?.where ?? null;
  if (where === null) return null;
  const column = columnNamed(where.column, rule, place);
  return rowConditionSql(where, column, column.has, place.dialect);
}

function testCondition(rule: RowRule, place: SqlPlace, lookedUp: LookedUp | undefined): Condition {
  const { test } = rule;
  const column = columnOf(rule, place);
  const { dialect } = place;
  switch (test.kind) {
    case "mandatory":
      return plain(`not ${column.has}`);
    case "conditional":
      return plain(`${whenOf(rule, test, place)} and not ${column.has}`);
    case "type": {
      const read = dialect.tryCast(column.sql, lakeTypeOfKind(test.type));
      return plain(test.type === "text" ? "false" : `${column.has} and ${read} is null`);
    }
    case "length":
      return plain(wrongLength(column, test, dialect));
    case "pattern":
      return plain(`${column.has} and not coalesce(${dialect.matches(textOf(column, dialect), test.pattern)}, false)`);
    case "check": {
      const value = checkedValue(column, test.check, dialect);
      const { shared, wrong } = place.sqlCheckOf(test.check, value, column.prefix, dialect, place.today);
      return { shared, fails: `case when ${column.has} then ${wrong} else false end` };
    }
    case "code-set":
      return plain(`${column.has} and ${notIn(column, test.codes, dialect)}`);
    case "range":
      return plain(outside(column, test, place));
    case "comparison":
      return test.other === null ? plain(disagrees(rule, test, place)) : listed(lookedUp);
    case "unique":
    case "duplicates":
    case "reference":
    case "sql":
      return listed(lookedUp);
    case "authority":
    case "foreign-key": {
      if (!lookedUp?.unknown) return nothing;
      const { code, applies } = codeAt(rule, place);
      const isUnknown = `${code} in (select u.code from ${lookedUp.unknown} u)`;
      return plain(`case when ${applies} then ${isUnknown} else false end`);
    }
  }
}

const listed = (lookedUp: LookedUp | undefined): Condition =>
  lookedUp?.listed ? plain(`_row in (select w._row from ${lookedUp.listed} w)`) : nothing;

export function columnOf(rule: Rule, place: SqlPlace): Column {
  const [field = [...place.columns.keys()][0] ?? ""] = rule.fields;
  return columnNamed(field, rule, place);
}

function columnNamed(field: string, rule: Rule, { columns }: SqlPlace): Column {
  const column = columns.get(field);
  if (!column) throw new Error(`Rule ${rule.id} reads a column the table does not have.`);
  return column;
}

export const whenOf = (rule: Rule, { when }: Extract<RowTest, { kind: "conditional" }>, place: SqlPlace): string => {
  const column = columnNamed(when.column, rule, place);
  return rowConditionSql(when, column, column.has, place.dialect);
};

const textOf = ({ sql, isText }: Column, dialect: Dialect): string =>
  isText ? sql : dialect.tryCast(sql, { kind: "text" });

/** Characters are counted only where there are more bytes than characters are allowed. */
function wrongLength(column: Column, { min, max }: Extract<RowTest, { kind: "length" }>, dialect: Dialect): string {
  const { has } = column;
  const sql = textOf(column, dialect);
  const characters = dialect.characters(sql);
  const long =
    max === null
      ? null
      : `case when ${dialect.bytes(sql)} > ${max} then ${has} and ${characters} > ${max} else false end`;
  const short = min === null ? null : `${has} and ${characters} < ${min}`;
  return [long, short].filter((part) => part !== null).join(" or ") || "false";
}

/** Numbers are compared as text, the way codes are written. */
function notIn(column: Column, codes: readonly string[], dialect: Dialect): string {
  if (codes.length === 0) return "true";
  return `${textOf(column, dialect)} not in (${codes.map(literal).join(", ")})`;
}

/** What cannot be read as the limits are is not judged: its type is another rule's business. */
function outside(column: Column, test: Extract<RowTest, { kind: "range" }>, { dialect, today }: SqlPlace): string {
  const as = lakeTypeOfKind(test.as);
  const value = test.as === "text" || column.kind === test.as ? column.sql : dialect.tryCast(column.sql, as);
  const limit = (text: string) => {
    const sql = literal(text === "today" ? today : text);
    return test.as === "text" ? sql : dialect.tryCast(sql, as);
  };
  const parts = [
    ...(test.min === null ? [] : [`${value} < ${limit(test.min)}`]),
    ...(test.max === null ? [] : [`${value} > ${limit(test.max)}`]),
  ];
  return `${column.has} and coalesce(${parts.join(" or ")}, false)`;
}

function disagrees(rule: RowRule, test: Extract<RowTest, { kind: "comparison" }>, place: SqlPlace): string {
  const own = columnOf(rule, place);
  const than = columnNamed(test.than, rule, place);
  return `${own.has} and ${than.has} and not coalesce(${relationSql(own.sql, than.sql, test)}, true)`;
}

/** Holds between two values; `tolerance` is how far apart numbers still count as equal. */
export function relationSql(
  own: string,
  theirs: string,
  { is, tolerance }: Pick<Extract<RowTest, { kind: "comparison" }>, "is" | "tolerance">,
): string {
  if (tolerance === 0) return `${own} ${is} ${theirs}`;
  const near = `abs(${own} - ${theirs}) <= ${tolerance}`;
  switch (is) {
    case "=":
      return near;
    case "<>":
      return `not ${near}`;
    case "<=":
    case ">=":
      return `(${own} ${is} ${theirs} or ${near})`;
    case "<":
    case ">":
      return `(${own} ${is} ${theirs} and not ${near})`;
  }
}

/** The code of a division or department inside a value, and the condition under which one must stand there. */
export function codeAt(rule: RowRule, place: SqlPlace): { code: string; applies: string; unless: string | null } {
  const { test } = rule;
  const column = columnOf(rule, place);
  const { dialect, today } = place;
  if (test.kind === "authority") {
    const value = checkedValue(column, "credit-code", dialect);
    const isLocal = `${dialect.substring(value, 3, 6)} in (${test.divisions.map(literal).join(", ")})`;
    const unless = `not (${dialect.substring(value, 1, 2)} = '11' and ${isLocal})`;
    return { code: value, applies: `${column.has} and not (${unless})`, unless };
  }
  if (test.kind !== "foreign-key") throw new Error(`Rule ${rule.id} looks nothing up.`);
  const value = checkedValue(column, test.check, dialect);
  const unless = place.sqlCheckOf(test.check, value, column.prefix, dialect, today).divisionAt?.unless ?? null;
  return {
    code: dialect.substring(value, test.start, test.length),
    applies: unless === null ? column.has : `${column.has} and not (${unless})`,
    unless,
  };
}
