import { type Dialect, type LakeSession, name } from "#kernel/lake/lake";
import { matchMore } from "./increment.ts";
import type { MatchOutcome } from "./match.ts";
import { countOf, offsetsOf, work } from "./prepare.ts";
import type { MatchTable } from "./profile.ts";
import {
  type KeptFacts,
  keptFacts,
  modelOf,
  partsSql,
  partSize,
  placesSql,
  type StateTables,
  stretchesOf,
  unfit,
  type WholeReason,
} from "./state.ts";

/** Rows that may have come and gone since the model was learned, as a share of all: beyond it all is matched anew. */
const mostChanged = 0.1;

export interface Renewal {
  readonly tables: readonly MatchTable[];
  readonly today: string;
  /** Name and version of the lake's engine. */
  readonly engine: string;
  /** Names of the answers of people that stand. */
  readonly answers?: readonly string[];
}

/** What changed. Rows are told by the numbers they keep for good, here and in the tables of what is kept. */
export interface Delta {
  /** What is kept now. */
  readonly facts: KeptFacts;
  /** Edition of what was kept before. */
  readonly earlier: string;
  /** First row of each table, and the end. */
  readonly offsets: readonly number[];
  readonly fresh: number;
  readonly gone: number;
}

export interface Renewed {
  readonly outcome: MatchOutcome;
  readonly fresh: number;
  readonly gone: number;
}

/**
 * Matches tables of which an earlier session kept a run, at the cost of what changed: parts of tables that sum up as before
 * are not looked at, rows of the others are known by their content, only those that came or changed are compared, and only
 * groups they touch are put together anew. What came of it stands in the tables of what is kept; beside them, until the
 * caller drops them (`dropDelta`): `work.met`, rows of parts that changed with where they stand now (`id`, `src`, `pos`);
 * `work.fresh`, those of them that came; `work.gone`, rows that went (`id`); `work.groups`, rows grouped anew (`id`).
 *
 * @returns A reason where nothing fit was kept, or where too much has changed: then all is to be matched.
 */
export async function renewKept(
  session: LakeSession,
  dialect: Dialect,
  state: StateTables,
  { tables, today, engine, answers }: Renewal,
): Promise<Delta | WholeReason> {
  const facts = await keptFacts(session, state);
  if (facts === null) return "first";
  const reason = unfit(facts, { engine, tables, answers });
  if (reason !== null) return reason;
  const offsets = await offsetsOf(session, tables);
  const stretches = await changedParts(session, state, tables);
  await compareContents(session, state, { tables, stretches, nextRow: facts.nextRow });
  const fresh = await countOf(session, { relation: work.fresh });
  const gone = await countOf(session, { relation: work.gone });
  if (facts.changed + fresh + gone > (offsets.at(-1) ?? 0) * mostChanged) return "rows";
  const added = await freshTables(session, tables, stretches);
  // Begun only now: rows made inside the transaction would have numbers that are not theirs.
  await session.begin();
  let kept: KeptFacts;
  try {
    kept = await matchMore(session, dialect, state, facts, { fresh: added, gone: work.gone, today });
    if (stretches.some((one) => one !== null)) await replaceParts(session, state);
    await session.commit();
  } catch (error) {
    await session.rollback();
    throw error;
  }
  for (const table of added) if (table !== null) await session.write(`drop table ${table.relation}`);
  for (const table of [work.now, work.was, work.sums, work.parts]) await session.write(`drop table ${table}`);
  return { facts: kept, earlier: facts.edition, offsets, fresh, gone };
}

export async function dropDelta(session: LakeSession): Promise<void> {
  for (const table of [work.met, work.fresh, work.gone, work.groups]) await session.write(`drop table ${table}`);
}

/**
 * Which parts of the tables do not sum up as before, into `work.parts`.
 *
 * @returns Per table the rows of its changed parts as a condition, null where it has none.
 */
async function changedParts(
  session: LakeSession,
  state: StateTables,
  tables: readonly MatchTable[],
): Promise<(string | null)[]> {
  await session.write(`create or replace temp table ${work.sums} as ${partsSql(tables)}`);
  await session.write(
    `create or replace temp table ${work.parts} as select coalesce(n.src, k.src) as src, coalesce(n.part, k.part) as part
     from ${work.sums} n full join ${state.parts} k on k.src = n.src and k.part = n.part
     where n.sum is distinct from k.sum or n.rows is distinct from k.rows`,
  );
  const changed = await session.read<{ src: number; part: number }>(`select src, part from ${work.parts}`);
  return tables.map((_, at) => {
    const own = changed.filter(({ src }) => src === at);
    return own.length === 0 ? null : stretchesOf(own.map(({ part }) => part));
  });
}

/**
 * Which row of the changed parts is which kept one, into `work.met`; those that came get the next numbers in their order, as
 * `matchMore` numbers them. Two rows of one content are alike to matching and told apart by their turn.
 */
async function compareContents(
  session: LakeSession,
  state: StateTables,
  {
    tables,
    stretches,
    nextRow,
  }: {
    readonly tables: readonly MatchTable[];
    readonly stretches: readonly (string | null)[];
    readonly nextRow: number;
  },
): Promise<void> {
  const parts = tables.flatMap((table, at) => {
    const where = stretches[at];
    return where === null || where === undefined ? [] : [placesSql(table, at, where)];
  });
  const none = "select 0::utinyint as src, 0 as pos, 0::ubigint as a, 0::ubigint as b where false";
  await session.write(
    `create or replace temp table ${work.now} as select *, 1 as nth from (${parts.length === 0 ? none : parts.join(" union all ")})`,
  );
  await session.write(
    `create or replace temp table ${work.was} as select p.*, 1 as nth from ${state.places} p
     semi join ${work.parts} c on c.src = p.src and c.part = p.pos // ${partSize}`,
  );
  for (const table of [work.now, work.was]) await numberTwins(session, table);
  await session.write(
    `create or replace temp table ${work.met} as select w.id, n.src, n.pos from ${work.now} n
     left join ${work.was} w on w.a = n.a and w.b = n.b and w.src = n.src and w.nth = n.nth`,
  );
  await session.write(
    `create or replace temp table ${work.gone} as select w.id from ${work.was} w anti join ${work.met} m on m.id = w.id`,
  );
  await session.write(
    `create or replace temp table ${work.fresh} as select (${nextRow} - 1 + row_number() over (order by src, pos))::integer as id, src, pos
     from ${work.met} where id is null`,
  );
  await session.write(`delete from ${work.met} where id is null`);
  await session.write(`insert into ${work.met} select id, src, pos from ${work.fresh}`);
}

/** Few rows have a twin: only these are numbered, for it costs ten times the look for them. */
async function numberTwins(session: LakeSession, table: string): Promise<void> {
  await session.write(`create or replace temp table ${work.sample} as select src, pos, nth from (
      select n.src, n.pos, row_number() over (partition by n.src, n.a, n.b order by n.pos)::integer as nth from ${table} n
      where n.a in (select a from ${table} group by a having count(*) > 1)
    ) where nth > 1`);
  await session.write(
    `update ${table} set nth = s.nth from ${work.sample} s where ${table}.src = s.src and ${table}.pos = s.pos`,
  );
  await session.write(`drop table ${work.sample}`);
}

async function replaceParts(session: LakeSession, state: StateTables): Promise<void> {
  await session.write(`delete from ${state.places} where id in (select id from ${work.was})`);
  await session.write(
    `insert into ${state.places} select m.id, n.src, n.pos, n.a, n.b from ${work.now} n join ${work.met} m on m.src = n.src and m.pos = n.pos`,
  );
  await session.write(`create or replace table ${state.parts} as select * from ${work.sums}`);
}

async function freshTables(
  session: LakeSession,
  tables: readonly MatchTable[],
  stretches: readonly (string | null)[],
): Promise<(MatchTable | null)[]> {
  const found: (MatchTable | null)[] = [];
  for (const [at, table] of tables.entries()) {
    const where = stretches[at] ?? null;
    const relation = `${work.fresh}_${at}`;
    const columns = table.columns.map((column) => `t.${name(column)}`).join(", ");
    if (where !== null)
      await session.write(
        `create or replace temp table ${relation} as select ${columns} from ${table.relation} t
         where (${where}) and t.rowid in (select pos from ${work.fresh} where src = ${at}) order by t.rowid`,
      );
    const rows = where === null ? 0 : await countOf(session, { relation });
    if (where !== null && rows === 0) await session.write(`drop table ${relation}`);
    found.push(rows === 0 ? null : { ...table, relation });
  }
  return found;
}

/** As `renewKept`; answers of all rows, in the numbers they have now, as `matchTables` does. */
export async function matchAgain(
  session: LakeSession,
  dialect: Dialect,
  state: StateTables,
  renewal: Renewal,
): Promise<Renewed | WholeReason> {
  const delta = await renewKept(session, dialect, state, renewal);
  if (typeof delta === "string") return delta;
  await dropDelta(session);
  const { facts, offsets, fresh, gone } = delta;
  return { outcome: await outcomeOf(session, state, facts, { tables: renewal.tables, offsets }), fresh, gone };
}

/** What is kept, as the outcome of a run over the rows as they are numbered now. */
async function outcomeOf(
  session: LakeSession,
  state: StateTables,
  facts: KeptFacts,
  { tables, offsets }: { readonly tables: readonly MatchTable[]; readonly offsets: readonly number[] },
): Promise<MatchOutcome> {
  const rowCount = offsets.at(-1) ?? 0;
  const first = `case src ${offsets.map((offset, at) => `when ${at} then ${offset}`).join(" ")} end`;
  await session.write(
    `create or replace temp table ${work.met} as select id, (pos + ${first})::integer as now from ${state.places}`,
  );
  await session.write(
    `create or replace temp table ${work.pairs} as select least(x.now, y.now) as l, greatest(x.now, y.now) as r, e.pattern, e.milli
     from ${state.edges} e join ${work.met} x on x.id = e.l join ${work.met} y on y.id = e.r`,
  );
  const edges: MatchOutcome["edges"][number][] = [];
  const found = session.stream<{ l: number; r: number; milli: number }>(
    `select l, r, milli from ${work.pairs} order by l, r`,
  );
  for await (const batch of found)
    for (const { l, r, milli } of batch) edges.push({ left: l, right: r, odds: milli / 1000 });
  const clusters = Int32Array.from({ length: rowCount }, (_, row) => row);
  // A cluster is called by its smallest row of now, which is seldom another than the kept one.
  const joined = session.stream<{ row: number; cluster: number }>(
    `select m.now as row, l.cluster from ${state.labels} l join ${work.met} m on m.id = l.id
     where l.cluster in (select cluster from ${state.labels} where id <> cluster) order by m.now`,
  );
  const firstOf = new Map<number, number>();
  for await (const batch of joined)
    for (const { row, cluster } of batch) {
      const known = firstOf.get(cluster);
      if (known === undefined) firstOf.set(cluster, row);
      else clusters[row] = known;
    }
  await session.write(`drop table ${work.met}`);
  return { ...learnedOutcome(facts, tables, offsets), clusters, edges };
}

/** What a kept run learned, of the tables as they are now. */
export function learnedOutcome(
  facts: KeptFacts,
  tables: readonly MatchTable[],
  offsets: readonly number[],
): Omit<MatchOutcome, "clusters" | "edges"> {
  const { model, keys } = modelOf(facts);
  return {
    tables: tables.map((table, at) => ({ table, columns: facts.tables[at]?.columns ?? [] })),
    prepared: { ...facts.prepared, rowCount: offsets.at(-1) ?? 0, offsets },
    keys,
    learnedFrom: [],
    blocking: facts.blocking,
    model,
    pairs: facts.pairs,
  };
}
