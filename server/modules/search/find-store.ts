import type { RawBuilder } from "kysely";
import type { SearchFacet, SearchKind } from "#contract/search";
import { type Db, sql } from "#kernel/db/db";
import type { Doc } from "./doc.ts";
import type { Standing } from "./score.ts";
import type { Asked } from "./tsquery.ts";
import { readTexts, type Texts } from "./texts.ts";

export interface HitFilter {
  /** Whose working copies are seen; of other departments only what is published. */
  readonly scope: "all" | readonly string[];
  readonly kind?: SearchKind | undefined;
  readonly department?: string | undefined;
  readonly theme?: string | undefined;
  readonly shareClass?: string | undefined;
  readonly updateCycle?: string | undefined;
  readonly grade?: string | undefined;
  readonly hasData?: boolean | undefined;
}

type Condition = RawBuilder<boolean>;
const tables = (db: Db) => db.withTables<never>();

/** A working copy inside the scope, the published version outside it: each entry at most once. */
function isVisible(scope: HitFilter["scope"]): Condition {
  if (scope === "all") return sql`e.audience in ('inside', 'everyone')`;
  const isOwn = sql`coalesce(e.department = any(${[...scope]}::text[]), false)`;
  return sql`(e.audience = 'everyone' or (e.audience = 'inside' and ${isOwn}) or (e.audience = 'outside' and not ${isOwn}))`;
}

export const facetColumns: Readonly<Record<SearchFacet, string>> = {
  kind: "kind",
  department: "department",
  theme: "theme",
  shareClass: "share_class",
  updateCycle: "update_cycle",
  grade: "grade",
  hasData: "has_data",
};
const facetNames = Object.keys(facetColumns) as readonly SearchFacet[];

function filterCondition(alias: string, facet: SearchFacet, filter: HitFilter): Condition[] {
  const value = filter[facet];
  if (value === undefined) return [];
  const column = sql.raw(`${alias}.${facetColumns[facet]}`);
  // Whether there are data is asked of resources.
  return facet === "hasData"
    ? [sql`(${column} = ${value} and ${sql.raw(alias)}.kind = 'resource')`]
    : [sql`${column} = ${value}`];
}

const allOf = (conditions: readonly Condition[]): Condition =>
  conditions.length === 0 ? sql`true` : sql`${sql.join(conditions, sql` and `)}`;

/** A dataset repeats the resource it is made of, an external entry is not the hub's: only whoever asks for them meets them. */
const ofKinds = ({ kind }: HitFilter): Condition[] =>
  kind === undefined ? [sql`e.kind not in ('dataset', 'external')`] : [];

const isMet = (question: Asked): Condition => allOf(question.map((one) => sql`e.terms @@ ${one}::tsquery`));

const narrowed = (filter: HitFilter): Condition =>
  allOf([
    isVisible(filter.scope),
    ...ofKinds(filter),
    ...facetNames.flatMap((facet) => filterCondition("e", facet, filter)),
  ]);

/**
 * Reading goes through the inverted index whatever the planner thinks of a common word: it does not count what a lexeme
 * list costs that stands outside its row.
 */
export async function preferIndex(db: Db): Promise<void> {
  await sql`select set_config('enable_seqscan', 'off', true), set_config('jit', 'off', true)`.execute(tables(db));
}

export interface Choice {
  readonly numbers: readonly number[];
  /** Hits of the last question, which is the widest; counted up to `mostLooked`. */
  readonly total: number;
}

/** Hits of one question that are looked at: of a word that stands nearly everywhere not all. */
export const mostLooked = 5000;

/**
 * The hits that stand highest, for each of these questions, the narrower first; for the last also among what is used. Where
 * a narrower one has more hits than are looked at, a wider one is not asked: its further hits say less.
 */
export async function candidates(
  db: Db,
  questions: readonly Asked[],
  filter: HitFilter,
  most: number,
): Promise<Choice> {
  const widest = questions.at(-1);
  if (widest === undefined) return { numbers: [], total: 0 };
  const hits = (question: Asked) => sql`${isMet(question)} and ${narrowed(filter)}`;
  const name = (at: number) => sql.raw(`h${at}`);
  const found = questions.map((question, at) => {
    const isOpen = at === 0 ? sql`` : sql`and (select count(*) from ${name(at - 1)}) < ${mostLooked}`;
    return sql`${name(at)} as materialized (
      select e.number, e.standing from search.entry e where ${hits(question)} ${isOpen} limit ${mostLooked})`;
  });
  const used = sql`(
    select e.number
    from search.entry e
    where e.uses > 0 and ${hits(widest)}
    order by e.standing desc, e.number
    limit ${most})`;
  const best = questions.map(
    (_, at) => sql`(select h.number from ${name(at)} h order by h.standing desc, h.number limit ${most})`,
  );
  const counts = questions.map((_, at) => sql`(select count(*) from ${name(at)})`);
  const { rows } = await sql<{ number: number; total: number }>`
    with ${sql.join(found)}
    select u.number, greatest(${sql.join(counts)}) as total
    from (${sql.join([used, ...best], sql` union `)}) u`.execute(tables(db));
  return { numbers: rows.map(({ number }) => number), total: rows[0]?.total ?? 0 };
}

export type Candidate = Standing & {
  readonly number: number;
  readonly ref: string;
  readonly department: string | null;
  readonly shareClass: string | null;
  readonly grade: string | null;
  readonly texts: Texts;
};

export async function readCandidates(db: Db, numbers: readonly number[]): Promise<Candidate[]> {
  if (numbers.length === 0) return [];
  const { rows } = await sql<Omit<Candidate, "texts"> & { texts: string }>`
    select
      e.number, e.kind, e.ref, e.department, e.share_class, e.grade, e.has_data, e.loaded_at, e.update_cycle,
      e.quality::float8 as quality, e.uses, e.texts
    from search.entry e
    where e.number = any(${[...numbers]}::bigint[])
    order by e.number`.execute(tables(db));
  return rows.map((row) => ({ ...row, texts: readTexts(row.texts) }));
}

export interface Shown {
  readonly number: number;
  readonly doc: Doc;
  /** The department's names; null where it is not known. */
  readonly departmentName: { readonly zh: string; readonly en: string } | null;
}

/** What is shown of a page's entries. */
export async function readShown(db: Db, numbers: readonly number[]): Promise<Map<number, Shown>> {
  if (numbers.length === 0) return new Map();
  const { rows } = await sql<Shown>`
    select e.number, e.doc, d.names as department_name
    from search.entry e
    left join lateral (
      select jsonb_build_object('zh', n.doc ->> 'name', 'en', n.doc ->> 'nameEn') as names
      from search.entry n
      where n.kind = 'department' and n.ref = e.department
      order by n.number
      limit 1
    ) d on true
    where e.number = any(${[...numbers]}::bigint[])`.execute(tables(db));
  return new Map(rows.map((row) => [row.number, row]));
}

/** Every hit of one kind, those that stand highest first. */
export async function refsOf(db: Db, question: Asked, filter: HitFilter, most: number): Promise<string[]> {
  const { rows } = await sql<{ ref: string }>`
    select e.ref from search.entry e
    where ${isMet(question)} and ${narrowed(filter)}
    order by e.standing desc, e.number
    limit ${most}`.execute(tables(db));
  return rows.map(({ ref }) => ref);
}

/** How many hits there are, up to `mostLooked`. */
export async function countHits(db: Db, question: Asked, filter: HitFilter): Promise<number> {
  const { rows } = await sql<{ total: number }>`
    select count(*) as total
    from (
      select 1 from search.entry e where ${isMet(question)} and ${narrowed(filter)} limit ${mostLooked}
    ) as h`.execute(tables(db));
  return rows[0]?.total ?? 0;
}

export interface FacetRow {
  readonly facet: SearchFacet | "total";
  readonly value: string;
  readonly count: number;
}

/** Hits are found once; each facet is counted under the filters of the others. */
export async function countFacets(db: Db, question: Asked, filter: HitFilter, most: number): Promise<FacetRow[]> {
  const underOthers = (own: SearchFacet | null) =>
    allOf(facetNames.filter((facet) => facet !== own).flatMap((facet) => filterCondition("h", facet, filter)));
  const counted = facetNames.map((facet) => {
    const column = sql.raw(`h.${facetColumns[facet]}`);
    const only = facet === "hasData" ? sql`and h.kind = 'resource'` : sql``;
    return sql`(
      select ${facet} as facet, ${column}::text as value, count(*) as count
      from h
      where ${underOthers(facet)} and ${column} is not null and ${column}::text <> '' ${only}
      group by ${column}
      order by count(*) desc, ${column}
      limit ${most})`;
  });
  const total = sql`(select 'total' as facet, '' as value, count(*) as count from h where ${underOthers(null)})`;
  const { rows } = await sql<FacetRow>`
    with h as materialized (
      select e.kind, e.department, e.theme, e.share_class, e.update_cycle, e.grade, e.has_data
      from search.entry e
      where ${isMet(question)} and ${allOf([isVisible(filter.scope), ...ofKinds(filter)])}
    )
    ${sql.join([total, ...counted], sql` union all `)}`.execute(tables(db));
  return rows;
}

export interface Concept {
  readonly word: number;
  readonly kind: "element" | "department" | "system";
  readonly ref: string;
  readonly name: string;
  /** Folded, the name first, one to a line. */
  readonly names: string;
}

/** Elements, departments and systems whose names meet each of these questions, shortest names first. */
export async function conceptsOf(
  db: Db,
  questions: readonly (string | null)[],
  scope: HitFilter["scope"],
  most: number,
): Promise<Concept[]> {
  if (questions.every((question) => question === null)) return [];
  const { rows } = await sql<Concept>`
    select q.place::int - 1 as word, c.kind, c.ref, c.name, c.names
    from unnest(${[...questions]}::text[]) with ordinality as q (question, place)
    cross join lateral (
      select
        e.kind, e.ref, e.doc ->> 'name' as name,
        concat_ws(
          E'\\n', split_part(e.texts, E'\\x01', 1), split_part(e.texts, E'\\x01', 2), split_part(e.texts, E'\\x01', 3)) as names
      from search.entry e
      where e.terms @@ q.question::tsquery and e.kind in ('element', 'department', 'system') and ${isVisible(scope)}
      order by e.name_length, e.number
      limit ${most}
    ) as c
    where q.question is not null`.execute(tables(db));
  return rows;
}

/** Names of departments, by code; those that are not known stand for themselves. */
export async function departmentNames(
  db: Db,
  codes: readonly string[],
): Promise<Map<string, { zh: string; en: string }>> {
  if (codes.length === 0) return new Map();
  const { rows } = await sql<{ ref: string; zh: string; en: string }>`
    select e.ref, e.doc ->> 'name' as zh, e.doc ->> 'nameEn' as en
    from search.entry e
    where e.kind = 'department' and e.ref = any(${[...codes]}::text[])`.execute(tables(db));
  return new Map(rows.map(({ ref, zh, en }) => [ref, { zh, en }]));
}
