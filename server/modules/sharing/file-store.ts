import type { Call } from "#kernel/call";
import { type Db, sql } from "#kernel/db/db";
import { type File, type Kind, kindWords, numberPrefixes } from "./files.ts";

type FileRow = Omit<File<Kind>, "body"> & { readonly body: unknown };

interface StoryRow {
  readonly fileId: string;
  readonly at: Date;
  readonly byName: string;
  readonly department: string | null;
  readonly action: string;
  readonly titleZh: string;
  readonly titleEn: string;
  readonly note: string;
  readonly request: string;
}

interface Tables {
  "sharing.file": FileRow;
  "sharing.story": StoryRow;
}

const tables = (db: Db) => db.withTables<Tables>();
const texts = (values: readonly string[]) => sql<string[]>`${[...values]}::text[]`;
const uuids = (values: readonly string[]) => sql<string[]>`${[...values]}::uuid[]`;
const json = (value: unknown) => sql`${JSON.stringify(value)}::jsonb`;

const rowOf = <Of extends Kind>(file: File<Of>) => ({
  ...file,
  parties: texts(file.parties),
  resources: uuids(file.resources),
  body: json(file.body),
});

/** The next number of a kind in the year of the call, such as `GX-26-00018`; two at once take turns. */
export async function nextNumber({ db, now }: Call, kind: Kind): Promise<string> {
  const year = Number(now.toISOString().slice(0, 4));
  const prefix = numberPrefixes[kind];
  const result = await sql<{ last: number }>`
    insert into sharing.sequence as s (prefix, year, last) values (${prefix}, ${year}, 1)
    on conflict (prefix, year) do update set last = s.last + 1
    returning s.last`.execute(tables(db));
  return `${prefix}-${String(year).slice(2)}-${String(result.rows[0]?.last ?? 0).padStart(5, "0")}`;
}

export async function insertFile<Of extends Kind>(db: Db, file: File<Of>): Promise<void> {
  await tables(db).insertInto("sharing.file").values(rowOf(file)).execute();
}

export async function saveFile<Of extends Kind>(db: Db, file: File<Of>): Promise<void> {
  await tables(db).updateTable("sharing.file").set(rowOf(file)).where("id", "=", file.id).execute();
}

export async function findFile<Of extends Kind>(db: Db, kind: Of, id: string): Promise<File<Of> | undefined> {
  const row = await tables(db)
    .selectFrom("sharing.file as f")
    .selectAll("f")
    .where("f.id", "=", id)
    .where("f.kind", "=", kind)
    .executeTakeFirst();
  return row as File<Of> | undefined;
}

/** Holds the file until the transaction ends: steps of one file are one after another. */
export async function lockFile<Of extends Kind>(db: Db, kind: Of, id: string): Promise<File<Of> | undefined> {
  const row = await tables(db)
    .selectFrom("sharing.file as f")
    .selectAll("f")
    .where("f.id", "=", id)
    .where("f.kind", "=", kind)
    .forUpdate()
    .executeTakeFirst();
  return row as File<Of> | undefined;
}

export interface FileFilter {
  /** Departments whose files the reader may see. */
  readonly departments: "all" | readonly string[];
  readonly kind: Kind;
  readonly states?: readonly string[] | undefined;
  readonly notStates?: readonly string[] | undefined;
  readonly department?: string | undefined;
  readonly provider?: string | undefined;
  /** Any of these asks, or provides. */
  readonly askedBy?: readonly string[] | undefined;
  readonly receivedBy?: readonly string[] | undefined;
  readonly about?: string | undefined;
  readonly resource?: string | undefined;
  readonly shareClass?: string | undefined;
  readonly answerKind?: string | undefined;
  /** Days (`YYYY-MM-DD`) in Shanghai, both belonging to it. */
  readonly sentFrom?: string | undefined;
  readonly sentUntil?: string | undefined;
  /** Value of a member of the body. */
  readonly member?: { readonly name: string; readonly value: string } | undefined;
  /** At least so many in a counting member of the body. */
  readonly atLeast?: { readonly name: string; readonly count: number } | undefined;
  readonly ids?: readonly string[] | undefined;
  readonly q?: string | undefined;
}

const anyText = (values: readonly string[]) => sql<string>`any(${[...values]}::text[])`;

function filtered(db: Db, filter: FileFilter) {
  let query = tables(db).selectFrom("sharing.file as f").where("f.kind", "=", filter.kind);
  if (filter.departments !== "all") query = query.where(sql<boolean>`f.parties && ${[...filter.departments]}::text[]`);
  if (filter.states) query = query.where("f.state", "=", anyText(filter.states) as never);
  if (filter.notStates) query = query.where(sql<boolean>`not (f.state = any(${[...filter.notStates]}::text[]))`);
  if (filter.department) query = query.where("f.department", "=", filter.department);
  if (filter.provider) query = query.where("f.provider", "=", filter.provider);
  if (filter.askedBy) query = query.where("f.department", "=", anyText(filter.askedBy));
  if (filter.receivedBy) query = query.where("f.provider", "=", anyText(filter.receivedBy));
  if (filter.about) query = query.where("f.about", "=", filter.about);
  if (filter.resource) query = query.where(sql<boolean>`f.resources @> array[${filter.resource}]::uuid[]`);
  if (filter.shareClass) query = query.where("f.shareClass", "=", filter.shareClass as never);
  if (filter.answerKind) query = query.where("f.answerKind", "=", filter.answerKind as never);
  if (filter.sentFrom)
    query = query.where(sql<boolean>`f.sent_at >= ${filter.sentFrom}::date::timestamp at time zone 'Asia/Shanghai'`);
  if (filter.sentUntil)
    query = query.where(
      sql<boolean>`f.sent_at < (${filter.sentUntil}::date + 1)::timestamp at time zone 'Asia/Shanghai'`,
    );
  if (filter.member) query = query.where(sql<boolean>`f.body ->> ${filter.member.name} = ${filter.member.value}`);
  if (filter.atLeast)
    query = query.where(sql<boolean>`(f.body ->> ${filter.atLeast.name})::int >= ${filter.atLeast.count}`);
  if (filter.ids) query = query.where(sql<boolean>`f.id = any(${[...filter.ids]}::uuid[])`);
  for (const word of wordsOf(filter.q)) {
    query = query.where("f.searchText", "like", `%${word.replaceAll(/[%_\\]/g, String.raw`\$&`)}%`);
  }
  return query;
}

const wordsOf = (q: string | undefined): string[] =>
  foldText(q ?? "")
    .split(/\s+/)
    .filter((word) => word !== "")
    .slice(0, 8);

/** One spelling of a text for comparing. */
export const foldText = (text: string): string => text.normalize("NFKC").toLowerCase();

export async function countFiles(db: Db, filter: FileFilter): Promise<number> {
  const row = await filtered(db, filter)
    .select((eb) => eb.fn.countAll<number>().as("total"))
    .executeTakeFirstOrThrow();
  return row.total;
}

export interface Position {
  readonly at: Date;
  readonly id: string;
}

/** Newest first. */
export async function pageOfFiles<Of extends Kind>(
  db: Db,
  filter: FileFilter & { readonly kind: Of },
  limit: number,
  after?: Position,
): Promise<File<Of>[]> {
  let query = filtered(db, filter);
  if (after) query = query.where(sql<boolean>`(f.created_at, f.id) < (${after.at}, ${after.id}::uuid)`);
  const rows = await query.selectAll("f").orderBy("f.createdAt", "desc").orderBy("f.id", "desc").limit(limit).execute();
  return rows as unknown as File<Of>[];
}

export async function addStory(
  call: Call,
  line: {
    readonly fileId: string;
    readonly action: string;
    readonly zh: string;
    readonly en: string;
    readonly note: string;
    readonly at?: Date;
  },
): Promise<void> {
  await tables(call.db)
    .insertInto("sharing.story")
    .values({
      fileId: line.fileId,
      at: line.at ?? call.now,
      byName: call.actor.name,
      department: call.actor.department,
      action: line.action,
      titleZh: line.zh,
      titleEn: line.en,
      note: line.note,
      request: call.requestId,
    })
    .execute();
}

/** Oldest first; `request` finds the ledger's entry of the same call. */
export async function storyOf(db: Db, fileId: string): Promise<StoryRow[]> {
  return tables(db)
    .selectFrom("sharing.story as s")
    .select([
      "s.fileId",
      "s.at",
      "s.byName",
      "s.department",
      "s.action",
      "s.titleZh",
      "s.titleEn",
      "s.note",
      "s.request",
    ])
    .where("s.fileId", "=", fileId)
    .orderBy(sql`s.number`)
    .execute();
}

/** Ids of the file, of what it belongs to, and of what belongs to it. */
export async function relatedTo(db: Db, file: Pick<File<Kind>, "id" | "about">): Promise<string[]> {
  const rows = await tables(db)
    .selectFrom("sharing.file as f")
    .select("f.id")
    .where("f.about", "=", file.id)
    .orderBy("f.id")
    .limit(200)
    .execute();
  return [...(file.about === null ? [] : [file.about]), file.id, ...rows.map((row) => row.id)];
}

export const notFoundFacts = (kind: Kind, key: string) => ({
  key,
  kindZh: kindWords[kind].zh,
  kindEn: kindWords[kind].en,
});
