import type { Dialect, LakeSession } from "#kernel/lake/lake";
import { clusterRows, type Edge } from "./cluster.ts";
import { type MatchOutcome, scoredEdges } from "./match.ts";
import { comparePairs } from "./pairs.ts";
import { prepareMore } from "./prepare.ts";
import type { MatchTable } from "./profile.ts";

export interface Increment {
  /** Which of the run's tables the rows belong to; they have its columns. */
  readonly at: number;
  /** Holds the new rows only. */
  readonly table: MatchTable;
  readonly today: string;
}

/**
 * Matches new rows by what an earlier run of this session found out: its rules, its model, its pairs. Only pairs with a new
 * row are compared, and only clusters that such a pair touches are put together anew; the others keep their rows.
 */
export async function matchMore(
  session: LakeSession,
  dialect: Dialect,
  before: MatchOutcome,
  { at, table, today }: Increment,
): Promise<MatchOutcome> {
  const { prepared, blocking, keys, model } = before;
  const from = prepared.rowCount;
  const added = await prepareMore(session, dialect, table, { at, prepared, today });
  const { pairs } = await comparePairs(session, blocking.rules, keys, model.comparisons, from);
  const fresh = await scoredEdges(session, model, model.comparisons);
  return {
    ...before,
    prepared: { ...prepared, rowCount: from + added },
    pairs: before.pairs + pairs,
    edges: [...before.edges, ...fresh],
    clusters: withNewRows(before, fresh, from + added),
  };
}

function withNewRows({ clusters, edges }: MatchOutcome, fresh: readonly Edge[], rowCount: number): Int32Array {
  const labels = Int32Array.from({ length: rowCount }, (_, row) => clusters[row] ?? row);
  const labelOf = (row: number): number => labels[row] ?? row;
  const touched = new Set(
    fresh.filter(({ odds }) => odds > 0).flatMap(({ left, right }) => [labelOf(left), labelOf(right)]),
  );
  const isTouched = ({ left, right }: Edge): boolean => touched.has(labelOf(left)) && touched.has(labelOf(right));
  const renewed = clusterRows(rowCount, [...edges.filter(isTouched), ...fresh.filter(isTouched)]);
  return labels.map((label, row) => (touched.has(label) ? (renewed[row] ?? row) : label));
}
