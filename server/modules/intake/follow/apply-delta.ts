import type { RunCounts } from "#contract/intake-follow";
import { type Dialect, type LakeSession, literal, name } from "#kernel/lake/lake";
import { cleanStage } from "../clean-stage.ts";
import {
  type DirtyCell,
  dirtyCells,
  dirtyRows,
  insertDirtyCells,
  insertDirtyRows,
  type NewDirtyRow,
  rejectedMarks,
} from "../dirty-store.ts";
import type { LoadPlan } from "../plan.ts";
import type { UnreadableRecord } from "../readers/change-stream.ts";
import { keyColumn, rowColumn, type Staged, sumColumn } from "../staging.ts";
import { unreadable } from "../unreadable.ts";
import { historyTableOf, keepVersions } from "./history.ts";

/** Changed rows of a followed table on their way in. */
export interface Delta {
  /** Staged rows that are new or different at the source; null where there are only deletions. */
  readonly stage: { readonly table: string; readonly staged: Staged } | null;
  readonly plan: LoadPlan;
  /** Every row from before goes first. */
  readonly truncates: boolean;
  /** Rows the source did not send whole. */
  readonly rests: readonly RestOfRow[];
  /** Of a file: records that did not even split into columns are known by this and their number. */
  readonly rejectPrefix?: string | undefined;
}

/** Columns (fields) that keep the value they have in the lake's row `from`. */
export interface RestOfRow {
  readonly key: string;
  readonly from: string;
  readonly fields: readonly string[];
}

export interface DeltaTarget {
  /** Quoted standard table. */
  readonly table: string;
  /** Load that the table's rows and rejected rows belong to. */
  readonly loadId: string;
  readonly keepsHistory: boolean;
  /** When the changes happened, for history. */
  readonly at: Date;
}

/** Keys of rows that change or go, for the statements of one batch; filled by `touch` and by whoever finds deletions. */
export const touched = name("touched");
const before = name("before");

/** Before anything else of a batch. */
export const createTouched = (session: LakeSession): Promise<number> =>
  session.write(`create or replace temp table ${touched} (key varchar, row bigint, sum bigint, goes boolean)`);

/**
 * Puts a delta into a standard table: rows that went are deleted, changed ones replaced, new ones added; rejected rows stand
 * aside under the same load, and those that the source has changed since stand there no longer. Nothing but the touched rows
 * is written; no index is needed (limits.md: one would make it five times slower). Runs inside the caller's lake transaction,
 * after `createTouched` and after deletions were put into `touched`.
 */
export async function applyDelta(
  session: LakeSession,
  dialect: Dialect,
  delta: Delta,
  target: DeltaTarget,
): Promise<RunCounts> {
  const { table, loadId } = target;
  const { stage } = delta;
  let moved = 0;
  if (stage) {
    const numbers = await numberRows(session, stage.table, target);
    const lost = await fillRests(session, stage.table, target.table, delta.rests);
    await session.write(
      `insert into ${touched} select s.${keyColumn}, s.${rowColumn}, s.${sumColumn}, false from ${stage.table} s`,
    );
    await forgetRejected(session, loadId, delta.truncates);
    const { staged } = stage;
    const lineOffset = staged.lineOffset === null ? null : staged.lineOffset - numbers.shift;
    const cleaned = await cleanStage(session, dialect, stage.table, { ...staged, lineOffset }, delta.plan, loadId, () =>
      noteIncomplete(session, stage.table, lost),
    );
    moved = cleaned.moved + staged.rejects.length;
    await insertRejects(session, loadId, cleaned.dirty, numbers.top, delta.rejectPrefix ?? "");
  } else await forgetRejected(session, loadId, delta.truncates);
  await session.write(
    `create or replace temp table ${before} as
     select t.${keyColumn} as key, t.${rowColumn} as row from ${table} t where t.${keyColumn} in (select c.key from ${touched} c)`,
  );
  const gone = delta.truncates
    ? await session.write(`delete from ${table}`)
    : await session.write(`delete from ${table} as t where t.${keyColumn} in (select b.key from ${before} b)`);
  const came = stage ? await insertStaged(session, stage.table, table, delta.plan) : 0;
  const [replaced] = stage
    ? await session.read<{ n: number }>(
        `select count(*) as n from ${before} b join ${stage.table} s on s.${keyColumn} = b.key`,
      )
    : [{ n: 0 }];
  const updated = replaced?.n ?? 0;
  if (target.keepsHistory) await keepVersions(session, historyTableOf(table), delta, target);
  return {
    read: stage?.staged.accepted ?? 0,
    inserted: came - updated,
    updated,
    deleted: gone - updated,
    unchanged: 0,
    rejected: moved,
  };
}

/**
 * New numbers behind all that are in use, so that a row is told from every other of its load. Answers the last number, and by
 * how much a row's number is greater than its place in the file.
 */
async function numberRows(
  session: LakeSession,
  stage: string,
  { table, loadId }: DeltaTarget,
): Promise<{ top: number; shift: number }> {
  const used = await lastNumber(session, { table, loadId });
  const [found] = await session.read<{ low: number }>(`select coalesce(min(s.${rowColumn}), 1) as low from ${stage} s`);
  // Rows staged inside a transaction are numbered from wherever the engine keeps them until the commit, which may be beyond
  // what a number of JavaScript holds exactly: the engine reckons.
  await session.write(
    `update ${stage} set ${rowColumn} = ${rowColumn} - (select min(s.${rowColumn}) from ${stage} s) + 1 + $1`,
    [used],
  );
  const top = await lastNumber(session, { table: stage, loadId });
  const low = found && Number.isSafeInteger(found.low) ? found.low : 1;
  return { top: Math.max(top, used), shift: used + 1 - low };
}

/** Records that are no rows at all, such as a message that is no JSON: as they came, each once. */
export async function keepUnreadable(
  session: LakeSession,
  target: Pick<DeltaTarget, "table" | "loadId">,
  records: readonly UnreadableRecord[],
): Promise<void> {
  if (records.length === 0) return;
  const top = await lastNumber(session, target);
  const rows = records.map(({ text }, index) => ({ row: top + 1 + index, line: 0, record: text, found: {} }));
  const cells = records.map(({ reason }, index): DirtyCell => ({
    row: top + 1 + index,
    field: null,
    value: null,
    rule: "shape.broken-json",
    text: { zh: `这一条消息读不出来：${reason}。`, en: `The message cannot be read: ${reason}.` },
    mend: { zh: "请让来源改正后重发。", en: "Have the source mend it and send it again." },
    suggestion: null,
  }));
  await insertDirtyRows(session, target.loadId, rows);
  await insertDirtyCells(session, target.loadId, cells);
  const marks = records.map(({ key }, index) => [target.loadId, top + 1 + index, key, 0]);
  await session.append(rejectedMarks, ["load", "row", "key", "sum"], marks);
}

async function lastNumber(
  session: LakeSession,
  { table, loadId }: Pick<DeltaTarget, "table" | "loadId">,
): Promise<number> {
  const [last] = await session.read<{ n: number }>(
    `select greatest((select coalesce(max(t.${rowColumn}), 0) from ${table} t),
       (select coalesce(max(r.row), 0) from ${dirtyRows} r where r.load = $1)) as n`,
    [loadId],
  );
  return last?.n ?? 0;
}

/** Records that never became rows are numbered behind those that did. */
async function insertRejects(
  session: LakeSession,
  loadId: string,
  { rows, cells }: { readonly rows: readonly NewDirtyRow[]; readonly cells: readonly DirtyCell[] },
  top: number,
  prefix: string,
): Promise<void> {
  if (rows.length === 0) return;
  const numbers = new Map(rows.map(({ row }, index) => [row, top + 1 + index]));
  const renumbered = <Row extends { readonly row: number }>(row: Row): Row => ({
    ...row,
    row: numbers.get(row.row) ?? row.row,
  });
  await insertDirtyRows(session, loadId, rows.map(renumbered));
  await insertDirtyCells(session, loadId, cells.map(renumbered));
  const marks = rows.map(({ row }) => [loadId, numbers.get(row) ?? row, `${prefix}!${row}`, 0]);
  await session.append(rejectedMarks, ["load", "row", "key", "sum"], marks);
}

/** Rejected rows that the source has changed or removed are history: what comes now is judged anew. */
async function forgetRejected(session: LakeSession, loadId: string, all: boolean): Promise<void> {
  const rows = all
    ? `select r.row from ${rejectedMarks} r where r.load = $1`
    : `select r.row from ${rejectedMarks} r where r.load = $1 and r.key in (select c.key from ${touched} c)`;
  const open = "('open', 'mended', 'returned')";
  await session.write(
    `delete from ${dirtyCells} where load = $1 and row in (select d.row from ${dirtyRows} d
       where d.load = $1 and d.state in ${open} and d.row in (${rows}))`,
    [loadId],
  );
  await session.write(`delete from ${dirtyRows} where load = $1 and state in ${open} and row in (${rows})`, [loadId]);
  await session.write(`delete from ${rejectedMarks} where load = $1 and row in (${rows})`, [loadId]);
}

/** A row that the lake had keeps its number. */
async function insertStaged(session: LakeSession, stage: string, table: string, plan: LoadPlan): Promise<number> {
  const fields = plan.columns.map((column) => name(column.field));
  const targets = [rowColumn, ...fields, keyColumn, sumColumn].join(", ");
  const values = [
    `coalesce(b.row, s.${rowColumn})`,
    ...fields.map((field) => `s.${field}`),
    `s.${keyColumn}`,
    `s.${sumColumn}`,
  ];
  return session.write(
    `insert into ${table} (${targets}) select ${values.join(", ")}
     from ${stage} s left join ${before} b on b.key = s.${keyColumn}`,
  );
}

const rest = name("rest_of_row");

/**
 * Takes columns that the source left out from the lake's own row. The sum of such a row is not known: it speaks of values as
 * the source writes them. Answers the keys of rows for which the lake has none (they were rejected before).
 */
async function fillRests(
  session: LakeSession,
  stage: string,
  table: string,
  rests: readonly RestOfRow[],
): Promise<string[]> {
  if (rests.length === 0) return [];
  await session.write(`create or replace temp table ${rest} (key varchar, origin varchar, field varchar)`);
  const rows = rests.flatMap(({ key, from, fields }) => fields.map((field) => [key, from, field]));
  await session.append("rest_of_row", ["key", "origin", "field"], rows);
  for (const field of new Set(rests.flatMap(({ fields }) => fields))) {
    await session.write(
      `update ${stage} as s set ${name(field)} = t.${name(field)} from ${rest} r join ${table} t on t.${keyColumn} = r.origin
       where r.field = ${literal(field)} and s.${keyColumn} = r.key`,
    );
  }
  await session.write(`update ${stage} set ${sumColumn} = null where ${keyColumn} in (select r.key from ${rest} r)`);
  const lost = await session.read<{ key: string }>(
    `select distinct r.key from ${rest} r where r.origin not in
       (select t.${keyColumn} from ${table} t where t.${keyColumn} in (select o.origin from ${rest} o))`,
  );
  return lost.map(({ key }) => key);
}

async function noteIncomplete(session: LakeSession, stage: string, keys: readonly string[]): Promise<void> {
  for (const key of keys)
    await session.write(
      `insert into ${unreadable} select s.${rowColumn}, null, null, 'change.incomplete',
         '来源只送来了这一行改动的列，而这一行先前被退回，其余的列无从得知。',
         'The source sent only the changed columns of this row, and the row was rejected before: the rest is not known.',
         '请整表重读一次，或让来源送完整的行（PostgreSQL：ALTER TABLE … REPLICA IDENTITY FULL）。',
         'Read the whole table again, or have the source send whole rows (PostgreSQL: ALTER TABLE … REPLICA IDENTITY FULL).', null
       from ${stage} s where s.${keyColumn} = $1`,
      [key],
    );
}
