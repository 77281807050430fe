import type { RawBuilder } from "kysely";
import type { AccessRight, PublicDataset } from "#contract/portal";
import { type Db, sql } from "#kernel/db/db";

/** A dataset as everybody sees it, with what lists filter by. `doc` holds neither uses nor what they stand for. */
export interface FaceRow {
  readonly datasetId: string;
  readonly code: string;
  readonly doc: PublicDataset;
  readonly name: string;
  readonly department: string;
  readonly division: string;
  readonly theme: string;
  readonly licence: string;
  readonly access: AccessRight;
  readonly keywords: readonly string[];
  readonly formats: readonly string[];
  readonly rowCount: number;
  readonly nextUpdateBy: Date | null;
  readonly issued: Date;
  readonly modified: Date;
}

interface Uses {
  readonly downloads: number;
  readonly calls: number;
  readonly applications: number;
}

type Condition = RawBuilder<boolean>;
const tables = (db: Db) => db.withTables<never>();
const textArray = (values: readonly string[]) => sql`${[...values]}::text[]`;

export async function putFace(db: Db, row: FaceRow): Promise<void> {
  await sql`
    insert into portal.face (
      dataset_id, code, doc, name, department, division, theme, licence, access, keywords, formats, row_count,
      next_update_by, issued, modified
    ) values (
      ${row.datasetId}, ${row.code}, ${JSON.stringify(row.doc)}::jsonb, ${row.name}, ${row.department}, ${row.division},
      ${row.theme}, ${row.licence}, ${row.access}, ${textArray(row.keywords)}, ${textArray(row.formats)}, ${row.rowCount},
      ${row.nextUpdateBy}, ${row.issued}, ${row.modified}
    )
    on conflict (dataset_id) do update set
      code = excluded.code, doc = excluded.doc, name = excluded.name, department = excluded.department,
      division = excluded.division, theme = excluded.theme, licence = excluded.licence, access = excluded.access,
      keywords = excluded.keywords, formats = excluded.formats, row_count = excluded.row_count,
      next_update_by = excluded.next_update_by, issued = excluded.issued, modified = excluded.modified,
      withdrawn_at = null`.execute(tables(db));
}

/** It stays, so that those who took it over learn that it is gone. */
export async function closeFace(db: Db, datasetId: string, at: Date): Promise<void> {
  await sql`update portal.face set withdrawn_at = ${at} where dataset_id = ${datasetId} and withdrawn_at is null`.execute(
    tables(db),
  );
}

export interface FaceFilter {
  /** Only these, in this order where `relevance` sorts. */
  readonly ids?: readonly string[] | undefined;
  readonly department?: readonly string[] | undefined;
  readonly division?: string | undefined;
  readonly theme?: readonly string[] | undefined;
  readonly keyword?: readonly string[] | undefined;
  readonly format?: readonly string[] | undefined;
  readonly licence?: readonly string[] | undefined;
  readonly access?: AccessRight | undefined;
  readonly modifiedSince?: string | undefined;
}

function conditionsOf(filter: FaceFilter): Condition {
  const parts: Condition[] = [sql`f.withdrawn_at is null`];
  if (filter.ids) parts.push(sql`f.dataset_id = any(${[...filter.ids]}::uuid[])`);
  if (filter.department) parts.push(sql`f.department = any(${textArray(filter.department)})`);
  if (filter.division !== undefined) parts.push(sql`starts_with(f.division, ${filter.division})`);
  if (filter.theme) parts.push(sql`f.theme = any(${textArray(filter.theme)})`);
  if (filter.keyword) parts.push(sql`f.keywords && ${textArray(filter.keyword)}`);
  if (filter.format) parts.push(sql`f.formats && ${textArray(filter.format)}`);
  if (filter.licence) parts.push(sql`f.licence = any(${textArray(filter.licence)})`);
  if (filter.access !== undefined) parts.push(sql`f.access = ${filter.access}`);
  if (filter.modifiedSince !== undefined) parts.push(sql`f.modified >= ${filter.modifiedSince}::timestamptz`);
  return sql`${sql.join(parts, sql` and `)}`;
}

/** How lists are ordered; each order is total and its key fits a cursor. */
export const faceSorts = {
  modified: { key: sql`f.modified`, type: "timestamptz", down: true },
  issued: { key: sql`f.issued`, type: "timestamptz", down: true },
  name: { key: sql`f.name collate "C"`, type: "text", down: false },
  uses: { key: sql`(f.downloads + f.calls)`, type: "bigint", down: true },
  id: { key: sql`f.dataset_id`, type: "uuid", down: false },
} as const;
export type FaceSort = keyof typeof faceSorts | "relevance";

export interface FacePlace {
  readonly key: string;
  readonly id: string;
}

type Read = Uses & { readonly doc: PublicDataset; readonly place: string };

function orderOf(sort: FaceSort, filter: FaceFilter) {
  if (sort === "relevance")
    return { key: sql`array_position(${[...(filter.ids ?? [])]}::uuid[], f.dataset_id)`, type: "bigint", down: false };
  return faceSorts[sort];
}

/** Behind a place, or from an offset on. */
export async function pageOfFaces(
  db: Db,
  filter: FaceFilter,
  sort: FaceSort,
  page: { readonly limit: number; readonly offset: number; readonly after: FacePlace | null },
): Promise<Read[]> {
  const { key, type, down } = orderOf(sort, filter);
  const way = sql.raw(down ? "desc" : "asc");
  const behind =
    page.after === null
      ? sql`true`
      : sql`(${key}, f.dataset_id) ${sql.raw(down ? "<" : ">")} (${page.after.key}::${sql.raw(type)}, ${page.after.id}::uuid)`;
  const { rows } = await sql<Read>`
    select f.doc, f.downloads, f.calls, f.applications, (${key})::text as place
    from portal.face f
    where ${conditionsOf(filter)} and ${behind}
    order by ${key} ${way}, f.dataset_id ${way}
    limit ${page.limit} offset ${page.offset}`.execute(tables(db));
  return rows;
}

export async function countFaces(db: Db, filter: FaceFilter): Promise<number> {
  const { rows } = await sql<{ total: number }>`
    select count(*) as total from portal.face f where ${conditionsOf(filter)}`.execute(tables(db));
  return rows[0]?.total ?? 0;
}

/** By code or id; `undefined` for one that is not open. */
export async function findFace(db: Db, key: string): Promise<Read | undefined> {
  // Told apart here, so that either is found by its index.
  const isId = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i.test(key);
  const named = isId ? sql`(f.code = ${key} or f.dataset_id = ${key}::uuid)` : sql`f.code = ${key}`;
  const { rows } = await sql<Read>`
    select f.doc, f.downloads, f.calls, f.applications, '' as place
    from portal.face f
    where ${named} and f.withdrawn_at is null`.execute(tables(db));
  return rows[0];
}

/** Open ones whose small counts are told by another number than this. */
export async function suppressedOtherwise(db: Db, below: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select f.dataset_id as id from portal.face f
    where f.withdrawn_at is null and (f.doc->'suppression'->>'below')::int <> ${below}
    order by f.dataset_id limit 1000`.execute(tables(db));
  return rows.map(({ id }) => id);
}

/** Those withdrawn at or after an instant, oldest first. */
export async function withdrawnFaces(
  db: Db,
  since: string,
  limit: number,
): Promise<{ id: string; code: string; title: string; withdrawnAt: Date }[]> {
  const { rows } = await sql<{ id: string; code: string; title: string; withdrawnAt: Date }>`
    select f.dataset_id as id, f.code, f.name as title, f.withdrawn_at
    from portal.face f
    where f.withdrawn_at >= ${since}::timestamptz
    order by f.withdrawn_at, f.dataset_id limit ${limit}`.execute(tables(db));
  return rows;
}

export interface FacetCount {
  readonly facet: string;
  readonly value: string;
  readonly count: number;
}

/** All facets in one pass over what the filter leaves. */
export async function facetCounts(db: Db, filter: FaceFilter): Promise<FacetCount[]> {
  const { rows } = await sql<FacetCount>`
    with hit as materialized (select f.* from portal.face f where ${conditionsOf(filter)}),
    value as (
      select 'department' as facet, h.department as value from hit h
      union all select 'division', h.division from hit h
      union all select 'theme', h.theme from hit h
      union all select 'licence', h.licence from hit h
      union all select 'access', h.access from hit h
      union all select 'keyword', k from hit h cross join unnest(h.keywords) k
      union all select 'format', k from hit h cross join unnest(h.formats) k
    ), counted as (
      select v.facet, v.value, count(*) as count,
        row_number() over (partition by v.facet order by count(*) desc, v.value collate "C") as place
      from value v where v.value <> '' group by v.facet, v.value
    )
    select c.facet, c.value, c.count from counted c where c.place <= 50 order by c.facet, c.place`.execute(tables(db));
  return rows;
}

export interface DepartmentCount {
  readonly department: string;
  readonly datasets: number;
  readonly conditional: number;
  readonly rowCount: number;
  readonly downloads: number;
  readonly calls: number;
  readonly applications: number;
  readonly onTime: number;
  readonly modified: Date;
}

export async function departmentCounts(db: Db, now: Date): Promise<DepartmentCount[]> {
  const { rows } = await sql<DepartmentCount>`
    select f.department, count(*) as datasets, count(*) filter (where f.access = 'conditional') as conditional,
      sum(f.row_count)::bigint as row_count, sum(f.downloads)::bigint as downloads, sum(f.calls)::bigint as calls,
      sum(f.applications)::bigint as applications,
      count(*) filter (where f.next_update_by is null or f.next_update_by >= ${now}) as on_time,
      max(f.modified) as modified
    from portal.face f where f.withdrawn_at is null
    group by f.department order by count(*) desc, f.department`.execute(tables(db));
  return rows;
}

/** Uses of a day join what stands beside the face. */
export async function addUse(
  db: Db,
  use: { datasetId: string; day: string; kind: "download" | "call"; uses: number; rowCount: number },
): Promise<void> {
  await sql`
    with day as (
      insert into portal.use_day (dataset_id, day, kind, uses, row_count)
      values (${use.datasetId}, ${use.day}::date, ${use.kind}, ${use.uses}, ${use.rowCount})
      on conflict (dataset_id, day, kind) do update set
        uses = use_day.uses + excluded.uses, row_count = use_day.row_count + excluded.row_count)
    update portal.face set
      downloads = downloads + ${use.kind === "download" ? use.uses : 0},
      calls = calls + ${use.kind === "call" ? use.uses : 0}
    where dataset_id = ${use.datasetId}`.execute(tables(db));
}

export async function setApplications(db: Db, datasetId: string): Promise<void> {
  await sql`
    update portal.face set applications = (
      select count(*) from portal.application_dataset d join portal.application a on a.id = d.application_id
      where d.dataset_id = ${datasetId} and a.state = 'listed')
    where dataset_id = ${datasetId}`.execute(tables(db));
}

/** How often it was used, also of one withdrawn; undefined before the first opening. */
export async function findFaceFacts(
  db: Db,
  datasetId: string,
): Promise<(Uses & { readonly issued: Date; readonly modified: Date }) | undefined> {
  const { rows } = await sql<Uses & { issued: Date; modified: Date }>`
    select f.downloads, f.calls, f.applications, f.issued, f.modified
    from portal.face f where f.dataset_id = ${datasetId}`.execute(tables(db));
  return rows[0];
}
