import type { Generated, Insertable, Selectable, Updateable } from "kysely";
import type { Bilingual } from "#contract/text";
import type {
  DriftChange,
  DriftReach,
  FollowMode,
  Run,
  RunCounts,
  RunStage,
  RunState,
  RunTrigger,
} from "#contract/intake-follow";
import { type Db, sql } from "#kernel/db/db";
import { json } from "../json-column.ts";
import type { Scope } from "../store.ts";
import type { Told } from "./store.ts";

interface RunTable {
  id: string;
  number: Generated<number>;
  followNumber: number;
  followId: string;
  sourceId: string;
  department: string;
  mode: FollowMode;
  trigger: RunTrigger;
  rereads: boolean;
  state: RunState;
  waitsFor: Bilingual | null;
  startsAfter: Date | null;
  attempt: Generated<number>;
  stages: Generated<RunStage[]>;
  counts: RunCounts;
  batches: Generated<number>;
  position: string | null;
  throughput: Generated<Run["throughput"]>;
  loadId: string | null;
  jobId: string | null;
  driftId: string | null;
  actorId: string;
  startedBy: string;
  createdAt: Date;
  startedAt: Date | null;
  endedAt: Date | null;
  entry: number | null;
  problem: Told | null;
}
export type RunRow = Selectable<RunTable>;

interface ReconciliationTable {
  id: string;
  number: Generated<number>;
  followId: string;
  runId: string | null;
  at: Date;
  sourceCount: number;
  lakeCount: number;
  rejectedCount: number;
  sourceChecksum: string | null;
  lakeChecksum: string | null;
  isMatching: boolean;
  columns: string[];
  commitmentId: string | null;
}
export type ReconciliationRow = Selectable<ReconciliationTable>;

interface DriftTable {
  id: string;
  number: Generated<number>;
  followId: string;
  foundAt: Date;
  changes: DriftChange[];
  reaches: Generated<DriftReach[]>;
  outcome: "stopped" | "went-on";
  settledAt: Date | null;
  settledBy: string | null;
}
export type DriftRow = Selectable<DriftTable>;

interface Tables {
  "intake.run": RunTable;
  "intake.reconciliation": ReconciliationTable;
  "intake.drift": DriftTable;
}

const tables = (db: Db) => db.withTables<Tables>();
const open = ["queued", "waiting", "running"] as const;

/** Answers undefined where a run of this follow is queued or under way. */
export async function insertRun(
  db: Db,
  run: Omit<Insertable<RunTable>, "stages" | "throughput" | "problem" | "waitsFor" | "followNumber">,
): Promise<RunRow | undefined> {
  return tables(db)
    .insertInto("intake.run")
    .values({
      ...run,
      counts: json(run.counts),
      followNumber: sql<number>`(select coalesce(max(r.follow_number), 0) + 1 from intake.run r where r.follow_id = ${run.followId})`,
    })
    .onConflict((conflict) =>
      conflict
        .column("followId")
        .where("state", "in", [...open])
        .doNothing(),
    )
    .returningAll()
    .executeTakeFirst();
}

export async function updateRun(db: Db, id: string, change: Updateable<RunTable>): Promise<void> {
  const { waitsFor, stages, counts, throughput, problem, ...rest } = change;
  await tables(db)
    .updateTable("intake.run")
    .set({
      ...rest,
      ...(waitsFor === undefined ? {} : { waitsFor: waitsFor === null ? null : json(waitsFor) }),
      ...(stages === undefined ? {} : { stages: json(stages) }),
      ...(counts === undefined ? {} : { counts: json(counts) }),
      ...(throughput === undefined ? {} : { throughput: json(throughput) }),
      ...(problem === undefined ? {} : { problem: problem === null ? null : json(problem) }),
    })
    .where("id", "=", id)
    .execute();
}

export async function findRun(db: Db, id: string): Promise<RunRow | undefined> {
  return tables(db).selectFrom("intake.run as r").selectAll("r").where("r.id", "=", id).executeTakeFirst();
}

export async function openRunOf(db: Db, followId: string): Promise<RunRow | undefined> {
  return tables(db)
    .selectFrom("intake.run as r")
    .selectAll("r")
    .where("r.followId", "=", followId)
    .where("r.state", "in", [...open])
    .executeTakeFirst();
}

/** In the order of asking. */
export async function openRuns(db: Db): Promise<RunRow[]> {
  return tables(db)
    .selectFrom("intake.run as r")
    .selectAll("r")
    .where("r.state", "in", [...open])
    .orderBy("r.number")
    .execute();
}

export async function lastRuns(db: Db, followIds: readonly string[]): Promise<Map<string, RunRow>> {
  if (followIds.length === 0) return new Map();
  const rows = await tables(db)
    .selectFrom("intake.run as r")
    .selectAll("r")
    .distinctOn("r.followId")
    .where("r.followId", "in", [...followIds])
    .orderBy("r.followId")
    .orderBy("r.number", "desc")
    .execute();
  return new Map(rows.map((row) => [row.followId, row]));
}

export interface RunFilter {
  readonly scope: Scope;
  readonly followId?: string | undefined;
  readonly sourceId?: string | undefined;
  readonly department?: string | undefined;
  readonly state?: RunState | undefined;
}

/** Newest first. */
export async function pageOfRuns(
  db: Db,
  filter: RunFilter,
  limit: number,
  before?: number,
): Promise<{ rows: RunRow[]; total: number; byState: Record<string, number> }> {
  let query = tables(db).selectFrom("intake.run as r");
  const { scope } = filter;
  if (scope !== "all") query = query.where(sql<boolean>`r.department = any(${[...scope]})`);
  if (filter.followId) query = query.where("r.followId", "=", filter.followId);
  if (filter.sourceId) query = query.where("r.sourceId", "=", filter.sourceId);
  if (filter.department) query = query.where("r.department", "=", filter.department);
  const counted = await query
    .select((eb) => ["r.state", eb.fn.countAll<number>().as("n")])
    .groupBy("r.state")
    .execute();
  const byState = Object.fromEntries(counted.map(({ state, n }) => [state, n]));
  if (filter.state) query = query.where("r.state", "=", filter.state);
  const total = counted
    .filter(({ state }) => !filter.state || state === filter.state)
    .reduce((sum, { n }) => sum + n, 0);
  const page = before === undefined ? query : query.where("r.number", "<", before);
  return { total, byState, rows: await page.selectAll("r").orderBy("r.number", "desc").limit(limit).execute() };
}

export async function insertReconciliation(db: Db, row: Insertable<ReconciliationTable>): Promise<void> {
  await tables(db)
    .insertInto("intake.reconciliation")
    .values({ ...row, columns: json(row.columns) })
    .execute();
}

export async function pageOfReconciliations(
  db: Db,
  followId: string,
  limit: number,
  before?: number,
): Promise<{ rows: ReconciliationRow[]; total: number }> {
  const query = tables(db).selectFrom("intake.reconciliation as c").where("c.followId", "=", followId);
  const { total } = await query.select((eb) => eb.fn.countAll<number>().as("total")).executeTakeFirstOrThrow();
  const page = before === undefined ? query : query.where("c.number", "<", before);
  return { total, rows: await page.selectAll("c").orderBy("c.number", "desc").limit(limit).execute() };
}

export async function lastReconciliations(
  db: Db,
  followIds: readonly string[],
): Promise<Map<string, ReconciliationRow>> {
  if (followIds.length === 0) return new Map();
  const rows = await tables(db)
    .selectFrom("intake.reconciliation as c")
    .selectAll("c")
    .distinctOn("c.followId")
    .where("c.followId", "in", [...followIds])
    .orderBy("c.followId")
    .orderBy("c.number", "desc")
    .execute();
  return new Map(rows.map((row) => [row.followId, row]));
}

export async function reconciliationsOfRuns(
  db: Db,
  runIds: readonly string[],
): Promise<Map<string, ReconciliationRow>> {
  if (runIds.length === 0) return new Map();
  const rows = await tables(db)
    .selectFrom("intake.reconciliation as c")
    .selectAll("c")
    .where("c.runId", "in", [...runIds])
    .orderBy("c.number")
    .execute();
  return new Map(rows.map((row) => [row.runId ?? "", row]));
}

/** The newest open ticket of a mismatch, that the next match closes. */
export async function openTickets(db: Db, followId: string): Promise<string[]> {
  const rows = await tables(db)
    .selectFrom("intake.reconciliation as c")
    .select("c.commitmentId")
    .where("c.followId", "=", followId)
    .where("c.commitmentId", "is not", null)
    .orderBy("c.number", "desc")
    .limit(1)
    .execute();
  return rows.flatMap(({ commitmentId }) => (commitmentId === null ? [] : [commitmentId]));
}

/** A newer drift takes the place of one nobody has settled. */
export async function insertDrift(db: Db, drift: Insertable<DriftTable> & Pick<DriftRow, "reaches">): Promise<void> {
  await tables(db)
    .updateTable("intake.drift")
    .set({ settledAt: drift.foundAt, settledBy: null })
    .where("followId", "=", drift.followId)
    .where("settledAt", "is", null)
    .execute();
  await tables(db)
    .insertInto("intake.drift")
    .values({ ...drift, changes: json(drift.changes), reaches: json(drift.reaches) })
    .execute();
}

export async function settleDriftRow(db: Db, id: string, at: Date, by: string): Promise<void> {
  await tables(db).updateTable("intake.drift").set({ settledAt: at, settledBy: by }).where("id", "=", id).execute();
}

export async function findDrift(db: Db, id: string): Promise<DriftRow | undefined> {
  return tables(db).selectFrom("intake.drift as d").selectAll("d").where("d.id", "=", id).executeTakeFirst();
}

export async function openDrifts(db: Db, followIds: readonly string[]): Promise<Map<string, DriftRow>> {
  if (followIds.length === 0) return new Map();
  const rows = await tables(db)
    .selectFrom("intake.drift as d")
    .selectAll("d")
    .where("d.followId", "in", [...followIds])
    .where("d.settledAt", "is", null)
    .execute();
  return new Map(rows.map((row) => [row.followId, row]));
}

export async function pageOfDrifts(
  db: Db,
  followId: string,
  limit: number,
  before?: number,
): Promise<{ rows: DriftRow[]; total: number }> {
  const query = tables(db).selectFrom("intake.drift as d").where("d.followId", "=", followId);
  const { total } = await query.select((eb) => eb.fn.countAll<number>().as("total")).executeTakeFirstOrThrow();
  const page = before === undefined ? query : query.where("d.number", "<", before);
  return { total, rows: await page.selectAll("d").orderBy("d.number", "desc").limit(limit).execute() };
}
