import ZongJi, { type BinlogEvent } from "@vlasky/zongji";
import type { Connection } from "#contract/intake";
import type { BinlogPlace } from "./binlog-place.ts";
import { timeZone } from "./mysql.ts";

/** Events that wait in memory; beyond that the connection is left unread. */
const eventsAhead = 2000;
const heartbeatSeconds = 2;
/** A server that beats every two seconds and has been silent for so long is gone. */
const silenceMs = 30_000;

/** Events of a binary log from one place on, in order. */
export class BinlogWire implements AsyncDisposable {
  private readonly zongji: ZongJi;
  private readonly timer: NodeJS.Timeout;
  private events: BinlogEvent[] = [];
  private next = 0;
  private isPaused = false;
  private failure: Error | null = null;
  private heardAt = performance.now();
  private wake: (() => void) | null = null;

  constructor(connection: Connection, password: string, from: BinlogPlace, table: [string, string], serverId: number) {
    const { host, port, user, database } = connection;
    const options = { host, port, user, password, database, dateStrings: true, jsonStrings: true, timezone: timeZone };
    this.zongji = new ZongJi({ ...options, enableKeepAlive: true });
    this.zongji.on("error", (error) => this.fail(error));
    this.zongji.on("binlog", (event) => this.push(event));
    // Asked on the connection that is about to be streamed on: a quiet server then says every two seconds that it is there.
    this.zongji.on("ready", () => {
      this.zongji.connection?.query(`set @master_heartbeat_period = ${heartbeatSeconds * 1_000_000_000}`);
    });
    const [schema, name] = table;
    this.zongji.start({ filename: from.file, position: from.position, serverId, includeSchema: { [schema]: [name] } });
    this.timer = setInterval(() => {
      const isSilent = !this.isPaused && performance.now() - this.heardAt > silenceMs;
      if (isSilent) this.fail(new Error("the server has been silent for half a minute"));
    }, 1000);
  }

  /** The next event that is here already; null where none is. @throws what ended the stream */
  read(): BinlogEvent | null {
    const event = this.events[this.next];
    if (event === undefined) {
      if (this.failure) throw this.failure;
      return null;
    }
    this.next += 1;
    if (this.next === this.events.length) {
      this.events = [];
      this.next = 0;
      if (this.isPaused) this.resume();
    }
    return event;
  }

  /** Until an event may be here, the stream has broken, or so many milliseconds have gone. */
  async wait(ms: number, signal: AbortSignal): Promise<void> {
    if (this.failure || signal.aborted || this.next < this.events.length) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    const stop = (): void => resolve();
    const timer = setTimeout(stop, ms);
    signal.addEventListener("abort", stop, { once: true });
    this.wake = stop;
    await promise;
    clearTimeout(timer);
    signal.removeEventListener("abort", stop);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    clearInterval(this.timer);
    const { promise, resolve } = Promise.withResolvers<void>();
    this.zongji.on("stopped", () => resolve());
    this.zongji.stop();
    await promise;
  }

  private push(event: BinlogEvent): void {
    this.heardAt = performance.now();
    this.events.push(event);
    if (this.events.length >= eventsAhead && !this.isPaused) {
      this.isPaused = true;
      this.zongji.connection?.pause();
    }
    this.wake?.();
  }

  private resume(): void {
    this.isPaused = false;
    this.heardAt = performance.now();
    this.zongji.connection?.resume();
  }

  private fail(error: Error): void {
    this.failure ??= error;
    this.wake?.();
  }
}
