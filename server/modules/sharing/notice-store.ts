import { type Db, sql } from "#kernel/db/db";

export interface NoticeRow {
  readonly id: string;
  readonly kind: string;
  readonly department: string;
  readonly roles: readonly string[];
  readonly titleZh: string;
  readonly titleEn: string;
  readonly textZh: string;
  readonly textEn: string;
  readonly href: string;
  readonly news: string;
  readonly at: Date;
  readonly mail: "none" | "waiting" | "sending" | "sent" | "failed";
  readonly mailTo: string | null;
  readonly mailProblem: string | null;
}

interface Tables {
  "sharing.notice": NoticeRow;
}

const tables = (db: Db) => db.withTables<Tables>();

/** Answers false where this department has heard the news already. */
export async function insertNotice(db: Db, notice: NoticeRow): Promise<boolean> {
  const row = await tables(db)
    .insertInto("sharing.notice")
    .values({ ...notice, roles: sql<string[]>`${[...notice.roles]}::text[]` as never })
    .onConflict((conflict) => conflict.columns(["department", "news"]).doNothing())
    .returning("id")
    .executeTakeFirst();
  return row !== undefined;
}

export interface Reader {
  readonly person: string;
  readonly department: string | null;
  readonly roles: readonly string[];
}

/** Stands for every department: the desk and leaders sit in any of them. */
export const wholeHub = "*";

const mine = ({ person, department, roles }: Reader, unread: boolean) => sql`
  from sharing.notice n
  left join sharing.notice_read r on r.notice_id = n.id and r.person = ${person}
  where n.department in (${department ?? ""}, ${wholeHub}) and n.roles && ${[...roles]}::text[]
    and (not ${unread} or r.notice_id is null)`;

export async function countMine(db: Db, reader: Reader, unread: boolean): Promise<number> {
  const result = await sql<{ total: number }>`select count(*) as total ${mine(reader, unread)}`.execute(tables(db));
  return result.rows[0]?.total ?? 0;
}

/** Newest first. */
export async function pageOfMine(
  db: Db,
  reader: Reader,
  unread: boolean,
  limit: number,
  after?: { readonly at: Date; readonly id: string },
): Promise<(NoticeRow & { isRead: boolean })[]> {
  const before = after ? sql`and (n.at, n.id) < (${after.at}, ${after.id}::uuid)` : sql``;
  const result = await sql<NoticeRow & { isRead: boolean }>`
    select n.*, r.notice_id is not null as is_read ${mine(reader, unread)} ${before}
    order by n.at desc, n.id desc limit ${limit}`.execute(tables(db));
  return result.rows;
}

/** Marks these, or all of the reader's, as read. */
export async function markRead(db: Db, reader: Reader, ids: readonly string[] | null, at: Date): Promise<void> {
  await sql`
    insert into sharing.notice_read (notice_id, person, at)
    select n.id, ${reader.person}, ${at} ${mine(reader, true)}
      and (${ids === null} or n.id = any(${[...(ids ?? [])]}::uuid[]))
    on conflict do nothing`.execute(tables(db));
}

/** Takes one letter for sending; undefined where none waits. Whoever takes it is the only one. */
export async function takeLetter(db: Db): Promise<NoticeRow | undefined> {
  const result = await sql<NoticeRow>`
    update sharing.notice set mail = 'sending'
    where id = (
      select n.id from sharing.notice n where n.mail = 'waiting' order by n.at, n.id limit 1 for update skip locked)
    returning *`.execute(tables(db));
  return result.rows[0];
}

export async function noteLetter(db: Db, id: string, mail: "sent" | "failed", problem: string | null): Promise<void> {
  await tables(db).updateTable("sharing.notice").set({ mail, mailProblem: problem }).where("id", "=", id).execute();
}
