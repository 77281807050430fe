import { type LakeRow, type LakeSession } from "#kernel/lake/lake";
import { isListed } from "./listings.ts";
import { lookUp, type LookUps } from "./look-ups.ts";
import type { Count } from "./rule.ts";
import {
  anyBit,
  bitValue,
  columnsRead,
  countFailedSql,
  countSql,
  failedIn,
  failedRowsSql,
  merged,
  partOf,
  partRows,
  type Plan,
  printsSql,
  rowsIn,
  statesSql,
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

/** What a check leaves in the lake: rows that fail with the rules they fail, and the states of the table's parts. */
export interface RunTables {
  readonly failed: string;
  readonly states: string;
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
  await replace(session, into.failed, failedRowsSql(plan, found.lookedUp));
  await replace(session, into.states, statesSql(plan));
  const counts = await countKept(session, plan, into, found);
  return { ...counts, rowsRead: counts.rowCount };
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
  const found = await lookUp(session, plan, divisions, {
    dirty,
    since: { failedTable: before.failed, dirty: dirty.table },
  });
  await replace(session, into.failed, mergedFailedSql(plan, before, found));
  await session.write(`insert into ${into.failed} select * from (${failedRowsSql(dirty, found.lookedUp)}) d`);
  await replace(
    session,
    into.states,
    `select s.* from ${before.states} s where s.part not in (select c.part from _changed c)`,
  );
  await session.write(`insert into ${into.states} ${statesSql(dirty)}`);
  const [read] = await session.read<{ n: number }>(`select count(*) as n from ${dirty.table}`);
  return { ...(await countKept(session, plan, into, found)), rowsRead: read?.n ?? 0 };
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

/** Failed rows of unchanged parts: what a row alone tells as it was, what is listed as it is now. */
function mergedFailedSql({ rules, dialect }: Plan, before: RunTables, found: LookUps): string {
  const words = wordsOf(rules.length);
  const listed = rules.flatMap((rule, position) => (isListed(rule) ? [{ id: rule.id, ...wordOf(position) }] : []));
  const isKept = (row: string) => `${partOf(dialect, row)} not in (select c.part from _changed c)`;
  const kept = words.map((word, index) => {
    const bits = listed.filter((one) => one.word === `m${index}`);
    const cleared = bits.map(
      ({ bit }) => `case when ${dialect.hasBit(`f.${word}`, bit)} then ${bitValue(bit)} else 0 end`,
    );
    return `${[`f.${word}`, ...cleared].join(" - ")} as ${word}`;
  });
  const old = `select f._row, ${kept.join(", ")} from ${before.failed} f where ${isKept("f._row")}`;
  if (listed.length === 0) return old;
  const now = listed.flatMap(({ id, word, bit }) => {
    const table = found.lookedUp.get(id)?.listed ?? null;
    const values = words.map((one) => `${one === word ? bitValue(bit) : "cast(0 as bigint)"} as ${one}`);
    return table === null ? [] : [`select l._row, ${values.join(", ")} from ${table} l where ${isKept("l._row")}`];
  });
  const sums = words.map((word) => `cast(sum(u.${word}) as bigint) as ${word}`);
  const grouped = `select u._row, ${sums.join(", ")} from (${[old, ...now].join(" union all ")}) u group by u._row`;
  return `select * from (${grouped}) g where ${anyBit(words)}`;
}

async function countKept(session: LakeSession, plan: Plan, tables: RunTables, found: LookUps) {
  const [failed = {}] = await session.read(countFailedSql(tables.failed, plan.rules.length, plan.dialect));
  const states = await session.read(`select * from ${tables.states}`);
  const counts = countsOf(plan, states, (position) => failedIn(failed, position), found);
  return { ...counts, badRows: rowsIn(failed) };
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
