import { Button } from "antd";
import { type JobView, operationsRoutes } from "#contract/operations";
import {
  AnsweredPage,
  CopyCode,
  ErrorState,
  Facts,
  type Format,
  type KeyValue,
  LinkIfThere,
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
import { DepartmentName, isOver, JobProgress, useActName, useLiveJob } from "#shell";
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
  const actName = useActName();
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
          <Facts items={result.flatMap(([key, value]) => factOf(key, value, words.known, format))} />
        </Section>
      ) : null}
      <Section title={words.facts}>
        <Facts
          items={[
            { key: words.kind, value: <span title={job.name}>{actName(job.name)}</span> },
            { key: words.phase, value: text(job.phase) },
            { key: words.attempts, value: format.number(job.attempts) },
            { key: words.startedAt, value: <Moment at={job.startedAt} /> },
            { key: words.endedAt, value: <Moment at={job.endedAt} /> },
            { key: words.department, value: <DepartmentName code={job.department} /> },
            job.subject ? { key: words.subject, value: <CopyCode code={job.subject} /> } : null,
            ...figures.flatMap(([key, value]) => factOf(key, value, words.known, format)),
          ]}
        />
      </Section>
    </>
  );
}

/** Pages of what a job names by its id. */
const pages: Readonly<Record<string, string>> = { resourceId: "/catalog/", loadId: "/intake/loads/" };
/** What only the hub needs to know. */
const hidden: ReadonlySet<string> = new Set(["runId", "unit"]);

/** A figure or a name a job leaves behind, as people call it; an id leads to what it names. */
function factOf(key: string, value: unknown, known: Readonly<Record<string, string>>, format: Format): KeyValue[] {
  if (hidden.has(key) || value === null) return [];
  const page = pages[key];
  const name = known[key] ?? key;
  if (page !== undefined && typeof value === "string")
    return [{ key: name, value: <LinkIfThere href={page + value}>{known["open"]}</LinkIfThere> }];
  if (typeof value === "number")
    return [{ key: name, value: key === "score" ? format.score(value) : format.number(value) }];
  return [{ key: name, value: typeof value === "string" ? value : JSON.stringify(value) }];
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
