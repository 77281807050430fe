import type { Census } from "./census.ts";
import type { Reader, SourceHeading } from "./reader.ts";

/** A database whose tables can be followed. Everything asked between `hold` and its end sees one moment. */
export interface TableSource extends Reader {
  shapeOf(table: string): Promise<TableShape>;
  /** Begins a read-only transaction that sees one moment until it is disposed of. */
  hold(): Promise<AsyncDisposable>;
  /** The greatest value of a column as the source writes it; null where the table holds none. */
  highWater(table: string, column: string): Promise<string | null>;
  /** `columns` by name, in the order of the row's text. */
  census(table: string, columns: readonly string[]): Promise<Census>;
}

export interface TableShape {
  readonly columns: readonly (SourceHeading & { readonly declared: string })[];
  /** Primary key, or a unique key of columns that are never empty. */
  readonly key: readonly string[];
  /** First columns of indexes. */
  readonly indexed: readonly string[];
  readonly rowEstimate: number | null;
}

export type WatermarkKind = "time" | "number";

/** Whether a column of this declared type can say what is new. */
export function watermarkKindOf(declared: string): WatermarkKind | null {
  if (/^(timestamp|datetime|date|smalldatetime)/.test(declared)) return "time";
  if (/^(tinyint|smallint|mediumint|int|integer|bigint|numeric|decimal|number|dec\b|oid|xid8)/.test(declared))
    return "number";
  return null;
}

/** Rows from this value on, less the overlap (seconds of a time, units of a number). */
export interface Since {
  readonly column: string;
  readonly value: string;
  readonly overlap: number;
}
