import { Button } from "antd";
import type { ReactNode } from "react";
import { clockRoutes, type Statistics } from "#contract/clock";
import {
  AnsweredPage,
  AppLink,
  EmptyState,
  FilterChip,
  Icon,
  None,
  PageHead,
  PlainTable,
  QueryStrip,
  saveText,
  Section,
  Segments,
  today,
  useAnswer,
  useFilters,
  useFormat,
  useText,
  useWords,
} from "#kit";
import { DepartmentChip, DepartmentName, useDepartments } from "#shell";
import { periods, statisticsFilters } from "./filters.ts";
import { InTimeChart } from "./in-time-chart.tsx";
import { spanOf } from "./period.ts";
import { ruleWords } from "./rule-words.ts";
import "./clock.css";

/** Who answers in time, fit to be published: departments and figures, no people, no subjects. */
export function StatisticsScreen() {
  const words = useWords(ruleWords).statistics;
  const [search] = useFilters(statisticsFilters);
  const span = spanOf(search.period ?? "quarter", today());
  const answer = useAnswer(
    clockRoutes.statistics,
    { query: { ...span, department: search.department, kind: search.kind } },
    { keepsLast: true },
  );
  return (
    <div className="page">
      <AnsweredPage answer={answer} what={words.title} rows={8}>
        {(statistics) => <StatisticsPage statistics={statistics} />}
      </AnsweredPage>
    </div>
  );
}

function StatisticsPage({ statistics }: { statistics: Statistics }) {
  const words = useWords(ruleWords).statistics;
  const format = useFormat();
  const { rows, from, to, asOf } = statistics;
  return (
    <>
      <PageHead title={words.title} note={words.note(format.date(from), format.date(to), format.moment(asOf))} />
      <Strip tools={<ExportStatistics statistics={statistics} />} />
      {rows.length === 0 ? (
        <EmptyState title={words.emptyTitle}>{words.emptyText}</EmptyState>
      ) : (
        <>
          <InTimeChart rows={rows} />
          <Section title={words.table} note={words.tableNote}>
            <Rows rows={rows} />
          </Section>
        </>
      )}
    </>
  );
}

function Strip({ tools }: { tools: ReactNode }) {
  const words = useWords(ruleWords).statistics;
  const text = useText();
  const [search, setSearch] = useFilters(statisticsFilters);
  const { data: kinds } = useAnswer(clockRoutes.listKinds, {});
  return (
    <QueryStrip tools={tools}>
      <Segments
        label={words.period}
        value={search.period ?? "quarter"}
        options={periods.map((value) => ({ value, label: words.periods[value] }))}
        onChange={(period) => setSearch({ period })}
      />
      <DepartmentChip value={search.department} onChange={(department) => setSearch({ department })} />
      <FilterChip
        label={words.kind}
        value={search.kind}
        choices={(kinds?.items ?? [])
          .filter(({ form }) => form !== "extension")
          .map(({ code, name }) => ({ value: code, label: text(name) }))}
        onChange={(kind) => setSearch({ kind })}
      />
    </QueryStrip>
  );
}

function Rows({ rows }: { rows: Statistics["rows"] }) {
  const words = useWords(ruleWords).statistics;
  const text = useText();
  const format = useFormat();
  const counted = (count: number, href: string) =>
    count === 0 ? "0" : <AppLink href={href}>{format.number(count)}</AppLink>;
  return (
    <PlainTable
      label={words.title}
      keepsShape
      columns={[
        { title: words.department },
        { title: words.kind },
        { title: words.inTime, isFigure: true, width: 90 },
        { title: words.met, isFigure: true, width: 90 },
        { title: words.metLate, isFigure: true, width: 90 },
        { title: words.overdue, isFigure: true, width: 90 },
        { title: words.median, isFigure: true, width: 110 },
        { title: words.extended, isFigure: true, width: 80 },
      ]}
      rows={rows.map((row) => {
        const of = `owedBy=${row.department}&kind=${row.kind}`;
        return {
          key: `${row.department} ${row.kind}`,
          cells: [
            <DepartmentName key="department" code={row.department} />,
            text(row.kindName),
            row.inTime === null ? <None key="inTime" /> : <b key="inTime">{format.percent(row.inTime)}</b>,
            counted(row.met, `/clock?state=met&${of}`),
            counted(row.metLate, `/clock?state=met-late&${of}`),
            counted(row.overdue, `/clock?colour=red&${of}`),
            row.medianDays === null ? <None key="median" /> : words.days(String(row.medianDays)),
            format.number(row.extended),
          ],
        };
      })}
    />
  );
}

/** The public form: what stands on the page, as a file that spreadsheets open. */
function ExportStatistics({ statistics }: { statistics: Statistics }) {
  const words = useWords(ruleWords).statistics;
  const text = useText();
  const { nameOf } = useDepartments();
  const save = () => {
    const head = [
      words.department,
      words.kind,
      words.inTime,
      words.met,
      words.metLate,
      words.overdue,
      words.median,
      words.extended,
    ];
    const lines = statistics.rows.map((row) => [
      row.departmentName || nameOf(row.department),
      text(row.kindName),
      row.inTime ?? "",
      row.met,
      row.metLate,
      row.overdue,
      row.medianDays ?? "",
      row.extended,
    ]);
    const csv = [head, ...lines].map((line) => line.map((cell) => `"${String(cell).replaceAll('"', '""')}"`).join(","));
    const name = `${words.title} ${statistics.from} ${statistics.to}.csv`;
    saveText(`\uFEFF${csv.join("\r\n")}\r\n`, name, "text/csv");
  };
  return (
    <Button size="small" icon={<Icon name="download" />} onClick={save}>
      {words.publish}
    </Button>
  );
}
