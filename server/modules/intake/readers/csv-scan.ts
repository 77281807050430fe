import { open } from "node:fs/promises";
import type { CsvDialect } from "#kernel/lake/lake";
import { holdsOddCharacter } from "./odd-characters.ts";

/** What a reading of the whole file tells, counted without the engine that loads it. */
export interface CsvCensus {
  /** Records after the skipped lines; blank lines are none. */
  readonly records: number;
  /** Line ends between records, by kind: a file that mixes them must be rewritten before it can be loaded. */
  readonly lineEnds: { readonly lf: number; readonly crlf: number; readonly cr: number };
  /** Lines before the first record, where each record takes one line and none is blank: `line = record + offset`. */
  readonly lineOffset: number | null;
  /** True where the file holds characters that tidy text does not: tabs, line ends inside quotes, odd spaces. */
  readonly isUntidy: boolean;
  /** Landmarks for `placeRecords`. */
  readonly marks: readonly Mark[];
}

/** Where a record starts: bytes from the start of the file, its number from 1, its physical line from 1. */
interface Mark {
  readonly offset: number;
  readonly record: number;
  readonly line: number;
}

export interface Place {
  readonly record: number;
  readonly line: number;
}

const chunkBytes = 1 << 20;
const markEveryBytes = 1 << 18;
const lf = 10;
const cr = 13;

/**
 * Counts the records of a UTF-8 file: the independent number every load is reconciled against. Quotes count only at the
 * start of a field, as in RFC 4180 and in the engine.
 */
export async function scanCsv(file: string, dialect: CsvDialect, signal?: AbortSignal): Promise<CsvCensus> {
  const scanner = new Scanner(dialect);
  await feedFile(file, 0, scanner, signal);
  scanner.end();
  return {
    records: scanner.record - 1,
    lineEnds: { lf: scanner.lfCount, crlf: scanner.crlfCount, cr: scanner.crCount },
    lineOffset: scanner.isOneLineEach ? dialect.skipLines : null,
    isUntidy: scanner.isUntidy,
    marks: scanner.marks,
  };
}

/** Number and line of the records that start at these offsets (ascending); reads only around them. */
export async function placeRecords(
  file: string,
  dialect: CsvDialect,
  census: CsvCensus,
  offsets: readonly number[],
): Promise<Place[]> {
  const places: Place[] = [];
  let markIndex = 0;
  for (const offset of offsets) {
    while ((census.marks[markIndex + 1]?.offset ?? Number.POSITIVE_INFINITY) <= offset) markIndex += 1;
    const mark = census.marks[markIndex] ?? { offset: 0, record: 1, line: 1 };
    const scanner = new Scanner(dialect, mark, offset);
    await feedFile(file, mark.offset, scanner);
    scanner.end();
    places.push(scanner.placed ?? { record: census.records, line: mark.line });
  }
  return places;
}

async function feedFile(file: string, start: number, scanner: Scanner, signal?: AbortSignal): Promise<void> {
  const handle = await open(file, "r");
  try {
    const buffer = Buffer.allocUnsafe(chunkBytes);
    for (let position = start; !scanner.placed;) {
      signal?.throwIfAborted();
      const { bytesRead } = await handle.read(buffer, 0, chunkBytes, position);
      if (bytesRead === 0) return;
      scanner.take(buffer.subarray(0, bytesRead));
      position += bytesRead;
    }
  } finally {
    await handle.close();
  }
}

/**
 * A state machine that jumps from one interesting byte to the next.
 *
 *   start of field ──quote──▶ quoted ──quote──▶ after quote ──delimiter/line end──▶ start of field
 *        │ other                  ▲                 │ quote (doubled)
 *        ▼                        └─────────────────┘
 *     unquoted ──delimiter/line end──▶ start of field
 */
class Scanner {
  /** Number of the record now being read, from 1. */
  record: number;
  lfCount = 0;
  crlfCount = 0;
  crCount = 0;
  readonly marks: Mark[] = [];
  isUntidy = false;
  isOneLineEach = true;
  placed: Place | null = null;

  private readonly quote: number;
  private readonly escape: number;
  private readonly delimiter: number;
  private readonly target: number;
  private readonly blankIsRecord: boolean;
  private linesToSkip: number;
  /** Bytes of the file before the current chunk. */
  private base: number;
  private line: number;
  private recordStart: number;
  private recordLine: number;
  private isQuoted = false;
  private wasQuote = false;
  private isEscaped = false;
  private previous = lf;
  /** Place of the next carriage return in this chunk, or its length. */
  private nextCr = 0;
  private lastMark: number;
  private tail = Buffer.alloc(0);

  constructor(dialect: CsvDialect, from: Mark = { offset: 0, record: 1, line: 1 }, target = Number.POSITIVE_INFINITY) {
    this.quote = dialect.quote ? dialect.quote.charCodeAt(0) : -1;
    this.escape = dialect.escape ? dialect.escape.charCodeAt(0) : -1;
    this.delimiter = dialect.delimiter.charCodeAt(0);
    this.target = target;
    this.blankIsRecord = dialect.blankIsRecord ?? false;
    this.linesToSkip = from.offset === 0 ? dialect.skipLines : 0;
    this.base = from.offset;
    this.recordStart = from.offset;
    this.record = from.record;
    this.line = from.line;
    this.recordLine = from.line;
    this.marks.push(from);
    this.lastMark = from.offset;
  }

  take(chunk: Buffer): void {
    this.nextCr = -1;
    this.isUntidy ||= holdsOddCharacter(chunk, this.delimiter) || this.isSplitOddly(chunk);
    for (let at = 0; at < chunk.length && !this.placed;) {
      at = this.isQuoted ? this.insideQuotes(chunk, at) : this.outsideQuotes(chunk, at);
    }
    this.base += chunk.length;
  }

  /** Three bytes at most make such a character: one may lie across two reads. */
  private isSplitOddly(chunk: Buffer): boolean {
    const border = Buffer.concat([this.tail, chunk.subarray(0, 2)]);
    this.tail = Buffer.from(chunk.subarray(-2));
    return holdsOddCharacter(border, this.delimiter);
  }

  /** The last record needs no line end. */
  end(): void {
    if (!this.placed && this.base > this.recordStart) this.endRecord(this.base);
  }

  private insideQuotes(chunk: Buffer, from: number): number {
    if (this.wasQuote) {
      // A quote was the last byte of the chunk before: doubled, or the end of the field.
      this.wasQuote = false;
      if (chunk[from] === this.quote) return from + 1;
      this.isQuoted = false;
      return from;
    }
    if (this.isEscaped) {
      this.isEscaped = false;
      return from + 1;
    }
    const next = this.nextInQuotes(chunk, from);
    const end = next < 0 ? chunk.length : next;
    for (let at = chunk.indexOf(lf, from); at >= 0 && at < end; at = chunk.indexOf(lf, at + 1)) {
      this.line += 1;
      this.isUntidy = true;
      this.isOneLineEach = false;
    }
    if (this.nextCrFrom(chunk, from) < end) this.isUntidy = true;
    if (next < 0) return end;
    this.previous = this.quote;
    const isLast = next + 1 >= chunk.length;
    if (chunk[next] !== this.quote) {
      this.isEscaped = isLast;
      return next + 2;
    }
    if (isLast && this.escape === this.quote) this.wasQuote = true;
    else if (this.escape === this.quote && chunk[next + 1] === this.quote) return next + 2;
    else this.isQuoted = false;
    return next + 1;
  }

  private nextInQuotes(chunk: Buffer, from: number): number {
    const quote = chunk.indexOf(this.quote, from);
    if (this.escape === this.quote || this.escape < 0) return quote;
    const escape = chunk.indexOf(this.escape, from);
    return escape >= 0 && (quote < 0 || escape < quote) ? escape : quote;
  }

  private outsideQuotes(chunk: Buffer, from: number): number {
    const found = this.quote < 0 ? -1 : chunk.indexOf(this.quote, from);
    const to = found < 0 ? chunk.length : found;
    for (
      let at = this.nextLineEnd(chunk, from, to);
      at < to && !this.placed;
      at = this.nextLineEnd(chunk, at + 1, to)
    ) {
      const before = at > 0 ? chunk[at - 1] : this.previous;
      this.endLine(this.base + at, chunk[at] === lf, before === cr);
    }
    if (to > from) this.previous = chunk[to - 1] ?? lf;
    if (found < 0) return to;
    const opensField = this.previous === this.delimiter || this.base + found === this.recordStart;
    this.isQuoted = opensField && this.linesToSkip === 0;
    this.previous = this.quote;
    return found + 1;
  }

  private nextLineEnd(chunk: Buffer, from: number, to: number): number {
    const lineFeed = chunk.indexOf(lf, from);
    return Math.min(lineFeed < 0 ? to : lineFeed, this.nextCrFrom(chunk, from), to);
  }

  private nextCrFrom(chunk: Buffer, from: number): number {
    if (this.nextCr < from) {
      const at = chunk.indexOf(cr, from);
      this.nextCr = at < 0 ? chunk.length : at;
    }
    return this.nextCr;
  }

  private endLine(at: number, isLf: boolean, followsCr: boolean): void {
    if (isLf && followsCr) {
      // The record ended at the carriage return already.
      this.crCount -= 1;
      this.crlfCount += 1;
      this.startRecord(at + 1);
      return;
    }
    if (isLf) this.lfCount += 1;
    else this.crCount += 1;
    this.line += 1;
    this.endRecord(at);
  }

  private endRecord(at: number): void {
    const isBlank = at === this.recordStart && !this.blankIsRecord;
    if (isBlank && this.linesToSkip === 0) this.isOneLineEach = false;
    if (this.linesToSkip > 0) this.linesToSkip -= 1;
    else if (!isBlank && this.recordStart >= this.target) this.placed = { record: this.record, line: this.recordLine };
    else if (!isBlank) this.record += 1;
    this.startRecord(at + 1);
  }

  private startRecord(offset: number): void {
    this.recordStart = offset;
    this.recordLine = this.line;
    const last = this.marks.at(-1);
    const isSameRecord = last?.record === this.record;
    if (isSameRecord && this.linesToSkip === 0)
      this.marks[this.marks.length - 1] = { offset, record: this.record, line: this.line };
    else if (offset - this.lastMark >= markEveryBytes && this.linesToSkip === 0) {
      this.marks.push({ offset, record: this.record, line: this.line });
      this.lastMark = offset;
    }
  }
}
