import path from "node:path";
import type { FileSpec } from "./department.ts";
import type { Table } from "./table.ts";
import { openDelimited } from "./writers/delimited.ts";
import { openGeojson, openJsonEnvelope, openNdjson } from "./writers/json.ts";
import { openSqlite, type SqliteFile } from "./writers/sqlite.ts";
import type { TableWriter } from "./writers/writer.ts";
import { openWorkbook } from "./writers/xlsx.ts";

/**
 * Workbooks stay small, as departments keep them, and because the library holds them in memory; its writer of the old
 * binary form takes a gigabyte for 5,000 rows.
 */
const caps: Partial<Readonly<Record<FileSpec["format"], number>>> = { xlsx: 5000, xls: 500 };

export const capOf = (file: FileSpec): number => caps[file.format] ?? Number.POSITIVE_INFINITY;

export interface OpenFile {
  writerOf(table: Table): TableWriter;
  /** When all tables are written. */
  close(): void;
}

/** One file of a department, ready for the rows of its tables. */
export function openFile(folder: string, file: FileSpec): OpenFile {
  const target = path.join(folder, file.path);
  if (file.format === "sqlite") {
    const database: SqliteFile = openSqlite(target);
    return { writerOf: ({ name, columns }) => database.table(name, columns), close: () => database.close() };
  }
  return { writerOf: ({ columns }) => openOnly(target, file, columns), close() {} };
}

function openOnly(
  target: string,
  file: Exclude<FileSpec, { format: "sqlite" }>,
  columns: Table["columns"],
): TableWriter {
  switch (file.format) {
    case "csv":
      return openDelimited(target, columns, file);
    case "xlsx":
    case "xls":
      return openWorkbook(target, columns, { ...file, bookType: file.format === "xls" ? "biff8" : "xlsx" });
    case "ndjson":
      return openNdjson(target, columns);
    case "json":
      return openJsonEnvelope(target, columns, file.envelope);
    case "geojson":
      return openGeojson(target, columns, file.position);
  }
}
