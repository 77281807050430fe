import { type Db, sql } from "#kernel/db/db";

export interface UseRecordRow {
  readonly id: string;
  readonly fileId: string;
  readonly department: string;
  readonly provider: string;
  readonly fromOn: string;
  readonly untilOn: string;
  readonly scene: string;
  readonly process: string;
  readonly effect: string;
  readonly storage: string;
  readonly destruction: string;
  readonly calls: number;
  readonly rowCount: number;
  readonly byName: string;
  readonly at: Date;
  readonly keepUntilOn: string;
}

interface Tables {
  "sharing.useRecord": UseRecordRow;
  "sharing.file": { id: string; number: string };
}

const tables = (db: Db) => db.withTables<Tables>();

export async function insertUseRecord(db: Db, row: UseRecordRow): Promise<void> {
  await tables(db).insertInto("sharing.useRecord").values(row).execute();
}

export interface UseRecordFilter {
  readonly departments: "all" | readonly string[];
  readonly request?: string | undefined;
  readonly department?: string | undefined;
  readonly provider?: string | undefined;
  /** Days (`YYYY-MM-DD`) in Shanghai on which it was recorded, both belonging to it. */
  readonly sentFrom?: string | undefined;
  readonly sentUntil?: string | undefined;
}

function filtered(db: Db, { departments, request, department, provider, sentFrom, sentUntil }: UseRecordFilter) {
  let query = tables(db).selectFrom("sharing.useRecord as u").innerJoin("sharing.file as f", "f.id", "u.fileId");
  if (departments !== "all")
    query = query.where(
      sql<boolean>`(u.department = any(${[...departments]}::text[]) or u.provider = any(${[...departments]}::text[]))`,
    );
  if (request) query = query.where("u.fileId", "=", request);
  if (department) query = query.where("u.department", "=", department);
  if (provider) query = query.where("u.provider", "=", provider);
  if (sentFrom) query = query.where(sql<boolean>`u.at >= ${sentFrom}::date::timestamp at time zone 'Asia/Shanghai'`);
  if (sentUntil)
    query = query.where(sql<boolean>`u.at < (${sentUntil}::date + 1)::timestamp at time zone 'Asia/Shanghai'`);
  return query;
}

export async function countUseRecords(db: Db, filter: UseRecordFilter): Promise<number> {
  const row = await filtered(db, filter)
    .select((eb) => eb.fn.countAll<number>().as("total"))
    .executeTakeFirstOrThrow();
  return row.total;
}

/** Newest first. */
export async function pageOfUseRecords(
  db: Db,
  filter: UseRecordFilter,
  limit: number,
  after?: { readonly at: Date; readonly id: string },
): Promise<(UseRecordRow & { number: string })[]> {
  let query = filtered(db, filter);
  if (after) query = query.where(sql<boolean>`(u.at, u.id) < (${after.at}, ${after.id}::uuid)`);
  return query.selectAll("u").select("f.number").orderBy("u.at", "desc").orderBy("u.id", "desc").limit(limit).execute();
}

/** Until which day each request's use is recorded, among these. */
export async function recordedUntil(db: Db, fileIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await tables(db)
    .selectFrom("sharing.useRecord as u")
    .select((eb) => ["u.fileId", eb.fn.max("u.untilOn").as("until")])
    .where(sql<boolean>`u.file_id = any(${[...fileIds]}::uuid[])`)
    .groupBy("u.fileId")
    .execute();
  return new Map(rows.map((row) => [row.fileId, row.until]));
}
