import type { StoredType } from "#kernel/lake/column-file";
import {
  type ColumnPage,
  Int32Page,
  Int64Page,
  rowsPerGroup,
  type TextFacts,
  TextPage,
} from "#kernel/lake/column-pages";
import { byteMark, byteMarks, holdsOddAt } from "./odd-characters.ts";

/** Bytes of text that make a group full before it has all its rows. */
const groupBytes = 48 << 20;

export type Page = TextPage | Int64Page | Int32Page;

/**
 * Rows of a table on their way into a file of columns, one group at a time. A decoder adds cells of the row `row` and ends it
 * with `endRow`.
 */
export class ColumnRows {
  /** Number of the row that is being added. */
  row = 0;
  /** Whether a text of the table holds a character that tidy text does not. */
  isUntidy = false;
  readonly stored: readonly StoredType[];
  readonly pages: readonly Page[];
  private readonly odd = new TextPage(new Uint8Array(256));
  private oddCells: Record<string, string> | null = null;
  private textBytes = 0;

  constructor(stored: readonly StoredType[]) {
    this.stored = stored;
    this.pages = stored.map(({ kind }) =>
      kind === "text" ? new TextPage(byteMarks) : kind === "date" ? new Int32Page() : new Int64Page(),
    );
  }

  addText(page: TextPage, bytes: Uint8Array, from: number, to: number): void {
    const marks = page.add(this.row, bytes, from, to);
    this.textBytes += to - from;
    if (this.isUntidy || (marks & (byteMark.odd | byteMark.perhapsOdd)) === 0) return;
    this.isUntidy = (marks & byteMark.odd) !== 0 || holdsOddAt(bytes, from, to);
  }

  /** A value that its column's type does not have, such as a date after the year 9999: as its source writes it. */
  addOdd(position: number, text: string): void {
    this.oddCells ??= {};
    this.oddCells[position] = text;
  }

  endRow(): void {
    if (this.oddCells) {
      const text = Buffer.from(JSON.stringify(this.oddCells));
      this.odd.add(this.row, text, 0, text.length);
      this.oddCells = null;
    }
    this.row += 1;
  }

  get isFull(): boolean {
    return this.row >= rowsPerGroup || this.textBytes >= groupBytes;
  }

  get hasOdd(): boolean {
    return this.odd.sizeBytes > 0;
  }

  /** Of each column of text, of all groups so far. */
  textFacts(): (TextFacts | null)[] {
    return this.pages.map((page) => (page instanceof TextPage ? page.facts() : null));
  }

  /** Pages of the file: those of the columns and, last, that of odd values. */
  allPages(): ColumnPage[] {
    return [...this.pages, this.odd];
  }

  reset(): void {
    this.row = 0;
    this.textBytes = 0;
    for (const page of this.allPages()) page.reset();
  }
}
