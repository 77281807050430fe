import path from "node:path";
import { ColumnFile, type StoredType } from "#kernel/lake/column-file";
import { ColumnRows } from "./column-rows.ts";
import type { HandOn, PartTaker } from "./part-writer.ts";
import type { ColumnPart } from "./reader.ts";

/** Groups of rows in a part; the engine reads as many at once. */
const groupsPerPart = 2;

/** Takes the bytes of a source apart into cells. */
export interface RowDecoder {
  readonly stored: readonly StoredType[];
  /** Adds whole rows until the bytes or the group end; answers where it stopped. */
  decode(bytes: Buffer, from: number, rows: ColumnRows): number;
  /** The bytes are over; `rest` of them belong to no row. @throws Error where the source broke off */
  end(rest: number): void;
}

/** The rows of a table as files of columns, each handed on when it is complete. */
export class ColumnPartWriter implements PartTaker {
  sizeBytes = 0;
  private readonly folder: string;
  private readonly decoder: RowDecoder;
  private readonly handOn: HandOn;
  private readonly rows: ColumnRows;
  private readonly stored: readonly StoredType[];
  private file: ColumnFile | null = null;
  private number = 0;
  private groups = 0;
  private rowCount = 0;
  private hasOdd = false;

  constructor(folder: string, decoder: RowDecoder, handOn: HandOn) {
    this.folder = folder;
    this.decoder = decoder;
    this.handOn = handOn;
    this.rows = new ColumnRows(decoder.stored);
    this.stored = [...decoder.stored, { kind: "text" }];
  }

  async take(chunks: AsyncIterable<Buffer>): Promise<void> {
    try {
      let rest: Buffer[] = [];
      let size = 0;
      let wanted = 0;
      for await (const chunk of chunks) {
        this.sizeBytes += chunk.length;
        rest.push(chunk);
        size += chunk.length;
        // A row of many megabytes is put together a few times, not once with each of its pieces.
        if (size < wanted) continue;
        const left = await this.decodeAll(rest);
        rest = left.length > 0 ? [left] : [];
        size = left.length;
        wanted = size * 2;
      }
      this.decoder.end((await this.decodeAll(rest)).length);
      await this.endGroup();
      // A table without rows is one empty file.
      if (this.number === 0) await this.openPart();
      await this.endPart();
    } finally {
      await this.file?.close();
    }
  }

  private async decodeAll(pieces: readonly Buffer[]): Promise<Buffer> {
    const [only, ...others] = pieces;
    const bytes = only && others.length === 0 ? only : Buffer.concat(pieces);
    for (let at = 0; ;) {
      at = this.decoder.decode(bytes, at, this.rows);
      if (!this.rows.isFull) return bytes.subarray(at);
      await this.endGroup();
      if (this.groups >= groupsPerPart) await this.endPart();
    }
  }

  private async endGroup(): Promise<void> {
    const { rows } = this;
    if (rows.row === 0) return;
    const file = this.file ?? (await this.openPart());
    await file.writeGroup(rows.allPages(), rows.row);
    this.hasOdd ||= rows.hasOdd;
    this.rowCount += rows.row;
    this.groups += 1;
    rows.reset();
  }

  private async openPart(): Promise<ColumnFile> {
    this.number += 1;
    this.groups = 0;
    this.rowCount = 0;
    this.hasOdd = false;
    this.file = await ColumnFile.create(this.name, this.stored);
    return this.file;
  }

  private async endPart(): Promise<void> {
    const { file, rowCount, hasOdd } = this;
    if (!file) return;
    this.file = null;
    await file.end();
    const { stored } = this.decoder;
    const { isUntidy } = this.rows;
    const part: ColumnPart = { file: this.name, stored, rowCount, hasOdd, isUntidy, texts: this.rows.textFacts() };
    await this.handOn(part);
  }

  private get name(): string {
    return path.join(this.folder, `part-${this.number}.columns`);
  }
}
