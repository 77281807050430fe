import { type Db, sql } from "#kernel/db/db";

/** Takes `want` records of a period whole, or nothing. */
export async function takeUsage(
  db: Db,
  grantId: string,
  period: string,
  want: number,
  limit: number,
): Promise<boolean> {
  const { rows } = await sql<{ used: number }>`
    insert into gate.usage as u (grant_id, period, used)
    select ${grantId}::uuid, ${period}, ${want}::bigint where ${want}::bigint <= ${limit}::bigint
    on conflict (grant_id, period) do update set used = u.used + excluded.used where u.used + excluded.used <= ${limit}
    returning u.used`.execute(db.withTables<never>());
  return rows.length > 0;
}

/** Adds what an answer turned out to hold, over the limit too: it is gone. Negative gives back. */
export async function addUsage(db: Db, grantId: string, period: string, count: number): Promise<void> {
  await sql`
    insert into gate.usage as u (grant_id, period, used) values (${grantId}, ${period}, greatest(0, ${count}::bigint))
    on conflict (grant_id, period) do update set used = greatest(0, u.used + ${count}::bigint)`.execute(
    db.withTables<never>(),
  );
}

export async function usageOf(
  db: Db,
  grantId: string,
  periods: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ period: string; used: number }>`
    select u.period, u.used from gate.usage u where u.grant_id = ${grantId}
    and u.period = any(${[...periods]}::text[])`.execute(db.withTables<never>());
  return new Map(rows.map((row) => [row.period, row.used]));
}

/** Takes up to `want` calls of this second from what no process has of its own; answers how many. */
export async function takeFromPool(
  db: Db,
  grantId: string,
  second: number,
  want: number,
  limit: number,
): Promise<number> {
  const { rows } = await sql<{ used: number }>`
    insert into gate.rate_pool as p (grant_id, second, used)
    select ${grantId}::uuid, ${second}::bigint, ${want}::int where ${want}::int <= ${limit}::int
    on conflict (grant_id) do update
      set second = excluded.second, used = case when p.second = excluded.second then p.used + excluded.used else excluded.used end
      where p.second < excluded.second or (p.second = excluded.second and p.used + excluded.used <= ${limit})
    returning p.used`.execute(db.withTables<never>());
  return rows.length > 0 ? want : 0;
}
