import type { LibraryField, LibraryRule, libraryKinds, refreshModes } from "#contract/libraries";
import type { Bilingual } from "#contract/text";
import { type Db, sql } from "#kernel/db/db";

export interface LibraryRow {
  name: string;
  kind: (typeof libraryKinds)[number];
  title: Bilingual;
  description: Bilingual;
  fields: LibraryField[];
  rule: LibraryRule;
  refresh: (typeof refreshModes)[number];
  salt: string;
  position: number;
  createdAt: Date;
  version: number;
}

export interface SourceRow {
  id: string;
  library: string;
  resourceId: string;
  department: string;
  items: Record<string, string>;
  rank: number;
  addedAt: Date;
  version: number;
}

interface Tables {
  "libraries.library": LibraryRow;
  "libraries.source": SourceRow;
}

const tables = (db: Db) => db.withTables<Tables>();
const json = <Value>(value: Value) => sql<Value>`${JSON.stringify(value)}::jsonb`;

const written = (row: LibraryRow) => ({
  ...row,
  title: json(row.title),
  description: json(row.description),
  fields: json(row.fields),
  rule: json(row.rule),
});

/** False where the name is taken. */
export async function insertLibrary(db: Db, row: LibraryRow): Promise<boolean> {
  const done = await tables(db)
    .insertInto("libraries.library")
    .values(written(row))
    .onConflict((conflict) => conflict.column("name").doNothing())
    .executeTakeFirst();
  return (done.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** A shipped model follows the release; what the bureau decides (rule, refresh) stays. */
export async function refreshShipped(
  db: Db,
  { name, title, description, fields }: Pick<LibraryRow, "name" | "title" | "description" | "fields">,
): Promise<void> {
  await tables(db)
    .updateTable("libraries.library")
    .set({ title: json(title), description: json(description), fields: json(fields) })
    .where("name", "=", name)
    .execute();
}

export const allLibraries = (db: Db): Promise<LibraryRow[]> =>
  tables(db).selectFrom("libraries.library").selectAll().orderBy("position").orderBy("name").execute();

export const findLibrary = (db: Db, name: string, lock = false): Promise<LibraryRow | undefined> => {
  const query = tables(db).selectFrom("libraries.library").selectAll().where("name", "=", name);
  return (lock ? query.forUpdate() : query).executeTakeFirst();
};

export async function saveLibrary(db: Db, { name, rule, refresh, version }: LibraryRow): Promise<void> {
  await tables(db)
    .updateTable("libraries.library")
    .set({ rule: json(rule), refresh, version })
    .where("name", "=", name)
    .execute();
}

export const sourcesOf = (db: Db, library?: string): Promise<SourceRow[]> => {
  const query = tables(db).selectFrom("libraries.source").selectAll();
  return (library === undefined ? query : query.where("library", "=", library))
    .orderBy("library")
    .orderBy("rank")
    .orderBy("addedAt")
    .orderBy("id")
    .execute();
};

export const findSource = (db: Db, library: string, id: string): Promise<SourceRow | undefined> =>
  tables(db)
    .selectFrom("libraries.source")
    .selectAll()
    .where("library", "=", library)
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();

/** False where the resource is a source of the library already; the transaction can go on. */
export async function insertSource(db: Db, row: SourceRow): Promise<boolean> {
  const done = await tables(db)
    .insertInto("libraries.source")
    .values({ ...row, items: json(row.items) })
    .onConflict((conflict) => conflict.columns(["library", "resourceId"]).doNothing())
    .executeTakeFirst();
  return (done.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

export async function saveSource(db: Db, { id, items, rank, version }: SourceRow): Promise<void> {
  await tables(db)
    .updateTable("libraries.source")
    .set({ items: json(items), rank, version })
    .where("id", "=", id)
    .execute();
}

export async function deleteSource(db: Db, id: string): Promise<void> {
  await tables(db).deleteFrom("libraries.source").where("id", "=", id).execute();
}

/** Libraries that want to run after a load of this resource. */
export async function librariesFollowing(db: Db, resourceId: string): Promise<string[]> {
  const rows = await tables(db)
    .selectFrom("libraries.source as s")
    .innerJoin("libraries.library as l", "l.name", "s.library")
    .select("l.name")
    .where("s.resourceId", "=", resourceId)
    .where("l.refresh", "=", "after-load")
    .orderBy("l.name")
    .execute();
  return rows.map(({ name }) => name);
}

/** Libraries that take this resource, with the fields they take of it. */
export async function librariesUsing(
  db: Db,
  resourceId: string,
): Promise<{ name: string; title: Bilingual; fields: string[] }[]> {
  const rows = await tables(db)
    .selectFrom("libraries.source as s")
    .innerJoin("libraries.library as l", "l.name", "s.library")
    .select(["l.name", "l.title", "s.items"])
    .where("s.resourceId", "=", resourceId)
    .orderBy("l.name")
    .execute();
  return rows.map(({ name, title, items }) => ({ name, title, fields: Object.values(items) }));
}
