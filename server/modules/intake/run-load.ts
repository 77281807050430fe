import { mkdtemp, rm } from "node:fs/promises";
import path from "node:path";
import type { Call } from "#kernel/call";
import type { Progress } from "#kernel/jobs/jobs";
import type { Lake, LakeSession } from "#kernel/lake/lake";
import { problem } from "#kernel/problem";
import {
  cleanTextColumn,
  cleanTypedColumn,
  type CleaningCount,
  type CleaningDeps,
  countFound,
  countSuspects,
} from "./cleaning.ts";
import { deleteDirty, findPublished, insertDirtyCells, insertDirtyRows, writePublished } from "./dirty-store.ts";
import type { LoadPlan } from "./plan.ts";
import { problems } from "./problems.ts";
import type { Prepared } from "./readers/reader.ts";
import { dirtyFromRejects, foundColumn, placeRejects, stage, type Staged } from "./staging.ts";
import { createUnreadable, moveUnreadable, noteRepeatedHeadings, noteUnreadable } from "./unreadable.ts";

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
}

export interface LoadWork {
  /** Opens the source and writes its table; called once, after it is known that the load is not done already. */
  readonly prepare: (folder: string) => Promise<Prepared>;
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
  const done = await outcomeOf(lake, task);
  if (done) return done;
  const folder = await mkdtemp(path.join(workFolder, "load-"));
  const stageTable = stageName(task);
  await using session = await lake.session(call.signal);
  try {
    report({ phase: phases.read, done: 0, total: null });
    const prepared = await work.prepare(folder);
    const plan = work.plan(prepared);
    await forget(session, stageTable, task);
    const staged = await followed(session, report, prepared.rowCount, () =>
      stage(session, stageTable, prepared, plan, folder, call.signal),
    );
    reconcile(staged);
    report({
      phase: phases.clean,
      done: staged.accepted,
      total: staged.census.records,
      facts: { rejected: staged.rejected, unit: null },
    });
    const { outcome, dirty } = await clean(session, lake, stageTable, staged, plan, task);
    report({ phase: phases.publish, done: outcome.rowsLoaded, facts: { rejected: outcome.rowsRejected } });
    await publish(session, stageTable, task, outcome, dirty);
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

async function outcomeOf(lake: Lake, task: LoadTask): Promise<LoadOutcome | null> {
  await using session = await lake.session();
  const found = await findPublished(session, task.resourceId);
  return found?.load === task.loadId ? (JSON.parse(found.outcome) as LoadOutcome) : null;
}

/** Reports the engine's own progress while a statement runs. */
async function followed<Result>(
  session: LakeSession,
  report: Progress,
  total: number | null,
  run: () => Promise<Result>,
): Promise<Result> {
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
function reconcile(staged: Staged): void {
  const rowsRead = staged.accepted + staged.rejected;
  const sourceCount = staged.prepared.rowCount ?? staged.census.records;
  if (rowsRead !== sourceCount) throw problem(problems["not-reconciled"], { sourceCount, rowsRead });
}

type Dirty = ReturnType<typeof dirtyFromRejects>;

async function clean(
  session: LakeSession,
  lake: Lake,
  table: string,
  staged: Staged,
  plan: LoadPlan,
  task: LoadTask,
): Promise<{ outcome: LoadOutcome; dirty: Dirty }> {
  const deps: CleaningDeps = { session, dialect: lake.dialect, table };
  const rejects = staged.rejected > 0 ? await placeRejects(session, table, staged) : [];
  const cleaning: CleaningCount[] = [];
  await createUnreadable(deps);
  for (const column of await countFound(deps, plan)) {
    if (await cleanTypedColumn(deps, column, cleaning)) await noteUnreadable(deps, column);
  }
  await noteRepeatedHeadings(deps, plan);
  const moved = await moveUnreadable(deps, plan, task.loadId, staged.census.lineOffset);
  const texts = plan.columns.filter((column) => column.type.kind === "text");
  const suspects = await countSuspects(deps, texts, staged.census.isUntidy);
  for (const [index, column] of texts.entries()) {
    if ((suspects[index] ?? 0) > 0) await cleanTextColumn(deps, column, staged.census.isUntidy, cleaning);
  }
  const rowsRead = staged.accepted + staged.rejected;
  const rowsLoaded = staged.accepted - moved;
  if (rowsLoaded === 0 && rowsRead > 0 && task.hasRows) throw problem(problems["nothing-fits"], { rowsRead });
  return {
    dirty: dirtyFromRejects(rejects, staged.prepared, plan),
    outcome: {
      rowsRead,
      rowsLoaded,
      rowsRejected: rowsRead - rowsLoaded,
      sourceCount: staged.prepared.rowCount ?? staged.census.records,
      encoding: staged.prepared.encoding,
      cleaning,
    },
  };
}

async function publish(
  session: LakeSession,
  stageTable: string,
  task: LoadTask,
  outcome: LoadOutcome,
  dirty: Dirty,
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
    await session.commit();
  } catch (error) {
    await session.rollback();
    throw error;
  }
}
