import { type Dialect, type LakeSession, name } from "#kernel/lake/lake";
import { matchMore } from "./increment.ts";
import type { MatchOutcome } from "./match.ts";
import { countOf, work } from "./prepare.ts";
import type { MatchTable } from "./profile.ts";
import { type KeptFacts, keptFacts, modelOf, placesSql, type StateTables } from "./state.ts";

/** Rows that may have come and gone since the model was learned, as a share of all: beyond it all is matched anew. */
const mostChanged = 0.1;

export interface Renewal {
  readonly tables: readonly MatchTable[];
  readonly today: string;
  /** Name and version of the lake's engine. */
  readonly engine: string;
}

export interface Renewed {
  readonly outcome: MatchOutcome;
  readonly fresh: number;
  readonly gone: number;
}

/**
 * Matches tables of which an earlier session kept a run: rows are known by their content, only those that came or changed are
 * compared. Answers as `matchTables` does, in the numbers the rows have now.
 *
 * @returns Null where nothing fit was kept, or where too much has changed: then all is to be matched.
 */
export async function matchAgain(
  session: LakeSession,
  dialect: Dialect,
  state: StateTables,
  { tables, today, engine }: Renewal,
): Promise<Renewed | null> {
  const facts = await keptFacts(session, state, engine, tables);
  if (facts === null) return null;
  const offsets = await placeRows(session, tables);
  const { fresh, gone } = await compareContents(session, state);
  const rowCount = offsets.at(-1) ?? 0;
  if (facts.changed + fresh + gone > rowCount * mostChanged) return null;
  const added = await freshTables(session, tables, offsets);
  // Begun only now: rows made inside the transaction would have numbers that are not theirs.
  await session.begin();
  let kept: KeptFacts;
  try {
    kept = await matchMore(session, dialect, state, facts, { fresh: added, gone: work.gone, today });
    await session.commit();
  } catch (error) {
    await session.rollback();
    throw error;
  }
  for (const table of added) if (table !== null) await session.write(`drop table ${table.relation}`);
  return { outcome: await outcomeOf(session, state, kept, { tables, offsets }), fresh, gone };
}

const withTurn = (relation: string): string =>
  `(select *, row_number() over (partition by src, a, b order by id) as nth from ${relation})`;

/** All rows as they are numbered now, with their contents. */
async function placeRows(session: LakeSession, tables: readonly MatchTable[]): Promise<number[]> {
  const offsets = [0];
  const parts: string[] = [];
  for (const [at, table] of tables.entries()) {
    const from = offsets.at(-1) ?? 0;
    parts.push(placesSql(table, at, from));
    offsets.push(from + (await countOf(session, table)));
  }
  await session.write(`create or replace temp table ${work.now} as ${parts.join(" union all ")}`);
  return offsets;
}

async function compareContents(session: LakeSession, state: StateTables): Promise<{ fresh: number; gone: number }> {
  const same = "x.src = y.src and x.a = y.a and x.b = y.b and x.nth = y.nth";
  await session.write(
    `create or replace temp table ${work.fresh} as select x.id from ${withTurn(work.now)} x anti join ${withTurn(state.places)} y on ${same}`,
  );
  await session.write(
    `create or replace temp table ${work.gone} as select x.id from ${withTurn(state.places)} x anti join ${withTurn(work.now)} y on ${same}`,
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
    `create or replace temp table ${work.fresh} as select n.id as now, p.id from ${withTurn(work.now)} n
     join ${withTurn(state.places)} p on n.src = p.src and n.a = p.a and n.b = p.b and n.nth = p.nth`,
  );
  await session.write(
    `create or replace temp table ${work.pairs} as select least(x.now, y.now) as l, greatest(x.now, y.now) as r, e.pattern, e.milli
     from ${state.edges} e join ${work.fresh} x on x.id = e.l join ${work.fresh} y on y.id = e.r`,
  );
  const edges: MatchOutcome["edges"][number][] = [];
  const found = session.stream<{ l: number; r: number; milli: number }>(
    `select l, r, milli from ${work.pairs} order by l, r`,
  );
  for await (const batch of found)
    for (const { l, r, milli } of batch) edges.push({ left: l, right: r, odds: milli / 1000 });
  const clusters = Int32Array.from({ length: rowCount }, (_, row) => row);
  const joined = session.stream<{ row: number; first: number }>(
    `select now as row, first from (select f.now, min(f.now) over (partition by l.cluster) as first
     from ${work.fresh} f join ${state.labels} l on l.id = f.id) where now <> first`,
  );
  for await (const batch of joined) for (const { row, first } of batch) clusters[row] = first;
  for (const table of [work.now, work.fresh, work.gone]) await session.write(`drop table ${table}`);
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
