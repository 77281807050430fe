import { followRoutes, type Run } from "#contract/intake-follow";
import {
  AnsweredPage,
  AppLink,
  CopyCode,
  Facts,
  Moment,
  Note,
  PageHead,
  Section,
  Tag,
  useAddressPart,
  useAnswer,
  useFormat,
  useText,
  useWords,
} from "#kit";

import { DepartmentName } from "#shell";
import { RunStateWord } from "./parts.tsx";
import { ReconciliationTable } from "./reconciliations.tsx";
import { RunActs } from "./run-acts.tsx";
import { RunNow } from "./run-now.tsx";
import { RunStages } from "./run-stages.tsx";
import { runWords } from "./run-words.ts";
import { Rejected } from "./runs-screen.tsx";
import { SpeedChart } from "./speed-chart.tsx";
import { followWords } from "./words.ts";
import "./follow.css";

const busyMs = 2000;

/** One run: its stages and counts as they grow, its speed, its reconciliation, and why it stopped. */
export function RunScreen() {
  const words = useWords(runWords);
  const id = useAddressPart("id") ?? "";
  const answer = useAnswer(
    followRoutes.getRun,
    { params: { id } },
    { every: (latest) => (latest?.endedAt === null ? busyMs : 0) },
  );
  return (
    <div className="page">
      <AnsweredPage answer={answer} what={words.one}>
        {(run) => <RunPage run={run} />}
      </AnsweredPage>
    </div>
  );
}

function RunPage({ run }: { run: Run }) {
  const all = useWords(followWords);
  const words = useWords(runWords);
  const format = useFormat();
  return (
    <>
      <PageHead
        title={run.resourceName}
        crumbs={[
          { label: all.list.crumb, href: "/intake/follows" },
          { label: words.title, href: "/intake/runs" },
        ]}
        tags={
          <>
            <RunStateWord state={run.state} />
            <Tag tone="line">{all.modes[run.mode]}</Tag>
            <span className="m">
              {all.run(format.number(run.followNumber))}
              {run.attempt > 1 ? ` · ${words.attempt(format.number(run.attempt))}` : ""}
            </span>
          </>
        }
        meta={
          <>
            <DepartmentName code={run.department} />
            <span>
              {all.triggers[run.trigger]} <Moment at={run.startedAt ?? run.createdAt} /> {run.startedBy}
            </span>
            <CopyCode code={run.id} />
          </>
        }
      />
      <WhyNot run={run} />
      <RunActs run={run} />
      <RunNow run={run} />
      <Section title={words.counts} note={words.countsNote(format.number(run.counts.read))} isMajor>
        <RunSums run={run} />
      </Section>
      <Section title={words.stages}>
        <RunStages run={run} />
      </Section>
      <SpeedChart run={run} />
      <Section title={words.reconciliation}>
        {run.reconciliation ? (
          <Reconciled run={run} />
        ) : (
          <p className="t13 m">{run.endedAt === null ? words.notYet : words.noReconciliation}</p>
        )}
      </Section>
      <Section title={words.facts}>
        <RunFacts run={run} />
      </Section>
    </>
  );
}

/** Why it stopped, or what it waits for. */
function WhyNot({ run }: { run: Run }) {
  const words = useWords(runWords);
  const text = useText();
  const format = useFormat();
  if (run.problem)
    return (
      <div style={{ marginTop: 12 }} role="alert">
        <Note tone="fault" title={words.stopReason}>
          <p className="break">{text(run.problem)}</p>
          <CopyCode code={run.problem.code} />
        </Note>
      </div>
    );
  if (run.state === "cancelled")
    return (
      <div style={{ marginTop: 12 }}>
        <Note title={words.stopReason}>{words.cancelled}</Note>
      </div>
    );
  if (run.waitsFor === null && run.startsAfter === null) return null;
  if (run.endedAt !== null || run.state === "running") return null;
  return (
    <div style={{ marginTop: 12 }}>
      <Note title={words.waits}>
        {run.waitsFor ? text(run.waitsFor) : null}
        {run.startsAfter ? <p>{words.startsAfter(format.moment(run.startsAfter))}</p> : null}
      </Note>
    </div>
  );
}

function RunSums({ run }: { run: Run }) {
  const all = useWords(followWords);
  const words = useWords(runWords);
  const format = useFormat();
  const { counts } = run;
  const kinds = ["inserted", "updated", "deleted", "unchanged"] as const;
  return (
    <dl className="sums">
      {kinds.map((kind) => (
        <div key={kind}>
          <dt>{words[kind]}</dt>
          <dd>{format.number(counts[kind])}</dd>
        </div>
      ))}
      <div>
        <dt>{words.rejected}</dt>
        <dd className={counts.rejected > 0 ? "fault" : undefined}>
          {counts.rejected === 0 ? format.number(0) : <Rejected run={run} />}
        </dd>
      </div>
      <div>
        <dt>{words.batches}</dt>
        <dd>{format.number(run.batches)}</dd>
      </div>
      {run.reconciliation && !run.reconciliation.isMatching ? (
        <div>
          <dt>{words.reconciliation}</dt>
          <dd className="fault">{all.notEqual}</dd>
        </div>
      ) : null}
    </dl>
  );
}

function Reconciled({ run: { reconciliation } }: { run: Run }) {
  const text = useText();
  if (reconciliation === null) return null;
  return (
    <>
      <p className="t13 s">{text(reconciliation.text)}</p>
      <ReconciliationTable items={[reconciliation]} />
    </>
  );
}

function RunFacts({ run }: { run: Run }) {
  const text = useText();
  const all = useWords(followWords);
  const words = useWords(runWords);
  const format = useFormat();
  return (
    <Facts
      items={[
        {
          key: all.list.source,
          value: <AppLink href={`/intake/sources/${run.sourceId}`}>{run.sourceName}</AppLink>,
        },
        { key: all.list.name, value: <span className="mono break">{run.table}</span> },
        {
          key: words.took,
          value:
            run.startedAt && run.endedAt ? format.duration(Date.parse(run.endedAt) - Date.parse(run.startedAt)) : null,
        },
        {
          key: words.job,
          value: run.jobId ? <AppLink href={`/operations/jobs/${run.jobId}`}>{words.job}</AppLink> : null,
        },
        {
          key: words.position,
          isWide: true,
          value: run.positionText ? <span className="break">{text(run.positionText)}</span> : null,
        },
      ]}
    />
  );
}
