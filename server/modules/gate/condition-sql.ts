import { personsNumberPattern } from "#catalog";
import type { ValueKind } from "#contract/dictionary";
import { name } from "#kernel/lake/lake";
import type { AskedCondition, ItemType } from "./conditions.ts";

/** SQL text with `$n` places; values travel beside it, never inside it. */
export interface Compiled {
  readonly sql: string;
  readonly values: readonly unknown[];
}

/** How each kind of value stands in a serving table. Text sorts by its bytes, so that ranges and prefixes use an index. */
export const columnTypes: Readonly<Record<ValueKind, string>> = {
  text: 'text collate "C"',
  integer: "bigint",
  decimal: "numeric",
  number: "double precision",
  date: "date",
  datetime: "timestamp",
  time: "time",
  boolean: "boolean",
};

export const castOf = (kind: ValueKind): string => (kind === "text" ? "text" : columnTypes[kind]);

const quoted = new Map<string, string>();

/** `t."field"`: declared items are few, and quoting them anew for every answer is not free. */
export function columnOf(field: string): string {
  let column = quoted.get(field);
  if (column === undefined) {
    column = `t.${name(field)}`;
    quoted.set(field, column);
  }
  return column;
}

/** What the mask `numbers` hides: whoever could look for it would find it out a digit at a time. */
export const holdsNumber = (field: string): string => `(${columnOf(field)}::text ~ '${personsNumberPattern}')`;

/** Sorts after every text that begins with the prefix. */
const afterPrefix = (prefix: string): string => `${prefix}\u{10FFFF}`;

/**
 * Conditions joined by "and" over columns of `t`, numbered on from `first`. Empty where there are none. Fields come from
 * the declared items, quoted; no text of a caller reaches the SQL.
 */
export function compileConditions(
  conditions: readonly AskedCondition[],
  items: ReadonlyMap<string, ItemType>,
  first: number,
): Compiled {
  const values: unknown[] = [];
  const place = (value: unknown, cast: string): string => `$${first - 1 + values.push(value)}::${cast}`;
  const parts = conditions.map((condition) => {
    const item = items.get(condition.item);
    // A condition on a column that is gone must not let every row through.
    if (!item) return "false";
    const column = columnOf(item.field);
    const cast = castOf(item.type.kind);
    switch (condition.op) {
      case "in":
        return condition.values.length === 1
          ? `${column} = ${place(condition.values[0], cast)}`
          : `${column} = any(${place(condition.values, `${cast}[]`)})`;
      case "range":
        return [
          condition.from === null ? "" : `${column} >= ${place(condition.from, cast)}`,
          condition.to === null ? "" : `${column} <= ${place(condition.to, cast)}`,
        ]
          .filter((part) => part !== "")
          .join(" and ");
      case "starts-with":
        if (condition.value === "" || item.type.kind !== "text") return "false";
        return `${column} >= ${place(condition.value, "text")} and ${column} < ${place(afterPrefix(condition.value), "text")}`;
      case "is-null":
        return `${column} is null`;
      case "no-number":
        return `(${column} is null or not ${holdsNumber(item.field)})`;
      case "contains": {
        const held = place(condition.value.toLowerCase(), "text");
        const holds = [item.field, ...condition.others].map(
          (field) => `strpos(lower(${columnOf(field)}), ${held}) > 0 and not ${holdsNumber(field)}`,
        );
        return `(${holds.join(" or ")})`;
      }
    }
  });
  return { sql: parts.filter((part) => part !== "").join(" and "), values };
}
