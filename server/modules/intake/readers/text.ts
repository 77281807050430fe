import { createReadStream, createWriteStream } from "node:fs";
import { open, stat } from "node:fs/promises";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import type { TextOptions } from "#contract/intake";
import type { CsvDialect } from "#kernel/lake/lake";
import { problem } from "#kernel/problem";
import { problems } from "../problems.ts";
import { type CsvShape, findShape, hasMixedLineEnds, parseHead, shapeWith } from "./csv-shape.ts";
import { detectEncoding, type EncodingGuess, rewriteAsUtf8 } from "./encoding.ts";
import { usableNames } from "./headings.ts";
import type { Prepared, PrepareOptions, Reader } from "./reader.ts";

/** Enough to see titles, headings and a few hundred rows even where a cell holds a polygon. */
const headBytes = 4 << 20;

/** Delimited text: CSV, TSV and the many things that call themselves so. */
export function openText(file: string): Reader {
  let guess: Promise<EncodingGuess> | undefined;
  const encodingOf = () => (guess ??= detectEncoding(file));
  return {
    format: "csv",
    async inspect() {
      const { encoding } = await encodingOf();
      const shape = findShape(await readHead(file, encoding));
      return {
        encoding,
        notices: [...shape.notices],
        tables: [{ path: "$", name: path.basename(file), rowCount: null, columnCount: shape.headings.length }],
      };
    },
    async prepare(options) {
      const detected = await encodingOf();
      const encoding = options.text?.encoding ?? detected.encoding;
      return prepareText(file, encoding, detected, options);
    },
    [Symbol.asyncDispose]: async () => {},
  };
}

async function prepareText(
  file: string,
  encoding: TextOptions["encoding"],
  detected: EncodingGuess,
  { text, limit, folder, signal }: PrepareOptions,
): Promise<Prepared> {
  const head = await readHead(file, encoding);
  if (/^\s*<(?:!doctype html|html)/i.test(head)) throw problem(problems["not-data"], { kind: "HTML" });
  const shape = text ? shapeWith(head, text) : findShape(head);
  const columns = columnsOf(shape, head);
  const skipLines = shape.skipLines + headingLinesIn(head, shape);
  const isReady = encoding === "UTF-8" && !hasMixedLineEnds(head, shape.quote);
  const target = path.join(folder, "table.csv");
  const source =
    limit === undefined || encoding.startsWith("UTF-16") ? file : await cutHead(file, path.join(folder, "head.bin"));
  const damagedCharacters = isReady
    ? 0
    : await rewriteAsUtf8(source, target, { encoding, quoteForLineEnds: shape.quote }, signal);
  const dialect: CsvDialect = {
    delimiter: shape.delimiter,
    quote: shape.quote,
    escape: shape.quote,
    skipLines,
    lineEnd: isReady ? shape.lineEnd : "\n",
  };
  return {
    file: isReady ? source : target,
    dialect,
    columns,
    encoding,
    text: {
      encoding,
      delimiter: shape.delimiter,
      quote: shape.quote,
      skipLines: shape.skipLines,
      headingLines: shape.headingLines,
    },
    rowCount: null,
    damagedCharacters,
    notices: [...shape.notices, ...(detected.isDamaged ? [damagedNotice] : [])],
  };
}

/** The file again with one kind of line end; used where a whole reading found that it mixes them. */
export async function unifyLineEnds(prepared: Prepared, folder: string, signal?: AbortSignal): Promise<Prepared> {
  const file = path.join(folder, "unified.csv");
  await rewriteAsUtf8(prepared.file, file, { encoding: "UTF-8", quoteForLineEnds: prepared.dialect.quote }, signal);
  return { ...prepared, file, dialect: { ...prepared.dialect, lineEnd: "\n" } };
}

const damagedNotice = {
  code: "damaged-characters",
  text: {
    zh: "个别行里有不属于该编码的字节，这些行会列入退回。",
    en: "A few lines hold bytes foreign to the encoding; they will be rejected.",
  },
};

function columnsOf(shape: CsvShape, head: string): Prepared["columns"] {
  const names = usableNames(shape.headings);
  if (names.length === 0) throw problem(problems["nothing-inside"]);
  const [first] = parseHead(head, shape, 1);
  if (names.length === 1 && !first) throw problem(problems["nothing-inside"]);
  return names.map((name, position) => ({ name, heading: shape.headings[position] ?? "", comment: "", type: null }));
}

/** Physical lines the headings take; one heading may hold line ends inside quotes. */
function headingLinesIn(head: string, shape: CsvShape): number {
  if (shape.headingLines === 0) return 0;
  const text = head.startsWith("\uFEFF") ? head.slice(1) : head;
  const records = parseHead(text, shape, shape.skipLines + shape.headingLines + 5);
  const before = records.filter((record) => record.endLine <= shape.skipLines).length;
  const last = records[before + shape.headingLines - 1];
  return (last?.endLine ?? shape.skipLines + shape.headingLines) - shape.skipLines;
}

/** The beginning of the file as text, up to its last whole line. */
async function readHead(file: string, encoding: TextOptions["encoding"]): Promise<string> {
  const handle = await open(file, "r");
  try {
    const { size } = await handle.stat();
    if (size === 0) throw problem(problems["nothing-inside"]);
    const buffer = Buffer.allocUnsafe(Math.min(size, headBytes));
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, 0);
    const text = new TextDecoder(encoding).decode(buffer.subarray(0, bytesRead));
    if (bytesRead >= size) return text;
    const cut = Math.max(text.lastIndexOf("\n"), text.lastIndexOf("\r"));
    return cut > 0 ? text.slice(0, cut + 1) : text;
  } finally {
    await handle.close();
  }
}

/** A copy of the beginning, cut behind a whole line where the file is longer. */
async function cutHead(file: string, target: string): Promise<string> {
  const { size } = await stat(file);
  if (size <= headBytes) return file;
  const handle = await open(file, "r");
  const buffer = Buffer.allocUnsafe(headBytes);
  await handle.read(buffer, 0, headBytes, 0);
  await handle.close();
  const cut = Math.max(buffer.lastIndexOf(10), buffer.lastIndexOf(13));
  await pipeline(createReadStream(file, { end: Math.max(0, cut) }), createWriteStream(target, { mode: 0o600 }));
  return target;
}
