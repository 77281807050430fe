import { dimensionNames } from "#contract/quality";
import type { QualityReport, ReportView } from "#contract/quality-report";
import {
  AppLink,
  Chart,
  Facts,
  Moment,
  PlainTable,
  Score,
  ScoreDot,
  Section,
  Tag,
  useFormat,
  useText,
  useWords,
} from "#kit";
import { ChangeFigure } from "./change-figure.tsx";
import { useMonthName } from "./months.ts";
import { reportWords } from "./report-words.ts";

export function Overview({ report }: { report: QualityReport }) {
  const words = useWords(reportWords);
  const format = useFormat();
  const text = useText();
  const { score, agreed, rank, rankBefore } = report;
  return (
    <Section title={words.score}>
      <Facts
        items={[
          {
            key: words.score,
            value:
              score === null ? (
                words.noScore
              ) : (
                <span className="row g2">
                  <ScoreDot score={score} agreed={agreed} width={132} />
                  <b>
                    <Score score={score} agreed={agreed} />
                  </b>
                  {report.grade === null ? null : <Tag tone="line">{text(report.grade)}</Tag>}
                </span>
              ),
          },
          { key: words.change, value: <ChangeFigure now={score} before={report.before} /> },
          {
            key: words.rank,
            value:
              rank === null ? null : (
                <AppLink href="/quality">
                  {words.rankOf(format.number(rank), format.number(report.departmentCount))}
                  {rankBefore === null ? "" : `（${words.rankBefore(format.number(rankBefore))}）`}
                </AppLink>
              ),
          },
          {
            key: words.badRows,
            value: (
              <AppLink href={`/quality?department=${report.department}`}>
                {format.number(report.badRows)}
                {report.before === null ? "" : `（${words.before} ${format.number(report.badRowsBefore)}）`}
              </AppLink>
            ),
          },
          { key: words.rows, value: format.number(report.rowCount) },
          {
            key: words.checks,
            value: (
              <AppLink href={`/quality/runs?department=${report.department}`}>
                {words.times(format.number(report.checks))}
              </AppLink>
            ),
          },
        ]}
      />
    </Section>
  );
}

export function Dimensions({ report }: { report: QualityReport }) {
  const words = useWords(reportWords);
  const text = useText();
  const format = useFormat();
  return (
    <Section title={words.dimensionsTitle} isMajor>
      <PlainTable
        label={words.dimensionsTitle}
        columns={[
          { title: words.dimension },
          { title: words.score, width: 100, isFigure: true },
          { title: words.before, width: 100, isFigure: true },
          { title: words.assessed, width: 120, isFigure: true },
          { title: words.failed, width: 120, isFigure: true },
          { title: words.weight, width: 80, isFigure: true },
        ]}
        rows={report.dimensions.map((line) => ({
          key: line.dimension,
          cells: [
            <AppLink key="dimension" href={`/quality?department=${report.department}&dimension=${line.dimension}`}>
              {text(dimensionNames[line.dimension])}
            </AppLink>,
            <Score key="score" score={line.score} agreed={report.agreed} />,
            <Score key="before" score={line.before} agreed={report.agreed} />,
            format.number(line.assessed),
            format.number(line.failed),
            format.score(line.weight),
          ],
        }))}
      />
    </Section>
  );
}

/** Comparable over time: the end of each month there is a score of. */
export function MonthsChart({ report }: { report: QualityReport }) {
  const words = useWords(reportWords);
  const format = useFormat();
  const monthName = useMonthName();
  const { months, agreed } = report;
  if (months.length < 2) {
    return (
      <Section title={words.monthsTitle} isMajor>
        <p className="t13 m">{words.oneMonth}</p>
      </Section>
    );
  }
  const lowest = Math.min(agreed, ...months.map(({ score }) => score));
  return (
    <div className="section major">
      <Chart
        title={words.monthsTitle}
        note={words.monthsNote}
        height={180}
        option={{
          grid: { left: 0, right: 12, top: 12, bottom: 4, outerBoundsMode: "same", outerBoundsContain: "all" },
          xAxis: { type: "category", data: months.map(({ month }) => month) },
          yAxis: { type: "value", min: Math.floor(lowest / 5) * 5, max: 100, splitNumber: 3 },
          tooltip: { trigger: "axis", valueFormatter: (value: number) => format.score(value) },
          series: [{ name: words.score, type: "line", data: months.map(({ score }) => score) }],
        }}
        table={{
          columns: [words.list.month, words.score],
          rows: months.map(({ month, score }) => [monthName(month), format.score(score)]),
        }}
      />
    </div>
  );
}

export function Signature({ view: { kept } }: { view: ReportView }) {
  const words = useWords(reportWords);
  return (
    <Section title={words.signatureTitle} isMajor>
      {kept?.signedAt ? (
        <p className="t13">
          <b>{words.signedLine(kept.signedBy ?? "")}</b> <Moment at={kept.signedAt} />{" "}
          {kept.opinion === "" ? words.noOpinion : kept.opinion}
        </p>
      ) : (
        <p className="t13 signature">
          {words.unsigned}
          <span>{words.signature}</span>
        </p>
      )}
    </Section>
  );
}
