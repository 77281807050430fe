import { type FileHandle, open } from "node:fs/promises";
import type { ColumnPage } from "./column-pages.ts";
import { i32, i64, list, struct, text, thriftBytes, type ThriftStruct, type ThriftValue, varint } from "./thrift.ts";

/** How a column stands in a file of columns. Dates and times are those of the common calendar, without a zone. */
export type StoredType =
  | { readonly kind: "text" | "integer" | "date" | "datetime" }
  /** At most 18 digits. */
  | { readonly kind: "decimal"; readonly precision: number; readonly scale: number };

const magic = Buffer.from("PAR1");
// Names of https://github.com/apache/parquet-format/blob/master/src/main/thrift/parquet.thrift
const [typeInt32, typeInt64, typeBytes] = [1, 2, 6];
const [convertedUtf8, convertedDecimal, convertedDate, convertedMicros] = [0, 5, 6, 10];
const optional = 1;
const [encodingPlain, encodingRle] = [0, 3];
const uncompressed = 0;
const dataPage = 0;

const physicalOf: Record<StoredType["kind"], number> = {
  text: typeBytes,
  integer: typeInt64,
  date: typeInt32,
  datetime: typeInt64,
  decimal: typeInt64,
};

/** Columns are known by place: `c0`, `c1`, … */
export const storedName = (position: number): string => `c${position}`;

/**
 * A Parquet file as plain as can be: one page per column and group, nothing compressed and no dictionaries. It lives from its
 * writing to its loading; what it saves is text that would be written, split and read as values again.
 */
export class ColumnFile {
  private readonly handle: FileHandle;
  private readonly columns: readonly StoredType[];
  private readonly groups: ThriftValue[] = [];
  private at = magic.length;
  private rows = 0;

  private constructor(handle: FileHandle, columns: readonly StoredType[]) {
    this.handle = handle;
    this.columns = columns;
  }

  static async create(file: string, columns: readonly StoredType[]): Promise<ColumnFile> {
    const handle = await open(file, "w", 0o600);
    await handle.write(magic);
    return new ColumnFile(handle, columns);
  }

  async writeGroup(pages: readonly ColumnPage[], rowCount: number): Promise<void> {
    const chunks: ThriftValue[] = [];
    const pieces: Buffer[] = [];
    const start = this.at;
    for (const [position, page] of pages.entries()) {
      const column = this.columns[position];
      if (!column) throw new Error(`The file has no column ${position}.`);
      const levels = presence(page.present, rowCount);
      const values = page.values();
      const header = thriftBytes(pageHeader(rowCount, levels.length + values.length));
      const size = header.length + levels.length + values.length;
      chunks.push(chunkOf(column, position, { at: this.at, rowCount, size }));
      pieces.push(header, levels, values);
      this.at += size;
    }
    await writeAll(this.handle, pieces);
    this.groups.push(struct([1, list("struct", chunks)], [2, i64(this.at - start)], [3, i64(rowCount)]));
    this.rows += rowCount;
  }

  async end(): Promise<void> {
    const root = struct([4, text("rows")], [5, i32(this.columns.length)]);
    const footer = thriftBytes(
      struct(
        [1, i32(1)],
        [2, list("struct", [root, ...this.columns.map(schemaOf)])],
        [3, i64(this.rows)],
        [4, list("struct", this.groups)],
      ),
    );
    const length = Buffer.alloc(4);
    length.writeUInt32LE(footer.length);
    await writeAll(this.handle, [footer, length, magic]);
    await this.close();
  }

  close(): Promise<void> {
    return this.handle.close();
  }
}

/** A write to a file may take less than it was given. */
async function writeAll(handle: FileHandle, pieces: readonly Buffer[]): Promise<void> {
  for (const piece of pieces) if (piece.length > 0) await handle.writeFile(piece);
}

function schemaOf(column: StoredType, position: number): ThriftStruct {
  const converted = { text: convertedUtf8, date: convertedDate, datetime: convertedMicros, decimal: convertedDecimal };
  const fields: [number, ThriftValue][] = [
    [1, i32(physicalOf[column.kind])],
    [3, i32(optional)],
    [4, text(storedName(position))],
  ];
  if (column.kind !== "integer") fields.push([6, i32(converted[column.kind])]);
  if (column.kind === "decimal") fields.push([7, i32(column.scale)], [8, i32(column.precision)]);
  return struct(...fields);
}

const pageHeader = (rowCount: number, size: number): ThriftStruct =>
  struct(
    [1, i32(dataPage)],
    [2, i32(size)],
    [3, i32(size)],
    [5, struct([1, i32(rowCount)], [2, i32(encodingPlain)], [3, i32(encodingRle)], [4, i32(encodingRle)])],
  );

function chunkOf(
  column: StoredType,
  position: number,
  { at, rowCount, size }: { readonly at: number; readonly rowCount: number; readonly size: number },
): ThriftStruct {
  const meta = struct(
    [1, i32(physicalOf[column.kind])],
    [2, list("i32", [i32(encodingPlain), i32(encodingRle)])],
    [3, list("text", [text(storedName(position))])],
    [4, i32(uncompressed)],
    [5, i64(rowCount)],
    [6, i64(size)],
    [7, i64(size)],
    [9, i64(at)],
  );
  return struct([2, i64(at)], [3, meta]);
}

/** Which rows have a value: one run where all have, else one bit for each. Behind its own length. */
function presence(present: Uint8Array, rowCount: number): Buffer {
  const head: number[] = [];
  if (!present.subarray(0, rowCount).includes(0)) {
    varint(head, rowCount * 2);
    return withLength(Buffer.from([...head, 1]));
  }
  const bytes = Math.ceil(rowCount / 8);
  varint(head, bytes * 2 + 1);
  const levels = Buffer.alloc(head.length + bytes);
  levels.set(head);
  for (let row = 0; row < rowCount; row += 1) {
    const at = head.length + (row >> 3);
    levels[at] = (levels[at] ?? 0) | ((present[row] ?? 0) << (row & 7));
  }
  return withLength(levels);
}

function withLength(bytes: Buffer): Buffer {
  const whole = Buffer.allocUnsafe(bytes.length + 4);
  whole.writeUInt32LE(bytes.length);
  bytes.copy(whole, 4);
  return whole;
}
