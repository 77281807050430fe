import type { PairReason, RunFigures, runStates } from "#contract/libraries";
import { type Db, sql } from "#kernel/db/db";

export interface RunRow {
  id: string;
  library: string;
  jobId: string | null;
  state: (typeof runStates)[number];
  startedBy: string;
  queuedAt: Date;
  startedAt: Date | null;
  endedAt: Date | null;
  figures: RunFigures | null;
  matching: Record<string, unknown> | null;
  entry: number | null;
}

export interface PairRow {
  id: string;
  library: string;
  runId: string;
  position: number;
  a: string;
  b: string;
  aDepartment: string;
  bDepartment: string;
  chance: number;
  reasons: PairReason[];
  isAnswered: boolean;
}

interface Tables {
  "libraries.run": RunRow;
  "libraries.pair": PairRow;
}

const tables = (db: Db) => db.withTables<Tables>();
const json = <Value>(value: Value) => sql<Value>`${JSON.stringify(value)}::jsonb`;

export async function insertRun(db: Db, row: RunRow): Promise<void> {
  await tables(db)
    .insertInto("libraries.run")
    .values({ ...row, figures: null, matching: null })
    .execute();
}

export const findRun = (db: Db, library: string, id: string): Promise<RunRow | undefined> =>
  tables(db)
    .selectFrom("libraries.run")
    .selectAll()
    .where("library", "=", library)
    .where("id", "=", id)
    .executeTakeFirst();

/** The run that waits for a worker. */
export const waitingRun = (db: Db, library: string): Promise<RunRow | undefined> =>
  tables(db)
    .selectFrom("libraries.run")
    .selectAll()
    .where("library", "=", library)
    .where("state", "=", "queued")
    .executeTakeFirst();

export async function markRun(db: Db, id: string, set: Partial<Pick<RunRow, "state" | "startedAt" | "endedAt">>) {
  await tables(db).updateTable("libraries.run").set(set).where("id", "=", id).execute();
}

export async function finishRun(
  db: Db,
  id: string,
  done: { figures: RunFigures; matching: Record<string, unknown>; endedAt: Date; entry: number },
): Promise<void> {
  await tables(db)
    .updateTable("libraries.run")
    .set({ ...done, state: "succeeded", figures: json(done.figures), matching: json(done.matching) })
    .where("id", "=", id)
    .execute();
}

export const latestRun = (db: Db, library: string): Promise<RunRow | undefined> =>
  tables(db)
    .selectFrom("libraries.run")
    .selectAll()
    .where("library", "=", library)
    .where("state", "=", "succeeded")
    .orderBy("endedAt", "desc")
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirst();

/** The newest successful run of every library, of those that ended before an instant where one is given. */
export async function latestRuns(db: Db, before?: Date): Promise<Map<string, RunRow>> {
  const ended = tables(db).selectFrom("libraries.run").selectAll().where("state", "=", "succeeded");
  const rows = await (before === undefined ? ended : ended.where("endedAt", "<", before))
    .distinctOn("library")
    .orderBy("library")
    .orderBy("endedAt", "desc")
    .orderBy("id", "desc")
    .execute();
  return new Map(rows.map((row) => [row.library, row]));
}

export async function listRunRows(
  db: Db,
  library: string,
  { limit, after }: { limit: number; after: { at: Date; id: string } | undefined },
): Promise<{ rows: RunRow[]; total: number }> {
  const own = tables(db).selectFrom("libraries.run").where("library", "=", library);
  const page =
    after === undefined ? own : own.where((is) => is(is.refTuple("queuedAt", "id"), "<", is.tuple(after.at, after.id)));
  const rows = await page.selectAll().orderBy("queuedAt", "desc").orderBy("id", "desc").limit(limit).execute();
  const count = await own.select((is) => is.fn.countAll<number>().as("n")).executeTakeFirst();
  return { rows, total: count?.n ?? 0 };
}

/** The pairs of a new run take the place of the old ones. */
export async function replacePairs(db: Db, library: string, rows: readonly PairRow[]): Promise<void> {
  await tables(db).deleteFrom("libraries.pair").where("library", "=", library).execute();
  for (let at = 0; at < rows.length; at += 500)
    await tables(db)
      .insertInto("libraries.pair")
      .values(rows.slice(at, at + 500).map((row) => ({ ...row, reasons: json(row.reasons) })))
      .execute();
}

export interface PairFilter {
  readonly departments: "all" | readonly string[];
}

const pairsIn = (db: Db, library: string, { departments }: PairFilter) => {
  const open = tables(db).selectFrom("libraries.pair").where("library", "=", library).where("isAnswered", "=", false);
  if (departments === "all") return open;
  const own = [...departments, ""];
  return open.where((is) => is.or([is("aDepartment", "in", own), is("bDepartment", "in", own)]));
};

export async function listPairRows(
  db: Db,
  library: string,
  filter: PairFilter & { limit: number; after: number },
): Promise<{ rows: PairRow[]; total: number }> {
  const own = pairsIn(db, library, filter);
  const rows = await own
    .selectAll()
    .where("position", ">", filter.after)
    .orderBy("position")
    .limit(filter.limit)
    .execute();
  return { rows, total: await countPairs(db, library, filter) };
}

export async function countPairs(db: Db, library: string, filter: PairFilter): Promise<number> {
  const count = await pairsIn(db, library, filter)
    .select((is) => is.fn.countAll<number>().as("n"))
    .executeTakeFirst();
  return count?.n ?? 0;
}

export const findPair = (db: Db, library: string, id: string): Promise<PairRow | undefined> =>
  tables(db)
    .selectFrom("libraries.pair")
    .selectAll()
    .where("library", "=", library)
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();

/** The pair of these two records, while it stands in the queue. */
export const findPairOf = (db: Db, library: string, a: string, b: string): Promise<PairRow | undefined> =>
  tables(db)
    .selectFrom("libraries.pair")
    .selectAll()
    .where("library", "=", library)
    .where("a", "=", a)
    .where("b", "=", b)
    .executeTakeFirst();

export async function markAnswered(db: Db, library: string, a: string, b: string, isAnswered: boolean): Promise<void> {
  await tables(db)
    .updateTable("libraries.pair")
    .set({ isAnswered })
    .where("library", "=", library)
    .where("a", "=", a)
    .where("b", "=", b)
    .execute();
}
