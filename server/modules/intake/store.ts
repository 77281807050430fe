import type { Generated, Insertable, Selectable, Updateable } from "kysely";
import type {
  Connection,
  DatabaseKind,
  Inspection,
  LoadState,
  MappedColumn,
  SourceColumn,
  TextOptions,
} from "#contract/intake";
import type { Place, PlaceKind } from "#contract/intake-place";
import { type Db, sql } from "#kernel/db/db";
import type { CleaningCount } from "./cleaning.ts";
import { json } from "./json-column.ts";

export interface FileTable {
  readonly id: string;
  readonly name: string;
  readonly department: string;
  readonly sizeBytes: number;
  readonly sha256: string;
  readonly uploadedBy: string;
  readonly createdAt: Date;
}

interface SourceTable {
  id: string;
  name: string;
  kind: DatabaseKind | PlaceKind | "files";
  department: string;
  systemId: string | null;
  connection: Connection | null;
  place: Place | null;
  secret: Buffer | null;
  /** Read by an agent inside this zone; null where the hub reads it itself. */
  zoneId: Generated<string | null>;
  isInvented: Generated<boolean>;
  version: Generated<number>;
  createdAt: Date;
}
export type SourceRow = Selectable<SourceTable>;

interface DraftTable {
  id: string;
  department: string;
  fileId: string | null;
  sourceId: string | null;
  inspection: Inspection;
  tablePath: string | null;
  textOptions: TextOptions | null;
  columns: SourceColumn[];
  rows: (string | null)[][];
  mapping: MappedColumn[];
  resourceId: string | null;
  resourceName: string;
  actorId: string;
  createdAt: Date;
  updatedAt: Date;
  version: Generated<number>;
}
export type DraftRow = Selectable<DraftTable>;

interface MappingTable {
  resourceId: string;
  sourceId: string | null;
  tablePath: string;
  textOptions: TextOptions | null;
  columns: MappedColumn[];
  updatedAt: Date;
}
export type MappingRow = Selectable<MappingTable>;

interface LoadTable {
  id: string;
  number: Generated<number>;
  resourceId: string;
  resourceName: string;
  department: string;
  sourceId: string | null;
  fileId: string | null;
  tablePath: string;
  textOptions: TextOptions | null;
  format: Inspection["format"];
  encoding: string | null;
  state: LoadState;
  jobId: string | null;
  columns: MappedColumn[];
  rowsRead: number | null;
  rowsLoaded: number | null;
  rowsRejected: number | null;
  sourceCount: number | null;
  dirtyOpen: Generated<number>;
  cleaning: CleaningCount[];
  sha256: string | null;
  actorId: string;
  startedBy: string;
  createdAt: Date;
  startedAt: Date | null;
  endedAt: Date | null;
  entry: number | null;
  problem: { code: string; zh: string; en: string } | null;
}
export type LoadRow = Selectable<LoadTable>;

interface Tables {
  "intake.file": FileTable;
  "intake.source": SourceTable;
  "intake.draft": DraftTable;
  "intake.mapping": MappingTable;
  "intake.load": LoadTable;
}

const tables = (db: Db) => db.withTables<Tables>();

/** Rows of departments a person may touch. */
export type Scope = "all" | readonly string[];
const inScope = (scope: Scope) =>
  scope === "all" ? sql<boolean>`true` : sql<boolean>`department = any(${[...scope]})`;

export async function insertFile(db: Db, file: FileTable): Promise<void> {
  await tables(db).insertInto("intake.file").values(file).execute();
}

export async function findFile(db: Db, id: string): Promise<FileTable | undefined> {
  return tables(db).selectFrom("intake.file as f").selectAll("f").where("f.id", "=", id).executeTakeFirst();
}

export async function insertSource(db: Db, source: Insertable<SourceTable>): Promise<SourceRow> {
  const { connection, place } = source;
  return tables(db)
    .insertInto("intake.source")
    .values({ ...source, connection: connection ? json(connection) : null, place: place ? json(place) : null })
    .returningAll()
    .executeTakeFirstOrThrow();
}

export async function updateSource(db: Db, id: string, change: Updateable<SourceTable>): Promise<void> {
  const { connection, place, ...rest } = change;
  await tables(db)
    .updateTable("intake.source")
    .set({
      ...rest,
      ...(connection ? { connection: json(connection) } : {}),
      ...(place ? { place: json(place) } : {}),
      version: sql<number>`version + 1`,
    })
    .where("id", "=", id)
    .execute();
}

/** As `lockDraft`. */
export async function lockSource(db: Db, id: string): Promise<void> {
  await tables(db).selectFrom("intake.source as s").select("s.id").where("s.id", "=", id).forUpdate().execute();
}

export async function findSource(db: Db, id: string): Promise<SourceRow | undefined> {
  return tables(db).selectFrom("intake.source as s").selectAll("s").where("s.id", "=", id).executeTakeFirst();
}

export async function sourceNamed(db: Db, department: string, name: string): Promise<SourceRow | undefined> {
  return tables(db)
    .selectFrom("intake.source as s")
    .selectAll("s")
    .where("s.department", "=", department)
    .where(sql<boolean>`lower(s.name) = lower(${name})`)
    .executeTakeFirst();
}

export interface SourceFilter {
  readonly scope: Scope;
  readonly department?: string | undefined;
  readonly q?: string | undefined;
}

export async function pageOfSources(
  db: Db,
  filter: SourceFilter,
  limit: number,
  after?: { name: string; id: string },
): Promise<{ rows: SourceRow[]; total: number }> {
  let query = tables(db).selectFrom("intake.source as s").where(inScope(filter.scope));
  if (filter.department) query = query.where("s.department", "=", filter.department);
  if (filter.q) query = query.where("s.name", "ilike", `%${filter.q.replaceAll(/[%_\\]/g, String.raw`\$&`)}%`);
  const { total } = await query.select((eb) => eb.fn.countAll<number>().as("total")).executeTakeFirstOrThrow();
  const page = after
    ? query.where((eb) => eb(eb.refTuple("s.name", "s.id"), ">", eb.tuple(after.name, after.id)))
    : query;
  return { total, rows: await page.selectAll("s").orderBy("s.name").orderBy("s.id").limit(limit).execute() };
}

/** How many resources each source feeds, and its newest load. */
export async function sourceFacts(
  db: Db,
  ids: readonly string[],
): Promise<Map<string, { resources: number; last: LoadRow | null }>> {
  if (ids.length === 0) return new Map();
  const counts = await tables(db)
    .selectFrom("intake.mapping as m")
    .select((eb) => ["m.sourceId", eb.fn.countAll<number>().as("n")])
    .where("m.sourceId", "in", [...ids])
    .groupBy("m.sourceId")
    .execute();
  const newest = await tables(db)
    .selectFrom("intake.load as l")
    .selectAll("l")
    .distinctOn("l.sourceId")
    .where("l.sourceId", "in", [...ids])
    .orderBy("l.sourceId")
    .orderBy("l.number", "desc")
    .execute();
  return new Map(
    ids.map((id) => [
      id,
      {
        resources: counts.find((row) => row.sourceId === id)?.n ?? 0,
        last: newest.find((row) => row.sourceId === id) ?? null,
      },
    ]),
  );
}

export async function insertDraft(db: Db, draft: Insertable<DraftTable>): Promise<void> {
  await tables(db)
    .insertInto("intake.draft")
    .values({
      ...draft,
      inspection: json(draft.inspection),
      textOptions: draft.textOptions ? json(draft.textOptions) : null,
      columns: json(draft.columns),
      rows: json(draft.rows),
      mapping: json(draft.mapping),
    })
    .execute();
}

export async function updateDraft(db: Db, id: string, change: Updateable<DraftTable>): Promise<void> {
  const { inspection, textOptions, columns, rows, mapping, ...rest } = change;
  await tables(db)
    .updateTable("intake.draft")
    .set({
      ...rest,
      ...(inspection === undefined ? {} : { inspection: json(inspection) }),
      ...(textOptions === undefined ? {} : { textOptions: json(textOptions) }),
      ...(columns === undefined ? {} : { columns: json(columns) }),
      ...(rows === undefined ? {} : { rows: json(rows) }),
      ...(mapping === undefined ? {} : { mapping: json(mapping) }),
      version: sql<number>`version + 1`,
    })
    .where("id", "=", id)
    .execute();
}

export async function findDraft(db: Db, id: string): Promise<DraftRow | undefined> {
  return tables(db).selectFrom("intake.draft as d").selectAll("d").where("d.id", "=", id).executeTakeFirst();
}

/** Held until the transaction ends: of two edits based on one version the second sees the first. */
export async function lockDraft(db: Db, id: string): Promise<void> {
  await tables(db).selectFrom("intake.draft as d").select("d.id").where("d.id", "=", id).forUpdate().execute();
}

export async function deleteDraft(db: Db, id: string): Promise<void> {
  await tables(db).deleteFrom("intake.draft").where("id", "=", id).execute();
}

/** The newest of one person, for finding one's way back. */
export async function draftsOf(
  db: Db,
  actorId: string,
): Promise<Omit<DraftRow, "rows" | "columns" | "mapping" | "inspection">[]> {
  return tables(db)
    .selectFrom("intake.draft as d")
    .select([
      "d.id",
      "d.department",
      "d.fileId",
      "d.sourceId",
      "d.tablePath",
      "d.textOptions",
      "d.resourceId",
      "d.resourceName",
    ])
    .select(["d.actorId", "d.createdAt", "d.updatedAt", "d.version"])
    .where("d.actorId", "=", actorId)
    .orderBy("d.updatedAt", "desc")
    .orderBy("d.id")
    .limit(100)
    .execute();
}

export async function saveMapping(db: Db, mapping: MappingRow): Promise<void> {
  const values = {
    ...mapping,
    textOptions: mapping.textOptions ? json(mapping.textOptions) : null,
    columns: json(mapping.columns),
  };
  const { resourceId: _key, ...change } = values;
  await tables(db)
    .insertInto("intake.mapping")
    .values(values)
    .onConflict((conflict) => conflict.column("resourceId").doUpdateSet(change))
    .execute();
}

export async function findMapping(db: Db, resourceId: string): Promise<MappingRow | undefined> {
  return tables(db)
    .selectFrom("intake.mapping as m")
    .selectAll("m")
    .where("m.resourceId", "=", resourceId)
    .executeTakeFirst();
}
