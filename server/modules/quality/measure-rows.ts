import { type Dialect, type LakeRow, type LakeSession, literal } from "#kernel/lake/lake";
import { isListed } from "./listings.ts";
import { lookUp, type LookUps } from "./look-ups.ts";
import type { Count } from "./rule.ts";
import {
  anyBit,
  badIn,
  bitValue,
  columnsRead,
  countFailedSql,
  countSql,
  failedColumns,
  failedIn,
  failedRowsSql,
  merged,
  partOf,
  partRows,
  type Plan,
  printsSql,
  stateColumns,
  statesSql,
  sumFailedSql,
  type Totals,
  wordOf,
  wordsOf,
} from "./statements.ts";

/** What the row rules of a table came to. */
export interface RowCounts {
  readonly rowCount: number;
  /** In the order of the plan's rules. */
  readonly counts: readonly Count[];
  /** For the rules on the table as a whole. */
  readonly totals: Totals;
}

/**
 * What a check leaves in the lake. Failed rows are written in batches and never changed: of a part that is as it was the rows
 * of an earlier check's batch stay where they are, and this check's states point to them.
 */
export interface RunTables {
  /** A view: rows that fail (`_row`) with the rules they fail, as bits of words. */
  readonly failed: string;
  /** Of each part what its rows came to, the table that holds its failed rows (`_rows`) and their batch there (`_batch`). */
  readonly states: string;
  /** The failed rows, where this check has read the whole table. */
  readonly rows: string;
}

/** Rows of the table that the check read whole; all of them unless an earlier check's states were merged. */
export type Measured = RowCounts & { readonly badRows: number; readonly rowsRead: number };

/** Counts only: keys and codes are looked up, then one scan. */
export async function countRows(session: LakeSession, plan: Plan, divisions: string | null): Promise<RowCounts> {
  const found = await lookUp(session, plan, divisions);
  const [result = {}] = await session.read(countSql(plan, found.lookedUp));
  return countsOf(plan, [result], (position) => failedIn(result, position), found);
}

/**
 * Replaces the run's tables: one scan writes the rows that fail a rule with the rules they fail, a light one the states
 * of the table's parts. Of a mandatory column the failed rows also tell how many rows have a value.
 */
export async function writeFailedRows(
  session: LakeSession,
  plan: Plan,
  divisions: string | null,
  into: RunTables,
): Promise<Measured> {
  const found = await lookUp(session, plan, divisions);
  await replace(session, into.rows, `select d.*, 0 as _batch from (${failedRowsSql(plan, found.lookedUp)}) d`);
  await replace(session, into.states, withFailed(plan, statesSql(plan), { rows: into.rows, batch: 0 }));
  await showFailed(session, plan, into, into.rows);
  const counts = await countKept(session, plan, into, found);
  return { ...counts, rowsRead: counts.rowCount };
}

interface Batch {
  /** Quoted name of the table of failed rows. */
  readonly rows: string;
  readonly batch: number;
}

/** States of these parts, whose failed rows are of this batch. */
function withFailed(plan: Plan, states: string, { rows, batch }: Batch): string {
  const own = stateColumns(plan).map((column) => `x.${column}`);
  const failed = failedColumns(plan.rules.length).map((column) => `coalesce(c.${column}, 0) as ${column}`);
  const counted = countFailedSql(`(select * from ${rows} where _batch = ${batch})`, plan.rules.length, plan.dialect);
  return `select ${[...own, ...failed].join(", ")}, ${literal(rows)} as _rows, ${batch} as _batch
    from (${states}) x left join (${counted}) c on c.part = x.part`;
}

async function showFailed(session: LakeSession, plan: Plan, into: RunTables, rows: string): Promise<void> {
  const words = wordsOf(plan.rules.length).map((word) => `f.${word}`);
  await session.write(`drop view if exists ${into.failed}`);
  await session.write(`create view ${into.failed} as select ${["f._row", ...words].join(", ")}
    from ${rows} f join ${into.states} s on s.part = ${partOf(plan.dialect, "f._row")} and s._batch = f._batch`);
}

/** The table that holds the failed rows of these states; null where there are no states. */
export async function rowsTableOf(session: LakeSession, states: string): Promise<string | null> {
  const [found] = await session.read<{ rows: string | null }>(`select max(s._rows) as rows from ${states} s`);
  return found?.rows ?? null;
}

/** How much of a table may have changed for merging to be worth it. */
const mergeableShare = 0.5;
/** More ranges than this are read as one condition on the part. */
const manyRanges = 40;

/**
 * The same as `writeFailedRows`, from the tables an earlier check of the same rules left: parts whose rows are the same by
 * number and fingerprint keep their states and failed rows, the others are read again.
 *
 * @param again position of rules whose verdict on an unchanged row can have turned since: parts with such failures are read
 * @param mostChanged share of the rows
 * @returns null where so much changed that reading everything costs less
 */
export async function mergeFailedRows(
  session: LakeSession,
  plan: Plan,
  divisions: string | null,
  into: RunTables,
  before: RunTables,
  again: readonly number[],
  mostChanged = mergeableShare,
): Promise<Measured | null> {
  const parts = await changedParts(session, plan, before, again, mostChanged);
  if (parts === null) return null;
  const dirty = await copyParts(session, plan, parts);
  const since = { failedTable: before.failed, dirty: dirty.table };
  const found = await lookUp(session, plan, divisions, { dirty, since });
  const turned = await turnedParts(session, plan, before, found);
  const rows = await rowsTableOf(session, before.states);
  // A table that had no row left nothing to add to.
  if (rows === null) return null;
  const [last] = await session.read<{ batch: number | null }>(`select max(f._batch) as batch from ${rows} f`);
  const batch: Batch = { rows, batch: (last?.batch ?? 0) + 1 };
  await session.write(
    `insert into ${batch.rows} select d.*, ${batch.batch} from (${failedRowsSql(dirty, found.lookedUp)}) d`,
  );
  if (turned > 0)
    await session.write(
      `insert into ${batch.rows} select d.*, ${batch.batch} from (${turnedFailedSql(plan, before, found)}) d`,
    );
  const columns = stateColumns(plan).map((column) => `s.${column}`);
  const anew = `select ${columns.join(", ")} from (${statesSql(dirty)}) s
    union all select ${columns.join(", ")} from ${before.states} s where s.part in (select c.part from _turned c)`;
  await replace(
    session,
    into.states,
    `select s.* from ${before.states} s where s.part not in (select c.part from _changed c union all select c.part from _turned c)
     union all ${withFailed(plan, anew, batch)}`,
  );
  await showFailed(session, plan, into, batch.rows);
  const [read] = await session.read<{ n: number }>(`select count(*) as n from ${dirty.table}`);
  const counted = await countKept(session, plan, into, found);
  await tidy(session, plan, into, { ...batch, bad: counted.badRows });
  return { ...counted, rowsRead: read?.n ?? 0 };
}

/** Rows of batches nothing points to, as a share of those in use, that may lie about before all are written anew. */
const mostIdle = 1;

async function tidy(
  session: LakeSession,
  plan: Plan,
  into: RunTables,
  { rows, bad }: Batch & { readonly bad: number },
): Promise<void> {
  const [held] = await session.read<{ n: number }>(`select count(*) as n from ${rows}`);
  if ((held?.n ?? 0) - bad <= bad * mostIdle + partRows) return;
  await replace(session, into.rows, `select f.*, 0 as _batch from ${into.failed} f`);
  await session.write(`update ${into.states} set _rows = ${literal(into.rows)}, _batch = 0`);
  await showFailed(session, plan, into, into.rows);
}

/** Leaves the parts to read again in `_changed`; null where they are too many. */
async function changedParts(
  session: LakeSession,
  plan: Plan,
  before: RunTables,
  again: readonly number[],
  mostChanged: number,
): Promise<number[] | null> {
  const turned = again.map((position) => {
    const { word, bit } = wordOf(position);
    return plan.dialect.hasBit(`f.${word}`, bit);
  });
  await session.write(`create or replace temp table _prints as ${printsSql(plan)}`);
  await session.write(
    `create or replace temp table _changed as
     select coalesce(p.part, s.part) as part from _prints p full join ${before.states} s on s.part = p.part
     where p.part is null or s.part is null or p.n <> s.n or p.print <> s.print
     ${turned.length === 0 ? "" : `union select ${partOf(plan.dialect, "f._row")} from ${before.failed} f where ${turned.join(" or ")}`}`,
  );
  const parts = await session.read<{ part: number }>("select c.part from _changed c order by c.part");
  const [size] = await session.read<{ changed: number | null; n: number | null }>(
    "select (select sum(p.n) from _prints p join _changed c on c.part = p.part) as changed, (select sum(p.n) from _prints p) as n",
  );
  const isMany = (size?.changed ?? 0) > mostChanged * (size?.n ?? 0);
  return isMany ? null : parts.map(({ part }) => part);
}

/** A copy of the rows of these parts, small enough to be read several times. */
async function copyParts(session: LakeSession, plan: Plan, parts: readonly number[]): Promise<Plan> {
  const columns = ["_row", ...(plan.hasSums ? ["_sum"] : []), ...columnsRead(plan)].map((column) => `t.${column}`);
  const ranges = rangesOf(parts);
  const all = `select ${columns.join(", ")} from ${plan.table} t where`;
  const sql =
    ranges.length > manyRanges || ranges.length === 0
      ? `${all} ${partOf(plan.dialect, "t._row")} in (select c.part from _changed c)`
      : ranges.map(([from, to]) => `${all} t._row >= ${from} and t._row < ${to}`).join(" union all ");
  await session.write(`create or replace temp table _dirty as ${sql}`);
  return { ...plan, table: "_dirty" };
}

/** Row numbers from and before which neighbouring parts lie; a range of its own lets the engine skip all other rows. */
function rangesOf(parts: readonly number[]): [number, number][] {
  const ranges: [number, number][] = [];
  for (const part of parts) {
    const last = ranges.at(-1);
    if (last && last[1] === part * partRows) last[1] = (part + 1) * partRows;
    else ranges.push([part * partRows, (part + 1) * partRows]);
  }
  return ranges;
}

/** Position, word and bit of the rules that list the rows that fail them. */
const listedBits = ({ rules }: Plan) =>
  rules.flatMap((rule, position) => (isListed(rule) ? [{ id: rule.id, ...wordOf(position) }] : []));

/** What a word of failed rules holds of these bits alone. */
const onlyBits = (word: string, bits: readonly { readonly word: string; readonly bit: number }[], dialect: Dialect) =>
  ["0", ...bits.filter((one) => one.word === word).map(({ bit }) => bitOf(`f.${word}`, bit, dialect))].join(" + ");

const bitOf = (word: string, bit: number, dialect: Dialect): string =>
  `case when ${dialect.hasBit(word, bit)} then ${bitValue(bit)} else 0 end`;

/** What is listed now of parts that were not read again, as failed rows. */
function listedNow(plan: Plan, { lookedUp }: LookUps, isWanted: (row: string) => string): string[] {
  const words = wordsOf(plan.rules.length);
  return listedBits(plan).flatMap(({ id, word, bit }) => {
    const table = lookedUp.get(id)?.listed ?? null;
    const values = words.map((one) => `${one === word ? bitValue(bit) : "cast(0 as bigint)"} as ${one}`);
    return table === null ? [] : [`select l._row, ${values.join(", ")} from ${table} l where ${isWanted("l._row")}`];
  });
}

const addedUp = (rows: readonly string[], words: readonly string[]): string =>
  `select u._row, ${words.map((word) => `cast(sum(u.${word}) as bigint) as ${word}`).join(", ")} from (${rows.join(" union all ")}) u group by u._row`;

/** Leaves in `_turned` the parts that are as they were but of which other rows are listed now; answers how many they are. */
async function turnedParts(session: LakeSession, plan: Plan, before: RunTables, found: LookUps): Promise<number> {
  const { dialect, rules } = plan;
  const words = wordsOf(rules.length);
  const bits = listedBits(plan);
  const isKept = (row: string) => `${partOf(dialect, row)} not in (select c.part from _changed c)`;
  const was = words.map((word) => `${onlyBits(word, bits, dialect)} as ${word}`);
  const isListedThen = bits.map(({ word, bit }) => dialect.hasBit(`f.${word}`, bit)).join(" or ");
  const none = `select cast(0 as bigint) as _row, ${words.map((word) => `cast(0 as bigint) as ${word}`).join(", ")} where false`;
  const now = addedUp([none, ...listedNow(plan, found, isKept)], words);
  const differs = words.map((word) => `coalesce(o.${word}, 0) <> coalesce(w.${word}, 0)`).join(" or ");
  if (bits.length === 0) {
    await session.write("create or replace temp table _turned (part bigint)");
    return 0;
  }
  await session.write(
    `create or replace temp table _turned as select distinct ${partOf(dialect, "coalesce(o._row, w._row)")} as part
     from (select f._row, ${was.join(", ")} from ${before.failed} f where (${isListedThen}) and ${isKept("f._row")}) o
     full join (${now}) w on w._row = o._row where ${differs}`,
  );
  const [turned] = await session.read<{ n: number }>("select count(*) as n from _turned");
  return turned?.n ?? 0;
}

/** Failed rows of the parts in `_turned`: what a row alone tells as it was, what is listed as it is now. */
function turnedFailedSql(plan: Plan, before: RunTables, found: LookUps): string {
  const { dialect, rules } = plan;
  const words = wordsOf(rules.length);
  const isTurned = (row: string) => `${partOf(dialect, row)} in (select c.part from _turned c)`;
  const bits = listedBits(plan);
  const own = words.map((word) => `f.${word} - (${onlyBits(word, bits, dialect)}) as ${word}`);
  const old = `select f._row, ${own.join(", ")} from ${before.failed} f where ${isTurned("f._row")}`;
  return `select * from (${addedUp([old, ...listedNow(plan, found, isTurned)], words)}) g where ${anyBit(words)}`;
}

async function countKept(session: LakeSession, plan: Plan, tables: RunTables, found: LookUps) {
  const [failed = {}] = await session.read(sumFailedSql(tables.states, plan.rules.length));
  const states = await session.read(`select ${stateColumns(plan).join(", ")} from ${tables.states}`);
  const counts = countsOf(plan, states, (position) => failedIn(failed, position), found);
  return { ...counts, badRows: badIn(failed) };
}

function countsOf(
  plan: Plan,
  states: readonly LakeRow[],
  failedOf: (position: number) => number,
  { assessed }: LookUps,
): RowCounts {
  const totals = merged(plan, states, failedOf);
  return {
    rowCount: totals.rowCount,
    totals,
    counts: plan.rules.map((rule, position) => ({
      assessed: assessed.get(rule.id) ?? totals.assessed(rule),
      failed: failedOf(position),
    })),
  };
}

async function replace(session: LakeSession, table: string, sql: string): Promise<void> {
  await session.write(`drop table if exists ${table}`);
  await session.write(`create table ${table} as ${sql}`);
}
