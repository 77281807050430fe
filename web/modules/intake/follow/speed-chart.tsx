import type { Run } from "#contract/intake-follow";
import { Chart, Section, useFormat, useWords } from "#kit";
import { runWords } from "./run-words.ts";

/** Rows a second over the run, renewed while it runs. */
export function SpeedChart({ run }: { run: Run }) {
  const words = useWords(runWords);
  const format = useFormat();
  const points = run.throughput;
  const latest = points.at(-1);
  // A short run is over before its speed can be measured twice.
  if (points.length < 2 && run.endedAt !== null) return null;
  if (points.length < 2)
    return (
      <Section title={words.speedTitle}>
        <p className="t13 m">{words.noSpeed}</p>
      </Section>
    );
  const rate = (value: number) => format.number(Math.round(value));
  const isLive = run.state === "running" && latest !== undefined;
  return (
    <div style={{ marginTop: 26 }}>
      <Chart
        title={words.speedTitle}
        note={isLive ? `${words.speedNote} · ${words.latestSpeed(rate(latest.rowsPerSecond))}` : words.speedNote}
        height={150}
        option={{
          grid: { left: 0, right: 12, top: 10, bottom: 4, outerBoundsMode: "same", outerBoundsContain: "all" },
          xAxis: { type: "category", data: points.map(({ at }) => format.full(at).slice(-8)), boundaryGap: false },
          yAxis: {
            type: "value",
            min: 0,
            splitNumber: 2,
            axisLabel: { formatter: (value: number) => format.rough(value) },
          },
          tooltip: { trigger: "axis", valueFormatter: rate },
          series: [
            {
              name: words.speed,
              type: "line",
              showSymbol: false,
              areaStyle: { opacity: 0.12 },
              data: points.map(({ rowsPerSecond }) => Math.round(rowsPerSecond)),
            },
          ],
        }}
        table={{
          columns: [words.at, words.speed],
          rows: points.toReversed().map(({ at, rowsPerSecond }) => [format.full(at).slice(-8), rate(rowsPerSecond)]),
        }}
      />
    </div>
  );
}
