import type { FoundTable, Inspection, Notice, TextOptions } from "#contract/intake";
import type { ValueType } from "#contract/dictionary";
import type { StoredType } from "#kernel/lake/column-file";
import type { TextFacts } from "#kernel/lake/column-pages";
import type { CsvDialect } from "#kernel/lake/lake";
import type { BrokenRecord } from "./convert.ts";
import type { Since } from "./table-source.ts";

/** A column as the source has it. */
export interface SourceHeading {
  /** Never empty, never twice. */
  readonly name: string;
  /** As found; empty where there is none. */
  readonly heading: string;
  readonly comment: string;
  /** Type the source declares; null where it declares none (text files, sheets). */
  readonly type: ValueType | null;
}

/**
 * Rows of one table, ready for the lake: a UTF-8 delimited file. Every reader ends here, so that typing, cleaning,
 * rejects and counting are written once.
 */
export interface Prepared {
  /** The whole table; where it comes in `parts`, the folder they come in. */
  readonly file: string;
  readonly parts?: Parts | undefined;
  readonly dialect: CsvDialect;
  readonly columns: readonly SourceHeading[];
  /** How the text was read, where a person may change it. */
  readonly text: TextOptions | null;
  readonly encoding: string | null;
  /** Rows the source itself says it has; null where only counting the file can tell. */
  readonly rowCount: number | null;
  /** Records that could not be read as what the format says; the file has one field too many for each. */
  readonly broken?: readonly BrokenRecord[];
  /** Characters the encoding did not know. */
  readonly damagedCharacters: number;
  readonly notices: readonly Notice[];
}

/**
 * A table that is still being read: files of whole records in their order, each ready to be loaded while the next is written.
 * The reader must stay open until the last one has come.
 */
export interface Parts {
  readonly files: AsyncIterable<Part>;
  /** What the source says it has sent; known behind the last file. */
  readonly rowCount: () => number;
}

export type Part = TextPart | ColumnPart;

/** Delimited text. */
export interface TextPart {
  readonly file: string;
  readonly stored?: undefined;
}

/** Cells with types (`ColumnFile`): a source that types its values spares the lake reading them from text. */
export interface ColumnPart {
  readonly file: string;
  readonly stored: readonly StoredType[];
  readonly rowCount: number;
  readonly hasOdd: boolean;
  /** Whether a text so far holds characters that tidy text does not. */
  readonly isUntidy: boolean;
  /** By place, what is known of the texts so far; null for a column that is stored otherwise. */
  readonly texts: readonly (TextFacts | null)[];
}

export interface PrepareOptions {
  readonly table: string;
  readonly text?: TextOptions | null | undefined;
  /** Only the first rows, for looking; the file may then be cut anywhere behind them. */
  readonly limit?: number | undefined;
  /** Folder for files this makes; the caller removes it. */
  readonly folder: string;
  readonly signal?: AbortSignal | undefined;
  /** Rows written so far, where it takes long. */
  readonly onRows?: ((rows: number) => void) | undefined;
  /** Only rows that are new by a watermark; sources of databases know how. */
  readonly since?: Since | undefined;
  /** Parts may be files of columns; otherwise they are delimited text, which can be sent on and cut anywhere. */
  readonly mayType?: boolean | undefined;
  /** Waits until so many more bytes may be read: an old database is never hurt. */
  readonly pace?: ((bytes: number) => Promise<void>) | undefined;
}

/**
 * A connector: one file that implements this reads one more kind of source (README, “A new connector”). Errors it throws
 * are `Problem`s with a sentence for the person who chose the source.
 */
export interface Reader extends AsyncDisposable {
  readonly format: Inspection["format"];
  /** What is inside; changes nothing. */
  inspect(): Promise<{ tables: FoundTable[]; encoding: string | null; notices: Notice[] }>;
  prepare(options: PrepareOptions): Promise<Prepared>;
}

/** The dialect of files that readers write themselves: every text quoted, nothing for no value. */
export const ownDialect: CsvDialect = { delimiter: ",", quote: '"', escape: '"', skipLines: 0, lineEnd: "\n" };

/** Of a table with one column, a row without a value is a blank line. */
export const dialectFor = (columnCount: number): CsvDialect =>
  columnCount === 1 ? { ...ownDialect, blankIsRecord: true } : ownDialect;
