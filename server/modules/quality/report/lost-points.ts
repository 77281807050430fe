import { ruleScore, sizeWeight } from "../score.ts";
import type { ResultRow, RunRow } from "../store.ts";

/** A resource at one moment: its run of then, with its results. */
export interface Standing {
  readonly run: RunRow;
  readonly results: readonly ResultRow[];
}

/** Each resource's part in the department's score, 0 to 1, by run id. */
export function sharesOf(runs: readonly Pick<RunRow, "id" | "rowCount">[]): ReadonlyMap<string, number> {
  const total = runs.reduce((sum, { rowCount }) => sum + sizeWeight(rowCount), 0);
  return new Map(runs.map(({ id, rowCount }) => [id, sizeWeight(rowCount) / total]));
}

/**
 * Points of the resource's score that each of its rules costs, in the order of the results. Over all rules they add up to
 * what the resource lacks of 100: the score is a weighted mean of dimensions, and a dimension one of its rules, so what is
 * missing at the top is the weighted sum of what is missing at the leaves.
 */
export function lostByRule({ run, results }: Standing): number[] {
  const scored = run.dimensions.filter(({ score }) => score !== null);
  const dimensionWeight = scored.reduce((sum, { weight }) => sum + weight, 0);
  const ruleWeights = new Map(
    scored.map(({ dimension }) => [
      dimension,
      results
        .filter((result) => result.dimension === dimension && result.assessed > 0)
        .reduce((sum, { weight }) => sum + weight, 0),
    ]),
  );
  return results.map((result) => {
    const dimension = scored.find((one) => one.dimension === result.dimension);
    const rules = ruleWeights.get(result.dimension) ?? 0;
    const score = ruleScore(result);
    if (!dimension || score === null || rules === 0 || dimensionWeight === 0) return 0;
    return (dimension.weight / dimensionWeight) * (result.weight / rules) * (100 - score);
  });
}
