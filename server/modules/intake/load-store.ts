import type { Generated, Insertable, Updateable } from "kysely";
import type { LoadState } from "#contract/intake";
import { type Db, sql } from "#kernel/db/db";
import { json } from "./json-column.ts";
import type { LoadRow, Scope } from "./store.ts";

interface Tables {
  "intake.load": Omit<LoadRow, "number" | "dirtyOpen"> & {
    number: Generated<number>;
    dirtyOpen: Generated<number>;
  };
}

const tables = (db: Db) => db.withTables<Tables>();

/** Answers undefined where a load of this resource is queued or running already. */
export async function insertLoad(db: Db, load: Insertable<Tables["intake.load"]>): Promise<LoadRow | undefined> {
  return tables(db)
    .insertInto("intake.load")
    .values({
      ...load,
      textOptions: load.textOptions ? json(load.textOptions) : null,
      columns: json(load.columns),
      cleaning: json(load.cleaning),
    })
    .onConflict((conflict) => conflict.column("resourceId").where("state", "in", ["queued", "running"]).doNothing())
    .returningAll()
    .executeTakeFirst();
}

export async function updateLoad(db: Db, id: string, change: Updateable<Tables["intake.load"]>): Promise<void> {
  const { cleaning, problem, ...rest } = change;
  await tables(db)
    .updateTable("intake.load")
    .set({
      ...rest,
      ...(cleaning === undefined ? {} : { cleaning: json(cleaning) }),
      ...(problem === undefined ? {} : { problem: json(problem) }),
    })
    .where("id", "=", id)
    .execute();
}

export async function findLoad(db: Db, id: string): Promise<LoadRow | undefined> {
  return tables(db).selectFrom("intake.load as l").selectAll("l").where("l.id", "=", id).executeTakeFirst();
}

/** One act at a time on the rejected rows of a load: the lake refuses two that change one row at once. */
export async function lockLoad(db: Db, id: string): Promise<void> {
  await tables(db).selectFrom("intake.load as l").select("l.id").where("l.id", "=", id).forUpdate().execute();
}

export async function runningLoad(db: Db, resourceId: string): Promise<LoadRow | undefined> {
  return tables(db)
    .selectFrom("intake.load as l")
    .selectAll("l")
    .where("l.resourceId", "=", resourceId)
    .where("l.state", "in", ["queued", "running"])
    .executeTakeFirst();
}

/** The newest load that got into the standard table. */
export async function lastPublished(db: Db, resourceId: string): Promise<LoadRow | undefined> {
  return tables(db)
    .selectFrom("intake.load as l")
    .selectAll("l")
    .where("l.resourceId", "=", resourceId)
    .where("l.state", "=", "published")
    .orderBy("l.number", "desc")
    .limit(1)
    .executeTakeFirst();
}

export interface LoadFilter {
  readonly scope: Scope;
  readonly department?: string | undefined;
  readonly resourceId?: string | undefined;
  readonly sourceId?: string | undefined;
  readonly state?: LoadState | undefined;
  readonly hasDirty?: boolean | undefined;
}

/** Newest first. */
export async function pageOfLoads(
  db: Db,
  filter: LoadFilter,
  limit: number,
  before?: number,
): Promise<{ rows: LoadRow[]; total: number }> {
  let query = tables(db).selectFrom("intake.load as l");
  const { scope } = filter;
  if (scope !== "all") query = query.where(sql<boolean>`l.department = any(${[...scope]})`);
  if (filter.department) query = query.where("l.department", "=", filter.department);
  if (filter.resourceId) query = query.where("l.resourceId", "=", filter.resourceId);
  if (filter.sourceId) query = query.where("l.sourceId", "=", filter.sourceId);
  if (filter.state) query = query.where("l.state", "=", filter.state);
  if (filter.hasDirty !== undefined) query = query.where("l.dirtyOpen", filter.hasDirty ? ">" : "=", 0);
  const { total } = await query.select((eb) => eb.fn.countAll<number>().as("total")).executeTakeFirstOrThrow();
  const page = before === undefined ? query : query.where("l.number", "<", before);
  return { total, rows: await page.selectAll("l").orderBy("l.number", "desc").limit(limit).execute() };
}
