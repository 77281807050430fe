import type { OpeningTerms } from "#contract/portal-manage";
import { type Position, positionReader } from "#contract/portal-point";

type Value = string | number | boolean | null;

/** What a page shows of the rows of one version, gathered while they pass: no page reads rows. */
export interface Picture {
  readonly fields: readonly string[];
  readonly rows: readonly (readonly Value[])[];
  /** How many rows have which value, most first; null where no column is counted or all its values differ. */
  readonly bars: {
    readonly field: string;
    readonly bars: readonly { readonly label: string; readonly count: number }[];
    /** Values beyond those shown, and rows that have them. */
    readonly more: { readonly values: number; readonly rows: number };
  } | null;
  readonly map: {
    readonly points: readonly (readonly [number, number])[];
    /** West, south, east, north. */
    readonly box: readonly [number, number, number, number];
    readonly total: number;
  } | null;
}

const mostRows = 8;
const mostBars = 10;
const mostValues = 50_000;
const mostPoints = 1500;

/** Sees every row once and keeps what pages show. Memory does not grow with the rows. */
export function createPainter({ countBy, point }: Pick<OpeningTerms, "countBy" | "point">) {
  const rows: Value[][] = [];
  const counts = new Map<string, number>();
  const points: [number, number][] = [];
  let fields: readonly string[] = [];
  let positionOf: ((values: readonly Value[]) => Position | null) | null = null;
  let box: [number, number, number, number] | null = null;
  let seen = 0;
  let placed = 0;
  /** Every n-th point is kept; n doubles when there are too many, so that they stay spread over the whole. */
  let every = 1;

  function seePoint([x, y]: Position): void {
    if (x === 0 && y === 0) return;
    box = box ? [Math.min(box[0], x), Math.min(box[1], y), Math.max(box[2], x), Math.max(box[3], y)] : [x, y, x, y];
    if (placed % every === 0) points.push([Math.round(x * 1e4) / 1e4, Math.round(y * 1e4) / 1e4]);
    placed += 1;
    if (points.length < mostPoints * 2) return;
    points.splice(0, points.length, ...points.filter((_, at) => at % 2 === 0));
    every *= 2;
  }

  return {
    see(columns: readonly string[], values: readonly Value[]): void {
      fields = columns;
      seen += 1;
      if (rows.length < mostRows) rows.push([...values]);
      if (countBy !== null) {
        const value = values[columns.indexOf(countBy)] ?? null;
        const label = value === null ? "" : String(value);
        if (counts.has(label) || counts.size < mostValues) counts.set(label, (counts.get(label) ?? 0) + 1);
      }
      positionOf ??= positionReader(point, columns);
      const position = positionOf(values);
      if (position !== null) seePoint(position);
    },
    done(): Picture {
      const sorted = [...counts].toSorted((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
      const tells = countBy !== null && counts.size > 1 && counts.size < Math.max(3, seen);
      const rest = sorted.slice(mostBars);
      return {
        fields,
        rows,
        bars: tells
          ? {
              field: countBy,
              bars: sorted.slice(0, mostBars).map(([label, count]) => ({ label, count })),
              more: { values: rest.length, rows: rest.reduce((sum, [, count]) => sum + count, 0) },
            }
          : null,
        map: box === null ? null : { points: points.slice(0, mostPoints), box, total: placed },
      };
    },
  };
}
