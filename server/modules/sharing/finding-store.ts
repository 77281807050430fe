import type { FindingState } from "#contract/sharing";
import { type Db, sql } from "#kernel/db/db";

export interface RuleRow {
  readonly id: string;
  readonly threshold: number | null;
  readonly isOn: boolean;
  readonly version: number;
}

export interface Evidence {
  readonly entries: readonly number[];
  readonly commitments: readonly string[];
  readonly facts: Readonly<Record<string, unknown>>;
}

interface Note {
  readonly text: string;
  readonly by: string;
  readonly at: string;
}

export interface FindingRow {
  readonly id: string;
  readonly rule: string;
  readonly department: string;
  readonly subjectKind: string;
  readonly subjectId: string;
  readonly subjectName: string;
  readonly subjectHref: string | null;
  readonly summaryZh: string;
  readonly summaryEn: string;
  readonly evidence: Evidence;
  readonly state: FindingState;
  readonly explanation: Note | null;
  readonly decision: Note | null;
  readonly foundAt: Date;
  readonly lastSeenAt: Date;
  readonly isGone: boolean;
  readonly version: number;
}

interface Tables {
  "sharing.rule": RuleRow;
  "sharing.finding": FindingRow;
}

const tables = (db: Db) => db.withTables<Tables>();

export async function ruleRows(db: Db): Promise<ReadonlyMap<string, RuleRow>> {
  const rows = await tables(db).selectFrom("sharing.rule as r").selectAll("r").execute();
  return new Map(rows.map((row) => [row.id, row]));
}

export async function insertRule(db: Db, row: RuleRow): Promise<void> {
  await tables(db)
    .insertInto("sharing.rule")
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export async function lockRule(db: Db, id: string): Promise<RuleRow | undefined> {
  return tables(db)
    .selectFrom("sharing.rule as r")
    .selectAll("r")
    .where("r.id", "=", id)
    .forUpdate()
    .executeTakeFirst();
}

export async function saveRule(db: Db, row: RuleRow): Promise<void> {
  await tables(db).updateTable("sharing.rule").set(row).where("id", "=", row.id).execute();
}

/** Two runs at once are one after the other. */
export async function lockRun(db: Db): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('sharing.findings'))`.execute(tables(db));
}

/** Writes what was seen; what was seen before keeps its state. True where it is new. */
export async function putFinding(db: Db, row: FindingRow): Promise<boolean> {
  const evidence = sql`${JSON.stringify(row.evidence)}::jsonb`;
  const result = await sql<{ isNew: boolean }>`
    insert into sharing.finding as f (id, rule, department, subject_kind, subject_id, subject_name, subject_href,
      summary_zh, summary_en, evidence, state, found_at, last_seen_at, is_gone, version)
    values (${row.id}, ${row.rule}, ${row.department}, ${row.subjectKind}, ${row.subjectId}, ${row.subjectName},
      ${row.subjectHref}, ${row.summaryZh}, ${row.summaryEn}, ${evidence}, 'open', ${row.foundAt}, ${row.lastSeenAt}, false, 1)
    on conflict (rule, department, subject_id) do update set
      summary_zh = excluded.summary_zh, summary_en = excluded.summary_en, evidence = excluded.evidence,
      subject_name = excluded.subject_name, subject_href = excluded.subject_href,
      last_seen_at = excluded.last_seen_at, is_gone = false
    returning f.version = 1 and f.found_at = f.last_seen_at as is_new`.execute(tables(db));
  return result.rows[0]?.isNew ?? false;
}

/** What rules that ran no longer see; it stays on record, marked. */
export async function markGone(db: Db, rules: readonly string[], before: Date): Promise<number> {
  const result = await tables(db)
    .updateTable("sharing.finding")
    .set({ isGone: true })
    .where(sql<boolean>`rule = any(${[...rules]}::text[])`)
    .where("lastSeenAt", "<", before)
    .where("isGone", "=", false)
    .executeTakeFirst();
  return Number(result.numUpdatedRows);
}

export interface FindingFilter {
  readonly departments: "all" | readonly string[];
  readonly rule?: string | undefined;
  readonly states?: readonly string[] | undefined;
  readonly department?: string | undefined;
  readonly foundFrom?: string | undefined;
  readonly foundUntil?: string | undefined;
}

function filtered(db: Db, filter: FindingFilter) {
  let query = tables(db).selectFrom("sharing.finding as f");
  const { departments } = filter;
  if (departments !== "all") query = query.where(sql<boolean>`f.department = any(${[...departments]}::text[])`);
  if (filter.rule) query = query.where("f.rule", "=", filter.rule);
  if (filter.states) query = query.where(sql<boolean>`f.state = any(${[...filter.states]}::text[])`);
  if (filter.department) query = query.where("f.department", "=", filter.department);
  if (filter.foundFrom)
    query = query.where(sql<boolean>`f.found_at >= ${filter.foundFrom}::date::timestamp at time zone 'Asia/Shanghai'`);
  if (filter.foundUntil)
    query = query.where(
      sql<boolean>`f.found_at < (${filter.foundUntil}::date + 1)::timestamp at time zone 'Asia/Shanghai'`,
    );
  return query;
}

export async function countFindings(db: Db, filter: FindingFilter): Promise<number> {
  const row = await filtered(db, filter)
    .select((eb) => eb.fn.countAll<number>().as("total"))
    .executeTakeFirstOrThrow();
  return row.total;
}

/** Newest first. */
export async function pageOfFindings(
  db: Db,
  filter: FindingFilter,
  limit: number,
  after?: { readonly at: Date; readonly id: string },
): Promise<FindingRow[]> {
  let query = filtered(db, filter);
  if (after) query = query.where(sql<boolean>`(f.found_at, f.id) < (${after.at}, ${after.id}::uuid)`);
  return query.selectAll("f").orderBy("f.foundAt", "desc").orderBy("f.id", "desc").limit(limit).execute();
}

export async function openByRule(
  db: Db,
  departments: FindingFilter["departments"],
): Promise<ReadonlyMap<string, number>> {
  const rows = await filtered(db, { departments, states: ["open", "explained"] })
    .select((eb) => ["f.rule", eb.fn.countAll<number>().as("total")])
    .groupBy("f.rule")
    .execute();
  return new Map(rows.map((row) => [row.rule, row.total]));
}

export async function lockFinding(db: Db, id: string): Promise<FindingRow | undefined> {
  return tables(db)
    .selectFrom("sharing.finding as f")
    .selectAll("f")
    .where("f.id", "=", id)
    .forUpdate()
    .executeTakeFirst();
}

export async function noteFinding(
  db: Db,
  id: string,
  set: { readonly state: FindingState; readonly explanation?: Note; readonly decision?: Note },
): Promise<void> {
  const note = (value: Note | undefined) => (value === undefined ? null : JSON.stringify(value));
  await sql`
    update sharing.finding set state = ${set.state}, version = version + 1,
      explanation = coalesce(${note(set.explanation)}::jsonb, explanation),
      decision = coalesce(${note(set.decision)}::jsonb, decision)
    where id = ${id}`.execute(tables(db));
}
