import type { Generated } from "kysely";
import type { HarvestCounts, HarvestKind, HarvestRun, HarvestRunState, ListingMapping } from "#contract/harvest";
import { type Db, sql } from "#kernel/db/db";
import type { Mark, Position } from "./found.ts";

export interface FileRow {
  id: string;
  name: string;
  sizeBytes: number;
  sha256: string;
  uploadedBy: string;
  createdAt: Date;
}

export interface SourceRow {
  id: string;
  name: string;
  kind: HarvestKind;
  url: string | null;
  fileId: string | null;
  licence: string;
  filter: string;
  mapping: ListingMapping | null;
  everyDays: number | null;
  version: number;
  mark: Mark;
  nextAt: Date | null;
  createdAt: Date;
}

export interface RunRow extends HarvestCounts {
  id: string;
  sourceId: string;
  number: number;
  mode: HarvestRun["mode"];
  state: HarvestRunState;
  jobId: string | null;
  startedBy: string;
  createdAt: Date;
  startedAt: Date | null;
  endedAt: Date | null;
  position: Position | null;
  announced: number | null;
  isUntouched: Generated<boolean>;
  problem: HarvestRun["problem"];
  entry: number | null;
}
type StoredRun = Omit<RunRow, "isUntouched"> & { isUntouched: boolean };
export type { StoredRun };

interface Tables {
  "harvest.file": FileRow;
  "harvest.source": SourceRow;
  "harvest.run": RunRow;
}

const tables = (db: Db) => db.withTables<Tables>();
const json = <Value>(value: Value) => sql<Value>`${JSON.stringify(value)}::jsonb`;

export async function insertFile(db: Db, row: FileRow): Promise<void> {
  await tables(db).insertInto("harvest.file").values(row).execute();
}

export const findFile = (db: Db, id: string): Promise<FileRow | undefined> =>
  tables(db).selectFrom("harvest.file as f").selectAll("f").where("f.id", "=", id).executeTakeFirst();

export type SourceWithFile = SourceRow & { fileName: string | null };

const sources = (db: Db) =>
  tables(db)
    .selectFrom("harvest.source as s")
    .leftJoin("harvest.file as f", "f.id", "s.fileId")
    .selectAll("s")
    .select("f.name as fileName");

export const listSources = (db: Db): Promise<SourceWithFile[]> => sources(db).orderBy("s.name").execute();

export const findSource = (db: Db, id: string): Promise<SourceWithFile | undefined> =>
  sources(db).where("s.id", "=", id).executeTakeFirst();

export const lockSource = (db: Db, id: string): Promise<SourceRow | undefined> =>
  tables(db).selectFrom("harvest.source as s").selectAll("s").where("s.id", "=", id).forUpdate().executeTakeFirst();

type WrittenSource = Omit<SourceRow, "version" | "mark" | "createdAt" | "id">;

/** False where another source has the name. */
export async function insertSource(db: Db, row: SourceRow): Promise<boolean> {
  const done = await tables(db)
    .insertInto("harvest.source")
    .values({ ...row, mapping: json(row.mapping), mark: json(row.mark) })
    .onConflict((conflict) => conflict.column("name").doNothing())
    .executeTakeFirst();
  return (done.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** Names are looked at one writer at a time. */
export async function isTaken(db: Db, name: string, except: string): Promise<boolean> {
  await sql`select pg_advisory_xact_lock(hashtextextended('harvest.source', 0))`.execute(tables(db));
  const found = await tables(db)
    .selectFrom("harvest.source as s")
    .select("s.id")
    .where("s.name", "=", name)
    .where("s.id", "<>", except)
    .executeTakeFirst();
  return found !== undefined;
}

export async function updateSource(db: Db, id: string, row: WrittenSource): Promise<void> {
  await tables(db)
    .updateTable("harvest.source")
    .set({ ...row, mapping: json(row.mapping), mark: json({}), version: sql<number>`version + 1` })
    .where("id", "=", id)
    .execute();
}

export async function setMark(db: Db, id: string, mark: Mark, nextAt: Date | null): Promise<void> {
  await tables(db)
    .updateTable("harvest.source")
    .set({ mark: json(mark), nextAt })
    .where("id", "=", id)
    .execute();
}

export async function setNext(db: Db, id: string, nextAt: Date | null): Promise<void> {
  await tables(db).updateTable("harvest.source").set({ nextAt }).where("id", "=", id).execute();
}

export async function deleteSource(db: Db, id: string): Promise<void> {
  await tables(db).deleteFrom("harvest.source").where("id", "=", id).execute();
}

export const sourcesDue = (db: Db, now: Date): Promise<SourceRow[]> =>
  tables(db)
    .selectFrom("harvest.source as s")
    .selectAll("s")
    .where("s.nextAt", "<=", now)
    .orderBy("s.nextAt")
    .execute();

const runs = (db: Db) =>
  tables(db)
    .selectFrom("harvest.run as r")
    .innerJoin("harvest.source as s", "s.id", "r.sourceId")
    .selectAll("r")
    .select("s.name as sourceName");
export type NamedRun = StoredRun & { sourceName: string };

export const findRun = (db: Db, id: string): Promise<NamedRun | undefined> =>
  runs(db).where("r.id", "=", id).executeTakeFirst();

export const lastRun = (db: Db, sourceId: string): Promise<NamedRun | undefined> =>
  runs(db).where("r.sourceId", "=", sourceId).orderBy("r.number", "desc").limit(1).executeTakeFirst();

export async function lastRuns(db: Db): Promise<Map<string, NamedRun>> {
  const rows = await runs(db).distinctOn("r.sourceId").orderBy("r.sourceId").orderBy("r.number", "desc").execute();
  return new Map(rows.map((row) => [row.sourceId, row]));
}

/** Newest first. */
export const listRuns = (db: Db, sourceId: string, before: number | null, limit: number): Promise<NamedRun[]> =>
  runs(db)
    .where("r.sourceId", "=", sourceId)
    .$if(before !== null, (query) => query.where("r.number", "<", before ?? 0))
    .orderBy("r.number", "desc")
    .limit(limit)
    .execute();

export async function countRuns(db: Db, sourceId: string): Promise<number> {
  const { total } = await tables(db)
    .selectFrom("harvest.run as r")
    .select((of) => of.fn.countAll<number>().as("total"))
    .where("r.sourceId", "=", sourceId)
    .executeTakeFirstOrThrow();
  return total;
}

export async function insertRun(
  db: Db,
  row: Pick<StoredRun, "id" | "sourceId" | "number" | "mode" | "jobId" | "startedBy" | "createdAt">,
): Promise<void> {
  await sql`
    insert into harvest.run (id, source_id, number, mode, state, job_id, started_by, created_at)
    values (${row.id}, ${row.sourceId}, ${row.number}, ${row.mode}, 'queued', ${row.jobId}, ${row.startedBy},
      ${row.createdAt})`.execute(tables(db));
}

type RunChange = Partial<Omit<StoredRun, "id" | "sourceId" | "number" | "position" | "problem">> & {
  readonly position?: Position | null;
  readonly problem?: HarvestRun["problem"];
};

export async function updateRun(db: Db, id: string, { position, problem, ...change }: RunChange): Promise<void> {
  await tables(db)
    .updateTable("harvest.run")
    .set({
      ...change,
      ...(position === undefined ? {} : { position: position === null ? null : json(position) }),
      ...(problem === undefined ? {} : { problem: problem === null ? null : json(problem) }),
    })
    .where("id", "=", id)
    .execute();
}

export async function addCounts(db: Db, id: string, add: HarvestCounts): Promise<void> {
  await sql`
    update harvest.run set
      seen = seen + ${add.seen}, created = created + ${add.created}, changed = changed + ${add.changed},
      unchanged = unchanged + ${add.unchanged}, refused = refused + ${add.refused}, gone = gone + ${add.gone}
    where id = ${id}`.execute(tables(db));
}
