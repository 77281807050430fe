import { readFileSync } from "node:fs";
import * as XLSX from "@e965/xlsx";
import { problem } from "#kernel/problem";
import { problems } from "../problems.ts";
import type { CsvWriter } from "./csv-writer.ts";

/** One sheet with something on it. */
export interface Sheet {
  readonly name: string;
  readonly rowCount: number;
  readonly columnCount: number;
}

export interface Workbook {
  readonly sheets: readonly Sheet[];
  /** Writes a sheet as a file whose line numbers are the sheet's row numbers. */
  write(sheet: string, writer: CsvWriter, limit?: number): void;
}

/**
 * Opens XLSX and XLS. Values are what the cell holds, not how it is shown: `1320` and not `1,320.00`; dates are written
 * `2026-03-18` or `2026-03-18 10:42:00`, errors (`#N/A`) as their text.
 *
 * @throws Problem intake.workbook-cut, intake.workbook-broken, intake.workbook-protected
 */
export function openWorkbook(file: string): Workbook {
  const book = read(file);
  const is1904 = book.Workbook?.WBProps?.date1904 === true;
  const sheets = book.SheetNames.map((name) => ({ name, cells: cellsOf(book.Sheets[name]) })).filter(
    ({ cells }) => cells.length > 0,
  );
  return {
    sheets: sheets.map(({ name, cells }) => ({
      name,
      rowCount: cells.filter((row) => row.some((cell) => cell !== undefined)).length,
      columnCount: Math.max(...cells.map((row) => row.length)),
    })),
    write(name, writer, limit = Number.POSITIVE_INFINITY) {
      const cells = sheets.find((sheet) => sheet.name === name)?.cells ?? [];
      const width = Math.max(1, ...cells.map((row) => row.length));
      for (const row of cells.slice(0, limit)) {
        const values = Array.from({ length: width }, (_, column) => textOf(row[column], is1904));
        if (values.every((value) => value === null)) writer.writeLine("");
        else writer.write(values);
      }
    },
  };
}

function read(file: string): XLSX.WorkBook {
  const bytes = readFileSync(file);
  refuseCutZip(bytes);
  try {
    return XLSX.read(bytes, {
      dense: true,
      cellNF: true,
      cellText: false,
      cellFormula: false,
      cellHTML: false,
    });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    if (/password|encrypt/i.test(reason)) throw problem(problems["workbook-protected"], {}, { cause });
    throw problem(problems["workbook-broken"], { reason }, { cause });
  }
}

const longestZipEnd = 65_557;

/** An XLSX ends with the directory of its parts; the library looks for one for ever where there is none. */
function refuseCutZip(bytes: Buffer): void {
  const isZip = bytes.readUInt16BE(0) === 0x504b;
  if (!isZip || bytes.subarray(-longestZipEnd).includes("PK\u0005\u0006", 0, "latin1")) return;
  throw problem(problems["workbook-cut"]);
}

type Cells = (XLSX.CellObject | undefined)[][];

/** Rows of a dense sheet; rows and cells that were never touched are absent. */
function cellsOf(sheet: XLSX.WorkSheet | undefined): Cells {
  const data = (sheet as { "!data"?: Cells } | undefined)?.["!data"] ?? [];
  const rows = Array.from(data, (row) => Array.from(row ?? [], (cell) => (isEmpty(cell) ? undefined : cell)));
  const last = rows.findLastIndex((row) => row.some((cell) => cell !== undefined));
  return rows.slice(0, last + 1);
}

const isEmpty = (cell: XLSX.CellObject | undefined): boolean =>
  cell === undefined || cell.t === "z" || cell.v === undefined || cell.v === "";

function textOf(cell: XLSX.CellObject | undefined, is1904: boolean): string | null {
  if (!cell || cell.v === undefined) return null;
  if (cell.t === "n" && typeof cell.v === "number") {
    return cell.z !== undefined && XLSX.SSF.is_date(String(cell.z)) ? dateText(cell.v, is1904) : String(cell.v);
  }
  if (cell.t === "e") return cell.w ?? "#N/A";
  return cell.v instanceof Date ? cell.v.toISOString() : String(cell.v);
}

const two = (part: number): string => String(part).padStart(2, "0");

function dateText(serial: number, is1904: boolean): string {
  const parts = XLSX.SSF.parse_date_code(serial, { date1904: is1904 }) as {
    y: number;
    m: number;
    d: number;
    H: number;
    M: number;
    S: number;
  } | null;
  if (!parts) return String(serial);
  const day = `${parts.y}-${two(parts.m)}-${two(parts.d)}`;
  const time = `${two(parts.H)}:${two(parts.M)}:${two(Math.floor(parts.S))}`;
  if (serial < 1) return time;
  return Number.isInteger(serial) ? day : `${day} ${time}`;
}
