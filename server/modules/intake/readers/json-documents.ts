import { Tokenizer, TokenParser } from "@streamparser/json";
import { problem } from "#kernel/problem";
import { problems } from "../problems.ts";

/** Several JSON documents may stand in one file, one behind another. */
export interface JsonDocument {
  readonly value: unknown;
  /** Bytes from the start of the file. */
  readonly offset: number;
}

/**
 * Parses every document of a file. A document that is cut short or broken is told with its place.
 *
 * @throws Problem intake.json-truncated, intake.json-broken
 */
export function parseDocuments(bytes: Buffer): JsonDocument[] {
  const documents: JsonDocument[] = [];
  const start = bytes.subarray(0, 3).equals(Buffer.of(0xef, 0xbb, 0xbf)) ? 3 : 0;
  for (let at = skipBlank(bytes, start); at < bytes.length;) {
    const end = documentEnd(bytes, at);
    if (end < 0) throw truncated(bytes, documents);
    documents.push({ value: parseOne(bytes, at, end), offset: at });
    at = skipBlank(bytes, end);
  }
  return documents;
}

function parseOne(bytes: Buffer, from: number, to: number): unknown {
  try {
    return JSON.parse(bytes.toString("utf8", from, to));
  } catch (cause) {
    const { at, reason } = findFault(bytes.subarray(from, to));
    const offset = from + at;
    throw problem(problems["json-broken"], { ...placeOf(bytes, offset), offset, reason }, { cause });
  }
}

/** Reads the document token by token to the first wrong one: `JSON.parse` does not always say where that is. */
function findFault(bytes: Buffer): { at: number; reason: string } {
  const tokenizer = new Tokenizer();
  const parser = new TokenParser();
  let at = 0;
  parser.onValue = () => {};
  tokenizer.onToken = (token) => {
    at = token.offset;
    parser.write(token);
  };
  try {
    tokenizer.write(bytes);
    tokenizer.end();
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const told = /absolute position "(\d+)"/.exec(message)?.[1];
    return {
      at: told === undefined ? at : Number(told),
      reason: message.replace(/ at chunk position.*$| in state .*$/s, ""),
    };
  }
  return { at, reason: "not valid JSON" };
}

/** Where the value that starts here ends: behind its closing bracket, or at the line end for bare values. */
function documentEnd(bytes: Buffer, from: number): number {
  const first = bytes[from];
  if (first !== open && first !== openList) {
    const end = bytes.indexOf(10, from);
    return end < 0 ? bytes.length : end;
  }
  let depth = 0;
  for (let at = from; at < bytes.length; at += 1) {
    const byte = bytes[at];
    if (byte === quote) {
      at = stringEnd(bytes, at);
      if (at < 0) return -1;
    } else if (byte === open || byte === openList) depth += 1;
    else if (byte === close || byte === closeList) {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  return -1;
}

const quote = 0x22;
const backslash = 0x5c;
const open = 0x7b;
const close = 0x7d;
const openList = 0x5b;
const closeList = 0x5d;

/** The closing quote of the string that opens here. */
function stringEnd(bytes: Buffer, from: number): number {
  for (let at = bytes.indexOf(quote, from + 1); at >= 0; at = bytes.indexOf(quote, at + 1)) {
    let escapes = 0;
    while (bytes[at - 1 - escapes] === backslash) escapes += 1;
    if (escapes % 2 === 0) return at;
  }
  return -1;
}

function skipBlank(bytes: Buffer, from: number): number {
  let at = from;
  // Space, tab, line ends, and the commas some exports put between documents.
  while (at < bytes.length && [0x20, 0x09, 0x0a, 0x0d, 0x2c].includes(bytes[at] ?? 0)) at += 1;
  return at;
}

function truncated(bytes: Buffer, before: readonly JsonDocument[]): Error {
  const offset = bytes.length;
  const complete = before.reduce((sum, { value }) => sum + (Array.isArray(value) ? value.length : 1), 0);
  return problem(problems["json-truncated"], {
    ...placeOf(bytes, offset),
    offset,
    document: before.length + 1,
    complete,
  });
}

function placeOf(bytes: Buffer, offset: number): { line: number; column: number } {
  const before = bytes.subarray(0, offset);
  let line = 1;
  let lineStart = 0;
  for (let at = before.indexOf(10); at >= 0; at = before.indexOf(10, at + 1)) {
    line += 1;
    lineStart = at + 1;
  }
  return { line, column: before.toString("utf8", lineStart).length + 1 };
}
