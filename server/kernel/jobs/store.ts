import { sql } from "kysely";
import type { JobState } from "#contract/operations";
import type { Bilingual } from "#contract/text";
import type { Db } from "../db/db.ts";

export interface JobRow {
  id: string;
  name: string;
  titleZh: string;
  titleEn: string;
  state: JobState;
  input: unknown;
  phaseZh: string;
  phaseEn: string;
  done: number;
  total: number | null;
  facts: unknown;
  result: unknown;
  problem: unknown;
  department: string | null;
  actorId: string;
  actorName: string;
  subject: string | null;
  attempts: number;
  worker: string | null;
  cancelRequested: boolean;
  createdAt: Date;
  startedAt: Date | null;
  endedAt: Date | null;
}

interface Tables {
  "kernel.job": JobRow;
}

const json = (value: unknown) => sql`${JSON.stringify(value ?? null)}::jsonb`;

export interface NewJob {
  id: string;
  name: string;
  title: Bilingual;
  input: unknown;
  department: string | null;
  subject: string | null;
  actorId: string;
  actorName: string;
  createdAt: Date;
}

export async function insertJob(db: Db, job: NewJob): Promise<void> {
  await db
    .withTables<Tables>()
    .insertInto("kernel.job")
    .values({
      id: job.id,
      name: job.name,
      titleZh: job.title.zh,
      titleEn: job.title.en,
      state: "queued",
      input: json(job.input),
      phaseZh: "",
      phaseEn: "",
      done: 0,
      facts: json({}),
      department: job.department,
      subject: job.subject,
      actorId: job.actorId,
      actorName: job.actorName,
      attempts: 0,
      cancelRequested: false,
      createdAt: job.createdAt,
    })
    .execute();
}

export async function findJob(db: Db, id: string): Promise<JobRow | undefined> {
  return db.withTables<Tables>().selectFrom("kernel.job as j").selectAll("j").where("j.id", "=", id).executeTakeFirst();
}

/** Marks the job running; false where it was cancelled or has ended, so that the worker leaves it alone. */
export async function markRunning(db: Db, id: string, worker: string, now: Date): Promise<boolean> {
  const updated = await db
    .withTables<Tables>()
    .updateTable("kernel.job")
    .set((eb) => ({
      state: "running",
      worker,
      startedAt: now,
      endedAt: null,
      problem: null,
      attempts: eb("attempts", "+", 1),
    }))
    .where("id", "=", id)
    .where("state", "in", ["queued", "running"])
    .where("cancelRequested", "=", false)
    .executeTakeFirst();
  return updated.numUpdatedRows > 0n;
}

export interface ProgressFacts {
  phase: Bilingual;
  done: number;
  total: number | null;
  facts: Record<string, unknown>;
}

/** Writes progress and answers whether somebody asked to stop. */
export async function writeProgress(db: Db, id: string, progress: ProgressFacts): Promise<boolean> {
  const row = await db
    .withTables<Tables>()
    .updateTable("kernel.job")
    .set({
      phaseZh: progress.phase.zh,
      phaseEn: progress.phase.en,
      done: Math.round(progress.done),
      total: progress.total === null ? null : Math.round(progress.total),
      facts: json(progress.facts),
    })
    .where("id", "=", id)
    .returning("cancelRequested")
    .executeTakeFirst();
  return row?.cancelRequested ?? false;
}

export async function markEnded(
  db: Db,
  id: string,
  end: { state: "succeeded" | "failed" | "cancelled"; result?: unknown; problem?: unknown; now: Date },
): Promise<void> {
  await db
    .withTables<Tables>()
    .updateTable("kernel.job")
    .set({ state: end.state, result: json(end.result), problem: json(end.problem), endedAt: end.now })
    .where("id", "=", id)
    .execute();
}

/** Asks a job to stop. A queued job ends at once, and the answer is true; a running one when it next looks. */
export async function requestCancel(db: Db, id: string, now: Date): Promise<boolean> {
  const tables = db.withTables<Tables>();
  await tables.updateTable("kernel.job").set({ cancelRequested: true }).where("id", "=", id).execute();
  const dropped = await tables
    .updateTable("kernel.job")
    .set({ state: "cancelled", endedAt: now })
    .where("id", "=", id)
    .where("state", "=", "queued")
    .executeTakeFirst();
  return dropped.numUpdatedRows > 0n;
}

/** Jobs that have not ended, in the order of asking. */
export async function unfinishedJobs(db: Db): Promise<{ id: string; name: string }[]> {
  return db
    .withTables<Tables>()
    .selectFrom("kernel.job as j")
    .select(["j.id", "j.name"])
    .where("j.state", "in", ["running", "queued"])
    .orderBy("j.createdAt")
    .execute();
}

export interface JobFilter {
  departments: "all" | readonly string[];
  actorId: string;
  state?: JobState | undefined;
  name?: string | undefined;
  subject?: string | undefined;
  limit: number;
  before?: { createdAt: Date; id: string } | undefined;
}

/** Newest first; a person sees the jobs of own departments and the ones they started. */
export async function listJobs(db: Db, filter: JobFilter): Promise<{ rows: JobRow[]; total: number }> {
  const tables = db.withTables<Tables>();
  let query = tables.selectFrom("kernel.job as j");
  const { departments } = filter;
  if (departments !== "all") {
    query = query.where((eb) =>
      eb.or([
        eb("j.actorId", "=", filter.actorId),
        ...(departments.length > 0 ? [eb("j.department", "in", [...departments])] : []),
      ]),
    );
  }
  if (filter.state) query = query.where("j.state", "=", filter.state);
  if (filter.name) query = query.where("j.name", "=", filter.name);
  if (filter.subject) query = query.where("j.subject", "=", filter.subject);
  const counted = await query.select((eb) => eb.fn.countAll<number>().as("total")).executeTakeFirstOrThrow();
  const { before } = filter;
  const page = before
    ? query.where((eb) => eb(eb.refTuple("j.createdAt", "j.id"), "<", eb.tuple(before.createdAt, before.id)))
    : query;
  const rows = await page
    .selectAll("j")
    .orderBy("j.createdAt", "desc")
    .orderBy("j.id", "desc")
    .limit(filter.limit)
    .execute();
  return { rows, total: counted.total };
}
