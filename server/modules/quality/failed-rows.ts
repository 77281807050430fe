import { type LakeSession, name } from "#kernel/lake/lake";
import type { ResourceCore } from "#catalog";
import type { RunTables } from "./measure-rows.ts";

const schema = "quality";

export const createFailedRows = (session: LakeSession): Promise<number> =>
  session.write(`create schema if not exists ${name(schema)}`);

const prefixesOf = ({ number }: Pick<ResourceCore, "number">) => ({ failed: `f${number}_`, states: `s${number}_` });

/**
 * Quoted name of the lake table with the rows that failed one run. Each run has its own, so that a reader of the latest run
 * never finds the rows of another; made from the resource's number and the run's id, never from input.
 */
export const failedTableOf = (resource: Pick<ResourceCore, "number">, runId: string): string =>
  name(schema, `${prefixesOf(resource).failed}${runId.replaceAll("-", "")}`);

/** Beside them the states of the table's parts, which the next check merges with what changed. */
export const tablesOfRun = (resource: Pick<ResourceCore, "number">, runId: string): RunTables => ({
  failed: failedTableOf(resource, runId),
  states: name(schema, `${prefixesOf(resource).states}${runId.replaceAll("-", "")}`),
});

/** Whether the lake has a table of this quoted name. Asking for its columns would end the transaction where it has not. */
export async function hasTable(session: LakeSession, table: string): Promise<boolean> {
  const found = await session.read(
    `select t.table_name from information_schema.tables t
     where concat('"', t.table_schema, '"."', t.table_name, '"') = $1`,
    [table],
  );
  return found.length > 0;
}

/** Drops the tables of earlier runs and of runs that never came to an end. */
export async function dropOthers(
  session: LakeSession,
  resource: Pick<ResourceCore, "number">,
  runId: string,
): Promise<void> {
  const prefixes = prefixesOf(resource);
  const found = await session.read<{ table_name: string }>(
    `select t.table_name from information_schema.tables t
     where t.table_schema = $1 and (starts_with(t.table_name, $2) or starts_with(t.table_name, $3))`,
    [schema, prefixes.failed, prefixes.states],
  );
  const kept: readonly string[] = Object.values(tablesOfRun(resource, runId));
  for (const { table_name: table } of found) {
    const quoted = name(schema, table);
    if (!kept.includes(quoted)) await session.write(`drop table if exists ${quoted}`);
  }
}
