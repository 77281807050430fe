import type { Code, CodeSetFields } from "#contract/dictionary";
import { type Db, sql } from "#kernel/db/db";
import type { Origin } from "./element-store.ts";

export interface CodeSetVersion extends CodeSetFields {
  readonly id: string;
  readonly version: number;
  /** `YYYY-MM-DD`. */
  readonly effectiveOn: string;
}

interface VersionRow {
  codeSet: string;
  version: number;
  effectiveOn: string;
  nameZh: string;
  nameEn: string;
  standard: string;
  codes: Code[];
  createdBy: string;
  createdAt: Date;
}

interface Tables {
  "dictionary.codeSet": { id: string; version: number; origin: Origin; isEdited: boolean };
  "dictionary.codeSetVersion": VersionRow;
}

const tables = (db: Db) => db.withTables<Tables>();

const versionOf = (row: Omit<VersionRow, "createdBy" | "createdAt">): CodeSetVersion => ({
  id: row.codeSet,
  version: row.version,
  effectiveOn: row.effectiveOn,
  name: { zh: row.nameZh, en: row.nameEn },
  standard: row.standard,
  codes: row.codes,
});

/** Every version of every code set; by id, oldest first. */
export async function allVersions(db: Db): Promise<CodeSetVersion[]> {
  const rows = await tables(db)
    .selectFrom("dictionary.codeSetVersion as v")
    .selectAll("v")
    .orderBy(sql`v.code_set collate "C"`)
    .orderBy("v.version")
    .execute();
  return rows.map(versionOf);
}

export async function versionsOf(db: Db, id: string): Promise<CodeSetVersion[]> {
  const rows = await tables(db)
    .selectFrom("dictionary.codeSetVersion as v")
    .selectAll("v")
    .where("v.codeSet", "=", id)
    .orderBy("v.version")
    .execute();
  return rows.map(versionOf);
}

export interface CodeSetHead {
  readonly id: string;
  readonly version: number;
  readonly origin: Origin;
  readonly isEdited: boolean;
}

export function allCodeSets(db: Db): Promise<CodeSetHead[]> {
  return tables(db)
    .selectFrom("dictionary.codeSet as c")
    .selectAll("c")
    .orderBy(sql`c.id collate "C"`)
    .execute();
}

/** The code set and no other transaction's change of it until this one ends. */
export function lockCodeSet(db: Db, id: string): Promise<CodeSetHead | undefined> {
  return tables(db)
    .selectFrom("dictionary.codeSet as c")
    .selectAll("c")
    .where("c.id", "=", id)
    .forUpdate()
    .executeTakeFirst();
}

export interface CodeSetFilter {
  readonly q?: string | undefined;
}

export interface CodeSetSummary extends Omit<CodeSetVersion, "codes"> {
  readonly codeCount: number;
}

function newestVersions(db: Db, { q }: CodeSetFilter) {
  let rows = tables(db)
    .selectFrom("dictionary.codeSet as c")
    .innerJoin("dictionary.codeSetVersion as v", (join) =>
      join.onRef("v.codeSet", "=", "c.id").onRef("v.version", "=", "c.version"),
    );
  const text = q?.trim();
  if (text) {
    const like = `%${text.replaceAll(/[%_\\]/g, String.raw`\$&`)}%`;
    rows = rows.where((eb) =>
      eb.or([
        eb("c.id", "ilike", like),
        eb("v.nameZh", "ilike", like),
        eb("v.nameEn", "ilike", like),
        eb("v.standard", "ilike", like),
        sql<boolean>`exists (select 1 from jsonb_array_elements(v.codes) as code where code->'name'->>'zh' ilike ${like})`,
      ]),
    );
  }
  return rows;
}

/** The newest version of each code set without its codes; in the order of ids, from behind `after`. */
export async function pageOfCodeSets(
  db: Db,
  filter: CodeSetFilter,
  limit: number,
  after?: string,
): Promise<CodeSetSummary[]> {
  let query = newestVersions(db, filter);
  if (after !== undefined) query = query.where(sql`c.id collate "C"`, ">", after);
  const rows = await query
    .select(["c.id", "v.version", "v.effectiveOn", "v.nameZh", "v.nameEn", "v.standard"])
    .select(sql<number>`jsonb_array_length(v.codes)`.as("codeCount"))
    .orderBy(sql`c.id collate "C"`)
    .limit(limit)
    .execute();
  return rows.map(({ nameZh, nameEn, ...row }) => Object.assign(row, { name: { zh: nameZh, en: nameEn } }));
}

export async function countCodeSets(db: Db, filter: CodeSetFilter): Promise<number> {
  const row = await newestVersions(db, filter)
    .select((eb) => eb.fn.countAll<number>().as("total"))
    .executeTakeFirstOrThrow();
  return row.total;
}

export async function insertCodeSet(db: Db, head: CodeSetHead): Promise<void> {
  await tables(db).insertInto("dictionary.codeSet").values(head).execute();
}

/** Writes a version; the head must exist and is moved to it. */
export async function insertVersion(
  db: Db,
  version: CodeSetVersion & { readonly createdBy: string; readonly createdAt: Date; readonly isEdited: boolean },
): Promise<void> {
  await tables(db)
    .insertInto("dictionary.codeSetVersion")
    .values({
      codeSet: version.id,
      version: version.version,
      effectiveOn: version.effectiveOn,
      nameZh: version.name.zh,
      nameEn: version.name.en,
      standard: version.standard,
      codes: sql<Code[]>`${JSON.stringify(version.codes)}::jsonb`,
      createdBy: version.createdBy,
      createdAt: version.createdAt,
    })
    .execute();
  await tables(db)
    .updateTable("dictionary.codeSet")
    .set({ version: version.version, isEdited: version.isEdited })
    .where("id", "=", version.id)
    .execute();
}
