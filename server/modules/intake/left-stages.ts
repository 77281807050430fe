import { type LakeSession, literal, name } from "#kernel/lake/lake";

/**
 * Drops what loads and runs of this table have left beside it that were killed and never taken up (the source, or the agent of its
 * zone, was away when the hub came back, and another run began anew). One load of a table at a time: none of these is in use.
 */
export async function dropLeftStages(session: LakeSession, table: string): Promise<void> {
  const own = table.slice(table.lastIndexOf(".") + 2, -1);
  const left = await session.read<{ n: string }>(
    `select t.table_name as n from information_schema.tables t
     where t.table_schema = 'standard' and regexp_full_match(t.table_name, ${literal(`${own}__(load|run)[0-9]+(_rest)?`)})
     order by t.table_name`,
  );
  for (const { n } of left) await session.write(`drop table if exists ${name("standard", n)}`);
}
