import type { Colour, CommitmentFilter } from "#contract/clock";
import type { RawBuilder } from "kysely";
import { type Db, sql } from "#kernel/db/db";
import type { ColourEdges } from "./signals.ts";
import type { CommitmentRow, Tables } from "./store.ts";

export interface ListFilter extends CommitmentFilter {
  /** What the reader may see: everything, or what these departments owe or wait for. */
  readonly scope: "all" | readonly string[];
  readonly edges: ColourEdges;
  readonly me: string;
}

type Condition = RawBuilder<boolean>;

/** The same question asked of commitments and of their tally, both under the name `c`. */
interface Terms {
  readonly isOpen: Condition;
  readonly order: RawBuilder<string>;
  readonly isWarned: Condition;
}

const ofCommitments: Terms = {
  isOpen: sql`c.ended_at is null`,
  order: sql`c.order_on`,
  isWarned: sql`c.warned_at is not null`,
};
const ofTally: Terms = {
  isOpen: sql`c.state in ('running', 'paused', 'missed')`,
  order: sql`coalesce(c.due_on, date '9999-12-31')`,
  isWarned: sql`c.is_warned`,
};

const never = sql`date '9999-12-31'`;
const all = (conditions: readonly Condition[]): Condition => sql<boolean>`(${sql.join([...conditions], sql` and `)})`;
const any = (column: "owed_by" | "owed_to", departments: readonly string[]): Condition =>
  sql`${sql.ref(`c.${column}`)} = any(${[...departments]}::text[])`;

/** Colours are stretches of due days, so that each is one stretch of an index. Keep with `colourOf` in signals.ts. */
function isColoured(colour: Colour, edges: ColourEdges, { order, isWarned }: Terms): Condition {
  switch (colour) {
    case "red":
      return sql`${order} < ${edges.today}::date`;
    case "orange":
      return sql`(${order} >= ${edges.today}::date and ${order} <= ${edges.orangeTo}::date)`;
    case "blue":
      return sql`(${order} > ${edges.orangeTo}::date and ${order} < ${never} and (${order} <= ${edges.blueTo}::date or ${isWarned}))`;
    case "plain":
      return sql`(${order} > ${edges.blueTo}::date and ${order} < ${never} and not (${isWarned}))`;
    case "paused":
      return sql`${order} = ${never}`;
    case "none":
      return sql`false`;
  }
}

const closedStates: ReadonlySet<string> = new Set(["met", "met-late", "dropped"]);
const isClosed = ({ state }: ListFilter): boolean => state !== undefined && closedStates.has(state);

/** What the tally can answer too. */
function countable(filter: ListFilter, terms: Terms): Condition[] {
  const { state, colour, kind, owedBy, edges } = filter;
  return [
    // Said although the state implies it: the indexes are kept for open and for ended ones.
    isClosed(filter) ? sql<boolean>`not (${terms.isOpen})` : terms.isOpen,
    ...(state === undefined ? [] : [sql<boolean>`c.state = ${state}`]),
    ...(owedBy === undefined ? [] : [any("owed_by", [owedBy])]),
    ...(state === "paused" ? [sql<boolean>`${terms.order} = ${never}`] : []),
    ...(colour === undefined ? [] : [isColoured(colour, edges, terms)]),
    ...(kind === undefined ? [] : [sql<boolean>`c.kind = ${kind}`]),
  ];
}

/** The tally does not know who waits. */
const sides = ({ owedTo, department, scope }: ListFilter): Condition[] => [
  ...(owedTo === undefined ? [] : [any("owed_to", [owedTo])]),
  ...(department === undefined
    ? []
    : [sql<boolean>`(${any("owed_by", [department])} or ${any("owed_to", [department])})`]),
  ...(scope === "all" ? [] : [sql<boolean>`(${any("owed_by", scope)} or ${any("owed_to", scope)})`]),
];

/** What only the commitments themselves can answer. */
function particular(filter: ListFilter): Condition[] {
  const pattern = filter.q === undefined ? null : `%${filter.q.replaceAll(/[%_\\]/g, String.raw`\$&`)}%`;
  return [
    ...(filter.level === undefined ? [] : [sql<boolean>`c.level = ${filter.level}`]),
    ...(filter.assignedToMe === undefined
      ? []
      : [sql<boolean>`(c.assignee_id is not distinct from ${filter.me}::text) = ${filter.assignedToMe}`]),
    ...(filter.calledIn === undefined ? [] : [sql<boolean>`(c.called_in_at is not null) = ${filter.calledIn}`]),
    ...(filter.asksExtension === undefined ? [] : [sql<boolean>`c.asks_extension = ${filter.asksExtension}`]),
    ...(filter.subjectModule === undefined ? [] : [sql<boolean>`c.subject_module = ${filter.subjectModule}`]),
    ...(filter.subjectId === undefined ? [] : [sql<boolean>`c.subject_id = ${filter.subjectId}`]),
    ...(pattern === null
      ? []
      : [sql<boolean>`(c.subject_title ilike ${pattern} or c.subject_number ilike ${pattern})`]),
  ];
}

export interface Place {
  readonly orderOn: string;
  readonly id: string;
}

/** Open ones by due day, earliest first, paused last; ended ones latest first. */
export async function pageOfCommitments(
  db: Db,
  filter: ListFilter,
  limit: number,
  after?: Place,
): Promise<CommitmentRow[]> {
  const direction = isClosed(filter) ? sql`desc` : sql`asc`;
  const comes = isClosed(filter) ? sql`<` : sql`>`;
  const past = after ? [sql<boolean>`(c.order_on, c.id) ${comes} (${after.orderOn}::date, ${after.id}::uuid)`] : [];
  const where = all([...countable(filter, ofCommitments), ...particular(filter), ...sides(filter), ...past]);
  const ordered = sql`order by c.order_on ${direction}, c.id ${direction} limit ${limit}`;
  // Each department's own index is read up to a page and the pages are merged: that costs the same at any number of
  // commitments, where one walk over all of them would pass everybody else's.
  const branch = (column: "owed_by" | "owed_to", departments: readonly string[], except: readonly Condition[] = []) =>
    sql`select b.* from unnest(${[...departments]}::text[]) d (code) cross join lateral (
      select c.* from clock.commitment c where ${all([sql`${sql.ref(`c.${column}`)} = d.code`, ...except, where])} ${ordered}
    ) b`;
  const either = (departments: readonly string[]) =>
    sql`select c.* from (
      ${branch("owed_by", departments)} union all
      ${branch("owed_to", departments, [sql<boolean>`not ${any("owed_by", departments)}`])}
    ) c ${ordered}`;
  const whole = sql`select c.* from clock.commitment c where ${where} ${ordered}`;
  const { scope, department, owedBy, owedTo } = filter;
  const narrow = department === undefined ? (scope === "all" ? null : scope) : [department];
  const query = narrow === null || owedBy !== undefined || owedTo !== undefined ? whole : either(narrow);
  const result = await sql<CommitmentRow>`${query}`.execute(db.withTables<Tables>());
  return result.rows;
}

export async function countCommitments(db: Db, filter: ListFilter): Promise<number> {
  const own = [...particular(filter), ...sides(filter)];
  const query =
    own.length === 0
      ? sql`select coalesce(sum(c.count), 0)::bigint as total from clock.tally c where ${all(countable(filter, ofTally))}`
      : sql`select count(*) as total from clock.commitment c
          where ${all([...countable(filter, ofCommitments), ...own])}`;
  const result = await sql<{ total: number }>`${query}`.execute(db.withTables<Tables>());
  return result.rows[0]?.total ?? 0;
}

export interface CountRow {
  kind: string;
  owedBy: string;
  colour: Exclude<Colour, "none">;
  total: number;
}

/** Open ones by kind, department that owes, and colour. */
export async function countsByColour(db: Db, filter: ListFilter): Promise<CountRow[]> {
  const own = sides(filter);
  const terms = own.length === 0 ? ofTally : ofCommitments;
  const is = (colour: Colour) => isColoured(colour, filter.edges, terms);
  const total = own.length === 0 ? sql`sum(c.count)::bigint` : sql`count(*)`;
  const table = own.length === 0 ? sql`clock.tally` : sql`clock.commitment`;
  const result = await sql<CountRow>`
    select c.kind, c.owed_by,
      case when ${is("red")} then 'red' when ${is("orange")} then 'orange' when ${is("blue")} then 'blue'
        when ${is("paused")} then 'paused' else 'plain' end as colour,
      ${total} as total
    from ${table} c
    where ${all([...countable(filter, terms), ...own])}
    group by 1, 2, 3
    having ${total} <> 0
    order by 1, 2, 3`.execute(db.withTables<Tables>());
  return result.rows;
}

/**
 * Folds the lines that changes have added since into one per kind of line. In one statement, so that every reader sees the
 * lines before or after; only where there is enough to fold, and by one process at a time.
 */
export async function foldTally(db: Db): Promise<void> {
  await sql`
    with worth as materialized (
      select 1 from clock.tally t
      having count(*) filter (where not t.is_folded) > 500
        and count(*) filter (where not t.is_folded) > count(*) filter (where t.is_folded) / 4
        and pg_try_advisory_xact_lock(hashtext('clock.tally'))
    ), gone as (
      delete from clock.tally t where exists (select 1 from worth) returning t.*
    )
    insert into clock.tally (owed_by, kind, state, due_on, is_warned, count, is_folded)
    select g.owed_by, g.kind, g.state, g.due_on, g.is_warned, sum(g.count), true
    from gone g
    group by 1, 2, 3, 4, 5
    having sum(g.count) <> 0`.execute(db.withTables<Tables>());
}
