import { type Db, sql } from "#kernel/db/db";

export interface Checking {
  jobId: string | null;
  isOpen: boolean;
  again: boolean;
}

const tables = (db: Db) => db.withTables<never>();

/**
 * The state of checking a resource, locked until the transaction ends. Take no other lock that a writer of the ledger
 * holds before it: requests lock this and then the ledger's end.
 */
export async function lockChecking(db: Db, resourceId: string): Promise<Checking> {
  const found = await sql<Checking>`
    insert into quality.checking (resource_id, job_id, is_open, again) values (${resourceId}, null, false, false)
    on conflict (resource_id) do update set resource_id = excluded.resource_id
    returning job_id, is_open, again`.execute(tables(db));
  const [row] = found.rows;
  if (!row) throw new Error("An insert that returns nothing.");
  return row;
}

export async function saveChecking(db: Db, resourceId: string, { jobId, isOpen, again }: Checking): Promise<void> {
  await sql`
    update quality.checking set job_id = ${jobId}, is_open = ${isOpen}, again = ${again}
    where resource_id = ${resourceId}`.execute(tables(db));
}

/** The job that checks the resource, as far as it has said that it is done. */
export async function openJob(db: Db, resourceId: string): Promise<string | null> {
  const found = await sql<{ jobId: string }>`
    select c.job_id from quality.checking c where c.resource_id = ${resourceId} and c.is_open`.execute(tables(db));
  return found.rows[0]?.jobId ?? null;
}
