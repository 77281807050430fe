import path from "node:path";
import type { Cell, Table } from "./table.ts";
import { openTextFile, type TextFile } from "./writers/text-file.ts";

/** One injected fault: where it stands, what it should be, what it is. */
export interface TruthEntry {
  readonly department: string;
  readonly table: string;
  /** Record of the file or table, from 1, headings not counted. */
  readonly row: number;
  /** The true key of the row. */
  readonly key: string;
  /** Heading of the column; null where the whole row is at fault. */
  readonly column: string | null;
  readonly kind: string;
  /** The right cell; for `doubled-row` the record it repeats; for ragged lines all right cells. */
  readonly true: Cell | readonly Cell[];
  readonly dirty: Cell | readonly Cell[];
}

export interface TruthWriter {
  write(entry: TruthEntry): void;
  close(): void;
}

/** Who each record really is: `row`, the index of its subject, and those of the others in it. */
export interface LinkWriter {
  write(row: number, about: number | null, others: readonly (number | null)[]): void;
  close(): void;
}

export function openTruth(folder: string): TruthWriter {
  const file = openTextFile(path.join(folder, "truth.ndjson"));
  return { write: (entry) => file.write(`${JSON.stringify(entry)}\n`), close: () => file.close() };
}

export const linkFile = (table: Table): string => `truth/rows/${table.key}.csv`;

export function openLinks(root: string, table: Table): LinkWriter {
  const file: TextFile = openTextFile(path.join(root, linkFile(table)));
  file.write(`${["row", table.kind, ...table.otherRoles.map(({ role }) => role)].join(",")}\n`);
  return {
    write(row, about, others) {
      let line = `${row},${about ?? ""}`;
      for (const other of others) line += `,${other ?? ""}`;
      file.write(`${line}\n`);
    },
    close: () => file.close(),
  };
}
