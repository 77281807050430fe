import { Button } from "antd";
import { useState } from "react";
import type { Resource } from "#contract/catalog";
import { operationsRoutes } from "#contract/operations";
import { qualityRoutes } from "#contract/quality";
import type { RouteAnswer } from "#contract/route";
import {
  AppLink,
  ErrorState,
  Icon,
  NextActions,
  Note,
  Section,
  useAnswer,
  useChange,
  useGo,
  useText,
  useWords,
} from "#kit";
import { isOver, JobProgress, useLiveJob } from "#shell";
import { scoreWords } from "./score-words.ts";
import { qualityWords } from "./words.ts";

type Latest = RouteAnswer<typeof qualityRoutes.latestRun>;

/** Has the resource checked now and follows the job; a check somebody else started is followed as well. */
export function CheckNow({ resource, latest }: { resource: Resource; latest: Latest }) {
  const words = useWords(qualityWords).check;
  const links = useWords(scoreWords).links;
  const go = useGo();
  const [started, setStarted] = useState<string | null>(null);
  const change = useChange(qualityRoutes.checkResource, ["operations", "ledger"]);
  const jobId = latest.checking ?? started;
  const start = async () => {
    const taken = await change.send({ params: { id: resource.id } });
    if (taken) setStarted(taken.jobId);
  };
  const mayCheck = latest.may.check;
  const why = resource.data.loadId === null ? words.noData : words.mayNot;
  return (
    <>
      <NextActions
        label={words.now}
        actions={[
          {
            key: "check",
            button: (
              <Button
                type={mayCheck ? "primary" : "default"}
                disabled={!mayCheck}
                icon={mayCheck ? undefined : <Icon name="lock" />}
                loading={change.isSending || latest.checking !== null}
                onClick={() => void start()}
              >
                {latest.checking === null ? words.check : words.checking}
              </Button>
            ),
            text: mayCheck ? words.checkText : why,
          },
          ...(latest.run === null
            ? []
            : (["what-if", "rules", "profile"] as const).map((key) => ({
                key,
                button: (
                  <Button onClick={() => go(`/quality/resources/${resource.id}/${key}`)}>
                    {key === "what-if" ? links.whatIf : links[key]}
                  </Button>
                ),
                text: key === "what-if" ? links.whatIfText : key === "rules" ? links.rulesText : links.profileText,
              }))),
          {
            key: "resource",
            button: <Button onClick={() => go(`/catalog/${resource.id}`)}>{words.open}</Button>,
            text: words.openText,
          },
        ]}
      />
      {change.problem ? <ErrorState error={change.problem} /> : null}
      {jobId === null ? null : <Running key={jobId} jobId={jobId} />}
    </>
  );
}

/** The bar of the job until it ends; what became of it stays only where it failed. */
function Running({ jobId }: { jobId: string }) {
  const words = useWords(qualityWords).check;
  const text = useText();
  const { data: job } = useAnswer(operationsRoutes.getJob, { params: { id: jobId } });
  useLiveJob(job);
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
