import { type LakeSession, name } from "#kernel/lake/lake";
import type { ResourceCore } from "#catalog";

const schema = "quality";

export const createFailedRows = (session: LakeSession): Promise<number> =>
  session.write(`create schema if not exists ${name(schema)}`);

const prefixOf = ({ number }: Pick<ResourceCore, "number">): string => `f${number}_`;

/**
 * Quoted name of the lake table with the rows that failed one run. Each run has its own, so that a reader of the latest run
 * never finds the rows of another; made from the resource's number and the run's id, never from input.
 */
export const failedTableOf = (resource: Pick<ResourceCore, "number">, runId: string): string =>
  name(schema, `${prefixOf(resource)}${runId.replaceAll("-", "")}`);

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
  const found = await session.read<{ table_name: string }>(
    "select t.table_name from information_schema.tables t where t.table_schema = $1 and starts_with(t.table_name, $2)",
    [schema, prefixOf(resource)],
  );
  const kept = failedTableOf(resource, runId);
  for (const { table_name: table } of found) {
    const quoted = name(schema, table);
    if (quoted !== kept) await session.write(`drop table if exists ${quoted}`);
  }
}
