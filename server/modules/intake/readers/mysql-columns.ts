import { type EventEmitter, once } from "node:events";
import type { Writable } from "node:stream";
import type { Connection as MysqlConnection } from "mysql2";
import type { StoredType } from "#kernel/lake/column-file";
import { Int32Page, type Int64Page, TextPage } from "#kernel/lake/column-pages";
import { daysInCalendar, daysOf } from "./calendar-text.ts";
import type { RowDecoder } from "./column-parts.ts";
import type { ColumnRows, Page } from "./column-rows.ts";

/** What the client library hands to a query for each message of the server. */
interface Packet {
  readonly buffer: Buffer;
  readonly offset: number;
  readonly end: number;
  isEOF(): boolean;
}

/** A query of the library before it takes rows apart. */
interface RowTaker extends EventEmitter {
  row(packet: Packet): unknown;
}

const blockBytes = 1 << 18;
const lengthBytes = 4;
/** Decimals up to here are reckoned exactly with JavaScript's numbers. */
const safeDigits = 15;
const daySeconds = 86_400;
const two16 = 65_536;
const two32 = 4_294_967_296;

/**
 * Asks for rows and writes them as the server sends them, each behind its length: text, cell by cell. The library would make an
 * object of every cell; here it does the talking only. `failure` rejects where the connection or the reader is gone.
 */
export async function writeRows(
  client: MysqlConnection,
  sql: string,
  output: Writable,
  failure: Promise<never>,
): Promise<void> {
  const query = client.query(sql) as unknown as RowTaker;
  const library = Object.getPrototypeOf(query) as RowTaker;
  let block = Buffer.allocUnsafe(blockBytes);
  let used = 0;
  const flush = (): void => {
    if (!output.write(block.subarray(0, used))) {
      client.pause();
      output.once("drain", () => client.resume());
    }
    block = Buffer.allocUnsafe(blockBytes);
    used = 0;
  };
  const takeRow = (packet: Packet): unknown => {
    if (packet.isEOF()) return library.row.call(query, packet);
    const length = packet.end - packet.offset;
    if (used + length + lengthBytes > block.length) {
      if (used > 0) flush();
      if (length + lengthBytes > block.length) block = Buffer.allocUnsafe(length + lengthBytes);
    }
    block.writeUInt32LE(length, used);
    packet.buffer.copy(block, used + lengthBytes, packet.offset, packet.end);
    used += length + lengthBytes;
    return takeRow;
  };
  query.row = takeRow;
  await Promise.race([once(query, "end"), failure]);
  output.end(block.subarray(0, used));
}

export interface DeclaredColumn {
  /** As `column_type` has it. */
  readonly type: string;
  /** As `data_type` has it. */
  readonly kind: string;
}

const integers = new Set(["tinyint", "smallint", "mediumint", "int", "bigint"]);

/** A column whose text is read as its value here. Fractions of a second stay text: the source writes their last zeros. */
export function storedTypeOf({ type, kind }: DeclaredColumn): StoredType | null {
  if (type.includes("zerofill")) return null;
  if (integers.has(kind)) return kind === "bigint" && type.includes("unsigned") ? null : { kind: "integer" };
  if (kind === "date") return { kind: "date" };
  if (kind === "datetime" || kind === "timestamp") return type.includes("(") ? null : { kind: "datetime" };
  const decimal = /^decimal\((\d+),(\d+)\)/.exec(type);
  if (!decimal) return null;
  const [precision, scale] = [Number(decimal[1]), Number(decimal[2])];
  // As in PostgreSQL's columns: a number that is all fraction would be written otherwise by the engine.
  return precision <= safeDigits && scale < precision ? { kind: "decimal", precision, scale } : null;
}

type AddCell = (rows: ColumnRows, bytes: Buffer, from: number, to: number) => void;

/** Rows as `writeRows` writes them. */
export function textRowDecoder(stored: readonly StoredType[]): RowDecoder {
  let cells: AddCell[] | null = null;
  return {
    stored,
    decode(bytes, from, rows) {
      cells ??= rows.pages.map((page, position) => cellOf(page, position, stored[position]));
      let at = from;
      for (; !rows.isFull && at + lengthBytes <= bytes.length;) {
        const end = at + lengthBytes + bytes.readUInt32LE(at);
        if (end > bytes.length) return at;
        at += lengthBytes;
        for (const add of cells) at = decodeCell(rows, bytes, at, add);
        if (at !== end) throw new Error("The server sends rows of another shape than asked for.");
        rows.endRow();
      }
      return at;
    },
    end(rest) {
      if (rest > 0) throw new Error("The rows came without their end.");
    },
  };
}

/** https://mariadb.com/docs/server/reference/clientserver-protocol/protocol-data-types#length-encoded-strings */
function decodeCell(rows: ColumnRows, bytes: Buffer, at: number, add: AddCell): number {
  const first = bytes[at] ?? 0;
  let from = at + 1;
  let length = first;
  if (first === 0xfb) return from;
  if (first > 0xfb) {
    const size = first === 0xfc ? 2 : first === 0xfd ? 3 : 8;
    length = size === 8 ? Number(bytes.readBigUInt64LE(from)) : bytes.readUIntLE(from, size);
    from += size;
  }
  add(rows, bytes, from, from + length);
  return from + length;
}

function cellOf(page: Page, position: number, type: StoredType | undefined): AddCell {
  if (page instanceof TextPage) return (rows, bytes, from, to) => rows.addText(page, bytes, from, to);
  const oddOr =
    (add: (rows: ColumnRows, bytes: Buffer, from: number, to: number) => boolean): AddCell =>
    (rows, bytes, from, to) => {
      if (!add(rows, bytes, from, to)) rows.addOdd(position, bytes.toString("utf8", from, to));
    };
  if (page instanceof Int32Page) return dateCell(page, oddOr);
  if (type?.kind === "datetime") return momentCell(page, oddOr);
  return numberCell(page, type?.kind === "decimal" ? type.scale : 0, oddOr);
}

type OddOr = (add: (rows: ColumnRows, bytes: Buffer, from: number, to: number) => boolean) => AddCell;

const [minus, point, zero, nine, dash, colon, space] = [45, 46, 48, 57, 45, 58, 32];

/** A number as the server writes it: every decimal with all the places of its column. */
const numberCell = (page: Int64Page, scale: number, oddOr: OddOr): AddCell =>
  oddOr((rows, bytes, from, to) => {
    const isNegative = bytes[from] === minus;
    const start = isNegative ? from + 1 : from;
    if (scale > 0 && (to - start < scale + 2 || bytes[to - scale - 1] !== point)) return false;
    let value = 0;
    for (let at = start; at < to; at += 1) {
      const byte = bytes[at] ?? 0;
      if (byte >= zero && byte <= nine) value = value * 10 + (byte - zero);
      else if (scale === 0 || at !== to - scale - 1) return false;
    }
    if (to === start) return false;
    if (value <= Number.MAX_SAFE_INTEGER) page.addNumber(rows.row, isNegative ? -value : value);
    else page.addLarge(rows.row, BigInt(bytes.toString("latin1", from, to)));
    return true;
  });

const dateCell = (page: Int32Page, oddOr: OddOr): AddCell =>
  oddOr((rows, bytes, from, to) => {
    if (to - from !== 10) return false;
    if (isZeroDate(bytes, from)) return true;
    const days = daysAt(bytes, from);
    if (days === null) return false;
    page.add(rows.row, days);
    return true;
  });

const momentCell = (page: Int64Page, oddOr: OddOr): AddCell =>
  oddOr((rows, bytes, from, to) => {
    if (to - from !== 19) return false;
    if (isZeroDate(bytes, from)) return true;
    const days = daysAt(bytes, from);
    const hours = twoAt(bytes, from + 11);
    const minutes = twoAt(bytes, from + 14);
    const seconds = twoAt(bytes, from + 17);
    const isWritten = bytes[from + 10] === space && bytes[from + 13] === colon && bytes[from + 16] === colon;
    if (days === null || !isWritten || !(hours < 24 && minutes < 60 && seconds < 60)) return false;
    addMicros(page, rows.row, days * daySeconds + hours * 3600 + minutes * 60 + seconds);
    return true;
  });

/** Seconds as microseconds in 64 bits; no step loses a digit, though the product may have 18. */
function addMicros(page: Int64Page, row: number, seconds: number): void {
  const blocks = Math.floor(seconds / two16);
  const micros = (seconds - blocks * two16) * 1e6;
  // The whole is `scaled` times 2¹⁶, and these.
  const scaled = blocks * 1e6;
  const high = Math.floor(scaled / two16);
  const low = (scaled - high * two16) * two16 + micros;
  page.add(row, high + Math.floor(low / two32), low % two32);
}

/** `0000-00-00`: the way of these servers to have no date. */
function isZeroDate(bytes: Buffer, from: number): boolean {
  for (let at = from; at < from + 10; at += 1) if (bytes[at] !== zero && bytes[at] !== dash) return false;
  return true;
}

/** A day of the calendar, or null. */
function daysAt(bytes: Buffer, from: number): number | null {
  if (bytes[from + 4] !== dash || bytes[from + 7] !== dash) return null;
  const year = twoAt(bytes, from) * 100 + twoAt(bytes, from + 2);
  const month = twoAt(bytes, from + 5);
  const day = twoAt(bytes, from + 8);
  if (!(year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= daysOfMonth(year, month))) return null;
  const days = daysOf({ year, month, day });
  return days >= daysInCalendar.first && days <= daysInCalendar.last ? days : null;
}

function daysOfMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** Two digits as a number; NaN where they are none. */
function twoAt(bytes: Buffer, at: number): number {
  const tens = (bytes[at] ?? 0) - zero;
  const ones = (bytes[at + 1] ?? 0) - zero;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN;
}
