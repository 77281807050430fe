import type { OpenFormat } from "#contract/portal";
import { type Db, sql } from "#kernel/db/db";

const tables = (db: Db) => db.withTables<never>();

export interface VersionRow<Picture = unknown> {
  readonly datasetId: string;
  readonly version: number;
  readonly loadId: string | null;
  readonly loadedAt: Date | null;
  readonly at: Date;
  readonly rowCount: number;
  readonly picture: Picture;
}

export interface FileRow {
  readonly id: string;
  readonly datasetId: string;
  readonly version: number;
  readonly format: OpenFormat;
  /** In the hub's files; null once it is no longer kept. */
  readonly fileId: string | null;
  readonly fileName: string;
  readonly sizeBytes: number;
  readonly sha256: string;
  readonly rowCount: number;
  readonly entry: number;
  readonly at: Date;
}

export async function insertVersion(db: Db, row: VersionRow): Promise<void> {
  await sql`
    insert into portal.dataset_version (dataset_id, version, load_id, loaded_at, at, row_count, picture)
    values (${row.datasetId}, ${row.version}, ${row.loadId}, ${row.loadedAt}, ${row.at}, ${row.rowCount},
      ${JSON.stringify(row.picture)}::jsonb)`.execute(tables(db));
}

export async function insertFile(db: Db, row: FileRow): Promise<void> {
  await sql`
    insert into portal.file (
      id, dataset_id, version, format, file_id, file_name, size_bytes, sha256, row_count, entry, at
    ) values (${row.id}, ${row.datasetId}, ${row.version}, ${row.format}, ${row.fileId}, ${row.fileName},
      ${row.sizeBytes}, ${row.sha256}, ${row.rowCount}, ${row.entry}, ${row.at})`.execute(tables(db));
}

/** Newest first, without pictures. */
export async function versionsOf(db: Db, datasetId: string): Promise<Omit<VersionRow, "picture">[]> {
  const { rows } = await sql<Omit<VersionRow, "picture">>`
    select v.dataset_id, v.version, v.load_id, v.loaded_at, v.at, v.row_count
    from portal.dataset_version v where v.dataset_id = ${datasetId}
    order by v.version desc limit 1000`.execute(tables(db));
  return rows;
}

export async function latestVersion<Picture>(db: Db, datasetId: string): Promise<VersionRow<Picture> | undefined> {
  const { rows } = await sql<VersionRow<Picture>>`
    select v.dataset_id, v.version, v.load_id, v.loaded_at, v.at, v.row_count, v.picture
    from portal.dataset_version v where v.dataset_id = ${datasetId}
    order by v.version desc limit 1`.execute(tables(db));
  return rows[0];
}

/** Those still kept, newest version first. */
export async function filesOf(db: Db, datasetId: string): Promise<FileRow[]> {
  const { rows } = await sql<FileRow>`
    select f.id, f.dataset_id, f.version, f.format, f.file_id, f.file_name, f.size_bytes, f.sha256, f.row_count, f.entry, f.at
    from portal.file f where f.dataset_id = ${datasetId} and f.file_id is not null
    order by f.version desc, f.format`.execute(tables(db));
  return rows;
}

/** What pages showed of the rows before; the next files paint it anew. */
export async function forgetPictures(db: Db, datasetId: string): Promise<void> {
  const empty = { fields: [], rows: [], bars: null, map: null, columns: [] };
  await sql`
    update portal.dataset_version set picture = ${JSON.stringify(empty)}::jsonb
    where dataset_id = ${datasetId}`.execute(tables(db));
}

/** Takes files of all but the newest versions out; answers what is to be removed from the hub's files. */
export async function forgetFiles(db: Db, datasetId: string, keep: number): Promise<string[]> {
  const { rows } = await sql<{ fileId: string }>`
    with old as (
      select f.id, f.file_id from portal.file f
      where f.dataset_id = ${datasetId} and f.file_id is not null and f.version <= (
        select max(v.version) - ${keep} from portal.dataset_version v where v.dataset_id = ${datasetId})
      for update
    )
    update portal.file set file_id = null from old where portal.file.id = old.id
    returning old.file_id`.execute(tables(db));
  return rows.map(({ fileId }) => fileId);
}
