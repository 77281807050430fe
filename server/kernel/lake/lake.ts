import type { StoredType } from "./column-file.ts";

/**
 * The lake: where whole tables are scanned, checked and joined. Modules write an ANSI subset of SQL with `$1` parameters
 * and names quoted by `name()`; what engines spell differently is behind `Dialect`. One suite (`test/engines.test.ts`)
 * runs on every engine listed in `engines.ts`.
 */
export type LakeValue = string | number | boolean | null;
/** Dates and times are text (`2026-03-18`, `2026-03-18 10:42:00`), decimals too: nothing is rounded on the way. */
export type LakeRow = Record<string, LakeValue>;

export type LakeType =
  | { readonly kind: "text" | "integer" | "number" | "date" | "datetime" | "time" | "boolean" }
  | { readonly kind: "decimal"; readonly precision: number; readonly scale: number };

export interface LakeColumn {
  readonly name: string;
  readonly type: LakeType;
}

/** How a delimited text file is written; UTF-8, one record per row. */
export interface CsvDialect {
  readonly delimiter: string;
  /** Empty where the file quotes nothing. */
  readonly quote: string;
  /** What makes a quote inside a quoted field literal; the quote itself in most files. */
  readonly escape: string;
  /** Physical lines before the first record (titles and headings). */
  readonly skipLines: number;
  /** The one line end all records have; a file that mixes them cannot be read and is refused by the engine. */
  readonly lineEnd: LineEnd;
  /** In a file of one column: a blank line is a record without a value, not a line that holds none. */
  readonly blankIsRecord?: boolean;
}

export const lineEnds = ["\n", "\r\n", "\r"] as const;
export type LineEnd = (typeof lineEnds)[number];

export interface CsvLoad {
  readonly file: string;
  readonly dialect: CsvDialect;
  /** Every field of the file, in its order; `null` for a field that is not wanted. */
  readonly columns: readonly (LakeColumn | null)[];
  readonly marks?: RecordMarks | undefined;
}

/** A file of columns (`ColumnFile`) that a reader of ours has written. */
export interface ColumnsLoad {
  readonly file: string;
  /** How each column stands in the file. */
  readonly stored: readonly StoredType[];
  /** Every column of the file, in its order, as it is wanted; `null` for one that is not. */
  readonly columns: readonly (LakeColumn | null)[];
  readonly marks?: RecordMarks | undefined;
  /** The file has one more column, the last, of values that are none of their column's type: `{"<place>": "<as its source writes it>"}`. */
  readonly hasOdd: boolean;
  /** Rows of the table that stood in files before. */
  readonly rowsBefore: number;
}

/** What tells records apart and sums them up, taken from their cells as found, before any typing. Positions in the file. */
export interface RecordMarks {
  readonly key: readonly number[];
  readonly sum: readonly number[];
}

/** Between the cells of a mark; stands in no register. */
export const markSeparator = "\u001F";
/** A cell without a value in a mark of several cells, and in every sum. */
export const markNull = String.raw`\N`;

/** Columns a table made by `createFromCsv` has beside those of the file. */
export const csvColumns = {
  /** Position of the record among the accepted ones, from 1, in file order. */
  row: "_row",
  /**
   * JSON object of the cells whose text is not exactly a value of their type, as found, by column name; null for most
   * rows. Such a cell is null in its column. A number is never rounded and a time of day never dropped to make it fit.
   */
  found: "_found",
  /** With `marks`: the key cells joined by `markSeparator`. */
  key: "_key",
  /** With `marks`: the first 15 hexadecimal digits of the MD5 of the cells joined by `markSeparator`, as a whole number. */
  sum: "_sum",
} as const;

export const rejectKinds = ["too-few-columns", "too-many-columns", "quote", "encoding", "too-long"] as const;
export type RejectKind = (typeof rejectKinds)[number];

/** Why a record did not become a row. */
export interface CsvReject {
  /** Where the record starts, in bytes from the start of the file. */
  readonly offset: number;
  readonly kind: RejectKind;
  /** Number of fields found, where their number is the reason. */
  readonly fieldCount: number | null;
  /** The record as text, without its line end. Bytes that are not UTF-8 read as `?`. */
  readonly record: string;
}

export interface CsvOutcome {
  readonly accepted: number;
  readonly rejectedRecords: number;
}

export interface LakeSession extends AsyncDisposable {
  read<Row extends LakeRow = LakeRow>(sql: string, parameters?: readonly LakeValue[]): Promise<Row[]>;
  /** Batches of at most a few thousand rows; memory does not grow with the result. */
  stream<Row extends LakeRow = LakeRow>(sql: string, parameters?: readonly LakeValue[]): AsyncGenerator<Row[]>;
  /** Runs a statement that changes something; answers the number of rows it touched. */
  write(sql: string, parameters?: readonly LakeValue[]): Promise<number>;
  /**
   * Creates `table` (`schema.name`, quoted by `name()`) with the wanted columns and `csvColumns` from a delimited file.
   * Records of another shape are kept aside, in file order; blank lines are no records. An empty field is null, a quoted empty one is empty text.
   *
   * @throws when the file cannot be read at all; the table then does not exist.
   */
  createFromCsv(table: string, load: CsvLoad): Promise<CsvOutcome>;
  /** Adds the rows of another file of the same columns to a table made by `createFromCsv`; numbers go on. */
  appendFromCsv(table: string, load: CsvLoad): Promise<CsvOutcome>;
  /** Like `createFromCsv`, from a file whose cells have types. No row is rejected; answers how many there are. */
  createFromColumns(table: string, load: ColumnsLoad): Promise<number>;
  appendFromColumns(table: string, load: ColumnsLoad): Promise<number>;
  /** The rejects of the last `createFromCsv` or `appendFromCsv` of this session, in file order. */
  rejects(): AsyncGenerator<CsvReject[]>;
  /** Creates `table` from a Parquet file; the file's own types. */
  createFromParquet(table: string, file: string): Promise<number>;
  /** Columns of a Parquet file, with the nearest lake type. */
  parquetColumns(file: string): Promise<{ columns: LakeColumn[]; rowCount: number }>;
  /**
   * Sets `_row` to the number of the record in the file, rejected records counted: the reader's number in the sheet.
   * `rejected` are the numbers of the rejected records, ascending, from 1.
   */
  renumber(table: string, rejected: readonly number[]): Promise<void>;
  /** Appends rows to a table of text, whole-number and boolean columns; fast enough for millions. */
  append(table: string, columns: readonly string[], rows: readonly (readonly LakeValue[])[]): Promise<void>;
  /** Writes the result of a query to a file. */
  exportTo(file: string, format: "csv" | "parquet", sql: string, parameters?: readonly LakeValue[]): Promise<number>;
  columnsOf(table: string): Promise<LakeColumn[]>;
  /** Part of the running statement that is done, 0 to 1; null where the engine cannot say. */
  progress(): number | null;
  begin(): Promise<void>;
  commit(): Promise<void>;
  rollback(): Promise<void>;
}

export interface Dialect {
  /** SQL type name. */
  typeName(type: LakeType): string;
  countIf(condition: string): string;
  tryCast(expression: string, type: LakeType): string;
  /** True where the whole text matches; the pattern is RE2 syntax and is passed as a literal. */
  matches(expression: string, pattern: string): string;
  /** Number of characters (not bytes). */
  characters(expression: string): string;
  /** Number of bytes of a text in UTF-8, never fewer than its characters; cheap. */
  bytes(expression: string): string;
  /** True where the text has only ASCII characters; cheap. */
  isAscii(expression: string): string;
  /** True where the text begins or ends with a space. */
  hasEdgeSpace(expression: string): string;
  /** True where the text holds one of these characters. */
  containsAny(expression: string, characters: readonly string[]): string;
  /** A member of a JSON object as text; null where it is absent. */
  jsonText(expression: string, member: string): string;
  /** JSON object of these columns as text; members without a value are null. */
  jsonObject(members: readonly { readonly name: string; readonly sql: string }[]): string;
  /** True where this bit of a whole number that is not negative is set; the lowest is 0, the highest 61. */
  hasBit(expression: string, position: number): string;
  /** Integer quotient; both sides must not be negative. */
  quotient(a: string, b: number): string;
  /** The ASCII code of the n-th character, counted from 1. */
  code(expression: string, position: number): string;
  substring(expression: string, start: number, length: number): string;
  /** Parses a text as a date by the first of these formats (`%Y-%m-%d` syntax) that fits; null where none does. */
  tryParseTime(expression: string, formats: readonly string[]): string;
  /** Days from date `a` to date `b`. */
  daysBetween(a: string, b: string): string;
  /** An instant as seconds since 1970. */
  seconds(expression: string): string;
  /** The first instant of the period an instant lies in. */
  truncated(unit: "day" | "week" | "month" | "year", expression: string): string;
  /** Aggregate: a text that differs (but for one chance in 2⁶⁴) where the set of rows of these expressions does. */
  fingerprint(expressions: readonly string[]): string;
  /** Aggregate: the number of different values, estimated. */
  distinctAbout(expression: string): string;
  /** The same for thousands of values and more, closer and cheaper: the different ones among a share of them, projected. */
  distinctOfMany(expression: string): string;
  /** Aggregate: the value below which this share (0 to 1) of the values lies. */
  quantile(expression: string, share: number): string;
  /** Some of the rows of a table, about evenly over it and the same every time; a `from` item. */
  sample(table: string, rows: number, of: number): string;
}

/** Why a query that somebody wrote is not run: it does more than read, or reads what it may not. */
export type QueryRefusal = "syntax" | "writes" | "several" | "table" | "function" | "construct";

export class QueryRefused extends Error {
  readonly reason: QueryRefusal;
  /** The table, function or construct, or what the parser says. */
  readonly what: string;

  constructor(reason: QueryRefusal, what: string) {
    super(`Query refused: ${reason} ${what}`);
    this.reason = reason;
    this.what = what;
  }
}

export interface Lake {
  readonly engine: string;
  readonly version: string;
  readonly dialect: Dialect;
  /**
   * Rewrites a query that somebody wrote so that it can only read, and only these tables (quoted names by the name the
   * query uses). @throws QueryRefused
   */
  confine(query: string, tables: ReadonlyMap<string, string>): Promise<string>;
  /** A connection of one's own; ends with `await using`. Statements stop when `signal` aborts. */
  session(signal?: AbortSignal): Promise<LakeSession>;
  /** Bytes on disk. */
  sizeBytes(): Promise<number>;
  close(): Promise<void>;
}

/** Runs `act` in one lake transaction on a session of its own. */
export async function inLakeTransaction<Result>(
  lake: Lake,
  act: (session: LakeSession) => Promise<Result>,
  signal?: AbortSignal,
): Promise<Result> {
  await using session = await lake.session(signal);
  await session.begin();
  try {
    const result = await act(session);
    await session.commit();
    return result;
  } catch (error) {
    await session.rollback();
    throw error;
  }
}

/** One query on a session of its own. */
export async function readLake<Row extends LakeRow = LakeRow>(
  lake: Lake,
  sql: string,
  parameters: readonly LakeValue[] = [],
): Promise<Row[]> {
  await using session = await lake.session();
  // Awaited here: the session would end under a query that is still running.
  return await session.read<Row>(sql, parameters);
}

/** Quotes a name, or several joined by dots. The only way a name reaches SQL text. */
export function name(...parts: readonly string[]): string {
  return parts.map((part) => `"${part.replaceAll('"', '""')}"`).join(".");
}

/** Quotes a text literal, for the few places where an engine takes no parameter (file names, options). */
export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
