import type { JobView } from "#contract/operations";
import type { Page } from "#contract/page";
import { type Call, mayTouch } from "#kernel/call";
import { inTransaction } from "#kernel/db/db";
import type { EventAnswer } from "#kernel/http/route";
import type { JobRow, Jobs } from "#kernel/jobs/jobs";
import { problem } from "#kernel/problem";
import type { Ledger } from "#ledger";
import { problems } from "./problems.ts";

export async function listJobs(
  call: Call,
  jobs: Jobs,
  query: {
    limit: number;
    cursor?: string | undefined;
    state?: JobView["state"] | undefined;
    name?: string | undefined;
    subject?: string | undefined;
  },
): Promise<Page<JobView>> {
  const [time, id] = query.cursor?.split("_") ?? [];
  const before = time && id ? { createdAt: new Date(time), id } : undefined;
  const { rows, total } = await jobs.list(call, { ...query, limit: query.limit + 1, before });
  const shown = rows.slice(0, query.limit);
  const last = shown.at(-1);
  return {
    items: shown.map((row) => viewOf(call, row)),
    total,
    next: rows.length > query.limit && last ? `${last.createdAt.toISOString()}_${last.id}` : null,
  };
}

export async function getJob(call: Call, jobs: Jobs, id: string): Promise<JobView> {
  return viewOf(call, await visibleJob(call, jobs, id));
}

export async function* followJob(call: Call, jobs: Jobs, id: string): AsyncGenerator<EventAnswer> {
  await visibleJob(call, jobs, id);
  for await (const row of jobs.follow(call, id)) yield { event: "job", data: viewOf(call, row) };
}

export async function cancelJob(call: Call, deps: { jobs: Jobs; ledger: Ledger }, id: string): Promise<JobView> {
  return inTransaction(call, async (inner) => {
    const job = await visibleJob(inner, deps.jobs, id);
    if (job.endedAt) throw problem(problems["job-ended"], { state: job.state });
    await deps.jobs.cancel(inner, id);
    deps.ledger.record(inner, {
      action: "operations.cancel-job",
      object: { kind: "job", id, name: job.titleZh },
      owner: job.department,
    });
    return getJob(inner, deps.jobs, id);
  });
}

async function visibleJob(call: Call, jobs: Jobs, id: string): Promise<JobRow> {
  const job = await jobs.find(call, id);
  const isVisible = job && (job.actorId === call.actor.id || mayTouch(call.actor, job.department));
  if (!isVisible) throw problem(problems["job-not-found"], { id });
  return job;
}

function viewOf(call: Call, row: JobRow): JobView {
  const mayCancel =
    row.endedAt === null && (row.actorId === call.actor.id || call.actor.roles.includes("system-administrator"));
  return {
    id: row.id,
    name: row.name,
    title: { zh: row.titleZh, en: row.titleEn },
    state: row.state,
    phase: { zh: row.phaseZh, en: row.phaseEn },
    done: row.done,
    total: row.total,
    facts: (row.facts ?? {}) as Record<string, unknown>,
    result: row.result,
    problem: row.problem as JobView["problem"],
    subject: row.subject,
    department: row.department,
    actorName: row.actorName,
    attempts: row.attempts,
    createdAt: row.createdAt.toISOString(),
    startedAt: row.startedAt?.toISOString() ?? null,
    endedAt: row.endedAt?.toISOString() ?? null,
    may: { cancel: mayCancel },
  };
}
