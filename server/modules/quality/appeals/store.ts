import type { appealStates } from "#contract/quality-scores";
import type { Bilingual } from "#contract/text";
import { type Db, sql } from "#kernel/db/db";

export interface AppealRow {
  id: string;
  runId: string;
  position: number;
  resourceId: string;
  resourceName: string;
  department: string;
  rule: string;
  claimed: number;
  reason: string;
  state: (typeof appealStates)[number];
  askedBy: string;
  askedAt: Date;
  dueOn: string;
  commitmentId: string | null;
  decidedBy: string | null;
  decidedAt: Date | null;
  decision: string | null;
  accepted: number | null;
  setAsideUntil: string | null;
  scoreBefore: number;
  scoreAfter: number | null;
  version: number;
}

/** With what the check found. */
export interface AppealWithResult extends AppealRow {
  ruleText: Bilingual;
  assessed: number;
  failed: number;
}

interface Tables {
  "quality.appeal": AppealRow;
}

const tables = (db: Db) => db.withTables<Tables>();

export async function insertAppeal(db: Db, appeal: AppealRow): Promise<void> {
  await tables(db).insertInto("quality.appeal").values(appeal).execute();
}

/** Locked until the transaction ends. */
export async function lockAppeal(db: Db, id: string): Promise<AppealRow | undefined> {
  return tables(db)
    .selectFrom("quality.appeal as a")
    .selectAll("a")
    .where("a.id", "=", id)
    .forUpdate()
    .executeTakeFirst();
}

export async function closeAppeal(
  db: Db,
  appeal: Pick<
    AppealRow,
    "id" | "state" | "decidedBy" | "decidedAt" | "decision" | "accepted" | "setAsideUntil" | "scoreAfter"
  >,
): Promise<void> {
  const { id, ...set } = appeal;
  await tables(db)
    .updateTable("quality.appeal")
    .set((eb) => ({ ...set, version: eb("version", "+", 1) }))
    .where("id", "=", id)
    .execute();
}

const joined = sql`
  select a.*, r.text as rule_text, s.assessed, s.failed from quality.appeal a
  join quality.result s on s.run_id = a.run_id and s.position = a.position
  join quality.rule r on r.id = s.rule_id`;

export async function findAppeal(db: Db, id: string): Promise<AppealWithResult | undefined> {
  const found = await sql<AppealWithResult>`${joined} where a.id = ${id}`.execute(tables(db));
  return found.rows[0];
}

/** The appeals on a run's results, by position: the open one, else the newest. */
export async function appealsOn(db: Db, runId: string): Promise<Map<number, { id: string }>> {
  const found = await sql<{ id: string; position: number }>`
    select distinct on (a.position) a.id, a.position from quality.appeal a
    where a.run_id = ${runId}
    order by a.position, (a.state = 'open') desc, a.asked_at desc, a.id`.execute(tables(db));
  return new Map(found.rows.map((row) => [row.position, row]));
}

/** Rules to which checks of a resource give no weight on a day. */
export async function setAsideOn(db: Db, resourceId: string, day: string): Promise<string[]> {
  const found = await sql<{ rule: string }>`
    select distinct a.rule from quality.appeal a
    where a.resource_id = ${resourceId} and a.state = 'upheld' and a.set_aside_until >= ${day}::date
    order by a.rule`.execute(tables(db));
  return found.rows.map(({ rule }) => rule);
}

export interface AppealFilter {
  readonly departments: "all" | readonly string[];
  readonly department?: string | undefined;
  readonly resourceId?: string | undefined;
  readonly state?: AppealRow["state"] | undefined;
}

/** Newest first. */
export async function pageOfAppeals(
  db: Db,
  filter: AppealFilter,
  limit: number,
  before?: { readonly at: Date; readonly id: string },
): Promise<{ rows: AppealWithResult[]; total: number }> {
  const own = filter.departments === "all" ? null : [...filter.departments];
  const where = sql`
    (${own}::text[] is null or a.department = any(${own}))
    and (${filter.department ?? null}::text is null or a.department = ${filter.department ?? null})
    and (${filter.resourceId ?? null}::uuid is null or a.resource_id = ${filter.resourceId ?? null}::uuid)
    and (${filter.state ?? null}::text is null or a.state = ${filter.state ?? null})`;
  const rows = await sql<AppealWithResult>`
    ${joined}
    where ${where} and (${before?.id ?? null}::uuid is null
      or (a.asked_at, a.id) < (${before?.at ?? null}::timestamptz, ${before?.id ?? null}::uuid))
    order by a.asked_at desc, a.id desc limit ${limit}`.execute(tables(db));
  const total = await sql<{ n: number }>`select count(*) as n from quality.appeal a where ${where}`.execute(tables(db));
  return { rows: rows.rows, total: total.rows[0]?.n ?? 0 };
}
