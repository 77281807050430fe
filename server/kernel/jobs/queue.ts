import { CompiledQuery } from "kysely";
import { PgBoss } from "pg-boss";
import type { Database, Db } from "../db/db.ts";
import type { Logger } from "../log.ts";

export interface QueueOptions {
  readonly retryLimit: number;
  /** Runs at once in this process at most. */
  readonly concurrency: number;
}

type Handler = (payload: object, delivery: { id: string; signal: AbortSignal }) => Promise<void>;

/** Durable messages on PostgreSQL (pg-boss): sent in the sender's transaction, handled at least once. */
export interface Queue {
  define(name: string, options: QueueOptions, handler: Handler): void;
  /** Inside a transaction the message exists exactly when it commits. */
  send(db: Db, name: string, payload: object, id?: string): Promise<void>;
  cancel(db: Db, name: string, id: string): Promise<void>;
  /** Sends an empty message on a cron schedule in the given time zone. */
  schedule(name: string, cron: string, timeZone: string): Promise<void>;
  open(isWorking: boolean): Promise<void>;
  drain(): Promise<void>;
}

const heartbeatSeconds = 30;
const dayInSeconds = 86_400;
const pollSeconds = 2;
const drainMs = 20_000;

export function createQueue(database: Database, log: Logger): Queue {
  const boss = new PgBoss({
    db: { executeSql: (text, values) => database.pool.query(text, values) },
    schema: "queue",
    warningSlowQuerySeconds: 30,
  });
  boss.on("error", (error) => log.error({ err: error }, "queue"));
  const definitions = new Map<string, QueueOptions & { handler: Handler }>();
  const workers = new Map<string, string>();

  return {
    define: (name, options, handler) => void definitions.set(name, { ...options, handler }),

    async send(db, name, payload, id) {
      await boss.send(name, payload, { ...(id === undefined ? {} : { id }), db: handleOf(db) });
      const wake = () => {
        const worker = workers.get(name);
        if (worker) boss.notifyWorker(worker);
      };
      if (db.isTransaction) db.afterCommit(wake);
      else wake();
    },

    cancel: async (db, name, id) => void (await boss.cancel(name, id, { db: handleOf(db) })),
    schedule: (name, cron, timeZone) => boss.schedule(name, cron, {}, { tz: timeZone }),

    async open(isWorking) {
      await boss.start();
      for (const [name, { retryLimit }] of definitions) {
        await boss.createQueue(name, { retryLimit, retryDelay: 1, expireInSeconds: dayInSeconds, heartbeatSeconds });
      }
      if (!isWorking) return;
      for (const [name, { concurrency, handler }] of definitions) {
        const options = { localConcurrency: concurrency, pollingIntervalSeconds: pollSeconds, batchSize: 1 };
        const worker = await boss.work<object>(name, options, async ([message]) => {
          if (message) await handler(message.data, { id: message.id, signal: message.signal });
        });
        workers.set(name, worker);
      }
    },

    drain: () => boss.stop({ graceful: true, timeout: drainMs, close: false }),
  };
}

function handleOf(db: Db) {
  return {
    async executeSql(text: string, values: unknown[] = []) {
      const result = await db.withTables<never>().withoutPlugins().executeQuery(CompiledQuery.raw(text, values));
      return { rows: result.rows };
    },
  };
}
