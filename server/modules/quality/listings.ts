import { type LakeSession, name } from "#kernel/lake/lake";
import { hasValue } from "./columns.ts";
import { relationSql, whereOf } from "./conditions.ts";
import { listDuplicates } from "./duplicates.ts";
import type { Count, RowRule, RowTest } from "./rule.ts";
import { type Plan, wordOf } from "./statements.ts";

/** The failed rows of an earlier check of the same rules, and the rows that changed since. */
export interface Since {
  readonly failedTable: string;
  /** Table with the changed rows as they are now. */
  readonly dirty: string;
}

/** Rules whose failing rows are found by a statement of their own, because a row alone does not tell. */
export const isListed = ({ test }: RowRule): boolean =>
  test.kind === "unique" ||
  test.kind === "duplicates" ||
  test.kind === "reference" ||
  test.kind === "sql" ||
  (test.kind === "comparison" && test.other !== null);

/**
 * Leaves the numbers (`_row`) of the rows that fail in a temporary table.
 *
 * @returns failed rows; `assessed` where only the listing can tell
 */
export async function listFailing(
  session: LakeSession,
  plan: Plan,
  rule: RowRule,
  into: string,
  since?: Since,
): Promise<{ assessed: number | null; failed: number }> {
  const { test } = rule;
  const raw = rule.written?.where ? `${into}_all` : into;
  const create = (sql: string) => session.write(`create or replace temp table ${raw} as ${sql}`);
  let assessed: number | null = null;
  if (test.kind === "unique")
    await create(twinsSql(plan, rule, since && { ...since, position: plan.rules.indexOf(rule) }));
  else if (test.kind === "duplicates") await listDuplicates(session, plan, rule, test, raw);
  else if (test.kind === "reference") await create(strangersSql(plan, rule, test));
  else if (test.kind === "sql") assessed = await takeQueried(session, plan, rule, raw);
  else if (test.kind === "comparison") assessed = (await compare(session, plan, rule, test, raw)).assessed;
  if (rule.written?.where) await keepWhere(session, plan, rule, raw, into);
  const [row] = await session.read<{ n: number }>(`select count(*) as n from ${into}`);
  return { assessed, failed: row?.n ?? 0 };
}

/** The rows a written query found before, as far as they stand in the table; nothing is assessed where it failed. */
async function takeQueried(session: LakeSession, plan: Plan, rule: RowRule, into: string): Promise<number | null> {
  const rows = plan.queried.get(rule.id) ?? null;
  await session.write("create or replace temp table _queried (_row bigint)");
  await session.append(
    "_queried",
    ["_row"],
    (rows ?? []).map((row) => [row]),
  );
  await session.write(
    `create or replace temp table ${into} as select t._row from ${plan.table} t join _queried q on q._row = t._row`,
  );
  return rows === null ? 0 : null;
}

async function keepWhere(session: LakeSession, plan: Plan, rule: RowRule, from: string, into: string): Promise<void> {
  const column = plan.columns.get(rule.written?.where?.column ?? "");
  if (!column) throw new Error(`Rule ${rule.id} reads a column the table does not have.`);
  const rows = `select t._row, t.${column.sql}, ${hasValue(column, plan.dialect)} as ${column.has} from ${plan.table} t`;
  await session.write(
    `create or replace temp table ${into} as
     select p._row from (${rows}) p join ${from} l on l._row = p._row where ${whereOf(rule, plan) ?? "true"}`,
  );
}

/** Every row of a key that more than one row has; a row without a value in one of the key's columns is nobody's twin. */
function twinsSql(plan: Plan, rule: RowRule, since?: Since & { position: number }): string {
  const columns = rule.fields.flatMap((field) => plan.columns.get(field) ?? []);
  const keys = columns.map((column) => column.sql);
  const present = columns.map((column) => `(${hasValue(column, plan.dialect)})`).join(" and ");
  const list = keys.join(", ");
  const of = (alias: string) => keys.map((key) => `${alias}.${key}`).join(", ");
  const same = (a: string, b: string) => keys.map((key) => `${a}.${key} = ${b}.${key}`).join(" and ");
  const whole = `select ${list} from ${plan.table} where ${present}`;
  const doubled = (rows: string) => `select ${list} from (${rows}) r group by ${list} having count(*) > 1`;
  const twins = (rows: string) => `select t._row from ${plan.table} t join (${doubled(rows)}) d on ${same("t", "d")}`;
  if (!since) return twins(whole);
  // Only a key that came or changed, or that had twins before, can have other twins now.
  const { word, bit } = wordOf(since.position);
  const candidates = `select ${list} from ${since.dirty} where ${present}
    union select ${of("t")} from ${plan.table} t join ${since.failedTable} f on f._row = t._row
      where ${plan.dialect.hasBit(`f.${word}`, bit)}`;
  const near = `select t._row, ${of("t")} from ${plan.table} t semi join (${candidates}) c on ${same("t", "c")} where ${present}`;
  return `with near as materialized (${near})
    select n._row from near n join (${doubled("select * from near")}) d on ${same("n", "d")}`;
}

function strangersSql(plan: Plan, rule: RowRule, test: Extract<RowTest, { kind: "reference" }>): string {
  const column = plan.columns.get(rule.fields[0] ?? "");
  if (!column) throw new Error(`Rule ${rule.id} reads a column the table does not have.`);
  const text = (sql: string) => plan.dialect.tryCast(sql, { kind: "text" });
  return `select t._row from ${plan.table} t where ${hasValue(column, plan.dialect)} and not exists (
    select 1 from ${test.other.table} o where ${text(`o.${name(test.column)}`)} = ${text(`t.${column.sql}`)})`;
}

/** Rows that find a partner by their keys and disagree with it; those that find none are not judged. */
async function compare(
  session: LakeSession,
  plan: Plan,
  rule: RowRule,
  test: Extract<RowTest, { kind: "comparison" }>,
  into: string,
): Promise<Count> {
  const own = `t.${name(rule.fields[0] ?? "")}`;
  const theirs = `o.${name(test.than)}`;
  const text = (sql: string) => plan.dialect.tryCast(sql, { kind: "text" });
  const keys = test.keys.map((key) => `${text(`t.${name(key.own)}`)} = ${text(`o.${name(key.theirs)}`)}`).join(" and ");
  const other = test.other?.table ?? plan.table;
  const judged = `from ${plan.table} t join ${other} o on ${keys} where ${own} is not null and ${theirs} is not null`;
  await session.write(
    `create or replace temp table ${into} as
     select distinct t._row ${judged} and not coalesce(${relationSql(own, theirs, test)}, true)`,
  );
  const [row] = await session.read<{ n: number; f: number }>(
    `select count(distinct t._row) as n, (select count(*) from ${into}) as f ${judged}`,
  );
  return { assessed: row?.n ?? 0, failed: row?.f ?? 0 };
}
