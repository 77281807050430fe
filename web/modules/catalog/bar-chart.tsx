import { AppLink, Chart, useFormat, useWords } from "#kit";
import { catalogWords } from "./words.ts";

export interface BarLine {
  readonly key: string;
  readonly name: string;
  readonly value: number;
  /** The list the figure counts; null where no list can be narrowed to it. */
  readonly href: string | null;
}

/** A bar for each line with its figure; in the table twin every figure opens what it counts. */
export function BarChart({
  title,
  note,
  head,
  lines,
}: {
  title: string;
  note: string;
  /** What the lines are, as a column heading. */
  head: string;
  lines: readonly BarLine[];
}) {
  const words = useWords(catalogWords).counts;
  const format = useFormat();
  const upwards = lines.toReversed();
  return (
    <Chart
      title={title}
      note={note}
      height={28 + lines.length * 26}
      option={{
        grid: { left: 0, right: 48, top: 4, bottom: 4, outerBoundsMode: "same", outerBoundsContain: "all" },
        xAxis: { type: "value", min: 0, minInterval: 1, splitLine: { show: false }, axisLabel: { show: false } },
        yAxis: { type: "category", data: upwards.map(({ name }) => name), axisTick: { show: false } },
        tooltip: {},
        series: [
          {
            type: "bar",
            barWidth: 14,
            data: upwards.map(({ value }) => value),
            label: {
              show: true,
              position: "right",
              formatter: ({ value }: { value: number }) => format.number(value),
            },
          },
        ],
      }}
      table={{
        columns: [head, words.total],
        rows: lines.map(({ key, name, value, href }) => [
          name,
          href === null ? (
            format.number(value)
          ) : (
            <AppLink key={key} href={href}>
              {format.number(value)}
            </AppLink>
          ),
        ]),
      }}
    />
  );
}
