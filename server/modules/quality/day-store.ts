import { type Db, sql } from "#kernel/db/db";

export interface DayRow {
  department: string;
  /** `YYYY-MM-DD`. */
  day: string;
  score: number;
}

const tables = (db: Db) => db.withTables<never>();

/** Two runs of one department at once must both count: the second waits here until the first is committed. */
export async function lockDay(db: Db, department: string, day: string): Promise<void> {
  await sql`
    insert into quality.day (department, day, score) values (${department}, ${day}, 100)
    on conflict (department, day) do update set department = excluded.department`.execute(tables(db));
}

export async function writeDay(db: Db, { department, day, score }: DayRow): Promise<void> {
  await sql`
    update quality.day set score = ${score} where department = ${department} and day = ${day}`.execute(tables(db));
}

/** Days after `after`, oldest first. */
export async function daysAfter(db: Db, after: string): Promise<DayRow[]> {
  const found = await sql<DayRow>`
    select d.department, d.day, d.score from quality.day d
    where d.day > ${after}
    order by d.department, d.day`.execute(tables(db));
  return found.rows;
}

/** Of each department the newest score up to and with a day. */
export async function scoresOn(db: Db, day: string): Promise<Map<string, number>> {
  const found = await sql<{ department: string; score: number }>`
    select distinct on (d.department) d.department, d.score from quality.day d
    where d.day <= ${day}
    order by d.department, d.day desc`.execute(tables(db));
  return new Map(found.rows.map((row) => [row.department, row.score]));
}
