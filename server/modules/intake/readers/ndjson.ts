import { closeSync, openSync, readSync } from "node:fs";
import { problem } from "#kernel/problem";
import { problems } from "../problems.ts";
import { type Json, type JsonRow, rowOf } from "./json-tables.ts";

const chunkBytes = 1 << 20;

/** A line that is no JSON; the lines around it are whole records none the less. */
export interface BrokenLine {
  /** Number of the line in the file, from 1. */
  readonly line: number;
  readonly text: string;
  readonly reason: string;
}

export const isBroken = (row: JsonRow | BrokenLine): row is BrokenLine => !(row instanceof Map);

/**
 * A record a line, read in pieces: the file may be larger than memory. Broken lines are told one by one; a file whose
 * first line is broken, or whose last one is cut short, is refused whole.
 *
 * @throws Problem intake.json-broken, intake.json-truncated (the last line)
 */
export function* ndjsonRows(file: string): Generator<JsonRow | BrokenLine> {
  let number = 0;
  let whole = 0;
  for (const { line, offset, isLast } of lines(file)) {
    number += 1;
    if (line.trim() === "") continue;
    const record = parse(line, { number, offset, isLast, isFirst: whole === 0 });
    if (!("reason" in record)) whole += 1;
    yield "reason" in record ? record : rowOf(record.value);
  }
}

interface LinePlace {
  readonly number: number;
  readonly offset: number;
  readonly isFirst: boolean;
  readonly isLast: boolean;
}

function parse(line: string, place: LinePlace): { readonly value: Json } | BrokenLine {
  try {
    return { value: JSON.parse(line) as Json };
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    const column = Number(/position (\d+)/.exec(message)?.[1] ?? line.length) + 1;
    const offset = place.offset + Buffer.byteLength(line.slice(0, column - 1));
    if (place.isLast && /end of JSON|Unterminated|Expected.*position/.test(message) && column >= line.length) {
      throw problem(
        problems["json-truncated"],
        { line: place.number, column, offset, document: place.number, complete: place.number - 1 },
        { cause },
      );
    }
    const reason = message.replace(/ in JSON at.*$/, "");
    if (place.isFirst)
      throw problem(problems["json-broken"], { line: place.number, column, offset, reason }, { cause });
    return { line: place.number, text: line, reason };
  }
}

function* lines(file: string): Generator<{ line: string; offset: number; isLast: boolean }> {
  const handle = openSync(file, "r");
  try {
    let rest: Buffer = Buffer.alloc(0);
    let offset = 0;
    for (;;) {
      const chunk = Buffer.allocUnsafe(chunkBytes);
      const size = readSync(handle, chunk);
      const block: Buffer = Buffer.concat([rest, chunk.subarray(0, size)]);
      let start = offset === 0 && block.subarray(0, 3).equals(Buffer.of(0xef, 0xbb, 0xbf)) ? 3 : 0;
      for (let at = block.indexOf(10, start); at >= 0; at = block.indexOf(10, start)) {
        yield { line: block.toString("utf8", start, at), offset: offset + start, isLast: false };
        start = at + 1;
      }
      rest = block.subarray(start);
      offset += start;
      if (size === 0) break;
    }
    if (rest.length > 0) yield { line: rest.toString("utf8"), offset, isLast: true };
  } finally {
    closeSync(handle);
  }
}
