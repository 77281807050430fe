import type { Follow, Run } from "#contract/intake-follow";
import { table } from "./output.ts";

/** What programs read of a run. */
export const factsOf = (run: Run) => ({
  run: run.number,
  followNumber: run.followNumber,
  resource: run.resourceName,
  mode: run.mode,
  trigger: run.trigger,
  state: run.state,
  attempt: run.attempt,
  waitsFor: run.waitsFor,
  ...run.counts,
  batches: run.batches,
  position: run.position,
  stages: run.stages,
  startedAt: run.startedAt,
  endedAt: run.endedAt,
  isMatching: run.reconciliation?.isMatching ?? null,
  entry: run.entry,
  problem: run.problem,
});

const marks: Readonly<Record<Run["state"], string>> = {
  queued: "…",
  waiting: "…",
  running: "▶",
  done: "✔",
  failed: "✖",
  cancelled: "■",
};

/** One run in one line, and what went wrong below it. */
export function lineOf(run: Run): string {
  const { read, inserted, updated, deleted, rejected } = run.counts;
  const compared = run.reconciliation ? (run.reconciliation.isMatching ? "，对账相符" : "，对账不符") : "";
  const why = run.problem ?? (run.endedAt === null ? run.waitsFor : null);
  return `${marks[run.state]} ${run.resourceName} 第 ${run.followNumber} 次 (${run.mode})  读 ${read}  增 ${inserted}  改 ${updated}  删 ${deleted}  退回 ${rejected}${compared}${why ? `\n    ${why.zh}` : ""}`;
}

/** One run whole: stages with their times and rows, position, comparison, what went wrong in both languages. */
export function pageOfRun(run: Run): string {
  const stages = run.stages.map((stage) => [
    `  ${stage.name}`,
    stage.startedAt,
    stage.endedAt === null ? "…" : `${((Date.parse(stage.endedAt) - Date.parse(stage.startedAt)) / 1000).toFixed(1)} s`,
    stage.rows === null ? "" : String(stage.rows),
  ]);
  const facts = [
    run.positionText ? `  位置 ${run.positionText.zh} · ${run.positionText.en}` : "",
    run.reconciliation ? `  对账 ${run.reconciliation.text.zh}\n       ${run.reconciliation.text.en}` : "",
    run.problem ? `  ${run.problem.code}\n  ${run.problem.zh}\n  ${run.problem.en}` : "",
    run.entry === null ? "" : `  账 #${run.entry}`,
  ];
  return [lineOf(run), ...(stages.length > 0 ? [table(stages)] : []), ...facts.filter((line) => line !== "")].join(
    "\n",
  );
}

/** How a follow stands, as a row of the list. */
export function rowOf(follow: Follow): string[] {
  const seconds = follow.lag?.seconds;
  return [
    follow.health,
    follow.resourceName,
    follow.plan.mode,
    seconds === null || seconds === undefined ? "-" : `${Math.round(seconds)} s`,
    follow.lastReconciliation ? (follow.lastReconciliation.isMatching ? "=" : "≠") : "-",
    follow.text.zh,
  ];
}
