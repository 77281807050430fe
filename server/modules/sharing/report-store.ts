import { type Db, sql } from "#kernel/db/db";

export interface AnswerRow {
  readonly department: string;
  readonly received: number;
  readonly answered: number;
  readonly granted: number;
  readonly refused: number;
  readonly refusalsReturned: number;
  readonly supplements: number;
}

/** What each provider received in a period (days in Shanghai, both belonging to it) and what became of it. */
export async function answersByProvider(db: Db, from: string, until: string): Promise<AnswerRow[]> {
  const result = await sql<AnswerRow>`
    select f.provider as department, count(*) as received,
      count(*) filter (where f.answered_at is not null) as answered,
      count(*) filter (where f.answer_kind = 'grant') as granted,
      count(*) filter (where f.state = 'refused') as refused,
      coalesce(sum((f.body ->> 'refusalsReturned')::int), 0)::bigint as refusals_returned,
      count(*) filter (where f.body -> 'supplement' <> 'null'::jsonb) as supplements
    from sharing.file f
    where f.kind = 'request' and f.provider is not null
      and f.sent_at >= ${from}::date::timestamp at time zone 'Asia/Shanghai'
      and f.sent_at < (${until}::date + 1)::timestamp at time zone 'Asia/Shanghai'
    group by f.provider order by f.provider`.execute(db.withTables<never>());
  return result.rows;
}

export interface KindCount {
  readonly kind: string;
  readonly state: string;
  readonly total: number;
}

/** Files begun in a period by kind and state. */
export async function filesBegun(db: Db, from: string, until: string): Promise<KindCount[]> {
  const result = await sql<KindCount>`
    select f.kind, f.state, count(*) as total from sharing.file f
    where f.created_at >= ${from}::date::timestamp at time zone 'Asia/Shanghai'
      and f.created_at < (${until}::date + 1)::timestamp at time zone 'Asia/Shanghai'
    group by f.kind, f.state order by f.kind, f.state`.execute(db.withTables<never>());
  return result.rows;
}
