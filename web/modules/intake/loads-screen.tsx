import { Button } from "antd";
import { intakeRoutes, type Load, loadStates } from "#contract/intake";
import {
  AppLink,
  type Column,
  Counts,
  DataTable,
  EmptyState,
  FilterChip,
  Icon,
  Moment,
  NameCell,
  None,
  PageHead,
  QueryStrip,
  TableTools,
  useFilters,
  useFormat,
  useGo,
  usePages,
  useTable,
  useWords,
} from "#kit";
import { DepartmentChip, DepartmentName, useHasRole } from "#shell";
import { loadFilters } from "./filters.ts";
import { LoadStateWord } from "./load-state.tsx";
import { intakeWords } from "./words.ts";
import { loaders } from "./workers.ts";

const busyMs = 3000;

/** Every load there was: what was read, what went in, what was turned away. */
export function LoadsScreen() {
  const words = useWords(intakeWords).loads;
  const format = useFormat();
  const go = useGo();
  const hasRole = useHasRole();
  const [search] = useFilters(loadFilters);
  const running = usePages(intakeRoutes.listLoads, { query: { state: "running" } }, { pageSize: 1, every: busyMs });
  const isBusy = (running.total ?? 0) > 0;
  const source = usePages(intakeRoutes.listLoads, { query: search }, { every: isBusy ? busyMs : 0 });
  const table = useTable("intake.loads", useColumns());
  const start = hasRole(loaders) ? (
    <Button size="small" type="primary" icon={<Icon name="upload" />} onClick={() => go("/intake/new")}>
      {words.start}
    </Button>
  ) : undefined;
  return (
    <div className="page">
      <PageHead
        title={words.title}
        note={source.total === null ? undefined : words.note(format.number(source.total))}
        actions={start}
      />
      <StateCounts />
      <QueryStrip tools={<TableTools table={table} />}>
        <LoadFilters />
      </QueryStrip>
      <DataTable
        label={words.what}
        table={table}
        source={source}
        keyOf={(load) => load.id}
        nameOf={(load) => load.resourceName}
        hrefOf={(load) => `/intake/loads/${load.id}`}
        empty={
          Object.keys(search).length === 0 ? (
            <EmptyState title={words.emptyTitle} action={start}>
              {words.emptyText}
            </EmptyState>
          ) : (
            <EmptyState
              title={words.nothingTitle}
              action={
                <Button size="small" onClick={() => go("/intake/loads")}>
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
  const words = useWords(intakeWords).loads;
  const [search, setSearch] = useFilters(loadFilters);
  return (
    <Counts
      label={words.state}
      items={[
        {
          key: "all",
          label: words.all,
          count: null,
          isOn: search.state === undefined,
          onPick: () => setSearch({ state: undefined }),
        },
        ...loadStates.map((state) => ({
          key: state,
          label: <LoadStateWord state={state} isLabel />,
          count: null,
          isOn: search.state === state,
          onPick: () => setSearch({ state }),
        })),
      ]}
    />
  );
}

function LoadFilters() {
  const words = useWords(intakeWords).loads;
  const [search, setSearch] = useFilters(loadFilters);
  return (
    <>
      <DepartmentChip value={search.department} onChange={(department) => setSearch({ department })} />
      <FilterChip
        label={words.dirty}
        value={search.hasDirty}
        choices={[
          { value: "true", label: words.withDirty },
          { value: "false", label: words.withoutDirty },
        ]}
        onChange={(hasDirty) => setSearch({ hasDirty: hasDirty as typeof search.hasDirty })}
      />
      {search.resourceId ? (
        <FilterChip
          label={words.ofResource}
          value={search.resourceId}
          choices={[]}
          shown={words.chosen}
          onChange={() => setSearch({ resourceId: undefined })}
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

function useColumns(): readonly Column<Load>[] {
  const all = useWords(intakeWords);
  const words = all.loads;
  const format = useFormat();
  const figure = (value: number | null) => (value === null ? <None /> : format.number(value));
  return [
    {
      key: "resource",
      title: words.resource,
      render: (load) => (
        <NameCell
          name={load.resourceName}
          href={`/intake/loads/${load.id}`}
          note={
            <span className="break">
              {all.load(format.number(load.number))} · {load.fileName ?? load.table}
            </span>
          }
        />
      ),
    },
    {
      key: "department",
      title: words.department,
      width: 150,
      render: (load) => <DepartmentName code={load.department} isPlain />,
    },
    { key: "state", title: words.state, width: 110, render: (load) => <LoadStateWord state={load.state} /> },
    { key: "read", title: words.read, width: 100, isFigure: true, render: (load) => figure(load.rowsRead) },
    { key: "loaded", title: words.loaded, width: 100, isFigure: true, render: (load) => figure(load.rowsLoaded) },
    {
      key: "rejected",
      title: words.rejected,
      width: 90,
      isFigure: true,
      render: (load) =>
        load.rowsRejected ? (
          <AppLink href={`/intake/dirty?load=${load.id}`}>{format.number(load.rowsRejected)}</AppLink>
        ) : (
          figure(load.rowsRejected)
        ),
    },
    {
      key: "open",
      title: words.open,
      width: 90,
      isFigure: true,
      render: (load) =>
        load.dirtyOpen > 0 ? (
          <AppLink href={`/intake/dirty?load=${load.id}`}>{format.number(load.dirtyOpen)}</AppLink>
        ) : (
          <None />
        ),
    },
    { key: "at", title: words.at, width: 120, render: (load) => <Moment at={load.startedAt ?? load.createdAt} /> },
    {
      key: "took",
      title: words.took,
      width: 100,
      isFigure: true,
      isHidden: true,
      render: (load) =>
        load.startedAt && load.endedAt ? (
          format.duration(Date.parse(load.endedAt) - Date.parse(load.startedAt))
        ) : (
          <None />
        ),
    },
    { key: "who", title: words.who, width: 110, isHidden: true, render: (load) => load.startedBy },
  ];
}
