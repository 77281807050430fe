import type { Call } from "#kernel/call";
import type { JobRow, Jobs } from "#kernel/jobs/jobs";

/** The job when it has ended; throws where the caller goes away first. */
export async function waitForJob(jobs: Jobs, call: Call, id: string): Promise<JobRow> {
  for await (const job of jobs.follow(call, id)) if (job.endedAt) return job;
  call.signal.throwIfAborted();
  throw new Error(`Job ${id} has vanished.`);
}
