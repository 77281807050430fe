import { createReadStream, createWriteStream } from "node:fs";
import { open } from "node:fs/promises";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import type { FileFormat } from "#contract/intake";
import type { Lake } from "#kernel/lake/lake";
import { problem } from "#kernel/problem";
import { problems } from "../problems.ts";
import { openConverted } from "./converted.ts";
import { openParquet } from "./parquet.ts";
import type { Reader } from "./reader.ts";
import { openText } from "./text.ts";

const lookedBytes = 64 * 1024;

/** Opens a file by what it holds, whatever its name; gzip is unpacked into `folder` first. */
export async function openFile(file: string, folder: string, lake: Lake): Promise<Reader> {
  const head = await headOf(file);
  if (startsWith(head, [0x1f, 0x8b])) {
    const unpacked = path.join(folder, "unpacked");
    await gunzip(file, unpacked);
    return openFile(unpacked, folder, lake);
  }
  const format = recognise(head);
  if (format === "csv") return openText(file);
  return format === "parquet" ? openParquet(file, lake) : openConverted(format, file);
}

/**
 * @throws Problem intake.nothing-inside, intake.format-unknown, intake.not-data
 */
export function recognise(head: Buffer): FileFormat {
  if (head.length === 0) throw problem(problems["nothing-inside"]);
  if (startsWith(head, [0x50, 0x4b, 0x03, 0x04])) return "xlsx";
  if (startsWith(head, [0xd0, 0xcf, 0x11, 0xe0])) return "xls";
  if (head.toString("latin1", 0, 4) === "PAR1") return "parquet";
  if (head.toString("latin1", 0, 15) === "SQLite format 3") return "sqlite";
  for (const [kind, mark] of foreign)
    if (head.toString("latin1", 0, mark.length) === mark) throw problem(problems["not-data"], { kind });
  return recogniseText(head);
}

const foreign = [
  ["PDF", "%PDF"],
  ["PNG", "\u0089PNG"],
  ["JPEG", "\u00FF\u00D8\u00FF"],
  ["RAR", "Rar!"],
  ["7z", "7z\u00BC\u00AF"],
  ["ELF", "\u007FELF"],
] as const;

function recogniseText(head: Buffer): FileFormat {
  const text = head
    .toString("utf8")
    .replace(/^\uFEFF/, "")
    .trimStart();
  if (isWide(head)) return "csv";
  if (isBinary(head)) throw problem(problems["format-unknown"]);
  if (!/^[[{]/.test(text)) return "csv";
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== "");
  const [first = "", second] = lines;
  if (
    isWholeJson(first) &&
    first.startsWith("{") &&
    (second === undefined ? !text.includes("FeatureCollection") : second.trimStart().startsWith("{"))
  ) {
    return "ndjson";
  }
  if (!/^(\[\s*[[{"\]\d-]|\{\s*["}])/.test(text)) return "csv";
  return /"type"\s*:\s*"FeatureCollection"/.test(text.slice(0, 2000)) ? "geojson" : "json";
}

/** UTF-16, with or without a mark: its zeros do not make it a binary file. */
function isWide(head: Buffer): boolean {
  if (startsWith(head, [0xff, 0xfe]) || startsWith(head, [0xfe, 0xff])) return true;
  const zeros = head.subarray(0, 400).filter((byte) => byte === 0).length;
  return zeros > Math.min(head.length, 400) * 0.2 && zeros <= Math.min(head.length, 400) * 0.5;
}

/** Old systems pad text with a zero byte here and there; a file full of them is no text. */
function isBinary(head: Buffer): boolean {
  const zeros = head.filter((byte) => byte === 0).length;
  return zeros > head.length * 0.02;
}

function isWholeJson(line: string): boolean {
  try {
    JSON.parse(line);
    return true;
  } catch {
    return false;
  }
}

const startsWith = (head: Buffer, bytes: readonly number[]): boolean =>
  bytes.every((byte, index) => head[index] === byte);

async function headOf(file: string): Promise<Buffer> {
  const handle = await open(file, "r");
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(lookedBytes), 0, lookedBytes, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

async function gunzip(from: string, to: string): Promise<void> {
  try {
    await pipeline(createReadStream(from), createGunzip(), createWriteStream(to, { mode: 0o600 }));
  } catch (cause) {
    throw problem(
      problems["gzip-broken"],
      { reason: cause instanceof Error ? cause.message : String(cause) },
      { cause },
    );
  }
}
