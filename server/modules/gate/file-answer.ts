import { createReadStream } from "node:fs";
import type { RawAnswer, RequestFacts } from "#kernel/http/route";
import { problem } from "#kernel/problem";
import { ownProblems } from "./problems.ts";

export interface ByteRange {
  readonly start: number;
  /** The last byte, included. */
  readonly end: number;
}

/**
 * One range of RFC 9110 §14; null for none (or several, which are answered with the whole), `wrong` where it lies outside.
 */
export function readRange(header: string | undefined, size: number): ByteRange | null | "wrong" {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? "");
  if (!match) return null;
  const [, first = "", last = ""] = match;
  if (first === "" && last === "") return null;
  if (first === "") {
    const count = Math.min(Number(last), size);
    return count === 0 ? "wrong" : { start: size - count, end: size - 1 };
  }
  const start = Number(first);
  const end = last === "" ? size - 1 : Math.min(Number(last), size - 1);
  return start >= size || start > end ? "wrong" : { start, end };
}

export interface FileFacts {
  readonly path: string;
  readonly fileName: string;
  readonly contentType: string;
  readonly sizeBytes: number;
  /** Hex. */
  readonly sha256: string;
}

/** Whether the one who asks has this already (RFC 9110 §13.1.2: weak comparison, any of a list). */
export function hasAlready(etag: string, request: Pick<RequestFacts, "header">): boolean {
  const held = request.header("if-none-match");
  if (held === undefined) return false;
  return held.trim() === "*" || held.split(",").some((one) => one.trim().replace(/^W\//, "") === etag);
}

export const etagOf = ({ sha256 }: Pick<FileFacts, "sha256">): string => `"${sha256}"`;

/** Which part of a file a request asks for. @throws Problem gate.range-wrong */
export function partOf({ sizeBytes, sha256 }: FileFacts, request: Pick<RequestFacts, "header">) {
  const etag = etagOf({ sha256 });
  const resumed = request.header("if-range");
  const range = resumed === undefined || resumed === etag ? readRange(request.header("range"), sizeBytes) : null;
  if (range === "wrong") throw problem(ownProblems["range-wrong"], { size: sizeBytes });
  const { start, end } = range ?? { start: 0, end: sizeBytes - 1 };
  return { start, end, etag, isPart: range !== null };
}

/** A file, or a part of it, on its way out. */
export function fileAnswer(file: FileFacts, { start, end, etag, isPart }: ReturnType<typeof partOf>): RawAnswer {
  return {
    status: isPart ? 206 : 200,
    headers: {
      "content-type": file.contentType,
      "content-length": String(end - start + 1),
      "content-disposition": `attachment; filename*=UTF-8''${encodeURIComponent(file.fileName)}`,
      "accept-ranges": "bytes",
      "repr-digest": `sha-256=:${Buffer.from(file.sha256, "hex").toString("base64")}:`,
      etag,
      ...(isPart ? { "content-range": `bytes ${start}-${end}/${file.sizeBytes}` } : {}),
    },
    body: file.sizeBytes === 0 ? "" : createReadStream(file.path, { start, end }),
  };
}
