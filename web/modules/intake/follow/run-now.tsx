import type { Run } from "#contract/intake-follow";
import { operationsRoutes } from "#contract/operations";
import { useAnswer, useWords } from "#kit";
import { JobProgress, useLiveJob } from "#shell";
import { runWords } from "./run-words.ts";

/** The bar of a run under way, live. */
export function RunNow({ run }: { run: Run }) {
  const words = useWords(runWords);
  const isRunning = run.state === "running" && run.jobId !== null;
  const job = useAnswer(operationsRoutes.getJob, { params: { id: run.jobId ?? "" } }, { isReady: isRunning });
  const stream = useLiveJob(job.data, isRunning);
  if (!isRunning || !job.data) return null;
  return (
    <div className="stage-now">
      <JobProgress job={job.data} />
      {stream === "waiting" ? <p className="t12 s">{words.lost}</p> : null}
    </div>
  );
}
