import type { Page } from "#contract/page";
import type { Appeal, appealStates } from "#contract/quality-scores";
import { type Call, mayTouch } from "#kernel/call";
import { problem } from "#kernel/problem";
import type { DepartmentCore } from "#registry";
import { readRunCursor, writeRunCursor } from "../cursor.ts";
import type { QualityDeps } from "../deps.ts";
import { problems } from "../problems.ts";
import { departmentName } from "../views.ts";
import { mayDecide, mayWriteRules } from "../who.ts";
import { type AppealWithResult, findAppeal, pageOfAppeals } from "./store.ts";

/** @throws Problem quality.appeal-not-found */
export async function getAppeal(call: Call, deps: QualityDeps, id: string): Promise<Appeal> {
  const appeal = await findAppeal(call.db, id);
  if (!appeal || !mayTouch(call.actor, appeal.department)) throw problem(problems["appeal-not-found"], { id });
  return appealView(call, appeal, await deps.registry.departments(call));
}

/** Newest first, of the actor's departments. */
export async function listAppeals(
  call: Call,
  deps: QualityDeps,
  query: {
    limit: number;
    cursor?: string | undefined;
    state?: (typeof appealStates)[number] | undefined;
    department?: string | undefined;
    resourceId?: string | undefined;
  },
): Promise<Page<Appeal>> {
  const { limit, cursor, ...asked } = query;
  const key = cursor === undefined ? undefined : readRunCursor(cursor);
  const before = key && { at: key.ranAt, id: key.id };
  const filter = { ...asked, departments: call.actor.departments };
  const { rows, total } = await pageOfAppeals(call.db, filter, limit + 1, before);
  const departments = await deps.registry.departments(call);
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: shown.map((row) => appealView(call, row, departments)),
    total,
    next: rows.length > limit && last ? writeRunCursor({ ranAt: last.askedAt, id: last.id }) : null,
  };
}

function appealView(call: Call, row: AppealWithResult, departments: ReadonlyMap<string, DepartmentCore>): Appeal {
  const { department, askedAt, decidedAt, state } = row;
  const isOpen = state === "open";
  return {
    id: row.id,
    runId: row.runId,
    resourceId: row.resourceId,
    resourceName: row.resourceName,
    department,
    departmentName: departmentName(departments, department, call.language),
    rule: row.rule,
    ruleText: row.ruleText,
    assessed: row.assessed,
    failed: row.failed,
    claimed: row.claimed,
    reason: row.reason,
    state,
    askedBy: row.askedBy,
    askedAt: askedAt.toISOString(),
    dueOn: row.dueOn,
    decidedBy: row.decidedBy,
    decidedAt: decidedAt?.toISOString() ?? null,
    decision: row.decision,
    accepted: row.accepted,
    setAsideUntil: row.setAsideUntil,
    scoreBefore: row.scoreBefore,
    scoreAfter: row.scoreAfter,
    version: row.version,
    may: { decide: isOpen && mayDecide(call, department), withdraw: isOpen && mayWriteRules(call, department) },
  };
}
