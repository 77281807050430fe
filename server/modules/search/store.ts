import { type Db, sql } from "#kernel/db/db";
import type { SearchKind } from "#contract/search";
import type { StoredFace } from "./audiences.ts";
import type { Doc } from "./doc.ts";
import type { Entry, EntryData } from "./entry.ts";
import { type Texts, writeTexts } from "./texts.ts";

const tables = (db: Db) => db.withTables<never>();

/** Facts that outlive a putting. */
export interface KeptFacts {
  readonly hasData: boolean;
  readonly loadedAt: Date | null;
  readonly quality: number | null;
  readonly uses: number;
}
export type Face = StoredFace & KeptFacts & { readonly kind: SearchKind; readonly ref: string };

export async function facesOf(db: Db, kind: SearchKind, refs: readonly string[]): Promise<Face[]> {
  const { rows } = await sql<Face>`
    select e.number, e.kind, e.ref, e.audience, e.fingerprint, e.has_data, e.loaded_at, e.quality, e.uses
    from search.entry e
    where e.kind = ${kind} and e.ref = any(${[...refs]}::text[])
    order by e.number`.execute(tables(db));
  return rows;
}

export async function removeRows(db: Db, numbers: readonly number[]): Promise<void> {
  if (numbers.length === 0) return;
  await sql`delete from search.entry e where e.number = any(${[...numbers]}::bigint[])`.execute(tables(db));
}

export async function showTo(db: Db, number: number, audience: Entry["audience"]): Promise<void> {
  await sql`update search.entry e set audience = ${audience} where e.number = ${number}`.execute(tables(db));
}

export interface NewRow {
  readonly entry: Entry;
  readonly audience: Entry["audience"];
  readonly fingerprint: string;
  readonly doc: Doc;
  readonly texts: Texts;
  readonly terms: readonly string[];
  readonly facts: KeptFacts;
}

/** Two processes that fill an older hub at once write the same. */
export async function insertRows(db: Db, rows: readonly NewRow[]): Promise<void> {
  if (rows.length === 0) return;
  const values = rows.map(({ entry, audience, fingerprint, doc, texts, terms, facts }) => ({
    kind: entry.kind,
    ref: entry.ref,
    audience,
    department: entry.department,
    theme: entry.theme,
    share_class: entry.shareClass ?? null,
    update_cycle: entry.updateCycle ?? null,
    grade: entry.grade ?? null,
    has_data: facts.hasData,
    loaded_at: facts.loadedAt,
    quality: facts.quality,
    uses: facts.uses,
    name_length: entry.name.length,
    doc,
    texts: writeTexts(texts),
    terms,
    fingerprint,
  }));
  await sql`
    insert into search.entry (
      kind, ref, audience, department, theme, share_class, update_cycle, grade, has_data, loaded_at, quality, uses,
      name_length, doc, texts, terms, fingerprint)
    select
      v.kind, v.ref, v.audience, v.department, v.theme, v.share_class, v.update_cycle, v.grade, v.has_data, v.loaded_at,
      v.quality, v.uses, v.name_length, v.doc, v.texts, array_to_tsvector(v.terms), v.fingerprint
    from jsonb_to_recordset(${JSON.stringify(values)}::jsonb) as v (
      kind text, ref text, audience text, department text, theme text, share_class text, update_cycle text, grade text,
      has_data boolean, loaded_at timestamptz, quality real, uses int, name_length int, doc jsonb, texts text, terms text[],
      fingerprint text)
    on conflict (kind, ref, audience) do update set
      department = excluded.department, theme = excluded.theme, share_class = excluded.share_class,
      update_cycle = excluded.update_cycle, grade = excluded.grade, name_length = excluded.name_length,
      doc = excluded.doc, texts = excluded.texts, terms = excluded.terms, fingerprint = excluded.fingerprint`.execute(
    tables(db),
  );
}

export async function removeEntry(db: Db, kind: SearchKind, ref: string): Promise<void> {
  await sql`delete from search.entry e where e.kind = ${kind} and e.ref = ${ref}`.execute(tables(db));
}

/** What is not named stays. */
export async function setData(db: Db, kind: SearchKind, ref: string, data: EntryData): Promise<void> {
  await sql`
    update search.entry e set
      has_data = coalesce(${data.hasData ?? null}::boolean, e.has_data),
      loaded_at = coalesce(${data.loadedAt ?? null}::timestamptz, e.loaded_at),
      quality = coalesce(${data.quality ?? null}::real, e.quality)
    where e.kind = ${kind} and e.ref = ${ref}`.execute(tables(db));
}

export async function setUses(db: Db, kind: SearchKind, ref: string, uses: number): Promise<void> {
  await sql`update search.entry e set uses = ${uses} where e.kind = ${kind} and e.ref = ${ref} and e.uses <> ${uses}`.execute(
    tables(db),
  );
}

/** In one order for all writers, so that none waits for another in a circle. */
export async function addWords(db: Db, words: readonly string[]): Promise<void> {
  if (words.length === 0) return;
  await sql`
    insert into search.word (word)
    select w.word from unnest(${words.toSorted()}::text[]) as w (word)
    on conflict (word) do nothing`.execute(tables(db));
}

export async function hasKind(db: Db, kind: SearchKind): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    select exists (select 1 from search.entry e where e.kind = ${kind}) as found`.execute(tables(db));
  return rows[0]?.found ?? false;
}

/** Names and other names of all elements. */
export async function elementTerms(db: Db): Promise<string[]> {
  const { rows } = await sql<{ term: string }>`
    select t.term
    from search.entry e
    cross join lateral regexp_split_to_table(split_part(e.texts, E'\x01', 1) || E'\n' || split_part(e.texts, E'\x01', 3), E'\n') as t (term)
    where e.kind = 'element'`.execute(tables(db));
  return rows.map(({ term }) => term);
}

/** True where a known word is this one or begins with it. */
export async function isKnownWord(db: Db, beginning: string): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    select exists (
      select 1 from search.word w where w.word >= ${beginning} and w.word < ${`${beginning}~`}
    ) as found`.execute(tables(db));
  return rows[0]?.found ?? false;
}

/** Known words of about this length. */
export async function wordsLike(db: Db, word: string, slips: number): Promise<string[]> {
  const { rows } = await sql<{ word: string }>`
    select w.word
    from search.word w
    where length(w.word) between ${word.length - slips} and ${word.length + slips}
    order by w.word
    limit 50000`.execute(tables(db));
  return rows.map((row) => row.word);
}
