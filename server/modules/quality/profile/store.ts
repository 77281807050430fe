import type { ColumnProfile } from "#contract/quality-profile";
import { type Db, sql } from "#kernel/db/db";
import type { Unusual } from "./drift.ts";

export interface ProfileRow {
  runId: string;
  resourceId: string;
  ranAt: Date;
  rowCount: number;
  sampledRows: number;
  columns: ColumnProfile[];
  warnings: Unusual[];
}

const tables = (db: Db) => db.withTables<never>();

const all = sql`p.run_id, p.resource_id, p.ran_at, p.row_count, p.sampled_rows, p.columns, p.warnings`;

export async function insertProfile(db: Db, row: ProfileRow): Promise<void> {
  await sql`
    insert into quality.profile (run_id, resource_id, ran_at, row_count, sampled_rows, columns, warnings)
    values (${row.runId}, ${row.resourceId}, ${row.ranAt}, ${row.rowCount}, ${row.sampledRows},
      ${JSON.stringify(row.columns)}::jsonb, ${JSON.stringify(row.warnings)}::jsonb)`.execute(tables(db));
}

/** Newest first. */
export async function lastProfiles(db: Db, resourceId: string, limit: number): Promise<ProfileRow[]> {
  const found = await sql<ProfileRow>`
    select ${all} from quality.profile p where p.resource_id = ${resourceId}
    order by p.ran_at desc, p.run_id desc limit ${limit}`.execute(tables(db));
  return found.rows;
}

export async function profileOfRun(db: Db, resourceId: string, runId: string): Promise<ProfileRow | undefined> {
  const found = await sql<ProfileRow>`
    select ${all} from quality.profile p where p.resource_id = ${resourceId} and p.run_id = ${runId}`.execute(
    tables(db),
  );
  return found.rows[0];
}

/** Of the latest run of each resource of these departments: those with something unusual. */
export async function unusualProfiles(
  db: Db,
  departments: "all" | readonly string[],
): Promise<(Omit<ProfileRow, "columns"> & { resourceName: string; columns: ColumnProfile[] })[]> {
  const own = departments === "all" ? null : [...departments];
  const found = await sql<ProfileRow & { resourceName: string }>`
    select ${all}, r.resource_name from quality.profile p
    join quality.run r on r.id = p.run_id and r.is_latest
    where p.warnings <> '[]'::jsonb and (${own}::text[] is null or r.department = any(${own}))
    order by p.ran_at desc, p.run_id desc limit 500`.execute(tables(db));
  return found.rows;
}
