import type { Appeal } from "#contract/quality-scores";
import type { Call } from "#kernel/call";
import { newId } from "#kernel/id";
import { problem } from "#kernel/problem";
import { getAppeal } from "../appeals/queries.ts";
import { appealsOn, findAppeal, insertAppeal } from "../appeals/store.ts";
import { dayOf } from "../day.ts";
import type { QualityDeps } from "../deps.ts";
import { measuresAt } from "../facts.ts";
import { problems } from "../problems.ts";
import { resultsOf } from "../store.ts";
import { neededRun } from "../tree-queries.ts";
import { resourceInScope } from "../who.ts";

/**
 * Asks the bureau to accept failed rows of the latest check as right. The bureau owes an answer within the days of
 * `quality.measure`; its clock starts here.
 *
 * @throws Problem quality.not-checked, quality.rule-not-found, quality.appeal-nothing-failed, quality.appeal-open
 */
export async function raiseAppeal(
  call: Call,
  deps: QualityDeps,
  id: string,
  given: { readonly rule: string; readonly claimed: number; readonly reason: string },
): Promise<Appeal> {
  const { rule, claimed, reason } = given;
  const resource = await resourceInScope(call, deps, id);
  const run = await neededRun(call, resource);
  const result = (await resultsOf(call.db, [run.id])).find((row) => row.rule === rule);
  if (!result) throw problem(problems["rule-not-found"], { name: resource.name, rule });
  const failed = result.failed - result.pardoned;
  if (claimed > failed) throw problem(problems["appeal-nothing-failed"], { rule, failed, claimed });
  const before = (await appealsOn(call.db, run.id)).get(result.position);
  if (before && (await findAppeal(call.db, before.id))?.state === "open")
    throw problem(problems["appeal-open"], { rule });
  const appealId = newId(call.now);
  const { limits } = await measuresAt(call, dayOf(call.now));
  const promise = await promiseAnswer(call, deps, { appealId, resource, workingDays: limits.appealDays, rule });
  await insertAppeal(call.db, {
    id: appealId,
    runId: run.id,
    position: result.position,
    resourceId: id,
    resourceName: resource.name,
    department: resource.department,
    rule,
    claimed,
    reason,
    state: "open",
    askedBy: call.actor.name,
    askedAt: call.now,
    dueOn: promise.dueOn,
    commitmentId: promise.id,
    decidedBy: null,
    decidedAt: null,
    decision: null,
    accepted: null,
    setAsideUntil: null,
    scoreBefore: run.score,
    scoreAfter: null,
    version: 1,
  });
  deps.ledger.record(call, {
    action: "quality.raise-appeal",
    object: { kind: "appeal", id: appealId, name: `${resource.name} · ${rule}` },
    owner: resource.department,
    facts: { resource: id, run: run.id, rule, claimed },
  });
  return getAppeal(call, deps, appealId);
}

/** Where no bureau looks after the division, the day is reckoned all the same, and nobody's clock runs. */
async function promiseAnswer(
  call: Call,
  deps: QualityDeps,
  given: {
    readonly appealId: string;
    readonly resource: { readonly department: string; readonly name: string };
    readonly workingDays: number;
    readonly rule: string;
  },
): Promise<{ id: string | null; dueOn: string }> {
  const { resource, rule, workingDays, appealId } = given;
  const division = (await deps.registry.departments(call)).get(resource.department)?.division ?? null;
  const bureau = division === null ? null : await deps.registry.bureauOf(call, division);
  if (bureau === null) return { id: null, dueOn: dayOf(new Date(call.now.getTime() + workingDays * 86_400_000)) };
  const commitment = await deps.clock.start(call, {
    kind: "dispute",
    subject: {
      module: "quality",
      id: appealId,
      title: `数据质量评分申诉：${resource.name} · ${rule}`,
      href: `/quality/appeals/${appealId}`,
    },
    owedBy: bureau,
    owedTo: resource.department,
    basis: "数据质量评分申诉的办理时限（quality.measure）",
    workingDays,
  });
  return { id: commitment.id, dueOn: commitment.dueOn ?? dayOf(call.now) };
}
