import { Button } from "antd";
import type { ReactNode } from "react";
import { dimensionNames, dimensions, type LeagueRow, qualityRoutes } from "#contract/quality";
import type { RouteAnswer } from "#contract/route";
import {
  allOf,
  AnsweredPage,
  AppLink,
  DataTable,
  EmptyState,
  FilterChip,
  Icon,
  PageHead,
  QueryStrip,
  saveText,
  Segments,
  stringifySearch,
  TableTools,
  useAnswer,
  useFilters,
  useFormat,
  useTable,
  useText,
  useWords,
} from "#kit";
import { DepartmentPanes } from "./department-panes.tsx";
import { leagueFilters, periods, usualPeriod } from "./filters.ts";
import { useLeagueColumns } from "./league-columns.tsx";
import { OverviewCharts } from "./overview-charts.tsx";
import { qualityWords } from "./words.ts";
import "./quality.css";

type League = RouteAnswer<typeof qualityRoutes.league>;

/** Whose data can be relied on: departments by score; under them what ails the chosen one, rule by rule, row by row. */
export function LeagueScreen() {
  const words = useWords(qualityWords).league;
  const [{ days = usualPeriod }] = useFilters(leagueFilters);
  const answer = useAnswer(qualityRoutes.league, { query: { days: Number(days) } }, { keepsLast: true });
  return (
    <div className="page">
      <AnsweredPage answer={answer} what={words.title} rows={8}>
        {(league) => <LeaguePage league={league} />}
      </AnsweredPage>
    </div>
  );
}

function LeaguePage({ league }: { league: League }) {
  const words = useWords(qualityWords).league;
  const format = useFormat();
  const [search] = useFilters(leagueFilters);
  const shown = search.below ? league.rows.filter((row) => row.score < league.agreed) : league.rows;
  const table = useTable("quality.league", useLeagueColumns(league.agreed));
  const { dimension: _dimension, rule: _rule, resource: _resource, ...kept } = search;
  return (
    <>
      <PageHead
        title={words.title}
        note={
          league.asOf === null ? undefined : (
            <span className="in-text">
              {words.departments(format.number(league.rows.length))}
              <AppLink href="/catalog?sort=rows&hasData=true">{words.rows(format.number(league.rowCount))}</AppLink>
              {words.rules(format.number(league.ruleCount))}
              {words.asOf(format.moment(league.asOf))}
            </span>
          )
        }
      />
      {league.rows.length === 0 ? (
        <div style={{ marginTop: 12 }}>
          <EmptyState
            title={words.emptyTitle}
            action={<AppLink href="/catalog?hasData=true">{words.emptyAction}</AppLink>}
          >
            {words.emptyText}
          </EmptyState>
        </div>
      ) : (
        <>
          <LeagueStrip
            agreed={league.agreed}
            tools={
              <>
                <TableTools table={table} />
                <ExportLeague rows={shown} />
              </>
            }
          />
          <DataTable
            label={words.title}
            table={{ ...table, isDense: true }}
            source={allOf(shown)}
            keyOf={(row) => row.department}
            nameOf={(row) => row.departmentName}
            hrefOf={(row) => `/quality${stringifySearch({ ...kept, department: row.department })}`}
            currentKey={search.department}
            empty={<EmptyState title={words.noneBelow}>{words.noneBelowText(format.score(league.agreed))}</EmptyState>}
          />
          {search.department === undefined ? null : (
            <DepartmentPanes key={search.department} code={search.department} agreed={league.agreed} />
          )}
          <OverviewCharts rows={league.rows} agreed={league.agreed} />
        </>
      )}
    </>
  );
}

function LeagueStrip({ agreed, tools }: { agreed: number; tools: ReactNode }) {
  const words = useWords(qualityWords).league;
  const format = useFormat();
  const [search, setSearch] = useFilters(leagueFilters);
  return (
    <QueryStrip
      tools={
        <>
          <span className="t12 m">{words.legend(format.score(agreed))}</span>
          {tools}
        </>
      }
    >
      <Segments
        label={words.period}
        value={search.days ?? usualPeriod}
        options={periods.map((value) => ({ value, label: words.periods[value] }))}
        onChange={(days) => setSearch({ days })}
      />
      <FilterChip
        label={words.below}
        value={search.below}
        choices={[{ value: "1", label: words.belowOnly }]}
        onChange={(below) => setSearch({ below: below as typeof search.below })}
      />
    </QueryStrip>
  );
}

/** The league as it stands on the page, as a CSV that spreadsheets open in the right encoding. */
function ExportLeague({ rows }: { rows: readonly LeagueRow[] }) {
  const words = useWords(qualityWords).league;
  const text = useText();
  const save = () => {
    const head = [
      words.rank,
      words.department,
      words.score,
      ...dimensions.map((one) => text(dimensionNames[one])),
      words.badRows,
    ];
    const lines = rows.map((row) => [
      row.rank,
      row.departmentName,
      row.score,
      ...dimensions.map((one) => row.dimensions.find(({ dimension }) => dimension === one)?.score ?? ""),
      row.badRows,
    ]);
    const csv = [head, ...lines].map((line) => line.map((cell) => `"${String(cell).replaceAll('"', '""')}"`).join(","));
    saveText(`\uFEFF${csv.join("\r\n")}\r\n`, `${words.title}.csv`, "text/csv");
  };
  return (
    <Button size="small" icon={<Icon name="download" />} onClick={save}>
      {words.export}
    </Button>
  );
}
