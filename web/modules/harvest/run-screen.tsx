import { type HarvestLine, harvestRoutes, type HarvestRun, outcomes } from "#contract/harvest";
import {
  AnsweredPage,
  AppLink,
  type Column,
  Counts,
  CopyCode,
  DataTable,
  EmptyState,
  Moment,
  Note,
  PageHead,
  Section,
  useAddressPart,
  useAnswer,
  useFilters,
  useFormat,
  usePages,
  useTable,
  useText,
  useWords,
} from "#kit";
import { JobProgress, useRunningJob } from "#shell";
import { runFilters } from "./filters.ts";
import { RunStateWord } from "./run-state.tsx";
import { harvestWords } from "./words.ts";

/** One reading of a portal: what became of each record, and why one was refused. */
export function RunScreen() {
  const words = useWords(harvestWords).run;
  const id = useAddressPart("id") ?? "";
  const answer = useAnswer(harvestRoutes.run, { params: { id } });
  return (
    <div className="page">
      <AnsweredPage answer={answer} what={words.what}>
        {(run) => <RunPage run={run} />}
      </AnsweredPage>
    </div>
  );
}

const isRunning = ({ state }: HarvestRun): boolean => state === "queued" || state === "running";

function RunPage({ run }: { run: HarvestRun }) {
  const all = useWords(harvestWords);
  const words = all.run;
  const text = useText();
  const format = useFormat();
  return (
    <>
      <PageHead
        title={words.title(run.sourceName, format.number(run.number))}
        crumbs={[
          { label: all.sources.title, href: "/harvest" },
          { label: run.sourceName, href: `/harvest/sources/${run.sourceId}` },
        ]}
        tags={<RunStateWord state={run.state} />}
        meta={
          <>
            <span>{all.modes[run.mode]}</span>
            <span>
              <Moment at={run.createdAt} /> {run.startedBy}
            </span>
            {run.announced === null ? null : <span>{words.announced(format.number(run.announced))}</span>}
            {run.entry === null ? null : (
              <AppLink href={`/ledger?entry=${run.entry}`}>{words.ledger(String(run.entry))}</AppLink>
            )}
          </>
        }
      />
      {isRunning(run) && run.jobId !== null ? <Running jobId={run.jobId} /> : null}
      {run.problem ? (
        <Note tone="fault" title={words.problem}>
          {text(run.problem)} <CopyCode code={run.problem.code} />
        </Note>
      ) : null}
      {run.isUntouched ? <Note>{words.untouched}</Note> : null}
      <Report run={run} />
    </>
  );
}

function Running({ jobId }: { jobId: string }) {
  const job = useRunningJob(jobId);
  return job ? <JobProgress job={job} /> : null;
}

function Report({ run }: { run: HarvestRun }) {
  const all = useWords(harvestWords);
  const words = all.run;
  const format = useFormat();
  const [search, setSearch] = useFilters(runFilters);
  const source = usePages(harvestRoutes.lines, { params: { id: run.id }, query: search });
  const table = useTable("harvest.lines", useColumns());
  return (
    <Section title={words.report}>
      <Counts
        label={words.counts}
        items={[
          {
            key: "all",
            label: words.all,
            count: format.number(run.seen + run.gone),
            isOn: search.outcome === undefined,
            onPick: () => setSearch({ outcome: undefined }),
          },
          ...outcomes.map((outcome) => ({
            key: outcome,
            label: all.outcomes[outcome],
            count: format.number(run[outcome]),
            isOn: search.outcome === outcome,
            onPick: () => setSearch({ outcome }),
          })),
        ]}
      />
      <DataTable
        label={words.report}
        table={table}
        source={source}
        keyOf={(line) => String(line.number)}
        nameOf={(line) => line.title}
        empty={<EmptyState title={words.emptyTitle}>{words.emptyText}</EmptyState>}
      />
    </Section>
  );
}

function useColumns(): readonly Column<HarvestLine>[] {
  const all = useWords(harvestWords);
  const words = all.run;
  const text = useText();
  const format = useFormat();
  return [
    {
      key: "record",
      title: words.record,
      render: ({ title, originId, entryId, outcome }) => (
        <>
          {entryId === null || outcome === "gone" ? (
            title || originId
          ) : (
            <AppLink href={`/harvest/entries/${entryId}`}>{title}</AppLink>
          )}
          <div className="t12 m mono">{originId}</div>
        </>
      ),
    },
    { key: "number", title: words.place, width: 90, isFigure: true, render: ({ number }) => format.number(number) },
    { key: "outcome", title: words.outcome, width: 110, render: ({ outcome }) => all.outcomes[outcome] },
    {
      key: "why",
      title: words.why,
      width: 420,
      render: ({ faults }) =>
        faults.map((fault) => (
          <div key={fault.rule}>
            {text(fault)} <span className="t12 m mono">{fault.rule}</span>
          </div>
        )),
    },
  ];
}
