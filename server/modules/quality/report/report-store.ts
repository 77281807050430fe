import type { QualityReport, ReportState } from "#contract/quality-report";
import { type Db, sql } from "#kernel/db/db";
import type { ReportKey } from "../cursor.ts";
import type { RunRow } from "../store.ts";

export interface ReportRow {
  id: string;
  department: string;
  month: string;
  edition: number;
  state: ReportState;
  body: QualityReport;
  reason: string;
  preparedBy: string;
  preparedAt: Date;
  signedBy: string | null;
  signedAt: Date | null;
  opinion: string;
  entry: number | null;
  version: number;
}

interface Tables {
  "quality.report": ReportRow;
}

const tables = (db: Db) => db.withTables<Tables>();

/** Of each resource of a department the newest run before an instant. */
export async function runsBefore(db: Db, department: string, before: Date): Promise<RunRow[]> {
  const found = await sql<RunRow>`
    select distinct on (r.resource_id) r.*
    from quality.run r
    where r.department = ${department} and r.ran_at < ${before}
    order by r.resource_id, r.ran_at desc, r.id desc`.execute(tables(db));
  return found.rows;
}

/** How often each resource of a department was checked, from an instant on and before another. */
export async function checksBetween(db: Db, department: string, from: Date, until: Date): Promise<Map<string, number>> {
  const found = await sql<{ resourceId: string; total: number }>`
    select r.resource_id, count(*) as total from quality.run r
    where r.department = ${department} and r.ran_at >= ${from} and r.ran_at < ${until}
    group by r.resource_id`.execute(tables(db));
  return new Map(found.rows.map(({ resourceId, total }) => [resourceId, total]));
}

/** One department and month at a time, until the transaction ends: the next edition has one number. */
export async function lockMonth(db: Db, department: string, month: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`quality.report ${department} ${month}`}, 0))`.execute(
    tables(db),
  );
}

/** Newest first. */
export const editionsOf = (db: Db, department: string, month: string): Promise<ReportRow[]> =>
  tables(db)
    .selectFrom("quality.report as r")
    .selectAll("r")
    .where("r.department", "=", department)
    .where("r.month", "=", month)
    .orderBy("r.edition", "desc")
    .execute();

/** Locked until the transaction ends. */
export const reportForUpdate = (db: Db, id: string): Promise<ReportRow | undefined> =>
  tables(db).selectFrom("quality.report as r").selectAll("r").where("r.id", "=", id).forUpdate().executeTakeFirst();

export async function insertReport(db: Db, row: ReportRow): Promise<void> {
  await tables(db)
    .insertInto("quality.report")
    .values({ ...row, body: bodyOf(row.body) })
    .execute();
}

/** A draft that was settled again. */
export async function replaceDraft(
  db: Db,
  id: string,
  { body, reason, preparedBy, preparedAt, version }: Omit<ReportRow, "id">,
): Promise<void> {
  await tables(db)
    .updateTable("quality.report")
    .set({ body: bodyOf(body), reason, preparedBy, preparedAt, version })
    .where("id", "=", id)
    .where("state", "=", "draft")
    .execute();
}

export async function writeSignature(
  db: Db,
  { id, signedBy, signedAt, opinion, entry, version }: ReportRow,
): Promise<void> {
  await tables(db)
    .updateTable("quality.report")
    .set({ state: "signed", signedBy, signedAt, opinion, entry, version })
    .where("id", "=", id)
    .where("state", "=", "draft")
    .execute();
}

const bodyOf = (body: QualityReport) => sql<QualityReport>`${JSON.stringify(body)}::jsonb`;

export interface ReportFilter {
  readonly departments: "all" | readonly string[];
  readonly department?: string | undefined;
  readonly month?: string | undefined;
  readonly state?: ReportState | undefined;
}

/** A page of the kept reports: newest month first, then by department, newest edition first. */
export async function pageOfReports(
  db: Db,
  filter: ReportFilter,
  limit: number,
  after?: ReportKey,
): Promise<{ rows: ReportRow[]; total: number }> {
  let query = tables(db).selectFrom("quality.report as r");
  const { departments } = filter;
  if (departments !== "all") query = query.where(sql<boolean>`r.department = any(${[...departments]})`);
  if (filter.department !== undefined) query = query.where("r.department", "=", filter.department);
  if (filter.month !== undefined) query = query.where("r.month", "=", filter.month);
  if (filter.state !== undefined) query = query.where("r.state", "=", filter.state);
  const { total } = await query.select((eb) => eb.fn.countAll<number>().as("total")).executeTakeFirstOrThrow();
  const page = after
    ? query.where(
        sql<boolean>`(r.month < ${after.month} or (r.month = ${after.month}
          and (r.department > ${after.department} or (r.department = ${after.department} and r.edition < ${after.edition}))))`,
      )
    : query;
  const rows = await page
    .selectAll("r")
    .orderBy("r.month", "desc")
    .orderBy("r.department")
    .orderBy("r.edition", "desc")
    .limit(limit)
    .execute();
  return { rows, total };
}
