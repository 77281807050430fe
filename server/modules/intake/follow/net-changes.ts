import { markNull, markSeparator } from "#kernel/lake/lake";
import type { Change, ChangeValues, RowChange } from "../readers/change-stream.ts";

/** What a stretch of changes comes to, one entry per row. */
export interface NetChanges {
  /** Every row from before is gone first. */
  readonly truncates: boolean;
  /** By key mark. */
  readonly upserts: ReadonlyMap<string, NetRow>;
  /** Key marks of rows that are gone and did not come back. */
  readonly deletes: ReadonlySet<string>;
}

export interface NetRow {
  readonly values: ChangeValues;
  /** Key mark, before this stretch, of the row that holds the columns the source did not send; null where it sent all. */
  readonly restOf: string | null;
}

/** The same text as the lake gives a row's key (`RecordMarks`). */
export const keyMark = (key: readonly string[], values: ChangeValues): string =>
  key.map((column) => values[column] ?? markNull).join(markSeparator);

/**
 * Folds changes, in their order, into what they come to: applying the result to the rows before gives the rows after, however
 * the changes are cut into stretches. `columns` are those that must be known of a row.
 */
export function netChanges(changes: readonly Change[], key: readonly string[], columns: readonly string[]): NetChanges {
  const rows = new Map<string, NetRow | null>();
  let truncates = false;
  for (const change of changes) {
    if (change.op === "truncate") {
      rows.clear();
      truncates = true;
    } else foldRow(rows, change, key, columns);
  }
  const upserts = new Map<string, NetRow>();
  const deletes = new Set<string>();
  for (const [mark, row] of rows) {
    if (row) upserts.set(mark, row);
    else deletes.add(mark);
  }
  return { truncates, upserts, deletes };
}

/** `rows` holds null for a row that is gone. */
function foldRow(
  rows: Map<string, NetRow | null>,
  change: RowChange,
  key: readonly string[],
  columns: readonly string[],
): void {
  const mark = keyMark(key, change.key);
  if (change.op === "delete") {
    rows.set(mark, null);
    return;
  }
  const oldMark = change.oldKey ? keyMark(key, change.oldKey) : mark;
  const before = rows.get(oldMark);
  const given = { ...change.values, ...change.key };
  const values = change.op === "update" ? { ...before?.values, ...given } : given;
  const isWhole = columns.every((column) => column in values);
  const restOf = before ? before.restOf : oldMark;
  if (oldMark !== mark) rows.set(oldMark, null);
  rows.set(mark, { values, restOf: isWhole ? null : restOf });
}
