import { statSync } from "node:fs";
import type { FoundTable } from "#contract/intake";
import type { ValueType } from "#contract/dictionary";
import { problem, type ProblemDefinition } from "#kernel/problem";
import { problems } from "../problems.ts";
import { CsvWriter } from "./csv-writer.ts";
import { featureRecords, isFeatureCollection } from "./geojson.ts";
import { parseDocuments } from "./json-documents.ts";
import { findTables, type JsonRow, rowsOf } from "./json-tables.ts";
import { type BrokenLine, isBroken, ndjsonRows } from "./ndjson.ts";
import { openWorkbook } from "./spreadsheet.ts";
import { openSqlite } from "./sqlite.ts";

export type ConvertedFormat = "xlsx" | "xls" | "json" | "ndjson" | "geojson" | "sqlite";

/** What a worker thread is asked to do with one file. */
export type Conversion =
  | { readonly task: "inspect"; readonly format: ConvertedFormat; readonly file: string }
  | {
      readonly task: "write";
      readonly format: ConvertedFormat;
      readonly file: string;
      readonly table: string;
      readonly target: string;
      readonly limit?: number;
    };

export interface Written {
  readonly columns: readonly { readonly name: string; readonly type: ValueType | null }[] | null;
  readonly rowCount: number | null;
  /** Records that were no JSON, by their number. */
  readonly broken?: readonly BrokenRecord[];
}

export interface BrokenRecord extends BrokenLine {
  readonly row: number;
}

export type ConversionMessage =
  | { readonly kind: "rows"; readonly rows: number }
  | { readonly kind: "done"; readonly result: FoundTable[] | Written }
  | { readonly kind: "refused"; readonly definition: ProblemDefinition; readonly facts: Record<string, unknown> }
  | { readonly kind: "failed"; readonly message: string };

type ReadFile = (file: string) => Buffer;

const ndjsonTable = "$[*]";
const reportEvery = 50_000;
const largestNestedBytes = 400 * 1024 * 1024;

export function inspectNow({ format, file }: Conversion, read: ReadFile): FoundTable[] {
  switch (format) {
    case "xlsx":
    case "xls":
      return openWorkbook(file).sheets.map((sheet) => ({ path: sheet.name, ...sheet }));
    case "sqlite": {
      using database = openSqlite(file);
      return database.tables.map(({ name, rowCount, columns }) => ({
        path: name,
        name,
        rowCount,
        columnCount: columns.length,
      }));
    }
    case "ndjson":
      return [{ path: ndjsonTable, name: ndjsonTable, rowCount: countRows(ndjsonRows(file)), columnCount: null }];
    case "json":
    case "geojson": {
      const tables = findTables(documentsOf(file, read));
      if (tables.length === 0) throw problem(problems["json-no-rows"]);
      return tables.map(({ path, rowCount }) => ({ path, name: path, rowCount, columnCount: null }));
    }
  }
}

/** Writes one table as delimited text; columns are told where the format names them. */
export function writeNow(conversion: Conversion, read: ReadFile, onRows: (rows: number) => void): Written {
  if (conversion.task !== "write") throw new Error("Not a conversion to a file.");
  const { format, file, table, target, limit } = conversion;
  using writer = new CsvWriter(target);
  switch (format) {
    case "xlsx":
    case "xls": {
      openWorkbook(file).write(table, writer, limit);
      return { columns: null, rowCount: null };
    }
    case "sqlite": {
      using database = openSqlite(file);
      const found = database.tables.find((candidate) => candidate.name === table);
      database.write(table, writer, onRows, limit);
      return { columns: found?.columns ?? [], rowCount: found?.rowCount ?? 0 };
    }
    case "ndjson":
      return writeRows(() => ndjsonRows(file), writer, onRows, limit);
    case "json":
    case "geojson": {
      const documents = documentsOf(file, read);
      return writeRows(() => rowsOf(documents, table), writer, onRows, limit);
    }
  }
}

/** Two passes: JSON names its columns record by record, a file needs them all at once. */
function writeRows(
  rows: () => Iterable<JsonRow | BrokenLine>,
  writer: CsvWriter,
  onRows: (rows: number) => void,
  limit = Number.POSITIVE_INFINITY,
): Written {
  const names = new Set<string>();
  const broken: BrokenRecord[] = [];
  let rowCount = 0;
  for (const row of rows()) {
    rowCount += 1;
    if (isBroken(row)) broken.push({ ...row, row: rowCount });
    else for (const column of row.keys()) names.add(column);
  }
  const columns = [...names];
  for (const row of rows()) {
    if (writer.rows >= limit) break;
    // One field too many: the engine rejects the record like any other of the wrong shape, and it is counted.
    if (isBroken(row)) writer.write([row.text, ...columns.map(() => "!"), "!"]);
    else writer.write(columns.map((column) => row.get(column) ?? null));
    if (writer.rows % reportEvery === 0) onRows(writer.rows);
  }
  return { columns: columns.map((column) => ({ name: column, type: null })), rowCount, broken };
}

function countRows(rows: Iterable<unknown>): number {
  let count = 0;
  for (const _row of rows) count += 1;
  return count;
}

function documentsOf(file: string, read: ReadFile): unknown[] {
  const { size } = statSync(file);
  if (size > largestNestedBytes) {
    const mb = (bytes: number) => Math.round(bytes / 1_048_576);
    throw problem(problems["json-too-large"], { sizeMb: mb(size), limitMb: mb(largestNestedBytes) });
  }
  const documents = parseDocuments(read(file)).map((document) => document.value);
  return documents.map((value) => (isFeatureCollection(value) ? { features: featureRecords(value) } : value));
}
