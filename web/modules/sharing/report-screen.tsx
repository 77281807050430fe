import type { Figure } from "#contract/sharing";
import type { z } from "zod";
import { type Report, sharingRoutes } from "#contract/sharing";
import {
  Answered,
  downloadFile,
  ExportButton,
  FilterChip,
  LinkIfThere,
  PageHead,
  PlainTable,
  QueryStrip,
  Section,
  today,
  useAnswer,
  useFilters,
  useFormat,
  useText,
  useWords,
} from "#kit";
import { DepartmentName } from "#shell";
import { reportFilters } from "./filters.ts";
import { reportWords } from "./report-words.ts";
import "./sharing.css";

type FigureView = z.infer<typeof Figure>;
const firstYear = 2025;
const quarters = [1, 2, 3, 4] as const;

/** The report of art. 38 by quarter: four parts, every figure a link to what it counts; and departments side by side. */
export function ReportScreen() {
  const words = useWords(reportWords);
  const [search, setSearch] = useFilters(reportFilters);
  const [year, month] = today().split("-").map(Number) as [number, number];
  const chosen = { year: search.year ?? year, quarter: search.quarter ?? Math.ceil(month / 3) };
  const answer = useAnswer(sharingRoutes.report, { query: chosen }, { keepsLast: true });
  return (
    <div className="page">
      <PageHead
        title={words.title}
        lede={words.lede}
        actions={
          <ExportButton
            label={words.print}
            onExport={() => downloadFile(sharingRoutes.printReport, { query: chosen })}
          />
        }
      />
      <QueryStrip>
        <FilterChip
          label={words.year}
          value={search.year === undefined ? undefined : String(search.year)}
          usual={String(year)}
          choices={Array.from({ length: year - firstYear + 1 }, (_, index) => year - index).map((value) => ({
            value: String(value),
            label: words.years(value),
          }))}
          onChange={(value) => setSearch({ year: value === undefined ? undefined : Number(value) })}
        />
        <FilterChip
          label={words.quarter}
          value={search.quarter === undefined ? undefined : String(search.quarter)}
          usual={String(Math.ceil(month / 3))}
          choices={quarters.map((value) => ({
            value: String(value),
            label: words.quarters[value - 1] ?? String(value),
          }))}
          onChange={(value) => setSearch({ quarter: value === undefined ? undefined : Number(value) })}
        />
      </QueryStrip>
      <Answered answer={answer} what={words.what} rows={8}>
        {(report) => <ReportBody report={report} />}
      </Answered>
    </div>
  );
}

function ReportBody({ report }: { report: Report }) {
  const words = useWords(reportWords);
  const text = useText();
  const format = useFormat();
  return (
    <>
      <Section
        title={text(report.title)}
        note={words.asOf(format.date(report.fromOn), format.date(report.untilOn), format.moment(report.asOf))}
        isMajor
      >
        {report.parts.map((part) => (
          <div key={part.name} style={{ marginTop: 16 }}>
            <PlainTable
              label={text(part.title)}
              columns={[
                { title: text(part.title) },
                { title: words.value, width: 140, isFigure: true },
                { title: words.unit, width: 140 },
              ]}
              rows={part.figures.map((figure) => ({
                key: figure.name,
                cells: [text(figure.title), <Value key="value" figure={figure} />, text(figure.unit)],
              }))}
            />
          </div>
        ))}
      </Section>
      <Departments report={report} />
      <AnswerTimes fromOn={report.fromOn} untilOn={report.untilOn} />
    </>
  );
}

function Value({ figure }: { figure: FigureView }) {
  const words = useWords(reportWords);
  const format = useFormat();
  if (figure.value === null) return <span className="m">{words.none}</span>;
  const shown = Number.isInteger(figure.value) ? format.number(figure.value) : format.score(figure.value);
  return (
    <b>
      <LinkIfThere href={figure.href}>{shown}</LinkIfThere>
    </b>
  );
}

function Departments({ report }: { report: Report }) {
  const words = useWords(reportWords);
  const text = useText();
  const names = report.departments[0]?.figures ?? [];
  return (
    <Section title={words.departments}>
      {report.departments.length === 0 ? (
        <p className="t13 s">{words.noDepartments}</p>
      ) : (
        <PlainTable
          label={words.table(words.departments)}
          keepsShape
          columns={[
            { title: words.department },
            ...names.map((figure) => ({ title: `${text(figure.title)}（${text(figure.unit)}）`, isFigure: true })),
          ]}
          rows={report.departments.map((row) => ({
            key: row.department,
            cells: [
              <DepartmentName key="department" code={row.department} />,
              ...row.figures.map((figure) => <Value key={figure.name} figure={figure} />),
            ],
          }))}
        />
      )}
    </Section>
  );
}

function AnswerTimes({ fromOn, untilOn }: { fromOn: string; untilOn: string }) {
  const words = useWords(reportWords);
  const format = useFormat();
  const answer = useAnswer(sharingRoutes.answerTimes, { query: { fromOn, untilOn } });
  return (
    <Section title={words.times} note={words.timesNote}>
      <Answered answer={answer} what={words.times}>
        {({ rows }) =>
          rows.length === 0 ? (
            <p className="t13 s">{words.noTimes}</p>
          ) : (
            <PlainTable
              label={words.table(words.times)}
              keepsShape
              columns={[
                { title: words.department },
                { title: words.received, isFigure: true },
                { title: words.answered, isFigure: true },
                { title: words.granted, isFigure: true },
                { title: words.refused, isFigure: true },
                { title: words.inTime, isFigure: true },
                { title: words.median, isFigure: true },
                { title: words.returned, isFigure: true },
              ]}
              rows={rows.map((row) => {
                const list = `/sharing/requests?provider=${row.department}&sentFrom=${fromOn}&sentUntil=${untilOn}`;
                return {
                  key: row.department,
                  cells: [
                    <DepartmentName key="department" code={row.department} />,
                    <LinkIfThere key="received" href={list}>
                      {format.number(row.received)}
                    </LinkIfThere>,
                    format.number(row.answered),
                    <LinkIfThere key="granted" href={`${list}&answer=grant`}>
                      {format.number(row.granted)}
                    </LinkIfThere>,
                    format.number(row.refused),
                    format.number(row.inTime),
                    row.medianWorkingDays === null ? "—" : format.score(row.medianWorkingDays),
                    format.number(row.refusalsReturned),
                  ],
                };
              })}
            />
          )
        }
      </Answered>
    </Section>
  );
}
