import { Button } from "antd";
import { type KeptReport, qualityReportRoutes, reportStateNames, reportStates } from "#contract/quality-report";
import {
  ChoiceField,
  type Column,
  DataTable,
  EmptyState,
  FilterChip,
  Moment,
  NameCell,
  None,
  PageHead,
  QueryStrip,
  Score,
  StateWord,
  TableTools,
  today,
  useFilters,
  useForm,
  useFormat,
  useGo,
  usePages,
  useTable,
  useText,
  useWords,
} from "#kit";
import { DepartmentChip, DepartmentField, useDepartments, useSession } from "#shell";
import { ChangeFigure } from "./change-figure.tsx";
import { reportsFilters } from "./filters.ts";
import { monthsBack, useMonthName } from "./months.ts";
import { reportWords } from "./report-words.ts";
import "./quality.css";

/** Monthly reports that were settled; and the way to any department's month. */
export function ReportsScreen() {
  const words = useWords(reportWords).list;
  const text = useText();
  const format = useFormat();
  const [search, setSearch] = useFilters(reportsFilters);
  const source = usePages(qualityReportRoutes.listReports, { query: search });
  const table = useTable("quality.reports", useColumns());
  return (
    <div className="page">
      <PageHead
        title={words.title}
        note={source.total === null ? undefined : words.note(format.number(source.total))}
        lede={words.lede}
      />
      <OpenReport />
      <QueryStrip tools={<TableTools table={table} />}>
        <DepartmentChip value={search.department} onChange={(department) => setSearch({ department })} />
        <FilterChip
          label={words.state}
          value={search.state}
          choices={reportStates.map((state) => ({ value: state, label: text(reportStateNames[state]) }))}
          onChange={(state) => setSearch({ state: state as typeof search.state })}
        />
      </QueryStrip>
      <DataTable
        label={words.title}
        table={table}
        source={source}
        keyOf={(report) => report.id}
        nameOf={(report) => `${report.departmentName} ${report.month}`}
        hrefOf={hrefOf}
        empty={<EmptyState title={words.emptyTitle}>{words.emptyText}</EmptyState>}
      />
    </div>
  );
}

const hrefOf = ({ department, month, edition }: KeptReport): string =>
  `/quality/departments/${department}/report?month=${month}&edition=${edition}`;

function OpenReport() {
  const words = useWords(reportWords).list;
  const go = useGo();
  const session = useSession();
  const { list } = useDepartments();
  const monthName = useMonthName();
  const months = monthsBack(today().slice(0, 7), 24);
  const form = useForm({
    id: "open-report",
    initial: { department: session.department ?? "", month: months[0] ?? "" },
    send: async () => {},
  });
  const { department, month } = form.values;
  const chosen = department === "" ? (list[0]?.code ?? "") : department;
  return (
    <section className="open-report no-print" aria-label={words.open}>
      <DepartmentField form={form} name="department" label={words.department} isRequired />
      <ChoiceField
        form={form}
        name="month"
        label={words.month}
        isRequired
        choices={months.map((value) => ({ value, label: monthName(value) }))}
      />
      <Button
        type="primary"
        disabled={chosen === ""}
        onClick={() => go(`/quality/departments/${chosen}/report?month=${month}`)}
      >
        {words.show}
      </Button>
    </section>
  );
}

function useColumns(): readonly Column<KeptReport>[] {
  const words = useWords(reportWords).list;
  const text = useText();
  const format = useFormat();
  const monthName = useMonthName();
  return [
    {
      key: "report",
      title: words.report,
      render: (report) => (
        <NameCell
          name={`${report.departmentName} ${monthName(report.month)}`}
          href={hrefOf(report)}
          {...(report.edition > 1 ? { note: words.edition(format.number(report.edition)) } : {})}
        />
      ),
    },
    {
      key: "state",
      title: words.state,
      width: 110,
      render: ({ state }) => (
        <StateWord icon={state === "signed" ? "check" : "clock"} tone={state === "signed" ? "good" : "plain"}>
          {text(reportStateNames[state])}
        </StateWord>
      ),
    },
    {
      key: "score",
      title: words.score,
      width: 80,
      isFigure: true,
      render: ({ score }) => <Score score={score} />,
    },
    {
      key: "change",
      title: words.change,
      width: 90,
      isFigure: true,
      render: ({ score, before }) => <ChangeFigure now={score} before={before} />,
    },
    {
      key: "badRows",
      title: words.badRows,
      width: 90,
      isFigure: true,
      render: ({ badRows }) => format.number(badRows),
    },
    {
      key: "prepared",
      title: words.prepared,
      width: 170,
      render: ({ preparedAt, preparedBy }) => (
        <>
          <Moment at={preparedAt} /> <span className="m t12">{preparedBy}</span>
        </>
      ),
    },
    {
      key: "signed",
      title: words.signed,
      width: 170,
      render: ({ signedAt, signedBy }) =>
        signedAt === null ? (
          <None />
        ) : (
          <>
            <Moment at={signedAt} /> <span className="m t12">{signedBy}</span>
          </>
        ),
    },
  ];
}
