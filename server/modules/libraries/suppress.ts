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

const shown = (counts: readonly number[], hidden: readonly boolean[]): (number | null)[] =>
  counts.map((count, at) => (hidden[at] ? null : count));
