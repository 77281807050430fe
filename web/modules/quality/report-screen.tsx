import { qualityReportRoutes, reportStateNames, type ReportView } from "#contract/quality-report";
import {
  AnsweredPage,
  AppLink,
  downloadFile,
  ExportButton,
  FilterChip,
  Moment,
  PageHead,
  QueryStrip,
  StateWord,
  today,
  useAddressPart,
  useAnswer,
  useFilters,
  useFormat,
  useText,
  useWords,
} from "#kit";
import { useDepartments } from "#shell";
import { Button } from "antd";
import { reportFilters } from "./filters.ts";
import { monthAfter, monthsBack, useMonthName } from "./months.ts";
import { ReportActs } from "./report-acts.tsx";
import { Changes, Lost, Process, Resources } from "./report-tables.tsx";
import { Dimensions, MonthsChart, Overview, Signature } from "./report-parts.tsx";
import { reportWords } from "./report-words.ts";
import "./quality.css";

/** A department's month: what it came to, why, what changed, and who answers for it. Made to be printed as well. */
export function ReportScreen() {
  const words = useWords(reportWords);
  const code = useAddressPart("code") ?? "";
  const [{ month = today().slice(0, 7), edition }] = useFilters(reportFilters);
  const query = { month, ...(edition === undefined ? {} : { edition: Number(edition) }) };
  const answer = useAnswer(qualityReportRoutes.report, { params: { code }, query }, { keepsLast: true });
  return (
    <div className="page report-page">
      <AnsweredPage answer={answer} what={words.what} rows={8}>
        {(view) => <ReportPage view={view} request={{ params: { code }, query }} />}
      </AnsweredPage>
    </div>
  );
}

interface Request {
  readonly params: { readonly code: string };
  readonly query: { readonly month: string; readonly edition?: number };
}

function ReportPage({ view, request }: { view: ReportView; request: Request }) {
  const words = useWords(reportWords);
  const text = useText();
  const departments = useDepartments();
  const monthName = useMonthName();
  const { report } = view;
  return (
    <>
      <PageHead
        title={words.title(text(report.departmentName), monthName(report.month))}
        crumbs={[
          { label: words.crumb, href: "/quality/reports" },
          {
            label: departments.nameOf(report.department),
            href: `/quality?department=${report.department}`,
          },
        ]}
        meta={<Standing view={view} />}
        actions={
          <>
            <Button size="small" onClick={() => window.print()}>
              {words.print}
            </Button>
            <ExportButton label={words.pdf} onExport={() => downloadFile(qualityReportRoutes.printReport, request)} />
            <ExportButton label={words.xlsx} onExport={() => downloadFile(qualityReportRoutes.exportReport, request)} />
          </>
        }
      />
      <ReportStrip view={view} />
      <ReportActs key={`${report.month} ${view.kept?.id ?? ""} ${view.kept?.version ?? 0}`} view={view} />
      <Overview report={report} />
      <Lost report={report} />
      <Changes report={report} />
      <Dimensions report={report} />
      <Resources report={report} />
      <Process report={report} />
      <MonthsChart report={report} />
      <Signature view={view} />
    </>
  );
}

function Standing({ view: { report, kept } }: { view: ReportView }) {
  const words = useWords(reportWords);
  const text = useText();
  const format = useFormat();
  return (
    <>
      <StateWord icon={kept?.state === "signed" ? "check" : "clock"} tone={kept?.state === "signed" ? "good" : "plain"}>
        {kept ? text(reportStateNames[kept.state]) : words.computed}
      </StateWord>
      <span>{words.covers(format.date(report.fromOn), format.date(report.untilOn))}</span>
      {kept ? (
        <span>
          {words.edition(format.number(kept.edition))} {words.preparedLine(kept.preparedBy)}{" "}
          <Moment at={kept.preparedAt} />
        </span>
      ) : (
        <span>{words.asOf(format.moment(report.asOf))}</span>
      )}
      {kept?.signedAt ? (
        <span className="in-text">
          {words.signedLine(kept.signedBy ?? "")} <Moment at={kept.signedAt} />{" "}
          {kept.entry === null ? null : (
            <AppLink href={`/ledger/${kept.entry}`}>{words.entry(format.entry(kept.entry))}</AppLink>
          )}
        </span>
      ) : null}
    </>
  );
}

const shownMonths = 24;

function ReportStrip({ view: { report, kept, editions } }: { view: ReportView }) {
  const words = useWords(reportWords);
  const text = useText();
  const format = useFormat();
  const monthName = useMonthName();
  const [search, setSearch] = useFilters(reportFilters);
  const current = today().slice(0, 7);
  const move = (month: string) => setSearch({ month, edition: undefined });
  return (
    <QueryStrip>
      <Button size="small" onClick={() => move(monthAfter(report.month, -1))}>
        {words.lastMonth}
      </Button>
      <FilterChip
        label={words.list.month}
        value={report.month}
        usual={current}
        choices={monthsBack(current, shownMonths).map((value) => ({ value, label: monthName(value) }))}
        onChange={(month) => move(month ?? current)}
      />
      {report.month < current ? (
        <Button size="small" onClick={() => move(monthAfter(report.month, 1))}>
          {words.nextMonth}
        </Button>
      ) : null}
      {editions.length > 0 ? (
        <FilterChip
          label={words.editions}
          value={search.edition ?? String(kept?.edition ?? 0)}
          usual={String(editions[0]?.edition ?? 0)}
          choices={[
            ...editions.map((one) => ({
              value: String(one.edition),
              label: words.edition(format.number(one.edition)),
              note: text(reportStateNames[one.state]),
            })),
            { value: "0", label: words.liveEdition },
          ]}
          onChange={(edition) => setSearch({ edition })}
        />
      ) : null}
    </QueryStrip>
  );
}
