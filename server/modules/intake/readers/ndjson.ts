import { closeSync, openSync, readSync } from "node:fs";
import { problem } from "#kernel/problem";
import { problems } from "../problems.ts";
import { type Json, type JsonRow, rowOf } from "./json-tables.ts";

const chunkBytes = 1 << 20;

/**
 * A record a line, read in pieces: the file may be larger than memory.
 *
 * @throws Problem intake.json-broken, intake.json-truncated (the last line)
 */
export function* ndjsonRows(file: string): Generator<JsonRow> {
  let number = 0;
  for (const { line, offset, isLast } of lines(file)) {
    number += 1;
    if (line.trim() === "") continue;
    yield rowOf(parse(line, { number, offset, isLast }));
  }
}

function parse(line: string, place: { number: number; offset: number; isLast: boolean }): Json {
  try {
    return JSON.parse(line) as Json;
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
    throw problem(
      problems["json-broken"],
      { line: place.number, column, offset, reason: message.replace(/ in JSON at.*$/, "") },
      { cause },
    );
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
