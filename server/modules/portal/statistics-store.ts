import { type Db, sql } from "#kernel/db/db";

const tables = (db: Db) => db.withTables<never>();

export interface AnswerCount {
  readonly kind: "request" | "correction" | "suggestion";
  readonly received: number;
  readonly answered: number;
}

export async function ticketCounts(db: Db): Promise<AnswerCount[]> {
  const { rows } = await sql<AnswerCount>`
    select t.kind, count(*) as received, count(*) filter (where t.state = 'answered') as answered
    from portal.ticket t group by t.kind order by t.kind`.execute(tables(db));
  return rows;
}

/** What has been answered, for reckoning how long it took; the newest thousand of each kind. */
export async function answeredTickets(
  db: Db,
): Promise<{ id: string; kind: AnswerCount["kind"]; createdAt: Date; answeredAt: Date }[]> {
  const { rows } = await sql<{ id: string; kind: AnswerCount["kind"]; createdAt: Date; answeredAt: Date }>`
    select x.id, x.kind, x.created_at, x.answered_at
    from (
      select t.id, t.kind, t.created_at, t.answered_at,
        row_number() over (partition by t.kind order by t.number desc) as place
      from portal.ticket t where t.state = 'answered'
    ) x where x.place <= 1000 order by x.kind, x.answered_at`.execute(tables(db));
  return rows;
}
