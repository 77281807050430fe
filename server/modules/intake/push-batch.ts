import type { MappedColumn } from "#contract/intake";
import type { PushBatch, PushedRow } from "#contract/intake-push";
import { problem } from "#kernel/problem";
import { pushProblems } from "./push-problems.ts";
import type { Change, ChangeValues } from "./readers/change-stream.ts";

/** A batch as changes of its table, in order; every row whole. @throws Problem intake.push-key-empty, push-column-unknown */
export function changesOf(
  batch: Pick<PushBatch, "batchId" | "table" | "rows" | "deletes">,
  key: readonly string[],
  mapping: readonly Pick<MappedColumn, "source">[],
  at: Date,
): Change[] {
  const names = mapping.map((column) => column.source);
  refuseUnknown(batch, new Set(names));
  const common = { position: batch.batchId, committedAt: at, oldKey: null };
  return [
    ...batch.deletes.map((row, index) => ({
      ...common,
      op: "delete" as const,
      key: keyOf(row, key, "deletes", index),
      values: {},
    })),
    ...batch.rows.map((row, index) => ({
      ...common,
      op: "insert" as const,
      key: keyOf(row, key, "rows", index),
      values: Object.fromEntries(names.map((name) => [name, cellOf(row[name])])),
    })),
  ];
}

function refuseUnknown(
  { table, rows, deletes }: Pick<PushBatch, "table" | "rows" | "deletes">,
  known: ReadonlySet<string>,
) {
  const unknown = new Set([...rows, ...deletes].flatMap((row) => Object.keys(row)).filter((name) => !known.has(name)));
  if (unknown.size > 0)
    throw problem(pushProblems["push-column-unknown"], { table, columns: [...unknown].slice(0, 20).join("、") });
}

function keyOf(row: PushedRow, key: readonly string[], list: string, index: number): ChangeValues {
  return Object.fromEntries(
    key.map((column) => {
      const value = cellOf(row[column]);
      if (value === null || value === "")
        throw problem(pushProblems["push-key-empty"], { row: index + 1, list, column });
      return [column, value];
    }),
  );
}

const cellOf = (value: PushedRow[string] | undefined): string | null =>
  value === null || value === undefined ? null : String(value);

/** Every column some row has, in the order they come up. */
export const columnsOf = (rows: readonly PushedRow[]): string[] => [
  ...new Set(rows.flatMap((row) => Object.keys(row))),
];
