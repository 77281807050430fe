import type { ResourceItem } from "#contract/catalog";
import type { CheckName, ValueKind } from "#contract/dictionary";
import { type Dialect, name } from "#kernel/lake/lake";

/** A column of a standard table as the SQL of rules reads it. */
export interface Column {
  readonly field: string;
  readonly kind: ValueKind;
  readonly isText: boolean;
  /** The quoted name. */
  readonly sql: string;
  /** Alias of the computed boolean “this row has a value here”. Fields begin with a letter, so no field has its name. */
  readonly has: string;
  /** Begins the aliases of what a check computes once per row. */
  readonly prefix: string;
}

export const columnsOf = (items: readonly ResourceItem[]): Map<string, Column> =>
  new Map(
    items.map(({ field, type }, index) => [
      field,
      {
        field,
        kind: type.kind,
        isText: type.kind === "text",
        sql: name(field),
        has: `_h${index}`,
        prefix: `_c${index}_`,
      },
    ]),
  );

/** Spaces of ASCII and the full-width space. */
const blankPattern = String.raw`[\t\n\v\f\r \x{3000}]*`;

/**
 * True where the row has a value: not null, and for text not blank. Two comparisons decide it for every text that does not
 * begin like a blank one; the pattern runs for the rest only.
 */
export function hasValue({ sql, isText }: Pick<Column, "sql" | "isText">, dialect: Dialect): string {
  if (!isText) return `${sql} is not null`;
  const isNotBlank = `not coalesce(${dialect.matches(sql, blankPattern)}, true)`;
  return `case when ${sql} >= '、' then true when ${sql} >= '!' and ${sql} < '　' then true else ${isNotBlank} end`;
}

/** Checks that read a number or a date; all others read text. */
const typedChecks: ReadonlySet<CheckName> = new Set(["longitude", "latitude", "not-negative", "not-future"]);

/** What a check reads of a column that is typed otherwise than the element asks. */
export const checkedValue = ({ sql, isText }: Column, check: CheckName, dialect: Dialect): string =>
  isText || typedChecks.has(check) ? sql : dialect.tryCast(sql, { kind: "text" });
