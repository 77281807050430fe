import type { StoredType } from "#kernel/lake/column-file";
import { Int32Page, type Int64Page, TextPage } from "#kernel/lake/column-pages";
import { dateText, daysInCalendar, momentText, secondsInCalendar } from "./calendar-text.ts";
import type { RowDecoder } from "./column-parts.ts";
import type { ColumnRows, Page } from "./column-rows.ts";

/** COPY's binary form: https://www.postgresql.org/docs/current/sql-copy.html#id-1.9.3.55.9.4 */
const signature = Buffer.from("PGCOPY\n\u00FF\r\n\0", "latin1");
const headerBytes = signature.length + 8;
/** Behind the last row, in place of a number of cells. */
const trailer = -1;
/** Days and microseconds from 1970 to PostgreSQL's own beginning of time, 2000. */
const daysTo2000 = 10_957;
const microsTo2000 = 946_684_800_000_000;
const two32 = 4_294_967_296;
/** Decimals up to here are reckoned exactly with JavaScript's numbers. */
const safeDigits = 15;

/** A column that the server sends as it stores it: the statement names it without turning it into text. */
export function storedTypeOf(type: string): StoredType | null {
  if (type === "smallint" || type === "integer" || type === "bigint") return { kind: "integer" };
  if (type === "date") return { kind: "date" };
  if (/^timestamp(\(\d\))? with(out)? time zone$/.test(type)) return { kind: "datetime" };
  const numeric = /^numeric\((\d+),(\d+)\)$/.exec(type);
  if (!numeric) return null;
  const [precision, scale] = [Number(numeric[1]), Number(numeric[2])];
  // The engine writes a number that is all fraction without the zero before its point, and its text is what sums are made of.
  return precision <= safeDigits && scale < precision ? { kind: "decimal", precision, scale } : null;
}

/** Types whose binary form is their text. */
export const isTextType = (type: string): boolean => /^(text|character( varying)?(\(\d+\))?)$/.test(type);

type AddCell = (rows: ColumnRows, bytes: Buffer, from: number, length: number) => void;

/** Rows of `COPY … TO STDOUT (FORMAT binary)`. */
export function copyDecoder(stored: readonly StoredType[]): RowDecoder {
  let isBegun = false;
  let isOver = false;
  let cells: AddCell[] | null = null;
  return {
    stored,
    decode(bytes, from, rows) {
      let at = from;
      if (!isBegun) {
        if (bytes.length - at < headerBytes) return at;
        if (!bytes.subarray(at, at + signature.length).equals(signature)) throw new Error("The server sends no copy.");
        at += headerBytes;
        isBegun = true;
      }
      cells ??= rows.pages.map((page, position) => cellOf(page, position, stored[position]));
      for (; !isOver && !rows.isFull;) {
        const end = endOfRow(bytes, at);
        if (end < 0) return at;
        if (bytes.readInt16BE(at) === trailer) {
          isOver = true;
          return end;
        }
        at += 2;
        for (const add of cells) {
          const length = bytes.readInt32BE(at);
          at += 4;
          if (length < 0) continue;
          add(rows, bytes, at, length);
          at += length;
        }
        rows.endRow();
      }
      return at;
    },
    end(rest) {
      if (!isOver || rest > 0) throw new Error("The copy came without its end.");
    },
  };
}

/** Behind the row that begins at `at`; -1 where its end has not come. */
function endOfRow(bytes: Buffer, at: number): number {
  const { length } = bytes;
  if (at + 2 > length) return -1;
  let end = at + 2;
  for (let left = bytes.readInt16BE(at); left > 0; left -= 1) {
    if (end + 4 > length) return -1;
    end += 4 + Math.max(0, bytes.readInt32BE(end));
  }
  return end <= length ? end : -1;
}

function cellOf(page: Page, position: number, type: StoredType | undefined): AddCell {
  if (page instanceof TextPage) return (rows, bytes, from, length) => rows.addText(page, bytes, from, from + length);
  if (page instanceof Int32Page) return dateCell(page, position);
  if (type?.kind === "datetime") return momentCell(page, position);
  return type?.kind === "decimal" ? decimalCell(page, position, type.scale) : integerCell(page);
}

const integerCell =
  (page: Int64Page): AddCell =>
  ({ row }, bytes, from, length) => {
    if (length === 8) page.add(row, bytes.readInt32BE(from), bytes.readInt32BE(from + 4));
    else {
      const value = length === 4 ? bytes.readInt32BE(from) : bytes.readInt16BE(from);
      page.add(row, value < 0 ? -1 : 0, value);
    }
  };

const dateCell =
  (page: Int32Page, position: number): AddCell =>
  (rows, bytes, from) => {
    const days = bytes.readInt32BE(from) + daysTo2000;
    if (days >= daysInCalendar.first && days <= daysInCalendar.last) page.add(rows.row, days);
    else rows.addOdd(position, infinityOf(days - daysTo2000, 0x7fff_ffff) ?? dateText(days));
  };

const momentCell =
  (page: Int64Page, position: number): AddCell =>
  (rows, bytes, from) => {
    const high = bytes.readInt32BE(from);
    const low = bytes.readUInt32BE(from + 4);
    // Near the ends of the calendar the sum is not exact; there the exact one decides.
    const seconds = (high * two32 + low + microsTo2000) / 1e6;
    if (seconds > secondsInCalendar.first + 1 && seconds < secondsInCalendar.last - 1) {
      const lowSum = low + (microsTo2000 % two32);
      page.add(rows.row, high + Math.floor(microsTo2000 / two32) + (lowSum >= two32 ? 1 : 0), lowSum | 0);
    } else {
      const micros = bytes.readBigInt64BE(from);
      const since1970 = micros + BigInt(microsTo2000);
      const infinity = micros === 2n ** 63n - 1n ? "infinity" : micros === -(2n ** 63n) ? "-infinity" : null;
      if (infinity === null && isInCalendar(since1970)) page.addLarge(rows.row, since1970);
      else rows.addOdd(position, infinity ?? momentText(since1970));
    }
  };

const isInCalendar = (micros: bigint): boolean =>
  micros >= BigInt(secondsInCalendar.first) * 1_000_000n && micros < BigInt(secondsInCalendar.last) * 1_000_000n;

function infinityOf(value: number, greatest: number): string | null {
  if (value === greatest) return "infinity";
  return value === -greatest - 1 ? "-infinity" : null;
}

/** Groups of four digits, the first of them times 10000^weight (`numeric_send` in PostgreSQL's numeric.c). */
function decimalCell(page: Int64Page, position: number, scale: number): AddCell {
  // By the power of ten of a group: what its four digits count in units of the last place.
  const units = Array.from({ length: 16 }, (_, power) => 10 ** power);
  return (rows, bytes, from) => {
    const sign = bytes.readUInt16BE(from + 4);
    if (sign !== 0 && sign !== 0x4000) {
      // A declared precision leaves no room for infinity, but for NaN.
      rows.addOdd(position, "NaN");
      return;
    }
    const groups = bytes.readInt16BE(from);
    const weight = bytes.readInt16BE(from + 2);
    let value = 0;
    for (let index = 0; index < groups; index += 1) {
      const digits = bytes.readInt16BE(from + 8 + index * 2);
      const power = (weight - index) * 4 + scale;
      // The last group may reach beyond the last place, with zeros only.
      value += power >= 0 ? digits * (units[power] ?? 0) : digits / (units[-power] ?? 1);
    }
    page.addNumber(rows.row, sign === 0 ? value : -value);
  };
}
