/** A compared pair that may be a match: the evidence with the prior, in natural logarithms of odds. */
export interface Edge {
  readonly left: number;
  readonly right: number;
  readonly odds: number;
}

/** Evidence of one pair counts no more than this: no single pair may outvote a whole group. */
const strongest = 12;
/** What a pair nobody compared says: it shares no key, so it speaks a little against. */
const unseen = -1;

/**
 * Clusters by greedy additive contraction (Keuper et al. 2015): of two groups the pair that speaks most for being one is
 * joined, evidence of all pairs between them added up, as long as it speaks for it. A chain of weak links falls apart,
 * because the pairs across it speak against.
 *
 * @param tableOf given where every table names a thing once: rows of one table are then never joined.
 */
export function clusterRows(rowCount: number, edges: readonly Edge[], tableOf: TableOf = null): Int32Array {
  const own = tableOf === null ? edges : edges.filter(({ left, right }) => tableOf(left) !== tableOf(right));
  const labels = componentsOf(rowCount, own);
  const groups = Map.groupBy(
    own.filter(({ left, right }) => labels[left] === labels[right]),
    ({ left }) => labels[left],
  );
  for (const group of groups.values()) if (group.length > 1) contract(group.toSorted(byRows), labels, tableOf);
  return labels;
}

export type TableOf = ((row: number) => number) | null;

/** Groups of equal standing are taken in the order of rows, whatever order their pairs were found in. */
const byRows = (a: Edge, b: Edge): number => a.left - b.left || a.right - b.right;

/** Which rows hang together through pairs that speak for being one, whatever speaks against: the smallest row of each. */
export function componentsOf(rowCount: number, edges: readonly Edge[]): Int32Array {
  const parents = Int32Array.from({ length: rowCount }, (_, row) => row);
  const find = (row: number): number => {
    let at = row;
    while ((parents[at] ?? at) !== at) {
      parents[at] = parents[parents[at] ?? at] ?? at;
      at = parents[at] ?? at;
    }
    return at;
  };
  for (const { left, right, odds } of edges) {
    if (odds <= 0) continue;
    const [a, b] = [find(left), find(right)];
    if (a !== b) parents[Math.max(a, b)] = Math.min(a, b);
  }
  return parents.map((_, row) => find(row));
}

/** Splits one connected group; labels are the smallest row of each part. */
function contract(edges: readonly Edge[], labels: Int32Array, tableOf: TableOf): void {
  const rows = [...new Set(edges.flatMap(({ left, right }) => [left, right]))];
  const members = new Map(rows.map((row) => [row, [row]]));
  const between = new Map<number, Map<number, { sum: number; seen: number }>>(rows.map((row) => [row, new Map()]));
  for (const { left, right, odds } of edges) {
    // Where a group has one row a table, the stronger of two pairs is the right one.
    const sum = tableOf === null ? Math.max(-strongest, Math.min(strongest, odds)) : odds;
    const entry = { sum, seen: 1 };
    between.get(left)?.set(right, entry);
    between.get(right)?.set(left, { ...entry });
  }
  const mayJoin = (a: number, b: number): boolean => {
    if (tableOf === null) return true;
    const held = new Set(members.get(a)?.map(tableOf));
    return !(members.get(b) ?? []).some((row) => held.has(tableOf(row)));
  };
  const valueOf = (a: number, b: number, { sum, seen }: { sum: number; seen: number }): number => {
    const all = (members.get(a)?.length ?? 0) * (members.get(b)?.length ?? 0);
    return (sum + unseen * (all - seen)) / all;
  };
  for (;;) {
    let best: [number, number] | null = null;
    let bestValue = 0;
    for (const [a, others] of between) {
      for (const [b, entry] of others) {
        if (b < a) continue;
        const value = valueOf(a, b, entry);
        if (value > bestValue && mayJoin(a, b)) [best, bestValue] = [[a, b], value];
      }
    }
    if (best === null) break;
    join(best[0], best[1], members, between);
  }
  for (const own of members.values()) {
    const label = Math.min(...own);
    for (const row of own) labels[row] = label;
  }
}

function join(
  kept: number,
  gone: number,
  members: Map<number, number[]>,
  between: Map<number, Map<number, { sum: number; seen: number }>>,
): void {
  members.get(kept)?.push(...(members.get(gone) ?? []));
  members.delete(gone);
  const own = between.get(kept);
  own?.delete(gone);
  for (const [other, entry] of between.get(gone) ?? []) {
    if (other === kept) continue;
    const old = own?.get(other);
    const merged = { sum: entry.sum + (old?.sum ?? 0), seen: entry.seen + (old?.seen ?? 0) };
    own?.set(other, merged);
    const back = between.get(other);
    back?.delete(gone);
    back?.set(kept, { ...merged });
  }
  between.delete(gone);
}
