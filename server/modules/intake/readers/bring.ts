import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { BringOptions, BroughtFile } from "./file-place.ts";
import { paced } from "./pace.ts";

/** Writes a stream to a file, no faster than allowed, and says what was written. */
export async function bringTo(to: string, content: Readable, { signal, pace }: BringOptions): Promise<BroughtFile> {
  const hash = createHash("sha256");
  let sizeBytes = 0;
  const counted = async function* (chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const chunk of chunks) {
      hash.update(chunk);
      sizeBytes += chunk.length;
      yield chunk;
    }
  };
  await pipeline(content, paced(pace), counted, createWriteStream(to, { mode: 0o600 }), { signal });
  return { sha256: hash.digest("hex"), sizeBytes };
}
