import type { CellFault, DirtyRow, MappedColumn } from "#contract/intake";
import type { MaskName } from "#contract/dictionary";
import { type Element, maskValue } from "#dictionary";
import type { DirtyCell, DirtyRecord, RuleCount } from "./dirty-store.ts";
import { showFault } from "./faults.ts";
import { placeOf } from "./places.ts";
import type { LoadRow } from "./store.ts";

/** A column of a load with the mask its values wear. */
export interface MaskedColumn {
  readonly field: string;
  readonly name: MappedColumn["name"];
  readonly mask: MaskName | null;
}

export function maskedColumns(load: LoadRow, elements: ReadonlyMap<string, Element>): MaskedColumn[] {
  return load.columns
    .filter((column) => column.action === "load")
    .map((column) => ({
      field: column.field,
      name: column.name,
      mask: column.element === null ? null : (elements.get(column.element)?.mask ?? null),
    }));
}

export function dirtyView(
  load: LoadRow,
  columns: readonly MaskedColumn[],
  record: DirtyRecord,
  cells: readonly DirtyCell[],
): DirtyRow {
  const byField = new Map(columns.map((column) => [column.field, column]));
  const hide = (values: Record<string, string | null>) =>
    Object.fromEntries(Object.entries(values).map(([field, value]) => [field, maskedValue(byField.get(field), value)]));
  return {
    loadId: load.id,
    row: record.row,
    place: placeOf(load.format, load.tablePath, record.row, record.line),
    state: record.state,
    faults: cells.map((cell): CellFault =>
      showFault(cell.field === null ? null : (byField.get(cell.field) ?? null), cell.value, cell),
    ),
    values: hide(record.found),
    mended: hide(record.mended),
  };
}

/** A sentence that quotes a value wears the mask of the value's column, in the sum as in the row. */
export function ruleView(columns: readonly MaskedColumn[], { field, value, ...group }: RuleCount) {
  const { rule, text, mend, count, suggested } = group;
  const column = columns.find((one) => one.field === field) ?? null;
  const shown = showFault(column, value, { rule, text, mend, suggestion: null });
  return { column: field, rule, text: shown.text, mend: shown.mend, count, suggested };
}

function maskedValue(column: MaskedColumn | undefined, value: string | null): string | null {
  return value === null || !column?.mask ? value : maskValue(column.mask, value);
}
