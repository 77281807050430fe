import { type LakeSession, name } from "#kernel/lake/lake";
import { type Accuracy, accuracyOf, clusteredAccuracy } from "./matching/accuracy.ts";
import type { MatchOutcome } from "./matching/match.ts";

/** Per row who it really is; null where nobody says. */
export type Truth = readonly (string | null)[];

interface Relation {
  readonly relation: string;
}

/** `rec-12-dup-0` is a copy of person 12: the form of the FEBRL sets. */
const febrlForm = /^(rec-\d+)-(?:org|dup-\d+)$/;

/** The truth as a column of the tables, one value per person; in the order of the rows. */
export async function truthOfColumn(session: LakeSession, tables: readonly Relation[], column: string): Promise<Truth> {
  const truth: (string | null)[] = [];
  for (const { relation } of tables) {
    const rows = session.stream<{ t: string | null }>(
      `select trim(cast(${name(column)} as varchar)) as t from ${relation} order by rowid`,
    );
    for await (const batch of rows)
      for (const { t } of batch) truth.push(t === null || t === "" ? null : (febrlForm.exec(t)?.[1] ?? t));
  }
  return truth;
}

/**
 * The truth as a list of pairs of identifiers: of the first and of the last table. What is linked by pairs is one; a row
 * that no pair names is alone.
 */
export async function truthOfPairs(
  session: LakeSession,
  tables: readonly (Relation & { readonly idColumn: string })[],
  pairs: readonly (readonly [left: string, right: string])[],
): Promise<Truth> {
  const first = tables[0];
  const last = tables.at(-1);
  if (!first || !last) return [];
  const idsOf = async ({ relation, idColumn }: Relation & { idColumn: string }) =>
    (
      await session.read<{ i: string }>(
        `select trim(cast(${name(idColumn)} as varchar)) as i from ${relation} order by rowid`,
      )
    ).map(({ i }) => i);
  const ids = [await idsOf(first)];
  for (const table of tables.slice(1)) ids.push(await idsOf(table));
  const labels = ids.flatMap((own, at) => own.map((id) => `${at}/${id}`));
  const parents = new Map(labels.map((label) => [label, label]));
  const find = (label: string): string => {
    const parent = parents.get(label) ?? label;
    return parent === label ? label : find(parent);
  };
  for (const [left, right] of pairs) parents.set(find(`${tables.length - 1}/${right}`), find(`0/${left}`));
  return labels.map(find);
}

/** How right the links and the clusters of a run are. */
export function judge(outcome: MatchOutcome, truth: Truth): { pairwise: Accuracy; clustered: Accuracy } {
  const clustered = clusteredAccuracy(outcome.clusters, truth);
  const isKnown = (row: number) => (truth[row] ?? null) !== null;
  const links = outcome.edges.filter(({ left, right, odds }) => odds > 0 && isKnown(left) && isKnown(right));
  const right = links.filter((link) => truth[link.left] === truth[link.right]).length;
  return { pairwise: accuracyOf(right, links.length, clustered.true), clustered };
}
