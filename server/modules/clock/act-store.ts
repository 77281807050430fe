import type { Level } from "#contract/clock";
import { type Db, sql } from "#kernel/db/db";

export interface ReminderRow {
  id: string;
  commitmentId: string;
  at: Date;
  kind: "manual" | "warning" | "overdue" | "escalation";
  byName: string;
  toDepartment: string;
  toPersonId: string | null;
  toPersonName: string | null;
  text: string;
  seenAt: Date | null;
  seenBy: string | null;
}

export interface ExtensionRow {
  id: string;
  commitmentId: string;
  state: "asked" | "granted" | "refused" | "void";
  askedDays: number;
  reason: string;
  askedAt: Date;
  askedBy: string;
  askedByName: string;
  grantedDays: number | null;
  decidedAt: Date | null;
  decidedByName: string | null;
  note: string;
}

export interface EscalationRow {
  id: string;
  commitmentId: string;
  level: Level;
  at: Date;
  byName: string;
  overdueDays: number;
  officerId: string | null;
  officerName: string | null;
  reason: string;
  circular: string;
  issuedAt: Date | null;
  issuedBy: string | null;
  issuedText: string | null;
}

interface Tables {
  "clock.reminder": ReminderRow;
  "clock.extension": ExtensionRow;
  "clock.escalation": EscalationRow;
}

const tables = (db: Db) => db.withTables<Tables>();

export async function insertReminders(db: Db, rows: readonly ReminderRow[]): Promise<void> {
  if (rows.length > 0)
    await tables(db)
      .insertInto("clock.reminder")
      .values([...rows])
      .execute();
}

export async function remindersOf(db: Db, commitmentId: string): Promise<ReminderRow[]> {
  return tables(db)
    .selectFrom("clock.reminder as r")
    .selectAll("r")
    .where("r.commitmentId", "=", commitmentId)
    .orderBy("r.at")
    .orderBy("r.id")
    .execute();
}

export async function findReminder(db: Db, id: string): Promise<ReminderRow | undefined> {
  return tables(db)
    .selectFrom("clock.reminder as r")
    .selectAll("r")
    .where("r.id", "=", id)
    .forUpdate()
    .executeTakeFirst();
}

export async function markSeen(db: Db, id: string, seenAt: Date, seenBy: string): Promise<void> {
  await tables(db).updateTable("clock.reminder").set({ seenAt, seenBy }).where("id", "=", id).execute();
}

/** What was sent to this person, or to their department and nobody in particular. */
export interface ReaderFilter {
  readonly person: string;
  readonly department: string | null;
  readonly unseen: boolean;
}

const toReader = ({ person, department, unseen }: ReaderFilter) =>
  sql`(r.to_person_id = ${person} or (r.to_person_id is null and r.to_department = ${department}))
    and (not ${unseen}::boolean or r.seen_at is null)`;

export type ReceivedRow = ReminderRow & { subjectTitle: string; subjectHref: string; dueOn: string | null };

/** Newest first. */
export async function pageOfReminders(
  db: Db,
  filter: ReaderFilter,
  limit: number,
  before?: { readonly at: string; readonly id: string },
): Promise<ReceivedRow[]> {
  const older = before ? sql`and (r.at, r.id) < (${before.at}::timestamptz, ${before.id}::uuid)` : sql``;
  const result = await sql<ReceivedRow>`
    select r.*, c.subject_title, c.subject_href, c.due_on
    from clock.reminder r join clock.commitment c on c.id = r.commitment_id
    where ${toReader(filter)} ${older}
    order by r.at desc, r.id desc limit ${limit}`.execute(tables(db));
  return result.rows;
}

export async function countReminders(db: Db, filter: ReaderFilter): Promise<number> {
  const result = await sql<{ total: number }>`
    select count(*) as total from clock.reminder r where ${toReader(filter)}`.execute(tables(db));
  return result.rows[0]?.total ?? 0;
}

export async function insertExtension(db: Db, row: ExtensionRow): Promise<void> {
  await tables(db).insertInto("clock.extension").values(row).execute();
}

export async function extensionsOf(db: Db, commitmentId: string): Promise<ExtensionRow[]> {
  return tables(db)
    .selectFrom("clock.extension as e")
    .selectAll("e")
    .where("e.commitmentId", "=", commitmentId)
    .orderBy("e.askedAt")
    .orderBy("e.id")
    .execute();
}

export async function findExtension(db: Db, id: string): Promise<ExtensionRow | undefined> {
  return tables(db).selectFrom("clock.extension as e").selectAll("e").where("e.id", "=", id).executeTakeFirst();
}

export async function updateExtension(db: Db, id: string, change: Partial<Omit<ExtensionRow, "id">>): Promise<void> {
  await tables(db).updateTable("clock.extension").set(change).where("id", "=", id).execute();
}

/** A request that nobody will decide any more, because what it is about has ended. */
export async function voidWaiting(db: Db, commitmentId: string): Promise<void> {
  await tables(db)
    .updateTable("clock.extension")
    .set({ state: "void" })
    .where("commitmentId", "=", commitmentId)
    .where("state", "=", "asked")
    .execute();
}

export async function insertEscalations(db: Db, rows: readonly EscalationRow[]): Promise<void> {
  if (rows.length > 0)
    await tables(db)
      .insertInto("clock.escalation")
      .values([...rows])
      .execute();
}

export async function escalationsOf(db: Db, commitmentId: string): Promise<EscalationRow[]> {
  return tables(db)
    .selectFrom("clock.escalation as e")
    .selectAll("e")
    .where("e.commitmentId", "=", commitmentId)
    .orderBy("e.at")
    .orderBy("e.id")
    .execute();
}

export async function lockEscalation(db: Db, id: string): Promise<EscalationRow | undefined> {
  return tables(db)
    .selectFrom("clock.escalation as e")
    .selectAll("e")
    .where("e.id", "=", id)
    .forUpdate()
    .executeTakeFirst();
}

export async function markIssued(
  db: Db,
  id: string,
  issued: Pick<EscalationRow, "issuedAt" | "issuedBy" | "issuedText">,
): Promise<void> {
  await tables(db).updateTable("clock.escalation").set(issued).where("id", "=", id).execute();
}
