import { type CheckRun, dimensionNames, dimensions, qualityRoutes } from "#contract/quality";
import {
  AppLink,
  type Column,
  DataTable,
  EmptyState,
  Moment,
  NameCell,
  None,
  PageHead,
  QueryStrip,
  Score,
  ScoreDot,
  TableTools,
  useFilters,
  useFormat,
  usePages,
  useTable,
  useText,
  useWords,
} from "#kit";
import { DepartmentChip, DepartmentName } from "#shell";
import { runFilters } from "./filters.ts";
import { qualityWords } from "./words.ts";
import "./quality.css";

type Run = Omit<CheckRun, "rules">;

/** Every check there was, newest first. */
export function RunsScreen() {
  const words = useWords(qualityWords).runs;
  const format = useFormat();
  const [search, setSearch] = useFilters(runFilters);
  const source = usePages(qualityRoutes.listRuns, { query: search });
  const table = useTable("quality.runs", useColumns());
  return (
    <div className="page">
      <PageHead
        title={words.title}
        note={source.total === null ? undefined : words.note(format.number(source.total))}
      />
      <QueryStrip tools={<TableTools table={table} />}>
        <DepartmentChip value={search.department} onChange={(department) => setSearch({ department })} />
      </QueryStrip>
      <DataTable
        label={words.title}
        table={table}
        source={source}
        keyOf={(run) => run.id}
        nameOf={(run) => run.resourceName}
        hrefOf={(run) => `/quality/resources/${run.resourceId}`}
        empty={<EmptyState title={words.emptyTitle}>{words.emptyText}</EmptyState>}
      />
    </div>
  );
}

function useColumns(): readonly Column<Run>[] {
  const words = useWords(qualityWords).runs;
  const text = useText();
  const format = useFormat();
  return [
    {
      key: "resource",
      title: words.resource,
      render: (run) => <NameCell name={run.resourceName} href={`/quality/resources/${run.resourceId}`} />,
    },
    {
      key: "department",
      title: words.department,
      width: 150,
      render: (run) => <DepartmentName code={run.department} />,
    },
    { key: "at", title: words.at, width: 130, render: (run) => <Moment at={run.ranAt} /> },
    {
      key: "score",
      title: words.score,
      width: 160,
      render: (run) => (
        <span className="row g2">
          <ScoreDot score={run.score} agreed={run.agreed} width={96} />
          <Score score={run.score} agreed={run.agreed} />
        </span>
      ),
    },
    ...dimensions.map((dimension) => ({
      key: dimension,
      title: text(dimensionNames[dimension]),
      width: 76,
      isFigure: true,
      isHidden: true,
      render: (run: Run) => {
        const line = run.dimensions.find((one) => one.dimension === dimension);
        return <Score score={line?.score ?? null} agreed={run.agreed} />;
      },
    })),
    { key: "rows", title: words.rows, width: 100, isFigure: true, render: (run) => format.number(run.rowCount) },
    {
      key: "badRows",
      title: words.badRows,
      width: 90,
      isFigure: true,
      render: (run) =>
        run.badRows === 0 ? (
          "0"
        ) : (
          <AppLink href={`/quality/resources/${run.resourceId}?rows=all`}>{format.number(run.badRows)}</AppLink>
        ),
    },
    { key: "took", title: words.took, width: 80, isFigure: true, render: (run) => format.duration(run.durationMs) },
    {
      key: "entry",
      title: words.entry,
      width: 90,
      isFigure: true,
      render: (run) =>
        run.entry === null ? <None /> : <AppLink href={`/ledger/${run.entry}`}>{format.entry(run.entry)}</AppLink>,
    },
  ];
}
