import { type Db, sql } from "#kernel/db/db";

export interface StatisticsRow {
  owedBy: string;
  kind: string;
  met: number;
  metLate: number;
  overdue: number;
  medianDays: number | null;
  extended: number;
}

export interface StatisticsQuestion {
  /** Instants: ended from `from` on and before `until`. */
  readonly from: Date;
  readonly until: Date;
  /** Open ones due up to this day count as overdue where it is past. */
  readonly to: string;
  readonly today: string;
  readonly department?: string | undefined;
  readonly kind?: string | undefined;
}

/** By department and kind. What was dropped was not owed, so it counts nowhere. */
export async function statistics(db: Db, question: StatisticsQuestion): Promise<StatisticsRow[]> {
  const { department = null, kind = null } = question;
  const mine = sql`(${department}::text is null or c.owed_by = ${department}) and (${kind}::text is null or c.kind = ${kind})`;
  const result = await sql<StatisticsRow>`
    with ended as (
      select c.owed_by, c.kind,
        count(*) filter (where c.state = 'met') as met,
        count(*) filter (where c.state = 'met-late') as met_late,
        percentile_cont(0.5) within group (order by c.ended_days) as median_days,
        count(*) filter (where c.extended_days > 0) as extended
      from clock.commitment c
      where c.ended_at >= ${question.from} and c.ended_at < ${question.until} and c.state in ('met', 'met-late') and ${mine}
      group by 1, 2
    ), late as (
      select c.owed_by, c.kind, count(*) as overdue
      from clock.commitment c
      where c.ended_at is null and c.order_on <= ${question.to}::date and c.order_on < ${question.today}::date and ${mine}
      group by 1, 2
    )
    select coalesce(e.owed_by, l.owed_by) as owed_by, coalesce(e.kind, l.kind) as kind, coalesce(e.met, 0) as met,
      coalesce(e.met_late, 0) as met_late, coalesce(l.overdue, 0) as overdue, e.median_days,
      coalesce(e.extended, 0) as extended
    from ended e full join late l on l.owed_by = e.owed_by and l.kind = e.kind
    order by 1, 2`.execute(db.withTables<never>());
  return result.rows;
}
