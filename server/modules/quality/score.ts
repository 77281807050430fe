import { type Dimension, type DimensionScore, dimensions } from "#contract/quality";
import type { Count } from "./rule.ts";

/** passed / assessed × 100; null where nothing was assessed. */
export const ruleScore = ({ assessed, failed }: Count): number | null =>
  assessed === 0 ? null : 100 - (100 * failed) / assessed;

export interface Weighted {
  readonly score: number;
  readonly weight: number;
}

/**
 * 0 to 100, null where nothing has weight. Taken from what is missing to 100, so that a mean of full marks is exactly 100
 * whatever the weights.
 */
export function weightedMean(parts: readonly Weighted[]): number | null {
  return meanOf({
    weight: parts.reduce((sum, part) => sum + part.weight, 0),
    missing: parts.reduce((sum, part) => sum + part.weight * (100 - part.score), 0),
  });
}

/** The mean of parts that were summed up before: `missing` is the sum of weight × (100 − score). */
export const meanOf = ({ weight, missing }: { readonly weight: number; readonly missing: number }): number | null =>
  weight === 0 ? null : 100 - Math.min(100, missing / weight);

const scored = (parts: readonly { readonly score: number | null; readonly weight: number }[]): readonly Weighted[] =>
  parts.flatMap(({ score, weight }) => (score === null ? [] : [{ score, weight }]));

export interface ScoredRule extends Count {
  readonly dimension: Dimension;
  /** Failed rows accepted as right on appeal; they count as passed. */
  readonly pardoned?: number;
  readonly weight: number;
}

const pardonedCount = ({ assessed, failed, pardoned = 0 }: Count & { readonly pardoned?: number }): Count => ({
  assessed,
  failed: failed - pardoned,
});

/**
 * All six dimensions in their order. A rule that had nothing to assess takes no part: an empty column must not lift the
 * mean of the others.
 */
export function dimensionScores(
  rules: readonly ScoredRule[],
  weights: Readonly<Record<Dimension, number>>,
): DimensionScore[] {
  return dimensions.map((dimension) => {
    const own = rules.filter((rule) => rule.dimension === dimension);
    return {
      dimension,
      score: weightedMean(scored(own.map((rule) => ({ score: ruleScore(pardonedCount(rule)), weight: rule.weight })))),
      weight: weights[dimension],
      ruleCount: own.length,
      assessed: own.reduce((sum, rule) => sum + rule.assessed, 0),
      failed: own.reduce((sum, rule) => sum + rule.failed, 0),
    };
  });
}

/** The weighted mean of the dimensions that have a score; 0 where there is nothing to judge, as nobody vouches for it. */
export const resourceScore = (scores: readonly Pick<DimensionScore, "score" | "weight">[]): number =>
  weightedMean(scored(scores)) ?? 0;

/** What a department's score is made of: the newest check of each of its resources. */
export interface ResourceStanding {
  readonly score: number;
  readonly rowCount: number;
  readonly dimensions: readonly DimensionScore[];
  /** Tier times use; 1 unless said. */
  readonly emphasis?: number;
}

/**
 * Large tables count more, but not so much more that the small ones no longer matter: an empty table weighs 1, a thousand
 * rows 3, a million 6, a thousand million 9.
 */
export const sizeWeight = (rowCount: number): number => Math.log10(10 + rowCount);

/** What a resource weighs in its department: size × tier × use. */
export const standingWeight = ({ rowCount, emphasis = 1 }: Pick<ResourceStanding, "rowCount" | "emphasis">): number =>
  sizeWeight(rowCount) * emphasis;

/** Twice as many departments, one step more: what everybody uses counts more, but not without end. */
export const useWeight = (users: number, perDoubling: number): number => 1 + perDoubling * Math.log2(1 + users);

/** Of the data alone, before process terms; null where the department has no checked resource. */
export const departmentScore = (resources: readonly ResourceStanding[]): number | null =>
  weightedMean(resources.map((resource) => ({ score: resource.score, weight: standingWeight(resource) })));

/** Each dimension over the resources that have a score in it, weighted as the department's score is. */
export function departmentDimensions(
  resources: readonly ResourceStanding[],
  weights: Readonly<Record<Dimension, number>>,
): DimensionScore[] {
  return dimensions.map((dimension) => {
    const parts = resources.flatMap((resource) =>
      resource.dimensions
        .filter((part) => part.dimension === dimension)
        .map((part) => ({ part, weight: standingWeight(resource) })),
    );
    const sum = (key: "ruleCount" | "assessed" | "failed") => parts.reduce((total, { part }) => total + part[key], 0);
    return {
      dimension,
      score: weightedMean(scored(parts.map(({ part: { score }, weight }) => ({ score, weight })))),
      weight: weights[dimension],
      ruleCount: sum("ruleCount"),
      assessed: sum("assessed"),
      failed: sum("failed"),
    };
  });
}
