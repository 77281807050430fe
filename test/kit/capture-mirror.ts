import { createReadStream, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parse } from "csv-parse";
import type {
  ChangeEvent,
  ChangeReader,
  ChangeValues,
  StreamOptions,
} from "../../server/modules/intake/readers/change-stream.ts";
import type { SourceHeading } from "../../server/modules/intake/readers/reader.ts";

type Row = Record<string, string | null>;

/** What the conformance suite keeps of a source: rows by key, and the position they are at. */
export class CaptureMirror {
  readonly rows = new Map<string, Row>();
  readonly shapes: (readonly SourceHeading[])[] = [];
  position = "";
  changes = 0;
  parts = 0;
  columns: readonly string[] = [];
  private readonly key: readonly string[];
  private waiting: ChangeEvent[] = [];

  constructor(key: readonly string[]) {
    this.key = key;
  }

  async takeSnapshot(reader: ChangeReader, table: string, meanwhile?: () => Promise<void>): Promise<void> {
    const folder = mkdtempSync(path.join(tmpdir(), "weir-mirror-"));
    try {
      await using snapshot = await reader.snapshot({ table, folder });
      await meanwhile?.();
      this.columns = snapshot.prepared.columns.map((column) => column.name);
      this.rows.clear();
      this.waiting = [];
      for await (const { file } of snapshot.prepared.parts?.files ?? [])
        for await (const row of rowsIn(file, this.columns)) this.rows.set(this.keyOf(row), row);
      this.position = snapshot.position;
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }

  /** As the lake does: parts wait for the one that completes them, then all of it and the position are there at once. */
  take(event: ChangeEvent): void {
    if (event.kind === "schema") this.shapes.push(event.columns);
    if (event.kind === "idle") this.position = event.position;
    if (event.kind !== "changes") return;
    this.waiting.push(event);
    if (!event.isComplete) {
      this.parts += 1;
      return;
    }
    for (const part of this.waiting) if (part.kind === "changes") for (const change of part.changes) this.apply(change);
    this.waiting = [];
    this.position = event.position;
  }

  /** What was only received is lost with the process. */
  forgetUnfinished(): void {
    this.waiting = [];
  }

  private apply(change: Extract<ChangeEvent, { kind: "changes" }>["changes"][number]): void {
    this.changes += 1;
    if (change.op === "truncate") return this.rows.clear();
    const key = this.keyOf(change.key);
    if (change.op === "delete") return void this.rows.delete(key);
    const before = this.rows.get(change.oldKey ? this.keyOf(change.oldKey) : key);
    if (change.oldKey) this.rows.delete(this.keyOf(change.oldKey));
    this.rows.set(key, { ...before, ...change.values });
  }

  private keyOf(values: ChangeValues): string {
    return JSON.stringify(this.key.map((name) => values[name]));
  }
}

/** Follows until `isEnough`; everything handed on is acknowledged. */
export async function followInto(
  mirror: CaptureMirror,
  reader: ChangeReader,
  table: string,
  key: readonly string[],
  isEnough: () => boolean,
  options: Partial<StreamOptions> = {},
): Promise<void> {
  const stop = AbortSignal.timeout(20_000);
  const streamOptions = {
    table,
    key,
    position: mirror.position,
    signal: stop,
    batchChanges: 100,
    batchMs: 20,
    ...options,
  };
  await using stream = await reader.stream(streamOptions);
  if (isEnough()) return;
  for await (const event of stream) {
    mirror.take(event);
    if (event.kind !== "changes" || event.isComplete) await stream.acknowledge(mirror.position);
    if (isEnough()) return;
  }
  throw new Error("The stream did not come to that.");
}

/** The table as a reading of it writes its rows now. */
export async function rowsNow(reader: ChangeReader, table: string, key: readonly string[]): Promise<Map<string, Row>> {
  const mirror = new CaptureMirror(key);
  await mirror.takeSnapshot(reader, table);
  return mirror.rows;
}

async function* rowsIn(file: string, columns: readonly string[]): AsyncGenerator<Row> {
  const parser = parse({
    relax_column_count: true,
    skip_empty_lines: false,
    cast: (value, { quoting }) => (value === "" && !quoting ? null : value),
  });
  for await (const record of createReadStream(file).pipe(parser)) {
    const values = record as (string | null)[];
    yield Object.fromEntries(columns.map((name, index) => [name, values[index] ?? null]));
  }
}
