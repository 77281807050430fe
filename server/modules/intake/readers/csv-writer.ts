import { closeSync, openSync, writeSync } from "node:fs";

const flushAt = 1 << 20;

/** Writes rows as delimited text in `ownDialect`; synchronous, for worker threads. */
export class CsvWriter implements Disposable {
  rows = 0;
  private readonly handle: number;
  private parts: string[] = [];
  private size = 0;

  constructor(file: string) {
    this.handle = openSync(file, "w", 0o600);
  }

  write(values: readonly (string | null)[]): void {
    this.writeLine(values.map(csvField).join(","));
  }

  /** A line that is a record already, or nothing, to keep line numbers equal to a sheet's. */
  writeLine(line: string): void {
    this.parts.push(line, "\n");
    this.size += line.length + 1;
    this.rows += 1;
    if (this.size >= flushAt) this.flush();
  }

  [Symbol.dispose](): void {
    this.flush();
    closeSync(this.handle);
  }

  private flush(): void {
    writeSync(this.handle, this.parts.join(""));
    this.parts = [];
    this.size = 0;
  }
}

/** A field of one column that holds nothing is written as quotes would be empty text; no value is nothing at all. */
export function csvField(value: string | null): string {
  if (value === null) return "";
  return /^[^",\r\n]+$/.test(value) ? value : `"${value.replaceAll('"', '""')}"`;
}
