import { csvColumns, type Dialect, type LakeSession, name } from "#kernel/lake/lake";
import { dirtyRows, rejectedMarks } from "./dirty-store.ts";
import { lakeTypeOf, type PlanColumn } from "./plan.ts";

/** Adds rows of canonical texts to a standard table, cast to its types by the engine. */
export async function insertStandard(
  session: LakeSession,
  dialect: Dialect,
  table: string,
  columns: readonly PlanColumn[],
  rows: readonly { readonly row: number; readonly values: Readonly<Record<string, string | null>> }[],
): Promise<void> {
  if (rows.length === 0) return;
  const fields = columns.map((column) => column.field);
  const texts = fields.map((field) => `${name(field)} varchar`);
  await session.write(`create or replace temp table incoming (${name(csvColumns.row)} bigint, ${texts.join(", ")})`);
  await session.append(
    "incoming",
    [csvColumns.row, ...fields],
    rows.map(({ row, values }) => [row, ...fields.map((field) => values[field] ?? null)]),
  );
  const casts = columns.map((column) => {
    const text = `i.${name(column.field)}`;
    return column.type.kind === "text" ? text : dialect.tryCast(text, lakeTypeOf(column.type));
  });
  const targets = [csvColumns.row, ...fields].map((column) => name(column));
  await session.write(
    `insert into ${table} (${targets.join(", ")}) select i.${name(csvColumns.row)}, ${casts.join(", ")} from incoming i`,
  );
}

/**
 * Rows of a followed table that went in after all are known by their key again: a later change finds them, and a comparison
 * counts them once. Does nothing for other tables.
 */
export async function takeMarks(session: LakeSession, table: string, load: string): Promise<void> {
  const columns = await session.columnsOf(table);
  if (!columns.some((column) => column.name === csvColumns.key)) return;
  const row = name(csvColumns.row);
  await session.write(
    `update ${table} as t set ${name(csvColumns.key)} = r.key, ${name(csvColumns.sum)} = r.sum from ${rejectedMarks} r
     where r.load = $1 and r.row = t.${row} and t.${name(csvColumns.key)} is null`,
    [load],
  );
  await session.write(
    `delete from ${rejectedMarks} where load = $1 and row in (select d.row from ${dirtyRows} d where d.load = $1 and d.state = 'loaded')`,
    [load],
  );
}
