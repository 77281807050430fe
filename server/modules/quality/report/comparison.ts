import type { ReportDimension, ReportResource, ReportRule, RuleCourse } from "#contract/quality-report";
import type { Bilingual } from "#contract/text";
import { departmentDimensions } from "../score.ts";
import { pointsLost } from "../score-tree.ts";
import { weightsOf } from "../tree-queries.ts";
import { resultView } from "../views.ts";
import type { Measures } from "../measures.ts";
import type { ResultRow } from "../store.ts";
import type { Standing } from "./standing.ts";

/** A department's resources at the end of a period and before it. */
export interface Period {
  readonly now: readonly Standing[];
  readonly before: readonly Standing[];
  /** Checks in the period, by resource. */
  readonly checks: ReadonlyMap<string, number>;
  readonly nameOf: (resourceId: string) => Bilingual;
  /** Each resource's part in the department's score, 0 to 1, by resource id. */
  readonly shares: ReadonlyMap<string, number>;
}

const byCost = (a: { readonly lost: number }, b: { readonly lost: number }): number => b.lost - a.lost;

/** Those that cost most first. */
export function resourcesOf({ now, before, checks, nameOf, shares }: Period): ReportResource[] {
  const earlier = new Map(before.map(({ run }) => [run.resourceId, run]));
  return now
    .map(({ run }): ReportResource => {
      const was = earlier.get(run.resourceId);
      const share = shares.get(run.resourceId) ?? 0;
      return {
        resourceId: run.resourceId,
        name: nameOf(run.resourceId),
        score: run.score,
        before: was?.score ?? null,
        rowCount: run.rowCount,
        badRows: run.badRows,
        badRowsBefore: was?.badRows ?? null,
        share,
        lost: share * (100 - run.score),
        checks: checks.get(run.resourceId) ?? 0,
        runId: run.id,
        ranAt: run.ranAt.toISOString(),
        entry: run.entry,
      };
    })
    .toSorted((a, b) => byCost(a, b) || (a.resourceId < b.resourceId ? -1 : 1));
}

/** Rules that fail, or failed before the period and are mended; those that cost most first. */
export function rulesOf({ now, before, nameOf, shares }: Period): ReportRule[] {
  const earlier = new Map(
    before.flatMap(({ run, results }) =>
      results.map((result): [string, ResultRow] => [`${run.resourceId} ${result.rule}`, result]),
    ),
  );
  const lines = now.flatMap(({ run, results }) => {
    const lost = pointsLost(results, weightsOf(run));
    return results.flatMap((result, at): ReportRule[] => {
      const was = earlier.get(`${run.resourceId} ${result.rule}`);
      const course = courseOf(result, was);
      if (course === null) return [];
      return [
        {
          id: result.rule,
          dimension: result.dimension,
          text: result.text,
          standard: result.standard,
          assessed: result.assessed,
          failed: result.failed,
          score: resultView(result).score,
          weight: result.weight,
          resourceId: run.resourceId,
          resourceName: nameOf(run.resourceId),
          before: was ? resultView(was).score : null,
          failedBefore: was?.failed ?? null,
          course,
          lost: (shares.get(run.resourceId) ?? 0) * (lost[at] ?? 0),
        },
      ];
    });
  });
  return lines.toSorted(
    (a, b) => byCost(a, b) || b.failed - a.failed || (a.resourceId + a.id < b.resourceId + b.id ? -1 : 1),
  );
}

/** Null for a rule nothing fails and nothing failed. */
export function courseOf(
  now: Pick<ResultRow, "assessed" | "failed">,
  before: Pick<ResultRow, "assessed" | "failed"> | undefined,
): RuleCourse | null {
  const failedBefore = before?.failed ?? 0;
  if (now.failed === 0) return failedBefore > 0 ? "mended" : null;
  if (!before || failedBefore === 0) return "new";
  const [share, shareBefore] = [now.failed / now.assessed, before.failed / before.assessed];
  if (share === shareBefore) return "same";
  return share > shareBefore ? "worse" : "better";
}

export function dimensionsOf({ now, before }: Period, weights: Measures["dimensionWeights"]): ReportDimension[] {
  const earlier = departmentDimensions(
    before.map(({ run }) => run),
    weights,
  );
  return departmentDimensions(
    now.map(({ run }) => run),
    weights,
  ).map((line, at) => ({ ...line, before: earlier[at]?.score ?? null, failedBefore: earlier[at]?.failed ?? 0 }));
}

/** Place among all, equal scores sharing one; null for who has no score. */
export function rankOf(scores: ReadonlyMap<string, number>, department: string): number | null {
  const own = scores.get(department);
  if (own === undefined) return null;
  return 1 + [...scores.values()].filter((score) => score > own).length;
}
