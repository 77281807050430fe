import type { SqlCheckOf } from "#dictionary";
import { type Dialect, literal } from "#kernel/lake/lake";
import { checkedValue, type Column } from "./columns.ts";
import type { RowRule } from "./rule.ts";

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
  /** Table with the numbers (`_row`) of rows whose key another row has. */
  readonly twins: string | null;
  /** Table with the codes (`code`) that no division has or had. */
  readonly unknown: string | null;
}

const nothing: Condition = { shared: [], fails: "false" };

export function conditionOf(rule: RowRule, place: SqlPlace, lookedUp: LookedUp | undefined): Condition {
  const { test } = rule;
  const column = columnOf(rule, place);
  const { dialect } = place;
  switch (test.kind) {
    case "mandatory":
      return { shared: [], fails: `not ${column.has}` };
    case "length":
      // Characters are counted only where there are more bytes than characters are allowed.
      return { shared: [], fails: tooLong(column, test.max, dialect) };
    case "check": {
      const value = checkedValue(column, test.check, dialect);
      const { shared, wrong } = place.sqlCheckOf(test.check, value, column.prefix, dialect, place.today);
      return { shared, fails: `case when ${column.has} then ${wrong} else false end` };
    }
    case "code-set":
      return { shared: [], fails: `${column.has} and ${notIn(column, test.codes, dialect)}` };
    case "unique":
      return lookedUp?.twins ? { shared: [], fails: `_row in (select w._row from ${lookedUp.twins} w)` } : nothing;
    case "authority":
    case "foreign-key": {
      if (!lookedUp?.unknown) return nothing;
      const { code, applies } = codeAt(rule, place);
      const isUnknown = `${code} in (select u.code from ${lookedUp.unknown} u)`;
      return { shared: [], fails: `case when ${applies} then ${isUnknown} else false end` };
    }
  }
}

export function columnOf(rule: RowRule, { columns }: SqlPlace): Column {
  const column = columns.get(rule.fields[0] ?? "");
  if (!column) throw new Error(`Rule ${rule.id} reads a column the table does not have.`);
  return column;
}

const tooLong = ({ sql, has }: Column, max: number, dialect: Dialect): string =>
  `case when ${dialect.bytes(sql)} > ${max} then ${has} and ${dialect.characters(sql)} > ${max} else false end`;

/** Numbers are compared as text, the way codes are written. */
function notIn(column: Column, codes: readonly string[], dialect: Dialect): string {
  if (codes.length === 0) return "true";
  const value = column.isText ? column.sql : dialect.tryCast(column.sql, { kind: "text" });
  return `${value} not in (${codes.map(literal).join(", ")})`;
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
