import { csvColumns, type Dialect, type LakeSession, name } from "#kernel/lake/lake";
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
