import { name } from "#kernel/lake/lake";
import type { CleaningDeps } from "./cleaning.ts";
import { verdictTable } from "./cleaning.ts";
import { dirtyCells, dirtyRows, rejectedMarks } from "./dirty-store.ts";
import type { LoadPlan, PlanColumn } from "./plan.ts";
import { foundColumn, keyColumn, rowColumn, sumColumn } from "./staging.ts";

/**
 * Cells of one column whose text no cleaning can read, into a temporary table; call it while the verdicts on this column
 * stand.
 */
export async function noteUnreadable({ session, dialect, table }: CleaningDeps, column: PlanColumn): Promise<void> {
  const found = dialect.jsonText(`s.${foundColumn}`, column.field);
  await session.write(
    `insert into ${unreadable} select s.${rowColumn}, $1, d.v, d.rule, d.text_zh, d.text_en, d.mend_zh, d.mend_en, d.suggestion
     from ${table} s join ${verdictTable} d on ${found} = d.v where s.${foundColumn} is not null and not d.ok`,
    [column.field],
  );
}

export const unreadable = name("unreadable");

export async function createUnreadable({ session }: CleaningDeps): Promise<void> {
  await session.write(
    `create or replace temp table ${unreadable} (row bigint, field varchar, value varchar, rule varchar, text_zh varchar,
       text_en varchar, mend_zh varchar, mend_en varchar, suggestion varchar)`,
  );
}

/** Rows that repeat the headings in the middle of the file are one fault, not one per cell. */
export async function noteRepeatedHeadings({ session, dialect, table }: CleaningDeps, plan: LoadPlan): Promise<void> {
  const headed = plan.columns.filter((column) => column.heading !== "");
  if (headed.length < 2 || headed.length < plan.columns.length) return;
  const parameters = headed.map((column) => column.heading);
  const same = headed.map((column, index) => {
    const text =
      column.type.kind === "text" ? `s.${name(column.field)}` : dialect.jsonText(`s.${foundColumn}`, column.field);
    return `${text} = $${index + 1}`;
  });
  await session.write(
    `insert into ${unreadable} select s.${rowColumn}, null, null, 'shape.repeated-headings',
       '这一行重复了表头，不是数据。', 'The record repeats the headings: it is no data.', '请删去这一行。', 'Delete the record.', null
     from ${table} s where ${same.join(" and ")}`,
    parameters,
  );
}

/**
 * Moves every row noted to the dirty tables, with all its cells as found, and out of the stage. Runs before texts are
 * cleaned, so that what stands there is what the source said.
 *
 * @returns how many rows moved.
 */
export async function moveUnreadable(
  { session, dialect, table }: CleaningDeps,
  plan: LoadPlan,
  load: string,
  lineOffset: number | null,
): Promise<number> {
  const members = plan.columns.map((column) => {
    const cell = `s.${name(column.field)}`;
    const text =
      column.type.kind === "text"
        ? cell
        : `coalesce(${dialect.jsonText(`s.${foundColumn}`, column.field)}, cast(${cell} as varchar))`;
    return { name: column.field, sql: text };
  });
  const whole = `select u.row from ${unreadable} u where u.rule = 'shape.repeated-headings'`;
  await session.write(`delete from ${unreadable} where rule <> 'shape.repeated-headings' and row in (${whole})`);
  const moved = await session.write(
    `insert into ${dirtyRows} select $1, s.${rowColumn}, ${lineOffset === null ? "0" : `s.${rowColumn} + ${lineOffset}`}, null, ${dialect.jsonObject(members)}, 'open', '{}'
     from ${table} s where s.${rowColumn} in (select u.row from ${unreadable} u)`,
    [load],
  );
  if (moved === 0) return 0;
  await session.write(
    `insert into ${dirtyCells} select $1, u.row, u.field, u.value, u.rule, u.text_zh, u.text_en, u.mend_zh, u.mend_en, u.suggestion
     from ${unreadable} u`,
    [load],
  );
  if (plan.marks)
    await session.write(
      `insert into ${rejectedMarks} select $1, s.${rowColumn}, s.${keyColumn}, s.${sumColumn}
       from ${table} s where s.${rowColumn} in (select u.row from ${unreadable} u)`,
      [load],
    );
  await session.write(`delete from ${table} s where s.${rowColumn} in (select u.row from ${unreadable} u)`);
  return moved;
}
