import type { Cell } from "../table.ts";
import { type Encoding, openTextFile } from "./text-file.ts";
import type { Columns, TableWriter } from "./writer.ts";

export interface DelimitedForm {
  readonly encoding: Encoding;
  readonly delimiter: "," | "\t" | "|" | ";";
  readonly newline: "\n" | "\r\n";
}

/** CSV (RFC 4180) and its relatives. No value is nothing between delimiters, the empty string is `""`. */
export function openDelimited(file: string, columns: Columns, form: DelimitedForm): TableWriter {
  const text = openTextFile(file, form.encoding);
  const needsQuotes = new RegExp(String.raw`["\r\n${form.delimiter}]|^\s|\s$|^$`);
  const field = (cell: Cell): string => {
    if (cell === null) return "";
    if (typeof cell === "number") return String(cell);
    return needsQuotes.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
  };
  const write = (cells: readonly Cell[]): void => {
    let line = "";
    for (const [at, cell] of cells.entries()) line += (at === 0 ? "" : form.delimiter) + field(cell);
    text.write(line + form.newline);
  };
  write(columns.map(({ name }) => name));
  return { write, close: () => text.close() };
}
