import type pg from "pg";
import type { ValueType } from "#contract/dictionary";
import { type Db, sql } from "#kernel/db/db";

/** The table that serves a resource now. */
export interface ServingRow {
  resourceId: string;
  tableName: string;
  loadId: string | null;
  loadedAt: Date | null;
  rowCount: number;
  columns: readonly { readonly field: string; readonly type: ValueType }[];
  servedAt: Date;
}

interface Tables {
  "gate.serving": ServingRow;
  "gate.servingTable": { name: string; resourceId: string; state: "building" | "current" | "superseded"; at: Date };
}

const tables = (db: Db) => db.withTables<Tables>();

export async function servingOf(db: Db, resourceId: string): Promise<ServingRow | undefined> {
  return tables(db)
    .selectFrom("gate.serving as s")
    .select(["s.resourceId", "s.tableName", "s.loadId", "s.loadedAt", "s.rowCount", "s.columns", "s.servedAt"])
    .where("s.resourceId", "=", resourceId)
    .executeTakeFirst();
}

/** A name nobody has used, written down before the table exists. */
export async function claimTable(db: Db, resourceId: string, resourceNumber: number, at: Date): Promise<string> {
  const { rows } = await sql<{ n: number }>`
    select coalesce(max(split_part(t.name, '_', 2)::int), 0) + 1 as n
    from gate.serving_table t where t.resource_id = ${resourceId}`.execute(tables(db));
  const name = `r${resourceNumber}_${rows[0]?.n ?? 1}`;
  await tables(db).insertInto("gate.servingTable").values({ name, resourceId, state: "building", at }).execute();
  return name;
}

/** In one transaction with nothing else: readers see the old table or the new one. */
export async function makeCurrent(db: Db, row: ServingRow): Promise<void> {
  await tables(db)
    .updateTable("gate.servingTable")
    .set({ state: "superseded", at: row.servedAt })
    .where("resourceId", "=", row.resourceId)
    .where("state", "=", "current")
    .execute();
  await tables(db)
    .updateTable("gate.servingTable")
    .set({ state: "current" })
    .where("name", "=", row.tableName)
    .execute();
  await sql`
    insert into gate.serving (resource_id, table_name, load_id, loaded_at, row_count, columns, served_at)
    values (${row.resourceId}, ${row.tableName}, ${row.loadId}, ${row.loadedAt}, ${row.rowCount},
      ${JSON.stringify(row.columns)}::jsonb, ${row.servedAt})
    on conflict (resource_id) do update set table_name = excluded.table_name, load_id = excluded.load_id,
      loaded_at = excluded.loaded_at, row_count = excluded.row_count, columns = excluded.columns,
      served_at = excluded.served_at, changed_in = pg_current_xact_id()`.execute(tables(db));
}

/** Tables nobody reads any more (superseded before), and ones whose making was broken off (`building` before). */
export async function leftoverTables(db: Db, before: Date, buildingBefore: Date): Promise<string[]> {
  const rows = await tables(db)
    .selectFrom("gate.servingTable as t")
    .select("t.name")
    .where((eb) =>
      eb.or([
        eb.and([eb("t.state", "=", "superseded"), eb("t.at", "<", before)]),
        eb.and([eb("t.state", "=", "building"), eb("t.at", "<", buildingBefore)]),
      ]),
    )
    .orderBy("t.name")
    .limit(1000)
    .execute();
  return rows.map((row) => row.name);
}

/** What an unfinished making of this resource's table has left; asked while holding the resource's lock. */
export async function brokenOff(db: Db, resourceId: string): Promise<string[]> {
  const rows = await tables(db)
    .selectFrom("gate.servingTable as t")
    .select("t.name")
    .where("t.resourceId", "=", resourceId)
    .where("t.state", "=", "building")
    .execute();
  return rows.map((row) => row.name);
}

export async function forgetTable(db: Db, name: string): Promise<void> {
  await tables(db).deleteFrom("gate.servingTable").where("name", "=", name).execute();
}

/** In the transaction that patches the table, on its connection. */
export async function notePatched(client: pg.ClientBase, resourceId: string, more: number, at: Date): Promise<void> {
  await client.query("update gate.serving set row_count = row_count + $2, served_at = $3 where resource_id = $1", [
    resourceId,
    more,
    at,
  ]);
}

/** The table holds what the load left in the lake; processes that keep it in memory hear of it. */
export async function noteSynced(
  client: pg.ClientBase,
  resourceId: string,
  loadedAt: Date | null,
  at: Date,
): Promise<void> {
  await client.query(
    "update gate.serving set loaded_at = $2, served_at = $3, changed_in = pg_current_xact_id() where resource_id = $1",
    [resourceId, loadedAt, at],
  );
}
