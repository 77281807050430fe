import type { Statistics } from "#contract/clock";
import { Chart, useFormat, useWords } from "#kit";
import { useDepartments } from "#shell";
import { ruleWords } from "./rule-words.ts";

const mostBars = 14;

/** Share answered in time by department, the lowest first; all of them stand in the table twin. */
export function InTimeChart({ rows }: { rows: Statistics["rows"] }) {
  const words = useWords(ruleWords).statistics;
  const format = useFormat();
  const { nameOf } = useDepartments();
  const lines = [...Map.groupBy(rows, ({ department }) => department)]
    .map(([department, own]) => {
      const sum = (of: "met" | "metLate" | "overdue") => own.reduce((all, row) => all + row[of], 0);
      const met = sum("met");
      const all = met + sum("metLate") + sum("overdue");
      return { department, met, all, share: all === 0 ? null : met / all };
    })
    .flatMap((line) => (line.share === null ? [] : [{ ...line, share: line.share }]))
    .toSorted((a, b) => a.share - b.share);
  if (lines.length === 0) return null;
  const upwards = lines.slice(0, mostBars).toReversed();
  return (
    <Chart
      title={words.chart}
      note={lines.length > mostBars ? words.chartLowest(format.number(mostBars)) : words.chartNote}
      height={30 + upwards.length * 26}
      option={{
        grid: { left: 0, right: 110, top: 4, bottom: 4, outerBoundsMode: "same", outerBoundsContain: "all" },
        xAxis: { type: "value", min: 0, max: 1, splitLine: { show: false }, axisLabel: { show: false } },
        yAxis: {
          type: "category",
          data: upwards.map(({ department }) => nameOf(department)),
          axisTick: { show: false },
        },
        tooltip: { valueFormatter: (value: number) => format.percent(value) },
        series: [
          {
            type: "bar",
            barWidth: 14,
            data: upwards.map(({ share }) => share),
            label: {
              show: true,
              position: "right",
              formatter: ({ dataIndex }: { dataIndex: number }) => {
                const line = upwards[dataIndex];
                return line
                  ? `${format.percent(line.share)}  ${format.number(line.met)} / ${format.number(line.all)}`
                  : "";
              },
            },
          },
        ],
      }}
      table={{
        columns: [words.department, words.inTime, words.met, words.total],
        rows: lines.map(({ department, share, met, all }) => [
          nameOf(department),
          format.percent(share),
          format.number(met),
          format.number(all),
        ]),
      }}
    />
  );
}
