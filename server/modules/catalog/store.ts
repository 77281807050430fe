import type { GeneratedAlways, Insertable, Selectable } from "kysely";
import { ResourceFields, type ResourceItem } from "#contract/catalog";
import { type Db, isSqlState, type Relation, sql } from "#kernel/db/db";
import type { Filing } from "./door.ts";
import type { Standing } from "./lifecycle.ts";
import type { Listing } from "./listing.ts";
import { Snapshot } from "./snapshot.ts";

/** A row of `catalog.resource`. */
export interface StoredResource extends Standing {
  readonly id: string;
  readonly number: number;
  readonly code: string | null;
  readonly department: string;
  /** The working copy. */
  readonly fields: ResourceFields;
  /** Items as the last load brought them; null before the first. Wrapped, because a bare array is not JSON to the driver. */
  readonly loadedItems: { readonly items: readonly ResourceItem[] } | null;
  readonly stageSince: Date;
  /** Number of the edit, for If-Match. */
  readonly version: number;
  readonly publishedAt: Date | null;
  readonly isInvented: boolean;
  readonly rowCount: number | null;
  readonly loadId: string | null;
  readonly loadedAt: Date | null;
  readonly score: number | null;
  readonly checkedAt: Date | null;
  readonly createdAt: Date;
}

export type NewResource = Omit<StoredResource, "number">;

type ResourceTable = NewResource & { readonly name: string; readonly number: GeneratedAlways<number> };

export interface StoredVersion {
  readonly resourceId: string;
  readonly version: number;
  readonly snapshot: Snapshot;
  readonly publishedAt: Date;
  readonly publishedBy: string;
}

export interface Tables {
  "catalog.resource": ResourceTable;
  "catalog.version": StoredVersion;
  "catalog.listing": Listing;
  "catalog.codeSequence": { classification: string; last: number };
  "catalog.themeItem": { theme: string; itemCode: string; effectiveOn: string; basis: string };
}

const tables = (db: Db) => db.withTables<Tables>();
const resources = (db: Db) => tables(db).selectFrom("catalog.resource as r").selectAll("r");

/** Declarations are read through the schema, so that a field added later has its default in older rows. */
function resourceOf({ name: _name, ...row }: Selectable<ResourceTable>): StoredResource {
  return { ...row, fields: ResourceFields.parse(row.fields) };
}

const rowOf = (resource: NewResource): Insertable<ResourceTable> => ({ ...resource, name: resource.fields.name });

/** Answers undefined where the department already has a resource of this name; the transaction goes on. */
export async function insertResource(db: Db, resource: NewResource): Promise<StoredResource | undefined> {
  const row = await tables(db)
    .insertInto("catalog.resource")
    .values(rowOf(resource))
    .onConflict((conflict) => conflict.doNothing())
    .returningAll()
    .executeTakeFirst();
  return row && resourceOf(row);
}

/** Answers false where another resource of the department has the name; the transaction can then only roll back. */
export async function saveResource(db: Db, { number: _number, ...resource }: StoredResource): Promise<boolean> {
  try {
    await tables(db).updateTable("catalog.resource").set(rowOf(resource)).where("id", "=", resource.id).execute();
    return true;
  } catch (error) {
    if (isSqlState(error, "23505")) return false;
    throw error;
  }
}

export async function findResource(db: Db, id: string): Promise<StoredResource | undefined> {
  const row = await resources(db).where("r.id", "=", id).executeTakeFirst();
  return row && resourceOf(row);
}

/** Holds the row until the transaction ends: changes of one resource are one after another. */
export async function lockResource(db: Db, id: string): Promise<StoredResource | undefined> {
  const row = await resources(db).where("r.id", "=", id).forUpdate().executeTakeFirst();
  return row && resourceOf(row);
}

export async function findByNumber(db: Db, number: number): Promise<StoredResource | undefined> {
  const row = await resources(db).where("r.number", "=", number).executeTakeFirst();
  return row && resourceOf(row);
}

export async function findByCode(db: Db, code: string): Promise<StoredResource | undefined> {
  const row = await resources(db).where("r.code", "=", code).executeTakeFirst();
  return row && resourceOf(row);
}

/** In the order of their numbers. */
export async function allResources(
  db: Db,
  filter: { readonly departments?: readonly string[] | undefined; readonly hasData?: boolean | undefined },
): Promise<StoredResource[]> {
  let query = resources(db).where("r.stage", "<>", "withdrawn");
  if (filter.departments)
    query = query.where("r.department", "=", sql<string>`any(${[...filter.departments]}::text[])`);
  if (filter.hasData !== undefined) query = query.where("r.loadId", filter.hasData ? "is not" : "is", null);
  return (await query.orderBy("r.number").execute()).map(resourceOf);
}

/** Those of these ids that are seen from these departments. */
export async function visibleIds(
  db: Db,
  ids: readonly string[],
  departments: "all" | readonly string[],
): Promise<string[]> {
  let query = tables(db)
    .selectFrom("catalog.resource as r")
    .select("r.id")
    .where("r.id", "=", sql<string>`any(${[...ids]}::uuid[])`);
  if (departments !== "all")
    query = query.where((where) =>
      where.or([
        where("r.publishedVersion", ">", 0),
        where("r.department", "=", sql<string>`any(${[...departments]}::text[])`),
      ]),
    );
  return (await query.execute()).map(({ id }) => id);
}

export async function allFilings(db: Db): Promise<Filing[]> {
  return tables(db)
    .selectFrom("catalog.resource as r")
    .select([
      "r.id",
      sql<string>`coalesce(r.fields->>'theme', '')`.as("theme"),
      sql<string | null>`r.fields->>'systemId'`.as("systemId"),
    ])
    .orderBy("r.number")
    .execute();
}
/** Those not withdrawn: `id, department, code, update_cycle, loaded_at, load_id`. */
export const currentResources: Relation = sql`(
  select r.id, r.department, r.code, r.fields ->> 'updateCycle' as update_cycle, r.loaded_at, r.load_id
  from catalog.resource r
  where r.stage <> 'withdrawn')`;

export async function saveLoadedItems(
  db: Db,
  id: string,
  loadedItems: NonNullable<StoredResource["loadedItems"]>,
): Promise<void> {
  await tables(db).updateTable("catalog.resource").set({ loadedItems }).where("id", "=", id).execute();
}

/** Facts about the data are not edits: they change no version and no approval. */
export async function saveFacts(
  db: Db,
  id: string,
  facts: Partial<Pick<StoredResource, "loadId" | "rowCount" | "loadedAt" | "score" | "checkedAt">>,
): Promise<boolean> {
  const result = await tables(db).updateTable("catalog.resource").set(facts).where("id", "=", id).executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

export async function putListing(db: Db, listing: Listing): Promise<void> {
  const { resourceId: _id, audience: _audience, ...shown } = listing;
  await tables(db)
    .insertInto("catalog.listing")
    .values(listing)
    .onConflict((conflict) => conflict.columns(["resourceId", "audience"]).doUpdateSet(shown))
    .execute();
}

export async function insertVersion(db: Db, version: StoredVersion): Promise<void> {
  await tables(db).insertInto("catalog.version").values(version).execute();
}

const versionOf = (row: StoredVersion): StoredVersion => ({ ...row, snapshot: Snapshot.parse(row.snapshot) });

/** Newest first. */
export async function versionsOf(db: Db, resourceId: string): Promise<StoredVersion[]> {
  const rows = await tables(db)
    .selectFrom("catalog.version as v")
    .selectAll("v")
    .where("v.resourceId", "=", resourceId)
    .orderBy("v.version", "desc")
    .execute();
  return rows.map(versionOf);
}

export async function findVersion(db: Db, resourceId: string, version: number): Promise<StoredVersion | undefined> {
  const row = await tables(db)
    .selectFrom("catalog.version as v")
    .selectAll("v")
    .where("v.resourceId", "=", resourceId)
    .where("v.version", "=", version)
    .executeTakeFirst();
  return row && versionOf(row);
}

/**
 * The next sequence number of a classification, from 1. Publishers of one classification wait for each other here, so
 * numbers are unique and have no gaps; undefined after 999999.
 */
export async function nextSequence(db: Db, classification: string): Promise<number | undefined> {
  const result = await sql<{ last: number }>`
    insert into catalog.code_sequence as s (classification, last) values (${classification}, 1)
    on conflict (classification) do update set last = s.last + 1 where s.last < 999999
    returning s.last`.execute(tables(db));
  return result.rows[0]?.last;
}

/** The two-digit 项 of a theme on this day; undefined for a theme without one. */
export async function themeItemCode(db: Db, theme: string, today: string): Promise<string | undefined> {
  const row = await tables(db)
    .selectFrom("catalog.themeItem as t")
    .select("t.itemCode")
    .where("t.theme", "=", theme)
    .where("t.effectiveOn", "<=", today)
    .orderBy("t.effectiveOn", "desc")
    .limit(1)
    .executeTakeFirst();
  return row?.itemCode;
}

const anyOf = (ids: readonly string[]) => sql<string>`any(${[...ids]}::uuid[])`;

/** Working copies by resource id. */
export async function workingFields(db: Db, ids: readonly string[]): Promise<Map<string, ResourceFields>> {
  const rows = await tables(db)
    .selectFrom("catalog.resource as r")
    .select(["r.id", "r.fields"])
    .where("r.id", "=", anyOf(ids))
    .execute();
  return new Map(rows.map((row) => [row.id, ResourceFields.parse(row.fields)]));
}

/** Last published declarations by resource id. */
export async function publishedFields(db: Db, ids: readonly string[]): Promise<Map<string, ResourceFields>> {
  const rows = await tables(db)
    .selectFrom("catalog.version as v")
    .innerJoin("catalog.resource as r", (join) =>
      join.onRef("r.id", "=", "v.resourceId").onRef("r.publishedVersion", "=", "v.version"),
    )
    .select(["v.resourceId", "v.snapshot"])
    .where("v.resourceId", "=", anyOf(ids))
    .execute();
  return new Map(rows.map((row) => [row.resourceId, Snapshot.parse(row.snapshot).fields]));
}
