import { once } from "node:events";
import { type FileHandle, open } from "node:fs/promises";
import path from "node:path";
import { PassThrough } from "node:stream";
import type { Part, Parts } from "./reader.ts";

/** Large enough for the engine to read with all cores. */
const partBytes = 48 << 20;
/** Parts that may wait to be loaded. */
const waitingAtMost = 2;
const lineFeed = 10;
const quote = 34;

/** Takes the text of a table to its end. */
export type Take = (chunks: AsyncIterable<Buffer>) => Promise<void>;

/** Gives a complete part to whoever loads it; waits while enough parts wait. */
export type HandOn = (part: Part) => Promise<void>;

/** Makes parts of the bytes of a table. */
export interface PartTaker {
  /** Bytes taken so far. */
  readonly sizeBytes: number;
  readonly take: Take;
}

/**
 * Lets `fill` write a table into parts of `folder` while they are being loaded. `fill` answers the number of rows the source
 * says it has sent; `explain` turns what stopped it into what is told. Whoever loads slowly slows the source down.
 */
export function partsOf(
  fill: (take: Take) => Promise<number>,
  explain: (cause: unknown, sizeBytes: number) => Error,
  takerOf: (handOn: HandOn) => PartTaker,
): Parts {
  const files = new PassThrough({ objectMode: true, highWaterMark: waitingAtMost });
  // The iterator tells the failure; where nobody iterates, nobody needs to know.
  files.on("error", () => {});
  const taker = takerOf(async (part) => {
    if (files.write(part)) return;
    if (!files.destroyed) await Promise.race([once(files, "drain"), once(files, "close")]);
    if (files.destroyed) throw new Error("Nobody loads the parts any more.");
  });
  let rowCount = 0;
  const run = async (): Promise<void> => {
    try {
      rowCount = await fill((chunks) => taker.take(chunks));
      files.end();
    } catch (cause) {
      files.destroy(explain(cause, taker.sizeBytes));
    }
  };
  void run();
  return { files, rowCount: () => rowCount };
}

/** Delimited text (`ownDialect`) in parts of about so many bytes. */
export const textParts =
  (folder: string, limit = partBytes) =>
  (handOn: HandOn): PartTaker =>
    new PartWriter(folder, limit, handOn);

/**
 * Delimited text (`ownDialect`) as a row of files, each cut behind a whole record and handed on when it is complete: loading
 * one and writing the next then run side by side.
 */
class PartWriter implements PartTaker {
  sizeBytes = 0;
  private readonly folder: string;
  private readonly limit: number;
  private readonly handOn: HandOn;
  private handle: FileHandle | null = null;
  private file = "";
  private number = 0;
  private written = 0;
  private isInQuotes = false;

  constructor(folder: string, limit: number, handOn: HandOn) {
    this.folder = folder;
    this.limit = limit;
    this.handOn = handOn;
  }

  async take(chunks: AsyncIterable<Buffer>): Promise<void> {
    try {
      for await (const chunk of chunks) {
        const cut = this.cutIn(chunk);
        if (cut >= 0) {
          await this.append(chunk.subarray(0, cut));
          await this.endPart();
        }
        await this.append(chunk.subarray(Math.max(cut, 0)));
      }
      // A table without rows is one empty file.
      if (this.number === 0) await this.openPart();
      await this.endPart();
    } finally {
      await this.handle?.close();
    }
  }

  /** Behind the last record end of a chunk that fills the part; -1 where the part goes on. */
  private cutIn(chunk: Buffer): number {
    const isFull = this.written + chunk.length >= this.limit;
    let cut = -1;
    for (let from = 0; from < chunk.length;) {
      const found = chunk.indexOf(quote, from);
      const end = found < 0 ? chunk.length : found;
      if (isFull && !this.isInQuotes) {
        const last = chunk.subarray(from, end).lastIndexOf(lineFeed);
        if (last >= 0) cut = from + last + 1;
      }
      if (found >= 0) this.isInQuotes = !this.isInQuotes;
      from = end + 1;
    }
    return cut;
  }

  private async append(chunk: Buffer): Promise<void> {
    if (chunk.length === 0) return;
    const handle = this.handle ?? (await this.openPart());
    await handle.writeFile(chunk);
    this.written += chunk.length;
    this.sizeBytes += chunk.length;
  }

  private async openPart(): Promise<FileHandle> {
    this.number += 1;
    this.written = 0;
    this.file = path.join(this.folder, `part-${this.number}.csv`);
    this.handle = await open(this.file, "w", 0o600);
    return this.handle;
  }

  private async endPart(): Promise<void> {
    const { handle } = this;
    if (!handle) return;
    this.handle = null;
    await handle.close();
    await this.handOn({ file: this.file });
  }
}
