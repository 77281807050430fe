import type { Columns, Course } from "./river-columns.ts";

/** A place in a column, or the ford where a longer river passes it. */
export interface Cell {
  readonly id: string;
  readonly column: number;
  /** The river that passes; null for a place. */
  readonly passes: string | null;
}

/** A river from one column to the next. */
export interface Reach {
  readonly key: string;
  readonly from: string;
  readonly to: string;
  readonly ever: number;
}

export interface Grid {
  /** Cells of each column, top to bottom. */
  readonly columns: readonly (readonly Cell[])[];
  readonly reaches: readonly Reach[];
  /** Cells a river runs through, its two places included. */
  readonly wayOf: ReadonlyMap<string, readonly string[]>;
}

const sweeps = 24;

/** Puts fords where rivers pass columns, and orders each column so that rivers cross as little as sweeping finds. */
export function gridOf(
  places: readonly string[],
  courses: readonly Course[],
  { columnOf, count, back }: Columns,
): Grid {
  const columns: Cell[][] = Array.from({ length: count }, () => []);
  const put = (cell: Cell) => columns[cell.column]?.push(cell);
  for (const id of places.toSorted()) put({ id, column: columnOf.get(id) ?? 0, passes: null });
  const reaches: Reach[] = [];
  const wayOf = new Map<string, string[]>();
  for (const { key, from, to, ever } of courses.toSorted((a, b) => (a.key < b.key ? -1 : 1))) {
    if (back.has(key)) continue;
    const way = [from];
    for (let column = (columnOf.get(from) ?? 0) + 1; column < (columnOf.get(to) ?? 0); column += 1) {
      const id = `${key}\t${column}`;
      put({ id, column, passes: key });
      way.push(id);
    }
    way.push(to);
    wayOf.set(key, way);
    for (const [at, id] of way.slice(1).entries()) reaches.push({ key, from: way[at] ?? from, to: id, ever });
  }
  return { columns: ordered(columns, reaches), reaches, wayOf };
}

function ordered(start: readonly (readonly Cell[])[], reaches: readonly Reach[]): Cell[][] {
  const arriving = Map.groupBy(reaches, ({ to }) => to);
  const leaving = Map.groupBy(reaches, ({ from }) => from);
  let columns = start.map((cells) => [...cells]);
  let best = columns;
  let fewest = crossings(columns, reaches);
  for (let sweep = 0; sweep < sweeps && fewest > 0; sweep += 1) {
    const isRight = sweep % 2 === 0;
    const next = columns.map((cells) => [...cells]);
    const path = isRight ? next.keys() : [...next.keys()].toReversed();
    for (const at of path) {
      const rank = rankIn(next[at + (isRight ? -1 : 1)] ?? []);
      const middle = (cell: Cell, own: number) =>
        meanOf((isRight ? arriving : leaving).get(cell.id) ?? [], (reach) =>
          rank.get(isRight ? reach.from : reach.to),
        ) ?? own;
      next[at] = (next[at] ?? [])
        .map((cell, own) => ({ cell, middle: middle(cell, own), own }))
        .toSorted((a, b) => a.middle - b.middle || a.own - b.own)
        .map(({ cell }) => cell);
    }
    const found = crossings(next, reaches);
    columns = next;
    if (found < fewest) {
      fewest = found;
      best = next;
    }
  }
  return best;
}

const rankIn = (cells: readonly Cell[]): ReadonlyMap<string, number> => new Map(cells.map(({ id }, at) => [id, at]));

function meanOf(reaches: readonly Reach[], rankOf: (reach: Reach) => number | undefined): number | null {
  let sum = 0;
  let weight = 0;
  for (const reach of reaches) {
    const rank = rankOf(reach);
    if (rank === undefined) continue;
    const own = 1 + Math.log1p(Math.max(0, reach.ever));
    sum += rank * own;
    weight += own;
  }
  return weight === 0 ? null : sum / weight;
}

/** Crossings between neighbouring columns, each counted by the thinner of the two. */
export function crossings(columns: readonly (readonly Cell[])[], reaches: readonly Reach[]): number {
  const rank = new Map(columns.flatMap((cells) => cells.map(({ id }, at) => [id, at] as const)));
  const columnOf = new Map(columns.flatMap((cells, column) => cells.map(({ id }) => [id, column] as const)));
  let total = 0;
  for (const between of Map.groupBy(reaches, ({ from }) => columnOf.get(from) ?? 0).values()) {
    const lines = between.map(({ from, to, ever }) => ({
      from: rank.get(from) ?? 0,
      to: rank.get(to) ?? 0,
      weight: 1 + Math.log1p(Math.max(0, ever)),
    }));
    for (const [at, a] of lines.entries())
      for (const b of lines.slice(at + 1))
        if ((a.from - b.from) * (a.to - b.to) < 0) total += Math.min(a.weight, b.weight);
  }
  return total;
}
