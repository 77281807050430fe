import type { DataElement, Proposal } from "#contract/dictionary";
import type { MappedColumn, SourceColumn } from "#contract/intake";

/** A proposal below this is for a person to decide. */
export const sureFrom = 0.8;

export type ColumnState = "open" | "proposed" | "decided" | "skipped";

export function stateOf(column: MappedColumn): ColumnState {
  if (column.action === "skip") return "skipped";
  if (column.decidedBy === "person") return "decided";
  return column.element !== null && (column.confidence ?? 0) < sureFrom ? "open" : "proposed";
}

export function countsOf(mapping: readonly MappedColumn[]) {
  const states = mapping.map(stateOf);
  const count = (state: ColumnState) => states.filter((one) => one === state).length;
  return {
    loaded: states.length - count("skipped"),
    open: count("open"),
    proposed: count("proposed"),
    skipped: count("skipped"),
  };
}

/** What a person may make of a column. */
export type Choice =
  | { readonly kind: "element"; readonly element: DataElement; readonly proposal: Proposal | undefined }
  | { readonly kind: "plain" }
  | { readonly kind: "skip" };

/** The column as chosen; its field stays free of the other columns' fields. */
export function chosen(
  column: MappedColumn,
  source: SourceColumn,
  choice: Choice,
  others: readonly MappedColumn[],
): MappedColumn {
  const decided = { ...column, decidedBy: "person" as const };
  switch (choice.kind) {
    case "skip":
      return { ...decided, action: "skip", isKey: false, isMandatory: false };
    case "plain":
      return {
        ...decided,
        action: "load",
        element: null,
        field: freeField(source.field, others),
        name: { zh: source.name, en: source.name },
        type: source.type,
        confidence: null,
        reason: null,
      };
    case "element":
      return {
        ...decided,
        action: "load",
        element: choice.element.id,
        field: freeField(choice.element.field, others),
        name: choice.element.name,
        type: choice.element.type,
        confidence: choice.proposal?.confidence ?? null,
        reason: choice.proposal?.reason ?? null,
      };
  }
}

const longestField = 60;

function freeField(wanted: string, others: readonly MappedColumn[]): string {
  const taken = new Set(others.filter(({ action }) => action === "load").map(({ field }) => field));
  let field = wanted;
  for (let number = 2; taken.has(field); number += 1) field = `${wanted.slice(0, longestField - 3)}_${number}`;
  return field;
}

export const isFieldName = (text: string): boolean => /^[a-z][a-z0-9_]{0,62}$/.test(text);

/** Another loaded column with the same field; the hub refuses such a mapping. */
export const twinOf = (column: MappedColumn, mapping: readonly MappedColumn[]): MappedColumn | undefined =>
  column.action === "skip"
    ? undefined
    : mapping.find(
        (other) => other.position !== column.position && other.action === "load" && other.field === column.field,
      );
