import type { ExportFormat, GateExport, RowCondition } from "#contract/gate";
import { type Db, sql } from "#kernel/db/db";

/** What was asked for when the file was ordered; decided again when it is made and each time it is fetched. */
export interface ExportAsk {
  readonly items: readonly string[];
  readonly filters: readonly RowCondition[];
  readonly client: string | null;
  readonly zone: string;
}

export interface ExportRow {
  id: string;
  number: number;
  grantId: string;
  resourceId: string;
  resourceName: string;
  department: string;
  format: ExportFormat;
  ask: ExportAsk;
  state: GateExport["state"];
  jobId: string | null;
  fileId: string | null;
  fileName: string;
  sizeBytes: number | null;
  sha256: string | null;
  rowCount: number | null;
  entry: number | null;
  problem: GateExport["problem"];
  createdBy: string;
  createdAt: Date;
  expiresAt: Date;
}

interface Tables {
  "gate.export": ExportRow;
}

const tables = (db: Db) => db.withTables<Tables>();
const json = (value: unknown) => sql<never>`${JSON.stringify(value)}::jsonb`;

export type NewExport = Omit<
  ExportRow,
  "number" | "jobId" | "fileId" | "sizeBytes" | "sha256" | "rowCount" | "entry" | "problem" | "state"
>;

export async function insertExport(db: Db, row: NewExport): Promise<void> {
  await tables(db)
    .insertInto("gate.export")
    .values({ ...row, ask: json(row.ask), state: "queued" } as never)
    .execute();
}

export async function findExport(db: Db, id: string): Promise<ExportRow | undefined> {
  return tables(db).selectFrom("gate.export as e").selectAll("e").where("e.id", "=", id).executeTakeFirst();
}

export async function updateExport(
  db: Db,
  id: string,
  set: Partial<Omit<ExportRow, "problem" | "ask">> & { problem?: unknown },
): Promise<void> {
  const problem = set.problem === undefined ? {} : { problem: json(set.problem) };
  await tables(db)
    .updateTable("gate.export")
    .set({ ...set, ...problem } as never)
    .where("id", "=", id)
    .execute();
}

interface Filter {
  readonly departments: "all" | readonly string[];
  readonly grantId?: string | undefined;
}

function filtered(db: Db, { departments, grantId }: Filter) {
  let query = tables(db).selectFrom("gate.export as e");
  if (departments !== "all") query = query.where(sql<boolean>`e.department = any(${[...departments]}::text[])`);
  return grantId === undefined ? query : query.where("e.grantId", "=", grantId);
}

/** Newest first, below a number. */
export async function pageOfExports(db: Db, filter: Filter, limit: number, before?: number): Promise<ExportRow[]> {
  let query = filtered(db, filter);
  if (before !== undefined) query = query.where("e.number", "<", before);
  return query.selectAll("e").orderBy("e.number", "desc").limit(limit).execute();
}

export async function countExports(db: Db, filter: Filter): Promise<number> {
  const row = await filtered(db, filter)
    .select((eb) => eb.fn.countAll<number>().as("total"))
    .executeTakeFirstOrThrow();
  return row.total;
}

/** Files whose time is over; they are marked, so that only one process removes each. */
export async function takeExpired(db: Db, now: Date, limit: number): Promise<{ id: string; fileId: string | null }[]> {
  const { rows } = await sql<{ id: string; fileId: string | null }>`
    update gate.export e set state = 'expired'
    where e.id in (
      select x.id from gate.export x where x.state = 'ready' and x.expires_at < ${now}
      order by x.expires_at limit ${limit} for update skip locked)
    returning e.id, e.file_id`.execute(tables(db));
  return rows;
}

export async function exportsByNumber(db: Db, numbers: readonly number[]): Promise<ExportRow[]> {
  if (numbers.length === 0) return [];
  return tables(db)
    .selectFrom("gate.export as e")
    .selectAll("e")
    .where(sql<boolean>`e.number = any(${[...numbers]}::bigint[])`)
    .orderBy("e.number")
    .execute();
}
