import type { DivisionLevel } from "#contract/registry";
import { type Db, sql } from "#kernel/db/db";

export interface DivisionRow {
  code: string;
  name: string;
  level: DivisionLevel;
  parent: string | null;
  isCurrent: boolean;
  firstSeenOn: string | null;
  lastSeenOn: string | null;
  successors: string[];
  childCount: number;
}

export interface LevelCount {
  readonly level: DivisionLevel;
  readonly current: number;
  readonly retired: number;
}

interface EditionRow {
  id: number;
  loadedAt: Date;
  source: string;
  levels: LevelCount[];
}

interface Tables {
  "registry.division": DivisionRow;
  "registry.divisionEdition": EditionRow;
}

const tables = (db: Db) => db.withTables<Tables>();

export async function findDivision(db: Db, code: string): Promise<DivisionRow | undefined> {
  return tables(db).selectFrom("registry.division as d").selectAll("d").where("d.code", "=", code).executeTakeFirst();
}

/** In no particular order. */
export async function findDivisions(db: Db, codes: readonly string[]): Promise<DivisionRow[]> {
  if (codes.length === 0) return [];
  return tables(db)
    .selectFrom("registry.division as d")
    .selectAll("d")
    .where(sql<boolean>`d.code = any(${[...codes]}::text[])`)
    .execute();
}

function below(db: Db, parent: string | null, isCurrent: boolean) {
  return tables(db)
    .selectFrom("registry.division as d")
    .where("d.parent", parent === null ? "is" : "=", parent)
    .where("d.isCurrent", "=", isCurrent);
}

export async function countBelow(db: Db, parent: string | null, isCurrent: boolean): Promise<number> {
  const row = await below(db, parent, isCurrent)
    .select((eb) => eb.fn.countAll<number>().as("total"))
    .executeTakeFirstOrThrow();
  return row.total;
}

/** Children by code, after the given one. */
export async function pageBelow(
  db: Db,
  parent: string | null,
  isCurrent: boolean,
  limit: number,
  after?: string,
): Promise<DivisionRow[]> {
  let query = below(db, parent, isCurrent);
  if (after !== undefined) query = query.where("d.code", ">", after);
  return query.selectAll("d").orderBy("d.code").limit(limit).execute();
}

export async function newestEdition(db: Db): Promise<EditionRow | undefined> {
  return tables(db)
    .selectFrom("registry.divisionEdition as e")
    .selectAll("e")
    .orderBy("e.id", "desc")
    .limit(1)
    .executeTakeFirst();
}

/** Counties and above: short code → name and whether it is in force. */
export async function upperDivisions(db: Db): Promise<Pick<DivisionRow, "code" | "name" | "isCurrent">[]> {
  return tables(db)
    .selectFrom("registry.division as d")
    .select(["d.code", "d.name", "d.isCurrent"])
    .where("d.level", "<=", 3)
    .orderBy("d.code")
    .execute();
}
