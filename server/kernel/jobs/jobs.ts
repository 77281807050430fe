import { setTimeout as delay } from "node:timers/promises";
import { CompiledQuery } from "kysely";
import { PgBoss } from "pg-boss";
import type { Bilingual } from "#contract/text";
import { hubActor, type Actor, type Call } from "../call.ts";
import { type Database, type Db, inTransaction, sql } from "../db/db.ts";
import type { Metrics } from "../http/metrics.ts";
import { newId, newRequestId } from "../id.ts";
import type { Logger } from "../log.ts";
import { Problem } from "../problem.ts";
import * as store from "./store.ts";

export type { JobRow } from "./store.ts";

/** How a running job tells people where it is. Cheap to call often: it writes at most four times a second. */
export interface Progress {
  (facts: Partial<store.ProgressFacts>): void;
}

export interface JobDefinition<Input, Result> {
  readonly name: string;
  /** Runs at once on this hub at most; other jobs wait their turn. */
  readonly concurrency?: number;
  readonly retryLimit?: number;
  readonly handler: (call: Call, input: Input, progress: Progress, jobId: string) => Promise<Result>;
}

export interface StartOptions {
  readonly title: Bilingual;
  readonly department?: string | null;
  /** What the job is about, for finding it again: a resource, a source. */
  readonly subject?: string;
}

export interface Jobs {
  define<Input extends object, Result>(definition: JobDefinition<Input, Result>): void;
  /** Queues a job in the caller's transaction: it exists exactly when the transaction commits. */
  start(call: Call, name: string, input: object, options: StartOptions): Promise<string>;
  /** Runs `name` on a cron schedule in the given time zone. */
  schedule(name: string, cron: string, timeZone: string, title: Bilingual): Promise<void>;
  find(call: Call, id: string): Promise<store.JobRow | undefined>;
  list(call: Call, filter: Omit<store.JobFilter, "departments" | "actorId">): ReturnType<typeof store.listJobs>;
  cancel(call: Call, id: string): Promise<void>;
  /** Yields the job whenever it changes, until it ends. */
  follow(call: Call, id: string): AsyncGenerator<store.JobRow>;
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

const progressEveryMs = 250;
const followEveryMs = 300;
const heartbeatSeconds = 30;
const dayInSeconds = 86_400;

/**
 * Background work on a PostgreSQL queue (pg-boss). The queue decides who runs what; `kernel.job` is what people see,
 * kept after the queue has forgotten.
 */
export function createJobs(deps: JobsDeps): Jobs {
  const boss = new PgBoss({
    db: { executeSql: (text, values) => deps.database.pool.query(text, values as unknown[]) },
    schema: "queue",
    warningSlowQuerySeconds: 30,
  });
  boss.on("error", (error) => deps.log.error({ err: error }, "job queue"));
  const definitions = new Map<string, JobDefinition<never, unknown>>();
  const stopping = new AbortController();
  const worker = newId();
  const workerIds = new Map<string, string>();

  return {
    define: (definition) => void definitions.set(definition.name, definition as JobDefinition<never, unknown>),

    async start(call, name, input, options) {
      if (!definitions.has(name)) throw new Error(`No job is called ${name}.`);
      const id = newId(call.now);
      await inTransaction(call, async ({ db }) => {
        await store.insertJob(db, {
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
        await boss.send(name, { input, actor: call.actor, language: call.language }, { id, db: queueHandle(db) });
        db.afterCommit(() => wake(name));
      });
      return id;
    },

    async schedule(name, cron, timeZone, title) {
      await boss.createQueue(`schedule.${name}`, { retryLimit: 0 });
      await boss.schedule(`schedule.${name}`, cron, { title }, { tz: timeZone });
      await boss.work(`schedule.${name}`, { pollingIntervalSeconds: 30 }, async () => {
        await this.start(hubCall(deps, stopping.signal), name, {}, { title });
      });
    },

    find: (call, id) => store.findJob(call.db, id),

    list: (call, filter) =>
      store.listJobs(call.db, { ...filter, departments: call.actor.departments, actorId: call.actor.id }),

    async cancel(call, id) {
      await inTransaction(call, async ({ db, now }) => {
        const job = await store.findJob(db, id);
        if (!job) return;
        await store.requestCancel(db, id, now);
        if (job.state === "queued") await boss.cancel(job.name, id, { db: queueHandle(db) });
      });
    },

    async *follow(call, id) {
      let last = "";
      while (!call.signal.aborted) {
        const job = await store.findJob(call.db, id);
        if (!job) return;
        const text = JSON.stringify(job);
        if (text !== last) yield job;
        if (job.endedAt !== null) return;
        last = text;
        await delay(followEveryMs, undefined, { signal: call.signal }).catch(() => {});
      }
    },

    async open() {
      await boss.start();
      for (const definition of definitions.values()) {
        await boss.createQueue(definition.name, {
          retryLimit: definition.retryLimit ?? 2,
          retryDelay: 1,
          expireInSeconds: dayInSeconds,
          heartbeatSeconds,
        });
        if (deps.workers > 0) await work(definition);
      }
      if (deps.isOnlyWorker) await restartAbandoned();
    },

    async drain() {
      stopping.abort();
      await boss.stop({ graceful: true, timeout: 20_000, close: false });
    },
  };

  async function work(definition: JobDefinition<never, unknown>): Promise<void> {
    const localConcurrency = Math.min(deps.workers, definition.concurrency ?? deps.workers);
    const id = await boss.work<Payload>(
      definition.name,
      { localConcurrency, pollingIntervalSeconds: 2, batchSize: 1 },
      async ([job]) => (job ? runJob(definition, job.id, job.data, job.signal) : undefined),
    );
    workerIds.set(definition.name, id);
  }

  function wake(name: string): void {
    const id = workerIds.get(name);
    if (id) boss.notifyWorker(id);
  }

  async function runJob(definition: JobDefinition<never, unknown>, id: string, payload: Payload, signal: AbortSignal): Promise<unknown> {
    const { db } = hubCall(deps, signal);
    if (!(await store.markRunning(db, id, worker, deps.now()))) return undefined;
    const cancelled = new AbortController();
    const call: Call = {
      ...hubCall(deps, AbortSignal.any([signal, stopping.signal, cancelled.signal])),
      actor: payload.actor,
      language: payload.language,
    };
    const { report, flush } = progressWriter(db, id, () => cancelled.abort());
    try {
      const result = await definition.handler(call, payload.input as never, report, id);
      await flush();
      await store.markEnded(db, id, { state: "succeeded", result, now: deps.now() });
      deps.metrics.countJob(definition.name, "succeeded");
      return undefined;
    } catch (error) {
      await flush();
      return await endBadly(definition, id, error, cancelled.signal.aborted);
    }
  }

  /** A refusal is final; a defect or a lost connection is tried again by the queue; a drain leaves the job for the next start. */
  async function endBadly(definition: JobDefinition<never, unknown>, id: string, error: unknown, wasCancelled: boolean): Promise<void> {
    const { db } = hubCall(deps, stopping.signal);
    if (stopping.signal.aborted && !wasCancelled) throw error;
    const state = wasCancelled ? "cancelled" : "failed";
    deps.metrics.countJob(definition.name, state);
    if (!wasCancelled) deps.log.error({ err: error, job: id, name: definition.name }, "job failed");
    await store.markEnded(db, id, { state, problem: wasCancelled ? null : problemOf(error), now: deps.now() });
    if (state === "failed" && !(error instanceof Problem)) {
      const job = await store.findJob(db, id);
      if (job && job.attempts <= (definition.retryLimit ?? 2)) {
        await requeue(id);
        throw error;
      }
    }
  }

  async function requeue(id: string): Promise<void> {
    await sql`update kernel.job set state = 'queued', ended_at = null where id = ${id}`.execute(deps.database.withTables<never>());
  }

  function progressWriter(db: Db, id: string, onCancel: () => void) {
    const current: store.ProgressFacts = { phase: { zh: "", en: "" }, done: 0, total: null, facts: {} };
    let pending: Promise<void> = Promise.resolve();
    let lastAt = 0;
    let isDirty = false;
    const write = () => {
      isDirty = false;
      lastAt = Date.now();
      pending = pending.then(async () => {
        if (await store.writeProgress(db, id, current)) onCancel();
      });
    };
    return {
      report(facts: Partial<store.ProgressFacts>) {
        Object.assign(current, facts, facts.facts ? { facts: { ...current.facts, ...facts.facts } } : {});
        isDirty = true;
        if (Date.now() - lastAt >= progressEveryMs) write();
      },
      async flush() {
        if (isDirty) write();
        await pending;
      },
    };
  }

  /** After a kill, the queue would wait for the heartbeat to lapse; the only worker knows that nobody is working. */
  async function restartAbandoned(): Promise<void> {
    const { db } = hubCall(deps, stopping.signal);
    for (const job of await store.runningJobs(db)) {
      await requeue(job.id);
      await sql`update queue.job set state = 'retry', started_on = null, start_after = now()
        where id = ${job.id} and state = 'active'`.execute(db.withTables<never>());
    }
  }
}

interface Payload {
  input: object;
  actor: Actor;
  language: Call["language"];
}

function hubCall(deps: Pick<JobsDeps, "database" | "log" | "now">, signal: AbortSignal): Call {
  return {
    actor: hubActor,
    now: deps.now(),
    db: deps.database,
    log: deps.log,
    signal,
    language: "zh",
    requestId: newRequestId(),
  };
}

function queueHandle(db: Db) {
  return {
    async executeSql(text: string, values: unknown[] = []) {
      const result = await db.withTables<never>().withoutPlugins().executeQuery(CompiledQuery.raw(text, values));
      return { rows: result.rows };
    },
  };
}

function problemOf(error: unknown): { code: string; zh: string; en: string } {
  if (error instanceof Problem) return { ...error.facts, code: error.code, zh: error.sentence("zh"), en: error.sentence("en") };
  const reason = error instanceof Error ? error.message : String(error);
  return {
    code: "jobs.defect",
    zh: `任务出错，未能完成：${reason}。可以重试；仍不行请告诉系统管理员。`,
    en: `The job failed: ${reason}. Try again; if it persists tell the system administrator.`,
  };
}
