import { createWriteStream } from "node:fs";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { ColumnPartWriter, type RowDecoder } from "./column-parts.ts";
import { readingProblem } from "./database-problems.ts";
import { type HandOn, partsOf, type Take, textParts } from "./part-writer.ts";
import type { Prepared, PrepareOptions } from "./reader.ts";

/**
 * A table of a server: whole, it is loaded in parts while it is still being read; its first rows, for looking, are one file.
 * `fill` writes it and answers the number of rows the server says it has sent; what it writes is delimited text, or what
 * `decoder` reads.
 *
 * @throws Problem intake.stream-cut, intake.read-refused
 */
export async function writtenBy(
  fill: (take: Take) => Promise<number>,
  { table, folder, limit, signal }: PrepareOptions,
  decoder: RowDecoder | null = null,
): Promise<Pick<Prepared, "file" | "parts" | "rowCount">> {
  const explain = (cause: unknown, sizeBytes: number): Error =>
    signal?.aborted ? (signal.reason as Error) : readingProblem(table, sizeBytes, cause);
  if (limit === undefined) {
    const taker = decoder ? (handOn: HandOn) => new ColumnPartWriter(folder, decoder, handOn) : textParts(folder);
    return { file: folder, parts: partsOf(fill, explain, taker), rowCount: null };
  }
  const file = path.join(folder, "table.csv");
  const output = createWriteStream(file, { mode: 0o600, highWaterMark: 1 << 20 });
  try {
    return { file, rowCount: await fill((chunks) => pipeline(chunks, output)) };
  } catch (cause) {
    throw explain(cause, output.bytesWritten);
  } finally {
    output.destroy();
  }
}
