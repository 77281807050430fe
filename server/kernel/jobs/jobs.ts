import { setTimeout as delay } from "node:timers/promises";
import type { Bilingual } from "#contract/text";
import type { Call } from "../call.ts";
import { type Database, inTransaction, sql } from "../db/db.ts";
import type { Metrics } from "../http/metrics.ts";
import { newId } from "../id.ts";
import type { Logger } from "../log.ts";
import { type AnyJob, hubCall, type JobDefinition, type Payload, requeue, retriesOf, runJob } from "./run.ts";
import type { Queue } from "./queue.ts";
import { findJob, insertJob, type JobFilter, type JobRow, listJobs, requestCancel, unfinishedJobs } from "./store.ts";

export type { JobRow } from "./store.ts";
export type { Progress } from "./progress.ts";

export interface StartOptions {
  readonly title: Bilingual;
  readonly department?: string | null;
  /** What the job is about, for finding it again: a resource, a source. */
  readonly subject?: string;
}

export interface Jobs {
  /** Before `open`. */
  define<Input extends object, Result>(definition: JobDefinition<Input, Result>): void;
  /** Queues a job in the caller's transaction: it exists exactly when the transaction commits. */
  start(call: Call, name: string, input: object, options: StartOptions): Promise<string>;
  /** Runs `name` on a cron schedule in the given time zone. Before `open`. */
  schedule(name: string, cron: string, timeZone: string, title: Bilingual): void;
  find(call: Call, id: string): Promise<JobRow | undefined>;
  list(call: Call, filter: Omit<JobFilter, "departments" | "actorId">): Promise<{ rows: JobRow[]; total: number }>;
  cancel(call: Call, id: string): Promise<void>;
  /** Yields the job whenever it changes, until it ends. */
  follow(call: Call, id: string): AsyncGenerator<JobRow>;
  open(): Promise<void>;
  drain(): Promise<void>;
}

export interface JobsDeps {
  readonly database: Database;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly now: () => Date;
  /** Jobs of one name that may run at once in this process, unless the definition says fewer; 0 runs none here. */
  readonly workers: number;
  /** True where this process is the only worker of the database: jobs left running by a killed process restart at once. */
  readonly isOnlyWorker: boolean;
}

const followEveryMs = 300;

/**
 * Background work. The queue decides who runs what; `kernel.job` is what people see, kept after the queue has forgotten.
 */
export function createJobs(queue: Queue, deps: JobsDeps): Jobs {
  const definitions = new Map<string, AnyJob>();
  const schedules: (() => Promise<void>)[] = [];
  const stopping = new AbortController();
  const runDeps = { ...deps, worker: newId(), stopping: stopping.signal };

  const start: Jobs["start"] = async (call, name, input, options) => {
    if (!definitions.has(name)) throw new Error(`No job is called ${name}.`);
    const id = newId(call.now);
    await inTransaction(call, async ({ db }) => {
      await insertJob(db, {
        id,
        name,
        input,
        title: options.title,
        department: options.department ?? call.actor.department,
        subject: options.subject ?? null,
        actorId: call.actor.id,
        actorName: call.actor.name,
        createdAt: call.now,
      });
      const payload: Payload = { input, actor: call.actor, language: call.language };
      await queue.send(db, name, payload, id);
    });
    return id;
  };

  return {
    define(definition) {
      definitions.set(definition.name, definition);
      const asked = definition.concurrency ?? deps.workers;
      const concurrency = Math.max(1, definition.waits ? asked : Math.min(deps.workers, asked));
      queue.define(definition.name, { retryLimit: retriesOf(definition), concurrency }, (payload, { id, signal }) =>
        runJob(runDeps, definition, id, payload as Payload, signal),
      );
    },
    start,

    schedule(name, cron, timeZone, title) {
      const trigger = `schedule.${name}`;
      queue.define(trigger, { retryLimit: 0, concurrency: 1 }, async () => {
        await start(hubCall(deps, stopping.signal), name, {}, { title });
      });
      schedules.push(() => queue.schedule(trigger, cron, timeZone));
    },

    find: (call, id) => findJob(call.db, id),
    list: (call, filter) =>
      listJobs(call.db, { ...filter, departments: call.actor.departments, actorId: call.actor.id }),

    async cancel(call, id) {
      await inTransaction(call, async ({ db, now }) => {
        const job = await findJob(db, id);
        if (!job) return;
        if (!(await requestCancel(db, id, now))) return;
        await queue.cancel(db, job.name, id);
        await definitions.get(job.name)?.dropped?.({ ...call, db }, job.input as never);
      });
    },

    follow: followJob,

    async open() {
      if (deps.isOnlyWorker) await restartAbandoned(deps.database);
      await queue.open(deps.workers > 0);
      for (const schedule of schedules) await schedule();
    },

    async drain() {
      stopping.abort();
      await queue.drain();
    },
  };
}

async function* followJob(call: Call, id: string): AsyncGenerator<JobRow> {
  let last = "";
  while (!call.signal.aborted) {
    const job = await findJob(call.db, id);
    if (!job) return;
    const text = JSON.stringify(job);
    if (text !== last) yield job;
    if (job.endedAt !== null) return;
    last = text;
    await delay(followEveryMs, undefined, { signal: call.signal }).catch(() => {});
  }
}

/** After a kill, the queue would wait for the heartbeat to lapse; the only worker knows that nobody is working. */
async function restartAbandoned(database: Database): Promise<void> {
  for (const job of await unfinishedJobs(database)) {
    await requeue(database, job.id);
    await sql`update queue.job set state = 'retry', started_on = null, start_after = now()
      where id = ${job.id} and state = 'active'`.execute(database.withTables<never>());
  }
}
