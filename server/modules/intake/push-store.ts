import type { Selectable, Updateable } from "kysely";
import type { RunCounts } from "#contract/intake-follow";
import type { Db } from "#kernel/db/db";
import { type Lake, type LakeSession, name } from "#kernel/lake/lake";

interface PushedTable {
  sourceId: string;
  name: string;
  resourceId: string;
  key: string[];
  loadId: string | null;
  createdAt: Date;
  toldAt: Date | null;
}
export type PushedTableRow = Selectable<PushedTable>;

const tables = (db: Db) => db.withTables<{ "intake.pushedTable": PushedTable }>();

export async function findPushedTable(db: Db, sourceId: string, table: string): Promise<PushedTableRow | undefined> {
  return tables(db)
    .selectFrom("intake.pushedTable as p")
    .selectAll("p")
    .where("p.sourceId", "=", sourceId)
    .where("p.name", "=", table)
    .executeTakeFirst();
}

/** Held until the transaction ends: batches of one table go in one after another. */
export async function lockPushedTable(db: Db, { sourceId, name: table }: PushedTableRow): Promise<void> {
  await tables(db)
    .selectFrom("intake.pushedTable as p")
    .select("p.name")
    .where("p.sourceId", "=", sourceId)
    .where("p.name", "=", table)
    .forUpdate()
    .execute();
}

/** Under the lock of its source. */
export async function insertPushedTable(db: Db, row: PushedTableRow): Promise<void> {
  await tables(db).insertInto("intake.pushedTable").values(row).execute();
}

export async function updatePushedTable(
  db: Db,
  { sourceId, name: table }: PushedTableRow,
  change: Updateable<PushedTable>,
): Promise<void> {
  await tables(db)
    .updateTable("intake.pushedTable")
    .set(change)
    .where("sourceId", "=", sourceId)
    .where("name", "=", table)
    .execute();
}

const batches = name("intake", "pushed_batch");

/** Written in the lake transaction of the rows: a batch is in with its rows or not at all. */
export async function createPushedBatches(lake: Lake): Promise<void> {
  await using session = await lake.session();
  await session.write(`create table if not exists ${batches} (resource varchar, batch varchar, counts varchar)`);
}

export async function findBatch(session: LakeSession, resource: string, batch: string): Promise<RunCounts | undefined> {
  const [row] = await session.read<{ counts: string }>(
    `select b.counts from ${batches} b where b.resource = $1 and b.batch = $2`,
    [resource, batch],
  );
  return row ? (JSON.parse(row.counts) as RunCounts) : undefined;
}

export async function writeBatch(
  session: LakeSession,
  resource: string,
  batch: string,
  counts: RunCounts,
): Promise<void> {
  await session.append(batches, ["resource", "batch", "counts"], [[resource, batch, JSON.stringify(counts)]]);
}
