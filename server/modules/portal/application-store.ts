import type { DerivedApplication } from "#contract/portal-visitors";
import { type Db, sql } from "#kernel/db/db";

export interface ApplicationRow {
  readonly id: string;
  readonly number: number;
  readonly title: string;
  readonly author: string;
  readonly kind: DerivedApplication["kind"];
  readonly body: string;
  readonly url: string;
  readonly state: DerivedApplication["state"];
  readonly reason: string;
  readonly decidedBy: string | null;
  readonly decidedAt: Date | null;
  readonly sealedContact: string | null;
  readonly receiptHash: Buffer;
  readonly createdAt: Date;
  readonly version: number;
}

interface Tables {
  "portal.application": ApplicationRow;
  "portal.applicationDataset": { applicationId: string; datasetId: string };
}

const tables = (db: Db) => db.withTables<Tables>();

/** False where it is there already: a form sent twice. Another at the same instant may meet its receipt before its id. */
export async function insertApplication(
  db: Db,
  row: Omit<ApplicationRow, "number" | "state" | "reason" | "decidedBy" | "decidedAt" | "version">,
  datasets: readonly string[],
): Promise<boolean> {
  const done = await tables(db)
    .insertInto("portal.application")
    .values({ ...row, state: "waiting" } as never)
    .onConflict((on) => on.doNothing())
    .executeTakeFirst();
  if ((done.numInsertedOrUpdatedRows ?? 0n) === 0n) return false;
  if (datasets.length > 0)
    await tables(db)
      .insertInto("portal.applicationDataset")
      .values(datasets.map((datasetId) => ({ applicationId: row.id, datasetId })))
      .execute();
  return true;
}

export const lockApplication = (db: Db, id: string): Promise<ApplicationRow | undefined> =>
  tables(db).selectFrom("portal.application as a").selectAll("a").where("a.id", "=", id).forUpdate().executeTakeFirst();

export const findApplication = (db: Db, id: string): Promise<ApplicationRow | undefined> =>
  tables(db).selectFrom("portal.application as a").selectAll("a").where("a.id", "=", id).executeTakeFirst();

export const applicationByReceipt = (db: Db, receiptHash: Buffer): Promise<ApplicationRow | undefined> =>
  tables(db)
    .selectFrom("portal.application as a")
    .selectAll("a")
    .where("a.receiptHash", "=", receiptHash)
    .executeTakeFirst();

export async function updateApplication(db: Db, id: string, set: Partial<ApplicationRow>): Promise<void> {
  await tables(db)
    .updateTable("portal.application")
    .set({ ...set, version: sql`version + 1` } as never)
    .where("id", "=", id)
    .execute();
}

export interface ApplicationFilter {
  readonly state?: ApplicationRow["state"] | undefined;
  readonly datasetId?: string | undefined;
}

function filtered(db: Db, { state, datasetId }: ApplicationFilter) {
  let query = tables(db).selectFrom("portal.application as a");
  if (state !== undefined) query = query.where("a.state", "=", state);
  if (datasetId !== undefined)
    query = query.where(
      sql<boolean>`exists (select 1 from portal.application_dataset x where x.application_id = a.id and x.dataset_id = ${datasetId})`,
    );
  return query;
}

/** Newest first, below a number. */
export async function pageOfApplications(
  db: Db,
  filter: ApplicationFilter,
  limit: number,
  below?: number,
): Promise<ApplicationRow[]> {
  let query = filtered(db, filter);
  if (below !== undefined) query = query.where("a.number", "<", below);
  return query.selectAll("a").orderBy("a.number", "desc").limit(limit).execute();
}

export async function countApplications(db: Db, filter: ApplicationFilter): Promise<number> {
  const row = await filtered(db, filter)
    .select((eb) => eb.fn.countAll<number>().as("total"))
    .executeTakeFirstOrThrow();
  return row.total;
}

export interface LinkedDataset {
  readonly applicationId: string;
  readonly id: string;
  readonly code: string;
  readonly title: string;
}

export async function datasetsOf(db: Db, applications: readonly string[]): Promise<LinkedDataset[]> {
  if (applications.length === 0) return [];
  const { rows } = await sql<LinkedDataset>`
    select x.application_id, d.id, d.code, d.terms->'title'->>'zh' as title
    from portal.application_dataset x join portal.dataset d on d.id = x.dataset_id
    where x.application_id = any(${[...applications]}::uuid[]) order by d.code`.execute(tables(db));
  return rows;
}
