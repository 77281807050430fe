import { type Db, sql } from "#kernel/db/db";

const tables = (db: Db) => db.withTables<never>();

/** Readers of the ledger take turns; the tail stays locked until the transaction ends. */
export async function lockTail(db: Db): Promise<number> {
  const { rows } = await sql<{ entry: number }>`select t.entry from portal.tail t for update`.execute(tables(db));
  return rows[0]?.entry ?? 0;
}

export async function moveTail(db: Db, entry: number): Promise<void> {
  await sql`update portal.tail set entry = ${entry}`.execute(tables(db));
}
