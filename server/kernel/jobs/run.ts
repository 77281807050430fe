import { hubActor, type Actor, type Call } from "../call.ts";
import { type Database, sql } from "../db/db.ts";
import type { Metrics } from "../http/metrics.ts";
import { newRequestId } from "../id.ts";
import type { Logger } from "../log.ts";
import { Problem } from "../problem.ts";
import { createProgress, type Progress } from "./progress.ts";
import { findJob, markEnded, markRunning } from "./store.ts";

export interface JobDefinition<Input, Result> {
  readonly name: string;
  /** Runs at once on this hub at most; other jobs wait their turn. */
  readonly concurrency?: number;
  /** It waits nearly all the time (for a log to go on): its places do not count among the process's workers. */
  readonly waits?: boolean;
  readonly retryLimit?: number;
  readonly handler: (call: Call, input: Input, progress: Progress, jobId: string) => Promise<Result>;
  /** Told, in the transaction that does it, that the job was cancelled before it began: the handler will never see it. */
  readonly dropped?: (call: Call, input: Input) => Promise<void>;
}

export type AnyJob = JobDefinition<never, unknown>;
export const retriesOf = (definition: AnyJob): number => definition.retryLimit ?? 2;

/** What travels through the queue. */
export interface Payload {
  readonly input: object;
  readonly actor: Actor;
  readonly language: Call["language"];
}

export interface RunDeps {
  readonly database: Database;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly now: () => Date;
  /** Name of this process in `kernel.job.worker`. */
  readonly worker: string;
  readonly stopping: AbortSignal;
}

export function hubCall(deps: Pick<RunDeps, "database" | "log" | "now">, signal: AbortSignal): Call {
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

/** Runs one job as the person who asked for it and writes down how it ended. Throws where the queue is to try again. */
export async function runJob(
  deps: RunDeps,
  definition: AnyJob,
  id: string,
  payload: Payload,
  signal: AbortSignal,
): Promise<void> {
  const { database: db, now } = deps;
  if (!(await markRunning(db, id, deps.worker, now()))) return;
  const cancelled = new AbortController();
  const ended = AbortSignal.any([signal, deps.stopping, cancelled.signal]);
  const call: Call = { ...hubCall(deps, ended), actor: payload.actor, language: payload.language };
  const { report, flush } = createProgress(db, id, () => cancelled.abort());
  try {
    const result = await definition.handler(call, payload.input as never, report, id);
    await flush();
    await markEnded(db, id, { state: "succeeded", result, now: now() });
    deps.metrics.countJob(definition.name, "succeeded");
  } catch (error) {
    await flush();
    await endBadly(deps, definition, id, error, cancelled.signal.aborted);
  }
}

/** A refusal is final; a defect or a lost connection is tried again by the queue; a drain leaves the job for the next start. */
async function endBadly(
  deps: RunDeps,
  definition: AnyJob,
  id: string,
  error: unknown,
  wasCancelled: boolean,
): Promise<void> {
  const { database: db, now } = deps;
  if (deps.stopping.aborted && !wasCancelled) {
    await giveBack(db, id);
    throw error;
  }
  const isDefect = !wasCancelled && !(error instanceof Problem);
  if (isDefect) deps.log.error({ err: error, job: id, name: definition.name }, "job failed");
  const job = isDefect ? await findJob(db, id) : undefined;
  if (job && job.attempts <= retriesOf(definition)) {
    await requeue(db, id);
    throw error;
  }
  const state = wasCancelled ? "cancelled" : "failed";
  deps.metrics.countJob(definition.name, state);
  await markEnded(db, id, { state, problem: wasCancelled ? null : problemOf(error), now: now() });
}

export async function requeue(db: Database, id: string): Promise<void> {
  await sql`update kernel.job set state = 'queued', ended_at = null where id = ${id}`.execute(db.withTables<never>());
}

/** A drain is no failure: without this the queue would give a job up that was drained as often as it may fail. */
async function giveBack(db: Database, id: string): Promise<void> {
  await sql`update queue.job set retry_limit = retry_limit + 1 where id = ${id}`.execute(db.withTables<never>());
}

function problemOf(error: unknown): { code: string; zh: string; en: string } {
  if (error instanceof Problem)
    return { ...error.facts, code: error.code, zh: error.sentence("zh"), en: error.sentence("en") };
  const reason = error instanceof Error ? error.message : String(error);
  return {
    code: "jobs.defect",
    zh: `任务出错，未能完成：${reason}。可以重试；仍不行请告诉系统管理员。`,
    en: `The job failed: ${reason}. Try again; if it persists tell the system administrator.`,
  };
}
