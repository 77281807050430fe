import type { ValueKind } from "#contract/dictionary";
import type { RowCondition } from "#contract/quality-rules";
import { type Dialect, type LakeType, literal } from "#kernel/lake/lake";
import type { Column } from "./columns.ts";

const lakeKinds: Readonly<Record<ValueKind, LakeType>> = {
  text: { kind: "text" },
  integer: { kind: "integer" },
  // Compared, never added up: a double tells any two of these apart that a person would write as limits.
  decimal: { kind: "number" },
  number: { kind: "number" },
  date: { kind: "date" },
  datetime: { kind: "datetime" },
  time: { kind: "time" },
  boolean: { kind: "boolean" },
};

export const lakeTypeOfKind = (kind: ValueKind): LakeType => lakeKinds[kind];

/**
 * A condition on one column in SQL: true or false for every row. A row without a value meets `empty` and `not-in` and
 * `<>` only. `hasValue` is the boolean “this row has a value here”.
 */
export function rowConditionSql(condition: RowCondition, column: Column, hasValue: string, dialect: Dialect): string {
  const { is, values } = condition;
  const value = (text: string) =>
    column.isText ? literal(text) : dialect.tryCast(literal(text), lakeTypeOfKind(column.kind));
  const [first = ""] = values;
  switch (is) {
    case "filled":
      return hasValue;
    case "empty":
      return `not ${hasValue}`;
    case "in":
      return `coalesce(${column.sql} in (${values.map(value).join(", ")}), false)`;
    case "not-in":
      return `coalesce(${column.sql} not in (${values.map(value).join(", ")}), true)`;
    case "<>":
      return `coalesce(${column.sql} <> ${value(first)}, true)`;
    case "=":
    case "<":
    case "<=":
    case ">":
    case ">=":
      return `coalesce(${column.sql} ${is} ${value(first)}, false)`;
  }
}
