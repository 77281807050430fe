import type { Bilingual } from "#contract/text";
import { type Db, sql } from "#kernel/db/db";

/** Lists that are data: themes, licences, and the numbers rules go by. */
const tables = (db: Db) => db.withTables<never>();

export interface ThemeRow {
  readonly code: string;
  readonly name: Bilingual;
}

export async function themes(db: Db): Promise<ThemeRow[]> {
  const { rows } = await sql<{ code: string; zh: string; en: string }>`
    select t.code, t.zh, t.en from portal.theme t order by t.position, t.code`.execute(tables(db));
  return rows.map(({ code, zh, en }) => ({ code, name: { zh, en } }));
}

export interface LicenceRow {
  readonly id: string;
  readonly name: Bilingual;
  readonly url: string;
  readonly isOpen: boolean;
  readonly summary: Bilingual;
  readonly text: Bilingual;
}

export async function licences(db: Db): Promise<LicenceRow[]> {
  const { rows } = await sql<{
    id: string;
    zh: string;
    en: string;
    url: string | null;
    isOpen: boolean;
    summaryZh: string;
    summaryEn: string;
    textZh: string;
    textEn: string;
  }>`
    select l.id, l.zh, l.en, l.url, l.is_open, l.summary_zh, l.summary_en, l.text_zh, l.text_en
    from portal.licence l order by l.position, l.id`.execute(tables(db));
  return rows.map((row) => ({
    id: row.id,
    name: { zh: row.zh, en: row.en },
    url: row.url ?? `/open/licences/${row.id}`,
    isOpen: row.isOpen,
    summary: { zh: row.summaryZh, en: row.summaryEn },
    text: { zh: row.textZh, en: row.textEn },
  }));
}

export type RuleName =
  | "small-cell-below"
  | "highest-open-grade"
  | "versions-kept"
  | "rows-per-minute"
  | "forms-per-hour";

/** The numbers in force on a day (`YYYY-MM-DD`). */
export async function rulesOn(db: Db, day: string): Promise<ReadonlyMap<RuleName, number>> {
  const { rows } = await sql<{ name: RuleName; value: number }>`
    select distinct on (r.name) r.name, r.value from portal.rule r
    where r.effective_on <= ${day}::date
    order by r.name, r.effective_on desc`.execute(tables(db));
  return new Map(rows.map(({ name, value }) => [name, value]));
}
