import { randomUUID } from "node:crypto";
import type { Dialect, LakeSession } from "#kernel/lake/lake";
import { clusterRows, componentsOf, type Edge } from "./cluster.ts";
import { scoredEdges } from "./match.ts";
import { comparePairs, makeKeys, makeMorePairs } from "./pairs.ts";
import { countOf, type Prepared, prepareMore, work } from "./prepare.ts";
import type { MatchTable } from "./profile.ts";
import { edgesSql, keepFacts, type KeptFacts, modelOf, type StateTables } from "./state.ts";

export interface Increment {
  /** Per table of the run its new rows, null where it has none; they have its columns. */
  readonly fresh: readonly (MatchTable | null)[];
  /** A relation with the numbers (`id`) of rows that went; null for none. */
  readonly gone: string | null;
  readonly today: string;
}

/**
 * Matches new rows by what a kept run found out: its rules, its model, its pairs. Only pairs with a new row are compared, and
 * only groups that such a pair or a lost row touches are put together anew. What comes out is what the kept model says of
 * all rows together: the same pairs, the same clusters (`increment.test.ts`); the model itself, the rules and the groups of
 * frequency are those of the last whole run. In a transaction of the caller, all or nothing is kept.
 *
 * Rows keep their numbers for good. Which rows' groups were put together anew stands in `work.groups` afterwards.
 */
export async function matchMore(
  session: LakeSession,
  dialect: Dialect,
  state: StateTables,
  facts: KeptFacts,
  { fresh, gone, today }: Increment,
): Promise<KeptFacts> {
  const { prepared, blocking, nextRow } = facts;
  const { model, keys, comparisons } = modelOf(facts);
  const touched = gone === null ? [] : await forget(session, state, gone);
  const more = { tables: fresh, prepared, today, earlier: state.rows, values: state.values, from: nextRow };
  const end = await prepareMore(session, dialect, more);
  await makeKeys(session, blocking.rules, keys);
  await makeMorePairs(session, prepared, blocking.rules, keys, state.keys);
  await session.write(`insert into ${state.keys} select * from ${work.keys}`);
  await session.write(`insert into ${state.rows} select * from ${work.rows}`);
  // The rows at work now are the new ones and those they are compared with.
  // Their places first: of the wide rows the engine then reads these alone.
  await session.write(
    `insert into ${work.rows} select r.* from ${state.rows} r where r.rowid in (
       select k.rowid from ${state.rows} k where k.id < ${nextRow} and k.id in (select l from ${work.pairs}_0))`,
  );
  const pairs = await comparePairs(session, comparisons);
  const edges = await scoredEdges(session, model, comparisons);
  await session.write(`insert into ${state.edges} ${edgesSql}`);
  await session.write(`insert into ${state.labels} select id, id, id from ${work.rows} where id >= ${nextRow}`);
  const links = edges.filter(({ odds }) => odds > 0);
  await regroup(session, state, prepared, [...touched, ...links.flatMap(({ left, right }) => [left, right])]);
  const lost = gone === null ? 0 : await countOf(session, { relation: gone });
  const kept: KeptFacts = {
    ...facts,
    edition: randomUUID(),
    pairs: facts.pairs + pairs,
    nextRow: end,
    changed: facts.changed + (end - nextRow) + lost,
  };
  await keepFacts(session, state, kept);
  return kept;
}

/** Takes rows out; answers rows of the groups they leave. */
async function forget(session: LakeSession, state: StateTables, gone: string): Promise<number[]> {
  if ((await countOf(session, { relation: gone })) === 0) return [];
  const left = await session.read<{ id: number }>(
    `select distinct a.component as id from ${state.labels} a where a.id in (select id from ${gone})`,
  );
  const components = left.map(({ id }) => id);
  const stay =
    components.length === 0
      ? []
      : await session.read<{ id: number }>(
          `select id from ${state.labels} where component in (${components.join(", ")}) and id not in (select id from ${gone})`,
        );
  for (const table of [state.rows, state.keys, state.labels])
    await session.write(`delete from ${table} where id in (select id from ${gone})`);
  await session.write(
    `delete from ${state.edges} where l in (select id from ${gone}) or r in (select id from ${gone})`,
  );
  return stay.map(({ id }) => id);
}

/** Puts together anew the groups that these rows belong to. */
async function regroup(
  session: LakeSession,
  state: StateTables,
  { isAcross }: Prepared,
  touched: readonly number[],
): Promise<void> {
  await session.write(`create or replace temp table ${work.groups} (id integer)`);
  if (touched.length === 0) return;
  await session.write(`create or replace temp table ${work.sample} (id integer)`);
  await session.append(
    work.sample,
    ["id"],
    [...new Set(touched)].map((id) => [id]),
  );
  await session.write(`insert into ${work.groups} ${componentsHolding(state, work.sample)}`);
  const rows = await session.read<{ id: number; src: number }>(
    isAcross
      ? `select g.id, k.src from ${work.groups} g join ${state.keys} k on k.id = g.id order by g.id`
      : `select id, 0 as src from ${work.groups} order by id`,
  );
  const found = await session.read<{ l: number; r: number; milli: number }>(
    `select e.l, e.r, e.milli from ${state.edges} e where e.l in (select id from ${work.groups}) and e.r in (select id from ${work.groups})`,
  );
  // Numbered from 0 in their order for the while: groups are few among many rows.
  const placeOf = new Map(rows.map(({ id }, place) => [id, place]));
  const edges: Edge[] = found.map(({ l, r, milli }) => ({
    left: placeOf.get(l) ?? 0,
    right: placeOf.get(r) ?? 0,
    odds: milli / 1000,
  }));
  const clusters = clusterRows(rows.length, edges, isAcross ? (place) => rows[place]?.src ?? 0 : null);
  const components = componentsOf(rows.length, edges);
  const idOf = (place: number | undefined): number => rows[place ?? 0]?.id ?? 0;
  await session.write(`create or replace temp table ${work.sample} (id integer, cluster integer, component integer)`);
  await session.append(
    work.sample,
    ["id", "cluster", "component"],
    rows.map(({ id }, place) => [id, idOf(clusters[place]), idOf(components[place])]),
  );
  await session.write(`delete from ${state.labels} where id in (select id from ${work.groups})`);
  await session.write(`insert into ${state.labels} select * from ${work.sample}`);
  await session.write(`drop table ${work.sample}`);
}

/** The rows (`id`) that hang together with these. */
export const componentsHolding = (state: Pick<StateTables, "labels">, rows: string): string =>
  `select m.id from ${state.labels} m where m.component in (select t.component from ${state.labels} t where t.id in (select id from ${rows}))`;
