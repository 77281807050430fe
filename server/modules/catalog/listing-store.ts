import type { RawBuilder } from "kysely";
import type { ResourceRow, ShareClass, Stage, UpdateCycle } from "#contract/catalog";
import type { DataGrade } from "#contract/dictionary";
import { type Db, sql } from "#kernel/db/db";
import type { StoredResource, Tables } from "./store.ts";

/** One word of a question: it hits the text of a listing, a department of that name, or an element of that other name. */
export interface Word {
  readonly text: string;
  readonly departments: readonly string[];
  readonly elements: readonly string[];
}

export interface ListingFilter {
  /** Whose working copies are seen; of other departments only what is published. */
  readonly scope: "all" | readonly string[];
  /** All of them must hit. */
  readonly words: readonly Word[];
  readonly department?: string | undefined;
  /** Withdrawn ones only where it asks for them. */
  readonly stage?: Stage | undefined;
  readonly shareClass?: string | undefined;
  readonly updateCycle?: string | undefined;
  readonly grade?: string | undefined;
  readonly theme?: string | undefined;
  readonly element?: string | undefined;
  readonly hasData?: boolean | undefined;
}

/** A row of the list without the department's name, which is the registry's; with what the cursor needs. */
export type ListingRow = Omit<ResourceRow, "departmentName" | "data"> &
  Pick<StoredResource, "number" | "publishedAt" | "rowCount" | "loadId" | "loadedAt" | "score" | "checkedAt"> & {
    readonly sortKey: string;
  };

type Condition = RawBuilder<boolean>;

/** A working copy inside the scope, the published version outside it: each resource at most once. */
function isVisible(scope: ListingFilter["scope"]): Condition {
  if (scope === "all") return sql`l.audience = 'inside'`;
  const isOwn = sql`l.department = any(${[...scope]}::text[])`;
  return sql`((l.audience = 'inside' and ${isOwn}) or (l.audience = 'outside' and not ${isOwn}))`;
}

function isHit(word: Word): Condition {
  const pattern = `%${word.text.replaceAll(/[%_\\]/g, String.raw`\$&`)}%`;
  return sql`(
    l.search_text like ${pattern}
    or l.department = any(${[...word.departments]}::text[])
    or l.elements && ${[...word.elements]}::text[])`;
}

function conditionsOf(filter: ListingFilter): Condition {
  const conditions = [isVisible(filter.scope), ...filter.words.map(isHit)];
  const equal = (column: string, value: string | undefined) =>
    value !== undefined && conditions.push(sql`${sql.ref(column)} = ${value}`);
  if (filter.stage === undefined) conditions.push(sql`l.stage <> 'withdrawn'`);
  equal("l.stage", filter.stage);
  equal("l.department", filter.department);
  equal("l.shareClass", filter.shareClass);
  equal("l.updateCycle", filter.updateCycle);
  equal("l.grade", filter.grade);
  equal("l.theme", filter.theme);
  if (filter.element !== undefined) conditions.push(sql`l.elements @> array[${filter.element}]::text[]`);
  if (filter.hasData !== undefined) conditions.push(sql`(r.load_id is not null) = ${filter.hasData}`);
  return sql.join(conditions, sql` and `);
}

interface Sort {
  /** Compared as one row value, all in one direction; the number makes the order total. */
  readonly by: readonly RawBuilder<unknown>[];
  readonly direction: "asc" | "desc";
  /** The same values of a row that was answered, as they go into a cursor. */
  readonly keyOf: (row: ListingRow) => readonly (string | number)[];
  readonly keyTypes: readonly ("text" | "bigint" | "float8" | "timestamptz")[];
}

const longAgo = "1970-01-01T00:00:00.000Z";

/** Chinese names in the order of their pinyin; numbers and dates largest first, resources without one last. */
export const sorts = {
  name: {
    by: [sql`l.sort_key`, sql`r.number`],
    direction: "asc",
    keyOf: (row) => [row.sortKey, row.number],
    keyTypes: ["text", "bigint"],
  },
  department: {
    by: [sql`l.department collate "C"`, sql`l.sort_key`, sql`r.number`],
    direction: "asc",
    keyOf: (row) => [row.department, row.sortKey, row.number],
    keyTypes: ["text", "text", "bigint"],
  },
  rows: {
    by: [sql`coalesce(r.row_count, -1)`, sql`r.number`],
    direction: "desc",
    keyOf: (row) => [row.rowCount ?? -1, row.number],
    keyTypes: ["bigint", "bigint"],
  },
  score: {
    by: [sql`coalesce(r.score, -1)`, sql`r.number`],
    direction: "desc",
    keyOf: (row) => [row.score ?? -1, row.number],
    keyTypes: ["float8", "bigint"],
  },
  loaded: {
    by: [sql`coalesce(r.loaded_at, ${longAgo}::timestamptz)`, sql`r.number`],
    direction: "desc",
    keyOf: (row) => [row.loadedAt?.toISOString() ?? longAgo, row.number],
    keyTypes: ["timestamptz", "bigint"],
  },
  published: {
    by: [sql`coalesce(r.published_at, ${longAgo}::timestamptz)`, sql`r.number`],
    direction: "desc",
    keyOf: (row) => [row.publishedAt?.toISOString() ?? longAgo, row.number],
    keyTypes: ["timestamptz", "bigint"],
  },
} as const satisfies Readonly<Record<string, Sort>>;
export type SortName = keyof typeof sorts;

export interface PageAsk {
  readonly sort: SortName;
  readonly limit: number;
  /** Key of the last row of the page before, as `keyOf` gave it. */
  readonly after?: readonly (string | number)[] | undefined;
}

export async function pageOfListings(db: Db, filter: ListingFilter, ask: PageAsk): Promise<ListingRow[]> {
  const { by, direction, keyTypes }: Sort = sorts[ask.sort];
  const order = sql.join(by.map((column) => sql`${column} ${sql.raw(direction)}`));
  const key = ask.after && sql.join(keyTypes.map((type, index) => sql`${ask.after?.[index]}::${sql.raw(type)}`));
  const isAfter = key ? sql`and (${sql.join(by)}) ${sql.raw(direction === "asc" ? ">" : "<")} (${key})` : sql``;
  const result = await sql<ListingRow>`
    select
      l.resource_id as id, r.code, l.name, l.name_en, l.abstract, l.department, l.theme, l.share_class,
      l.update_cycle, l.grade, l.stage, r.published_version, l.item_count, r.is_invented, l.sort_key,
      r.number, r.published_at, r.row_count, r.load_id, r.loaded_at, r.score, r.checked_at
    from catalog.listing l
    join catalog.resource r on r.id = l.resource_id
    where ${conditionsOf(filter)} ${isAfter}
    order by ${order}
    limit ${ask.limit}`.execute(db.withTables<Tables>());
  return result.rows;
}

/** The outer join finds the same rows and is left out by the planner where no condition looks at the resource. */
export async function countListings(db: Db, filter: ListingFilter): Promise<number> {
  const result = await sql<{ total: number }>`
    select count(*) as total
    from catalog.listing l
    left join catalog.resource r on r.id = l.resource_id
    where ${conditionsOf(filter)}`.execute(db.withTables<Tables>());
  return result.rows[0]?.total ?? 0;
}

/** One cell of the one count: every figure of `CatalogCounts` is a sum over these. */
export interface Tally {
  readonly department: string;
  readonly stage: Stage;
  readonly shareClass: ShareClass;
  readonly grade: DataGrade;
  readonly updateCycle: UpdateCycle;
  readonly theme: string;
  readonly total: number;
  readonly loaded: number;
  readonly itemCount: number;
  readonly mappedItemCount: number;
  readonly rowCount: number;
}

/** Withdrawn ones included, as their own stage. */
export async function tallies(db: Db, scope: ListingFilter["scope"]): Promise<Tally[]> {
  const result = await sql<Tally>`
    select
      l.department, l.stage, l.share_class, l.grade, l.update_cycle, l.theme, count(*) as total, count(r.load_id) as loaded,
      sum(l.item_count)::bigint as item_count, sum(l.mapped_item_count)::bigint as mapped_item_count,
      coalesce(sum(r.row_count), 0)::bigint as row_count
    from catalog.listing l
    join catalog.resource r on r.id = l.resource_id
    where ${isVisible(scope)}
    group by l.department, l.stage, l.share_class, l.grade, l.update_cycle, l.theme
    order by l.department collate "C", l.stage, l.share_class, l.grade, l.update_cycle, l.theme`.execute(
    db.withTables<Tables>(),
  );
  return result.rows;
}

/**
 * The visible resource of exactly this name: the given department's first, then by number. A withdrawn one has given its
 * name back; its id, number and code still lead to it.
 */
export async function findByName(
  db: Db,
  scope: ListingFilter["scope"],
  name: string,
  department: string | null,
): Promise<string | undefined> {
  const result = await sql<{ id: string }>`
    select l.resource_id as id
    from catalog.listing l
    join catalog.resource r on r.id = l.resource_id
    where ${isVisible(scope)} and lower(l.name) = lower(${name}) and l.stage <> 'withdrawn'
    order by (l.department = ${department}) desc nulls last, r.number
    limit 1`.execute(db.withTables<Tables>());
  return result.rows[0]?.id;
}
