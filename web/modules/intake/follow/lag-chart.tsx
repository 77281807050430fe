import type { FollowLag } from "#contract/intake-standing";
import { Chart, Section, useFormat, useWords } from "#kit";
import { pageWords } from "./page-words.ts";

interface Point {
  readonly at: string;
  readonly value: number;
}

const unitSeconds = { seconds: 1, minutes: 60, hours: 3600 } as const;

/** The largest unit in which the longest lag is still two or more. */
function unitOf(longest: number): keyof typeof unitSeconds {
  if (longest >= 7200) return "hours";
  return longest >= 120 ? "minutes" : "seconds";
}

/** How far the lake was behind, over the time that is kept. */
export function LagChart({ lags }: { lags: readonly FollowLag[] }) {
  const words = useWords(pageWords);
  const points = lags.flatMap(({ at, seconds }) => (seconds === null ? [] : [{ at, value: seconds }]));
  if (points.length < 2)
    return (
      <Section title={words.lagTitle}>
        <p className="t13 m">{words.tooFew}</p>
      </Section>
    );
  const unit = unitOf(Math.max(...points.map(({ value }) => value)));
  const scaled = points.map(({ at, value }) => ({ at, value: value / unitSeconds[unit] }));
  return (
    <Line title={words.lagTitle} note={words.lagNote(words.units[unit])} name={words.units[unit]} points={scaled} />
  );
}

/** What the source keeps of its log for a capture; left out for the other modes. */
export function LogChart({ lags }: { lags: readonly FollowLag[] }) {
  const words = useWords(pageWords);
  const points = lags.flatMap(({ at, bytes }) => (bytes === null ? [] : [{ at, value: bytes / 1_000_000 }]));
  if (points.length < 2) return null;
  return <Line title={words.logTitle} note={words.logNote} name="MB" points={points} />;
}

function Line({ title, note, name, points }: { title: string; note: string; name: string; points: readonly Point[] }) {
  const words = useWords(pageWords);
  const format = useFormat();
  return (
    <div style={{ marginTop: 26 }}>
      <Chart
        title={title}
        note={note}
        height={160}
        option={{
          grid: { left: 0, right: 12, top: 10, bottom: 4, outerBoundsMode: "same", outerBoundsContain: "all" },
          xAxis: { type: "category", data: points.map(({ at }) => format.moment(at)), boundaryGap: false },
          yAxis: {
            type: "value",
            min: 0,
            splitNumber: 2,
            axisLabel: { formatter: (value: number) => format.score(value) },
          },
          tooltip: { trigger: "axis", valueFormatter: (value: number) => format.score(value) },
          series: [{ name, type: "line", showSymbol: false, data: points.map(({ value }) => value) }],
        }}
        table={{
          columns: [words.at, name],
          rows: points.toReversed().map(({ at, value }) => [format.moment(at), format.score(value)]),
        }}
      />
    </div>
  );
}
