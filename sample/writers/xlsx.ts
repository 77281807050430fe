import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { utils, write } from "@e965/xlsx/xlsx.mjs";
import type { Cell } from "../table.ts";
import type { Columns, TableWriter } from "./writer.ts";

export interface SheetForm {
  readonly sheet: string;
  /** Lines above the headings: a title, a note on who filled it in. */
  readonly titleRows: readonly string[];
  readonly bookType: "xlsx" | "biff8";
}

/** One workbook of one sheet, held in memory until it is closed: the generator caps its rows. */
export function openWorkbook(file: string, columns: Columns, form: SheetForm): TableWriter {
  const rows: Cell[][] = [...form.titleRows.map((title) => [title]), columns.map(({ name }) => name)];
  return {
    write: (cells) => void rows.push([...cells]),
    close() {
      mkdirSync(path.dirname(file), { recursive: true });
      const book = utils.book_new();
      utils.book_append_sheet(book, utils.aoa_to_sheet(rows, { dense: true }), form.sheet);
      writeFileSync(file, write(book, { type: "buffer", bookType: form.bookType, compression: true }) as Buffer);
    },
  };
}
