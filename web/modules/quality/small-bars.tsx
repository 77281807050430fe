import { None } from "#kit";

/** A distribution as small bars from zero; the figures stand in the column's own page. */
export function SmallBars({
  values,
  width = 120,
  height = 24,
}: {
  values: readonly number[];
  width?: number;
  height?: number;
}) {
  if (values.length < 2) return <None />;
  const most = Math.max(...values, 1);
  const step = width / values.length;
  return (
    <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
      {values.map((value, at) => {
        const tall = value === 0 ? 0 : Math.max(1, (value / most) * (height - 1));
        return (
          <rect
            // Bins have no name of their own.
            // oxlint-disable-next-line react/no-array-index-key
            key={at}
            x={at * step}
            y={height - tall}
            width={Math.max(1, step - 1)}
            height={tall}
            fill="var(--w-water3)"
          />
        );
      })}
    </svg>
  );
}
