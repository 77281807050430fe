import { type LakeSession, name } from "#kernel/lake/lake";
import type { ResourceCore } from "#catalog";
import { type RunTables, rowsTableOf } from "./measure-rows.ts";

const schema = "quality";

export const createFailedRows = (session: LakeSession): Promise<number> =>
  session.write(`create schema if not exists ${name(schema)}`);

const prefixesOf = ({ number }: Pick<ResourceCore, "number">) => ({
  failed: `f${number}_`,
  states: `s${number}_`,
  rows: `r${number}_`,
});

/**
 * Quoted name of the lake's view of the rows that failed one run. Each run has its own, so that a reader of the latest run
 * never finds the rows of another; made from the resource's number and the run's id, never from input.
 */
export const failedTableOf = (resource: Pick<ResourceCore, "number">, runId: string): string =>
  name(schema, `${prefixesOf(resource).failed}${runId.replaceAll("-", "")}`);

/** Beside it the states of the table's parts, which the next check merges with what changed, and the rows themselves. */
export function tablesOfRun(resource: Pick<ResourceCore, "number">, runId: string): RunTables {
  const prefixes = prefixesOf(resource);
  const of = (prefix: string) => name(schema, `${prefix}${runId.replaceAll("-", "")}`);
  return { failed: of(prefixes.failed), states: of(prefixes.states), rows: of(prefixes.rows) };
}

/** Whether the lake has a table of this quoted name. Asking for its columns would end the transaction where it has not. */
export async function hasTable(session: LakeSession, table: string): Promise<boolean> {
  const found = await session.read(
    `select t.table_name from information_schema.tables t
     where concat('"', t.table_schema, '"."', t.table_name, '"') = $1`,
    [table],
  );
  return found.length > 0;
}

/** Drops what earlier runs left, and runs that never came to an end; failed rows the latest run took over stay. */
export async function dropOthers(
  session: LakeSession,
  resource: Pick<ResourceCore, "number">,
  runId: string,
): Promise<void> {
  const prefixes = Object.values(prefixesOf(resource));
  const found = await session.read<{ table: string; type: string }>(
    `select t.table_name as "table", t.table_type as type from information_schema.tables t
     where t.table_schema = $1 and (${prefixes.map((_, at) => `starts_with(t.table_name, $${at + 2})`).join(" or ")})`,
    [schema, ...prefixes],
  );
  const own = tablesOfRun(resource, runId);
  const inUse = (await hasTable(session, own.states)) ? await rowsTableOf(session, own.states) : null;
  const kept = new Set([own.failed, own.states, own.rows, inUse]);
  for (const { table, type } of found) {
    const quoted = name(schema, table);
    if (!kept.has(quoted)) await session.write(`drop ${type === "VIEW" ? "view" : "table"} if exists ${quoted}`);
  }
}
