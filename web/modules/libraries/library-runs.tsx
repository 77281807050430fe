import { type Library, librariesRoutes, type LibraryRun } from "#contract/libraries";
import {
  Answered,
  AppLink,
  Chart,
  Moment,
  None,
  PlainTable,
  Section,
  StateWord,
  useAnswer,
  useFormat,
  useWords,
} from "#kit";
import { RunningJob } from "./running-job.tsx";
import { librariesWords } from "./words.ts";

type Run = Omit<LibraryRun, "matching">;
const shown = 30;

/** Runs that have not ended are asked after again. */
const everyMs = (latest: { items: readonly Run[] } | undefined): number =>
  latest?.items.some(({ state }) => state === "queued" || state === "running") ? 2000 : 0;

export function LibraryRuns({ library }: { library: Library }) {
  const words = useWords(librariesWords).library;
  const format = useFormat();
  const answer = useAnswer(
    librariesRoutes.listRuns,
    { params: { name: library.name }, query: { limit: shown } },
    { every: everyMs },
  );
  return (
    <Section title={words.runs} note={answer.data ? words.allRuns(format.number(answer.data.total)) : undefined}>
      <Answered answer={answer} what={words.runs}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="t13 m">{words.noRuns}</p>
          ) : (
            <>
              {items.map(({ id, jobId, state }) =>
                jobId !== null && (state === "queued" || state === "running") ? (
                  <RunningJob key={id} jobId={jobId} />
                ) : null,
              )}
              <RunsChart runs={items} />
              <RunTable name={library.name} runs={items} />
            </>
          )
        }
      </Answered>
    </Section>
  );
}

function RunTable({ name, runs }: { name: string; runs: readonly Run[] }) {
  const words = useWords(librariesWords).library;
  const format = useFormat();
  const count = (run: Run, of: "records" | "doubtful" | "conflicts") =>
    run.figures ? format.number(run.figures[of]) : <None key={of} />;
  return (
    <PlainTable
      label={words.runs}
      columns={[
        { title: words.at },
        { title: words.state },
        { title: words.records, isFigure: true },
        { title: words.doubtful, isFigure: true },
        { title: words.conflictCount, isFigure: true },
        { title: words.took, isFigure: true },
        { title: words.by },
      ]}
      rows={runs.map((run) => ({
        key: run.id,
        cells: [
          <AppLink key="at" href={`/libraries/${name}/runs/${run.id}`}>
            <Moment at={run.endedAt ?? run.queuedAt} />
          </AppLink>,
          <RunState key="state" state={run.state} />,
          count(run, "records"),
          count(run, "doubtful"),
          count(run, "conflicts"),
          run.durationMs === null ? <None key="took" /> : format.duration(run.durationMs),
          run.startedBy,
        ],
      }))}
    />
  );
}

const icons = { queued: "clock", running: "running", succeeded: "check", failed: "fault" } as const;

export function RunState({ state }: { state: LibraryRun["state"] }) {
  const words = useWords(librariesWords).library;
  return (
    <StateWord icon={icons[state]} tone={state === "failed" ? "fault" : "plain"} light>
      {words.states[state]}
    </StateWord>
  );
}

/** Records and conflicts from run to run; one run is no trend. */
function RunsChart({ runs }: { runs: readonly Run[] }) {
  const words = useWords(librariesWords).library;
  const format = useFormat();
  const ended = runs.flatMap(({ endedAt, figures }) => (endedAt && figures ? [{ endedAt, figures }] : [])).toReversed();
  if (ended.length < 2) return null;
  const line = (name: string, of: "records" | "conflicts") => ({
    name,
    type: "line",
    data: ended.map(({ figures }) => figures[of]),
  });
  return (
    <Chart
      title={words.trend}
      height={170}
      option={{
        grid: { left: 0, right: 12, top: 32, bottom: 4, outerBoundsMode: "same", outerBoundsContain: "all" },
        legend: { left: 0, top: 0, itemWidth: 14, itemHeight: 8 },
        xAxis: { type: "category", data: ended.map(({ endedAt }) => format.monthDay(endedAt)) },
        yAxis: { type: "value", min: 0, splitNumber: 3 },
        tooltip: { trigger: "axis", valueFormatter: (value: number) => format.number(value) },
        series: [line(words.records, "records"), line(words.conflictCount, "conflicts")],
      }}
      table={{
        columns: [words.at, words.records, words.conflictCount],
        rows: ended
          .toReversed()
          .map(({ endedAt, figures }) => [
            format.instant(endedAt),
            format.number(figures.records),
            format.number(figures.conflicts),
          ]),
      }}
    />
  );
}
