import { cleanValue } from "#dictionary";
import type { DirtyCell, DirtyRecord } from "./dirty-store.ts";
import type { PlanColumn } from "./plan.ts";

/** A rejected row with its mends: the values that would go in, and what is still wrong. */
export function retriedRow(
  columns: readonly PlanColumn[],
  record: DirtyRecord,
): { values: Record<string, string | null>; faults: DirtyCell[] } {
  const faults: DirtyCell[] = [];
  const values = columns.map((column): [string, string | null] => {
    const text = column.field in record.mended ? record.mended[column.field] : record.found[column.field];
    if (text === null || text === undefined) return [column.field, null];
    const cleaned = cleanValue(text, { ...column.type, maxLength: null }, column.hint);
    if (cleaned.ok) return [column.field, cleaned.value];
    const { rule, text: why, mend, suggestion } = cleaned;
    faults.push({ row: record.row, field: column.field, value: text, rule, text: why, mend, suggestion });
    return [column.field, null];
  });
  return { values: Object.fromEntries(values), faults };
}
