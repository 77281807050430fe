/** Counts of one row of a table of people, with its total. */
export interface Cells {
  readonly counts: readonly (number | null)[];
  readonly total: number | null;
}

/**
 * Hides cells of people that are smaller than `least`, zero aside: nobody is in it. Where one hidden cell of a row could be
 * reckoned from the row's total, the smallest other is hidden too; where there is none, the total is. The same down the
 * columns, because the figures of the division above are known elsewhere. Hiding never uncovers, so it ends. Practice of
 * statistical offices (primary and secondary suppression).
 */
export function suppressTable(rows: readonly (readonly number[])[], least: number): Cells[] {
  const width = Math.max(0, ...rows.map((row) => row.length));
  const hidden = rows.map((row) => row.map((count) => count > 0 && count < least));
  const lines: readonly (readonly Place[])[] = [
    ...rows.map((row, at) => row.map((_, column) => [at, column] as const)),
    ...Array.from({ length: width }, (_, column) => rows.map((_row, at) => [at, column] as const)),
  ];
  while (lines.filter((line) => hideSecond(rows, hidden, line)).length > 0);
  const cells = rows.map((row, at) => {
    const own = hidden[at] ?? [];
    const total = row.reduce((sum, count) => sum + count, 0);
    const covered = row.reduce((sum, count, column) => sum + (own[column] ? count : 0), 0);
    const isAlone = own.filter(Boolean).length === 1;
    return { counts: shown(row, own), total: isAlone || (covered > 0 && total < least) ? null : total };
  });
  return cells.filter(({ total }) => total === null).length === 1 ? withoutSecondTotal(cells) : cells;
}

/** A total hidden alone could be reckoned from the total of the division above. */
function withoutSecondTotal(cells: readonly Cells[]): Cells[] {
  const least = Math.min(...cells.flatMap(({ total }) => (total === null || total === 0 ? [] : [total])));
  const at = cells.findIndex(({ total }) => total === least);
  return cells.map((one, row) => (row === at ? { ...one, total: null } : one));
}

type Place = readonly [row: number, column: number];

/** Hides the smallest other cell of a line that hides exactly one; false where there is nothing to do. */
function hideSecond(rows: readonly (readonly number[])[], hidden: boolean[][], line: readonly Place[]): boolean {
  if (line.filter(([row, column]) => hidden[row]?.[column]).length !== 1) return false;
  const count = ([row, column]: Place): number => rows[row]?.[column] ?? 0;
  const others = line.filter((place) => count(place) > 0 && !hidden[place[0]]?.[place[1]]);
  const next = others.toSorted((a, b) => count(a) - count(b))[0];
  const own = next && hidden[next[0]];
  if (!next || !own) return false;
  own[next[1]] = true;
  return true;
}

const shown = (counts: readonly number[], hidden: readonly boolean[]): (number | null)[] =>
  counts.map((count, at) => (hidden[at] ? null : count));
