import type { Dialect, LakeSession } from "#kernel/lake/lake";
import {
  cleanTextColumn,
  cleanTypedColumn,
  type CleaningCount,
  type CleaningDeps,
  countFound,
  gatherSuspects,
} from "./cleaning.ts";
import type { LoadPlan, PlanColumn } from "./plan.ts";
import { dirtyFromRejects, type Staged } from "./staging.ts";
import { isProvenTidy } from "./suspects.ts";
import { createUnreadable, moveUnreadable, noteRepeatedHeadings, noteUnreadable } from "./unreadable.ts";

export interface CleanedStage {
  /** Rows moved out of the stage to the dirty tables. */
  readonly moved: number;
  readonly cleaning: readonly CleaningCount[];
  /** Records that never became rows, still to be written. */
  readonly dirty: ReturnType<typeof dirtyFromRejects>;
}

/**
 * Cleans what is not exactly of its type and what the cleaner would write otherwise; rows that cannot be read go to the
 * dirty tables under `load`. `refuse` may note further rows as unreadable first.
 */
export async function cleanStage(
  session: LakeSession,
  dialect: Dialect,
  table: string,
  staged: Staged,
  plan: LoadPlan,
  load: string,
  refuse?: () => Promise<void>,
): Promise<CleanedStage> {
  const deps: CleaningDeps = { session, dialect, table };
  const cleaning: CleaningCount[] = [];
  await createUnreadable(deps);
  await refuse?.();
  for (const column of await countFound(deps, plan)) {
    if (await cleanTypedColumn(deps, column, cleaning)) await noteUnreadable(deps, column);
  }
  await noteRepeatedHeadings(deps, plan);
  const moved = await moveUnreadable(deps, plan, load, staged.lineOffset);
  const texts = plan.columns.filter((column) => column.type.kind === "text" && !isKnownTidy(staged, column));
  for (const column of await gatherSuspects(deps, texts, staged.isUntidy))
    await cleanTextColumn(deps, column, cleaning);
  return { moved, cleaning, dirty: dirtyFromRejects(staged.rejects, staged.prepared, plan) };
}

function isKnownTidy({ texts, isUntidy }: Staged, column: PlanColumn): boolean {
  const facts = texts?.[column.position];
  return facts ? isProvenTidy(column, facts, isUntidy) : false;
}
