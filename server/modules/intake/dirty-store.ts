import type { DirtyState } from "#contract/intake";
import type { Bilingual } from "#contract/text";
import { type Lake, type LakeSession, type LakeValue, name } from "#kernel/lake/lake";

/**
 * Rows that stay out of the standard tables, in the lake beside them: they may be many, and they appear in the same lake
 * transaction as the rows that got in.
 */
export const dirtyRows = name("intake", "dirty_row");
export const dirtyCells = name("intake", "dirty_cell");
/** Keys and sums of rejected rows of followed tables: with those of the standard table they are the source's. */
export const rejectedMarks = name("intake", "rejected");
const published = name("intake", "published");

export async function createDirtyTables(lake: Lake): Promise<void> {
  await using session = await lake.session();
  await session.write(`create schema if not exists ${name("intake")}`);
  await session.write(`create schema if not exists ${name("standard")}`);
  await session.write(
    `create table if not exists ${dirtyRows} (load varchar, row bigint, line bigint, record varchar, found varchar,
       state varchar, mended varchar)`,
  );
  await session.write(
    `create table if not exists ${dirtyCells} (load varchar, row bigint, field varchar, value varchar, rule varchar,
       text_zh varchar, text_en varchar, mend_zh varchar, mend_en varchar, suggestion varchar)`,
  );
  await session.write(
    `create table if not exists ${rejectedMarks} (load varchar, row bigint, key varchar, sum bigint)`,
  );
  await session.write(`create table if not exists ${published} (resource varchar, load varchar, outcome varchar)`);
}

export interface DirtyCell {
  readonly row: number;
  readonly field: string | null;
  readonly value: string | null;
  readonly rule: string;
  readonly text: Bilingual;
  readonly mend: Bilingual;
  readonly suggestion: string | null;
}

export interface NewDirtyRow {
  readonly row: number;
  readonly line: number;
  /** The record as text, where it did not even split into columns. */
  readonly record: string | null;
  /** Text by field, as found. */
  readonly found: Readonly<Record<string, string | null>>;
}

export async function insertDirtyRows(session: LakeSession, load: string, rows: readonly NewDirtyRow[]): Promise<void> {
  const values = rows.map((row): LakeValue[] => [
    load,
    row.row,
    row.line,
    row.record,
    JSON.stringify(row.found),
    "open",
    "{}",
  ]);
  await session.append(dirtyRows, ["load", "row", "line", "record", "found", "state", "mended"], values);
}

export async function insertDirtyCells(session: LakeSession, load: string, cells: readonly DirtyCell[]): Promise<void> {
  const columns = ["load", "row", "field", "value", "rule", "text_zh", "text_en", "mend_zh", "mend_en", "suggestion"];
  const values = cells.map((cell): LakeValue[] => [
    load,
    cell.row,
    cell.field,
    cell.value,
    cell.rule,
    cell.text.zh,
    cell.text.en,
    cell.mend.zh,
    cell.mend.en,
    cell.suggestion,
  ]);
  await session.append(dirtyCells, columns, values);
}

export async function deleteDirty(session: LakeSession, load: string): Promise<void> {
  await session.write(`delete from ${dirtyRows} where load = $1`, [load]);
  await session.write(`delete from ${dirtyCells} where load = $1`, [load]);
  await session.write(`delete from ${rejectedMarks} where load = $1`, [load]);
}

/** Which load a standard table holds, and what it came to; written in the transaction of the swap. */
export async function findPublished(
  session: LakeSession,
  resource: string,
): Promise<{ load: string; outcome: string } | undefined> {
  const rows = await session.read<{ load: string; outcome: string }>(
    `select p.load, p.outcome from ${published} p where p.resource = $1`,
    [resource],
  );
  return rows[0];
}

export async function writePublished(
  session: LakeSession,
  resource: string,
  load: string,
  outcome: string,
): Promise<void> {
  await session.write(`delete from ${published} where resource = $1`, [resource]);
  await session.append(published, ["resource", "load", "outcome"], [[resource, load, outcome]]);
}

export interface DirtyRecord {
  readonly row: number;
  readonly line: number;
  readonly record: string | null;
  readonly found: Record<string, string | null>;
  readonly state: DirtyState;
  readonly mended: Record<string, string | null>;
}

export interface DirtyFilter {
  readonly load: string;
  readonly field?: string | undefined;
  readonly rule?: string | undefined;
  readonly state?: DirtyState | undefined;
}

function where(filter: DirtyFilter): { sql: string; parameters: LakeValue[] } {
  const parameters: LakeValue[] = [filter.load];
  const parts = ["r.load = $1"];
  const place = (value: string) => `$${parameters.push(value)}`;
  if (filter.state) parts.push(`r.state = ${place(filter.state)}`);
  if (filter.field !== undefined || filter.rule !== undefined) {
    const cell = ["c.load = r.load", "c.row = r.row"];
    if (filter.field !== undefined) cell.push(`c.field = ${place(filter.field)}`);
    if (filter.rule !== undefined) cell.push(`c.rule = ${place(filter.rule)}`);
    parts.push(`exists (select 1 from ${dirtyCells} c where ${cell.join(" and ")})`);
  }
  return { sql: parts.join(" and "), parameters };
}

export async function countDirty(session: LakeSession, filter: DirtyFilter): Promise<number> {
  const { sql, parameters } = where(filter);
  const [row] = await session.read<{ n: number }>(`select count(*) as n from ${dirtyRows} r where ${sql}`, parameters);
  return row?.n ?? 0;
}

/** In the order of the source; `after` is the last row of the page before. */
export async function pageOfDirty(
  session: LakeSession,
  filter: DirtyFilter,
  limit: number,
  after = 0,
): Promise<DirtyRecord[]> {
  const { sql, parameters } = where(filter);
  const rows = await session.read<{
    row: number;
    line: number;
    record: string | null;
    found: string;
    state: DirtyState;
    mended: string;
  }>(
    `select r.row, r.line, r.record, r.found, r.state, r.mended from ${dirtyRows} r
     where ${sql} and r.row > $${parameters.length + 1} order by r.row limit $${parameters.length + 2}`,
    [...parameters, after, limit],
  );
  return rows.map((row) => ({ ...row, found: parseCells(row.found), mended: parseCells(row.mended) }));
}

const parseCells = (text: string): Record<string, string | null> => JSON.parse(text) as Record<string, string | null>;

export async function cellsOf(session: LakeSession, load: string, rows: readonly number[]): Promise<DirtyCell[]> {
  if (rows.length === 0) return [];
  const found = await session.read<Record<string, string | null> & { row: number }>(
    `select c.row, c.field, c.value, c.rule, c.text_zh, c.text_en, c.mend_zh, c.mend_en, c.suggestion
     from ${dirtyCells} c where c.load = $1 and c.row in (${rows.map(Number).join(", ")}) order by c.row, c.field, c.rule`,
    [load],
  );
  return found.map((cell) => ({
    row: cell.row,
    field: cell["field"] ?? null,
    value: cell["value"] ?? null,
    rule: cell["rule"] ?? "",
    text: { zh: cell["text_zh"] ?? "", en: cell["text_en"] ?? "" },
    mend: { zh: cell["mend_zh"] ?? "", en: cell["mend_en"] ?? "" },
    suggestion: cell["suggestion"] ?? null,
  }));
}

/** Rows to be mended that have one fault in common. */
export interface RuleCount {
  readonly field: string | null;
  readonly rule: string;
  /** The value the sentences are about, and the sentences: those of one row, as an example. */
  readonly value: string | null;
  readonly text: Bilingual;
  readonly mend: Bilingual;
  readonly count: number;
  readonly suggested: number;
}

export async function countByRule(session: LakeSession, load: string): Promise<RuleCount[]> {
  const rows = await session.read<{
    field: string | null;
    rule: string;
    value: string | null;
    text_zh: string;
    text_en: string;
    mend_zh: string;
    mend_en: string;
    n: number;
    suggested: number;
  }>(
    `with cell as (
       select c.*, row_number() over (partition by c.field, c.rule order by c.row) as place
       from ${dirtyCells} c join ${dirtyRows} r on r.load = c.load and r.row = c.row
       where c.load = $1 and r.state in ('open', 'mended')
     )
     select c.field, c.rule, count(distinct c.row) as n,
       count(distinct case when c.suggestion is not null then c.row end) as suggested,
       max(case when c.place = 1 then c.value end) as value,
       max(case when c.place = 1 then c.text_zh end) as text_zh, max(case when c.place = 1 then c.text_en end) as text_en,
       max(case when c.place = 1 then c.mend_zh end) as mend_zh, max(case when c.place = 1 then c.mend_en end) as mend_en
     from cell c group by c.field, c.rule order by n desc, c.rule, c.field`,
    [load],
  );
  return rows.map((row) => ({
    field: row.field,
    rule: row.rule,
    value: row.value,
    text: { zh: row.text_zh, en: row.text_en },
    mend: { zh: row.mend_zh, en: row.mend_en },
    count: row.n,
    suggested: row.suggested,
  }));
}

export async function countByState(session: LakeSession, load: string): Promise<Record<DirtyState, number>> {
  const rows = await session.read<{ state: DirtyState; n: number }>(
    `select r.state, count(*) as n from ${dirtyRows} r where r.load = $1 group by r.state order by r.state`,
    [load],
  );
  const counts = { open: 0, mended: 0, loaded: 0, returned: 0 };
  for (const { state, n } of rows) counts[state] = n;
  return counts;
}

export async function findDirty(session: LakeSession, load: string, row: number): Promise<DirtyRecord | undefined> {
  const [found] = await pageOfDirty(session, { load }, 1, row - 1);
  return found?.row === row ? found : undefined;
}

/** All mended rows, or those among `rows`. */
export async function mendedRows(session: LakeSession, load: string, rows?: readonly number[]): Promise<DirtyRecord[]> {
  const mended = await pageOfDirty(session, { load, state: "mended" }, Number.MAX_SAFE_INTEGER);
  if (rows === undefined) return mended;
  const chosen = new Set(rows);
  return mended.filter((record) => chosen.has(record.row));
}

export async function setMended(
  session: LakeSession,
  load: string,
  rows: readonly { row: number; mended: Readonly<Record<string, string | null>> }[],
): Promise<void> {
  await session.write("create or replace temp table mend (row bigint, mended varchar)");
  await session.append(
    "mend",
    ["row", "mended"],
    rows.map((row) => [row.row, JSON.stringify(row.mended)]),
  );
  await session.write(
    `update ${dirtyRows} as r set mended = m.mended, state = 'mended' from mend m where r.load = $1 and r.row = m.row`,
    [load],
  );
}

export async function setState(
  session: LakeSession,
  load: string,
  rows: readonly number[],
  state: DirtyState,
): Promise<number> {
  if (rows.length === 0) return 0;
  await session.write("create or replace temp table chosen (row bigint)");
  await session.append(
    "chosen",
    ["row"],
    rows.map((row) => [row]),
  );
  return session.write(`update ${dirtyRows} set state = $2 where load = $1 and row in (select c.row from chosen c)`, [
    load,
    state,
  ]);
}

export async function deleteCells(session: LakeSession, load: string, rows: readonly number[]): Promise<void> {
  if (rows.length === 0) return;
  await session.write(`delete from ${dirtyCells} where load = $1 and row in (select c.row from chosen c)`, [load]);
}

/** Rows still to be mended. */
export async function countOpen(session: LakeSession, load: string): Promise<number> {
  const [row] = await session.read<{ n: number }>(
    `select count(*) as n from ${dirtyRows} r where r.load = $1 and r.state in ('open', 'mended')`,
    [load],
  );
  return row?.n ?? 0;
}

/** All open rows, or these of them. */
export async function returnRows(session: LakeSession, load: string, rows?: readonly number[]): Promise<number> {
  if (rows === undefined) {
    return session.write(`update ${dirtyRows} set state = 'returned' where load = $1 and state in ('open', 'mended')`, [
      load,
    ]);
  }
  await session.write("create or replace temp table chosen (row bigint)");
  await session.append(
    "chosen",
    ["row"],
    rows.map((row) => [row]),
  );
  return session.write(
    `update ${dirtyRows} set state = 'returned'
     where load = $1 and state in ('open', 'mended') and row in (select c.row from chosen c)`,
    [load],
  );
}

/** Open rows with the suggested values of their cells put in. */
export async function openSuggestions(
  session: LakeSession,
  load: string,
  filter: { rule?: string | undefined; column?: string | undefined; rows?: readonly number[] | undefined },
): Promise<{ row: number; mended: Record<string, string | null> }[]> {
  const parameters: LakeValue[] = [load];
  const parts = ["c.load = $1", "c.suggestion is not null", "c.field is not null", "r.state in ('open', 'mended')"];
  if (filter.rule !== undefined) parts.push(`c.rule = $${parameters.push(filter.rule)}`);
  if (filter.column !== undefined) parts.push(`c.field = $${parameters.push(filter.column)}`);
  const found = await session.read<{ row: number; field: string; suggestion: string; mended: string }>(
    `select c.row, c.field, c.suggestion, r.mended from ${dirtyCells} c
     join ${dirtyRows} r on r.load = c.load and r.row = c.row where ${parts.join(" and ")} order by c.row`,
    parameters,
  );
  const chosen = filter.rows === undefined ? null : new Set(filter.rows);
  const byRow = new Map<number, Record<string, string | null>>();
  for (const cell of found.filter(({ row }) => chosen?.has(row) ?? true))
    byRow.set(cell.row, { ...(byRow.get(cell.row) ?? parseCells(cell.mended)), [cell.field]: cell.suggestion });
  return [...byRow].map(([row, mended]) => ({ row, mended }));
}
