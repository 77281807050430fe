/** Rows written together; the engine keeps its tables in groups of as many. */
export const rowsPerGroup = 122_880;

/** The cells of one column of one group of rows, in Parquet's plain encoding. */
export interface ColumnPage {
  /** 1 for each row that has a value. */
  readonly present: Uint8Array;
  /** Bytes of the values so far. */
  readonly sizeBytes: number;
  /** The values, valid until `reset`. */
  values(): Buffer;
  reset(): void;
}

const firstBytes = 1 << 20;

/** What is known of all texts of a column, of all its groups. */
export interface TextFacts {
  /** All marks of their bytes together. */
  readonly marks: number;
  readonly shortestBytes: number;
  readonly longestBytes: number;
  readonly hasEdgeSpace: boolean;
}

const space = 32;

/** Texts in UTF-8. */
export class TextPage implements ColumnPage, TextFacts {
  readonly present = new Uint8Array(rowsPerGroup);
  sizeBytes = 0;
  marks = 0;
  shortestBytes = Number.POSITIVE_INFINITY;
  longestBytes = 0;
  hasEdgeSpace = false;
  private readonly marksOf: Uint8Array;
  private bytes = Buffer.allocUnsafeSlow(firstBytes);

  /** `marksOf` has a number for each byte there is. */
  constructor(marksOf: Uint8Array) {
    this.marksOf = marksOf;
  }

  /** Adds a text; answers all marks of its bytes together. */
  add(row: number, source: Uint8Array, from: number, to: number): number {
    const length = to - from;
    let at = this.sizeBytes;
    if (at + length + 4 > this.bytes.length) this.grow(at + length + 4);
    const { bytes, marksOf } = this;
    bytes[at] = length & 255;
    bytes[at + 1] = (length >> 8) & 255;
    bytes[at + 2] = (length >> 16) & 255;
    bytes[at + 3] = length >>> 24;
    at += 4;
    let seen = 0;
    // Most texts are short: a call that copies them would take longer than this.
    for (let place = from; place < to; place += 1, at += 1) {
      const byte = source[place] ?? 0;
      bytes[at] = byte;
      seen |= marksOf[byte] ?? 0;
    }
    this.sizeBytes = at;
    this.present[row] = 1;
    this.marks |= seen;
    if (length < this.shortestBytes) this.shortestBytes = length;
    if (length > this.longestBytes) this.longestBytes = length;
    if (length > 0 && (source[from] === space || source[to - 1] === space)) this.hasEdgeSpace = true;
    return seen;
  }

  facts(): TextFacts {
    const { marks, shortestBytes, longestBytes, hasEdgeSpace } = this;
    return { marks, shortestBytes, longestBytes, hasEdgeSpace };
  }

  private grow(wanted: number): void {
    const larger = Buffer.allocUnsafeSlow(Math.max(wanted, this.bytes.length * 2));
    this.bytes.copy(larger, 0, 0, this.sizeBytes);
    this.bytes = larger;
  }

  values(): Buffer {
    return this.bytes.subarray(0, this.sizeBytes);
  }

  reset(): void {
    this.sizeBytes = 0;
    this.present.fill(0);
    // One text of a hundred megabytes must not be paid for until the end of the table.
    if (this.bytes.length > 64 * firstBytes) this.bytes = Buffer.allocUnsafeSlow(firstBytes);
  }
}

/** Whole numbers of 64 bits, in two halves: JavaScript has no such number that is cheap. */
export class Int64Page implements ColumnPage {
  readonly present = new Uint8Array(rowsPerGroup);
  private readonly halves = new Int32Array(rowsPerGroup * 2);
  private count = 0;

  add(row: number, high: number, low: number): void {
    const at = this.count * 2;
    this.halves[at] = low;
    this.halves[at + 1] = high;
    this.count += 1;
    this.present[row] = 1;
  }

  /** @param value a whole number that is exact, below 2⁵³ */
  addNumber(row: number, value: number): void {
    this.add(row, Math.floor(value / 4_294_967_296), value % 4_294_967_296);
  }

  addLarge(row: number, value: bigint): void {
    this.add(row, Number(value >> 32n), Number(value & 0xffff_ffffn));
  }

  get sizeBytes(): number {
    return this.count * 8;
  }

  values(): Buffer {
    return Buffer.from(this.halves.buffer, 0, this.sizeBytes);
  }

  reset(): void {
    this.count = 0;
    this.present.fill(0);
  }
}

/** Whole numbers of 32 bits. */
export class Int32Page implements ColumnPage {
  readonly present = new Uint8Array(rowsPerGroup);
  private readonly numbers = new Int32Array(rowsPerGroup);
  private count = 0;

  add(row: number, value: number): void {
    this.numbers[this.count] = value;
    this.count += 1;
    this.present[row] = 1;
  }

  get sizeBytes(): number {
    return this.count * 4;
  }

  values(): Buffer {
    return Buffer.from(this.numbers.buffer, 0, this.sizeBytes);
  }

  reset(): void {
    this.count = 0;
    this.present.fill(0);
  }
}
