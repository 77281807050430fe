import { AppLink, Note, Section, useText, useWords } from "#kit";
import { isOver, JobProgress, useRunningJob } from "#shell";
import { librariesWords } from "./words.ts";

/** The bar of a run or a check until it ends; what became of it stays only where it failed. */
export function RunningJob({ jobId }: { jobId: string }) {
  const words = useWords(librariesWords).library;
  const text = useText();
  const job = useRunningJob(jobId);
  if (!job || job.state === "succeeded") return null;
  return (
    <Section
      title={text(job.title)}
      note={isOver(job) ? undefined : words.leave}
      more={<AppLink href={`/operations/jobs/${job.id}`}>{words.job}</AppLink>}
    >
      {job.problem ? <Note tone="fault" title={text(job.problem)} /> : <JobProgress job={job} />}
    </Section>
  );
}
