import { None, useFormat } from "#kit";

/** How much a score has moved, with its sign; a dash where there is nothing to compare with. */
export function ChangeFigure({ now, before }: { now: number | null; before: number | null }) {
  const format = useFormat();
  if (now === null || before === null) return <None />;
  const change = Math.round((now - before) * 10) / 10;
  return <span>{change === 0 ? "0" : `${change > 0 ? "+" : "−"}${format.score(Math.abs(change))}`}</span>;
}
