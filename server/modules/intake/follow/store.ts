import type { Generated, Insertable, Selectable, Updateable } from "kysely";
import type { FollowPlan, FollowState, SourceLimits } from "#contract/intake-follow";
import type { FollowHealth } from "#contract/intake-standing";
import { type Db, sql } from "#kernel/db/db";
import { json } from "../json-column.ts";
import type { Scope } from "../store.ts";
import type { Finding } from "../readers/change-stream.ts";
import type { ShapeColumn } from "./drift.ts";

export interface Told {
  readonly [fact: string]: unknown;
  readonly code: string;
  readonly zh: string;
  readonly en: string;
}

interface FollowTable {
  id: string;
  sourceId: string;
  resourceId: string;
  resourceName: string;
  department: string;
  tablePath: string;
  plan: FollowPlan;
  shape: Generated<ShapeColumn[]>;
  state: FollowState;
  health: Generated<FollowHealth>;
  loadId: string | null;
  rereads: Generated<boolean>;
  position: string | null;
  findings: Generated<Finding[]>;
  problem: Told | null;
  lagAt: Date | null;
  lagSeconds: number | null;
  lagBytes: number | null;
  rowCount: number | null;
  nextRunAt: Date | null;
  lastDoneAt: Date | null;
  reconciledAt: Date | null;
  actorId: string;
  createdBy: string;
  createdAt: Date;
  endedAt: Date | null;
  version: Generated<number>;
}
export type FollowRow = Selectable<FollowTable>;

interface Tables {
  "intake.follow": FollowTable;
  "intake.lag": { followId: string; at: Date; seconds: number | null; bytes: number | null };
  "intake.sourceLimit": { sourceId: string; runs: number; bytesPerSecond: number | null; version: Generated<number> };
  "intake.mismatchLimit": { effectiveOn: string; workingDays: number; basis: string };
}

const tables = (db: Db) => db.withTables<Tables>();

export async function insertFollow(
  db: Db,
  follow: Omit<Insertable<FollowTable>, "shape" | "findings" | "problem">,
): Promise<FollowRow> {
  return tables(db)
    .insertInto("intake.follow")
    .values({ ...follow, plan: json(follow.plan) })
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** `version` is for what people edit; what runs note does not move it. */
export async function updateFollow(
  db: Db,
  id: string,
  change: Omit<Updateable<FollowTable>, "version">,
  isEdit = false,
): Promise<void> {
  if (Object.keys(change).length === 0 && !isEdit) return;
  const { plan, shape, findings, problem, ...rest } = change;
  await tables(db)
    .updateTable("intake.follow")
    .set({
      ...rest,
      ...(plan === undefined ? {} : { plan: json(plan) }),
      ...(shape === undefined ? {} : { shape: json(shape) }),
      ...(findings === undefined ? {} : { findings: json(findings) }),
      ...(problem === undefined ? {} : { problem: problem === null ? null : json(problem) }),
      ...(isEdit ? { version: sql<number>`version + 1` } : {}),
    })
    .where("id", "=", id)
    .execute();
}

export async function findFollow(db: Db, id: string): Promise<FollowRow | undefined> {
  return tables(db).selectFrom("intake.follow as f").selectAll("f").where("f.id", "=", id).executeTakeFirst();
}

export async function lockFollow(db: Db, id: string): Promise<void> {
  await tables(db).selectFrom("intake.follow as f").select("f.id").where("f.id", "=", id).forUpdate().execute();
}

export async function followOfResource(db: Db, resourceId: string): Promise<FollowRow | undefined> {
  return tables(db)
    .selectFrom("intake.follow as f")
    .selectAll("f")
    .where("f.resourceId", "=", resourceId)
    .where("f.endedAt", "is", null)
    .executeTakeFirst();
}

/** All that go on, for the tick. */
export async function liveFollows(db: Db): Promise<FollowRow[]> {
  return tables(db)
    .selectFrom("intake.follow as f")
    .selectAll("f")
    .where("f.endedAt", "is", null)
    .orderBy("f.createdAt")
    .execute();
}

export interface FollowFilter {
  readonly scope: Scope;
  readonly department?: string | undefined;
  readonly sourceId?: string | undefined;
  readonly resourceId?: string | undefined;
  readonly state?: FollowState | undefined;
  readonly health?: FollowHealth | undefined;
  readonly finding?: string | undefined;
  readonly q?: string | undefined;
}

/** The worst first: the place of a health in the contract's list. */
const severity = sql<number>`array_position(array['failed','mismatch','drift','late','waiting','paused','well'], f.health)`;

export interface FollowKey {
  readonly severity: number;
  readonly name: string;
  readonly id: string;
}

export interface FollowPage {
  readonly rows: (FollowRow & { severity: number })[];
  readonly total: number;
  readonly byHealth: Record<string, number>;
  readonly byFinding: (Finding & { count: number })[];
}

export async function pageOfFollows(
  db: Db,
  filter: FollowFilter,
  limit: number,
  after?: FollowKey,
): Promise<FollowPage> {
  const { scope } = filter;
  let query = tables(db).selectFrom("intake.follow as f").where("f.endedAt", "is", null);
  if (scope !== "all") query = query.where(sql<boolean>`f.department = any(${[...scope]})`);
  if (filter.department) query = query.where("f.department", "=", filter.department);
  if (filter.sourceId) query = query.where("f.sourceId", "=", filter.sourceId);
  if (filter.resourceId) query = query.where("f.resourceId", "=", filter.resourceId);
  if (filter.state) query = query.where("f.state", "=", filter.state);
  if (filter.q) query = query.where("f.resourceName", "ilike", `%${filter.q.replaceAll(/[%_\\]/g, String.raw`\$&`)}%`);
  const found = await query
    .innerJoin(sql<{ f: Finding }>`jsonb_array_elements(f.findings)`.as<"one">(sql`one(f)`), (join) => join.onTrue())
    .select([
      sql<string>`one.f->>'code'`.as("code"),
      sql<Finding>`(array_agg(one.f))[1]`.as("finding"),
      sql<number>`count(distinct f.id)`.as("n"),
    ])
    .groupBy(sql`1`)
    .orderBy(sql`1`)
    .execute();
  const byFinding = found.map(({ finding, n }) => ({ ...finding, count: n }));
  if (filter.finding)
    query = query.where(sql<boolean>`f.findings @> ${JSON.stringify([{ code: filter.finding }])}::jsonb`);
  const counted = await query
    .select((eb) => ["f.health", eb.fn.countAll<number>().as("n")])
    .groupBy("f.health")
    .execute();
  const byHealth = Object.fromEntries(counted.map(({ health, n }) => [health, n]));
  if (filter.health) query = query.where("f.health", "=", filter.health);
  const total = filter.health ? (byHealth[filter.health] ?? 0) : counted.reduce((sum, { n }) => sum + n, 0);
  const page = after
    ? query.where(
        sql<boolean>`(${severity}, f.resource_name, f.id) > (${after.severity}, ${after.name}, ${after.id}::uuid)`,
      )
    : query;
  const rows = await page
    .selectAll("f")
    .select(severity.as("severity"))
    .orderBy(severity)
    .orderBy("f.resourceName")
    .orderBy("f.id")
    .limit(limit)
    .execute();
  return { rows, total, byHealth, byFinding };
}

export async function insertLag(db: Db, followId: string, at: Date, seconds: number | null, bytes: number | null) {
  await tables(db)
    .insertInto("intake.lag")
    .values({ followId, at, seconds, bytes })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export async function forgetLags(db: Db, before: Date): Promise<void> {
  await tables(db).deleteFrom("intake.lag").where("at", "<", before).execute();
}

/** The newest 60 of each, oldest first. */
/** All that have not ended. */
export async function followsOfSources(db: Db, sourceIds: readonly string[]): Promise<FollowRow[]> {
  if (sourceIds.length === 0) return [];
  return tables(db)
    .selectFrom("intake.follow as f")
    .selectAll("f")
    .where("f.sourceId", "in", [...sourceIds])
    .where("f.endedAt", "is", null)
    .orderBy("f.id")
    .execute();
}

export async function lagsOf(db: Db, followIds: readonly string[]) {
  if (followIds.length === 0) return [];
  const rows = await tables(db)
    .selectFrom((eb) =>
      eb
        .selectFrom("intake.lag as l")
        .select(["l.followId", "l.at", "l.seconds", "l.bytes"])
        .select(sql<number>`row_number() over (partition by l.follow_id order by l.at desc)`.as("place"))
        .where("l.followId", "in", [...followIds])
        .as("l"),
    )
    .selectAll("l")
    .where("l.place", "<=", 60)
    .orderBy("l.at")
    .execute();
  return rows;
}

export const defaultLimits: SourceLimits & { version: number } = { runs: 2, bytesPerSecond: null, version: 0 };

export async function limitsOf(db: Db, sourceId: string): Promise<SourceLimits & { version: number }> {
  const row = await tables(db)
    .selectFrom("intake.sourceLimit as l")
    .select(["l.runs", "l.bytesPerSecond", "l.version"])
    .where("l.sourceId", "=", sourceId)
    .executeTakeFirst();
  return row ?? defaultLimits;
}

export async function saveLimits(db: Db, sourceId: string, limits: SourceLimits): Promise<void> {
  await tables(db)
    .insertInto("intake.sourceLimit")
    .values({ sourceId, ...limits })
    .onConflict((conflict) =>
      conflict.column("sourceId").doUpdateSet({ ...limits, version: sql<number>`source_limit.version + 1` }),
    )
    .execute();
}

/** In how many working days a difference is to be explained, by the rule in force on `day` (`YYYY-MM-DD`). */
export async function mismatchLimit(db: Db, day: string): Promise<{ workingDays: number; basis: string }> {
  return tables(db)
    .selectFrom("intake.mismatchLimit as l")
    .select(["l.workingDays", "l.basis"])
    .where("l.effectiveOn", "<=", day)
    .orderBy("l.effectiveOn", "desc")
    .limit(1)
    .executeTakeFirstOrThrow();
}
