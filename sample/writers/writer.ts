import type { Cell, Column } from "../table.ts";

/** Takes the rows of one table, in order. */
export interface TableWriter {
  write(cells: readonly Cell[]): void;
  /** Waits until what was written need no longer be held; called every few hundred rows. */
  drain?(): Promise<void>;
  close(): Promise<void> | void;
}

export type Columns = readonly Pick<Column<never>, "name" | "type" | "isSerial">[];
