import type { Generated, Insertable, Selectable, Updateable } from "kysely";
import { type Db, sql } from "#kernel/db/db";
import type { Scope } from "../store.ts";

interface ReleaseTable {
  id: string;
  number: Generated<number>;
  zoneId: string;
  resourceId: string;
  resourceName: string;
  department: string;
  scope: "load" | "table";
  loadId: string;
  rowCount: number;
  checksum: string;
  statement: string;
  signature: string;
  officerId: string;
  officerName: string;
  reason: string;
  at: Date;
  entry: number;
  withdrawnAt: Date | null;
  withdrawnBy: string | null;
  withdrawnBecause: string | null;
}
export type ReleaseRow = Selectable<ReleaseTable>;

/** A table whose rows came out of a data zone, with the load they came by. */
export interface ZoneTable {
  readonly resourceId: string;
  readonly resourceName: string;
  readonly department: string;
  readonly zoneId: string;
  readonly zoneName: string;
  readonly loadId: string;
  readonly loadedAt: Date | null;
  readonly rowCount: number;
  readonly isFollowed: boolean;
}

const tables = (db: Db) => db.withTables<{ "intake.release": ReleaseTable }>();
const bare = (db: Db) => db.withTables<never>();

/**
 * Loads of isolated zones whose rows stand in a table, or may come to stand there at any moment: the newest published one of
 * each resource, and those that are running. A release is of one load, or of the table as it goes on.
 */
const held = sql`
  select l.resource_id, l.resource_name, l.department, z.id as zone_id, z.name as zone_name, s.id as source_id
  from intake.zone z
  join intake.source s on s.zone_id = z.id
  join intake.load l on l.source_id = s.id
  where z.is_isolated
    and (l.state = 'running' or (l.state = 'published' and l.number = (
      select max(p.number) from intake.load p where p.resource_id = l.resource_id and p.state = 'published')))
    and not exists (
      select 1 from intake.release r
      where r.resource_id = l.resource_id and r.zone_id = z.id and r.withdrawn_at is null
        and (r.scope = 'table' or r.load_id = l.id))`;

/** Name of the data zone whose rows a resource holds unreleased; null where it holds none. */
export async function zoneHolding(db: Db, resourceId: string): Promise<string | null> {
  const { rows } = await sql<{ zoneName: string }>`
    select h.zone_name from (${held}) h where h.resource_id = ${resourceId}::uuid order by h.zone_name limit 1`.execute(
    bare(db),
  );
  return rows[0]?.zoneName ?? null;
}

export async function heldIn(db: Db, zoneId: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(distinct h.resource_id) as n from (${held}) h where h.zone_id = ${zoneId}`.execute(bare(db));
  return rows[0]?.n ?? 0;
}

export async function heldOfSource(db: Db, sourceId: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(distinct h.resource_id) as n from (${held}) h where h.source_id = ${sourceId}`.execute(bare(db));
  return rows[0]?.n ?? 0;
}

export async function hasIsolatedZone(db: Db): Promise<boolean> {
  const { rows } = await sql<{ has: boolean }>`
    select exists (select 1 from intake.zone z where z.is_isolated) as has`.execute(bare(db));
  return rows[0]?.has ?? false;
}

/** Tables that hold rows of data zones now, released or not, by name. */
export async function zoneTables(
  db: Db,
  scope: Scope,
  filter: {
    readonly zoneId?: string | undefined;
    readonly resourceId?: string | undefined;
    readonly isReleased?: "true" | "false" | undefined;
  },
  limit: number,
  after?: { readonly name: string; readonly id: string },
): Promise<{ rows: ZoneTable[]; total: number }> {
  const standing = sql`
    select l.resource_id, l.resource_name, l.department, z.id as zone_id, z.name as zone_name, l.id as load_id,
      l.ended_at as loaded_at, coalesce(l.rows_loaded, 0) as row_count,
      exists (select 1 from intake.follow f where f.resource_id = l.resource_id and f.ended_at is null) as is_followed
    from intake.zone z
    join intake.source s on s.zone_id = z.id
    join intake.load l on l.source_id = s.id
    where z.is_isolated and l.state = 'published'
      and l.number = (select max(p.number) from intake.load p where p.resource_id = l.resource_id and p.state = 'published')
      and (${scope === "all"} or l.department = any(${scope === "all" ? [] : [...scope]}::text[]))
      and (${filter.zoneId ?? null}::uuid is null or z.id = ${filter.zoneId ?? null}::uuid)
      and (${filter.resourceId ?? null}::uuid is null or l.resource_id = ${filter.resourceId ?? null}::uuid)
      and (${filter.isReleased ?? null}::text is null or (${filter.isReleased === "true"}) = exists (
        select 1 from intake.release r where r.resource_id = l.resource_id and r.zone_id = z.id and r.withdrawn_at is null
          and (r.scope = 'table' or r.load_id = l.id)))`;
  const count = await sql<{ n: number }>`select count(*) as n from (${standing}) t`.execute(bare(db));
  const { rows } = await sql<ZoneTable>`
    select t.* from (${standing}) t
    where ${after?.name ?? null}::text is null
      or (t.resource_name, t.resource_id) > (${after?.name ?? ""}, ${after?.id ?? null}::uuid)
    order by t.resource_name, t.resource_id limit ${limit}`.execute(bare(db));
  return { rows, total: count.rows[0]?.n ?? 0 };
}

export async function insertRelease(db: Db, release: Insertable<ReleaseTable>): Promise<ReleaseRow> {
  return tables(db).insertInto("intake.release").values(release).returningAll().executeTakeFirstOrThrow();
}

export async function updateRelease(db: Db, id: string, change: Updateable<ReleaseTable>): Promise<void> {
  await tables(db).updateTable("intake.release").set(change).where("id", "=", id).execute();
}

export async function findRelease(db: Db, id: string): Promise<ReleaseRow | undefined> {
  return tables(db)
    .selectFrom("intake.release as r")
    .selectAll("r")
    .where("r.id", "=", id)
    .forUpdate()
    .executeTakeFirst();
}

/** Those in force, by resource. */
export async function standingReleases(db: Db, resourceIds: readonly string[]): Promise<ReleaseRow[]> {
  if (resourceIds.length === 0) return [];
  return tables(db)
    .selectFrom("intake.release as r")
    .selectAll("r")
    .where("r.resourceId", "in", [...resourceIds])
    .where("r.withdrawnAt", "is", null)
    .orderBy("r.number")
    .execute();
}
