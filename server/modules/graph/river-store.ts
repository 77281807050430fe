import type { Call } from "#kernel/call";
import { type Db, inTransaction, sql } from "#kernel/db/db";
import type { StreamFilter, StreamRow } from "./map-store.ts";

const tables = (db: Db) => db.withTables<never>();

const manyRivers = 1000;

/** One at a time: each takes up what writers have noted until then. */
const turn = sql`pg_advisory_xact_lock(hashtextextended('graph.river', 0))`;

const isDue = (at: Date) => sql`not (r.good_from <= ${at} and r.good_until > ${at})`;

/**
 * Adds up the rivers that changed since they were added up, and those that hold other edges at `at` than they did, so that
 * all of them are as if every edge had been read.
 */
export async function foldRivers(call: Call, at: Date): Promise<void> {
  const { rows } = await sql<{ due: boolean }>`
    select exists (select 1 from graph.river_stale) or exists (select 1 from graph.river r where ${isDue(at)}) as due`.execute(
    tables(call.db),
  );
  if (rows[0]?.due !== true) return;
  await inTransaction(call, async ({ db }) => {
    await sql`select ${turn}`.execute(tables(db));
    const due = await takeDue(db, at);
    if (due.length === 0) return;
    await addUp(db, due, at);
    await addUpDays(db, due, at);
    // So many new rows at once are news to the planner, which would not hear of them for a minute.
    if (due.length >= manyRivers) await sql`analyze graph.river, graph.river_day`.execute(tables(db));
  });
}

async function takeDue(db: Db, at: Date): Promise<number[]> {
  const { rows } = await sql<{ river: number }>`
    with noted as (delete from graph.river_stale returning river)
    select n.river from noted n
    union
    select r.number from graph.river r where ${isDue(at)}`.execute(tables(db));
  return rows.map(({ river }) => river);
}

const heldAt = (at: Date) => sql`(e.first_at <= ${at} and (e.ended_at is null or e.ended_at > ${at}))`;
const among = (rivers: readonly number[]) => sql`any(${`{${rivers.join(",")}}`}::bigint[])`;

/** The sums hold from the last moment up to `at` at which an edge began or ended, until the next one. */
async function addUp(db: Db, rivers: readonly number[], at: Date): Promise<void> {
  await sql`
    update graph.river r set
      streams = coalesce(s.streams, 0), resources = coalesce(s.resources, 0), uses = coalesce(s.uses, 0),
      row_count = coalesce(s.row_count, 0), last_use_on = s.last_use_on, first_at = s.first_at,
      good_from = coalesce(s.good_from, '-infinity'), good_until = coalesce(s.good_until, 'infinity')
    from graph.river d
    left join (
      select e.river,
        count(*) filter (where ${heldAt(at)}) as streams,
        count(distinct e.from_number) filter (where ${heldAt(at)} and n.kind = 'resource') as resources,
        sum(e.uses) filter (where ${heldAt(at)}) as uses,
        sum(e.row_count) filter (where ${heldAt(at)}) as row_count,
        max(e.last_use_on) filter (where ${heldAt(at)}) as last_use_on,
        min(e.first_at) filter (where ${heldAt(at)}) as first_at,
        greatest(max(e.first_at) filter (where e.first_at <= ${at}), max(e.ended_at) filter (where e.ended_at <= ${at})) as good_from,
        least(min(e.first_at) filter (where e.first_at > ${at}), min(e.ended_at) filter (where e.ended_at > ${at})) as good_until
      from graph.edge e
      join graph.node n on n.number = e.from_number
      where e.river = ${among(rivers)}
      group by e.river
    ) s on s.river = d.number
    where d.number = ${among(rivers)} and r.number = d.number`.execute(tables(db));
}

/** Days that say the same as before are not written again. */
async function addUpDays(db: Db, rivers: readonly number[], at: Date): Promise<void> {
  await sql`
    with fresh as materialized (
      select e.river, d.day, sum(d.uses)::bigint as uses, sum(d.row_count)::bigint as row_count
      from graph.edge e
      join graph.edge_day d on d.edge = e.id
      where e.river = ${among(rivers)} and ${heldAt(at)}
      group by e.river, d.day
    ), gone as (
      delete from graph.river_day o
      where o.river = ${among(rivers)}
        and not exists (select 1 from fresh f where f.river = o.river and f.day = o.day)
    )
    insert into graph.river_day as o (river, day, uses, row_count)
    select f.river, f.day, f.uses, f.row_count from fresh f
    on conflict (river, day) do update set uses = excluded.uses, row_count = excluded.row_count
    where (o.uses, o.row_count) is distinct from (excluded.uses, excluded.row_count)`.execute(tables(db));
}

type PlaceFilter = Pick<StreamFilter, "kind" | "department" | "side" | "scope">;

/** Rivers `r` of today's map. */
function chosen({ kind, department, side, scope }: PlaceFilter) {
  const place = (code: string) => `department:${code}`;
  const of = {
    gives: sql`r.from_place = ${place(department ?? "")}`,
    gets: sql`r.to_place = ${place(department ?? "")}`,
  };
  const ends = side === "both" ? sql`(${of.gives} or ${of.gets})` : of[side];
  const own = sql`any(${(scope ?? []).map(place)}::text[])`;
  const whole = sql`true`;
  return sql`r.streams > 0
    and ${kind === null ? whole : sql`r.kind = ${kind}`}
    and ${department === null ? whole : ends}
    and ${scope === null ? whole : sql`(r.from_place = ${own} or r.to_place = ${own})`}`;
}

/** As `streams` of the map by departments, today, widest first. */
export async function keptRivers(db: Db, filter: StreamFilter, limit: number): Promise<StreamRow[]> {
  const { since, before, until } = filter;
  const isAll = since === null;
  const days = isAll
    ? sql``
    : sql`left join (
        select d.river, sum(d.uses) filter (where d.day >= ${since}::date) as uses,
          sum(d.row_count) filter (where d.day >= ${since}::date) as row_count,
          sum(d.uses) filter (where d.day < ${since}::date) as earlier
        from graph.river_day d
        where d.day between ${before ?? since}::date and ${until}::date
        group by d.river
      ) d on d.river = r.number`;
  const of = (column: string) => sql.raw(isAll ? `r.${column}` : `coalesce(d.${column}, 0)::bigint`);
  const { rows } = await sql<StreamRow>`
    select r.from_place as "from", r.to_place as "to", r.kind, 0::bigint as edge, r.streams, r.resources,
      ${of("uses")} as uses, ${of("row_count")} as row_count,
      ${isAll ? sql`0::bigint` : sql`coalesce(d.earlier, 0)::bigint`} as uses_before, r.uses as uses_ever,
      r.last_use_on::text as last_use_on, r.first_at
    from graph.river r ${days}
    where ${chosen(filter)}
    order by 7 desc, r.uses desc, 1, 2, 3
    limit ${limit}`.execute(tables(db));
  return rows;
}

/** How many streams hold that the filter's scope leaves out. */
export async function countOutside(db: Db, filter: StreamFilter): Promise<number> {
  if (filter.scope === null) return 0;
  const { rows } = await sql<{ count: number }>`
    select (coalesce(sum(r.streams), 0) - coalesce(sum(r.streams) filter (where ${chosen(filter)}), 0))::bigint as count
    from graph.river r where ${chosen({ ...filter, scope: null })}`.execute(tables(db));
  return rows[0]?.count ?? 0;
}

/** Uses by month from `from` on. */
export async function monthsOf(db: Db, filter: StreamFilter, from: string): Promise<{ month: string; uses: number }[]> {
  const { rows } = await sql<{ month: string; uses: number }>`
    select to_char(d.day, 'YYYY-MM') as month, sum(d.uses)::bigint as uses
    from graph.river r
    join graph.river_day d on d.river = r.number and d.day between ${from}::date and ${filter.until}::date
    where ${chosen(filter)}
    group by 1 order by 1`.execute(tables(db));
  return rows;
}
