import { useFormat, useWords } from "./language.tsx";
import { kitWords } from "./words.ts";
import { None } from "./none.tsx";

/**
 * A score as a dot on a scale with the agreed level as an ink tick; below it the dot becomes a diamond in the fault
 * colour. Scores below `from` stand at the left end. The number itself stands beside it, never only the picture.
 */
export function ScoreDot({
  score,
  agreed = 95,
  from = 80,
  width = 72,
}: {
  score: number | null;
  agreed?: number;
  from?: number;
  width?: number;
}) {
  const words = useWords(kitWords);
  const format = useFormat();
  const place = (value: number) => ((Math.min(100, Math.max(from, value)) - from) / (100 - from)) * (width - 8) + 4;
  const says = score === null ? "—" : words.scoreOnScale(format.score(score), format.score(agreed));
  return (
    <svg width={width} height="16" viewBox={`0 0 ${width} 16`} style={{ flex: "none" }} aria-hidden="true">
      <title>{says}</title>
      <line x1="0" x2={width} y1="8" y2="8" stroke="var(--w-line2)" />
      <line x1={place(agreed)} x2={place(agreed)} y1="2" y2="14" stroke="var(--w-ink)" strokeWidth="1.5" />
      {score === null ? null : score >= agreed ? (
        <circle cx={place(score)} cy="8" r="4" fill="var(--w-water5)" />
      ) : (
        <path d={`M${place(score)} 3l5 5-5 5-5-5z`} fill="var(--w-fault)" />
      )}
    </svg>
  );
}

/** The figure of a score, marked with an icon and the fault colour where it is below the agreed level. */
export function Score({ score, agreed = 95 }: { score: number | null; agreed?: number }) {
  const words = useWords(kitWords);
  const format = useFormat();
  if (score === null) return <None />;
  if (score >= agreed) return <span>{format.score(score)}</span>;
  return (
    <b className="fault" title={words.belowAgreed}>
      {format.score(score)}
      <span className="unseen">{words.belowAgreed}</span>
    </b>
  );
}

/**
 * A short history as a line, oldest first, its last point marked. The figures stand in the row beside it. The line fills
 * its height unless `low` says where the scale begins.
 */
export function Sparkline({
  values,
  width = 48,
  height = 20,
  low: from,
}: {
  values: readonly number[];
  width?: number;
  height?: number;
  low?: number;
}) {
  if (values.length < 2) return <None />;
  const low = from ?? Math.min(...values);
  const spread = Math.max(...values) - low || 1;
  const points = values.map((value, index) => ({
    x: 2 + (index / (values.length - 1)) * (width - 6),
    y: height - 4 - ((value - low) / spread) * (height - 8),
  }));
  const last = points.at(-1);
  return (
    <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
      <polyline
        points={points.map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(" ")}
        fill="none"
        stroke="var(--w-water5)"
        strokeWidth="1.5"
      />
      {last ? <circle cx={last.x} cy={last.y} r="2.5" fill="var(--w-water)" /> : null}
    </svg>
  );
}
