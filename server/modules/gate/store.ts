import { type GrantState, type GrantTerms, publicReader } from "#contract/gate";
import { type Db, type Relation, sql } from "#kernel/db/db";

export interface GrantRow {
  id: string;
  number: number;
  state: GrantState;
  stateReason: string;
  stateSince: Date;
  department: string;
  provider: string;
  resourceId: string;
  terms: GrantTerms;
  validUntil: string | null;
  requestModule: string | null;
  requestId: string | null;
  firstDeliveryAt: Date | null;
  firstDeliveryEntry: number | null;
  createdAt: Date;
  version: number;
}

interface VersionRow {
  grantId: string;
  version: number;
  state: GrantState;
  terms: GrantTerms;
  reason: string;
  byId: string;
  byName: string;
  at: Date;
}

interface Tables {
  "gate.grant": GrantRow & { endingSoonFor: string | null; endingNowFor: string | null; expiredFor: string | null };
  "gate.grantVersion": VersionRow;
}

const tables = (db: Db) => db.withTables<Tables>();
const json = (value: unknown) => sql<never>`${JSON.stringify(value)}::jsonb`;
const now = sql<never>`pg_current_xact_id()`;

const columns = [
  "g.id",
  "g.number",
  "g.state",
  "g.stateReason",
  "g.stateSince",
  "g.department",
  "g.provider",
  "g.resourceId",
  "g.terms",
  "g.validUntil",
  "g.requestModule",
  "g.requestId",
  "g.firstDeliveryAt",
  "g.firstDeliveryEntry",
  "g.createdAt",
  "g.version",
] as const;

export interface NewGrant {
  readonly id: string;
  readonly state: GrantState;
  readonly provider: string;
  readonly terms: GrantTerms;
  readonly at: Date;
}

const indexed = (terms: GrantTerms) => ({
  validUntil: terms.validUntil,
  requestModule: terms.request?.module ?? null,
  requestId: terms.request?.id ?? null,
});

export async function insertGrant(db: Db, grant: NewGrant): Promise<void> {
  await tables(db)
    .insertInto("gate.grant")
    .values({
      id: grant.id,
      state: grant.state,
      stateSince: grant.at,
      department: grant.terms.department,
      provider: grant.provider,
      resourceId: grant.terms.resourceId,
      terms: json(grant.terms),
      ...indexed(grant.terms),
      createdAt: grant.at,
    } as never)
    .execute();
}

export async function findGrant(db: Db, id: string): Promise<GrantRow | undefined> {
  return tables(db).selectFrom("gate.grant as g").select(columns).where("g.id", "=", id).executeTakeFirst();
}

/** Locked until the transaction ends: two changes of one grant come one after the other. */
export async function lockGrant(db: Db, id: string): Promise<GrantRow | undefined> {
  return tables(db).selectFrom("gate.grant as g").select(columns).where("g.id", "=", id).forUpdate().executeTakeFirst();
}

export async function updateGrant(
  db: Db,
  id: string,
  set: { state: GrantState; stateReason: string; stateSince: Date; terms: GrantTerms; version: number },
): Promise<void> {
  await tables(db)
    .updateTable("gate.grant")
    .set({ ...set, terms: json(set.terms), ...indexed(set.terms), changedIn: now } as never)
    .where("id", "=", id)
    .execute();
}

export async function insertVersion(db: Db, row: VersionRow): Promise<void> {
  await tables(db)
    .insertInto("gate.grantVersion")
    .values({ ...row, terms: json(row.terms) })
    .execute();
}

export async function versionsOf(db: Db, grantId: string): Promise<VersionRow[]> {
  return tables(db)
    .selectFrom("gate.grantVersion as v")
    .selectAll("v")
    .where("v.grantId", "=", grantId)
    .orderBy("v.version", "desc")
    .limit(500)
    .execute();
}

/** True for the one caller that noted it. */
export async function noteFirstDelivery(db: Db, id: string, at: Date, entry: number): Promise<boolean> {
  const updated = await tables(db)
    .updateTable("gate.grant")
    .set({ firstDeliveryAt: at, firstDeliveryEntry: entry, changedIn: now } as never)
    .where("id", "=", id)
    .where("firstDeliveryAt", "is", null)
    .executeTakeFirst();
  return updated.numUpdatedRows > 0n;
}

/** All grants of a department, newest first; of the ended ones those of the last 5,000 in all. */
export async function grantsFor(db: Db, department: string): Promise<GrantRow[]> {
  return tables(db)
    .selectFrom("gate.grant as g")
    .select(columns)
    .where("g.department", "=", department)
    .orderBy((eb) => eb("g.state", "=", "ended"))
    .orderBy("g.number", "desc")
    .limit(5000)
    .execute();
}

export interface ListFilter {
  /** What the reader may see: everything, or grants to or of these departments. */
  readonly departments: "all" | readonly string[];
  readonly department?: string | undefined;
  readonly provider?: string | undefined;
  readonly resourceId?: string | undefined;
  readonly states?: readonly GrantState[] | undefined;
  readonly request?: { readonly module: string; readonly id: string } | undefined;
  /** Only those whose last day is not after this one, and not ended. */
  readonly untilAtMost?: string | undefined;
}

function filtered(db: Db, filter: ListFilter) {
  let query = tables(db).selectFrom("gate.grant as g");
  const { departments, request } = filter;
  if (departments !== "all") {
    const own = sql`${[...departments]}::text[]`;
    query = query.where(sql<boolean>`(g.department = any(${own}) or g.provider = any(${own}))`);
  }
  if (filter.department !== undefined) query = query.where("g.department", "=", filter.department);
  if (filter.provider !== undefined) query = query.where("g.provider", "=", filter.provider);
  if (filter.resourceId !== undefined) query = query.where("g.resourceId", "=", filter.resourceId);
  if (filter.states) query = query.where(sql<boolean>`g.state = any(${[...filter.states]}::text[])`);
  if (request) query = query.where("g.requestModule", "=", request.module).where("g.requestId", "=", request.id);
  if (filter.untilAtMost !== undefined)
    query = query.where("g.validUntil", "<=", filter.untilAtMost).where("g.state", "<>", "ended");
  return query;
}

/** Newest first, below a number. */
export async function pageOfGrants(db: Db, filter: ListFilter, limit: number, before?: number): Promise<GrantRow[]> {
  let query = filtered(db, filter);
  if (before !== undefined) query = query.where("g.number", "<", before);
  return query.select(columns).orderBy("g.number", "desc").limit(limit).execute();
}

export async function countGrants(db: Db, filter: ListFilter): Promise<number> {
  const row = await filtered(db, filter)
    .select((eb) => eb.fn.countAll<number>().as("total"))
    .executeTakeFirstOrThrow();
  return row.total;
}

/** Resources that a grant not ended names. */
export async function isGranted(db: Db, resourceId: string): Promise<boolean> {
  const row = await tables(db)
    .selectFrom("gate.grant as g")
    .select("g.id")
    .where("g.resourceId", "=", resourceId)
    .where("g.state", "<>", "ended")
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Departments that hold a grant of this resource in force; everybody is no department. */
export async function usersOf(db: Db, resourceId: string): Promise<number> {
  const row = await tables(db)
    .selectFrom("gate.grant as g")
    .select(sql<number>`count(distinct g.department)`.as("users"))
    .where("g.resourceId", "=", resourceId)
    .where("g.state", "=", "active")
    .where("g.department", "<>", publicReader)
    .executeTakeFirstOrThrow();
  return row.users;
}

/** How many departments other than the provider hold a grant in force: `resource_id, users`; none is no row. Everybody is no department. */
export const usersByResource: Relation = sql`(
  select g.resource_id, count(distinct g.department)::int as users
  from gate.grant g
  where g.state = 'active' and g.department <> g.provider and g.department <> ${sql.lit(publicReader)}
  group by g.resource_id)`;

export const endingColumns = { 30: "endingSoonFor", 7: "endingNowFor", 0: "expiredFor" } as const;

/**
 * Grants whose last day is at most `until` and for whose `validUntil` this notice was not sent; marks them as told.
 * Rows another process is telling are left to it.
 */
export async function takeEnding(
  db: Db,
  days: keyof typeof endingColumns,
  until: string,
  limit: number,
): Promise<GrantRow[]> {
  const column = sql.ref(`g.${endingColumns[days]}`);
  const due = await tables(db)
    .selectFrom("gate.grant as g")
    .select(columns)
    .where("g.state", "in", ["active", "suspended", "prepared"])
    .where("g.validUntil", "<=", until)
    .where(sql<boolean>`${column} is distinct from g.valid_until`)
    .orderBy("g.number")
    .limit(limit)
    .forUpdate()
    .skipLocked()
    .execute();
  if (due.length === 0) return [];
  await tables(db)
    .updateTable("gate.grant")
    .set({ [endingColumns[days]]: sql`valid_until` } as never)
    .where(
      "id",
      "in",
      due.map((row) => row.id),
    )
    .execute();
  return due;
}
