import { Button } from "antd";
import { type JobView, operationsRoutes } from "#contract/operations";
import {
  AnsweredPage,
  CopyCode,
  ErrorState,
  Facts,
  Moment,
  NextActions,
  Note,
  PageHead,
  Section,
  useAddressPart,
  useAnswer,
  useChange,
  useConfirm,
  useFormat,
  useText,
  useToast,
  useWords,
} from "#kit";
import { DepartmentName, isOver, JobProgress, useLiveJob } from "#shell";
import { JobStateWord } from "./job-state.tsx";
import { operationsWords } from "./words.ts";

/** One job, live: how far, how fast, what became of it. */
export function JobScreen() {
  const words = useWords(operationsWords).job;
  const id = useAddressPart("id") ?? "";
  const answer = useAnswer(operationsRoutes.getJob, { params: { id } });
  const stream = useLiveJob(answer.data);
  return (
    <div className="page">
      <AnsweredPage answer={answer} what={words.what}>
        {(job) => <JobPage job={job} isWaiting={stream === "waiting"} />}
      </AnsweredPage>
    </div>
  );
}

function JobPage({ job, isWaiting }: { job: JobView; isWaiting: boolean }) {
  const words = useWords(operationsWords).job;
  const text = useText();
  const format = useFormat();
  const result = Object.entries(typeof job.result === "object" && job.result !== null ? job.result : {});
  const figures = Object.entries(job.facts);
  return (
    <>
      <PageHead
        title={text(job.title)}
        crumbs={[{ label: words.crumb, href: "/operations/jobs" }]}
        tags={<JobStateWord state={job.state} />}
        meta={
          <>
            <span>
              <Moment at={job.createdAt} /> {job.actorName}
            </span>
            <CopyCode code={job.id} />
          </>
        }
      />
      <CancelAction job={job} />
      {job.problem ? (
        <Section title={words.problem}>
          <Note tone="fault" title={text(job.problem)}>
            <CopyCode code={job.problem.code} />
          </Note>
        </Section>
      ) : null}
      {job.state === "queued" || (isOver(job) && job.done === 0) ? null : (
        <Section title={words.progress} note={isOver(job) ? undefined : isWaiting ? words.waiting : words.leave}>
          <JobProgress job={job} />
        </Section>
      )}
      {result.length > 0 ? (
        <Section title={words.result}>
          <Facts items={result.map(([key, value]) => ({ key, value: valueText(value, format.number) }))} />
        </Section>
      ) : null}
      <Section title={words.facts}>
        <Facts
          items={[
            { key: words.kind, value: <span className="mono">{job.name}</span> },
            { key: words.phase, value: text(job.phase) },
            { key: words.attempts, value: format.number(job.attempts) },
            { key: words.startedAt, value: <Moment at={job.startedAt} /> },
            { key: words.endedAt, value: <Moment at={job.endedAt} /> },
            { key: words.department, value: <DepartmentName code={job.department} /> },
            job.subject ? { key: words.subject, value: <CopyCode code={job.subject} /> } : null,
            ...figures.map(([key, value]) => ({ key, value: valueText(value, format.number) })),
          ]}
        />
      </Section>
    </>
  );
}

function valueText(value: unknown, number: (value: number) => string): string {
  if (typeof value === "number") return number(value);
  return typeof value === "string" ? value : JSON.stringify(value);
}

function CancelAction({ job }: { job: JobView }) {
  const words = useWords(operationsWords).job;
  const text = useText();
  const ask = useConfirm();
  const toast = useToast();
  const change = useChange(operationsRoutes.cancelJob);
  if (isOver(job)) return null;
  const cancel = async () => {
    const isSure = await ask({
      title: words.cancelTitle(text(job.title)),
      text: words.cancelText,
      action: words.cancel,
      isDanger: true,
    });
    if (isSure && (await change.send({ params: { id: job.id } }))) toast(words.cancelled);
  };
  return (
    <>
      <NextActions
        label={words.now}
        actions={[
          {
            key: "cancel",
            button: (
              <Button danger disabled={!job.may.cancel} loading={change.isSending} onClick={() => void cancel()}>
                {words.cancel}
              </Button>
            ),
            text: job.may.cancel ? words.cancelText : words.mayNot,
          },
        ]}
      />
      {change.problem ? <ErrorState error={change.problem} /> : null}
    </>
  );
}
