import type { Contact, DataDuty, DivisionLevel, NetworkZone } from "#contract/registry";
import type { z } from "zod";
import { type Db, isSqlState, sql } from "#kernel/db/db";
import { levelOf } from "./division-code.ts";

export interface DepartmentRow {
  readonly code: string;
  readonly name: string;
  readonly shortName: string;
  readonly nameEn: string;
  readonly division: string;
  readonly parent: string | null;
  readonly duties: z.infer<typeof DataDuty>[];
  readonly contacts: z.infer<typeof Contact>[];
  readonly status: "active" | "closed";
  readonly isInvented: boolean;
  /** The data-sharing bureau of its division. */
  readonly isBureau: boolean;
  readonly version: number;
  /** Of its division. */
  readonly level: DivisionLevel;
  /** The code itself while the division is not in the register. */
  readonly divisionName: string;
  readonly systemCount: number;
}

export type DepartmentFields = Omit<DepartmentRow, "version" | "level" | "divisionName" | "systemCount">;

interface StoredDepartment extends DepartmentFields {
  readonly createdAt: Date;
  readonly version: number;
}

export interface SystemRow {
  readonly id: string;
  readonly department: string;
  readonly name: string;
  readonly zone: NetworkZone;
  readonly description: string;
  readonly isCritical: boolean;
  readonly createdAt: Date;
  readonly version: number;
}

interface Tables {
  "registry.department": StoredDepartment;
  "registry.division": { code: string; name: string };
  "registry.system": SystemRow;
}

const tables = (db: Db) => db.withTables<Tables>();
const json = <Value>(value: Value) => sql<Value>`${JSON.stringify(value)}::jsonb`;
const pattern = (text: string) => `%${text.replaceAll(/[%_\\]/g, String.raw`\$&`)}%`;

function departmentRows(db: Db) {
  return tables(db)
    .selectFrom("registry.department as d")
    .leftJoin("registry.division as v", "v.code", "d.division")
    .select([
      "d.code",
      "d.name",
      "d.shortName",
      "d.nameEn",
      "d.division",
      "d.parent",
      "d.duties",
      "d.contacts",
      "d.status",
      "d.isInvented",
      "d.isBureau",
      "d.version",
    ])
    .select(sql<string>`coalesce(v.name, d.division)`.as("divisionName"))
    .select(sql<number>`(select count(*) from registry.system s where s.department = d.code)`.as("systemCount"));
}

export async function allDepartments(db: Db): Promise<ReadonlyMap<string, DepartmentRow>> {
  const rows = await departmentRows(db)
    .orderBy(sql`d.division collate "C"`)
    .orderBy(sql`d.code collate "C"`)
    .execute();
  return new Map(rows.map((row) => [row.code, Object.assign(row, { level: levelOf(row.division) ?? 5 })]));
}

/** False where the code is taken. */
export async function insertDepartment(db: Db, fields: DepartmentFields, createdAt: Date): Promise<boolean> {
  const { duties, contacts, ...plain } = fields;
  const result = await tables(db)
    .insertInto("registry.department")
    .values({ ...plain, duties: json(duties), contacts: json(contacts), createdAt, version: 1 })
    .onConflict((conflict) => conflict.column("code").doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** The version it has, locked until the transaction ends. */
export async function lockDepartment(db: Db, code: string): Promise<number | undefined> {
  const row = await tables(db)
    .selectFrom("registry.department as d")
    .select("d.version")
    .where("d.code", "=", code)
    .forNoKeyUpdate()
    .executeTakeFirst();
  return row?.version;
}

export async function updateDepartment(db: Db, fields: DepartmentFields): Promise<void> {
  const { code, duties, contacts, ...plain } = fields;
  await tables(db)
    .updateTable("registry.department")
    .set({ ...plain, duties: json(duties), contacts: json(contacts), version: sql<number>`version + 1` })
    .where("code", "=", code)
    .execute();
}

/** Codes that bore the mark in this division and bear it no longer. */
export async function unmarkBureau(db: Db, division: string): Promise<string[]> {
  const rows = await tables(db)
    .updateTable("registry.department")
    .set({ isBureau: false, version: sql<number>`version + 1` })
    .where("division", "=", division)
    .where("isBureau", "=", true)
    .returning("code")
    .execute();
  return rows.map(({ code }) => code);
}

export async function setBureau(db: Db, code: string, isBureau: boolean): Promise<void> {
  await tables(db)
    .updateTable("registry.department")
    .set({ isBureau, version: sql<number>`version + 1` })
    .where("code", "=", code)
    .execute();
}

export interface SystemFilter {
  readonly departments: "all" | readonly string[];
  readonly department?: string | undefined;
  readonly q?: string | undefined;
}

function systems(db: Db, filter: SystemFilter) {
  let query = tables(db).selectFrom("registry.system as s");
  if (filter.departments !== "all")
    query = query.where(sql<boolean>`s.department = any(${[...filter.departments]}::text[])`);
  if (filter.department !== undefined) query = query.where("s.department", "=", filter.department);
  if (filter.q !== undefined && filter.q !== "") query = query.where("s.name", "ilike", pattern(filter.q));
  return query;
}

export async function countSystems(db: Db, filter: SystemFilter): Promise<number> {
  const row = await systems(db, filter)
    .select((eb) => eb.fn.countAll<number>().as("total"))
    .executeTakeFirstOrThrow();
  return row.total;
}

/** By department and name, after the given place. */
export async function pageOfSystems(
  db: Db,
  filter: SystemFilter,
  limit: number,
  after?: { readonly department: string; readonly name: string },
): Promise<SystemRow[]> {
  let query = systems(db, filter);
  if (after) query = query.where(sql<boolean>`(s.department, s.name) > (${after.department}, ${after.name})`);
  return query.selectAll("s").orderBy("s.department").orderBy("s.name").limit(limit).execute();
}

/** In the order of their ids. */
export async function systemsOfAll(db: Db): Promise<SystemRow[]> {
  return tables(db).selectFrom("registry.system as s").selectAll("s").orderBy("s.id").execute();
}

export async function findSystem(db: Db, id: string): Promise<SystemRow | undefined> {
  return tables(db)
    .selectFrom("registry.system as s")
    .selectAll("s")
    .where("s.id", "=", id)
    .forUpdate()
    .executeTakeFirst();
}

/** False where the department has a system of this name. */
export async function insertSystem(db: Db, row: SystemRow): Promise<boolean> {
  const result = await tables(db)
    .insertInto("registry.system")
    .values(row)
    .onConflict((conflict) => conflict.columns(["department", "name"]).doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

export async function systemNamed(db: Db, department: string, name: string): Promise<SystemRow | undefined> {
  return tables(db)
    .selectFrom("registry.system as s")
    .selectAll("s")
    .where("s.department", "=", department)
    .where("s.name", "=", name)
    .executeTakeFirst();
}

/** False where the department has another system of this name; the transaction can then only be rolled back. */
export async function updateSystem(db: Db, row: SystemRow): Promise<boolean> {
  const { id, name, zone, description, isCritical } = row;
  try {
    await tables(db)
      .updateTable("registry.system")
      .set({ name, zone, description, isCritical, version: sql<number>`version + 1` })
      .where("id", "=", id)
      .execute();
    return true;
  } catch (error) {
    if (isSqlState(error, "23505")) return false;
    throw error;
  }
}
