import { readFileSync } from "node:fs";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import { read, utils } from "@e965/xlsx/xlsx.mjs";
import { parse } from "csv-parse/sync";
import type { SampleTable } from "./manifest.ts";

export type Read = string | null;

/** What stands in a file, read by libraries that had no part in writing it. */
export interface ReadTable {
  readonly headings: readonly string[];
  readonly rows: readonly (readonly Read[])[];
}

/** @throws Error where a cell is neither text, number nor nothing */
export function asRead(cell: unknown): Read {
  if (cell === null || cell === undefined) return null;
  if (typeof cell === "string") return cell;
  if (typeof cell === "number" || typeof cell === "bigint") return String(cell);
  throw new Error(`A cell is no text: ${JSON.stringify(cell)}`);
}

export function readBack(folder: string, table: SampleTable): ReadTable {
  const file = path.join(folder, table.file);
  switch (table.format) {
    case "csv":
      return readDelimited(file, table);
    case "sqlite":
      return readSqlite(file, table.path ?? "");
    case "xlsx":
    case "xls":
      return readWorkbook(file, table);
    case "ndjson":
      return fromObjects(
        table,
        readFileSync(file, "utf8")
          .trimEnd()
          .split("\n")
          .map((line) => JSON.parse(line) as object),
      );
    case "json":
      return fromObjects(table, (JSON.parse(readFileSync(file, "utf8")) as { data: { list: object[] } }).data.list);
    case "geojson":
      return readGeojson(file, table);
  }
}

/** @throws TypeError where the bytes are not in the declared encoding */
export function decode(bytes: Uint8Array, encoding: string): string {
  return new TextDecoder(encoding.toLowerCase(), { fatal: true }).decode(bytes);
}

function readDelimited(file: string, { encoding, delimiter }: SampleTable): ReadTable {
  const records = parse(decode(readFileSync(file), encoding ?? "UTF-8"), {
    delimiter: delimiter ?? ",",
    relax_column_count: true,
    cast: (value, { quoting }) => (value === "" && !quoting ? null : value),
  }) as unknown as Read[][];
  const [headings = [], ...rows] = records;
  return { headings: headings.map(String), rows };
}

function readSqlite(file: string, name: string): ReadTable {
  using database = new DatabaseSync(file, { readOnly: true });
  const statement = database.prepare(`select * from "${name}" order by rowid`);
  const headings = statement.columns().map((column) => column.name);
  return { headings, rows: statement.all().map((row) => headings.map((heading) => asRead(row[heading]))) };
}

function readWorkbook(file: string, { path: sheet, titleLines }: SampleTable): ReadTable {
  const cells = read(readFileSync(file)).Sheets[sheet ?? ""];
  const lines: unknown[][] = cells
    ? utils.sheet_to_json(cells, { header: 1, raw: true, defval: null, blankrows: true })
    : [];
  const [headings = [], ...rows] = lines.slice(titleLines);
  return { headings: headings.map(String), rows: rows.map((row) => headings.map((_, at) => asRead(row[at]))) };
}

function readGeojson(file: string, table: SampleTable): ReadTable {
  const { features } = JSON.parse(readFileSync(file, "utf8")) as {
    features: { properties: object; geometry: unknown }[];
  };
  return fromObjects(
    table,
    features.map(({ properties, geometry }) => Object.assign(properties, { geometry: JSON.stringify(geometry) })),
  );
}

/** Nested members are columns with a dot in their name. */
function fromObjects({ columns }: SampleTable, objects: readonly object[]): ReadTable {
  const headings = columns.map(({ name }) => name);
  const valueAt = (object: object, name: string): unknown =>
    name
      .split(".")
      .reduce<unknown>((inner, key) => (inner as Readonly<Record<string, unknown>> | undefined)?.[key], object);
  return { headings, rows: objects.map((object) => headings.map((heading) => asRead(valueAt(object, heading)))) };
}

export function readLines<Line>(file: string): Line[] {
  return readFileSync(file, "utf8")
    .trimEnd()
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Line);
}
