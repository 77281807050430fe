import type { Appeal } from "#contract/quality-scores";
import { type Call, mayTouch } from "#kernel/call";
import { refuseStale } from "#kernel/http/guard";
import { problem } from "#kernel/problem";
import { getAppeal } from "../appeals/queries.ts";
import { type AppealRow, closeAppeal, lockAppeal } from "../appeals/store.ts";
import { dayOf } from "../day.ts";
import type { QualityDeps } from "../deps.ts";
import { problems } from "../problems.ts";
import { dimensionScores, resourceScore } from "../score.ts";
import { lockRun, rescoreRun, resultsOf, runOf } from "../store.ts";
import { weightsOf } from "../tree-queries.ts";
import { mayWriteRules } from "../who.ts";
import { scoreDay } from "./keep-run.ts";

type Decision =
  | { readonly outcome: "rejected"; readonly decision: string }
  | {
      readonly outcome: "upheld";
      readonly decision: string;
      readonly accepted: number;
      readonly setAsideUntil: string | null;
    };

/**
 * Upheld, the run is scored anew with the accepted rows as passed; what the check came to stays beside it, and so does its
 * count of failed rows. Until `setAsideUntil` further checks put the rule to the resource without weight.
 *
 * @throws Problem quality.appeal-not-found, quality.appeal-closed, quality.appeal-too-much, quality.rule-date-past
 */
export async function decideAppeal(
  call: Call,
  deps: QualityDeps,
  id: string,
  given: Decision,
  version: number | null,
): Promise<Appeal> {
  const appeal = await lockOpen(call, id, version);
  const accepted = given.outcome === "upheld" ? given.accepted : 0;
  if (accepted > appeal.claimed) throw problem(problems["appeal-too-much"], { claimed: appeal.claimed, accepted });
  const setAsideUntil = given.outcome === "upheld" ? given.setAsideUntil : null;
  if (setAsideUntil !== null && setAsideUntil < dayOf(call.now))
    throw problem(problems["rule-date-past"], { day: setAsideUntil });
  const scoreAfter = given.outcome === "upheld" ? await rescore(call, deps, appeal, accepted) : null;
  await closeAppeal(call.db, {
    id,
    state: given.outcome,
    decidedBy: call.actor.name,
    decidedAt: call.now,
    decision: given.decision,
    accepted: given.outcome === "upheld" ? accepted : null,
    setAsideUntil,
    scoreAfter,
  });
  if (appeal.commitmentId !== null) await deps.clock.meet(call, appeal.commitmentId, { evidence: given.decision });
  deps.ledger.record(call, {
    action: "quality.decide-appeal",
    object: { kind: "appeal", id, name: `${appeal.resourceName} · ${appeal.rule}` },
    owner: appeal.department,
    facts: {
      outcome: given.outcome,
      run: appeal.runId,
      rule: appeal.rule,
      accepted,
      scoreBefore: appeal.scoreBefore,
      scoreAfter,
      setAsideUntil,
    },
  });
  return getAppeal(call, deps, id);
}

async function rescore(call: Call, deps: QualityDeps, appeal: AppealRow, accepted: number): Promise<number> {
  const { runId, resourceId, position, department } = appeal;
  // Two appeals against one run are decided one after the other, each on the score the other left.
  await lockRun(call.db, runId);
  const run = await runOf(call.db, resourceId, runId);
  if (!run) throw new Error(`Appeal ${appeal.id} is against a run that is gone.`);
  const results = await resultsOf(call.db, [runId]);
  const own = results.find((row) => row.position === position);
  const rows = (own?.pardoned ?? 0) + accepted;
  const anew = results.map((row) =>
    row.position === position ? { ...row, pardoned: Math.min(rows, row.failed) } : row,
  );
  const dimensions = dimensionScores(anew, weightsOf(run));
  const score = resourceScore(dimensions);
  const pardon = { position, rows: Math.min(rows, own?.failed ?? 0) };
  await rescoreRun(call.db, { id: runId, score, scoreAtCheck: run.scoreAtCheck ?? run.score, dimensions }, pardon);
  if (run.isLatest) {
    await deps.catalog.noteCheck(call, resourceId, { score, checkedAt: run.ranAt });
    await scoreDay(call, deps, department, dayOf(call.now));
  }
  return score;
}

/** @throws Problem quality.appeal-not-found, quality.appeal-closed */
export async function withdrawAppeal(
  call: Call,
  deps: QualityDeps,
  id: string,
  version: number | null,
): Promise<Appeal> {
  const appeal = await lockOpen(call, id, version);
  if (!mayWriteRules(call, appeal.department)) throw problem(problems["appeal-not-found"], { id });
  await closeAppeal(call.db, {
    id,
    state: "withdrawn",
    decidedBy: call.actor.name,
    decidedAt: call.now,
    decision: null,
    accepted: null,
    setAsideUntil: null,
    scoreAfter: null,
  });
  if (appeal.commitmentId !== null) await deps.clock.drop(call, appeal.commitmentId, "申诉已撤回");
  deps.ledger.record(call, {
    action: "quality.withdraw-appeal",
    object: { kind: "appeal", id, name: `${appeal.resourceName} · ${appeal.rule}` },
    owner: appeal.department,
    facts: { run: appeal.runId, rule: appeal.rule },
  });
  return getAppeal(call, deps, id);
}

async function lockOpen(call: Call, id: string, version: number | null): Promise<AppealRow> {
  const appeal = await lockAppeal(call.db, id);
  if (!appeal || !mayTouch(call.actor, appeal.department)) throw problem(problems["appeal-not-found"], { id });
  refuseStale(version, appeal.version);
  if (appeal.state !== "open") throw problem(problems["appeal-closed"]);
  return appeal;
}
