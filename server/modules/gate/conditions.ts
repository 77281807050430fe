import type { RowCondition } from "#contract/gate";
import type { ValueKind, ValueType } from "#contract/dictionary";

/** An item as conditions see it. */
export interface ItemType {
  readonly field: string;
  readonly type: ValueType;
}

const numbers: ReadonlySet<ValueKind> = new Set(["integer", "decimal", "number"]);

/** Below 0, 0 or above: canonical texts of one type. Dates and times sort as they are written. */
export function compareValues(kind: ValueKind, a: string, b: string): number {
  if (numbers.has(kind)) return Number(a) - Number(b);
  return a < b ? -1 : a > b ? 1 : 0;
}

/**
 * True where a row with this value in the item belongs to the condition. `ownDivision` is the division code of the
 * requesting department; without one, nothing belongs to it.
 */
export function satisfies(
  condition: RowCondition,
  kind: ValueKind,
  value: string | null,
  ownDivision: string,
): boolean {
  switch (condition.op) {
    case "=":
      return value !== null && compareValues(kind, value, condition.value) === 0;
    case "in":
      return value !== null && condition.values.some((one) => compareValues(kind, value, one) === 0);
    case "between":
      return (
        value !== null &&
        compareValues(kind, value, condition.from) >= 0 &&
        compareValues(kind, value, condition.to) <= 0
      );
    case "starts-with":
      return value?.startsWith(condition.value) ?? false;
    case "is-null":
      return value === null;
    case "own-division":
      return ownDivision !== "" && (value?.startsWith(ownDivision) ?? false);
  }
}

/** What a caller asks for on top of the grant. An open end of a range is null. */
export type AskedCondition =
  | { readonly item: string; readonly op: "in"; readonly values: readonly string[] }
  | { readonly item: string; readonly op: "range"; readonly from: string | null; readonly to: string | null }
  | { readonly item: string; readonly op: "starts-with"; readonly value: string }
  | { readonly item: string; readonly op: "is-null" }
  /** No telephone or identity number stands in it. */
  | { readonly item: string; readonly op: "no-number" }
  /** This column, or one of the others, holds these characters whatever their case. */
  | { readonly item: string; readonly op: "contains"; readonly value: string; readonly others: readonly string[] };

/** Every value a caller names; each must lie inside the grant's rows. */
export function namedValues(asked: AskedCondition): readonly (string | null)[] {
  switch (asked.op) {
    case "in":
      return asked.values;
    case "range":
      return [asked.from, asked.to].filter((end) => end !== null);
    case "starts-with":
      return [asked.value];
    case "is-null":
      return [null];
    case "contains":
    case "no-number":
      return [];
  }
}

export const askedOf = (condition: RowCondition, ownDivision: string): AskedCondition => {
  const { item } = condition;
  switch (condition.op) {
    case "=":
      return { item, op: "in", values: [condition.value] };
    case "in":
      return { item, op: "in", values: condition.values };
    case "between":
      return { item, op: "range", from: condition.from, to: condition.to };
    case "starts-with":
      return { item, op: "starts-with", value: condition.value };
    case "is-null":
      return { item, op: "is-null" };
    case "own-division":
      return { item, op: "starts-with", value: ownDivision };
  }
};
