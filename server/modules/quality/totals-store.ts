import type { Dimension } from "#contract/quality";
import type { UpdateCycle } from "#contract/catalog";
import { type Db, type Relation, sql } from "#kernel/db/db";
import type { Measures } from "./measures.ts";
import type { ProcessCounts } from "./department-score.ts";

/** What a weighted mean is made of: `missing` is the sum of weight × (100 − score). */
export interface WeightedSum {
  readonly weight: number;
  readonly missing: number;
}

export interface DimensionTotals extends WeightedSum {
  readonly dimension: Dimension;
  readonly ruleCount: number;
  readonly assessed: number;
  readonly failed: number;
}

/** A department with a resource in the catalog, summed up over the newest checks of its resources. */
export interface DepartmentTotals extends WeightedSum {
  readonly department: string;
  readonly resourceCount: number;
  readonly rowCount: number;
  readonly badRows: number;
  /** Of its newest check; null where nothing was checked. */
  readonly newestAt: Date | null;
  readonly dimensions: readonly DimensionTotals[];
  readonly counts: Omit<ProcessCounts, "closing">;
}

/** The relations of the modules that own them. */
export interface Surroundings {
  readonly current: Relation;
  readonly users: Relation;
}

interface Row extends WeightedSum {
  readonly department: string;
  readonly resourceCount: number;
  readonly rowCount: number;
  readonly badRows: number;
  readonly newestAt: Date | null;
  readonly dimensions: readonly DimensionTotals[] | null;
  readonly catalogued: number;
  readonly mounted: number;
  readonly limited: number;
  readonly onTime: number;
}

const tables = (db: Db) => db.withTables<never>();

/**
 * One statement over the newest checks: nothing is read out but one row for each department. What a resource weighs is size
 * × tier × use, as `standingWeight`, `tierOf` and `useWeight` have it; what was withdrawn, moved to another department or
 * has no data counts for nobody (`totals.db.test.ts` holds both reckonings against each other).
 *
 * @param today day of China Standard Time
 */
export async function departmentTotals(
  db: Db,
  { current, users }: Surroundings,
  { tierWeights, usePerDoubling, cycleDays }: Pick<Measures, "tierWeights" | "usePerDoubling" | "cycleDays">,
  today: string,
  departments: "all" | readonly string[],
): Promise<DepartmentTotals[]> {
  const days = [...cycleDays] satisfies [UpdateCycle, number][];
  const own = departments === "all" ? sql`true` : sql`c.department = any(${[...departments]}::text[])`;
  const { rows } = await sql<Row>`
    with current as (
      select c.id, c.department, c.load_id, c.loaded_at, left(c.code, 1) as tier, d.days
      from ${current} c
      left join unnest(${days.map(([cycle]) => cycle)}::text[], ${days.map(([, count]) => count)}::float8[]) as d (cycle, days)
        on d.cycle = c.update_cycle
      where ${own}
    ),
    checked as (
      select
        r.department, r.score, r.row_count, r.bad_rows, r.ran_at, r.dimensions,
        log((10 + r.row_count)::float8)
          * case c.tier when '1' then ${tierWeights.base}::float8 when '2' then ${tierWeights.theme}::float8 else ${tierWeights.department}::float8 end
          * (1 + ${usePerDoubling}::float8 * ln(1 + coalesce(u.users, 0)::float8) / ln(2::float8)) as weight
      from quality.run r
      join current c on c.id = r.resource_id and c.department = r.department and c.load_id is not null
      left join ${users} u on u.resource_id = r.resource_id
      where r.is_latest
    ),
    dimension as (
      select
        k.department, d.dimension,
        coalesce(sum(k.weight) filter (where d.score is not null), 0) as weight,
        coalesce(sum(k.weight * (100 - d.score)), 0) as missing,
        sum(d."ruleCount") as rule_count, sum(d.assessed) as assessed, sum(d.failed) as failed
      from checked k
      cross join lateral jsonb_to_recordset(k.dimensions)
        as d (dimension text, score float8, "ruleCount" bigint, assessed bigint, failed bigint)
      group by k.department, d.dimension
    ),
    data as (
      select
        k.department, count(*) as resource_count, sum(k.row_count) as row_count, sum(k.bad_rows) as bad_rows,
        sum(k.weight) as weight, sum(k.weight * (100 - k.score)) as missing, max(k.ran_at) as newest_at
      from checked k
      group by k.department
    ),
    process as (
      select
        c.department, count(*) as catalogued, count(c.load_id) as mounted,
        count(*) filter (where c.days is not null and c.loaded_at is not null) as limited,
        count(*) filter (
          where ${today}::date - (c.loaded_at at time zone 'Asia/Shanghai')::date <= c.days) as on_time
      from current c
      group by c.department
    )
    select
      p.department, coalesce(a.resource_count, 0) as resource_count, coalesce(a.row_count, 0)::bigint as row_count,
      coalesce(a.bad_rows, 0)::bigint as bad_rows, coalesce(a.weight, 0) as weight, coalesce(a.missing, 0) as missing,
      a.newest_at, p.catalogued, p.mounted, p.limited, p.on_time,
      (
        select jsonb_agg(jsonb_build_object(
          'dimension', d.dimension, 'weight', d.weight, 'missing', d.missing, 'ruleCount', d.rule_count,
          'assessed', d.assessed, 'failed', d.failed))
        from dimension d
        where d.department = p.department
      ) as dimensions
    from process p
    left join data a on a.department = p.department
    order by p.department`.execute(tables(db));
  return rows.map(({ dimensions, catalogued, mounted, limited, onTime, ...row }) => ({
    ...row,
    dimensions: dimensions ?? [],
    counts: { "on-time": { of: limited, done: onTime }, mounting: { of: catalogued, done: mounted } },
  }));
}

/** Departments other than its own that use each of these resources; none is 0. */
export async function usersOf(
  db: Db,
  users: Relation,
  resourceIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ resourceId: string; users: number }>`
    select u.resource_id, u.users from ${users} u
    where u.resource_id = any(${[...resourceIds]}::uuid[])`.execute(tables(db));
  return new Map(rows.map((row) => [row.resourceId, row.users]));
}
