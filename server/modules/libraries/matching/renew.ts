import { type Dialect, type LakeSession, name } from "#kernel/lake/lake";
import { matchMore } from "./increment.ts";
import type { MatchOutcome } from "./match.ts";
import { countOf, offsetsOf, work } from "./prepare.ts";
import type { MatchTable } from "./profile.ts";
import { type KeptFacts, keptFacts, modelOf, placeRows, type StateTables, unfit, type WholeReason } from "./state.ts";

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

export interface Renewed {
  readonly outcome: MatchOutcome;
  readonly fresh: number;
  readonly gone: number;
  /** Day the model was learned. */
  readonly learnedOn: string;
}

/**
 * Matches tables of which an earlier session kept a run: rows are known by their content, only those that came or changed are
 * compared. Answers as `matchTables` does, in the numbers the rows have now.
 *
 * @returns A reason where nothing fit was kept, or where too much has changed: then all is to be matched.
 */
export async function matchAgain(
  session: LakeSession,
  dialect: Dialect,
  state: StateTables,
  { tables, today, engine, answers }: Renewal,
): Promise<Renewed | WholeReason> {
  const facts = await keptFacts(session, state);
  if (facts === null) return "first";
  const reason = unfit(facts, { engine, tables, answers });
  if (reason !== null) return reason;
  const offsets = await offsetsOf(session, tables);
  await placeRows(session, tables, offsets);
  const { fresh, gone } = await compareContents(session, state, facts.nextRow);
  const rowCount = offsets.at(-1) ?? 0;
  if (facts.changed + fresh + gone > rowCount * mostChanged) return "rows";
  const added = await freshTables(session, tables, offsets);
  // Begun only now: rows made inside the transaction would have numbers that are not theirs.
  await session.begin();
  let kept: KeptFacts;
  try {
    kept = await matchMore(session, dialect, state, facts, { fresh: added, gone: work.gone, today });
    await session.write(`delete from ${state.places} where id in (select id from ${work.gone})`);
    await session.write(
      `insert into ${state.places} select m.id, n.src, n.a, n.b, n.nth from ${work.now} n join ${work.met} m on m.now = n.id where m.id >= ${facts.nextRow}`,
    );
    await session.commit();
  } catch (error) {
    await session.rollback();
    throw error;
  }
  for (const table of added) if (table !== null) await session.write(`drop table ${table.relation}`);
  const outcome = await outcomeOf(session, state, kept, { tables, offsets });
  return { outcome, fresh, gone, learnedOn: kept.learnedOn };
}

/**
 * Which row of now is which kept one, into `work.met`; those that came get the next numbers in their order, as `matchMore`
 * numbers them.
 */
async function compareContents(
  session: LakeSession,
  state: StateTables,
  nextRow: number,
): Promise<{ fresh: number; gone: number }> {
  await session.write(
    `create or replace temp table ${work.met} as select x.id as now, y.id as id from ${work.now} x
     full join ${state.places} y on x.a = y.a and x.b = y.b and x.src = y.src and x.nth = y.nth`,
  );
  await session.write(
    `create or replace temp table ${work.fresh} as select now as id from ${work.met} where id is null`,
  );
  await session.write(`create or replace temp table ${work.gone} as select id from ${work.met} where now is null`);
  await session.write(`delete from ${work.met} where now is null or id is null`);
  await session.write(
    `insert into ${work.met} select id, (${nextRow} - 1 + row_number() over (order by id))::integer from ${work.fresh}`,
  );
  return {
    fresh: await countOf(session, { relation: work.fresh }),
    gone: await countOf(session, { relation: work.gone }),
  };
}

async function freshTables(
  session: LakeSession,
  tables: readonly MatchTable[],
  offsets: readonly number[],
): Promise<(MatchTable | null)[]> {
  const found: (MatchTable | null)[] = [];
  for (const [at, table] of tables.entries()) {
    const relation = `${work.fresh}_${at}`;
    const columns = table.columns.map((column) => `t.${name(column)}`).join(", ");
    await session.write(
      `create or replace temp table ${relation} as select ${columns} from ${table.relation} t
       where t.rowid + ${offsets[at] ?? 0} in (select id from ${work.fresh}) order by t.rowid`,
    );
    const rows = await countOf(session, { relation });
    if (rows === 0) await session.write(`drop table ${relation}`);
    found.push(rows === 0 ? null : { ...table, relation });
  }
  return found;
}

/** What is kept, as the outcome of a run over the rows as they are numbered now. */
async function outcomeOf(
  session: LakeSession,
  state: StateTables,
  facts: KeptFacts,
  { tables, offsets }: { readonly tables: readonly MatchTable[]; readonly offsets: readonly number[] },
): Promise<MatchOutcome> {
  const rowCount = offsets.at(-1) ?? 0;
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
      const first = firstOf.get(cluster);
      if (first === undefined) firstOf.set(cluster, row);
      else clusters[row] = first;
    }
  for (const table of [work.now, work.met, work.fresh, work.gone]) await session.write(`drop table ${table}`);
  const { model, keys } = modelOf(facts);
  return {
    tables: tables.map((table, at) => ({ table, columns: facts.tables[at]?.columns ?? [] })),
    prepared: { ...facts.prepared, rowCount, offsets },
    keys,
    learnedFrom: [],
    blocking: facts.blocking,
    model,
    pairs: facts.pairs,
    clusters,
    edges,
  };
}
