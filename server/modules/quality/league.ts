import { type DimensionScore, dimensions } from "#contract/quality";
import type { Measures } from "./measures.ts";
import { meanOf } from "./score.ts";
import type { DimensionTotals } from "./totals-store.ts";

/**
 * Best first; equal scores share a rank and the next one loses it. A department without a score has no place.
 */
export function placesOf<One extends { readonly department: string; readonly score: number | null }>(
  departments: readonly One[],
): (One & { readonly rank: number; readonly score: number })[] {
  const ordered = departments
    .flatMap((one) => (one.score === null ? [] : [{ ...one, score: one.score }]))
    .toSorted((a, b) => b.score - a.score || (a.department < b.department ? -1 : 1));
  let rank = 0;
  return ordered.map((one, index) => {
    if (one.score !== ordered[index - 1]?.score) rank = index + 1;
    return { ...one, rank };
  });
}

/** All six dimensions in their order, each over the resources that have a score in it. */
export function dimensionsOfTotals(
  totals: readonly DimensionTotals[],
  weights: Measures["dimensionWeights"],
): DimensionScore[] {
  return dimensions.map((dimension) => {
    const own = totals.find((one) => one.dimension === dimension);
    return {
      dimension,
      score: own ? meanOf(own) : null,
      weight: weights[dimension],
      ruleCount: own?.ruleCount ?? 0,
      assessed: own?.assessed ?? 0,
      failed: own?.failed ?? 0,
    };
  });
}
