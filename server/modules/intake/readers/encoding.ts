import { isAscii, isUtf8 } from "node:buffer";
import { createReadStream, createWriteStream } from "node:fs";
import { open } from "node:fs/promises";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { analyse } from "chardet";
import type { TextOptions } from "#contract/intake";

export type Encoding = TextOptions["encoding"];

export interface EncodingGuess {
  readonly encoding: Encoding;
  readonly hasBom: boolean;
  /** Bytes that do not belong to the encoding were seen: some lines are damaged. */
  readonly isDamaged: boolean;
}

const chunkBytes = 1 << 20;
/** Enough Chinese text for letter statistics. */
const sampleBytes = 1 << 18;

/**
 * Looks at the whole file, not only its beginning: a register may begin with a thousand lines of ASCII. UTF-8 is proved
 * (or all but a few lines of it); between GB18030 and Big5 letter statistics decide, and GB18030 where they cannot.
 */
export async function detectEncoding(file: string): Promise<EncodingGuess> {
  const head = await readHead(file, 4096);
  const marked = byteOrderMark(head);
  if (marked) return { encoding: marked, hasBom: true, isDamaged: false };
  const wide = withoutMark(head);
  if (wide) return { encoding: wide, hasBom: false, isDamaged: false };
  const { foreign, good, bad } = await sortLines(file);
  if (bad === 0) return { encoding: "UTF-8", hasBom: false, isDamaged: false };
  if (good > bad * 10) return { encoding: "UTF-8", hasBom: false, isDamaged: true };
  return { encoding: chineseEncoding(foreign), hasBom: false, isDamaged: false };
}

function byteOrderMark(head: Buffer): Encoding | null {
  if (head.subarray(0, 3).equals(Buffer.of(0xef, 0xbb, 0xbf))) return "UTF-8";
  if (head.subarray(0, 2).equals(Buffer.of(0xff, 0xfe))) return "UTF-16LE";
  if (head.subarray(0, 2).equals(Buffer.of(0xfe, 0xff))) return "UTF-16BE";
  return null;
}

/** Text without a mark whose every other byte is zero is UTF-16 with Latin headings. */
function withoutMark(head: Buffer): Encoding | null {
  const pairs = Math.floor(Math.min(head.length, 400) / 2);
  if (pairs < 8) return null;
  let high = 0;
  let low = 0;
  for (let pair = 0; pair < pairs; pair += 1) {
    if (head[pair * 2] === 0) high += 1;
    if (head[pair * 2 + 1] === 0) low += 1;
  }
  if (low > pairs * 0.4 && high === 0) return "UTF-16LE";
  return high > pairs * 0.4 && low === 0 ? "UTF-16BE" : null;
}

interface SortedLines {
  /** Lines that are not UTF-8, for letter statistics. */
  foreign: Buffer;
  /** Lines with other than ASCII characters that are UTF-8. */
  good: number;
  bad: number;
}

async function sortLines(file: string): Promise<SortedLines> {
  const samples: Buffer[] = [];
  let sampled = 0;
  let good = 0;
  let bad = 0;
  let rest: Buffer = Buffer.alloc(0);
  const sort = (block: Buffer) => {
    if (isAscii(block)) return;
    if (isUtf8(block)) {
      good += 1;
      return;
    }
    for (const line of linesOf(block)) {
      if (isAscii(line)) continue;
      if (isUtf8(line)) good += 1;
      else {
        bad += 1;
        if (sampled < sampleBytes) samples.push(Buffer.from(line));
        sampled += line.length;
      }
    }
  };
  for await (const chunk of createReadStream(file, { highWaterMark: chunkBytes })) {
    const block = Buffer.concat([rest, chunk as Buffer]);
    // A block ends at a line end so that no character is cut in two.
    const cut = Math.max(block.lastIndexOf(10), block.lastIndexOf(13)) + 1;
    sort(block.subarray(0, cut));
    rest = Buffer.from(block.subarray(cut));
    if (sampled > sampleBytes && bad > good) break;
  }
  sort(rest);
  return { foreign: Buffer.concat(samples), good, bad };
}

function* linesOf(block: Buffer): Generator<Buffer> {
  let start = 0;
  for (let at = block.indexOf(10); at >= 0; at = block.indexOf(10, start)) {
    yield block.subarray(start, at + 1);
    start = at + 1;
  }
  yield block.subarray(start);
}

function chineseEncoding(sample: Buffer): Encoding {
  const guesses = analyse(sample);
  const confidence = (name: string) => guesses.find((guess) => guess.name === name)?.confidence ?? 0;
  return confidence("Big5") > confidence("GB18030") ? "Big5" : "GB18030";
}

async function readHead(file: string, bytes: number): Promise<Buffer> {
  const handle = await open(file, "r");
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(bytes), 0, bytes, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

export interface Rewrite {
  readonly encoding: Encoding;
  /** Turns every line end outside quotes into a line feed. */
  readonly quoteForLineEnds: string | null;
}

/**
 * Writes the file again as UTF-8 without a mark. Bytes that the encoding does not know become U+FFFD.
 *
 * @returns how many such characters stand in the result.
 */
export async function rewriteAsUtf8(from: string, to: string, rewrite: Rewrite, signal?: AbortSignal): Promise<number> {
  const decoder = new TextDecoder(rewrite.encoding);
  const unify = rewrite.quoteForLineEnds === null ? (text: string) => text : lineEndUnifier(rewrite.quoteForLineEnds);
  let damaged = 0;
  const convert = (bytes: Buffer | undefined) => {
    const text = decoder.decode(bytes, { stream: bytes !== undefined });
    damaged += text.split("\uFFFD").length - 1;
    return unify(text);
  };
  const transform = new Transform({
    transform: (chunk: Buffer, _encoding, done) => done(null, convert(chunk)),
    flush: (done) => done(null, convert(undefined)),
  });
  const options = signal ? { signal } : {};
  await pipeline(
    createReadStream(from, { highWaterMark: chunkBytes }),
    transform,
    createWriteStream(to, { mode: 0o600 }),
    options,
  );
  return damaged;
}

/** Keeps line ends inside quotes as they are: they are part of a value. */
function lineEndUnifier(quote: string): (text: string) => string {
  let isQuoted = false;
  let isAfterCr = false;
  return (text) => {
    let out = "";
    let start = 0;
    for (let at = 0; at < text.length; at += 1) {
      const letter = text[at];
      if (letter === quote && quote !== "") isQuoted = !isQuoted;
      else if (!isQuoted && letter === "\r") {
        out += `${text.slice(start, at)}\n`;
        start = at + 1;
      } else if (!isQuoted && letter === "\n" && (at > 0 ? text[at - 1] === "\r" : isAfterCr)) start = at + 1;
    }
    isAfterCr = text.endsWith("\r") && !isQuoted;
    return out + text.slice(start);
  };
}
