import { createHash } from "node:crypto";
import type { Call } from "#kernel/call";
import { inTransaction } from "#kernel/db/db";
import type { ResourceCore } from "#catalog";
import { lockChecking, saveChecking } from "../checking-store.ts";
import { dayOf } from "../day.ts";
import { lockDay, writeDay } from "../day-store.ts";
import type { QualityDeps } from "../deps.ts";
import type { Measured } from "../measure-resource.ts";
import type { Rule } from "../rule.ts";
import { scoreDepartments } from "../departments.ts";
import { unusualIn } from "../profile/drift.ts";
import { insertProfile } from "../profile/store.ts";
import { dimensionScores, resourceScore } from "../score.ts";
import { keepState } from "../state-store.ts";
import { insertRun, keepRules, type RunRow, setEntry } from "../store.ts";

export interface FinishedRun {
  readonly runId: string;
  readonly jobId: string;
  readonly startedAt: Date;
}

/**
 * The result of a check: run, rules, scores of resource and department, the catalog's fact and the ledger entry, in one
 * transaction. Null where new rows came meanwhile: then nothing is kept and the check is to start over.
 */
export async function keepRun(
  call: Call,
  deps: QualityDeps,
  resource: ResourceCore,
  measured: Measured,
  { runId, jobId, startedAt }: FinishedRun,
): Promise<RunRow | null> {
  const ranAt = deps.now();
  return inTransaction({ ...call, now: ranAt }, async (inner) => {
    const checking = await lockChecking(inner.db, resource.id);
    const isOurs = checking.jobId === jobId;
    if (isOurs && checking.again) {
      await saveChecking(inner.db, resource.id, { ...checking, again: false });
      return null;
    }
    if (isOurs) await saveChecking(inner.db, resource.id, { jobId, isOpen: false, again: false });
    const run = runOf(resource, measured, { id: runId, ranAt, durationMs: ranAt.getTime() - startedAt.getTime() });
    const ruleIds = await keepRules(
      inner.db,
      resource.id,
      measured.rules.map(({ rule }) => ({ rule, digest: digestOf(rule) })),
      ranAt,
    );
    const results = measured.rules.map(({ rule, bit, assessed, failed }) => {
      const ruleId = ruleIds.get(digestOf(rule));
      if (ruleId === undefined) throw new Error(`Rule ${rule.id} was not kept.`);
      return { ruleId, bit, assessed, failed, weight: rule.weight };
    });
    await insertRun(inner.db, run, results);
    if (measured.state) await keepState(inner.db, { ...measured.state, resourceId: resource.id, runId });
    await keepProfile(inner, run, measured);
    await deps.catalog.noteCheck(inner, resource.id, { score: run.score, checkedAt: ranAt });
    await scoreDay(inner, deps, resource.department, dayOf(ranAt));
    return seal(inner, deps, run);
  });
}

async function keepProfile(call: Call, run: RunRow, { profile, earlier, measures }: Measured): Promise<void> {
  if (profile === null) return;
  const { rowCount, sampledRows, columns } = profile;
  const warnings = unusualIn(profile, earlier, measures.limits);
  const { id: runId, resourceId, ranAt } = run;
  await insertProfile(call.db, { runId, resourceId, ranAt, rowCount, sampledRows, columns: [...columns], warnings });
}

function runOf(
  resource: ResourceCore,
  { rowCount, badRows, loadId, rules, measures }: Measured,
  { id, ranAt, durationMs }: Pick<RunRow, "id" | "ranAt" | "durationMs">,
): RunRow {
  const scored = rules.map(({ rule: { dimension, weight }, assessed, failed }) => ({
    dimension,
    weight,
    assessed,
    failed,
  }));
  const dimensions = dimensionScores(scored, measures.dimensionWeights);
  return {
    id,
    resourceId: resource.id,
    resourceName: resource.name,
    department: resource.department,
    loadId,
    rowCount,
    badRows,
    score: resourceScore(dimensions),
    scoreAtCheck: null,
    agreed: measures.agreed,
    dimensions,
    isLatest: true,
    ranAt,
    durationMs: Math.max(0, durationMs),
    entry: null,
  };
}

/** Two rules with the same digest say and test the same. The weight is the run's, not the rule's. */
const digestOf = (rule: Rule): string =>
  createHash("sha256")
    .update(JSON.stringify({ ...rule, weight: undefined }))
    .digest("hex");

/** Again after an appeal. */
export async function scoreDay(call: Call, deps: QualityDeps, department: string, day: string): Promise<void> {
  await lockDay(call.db, department, day);
  const [standing] = await scoreDepartments(call, deps, [department]);
  const score = standing?.score ?? null;
  if (score !== null) await writeDay(call.db, { department, day, score });
}

/** Last: the ledger's end stays locked until the commit. */
async function seal(call: Call, deps: QualityDeps, run: RunRow): Promise<RunRow> {
  const entry = await deps.ledger.seal(call, {
    action: "quality.check",
    object: { kind: "resource", id: run.resourceId, name: run.resourceName },
    owner: run.department,
    rows: run.rowCount,
    facts: { run: run.id, load: run.loadId, score: run.score, badRows: run.badRows },
  });
  await setEntry(call.db, run.id, entry);
  return { ...run, entry };
}
