import type { Call } from "#kernel/call";
import { newId } from "#kernel/id";
import { mustFind } from "../must-find.ts";
import type { LibrariesParts } from "../parts.ts";
import { runJob } from "../run-library.ts";
import { insertRun, markRun, waitingRun } from "../run-store.ts";

/**
 * Queues a run, or joins the one that waits; one that is running may have missed what the caller knows, so another is
 * queued behind it. Inside a transaction; no ledger entry: the caller records the act.
 *
 * @throws Problem libraries.library-not-found
 */
export async function startRun(
  call: Call,
  { jobs }: Pick<LibrariesParts, "jobs">,
  name: string,
): Promise<{ runId: string; jobId: string }> {
  const library = await mustFind(call, name, true);
  const waiting = await waitingRun(call.db, name);
  if (waiting) {
    const job = waiting.jobId === null ? undefined : await jobs.find(call, waiting.jobId);
    if (job?.state === "queued") return { runId: waiting.id, jobId: job.id };
    // It began a moment ago, or its job ended before it began: cancelled, or the worker was killed.
    const isRunning = job !== undefined && job.endedAt === null;
    await markRun(call.db, waiting.id, isRunning ? { state: "running" } : { state: "failed", endedAt: call.now });
  }
  const runId = newId(call.now);
  const jobId = await jobs.start(
    call,
    runJob,
    { library: name, runId },
    { title: { zh: `融合：${library.title.zh}`, en: `Run: ${library.title.en}` }, subject: name },
  );
  await insertRun(call.db, {
    id: runId,
    library: name,
    jobId,
    state: "queued",
    startedBy: call.actor.name,
    queuedAt: call.now,
    startedAt: null,
    endedAt: null,
    figures: null,
    matching: null,
    entry: null,
  });
  return { runId, jobId };
}
