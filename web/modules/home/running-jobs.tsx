import { operationsRoutes } from "#contract/operations";
import { Answered, AppLink, Progress, Section, useAnswer, useText, useWords } from "#kit";
import { homeWords } from "./words.ts";

const busyMs = 2000;
const idleMs = 20_000;

/** What runs now; asked often only while something runs. */
export function RunningJobs() {
  const words = useWords(homeWords);
  const text = useText();
  const answer = useAnswer(
    operationsRoutes.listJobs,
    { query: { state: "running", limit: 4 } },
    { every: (latest) => ((latest?.total ?? 0) > 0 ? busyMs : idleMs) },
  );
  const hasJobs = (answer.data?.total ?? 0) > 0;
  return (
    <Section
      title={words.jobs}
      note={hasJobs ? words.jobsNote : undefined}
      more={<AppLink href="/operations/jobs">{words.all}</AppLink>}
    >
      <Answered answer={answer} what={words.jobs}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="t13 m">{words.noJobs}</p>
          ) : (
            <ul className="stack g3">
              {items.map((job) => (
                <li key={job.id}>
                  <AppLink href={`/operations/jobs/${job.id}`}>{text(job.title)}</AppLink>
                  <Progress
                    done={job.done}
                    total={job.total}
                    label={text(job.title)}
                    {...(typeof job.facts["unit"] === "string" ? { unit: job.facts["unit"] } : {})}
                  />
                </li>
              ))}
            </ul>
          )
        }
      </Answered>
    </Section>
  );
}
