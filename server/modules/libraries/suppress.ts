/** Counts of one row of a table of people, with its total. */
export interface Cells {
  readonly counts: readonly (number | null)[];
  readonly total: number | null;
}

/**
 * Hides cells of people that are smaller than `least`, zero aside: nobody is in it. Where one hidden cell could be reckoned
 * from the total, the smallest other is hidden too; where there is none, the total is. Practice of statistical offices
 * (primary and secondary suppression within a row).
 */
export function suppress(counts: readonly number[], least: number): Cells {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const small = counts.map((count) => count > 0 && count < least);
  const hidden = small.filter(Boolean).length;
  if (hidden === 0) return { counts, total };
  if (hidden === 1) {
    const others = counts.flatMap((count, at) => (count > 0 && !small[at] ? [{ count, at }] : []));
    const next = others.toSorted((a, b) => a.count - b.count)[0];
    if (next === undefined) return { counts: shown(counts, small), total: null };
    small[next.at] = true;
  }
  return { counts: shown(counts, small), total: total < least ? null : total };
}

/**
 * The same for a table of divisions of one parent: where the parent's own figures are known elsewhere, a class hidden in one
 * division only could be reckoned from them, so a second division hides it too. Hiding never uncovers, so it ends.
 */
export function suppressTable(rows: readonly (readonly number[])[], least: number): Cells[] {
  const width = Math.max(0, ...rows.map((row) => row.length));
  const hidden = rows.map((row) => row.map((count) => count > 0 && count < least));
  const lines: readonly (readonly Place[])[] = [
    ...rows.map((row, at) => row.map((_, column) => [at, column] as const)),
    ...Array.from({ length: width }, (_, column) => rows.map((_row, at) => [at, column] as const)),
  ];
  for (let grew = true; grew;) grew = lines.some((line) => hideSecond(rows, hidden, line));
  return rows.map((row, at) => {
    const own = hidden[at] ?? [];
    const total = row.reduce((sum, count) => sum + count, 0);
    const covered = row.reduce((sum, count, column) => sum + (own[column] ? count : 0), 0);
    const isAlone = own.filter(Boolean).length === 1;
    return { counts: shown(row, own), total: isAlone || (covered > 0 && total < least) ? null : total };
  });
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
