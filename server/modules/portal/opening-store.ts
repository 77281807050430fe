import type { OpeningState, OpeningTerms } from "#contract/portal-manage";
import { type Db, sql } from "#kernel/db/db";

export interface OpeningRow {
  readonly id: string;
  readonly number: number;
  readonly code: string;
  readonly resourceId: string;
  readonly department: string;
  readonly state: OpeningState;
  readonly stateSince: Date;
  readonly terms: OpeningTerms;
  readonly proposed: OpeningTerms | null;
  readonly isProposalSubmitted: boolean;
  readonly submittedBy: string | null;
  readonly submittedName: string | null;
  readonly openedBy: string | null;
  readonly openedName: string | null;
  readonly returned: { reason: string; by: string; at: string } | null;
  readonly withdrawnReason: string;
  readonly grantId: string | null;
  readonly jobId: string | null;
  readonly createdAt: Date;
  readonly version: number;
}

interface Tables {
  "portal.dataset": OpeningRow;
}

const tables = (db: Db) => db.withTables<Tables>();
const json = (value: unknown) => sql<never>`${JSON.stringify(value)}::jsonb`;
const jsonColumns = ["terms", "proposed", "returned"] as const;

function written(row: Partial<OpeningRow>): Record<string, unknown> {
  const out: Record<string, unknown> = { ...row };
  for (const column of jsonColumns)
    if (row[column] !== undefined) out[column] = row[column] === null ? null : json(row[column]);
  return out;
}

export async function insertOpening(
  db: Db,
  row: Pick<OpeningRow, "id" | "code" | "resourceId" | "department" | "state" | "stateSince" | "terms" | "createdAt">,
): Promise<void> {
  await tables(db)
    .insertInto("portal.dataset")
    .values(written(row) as never)
    .execute();
}

export async function updateOpening(db: Db, id: string, set: Partial<OpeningRow>): Promise<void> {
  await tables(db)
    .updateTable("portal.dataset")
    .set(written(set) as never)
    .where("id", "=", id)
    .execute();
}

export async function findOpening(db: Db, id: string): Promise<OpeningRow | undefined> {
  return tables(db).selectFrom("portal.dataset as d").selectAll("d").where("d.id", "=", id).executeTakeFirst();
}

/** Locked until the transaction ends: two steps of one dataset come one after the other. */
export async function lockOpening(db: Db, id: string): Promise<OpeningRow | undefined> {
  return tables(db)
    .selectFrom("portal.dataset as d")
    .selectAll("d")
    .where("d.id", "=", id)
    .forUpdate()
    .executeTakeFirst();
}

/** Open datasets made of a resource. */
export async function openOnesOf(db: Db, resourceId: string): Promise<OpeningRow[]> {
  return tables(db)
    .selectFrom("portal.dataset as d")
    .selectAll("d")
    .where("d.resourceId", "=", resourceId)
    .where("d.state", "=", "open")
    .orderBy("d.number")
    .execute();
}

export interface OpeningFilter {
  readonly departments: "all" | readonly string[];
  readonly department?: string | undefined;
  readonly state?: OpeningState | undefined;
  readonly resourceId?: string | undefined;
}

function filtered(db: Db, filter: OpeningFilter) {
  let query = tables(db).selectFrom("portal.dataset as d");
  if (filter.departments !== "all")
    query = query.where(sql<boolean>`d.department = any(${[...filter.departments]}::text[])`);
  if (filter.department !== undefined) query = query.where("d.department", "=", filter.department);
  if (filter.state !== undefined) query = query.where("d.state", "=", filter.state);
  if (filter.resourceId !== undefined) query = query.where("d.resourceId", "=", filter.resourceId);
  return query;
}

/** Newest first, below a number. */
export async function pageOfOpenings(db: Db, filter: OpeningFilter, limit: number, below?: number) {
  let query = filtered(db, filter);
  if (below !== undefined) query = query.where("d.number", "<", below);
  return query.selectAll("d").orderBy("d.number", "desc").limit(limit).execute();
}

export async function countOpenings(db: Db, filter: OpeningFilter): Promise<number> {
  const row = await filtered(db, filter)
    .select((eb) => eb.fn.countAll<number>().as("total"))
    .executeTakeFirstOrThrow();
  return row.total;
}
