import { dimensionNames, dimensions, type LeagueRow } from "#contract/quality";
import { Chart, Section, useFilters, useFormat, useText, useWords } from "#kit";
import { useDepartments } from "#shell";
import { leagueFilters } from "./filters.ts";
import { qualityWords } from "./words.ts";

/** How the whole stands: passes by dimension, and how scores went over the period. */
export const OverviewCharts = ({ rows, agreed }: { rows: readonly LeagueRow[]; agreed: number }) => (
  <div className="quality-charts">
    <DimensionChart rows={rows} />
    <TrendChart rows={rows} agreed={agreed} />
  </div>
);

/** Values that failed, by dimension, over all departments shown; the shares stand in the table twin. */
function DimensionChart({ rows }: { rows: readonly LeagueRow[] }) {
  const words = useWords(qualityWords).charts;
  const text = useText();
  const format = useFormat();
  const lines = dimensions.flatMap((dimension) => {
    const own = rows.flatMap((row) => row.dimensions.filter((one) => one.dimension === dimension));
    const assessed = own.reduce((sum, one) => sum + one.assessed, 0);
    const failed = own.reduce((sum, one) => sum + one.failed, 0);
    return assessed === 0 ? [] : [{ dimension, assessed, failed, share: ((assessed - failed) / assessed) * 100 }];
  });
  const upwards = lines.toReversed();
  return (
    <Chart
      title={words.dimensionTitle}
      note={words.dimensionNote}
      height={44 + lines.length * 30}
      option={{
        grid: { left: 0, right: 96, top: 4, bottom: 4, outerBoundsMode: "same", outerBoundsContain: "all" },
        xAxis: { type: "value", min: 0, splitLine: { show: false }, axisLabel: { show: false } },
        yAxis: {
          type: "category",
          data: upwards.map(({ dimension }) => text(dimensionNames[dimension])),
          axisTick: { show: false },
        },
        tooltip: { valueFormatter: (value: number) => format.number(value) },
        series: [
          {
            type: "bar",
            barWidth: 14,
            data: upwards.map(({ failed }) => failed),
            label: {
              show: true,
              position: "right",
              formatter: ({ value }: { value: number }) => format.number(value),
            },
          },
        ],
      }}
      table={{
        columns: [words.dimension, words.assessed, words.failed, words.share],
        rows: lines.map(({ dimension, assessed, failed, share }) => [
          text(dimensionNames[dimension]),
          format.number(assessed),
          format.number(failed),
          `${format.score(share)}%`,
        ]),
      }}
    />
  );
}

const mostLines = 4;

/** Score by day: of the chosen department, else of those at the lower end. */
function TrendChart({ rows, agreed }: { rows: readonly LeagueRow[]; agreed: number }) {
  const words = useWords(qualityWords).charts;
  const format = useFormat();
  const { nameOf } = useDepartments();
  const [{ department }] = useFilters(leagueFilters);
  const chosen = rows.filter((row) => row.department === department);
  const shown = chosen.length > 0 ? chosen : rows.toSorted((a, b) => a.score - b.score).slice(0, mostLines);
  const days = [...new Set(shown.flatMap((row) => row.history.map(({ on }) => on)))].toSorted();
  if (days.length < 2) {
    return (
      <Section title={words.trendTitle}>
        <p className="t13 m">{words.oneDay}</p>
      </Section>
    );
  }
  const scoreOn = (row: LeagueRow, day: string) => row.history.find(({ on }) => on === day)?.score ?? null;
  const lowest = Math.min(agreed, ...shown.flatMap((row) => row.history.map(({ score }) => score)));
  return (
    <Chart
      title={words.trendTitle}
      note={chosen.length > 0 ? words.trendOfOne : words.trendOfLowest(format.number(shown.length))}
      height={240}
      option={{
        grid: { left: 0, right: 12, top: 32, bottom: 4, outerBoundsMode: "same", outerBoundsContain: "all" },
        legend: { left: 0, top: 0, itemWidth: 14, itemHeight: 8 },
        xAxis: { type: "category", data: days.map((day) => format.monthDay(day)) },
        yAxis: { type: "value", min: Math.floor(lowest / 5) * 5, max: 100 },
        tooltip: {
          trigger: "axis",
          valueFormatter: (value: number | null) => (value === null ? "—" : format.score(value)),
        },
        series: shown.map((row) => ({
          name: nameOf(row.department),
          type: "line",
          connectNulls: true,
          data: days.map((day) => scoreOn(row, day)),
        })),
      }}
      table={{
        columns: [words.day, ...shown.map((row) => nameOf(row.department))],
        rows: days.map((day) => [
          format.day(day),
          ...shown.map((row) => {
            const score = scoreOn(row, day);
            return score === null ? "—" : format.score(score);
          }),
        ]),
      }}
    />
  );
}
