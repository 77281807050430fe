import { Button } from "antd";
import { followRoutes, type Run, type RunState, runStates } from "#contract/intake-follow";
import {
  AppLink,
  type Column,
  Counts,
  DataTable,
  EmptyState,
  FilterChip,
  Moment,
  NameCell,
  None,
  PageHead,
  QueryStrip,
  TableTools,
  useAnswer,
  useFilters,
  useFormat,
  useGo,
  usePages,
  useTable,
  useWords,
} from "#kit";
import { DepartmentChip, DepartmentName } from "#shell";
import { runFilters } from "../filters.ts";
import { EqualWord, RunStateWord } from "./parts.tsx";
import { changesOf } from "./run-changes.ts";
import { runWords } from "./run-words.ts";
import { followWords } from "./words.ts";

const renewMs = 10_000;

/** Every run of every follow, the newest first. */
export function RunsScreen() {
  const words = useWords(runWords);
  const format = useFormat();
  const go = useGo();
  const [search] = useFilters(runFilters);
  const source = usePages(followRoutes.listRuns, { query: search }, { every: renewMs });
  const table = useTable("intake.runs", useColumns());
  return (
    <div className="page">
      <PageHead
        title={words.title}
        note={source.total === null ? undefined : words.note(format.number(source.total))}
      />
      <StateCounts />
      <QueryStrip tools={<TableTools table={table} />}>
        <RunFilters />
      </QueryStrip>
      <DataTable
        label={words.what}
        table={table}
        source={source}
        keyOf={(run) => run.id}
        nameOf={(run) => run.resourceName}
        hrefOf={(run) => `/intake/runs/${run.id}`}
        empty={
          Object.keys(search).length === 0 ? (
            <EmptyState title={words.emptyTitle}>{words.emptyText}</EmptyState>
          ) : (
            <EmptyState
              title={words.nothingTitle}
              action={
                <Button size="small" onClick={() => go("/intake/runs")}>
                  {words.clear}
                </Button>
              }
            >
              {words.nothingText}
            </EmptyState>
          )
        }
      />
    </div>
  );
}

function StateCounts() {
  const words = useWords(runWords);
  const format = useFormat();
  const [search, setSearch] = useFilters(runFilters);
  const { state: _state, ...others } = search;
  const { data } = useAnswer(
    followRoutes.listRuns,
    { query: { ...others, limit: 1 } },
    { every: renewMs, keepsLast: true },
  );
  const countOf = (state: RunState) => data?.byState[state] ?? 0;
  return (
    <Counts
      label={words.state}
      items={[
        {
          key: "all",
          label: words.all,
          count: data ? format.number(runStates.reduce((sum, state) => sum + countOf(state), 0)) : null,
          isOn: search.state === undefined,
          onPick: () => setSearch({ state: undefined }),
        },
        ...runStates
          .filter((state) => data === undefined || countOf(state) > 0 || state === search.state)
          .map((state) => ({
            key: state,
            label: <RunStateWord state={state} isLabel />,
            count: data ? format.number(countOf(state)) : null,
            isOn: search.state === state,
            onPick: () => setSearch({ state }),
          })),
      ]}
    />
  );
}

function RunFilters() {
  const words = useWords(runWords);
  const [search, setSearch] = useFilters(runFilters);
  return (
    <>
      <DepartmentChip value={search.department} onChange={(department) => setSearch({ department })} />
      {search.followId ? (
        <FilterChip
          label={words.ofFollow}
          value={search.followId}
          choices={[]}
          shown={words.chosen}
          onChange={() => setSearch({ followId: undefined })}
        />
      ) : null}
      {search.sourceId ? (
        <FilterChip
          label={words.ofSource}
          value={search.sourceId}
          choices={[]}
          shown={words.chosen}
          onChange={() => setSearch({ sourceId: undefined })}
        />
      ) : null}
    </>
  );
}

function useColumns(): readonly Column<Run>[] {
  const all = useWords(followWords);
  const words = useWords(runWords);
  const format = useFormat();
  return [
    {
      key: "resource",
      title: words.resource,
      render: (run) => (
        <NameCell
          name={run.resourceName}
          href={`/intake/runs/${run.id}`}
          note={
            <span className="break">
              {all.run(format.number(run.followNumber))} · {run.sourceName} · <span className="mono">{run.table}</span>
            </span>
          }
        />
      ),
    },
    {
      key: "department",
      title: words.department,
      width: 140,
      render: (run) => <DepartmentName code={run.department} isPlain />,
    },
    { key: "mode", title: words.mode, width: 100, render: (run) => all.modes[run.mode] },
    { key: "trigger", title: words.trigger, width: 110, render: (run) => all.triggers[run.trigger] },
    { key: "state", title: words.state, width: 110, render: (run) => <RunStateWord state={run.state} /> },
    { key: "read", title: words.read, width: 100, isFigure: true, render: (run) => format.number(run.counts.read) },
    {
      key: "changed",
      title: words.changed,
      width: 100,
      isFigure: true,
      render: (run) => format.number(changesOf(run.counts)),
    },
    { key: "rejected", title: words.rejected, width: 80, isFigure: true, render: (run) => <Rejected run={run} /> },
    {
      key: "reconciled",
      title: words.reconciled,
      width: 110,
      render: (run) => (run.reconciliation === null ? <None /> : <EqualWord result={run.reconciliation} />),
    },
    { key: "at", title: words.at, width: 120, render: (run) => <Moment at={run.startedAt ?? run.createdAt} /> },
    {
      key: "took",
      title: words.took,
      width: 100,
      isFigure: true,
      isHidden: true,
      render: (run) =>
        run.startedAt && run.endedAt ? format.duration(Date.parse(run.endedAt) - Date.parse(run.startedAt)) : <None />,
    },
  ];
}

/** Rejected rows, leading to them where they can be mended. */
export function Rejected({ run }: { run: Run }) {
  const format = useFormat();
  const { rejected } = run.counts;
  if (rejected === 0) return <None />;
  if (run.loadId === null) return format.number(rejected);
  return <AppLink href={`/intake/dirty?load=${run.loadId}`}>{format.number(rejected)}</AppLink>;
}
