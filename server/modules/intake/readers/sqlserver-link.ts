import { type EventEmitter, on } from "node:events";
import type { Connection } from "#contract/intake";
import { DriverError, type RowCell, type RowLink } from "./row-database.ts";

/** The part of `tedious` that is used. */
export interface TdsDriver {
  readonly Connection: new (settings: object) => TdsConnection;
  readonly Request: new (sql: string, done: (error: Error | null | undefined) => void) => TdsRequest;
}
interface TdsConnection extends EventEmitter {
  connect(done: (error?: Error) => void): void;
  execSqlBatch(request: TdsRequest): void;
  cancel(): boolean;
  close(): void;
}
interface TdsRequest extends EventEmitter {
  pause(): void;
  resume(): void;
}

const connectTimeoutMs = 10_000;
const rowsAtOnce = 1000;

/** One connection over TDS, encrypted; the certificate of a department's server is hardly ever one that can be checked. */
export async function openTds(
  driver: TdsDriver,
  { host, port, database, user }: Connection,
  password: string,
): Promise<RowLink> {
  const connection = new driver.Connection({
    server: host,
    authentication: { type: "default", options: { userName: user, password } },
    options: {
      port,
      database,
      encrypt: true,
      trustServerCertificate: true,
      connectTimeout: connectTimeoutMs,
      requestTimeout: 0,
      appName: "weir-intake",
      useColumnNames: false,
    },
  });
  // A connection lost while idle shows at the next statement.
  connection.on("error", () => {});
  await new Promise<void>((resolve, reject) => {
    connection.connect((error) => (error ? reject(driverError(error)) : resolve()));
  });
  return {
    rows: (sql) => rowsOf(driver, connection, sql),
    async run(sql) {
      for await (const rows of rowsOf(driver, connection, sql)) void rows;
    },
    async [Symbol.asyncDispose]() {
      connection.close();
    },
  };
}

/** Rows come by events: the request rests while a group is being taken. Left early, it is cancelled. */
async function* rowsOf(driver: TdsDriver, connection: TdsConnection, sql: string): AsyncGenerator<RowCell[][]> {
  let failure: Error | null = null;
  let hasEnded = false;
  let group: RowCell[][] = [];
  const request = new driver.Request(sql, (error) => {
    failure = error ?? null;
    hasEnded = true;
    request.emit("weir:turn");
  });
  request.on("row", (columns: readonly { readonly value: unknown }[]) => {
    group.push(columns.map(({ value }) => cellOf(value)));
    if (group.length < rowsAtOnce) return;
    request.pause();
    request.emit("weir:turn");
  });
  const turns = on(request, "weir:turn");
  connection.execSqlBatch(request);
  try {
    for await (const _turn of turns) {
      const rows = group;
      group = [];
      if (rows.length > 0) yield rows;
      if (hasEnded) break;
      request.resume();
    }
    // The compiler does not see the callback.
    const found = failure as Error | null;
    if (found) throw driverError(found);
  } finally {
    if (!hasEnded) connection.cancel();
  }
}

function cellOf(value: unknown): RowCell {
  if (value === null || value === undefined) return null;
  if (typeof value === "string" || typeof value === "number" || Buffer.isBuffer(value)) return value;
  // Statements ask for texts only; a value of another kind would be of a statement that does not.
  throw new DriverError("42000", `The driver gave a ${typeof value} where a text was asked for.`, null);
}

/** `ELOGIN` is the account; a number with no more than a server's answer is that; the rest is the way to it. */
function driverError(cause: Error & { code?: string; number?: number }): DriverError {
  const code = cause.code === "ELOGIN" ? "28000" : cause.code === "EREQUEST" && cause.number ? "42000" : "08006";
  return new DriverError(code, cause.message, cause);
}
