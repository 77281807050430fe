import { type LakeSession } from "#kernel/lake/lake";
import { constrain, type RowAnswer } from "./constrain.ts";
import { chanceOf } from "./doubtful.ts";
import { work } from "./lake-tables.ts";
import type { Edge, TableOf } from "./matching/cluster.ts";
import { componentsHolding } from "./matching/increment.ts";
import { obeyAnswers } from "./matching/obey.ts";
import { type Prepared, work as matchWork } from "./matching/prepare.ts";
import type { StateTables } from "./matching/state.ts";

/** Rows whose records are made anew, in the order of their numbers, and all pairs among them, by place in `ids`. */
export interface Touched {
  readonly ids: Int32Array;
  readonly clusters: Int32Array;
  readonly edges: readonly Edge[];
  readonly tableOf: TableOf;
}

/**
 * The rows an increment touches, with all they hang together with: those that came, those grouped anew and `seeds`, among them all that
 * people's answers speak of or spoke of; every row where `seeds` is null.
 */
export async function readTouched(
  session: LakeSession,
  kept: StateTables,
  { seeds, prepared }: { seeds: readonly number[] | null; prepared: Prepared },
): Promise<Touched> {
  await session.write(`create or replace temp table ${work.seeds} (id integer)`);
  await session.append(
    work.seeds,
    ["id"],
    [...new Set(seeds ?? [])].map((id) => [id]),
  );
  await session.write(
    `create or replace temp table ${work.wanted} as ${
      seeds === null
        ? `select id from ${kept.labels}`
        : `select id from ${matchWork.groups} union select id from ${matchWork.fresh}${seeds.length === 0 ? "" : ` union ${componentsHolding(kept, work.seeds)}`}`
    }`,
  );
  const rows = await session.read<{ id: number; cluster: number; src: number }>(
    `select l.id, l.cluster, p.src from ${kept.labels} l join ${kept.places} p on p.id = l.id
     where l.id in (select id from ${work.wanted}) order by l.id`,
  );
  const placeOf = new Map(rows.map(({ id }, place) => [id, place]));
  const at = (id: number): number => {
    const place = placeOf.get(id);
    if (place === undefined) throw new Error(`row ${id} hangs together with rows it was not read with`);
    return place;
  };
  const edges = await session.read<{ l: number; r: number; milli: number }>(
    `select e.l, e.r, e.milli from ${kept.edges} e
     where e.l in (select id from ${work.wanted}) and e.r in (select id from ${work.wanted}) order by e.l, e.r`,
  );
  return {
    ids: Int32Array.from(rows, ({ id }) => id),
    clusters: Int32Array.from(rows, ({ cluster }) => at(cluster)),
    edges: edges.map(({ l, r, milli }) => ({ left: at(l), right: at(r), odds: milli / 1000 })),
    tableOf: prepared.isAcross ? (place) => rows[place]?.src ?? 0 : null,
  };
}

const batch = 50_000;

/**
 * Writes which of these rows are about one subject into `work.cluster`: row, cluster by its first row, and how sure the
 * weakest of its rows belongs to it, in thousandths. People's answers are obeyed.
 */
export async function writeClusters(
  session: LakeSession,
  { ids, clusters, edges, tableOf }: Touched,
  answers: readonly RowAnswer[],
): Promise<void> {
  const placeOf = answers.length === 0 ? null : new Map(Array.from(ids, (id, place) => [id, place]));
  const said = answers.map(({ left, right, isSame }) => ({
    left: placeOf?.get(left) ?? 0,
    right: placeOf?.get(right) ?? 0,
    isSame,
  }));
  const judged = said.map(({ left, right, isSame }) => ({ left, right, isMatch: isSame }));
  const obeyed = obeyAnswers({ clusters, edges }, judged, tableOf);
  const labels = constrain(obeyed.clusters, obeyed.edges, said);
  const sizes = new Int32Array(labels.length);
  for (const label of labels) sizes[label] = (sizes[label] ?? 0) + 1;
  const weakest = weakestOf(labels, obeyed.edges);
  await session.write(`create or replace temp table ${work.cluster} (_id integer, cluster integer, milli integer)`);
  for (let from = 0; from < labels.length; from += batch) {
    const rows = Array.from(labels.subarray(from, from + batch), (label, at) => {
      // A person's word alone holds a record together where no compared pair does.
      const odds = weakest[label] ?? 0;
      const chance = (sizes[label] ?? 1) === 1 ? 1 : Number.isFinite(odds) ? chanceOf(odds) : 1;
      return [ids[from + at] ?? 0, ids[label] ?? 0, Math.round(chance * 1000)];
    });
    await session.append(work.cluster, ["_id", "cluster", "milli"], rows);
  }
}

/** Of each cluster the row that is least bound to it: the odds of its best pair. */
function weakestOf(labels: Int32Array, edges: readonly Edge[]): Float64Array {
  const best = new Float64Array(labels.length).fill(Number.NEGATIVE_INFINITY);
  for (const { left, right, odds } of edges) {
    if (labels[left] !== labels[right]) continue;
    best[left] = Math.max(best[left] ?? odds, odds);
    best[right] = Math.max(best[right] ?? odds, odds);
  }
  const weakest = new Float64Array(labels.length).fill(Number.POSITIVE_INFINITY);
  for (const [row, label] of labels.entries()) weakest[label] = Math.min(weakest[label] ?? 0, best[row] ?? 0);
  return weakest;
}
