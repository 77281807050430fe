import type { Duplex } from "node:stream";
import pg from "pg";
import * as copyStreams from "pg-copy-streams";
import type { Connection } from "#contract/intake";
import { connectionProblem } from "./database-problems.ts";

declare module "pg-copy-streams" {
  /** Left out of the library's published types. */
  export function both(
    text: string,
    options: { alignOnCopyDataFrame: true; readableObjectMode: true; readableHighWaterMark: number },
  ): Duplex & pg.Submittable;
}

/** A message of the replication stream: data of the output plugin, or a sign of life. */
export type WireFrame =
  | { readonly kind: "data"; readonly data: Buffer }
  | { readonly kind: "alive"; readonly end: string; readonly wantsReply: boolean };

const connectTimeoutMs = 10_000;
/** Well under `wal_sender_timeout` (60 s by default), after which the server hangs up. */
const statusMs = 5000;
const framesAhead = 2048;
const postgresEpochMs = 946_684_800_000;

/** What values look like must not depend on the server: as in `postgres.ts`, with the zone's clock for `timestamptz`. */
const settings =
  "-c datestyle=ISO,YMD -c intervalstyle=iso_8601 -c bytea_output=hex -c extra_float_digits=1 " +
  "-c timezone=Asia/Shanghai -c client_encoding=UTF8 -c statement_timeout=0";

/** A connection that speaks the replication protocol: makes slots, and streams their changes. */
export async function openWalConnection(connection: Connection, password: string): Promise<pg.Client> {
  const { host, port, user, database } = connection;
  // `replication` is known to the server's start-up message and to `pg`, not to its types.
  const config: pg.ClientConfig & { replication: string } = {
    host,
    port,
    user,
    database,
    password,
    connectionTimeoutMillis: connectTimeoutMs,
    application_name: "weir-capture",
    options: settings,
    keepAlive: true,
    replication: "database",
  };
  const client = new pg.Client(config);
  client.on("error", () => {});
  try {
    await client.connect();
    return client;
  } catch (cause) {
    await client.end().catch(() => {});
    throw connectionProblem(connection, cause);
  }
}

/**
 * The running stream of one slot. The server is told every few seconds what the lake has, and nothing more: what was only
 * received is sent again after a break. Frames wait in memory up to a limit; then the socket is left unread.
 *
 * The protocol is spoken here and not by the library's own service, whose timer reports as flushed what it has merely
 * received, so that a slot forgets changes nobody has stored.
 */
export class WalStream implements AsyncDisposable {
  private readonly client: pg.Client;
  private readonly duplex: Duplex;
  private readonly timer: NodeJS.Timeout;
  private flushed: bigint;
  private failure: Error | null = null;
  private isEnded = false;
  private wake: (() => void) | null = null;

  constructor(client: pg.Client, start: string, slot: string, publication: string) {
    const names = `"${publication.replaceAll('"', '""')}"`.replaceAll("'", "''");
    const sql = `START_REPLICATION SLOT ${slot} LOGICAL ${start} (proto_version '1', publication_names '${names}')`;
    this.client = client;
    this.flushed = lsnNumber(start);
    this.duplex = client.query(
      copyStreams.both(sql, {
        alignOnCopyDataFrame: true,
        readableObjectMode: true,
        readableHighWaterMark: framesAhead,
      }),
    );
    this.duplex.on("error", (error: Error) => this.fail(error));
    this.duplex.on("end", () => {
      this.isEnded = true;
      this.wake?.();
    });
    this.duplex.on("readable", () => this.wake?.());
    client.on("error", (error) => this.fail(error));
    client.on("end", () => this.fail(new Error("the connection was closed")));
    this.timer = setInterval(() => this.report(), statusMs);
  }

  /** The next frame that is here already; null where none is. @throws what ended the stream */
  read(): WireFrame | null {
    for (;;) {
      const frame = this.duplex.read() as Buffer | null;
      if (frame === null) {
        if (this.failure) throw this.failure;
        if (this.isEnded) throw new Error("the server ended the stream");
        return null;
      }
      const parsed = frameOf(frame);
      if (parsed) return parsed;
    }
  }

  /** Until a frame may be here, the stream has broken, or so many milliseconds have gone. */
  async wait(ms: number, signal: AbortSignal): Promise<void> {
    if (this.failure || this.isEnded || signal.aborted || this.duplex.readableLength > 0) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, ms);
    const stop = (): void => resolve();
    signal.addEventListener("abort", stop, { once: true });
    this.wake = resolve;
    await promise;
    clearTimeout(timer);
    signal.removeEventListener("abort", stop);
  }

  /** The lake has everything before this position. */
  acknowledge(position: string): void {
    const number = lsnNumber(position);
    if (number > this.flushed) this.flushed = number;
    this.report();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    clearInterval(this.timer);
    await this.client.end().catch(() => {});
  }

  private fail(error: Error): void {
    this.failure ??= error;
    this.wake?.();
  }

  private report(): void {
    if (this.failure || this.isEnded || this.duplex.writableNeedDrain) return;
    const status = Buffer.alloc(34);
    status.write("r");
    for (const place of [1, 9, 17]) status.writeBigUInt64BE(this.flushed, place);
    status.writeBigInt64BE(BigInt(Date.now() - postgresEpochMs) * 1000n, 25);
    this.duplex.write(status);
  }
}

function frameOf(frame: Buffer): WireFrame | null {
  const kind = frame[0];
  if (kind === 0x77) return { kind: "data", data: frame.subarray(25) };
  if (kind !== 0x6b) return null;
  return { kind: "alive", end: lsnText(frame.readBigUInt64BE(1)), wantsReply: frame[17] === 1 };
}

/** `16/B374D848` as a number of bytes since the log began. */
export function lsnNumber(lsn: string): bigint {
  const [high = "0", low = "0"] = lsn.split("/");
  return (BigInt(`0x${high}`) << 32n) + BigInt(`0x${low}`);
}

/** Negative where `a` lies before `b`. */
export function compareLsn(a: string, b: string): number {
  const difference = lsnNumber(a) - lsnNumber(b);
  return difference < 0n ? -1 : Number(difference > 0n);
}

export function lsnText(number: bigint): string {
  return `${(number >> 32n).toString(16)}/${(number & 0xffff_ffffn).toString(16)}`.toUpperCase();
}
