import type { JobView } from "#contract/operations";
import { Progress, useFormat, useText, useWords } from "#kit";
import { shellWords } from "./words.ts";

const numberOr = (value: unknown): number | undefined => (typeof value === "number" ? value : undefined);
const textOr = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);

/** The bar of a job; rows turned away (`facts.rejected`) are drawn in it, the unit is `facts.unit`. */
export function JobProgress({ job, isShort }: { job: JobView; isShort?: boolean }) {
  const words = useWords(shellWords);
  const text = useText();
  const format = useFormat();
  const bad = numberOr(job.facts["rejected"] ?? job.facts["rowsRejected"]) ?? 0;
  const unit = textOr(job.facts["unit"]);
  return (
    <Progress
      done={job.done}
      total={job.total}
      {...(unit ? { unit } : {})}
      bad={bad}
      badText={words.rejected(format.number(bad))}
      isRunning={job.state === "running"}
      label={text(job.title)}
      {...(isShort || text(job.phase) === "" ? {} : { phase: text(job.phase) })}
    />
  );
}
