import { type ColumnProfile, qualityProfileRoutes } from "#contract/quality-profile";
import { Answered, Chart, Facts, PlainTable, Section, useAnswer, useFilters, useFormat, useText, useWords } from "#kit";
import { profileFilters } from "./filters.ts";
import { scoreWords } from "./score-words.ts";

/** One column: its figures, distribution, most frequent values, how they are written, and how it went over time. */
export function ColumnDetail({ resourceId, column }: { resourceId: string; column: ColumnProfile }) {
  const words = useWords(scoreWords).profile;
  const text = useText();
  const format = useFormat();
  const [, setSearch] = useFilters(profileFilters);
  const figure = (value: number | null) => (value === null ? null : String(Math.round(value * 100) / 100));
  return (
    <Section
      title={text(column.name)}
      isMajor
      more={
        <button type="button" className="chip" onClick={() => setSearch({ column: undefined })}>
          {words.close}
        </button>
      }
    >
      <Facts
        items={[
          { key: words.filled, value: `${format.number(column.filled)} / ${format.number(column.rows)}` },
          {
            key: words.distinct,
            value: column.isExact ? format.number(column.distinct) : words.about(format.number(column.distinct)),
          },
          {
            key: words.range,
            value: column.isMasked ? words.masked : column.min === null ? null : `${column.min} – ${column.max ?? ""}`,
          },
          { key: `${words.mean}${column.ofLength ? `（${words.lengths}）` : ""}`, value: figure(column.mean) },
          { key: words.deviation, value: figure(column.deviation) },
          {
            key: words.quantiles,
            value:
              column.quantiles.length === 0 ? null : column.quantiles.map((value) => figure(value) ?? "").join(" · "),
          },
        ]}
      />
      <div className="quality-charts">
        {column.histogram.length < 2 ? null : <Histogram column={column} />}
        <Shares title={words.top} shares={column.top} />
        <Shares title={words.patterns} shares={column.patterns} />
        <OverTime resourceId={resourceId} column={column} />
      </div>
    </Section>
  );
}

function Histogram({ column }: { column: ColumnProfile }) {
  const words = useWords(scoreWords).profile;
  const format = useFormat();
  const round = (value: number) => String(Math.round(value * 100) / 100);
  return (
    <Chart
      title={words.histogram}
      note={column.ofLength ? words.lengths : undefined}
      height={160}
      option={{
        grid: { left: 0, right: 12, top: 12, bottom: 4, outerBoundsMode: "same", outerBoundsContain: "all" },
        xAxis: { type: "category", data: column.histogram.map(({ from }) => round(from)) },
        yAxis: { type: "value", min: 0, splitNumber: 2 },
        tooltip: { trigger: "axis" },
        series: [{ name: words.count, type: "bar", data: column.histogram.map(({ count }) => count) }],
      }}
      table={{
        columns: [words.from, words.to, words.count],
        rows: column.histogram.map(({ from, to, count }) => [round(from), round(to), format.number(count)]),
      }}
    />
  );
}

function Shares({ title, shares }: { title: string; shares: ColumnProfile["top"] }) {
  const words = useWords(scoreWords).profile;
  const format = useFormat();
  if (shares.length === 0) return null;
  return (
    <section aria-label={title}>
      <h3 className="sub">{title}</h3>
      <PlainTable
        label={title}
        columns={[{ title: words.value }, { title: words.count, width: 110, isFigure: true }]}
        rows={shares.slice(0, 10).map(({ value, count }) => ({
          key: value,
          cells: [
            <span key="value" className="break">
              {value}
            </span>,
            format.number(count),
          ],
        }))}
      />
    </section>
  );
}

function OverTime({ resourceId, column }: { resourceId: string; column: ColumnProfile }) {
  const words = useWords(scoreWords).profile;
  const format = useFormat();
  const request = { params: { id: resourceId }, query: { column: column.field } };
  const answer = useAnswer(qualityProfileRoutes.profileHistory, request);
  return (
    <Answered answer={answer} what={words.history}>
      {({ items }) =>
        items.length < 2 ? (
          <section aria-label={words.history}>
            <h3 className="sub">{words.history}</h3>
            <p className="t13 m">{words.oneCheck}</p>
          </section>
        ) : (
          <Chart
            title={words.history}
            note={words.fill}
            height={160}
            option={{
              grid: { left: 0, right: 12, top: 12, bottom: 4, outerBoundsMode: "same", outerBoundsContain: "all" },
              xAxis: { type: "category", data: items.map(({ ranAt }) => format.monthDay(ranAt)) },
              yAxis: { type: "value", min: 0, max: 1, splitNumber: 2 },
              tooltip: { trigger: "axis", valueFormatter: (value: number) => format.percent(value) },
              series: [{ name: words.fill, type: "line", data: items.map(({ fill }) => fill) }],
            }}
            table={{
              columns: [words.at, words.fill, words.distinct, words.mean, words.psi],
              rows: items.map((one) => [
                format.moment(one.ranAt),
                one.fill === null ? "—" : format.percent(one.fill),
                format.number(one.distinct),
                one.mean === null ? "—" : String(Math.round(one.mean * 100) / 100),
                one.psi === null ? "—" : one.psi.toFixed(3),
              ]),
            }}
          />
        )
      }
    </Answered>
  );
}
