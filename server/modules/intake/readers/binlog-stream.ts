import type { Connection } from "#contract/intake";
import { Problem, problem } from "#kernel/problem";
import { captureProblems } from "../capture-problems.ts";
import { BinlogDecoder, type BinlogShape, type NewShape } from "./binlog-decoder.ts";
import { bytesBehind, comparePlaces, placeOf } from "./binlog-place.ts";
import { BinlogWire } from "./binlog-wire.ts";
import { ChangeBatches } from "./change-batches.ts";
import type { ChangeEvent, ChangeStream, StreamOptions } from "./change-stream.ts";
import { headingOf, type MysqlSource } from "./mysql.ts";
import type { TableShape } from "./table-source.ts";
import { UnackedChanges } from "./unacked-changes.ts";

export interface BinlogSource {
  readonly connection: Connection;
  readonly password: string;
  /** For questions beside the stream. */
  readonly source: MysqlSource;
  readonly schema: string;
  readonly serverId: number;
  readonly serverMark: string;
  /** The server names columns in its log (`binlog_row_metadata = FULL`). */
  readonly hasNames: boolean;
}

const idleMs = 1000;
const waitMs = 1000;

export async function openBinlogStream(binlog: BinlogSource, options: StreamOptions): Promise<ChangeStream> {
  const { source, schema } = binlog;
  const { table, key, signal } = options;
  const from = placeOf(options.position);
  const shape = shapeIn(await source.shapeOf(table), null);
  const wire = new BinlogWire(binlog.connection, binlog.password, from, [schema, table], binlog.serverId);
  const unacked = new UnackedChanges((a, b) => comparePlaces(a, b) <= 0);
  let acknowledged = options.position;

  async function* events(): AsyncGenerator<ChangeEvent> {
    const batches = new ChangeBatches(options, options.position);
    const target = { schema, table, key, serverMark: binlog.serverMark };
    const decoder = new BinlogDecoder(target, batches, from, shape, binlog.hasNames);
    batches.reshape(shape.headings);
    let idleAt = 0;
    while (!signal.aborted) {
      for (const event of batches.take()) {
        unacked.sent(event);
        yield event;
      }
      const event = wire.read();
      const now = performance.now();
      if (event) {
        const wanted = decoder.take(event, now);
        if (wanted) decoder.reshape(await lookedUp(source, table, wanted));
        continue;
      }
      batches.expire(now);
      if (now >= idleAt) {
        idleAt = now + idleMs;
        const quiet = decoder.takeQuietPlace();
        if (quiet !== null) batches.idle(quiet);
      }
      const due = batches.dueAt;
      if (!batches.hasReady) await wire.wait(due === null ? waitMs : Math.max(due - now, 1), signal);
    }
  }

  return {
    async *[Symbol.asyncIterator]() {
      try {
        yield* events();
      } catch (error) {
        if (error instanceof Problem || signal.aborted) throw error;
        throw brokenOff(error, table, options.position);
      }
    },
    async acknowledge(position) {
      if (comparePlaces(position, acknowledged) > 0) acknowledged = position;
      unacked.acknowledged(position);
    },
    async lag() {
      const files = await logFiles(source);
      return {
        bytes: bytesBehind(placeOf(acknowledged), files),
        seconds: unacked.ageSeconds(Date.now()),
        findings: [],
      };
    },
    [Symbol.asyncDispose]: () => wire[Symbol.asyncDispose](),
  };
}

export async function logFiles(source: MysqlSource): Promise<{ name: string; sizeBytes: number }[]> {
  const rows = await source.ask("show binary logs");
  return rows.map((row) => ({ name: String(row["Log_name"]), sizeBytes: Number(row["File_size"]) }));
}

/** A table that is gone has no shape; what its rows were stays readable. */
async function lookedUp(source: MysqlSource, table: string, { names }: NewShape): Promise<BinlogShape> {
  const now = await source.shapeOf(table).catch((error: unknown) => {
    if (error instanceof Problem && names !== null) return { columns: [] };
    throw error;
  });
  return shapeIn(now, names);
}

/** The log's names in its order; types are those the server tells now. */
function shapeIn(now: Pick<TableShape, "columns">, names: readonly string[] | null): BinlogShape {
  const known = new Map(now.columns.map((column) => [column.name, column]));
  const wanted = names ?? now.columns.map((column) => column.name);
  return {
    headings: wanted.map((name) => {
      const { declared: _, ...heading } = known.get(name) ?? {
        declared: "",
        ...headingOf({ name, type: "text", comment: "" }),
      };
      return heading;
    }),
    columns: wanted.map((name) => ({ name, kind: /^\w+/.exec(known.get(name)?.declared ?? "text")?.[0] ?? "text" })),
  };
}

/** Errors that say a file of the log is gone, or that the place lies beyond it. */
const lostCodes = new Set([1236, 1945, 1955]);
const shapeError = /column|metadata/i;

function brokenOff(error: unknown, table: string, position: string): Problem {
  const reason = error instanceof Error ? error.message : String(error);
  const code = typeof error === "object" && error !== null && "errno" in error ? Number(error.errno) : 0;
  if (lostCodes.has(code)) return problem(captureProblems["position-lost"], { position, reason }, { cause: error });
  if (code === 0 && shapeError.test(reason))
    return problem(captureProblems["change-not-logged"], { table, reason }, { cause: error });
  return problem(captureProblems["log-broken-off"], { table, reason }, { cause: error });
}
