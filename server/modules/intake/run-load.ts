import { mkdtemp, rm } from "node:fs/promises";
import path from "node:path";
import type { Call } from "#kernel/call";
import type { Progress } from "#kernel/jobs/jobs";
import { type Dialect, type Lake, type LakeSession, name } from "#kernel/lake/lake";
import { problem } from "#kernel/problem";
import { type CleanedStage, cleanStage } from "./clean-stage.ts";
import type { CleaningCount } from "./cleaning.ts";
import { deleteDirty, findPublished, insertDirtyCells, insertDirtyRows, writePublished } from "./dirty-store.ts";
import { dropLeftStages } from "./left-stages.ts";
import type { LoadPlan } from "./plan.ts";
import { problems } from "./problems.ts";
import type { Prepared } from "./readers/reader.ts";
import { foundColumn, keyColumn, stage, type Staged } from "./staging.ts";

/** What a load came to; kept in the lake with the rows it describes. */
export interface LoadOutcome {
  readonly rowsRead: number;
  readonly rowsLoaded: number;
  readonly rowsRejected: number;
  readonly sourceCount: number;
  readonly encoding: string | null;
  readonly cleaning: readonly CleaningCount[];
}

export interface LoadTask {
  readonly loadId: string;
  readonly loadNumber: number;
  readonly resourceId: string;
  /** Quoted name of the standard table, `"standard"."r214"`. */
  readonly table: string;
  /** Whether the table holds rows that an empty load must not replace. */
  readonly hasRows: boolean;
  /** What else belongs to the swap, in its transaction: the position of a followed table. */
  readonly alongside?: ((session: LakeSession, outcome: LoadOutcome) => Promise<void>) | undefined;
}

export interface LoadWork {
  /**
   * Opens the source and begins to read its table; called once, after it is known that the load is not done already. What
   * it opens it gives to `open`, to be closed when the table has been read.
   */
  readonly prepare: (folder: string, open: AsyncDisposableStack) => Promise<Prepared>;
  readonly plan: (prepared: Prepared) => LoadPlan;
}

/**
 * One table from a source into its standard table, whole or not at all.
 *
 *   read ─▶ stage (typed, beside the old table) ─▶ clean ─▶ reconcile ─▶ swap + dirty rows + outcome, in one lake transaction
 *
 * Killed before the swap, nothing has changed and the job begins again; killed after it, the outcome is found in the lake
 * and only the receipt is still to be written. Either way rows stand in the table exactly once.
 */
export async function runLoad(
  call: Call,
  lake: Lake,
  task: LoadTask,
  work: LoadWork,
  workFolder: string,
  report: Progress,
): Promise<LoadOutcome> {
  const done = await doneOutcome(lake, task);
  if (done) return done;
  const folder = await mkdtemp(path.join(workFolder, "load-"));
  const stageTable = stageName(task);
  await using session = await lake.session(call.signal);
  await using open = new AsyncDisposableStack();
  try {
    report({ phase: phases.read, done: 0, total: null });
    const prepared = await work.prepare(folder, open);
    const plan = work.plan(prepared);
    await dropLeftStages(session, task.table);
    await forget(session, stageTable, task);
    const stageWork = {
      folder,
      signal: call.signal,
      onRows: (rows: number) => report({ phase: phases.stage, done: rows, facts: { unit: "rows" } }),
    };
    const staged = await followed(session, report, prepared, () =>
      stage(session, stageTable, prepared, plan, stageWork),
    );
    await open.disposeAsync();
    reconcile(staged);
    report({
      phase: phases.clean,
      done: staged.accepted,
      total: staged.sourceCount,
      facts: { rejected: staged.rejects.length, unit: null },
    });
    await addAbsent(session, lake.dialect, stageTable, plan);
    if (plan.marks && plan.marks.key.length > 0) await refuseTwinKeys(session, stageTable);
    const cleaned = await cleanStage(session, lake.dialect, stageTable, staged, plan, task.loadId);
    const outcome = outcomeOf(staged, cleaned);
    if (outcome.rowsLoaded === 0 && outcome.rowsRead > 0 && task.hasRows)
      throw problem(problems["nothing-fits"], { rowsRead: outcome.rowsRead });
    report({ phase: phases.publish, done: outcome.rowsLoaded, facts: { rejected: outcome.rowsRejected } });
    await publish(session, stageTable, task, outcome, cleaned.dirty);
    return outcome;
  } catch (error) {
    await using cleaner = await lake.session();
    await forget(cleaner, stageTable, task);
    throw error;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Removes what an unfinished run of this load has left. */
async function forget(session: LakeSession, stageTable: string, task: LoadTask): Promise<void> {
  await session.write(`drop table if exists ${stageTable}`);
  await deleteDirty(session, task.loadId);
}

const phases = {
  read: { zh: "读取", en: "Reading" },
  stage: { zh: "入库", en: "Loading" },
  clean: { zh: "清洗", en: "Cleaning" },
  publish: { zh: "对账并发布", en: "Reconciling" },
};

/** A stage is named by its load: what a killed load left behind is found and dropped. */
function stageName({ table, loadNumber }: LoadTask): string {
  return `${table.slice(0, -1)}__load${loadNumber}"`;
}

async function doneOutcome(lake: Lake, task: LoadTask): Promise<LoadOutcome | null> {
  await using session = await lake.session();
  const found = await findPublished(session, task.resourceId);
  return found?.load === task.loadId ? (JSON.parse(found.outcome) as LoadOutcome) : null;
}

/** Reports the engine's own progress while one statement reads the whole; parts report themselves. */
async function followed<Result>(
  session: LakeSession,
  report: Progress,
  { rowCount: total, parts }: Prepared,
  run: () => Promise<Result>,
): Promise<Result> {
  if (parts) return run();
  const timer = setInterval(() => {
    const part = session.progress();
    if (part !== null && part > 0)
      report({
        phase: phases.stage,
        done: total === null ? part * 100 : part * total,
        total: total ?? 100,
        facts: { unit: total === null ? "%" : null },
      });
  }, 300);
  try {
    return await run();
  } finally {
    clearInterval(timer);
  }
}

/** Every record the source has is either in the table or among the rejected ones; otherwise nothing is published. */
export function reconcile(staged: Staged): void {
  const rowsRead = staged.accepted + staged.rejects.length;
  const { sourceCount } = staged;
  if (rowsRead !== sourceCount) throw problem(problems["not-reconciled"], { sourceCount, rowsRead });
}

function outcomeOf(staged: Staged, { moved, cleaning }: CleanedStage): LoadOutcome {
  const rowsRead = staged.accepted + staged.rejects.length;
  const rowsLoaded = staged.accepted - moved;
  const { sourceCount } = staged;
  const { encoding } = staged.prepared;
  return { rowsRead, rowsLoaded, rowsRejected: rowsRead - rowsLoaded, sourceCount, encoding, cleaning };
}

async function addAbsent(
  session: LakeSession,
  dialect: Dialect,
  table: string,
  { absent = [] }: LoadPlan,
): Promise<void> {
  for (const column of absent)
    await session.write(`alter table ${table} add column ${name(column.name)} ${dialect.typeName(column.type)}`);
}

/** @throws Problem intake.key-not-unique: changes could not be told which row they change */
export async function refuseTwinKeys(session: LakeSession, table: string): Promise<void> {
  const [twins] = await session.read<{ n: number }>(
    `select count(*) - count(distinct s.${keyColumn}) as n from ${table} s`,
  );
  if ((twins?.n ?? 0) > 0) throw problem(problems["key-not-unique"], { count: twins?.n ?? 0 });
}

async function publish(
  session: LakeSession,
  stageTable: string,
  task: LoadTask,
  outcome: LoadOutcome,
  dirty: CleanedStage["dirty"],
): Promise<void> {
  await session.write(`alter table ${stageTable} drop column ${foundColumn}`);
  const bare = task.table.slice(task.table.lastIndexOf(".") + 1);
  await session.begin();
  try {
    await session.write(`drop table if exists ${task.table}`);
    await session.write(`alter table ${stageTable} rename to ${bare}`);
    await insertDirtyRows(session, task.loadId, dirty.rows);
    await insertDirtyCells(session, task.loadId, dirty.cells);
    await writePublished(session, task.resourceId, task.loadId, JSON.stringify(outcome));
    await task.alongside?.(session, outcome);
    await session.commit();
  } catch (error) {
    await session.rollback();
    throw error;
  }
}
