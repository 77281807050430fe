import type { EdgeKind, NodeKind } from "#contract/graph";
import { type Db, sql } from "#kernel/db/db";

/** Which streams a map is made of. */
export interface StreamFilter {
  readonly at: Date;
  /** `YYYY-MM-DD`, inclusive. */
  readonly until: string;
  readonly since: string | null;
  /** Beginning of the stretch that `usesBefore` counts; it ends the day before `since`. */
  readonly before: string | null;
  readonly kind: EdgeKind | null;
  /** Only streams that begin or end in one of these nodes. */
  readonly nodes: readonly string[] | null;
  readonly department: string | null;
  readonly side: "both" | "gives" | "gets";
  /** Only streams that touch one of these departments. */
  readonly scope: readonly string[] | null;
}

export interface StreamRow {
  /** Node, or the department as a node where streams are gathered by department. */
  from: string;
  to: string;
  kind: EdgeKind;
  /** One edge where streams are not gathered; 0 else. */
  edge: number;
  streams: number;
  resources: number;
  uses: number;
  rowCount: number;
  usesBefore: number;
  usesEver: number;
  /** `YYYY-MM-DD` */
  lastUseOn: string | null;
  firstAt: Date;
}

/** How streams are gathered: by the departments at both ends, by the nodes, or not at all. */
export type Gathering = "departments" | "nodes" | "none";

const departmentPlace = (alias: "f" | "t") => {
  const at = sql.raw(alias);
  return sql`case when ${at}.kind in ('library', 'department') or ${at}.department is null then ${at}.id
    else 'department:' || ${at}.department end`;
};

/** Streams that held at `at`, joined with both their nodes: `e`, `f`, `t`. */
function held({ at, kind, nodes, department, side, scope }: StreamFilter, join = sql``) {
  const of = { gives: sql`f.department = ${department}`, gets: sql`t.department = ${department}` };
  const chosen = side === "both" ? sql`(${of.gives} or ${of.gets})` : of[side];
  const whole = sql`true`;
  return sql`from graph.edge e
    join graph.node f on f.number = e.from_number
    join graph.node t on t.number = e.to_number
    ${join}
    where e.first_at <= ${at} and (e.ended_at is null or e.ended_at > ${at})
      and ${kind === null ? whole : sql`e.kind = ${kind}`}
      and ${nodes === null ? whole : sql`(f.id = any(${[...nodes]}::text[]) or t.id = any(${[...nodes]}::text[]))`}
      and ${department === null ? whole : chosen}
      and ${scope === null ? whole : sql`(f.department = any(${[...scope]}::text[]) or t.department = any(${[...scope]}::text[]))`}`;
}

/** Uses by edge in the asked time; of all time up to today the edges themselves know. */
function usesByEdge({ since, before, until }: StreamFilter, isToday: boolean) {
  if (since === null && isToday)
    return {
      join: sql``,
      uses: sql`e.uses`,
      rows: sql`e.row_count`,
      earlier: sql`0`,
      ever: sql`e.uses`,
      last: sql`e.last_use_on`,
    };
  const asked = since === null ? sql`true` : sql`d.day >= ${since}::date`;
  const earlier = before === null ? sql`false` : sql`d.day >= ${before}::date and d.day < ${since}::date`;
  // Of today's picture only the days since `before` are read; what came earlier the edges know.
  const from = isToday && before !== null ? sql`and d.day >= ${before}::date` : sql``;
  return {
    join: sql`left join (
      select d.edge, sum(d.uses) filter (where ${asked}) as uses, sum(d.row_count) filter (where ${asked}) as row_count,
        sum(d.uses) filter (where ${earlier}) as earlier, sum(d.uses) as ever, max(d.day) as last_use_on
      from graph.edge_day d where d.day <= ${until}::date ${from} group by d.edge
    ) d on d.edge = e.id`,
    uses: sql`d.uses`,
    rows: sql`d.row_count`,
    earlier: sql`d.earlier`,
    ever: isToday ? sql`e.uses` : sql`d.ever`,
    last: isToday ? sql`e.last_use_on` : sql`d.last_use_on`,
  };
}

/** Widest first. */
export async function streams(
  db: Db,
  filter: StreamFilter,
  { by, limit, isToday }: { by: Gathering; limit: number; isToday: boolean },
): Promise<StreamRow[]> {
  const [from, to] =
    by === "departments" ? [departmentPlace("f"), departmentPlace("t")] : [sql`e.from_node`, sql`e.to_node`];
  const passed = usesByEdge(filter, isToday);
  const { rows } = await sql<StreamRow>`
    select ${from} as "from", ${to} as "to", e.kind, ${by === "none" ? sql`e.id` : sql`0::bigint`} as edge,
      count(*)::int as streams, count(distinct e.from_node) filter (where f.kind = 'resource')::int as resources,
      coalesce(sum(${passed.uses}), 0)::bigint as uses, coalesce(sum(${passed.rows}), 0)::bigint as row_count,
      coalesce(sum(${passed.earlier}), 0)::bigint as uses_before, coalesce(sum(${passed.ever}), 0)::bigint as uses_ever,
      max(${passed.last})::text as last_use_on, min(e.first_at) as first_at
    ${held(filter, passed.join)}
    group by 1, 2, 3, 4
    order by uses desc, uses_ever desc, 1, 2, 3, 4
    limit ${limit}`.execute(db.withTables<never>());
  return rows;
}

/** How many streams held that the filter's scope leaves out. */
export async function countOutside(db: Db, filter: StreamFilter): Promise<number> {
  if (filter.scope === null) return 0;
  const count = async (scope: readonly string[] | null): Promise<number> => {
    const { rows } = await sql<{ count: number }>`
      select count(*)::bigint as count ${held({ ...filter, scope })}`.execute(db.withTables<never>());
    return rows[0]?.count ?? 0;
  };
  return (await count(null)) - (await count(filter.scope));
}

/** Uses by month from `from` on. */
export async function monthsOf(db: Db, filter: StreamFilter, from: string): Promise<{ month: string; uses: number }[]> {
  const { rows } = await sql<{ month: string; uses: number }>`
    select to_char(d.day, 'YYYY-MM') as month, sum(d.uses)::bigint as uses
    ${held(filter, sql`join graph.edge_day d on d.edge = e.id and d.day between ${from}::date and ${filter.until}::date`)}
    group by 1 order by 1`.execute(db.withTables<never>());
  return rows;
}

export interface NodeName {
  id: string;
  kind: NodeKind;
  name: string;
  department: string | null;
}

export async function namesOf(db: Db, ids: readonly string[]): Promise<NodeName[]> {
  const { rows } = await sql<NodeName>`
    select n.id, n.kind, n.name, n.department from graph.node n where n.id = any(${[...ids]}::text[])`.execute(
    db.withTables<never>(),
  );
  return rows;
}
