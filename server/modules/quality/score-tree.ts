import type { Dimension } from "#contract/quality";
import type { ScoredRule } from "./score.ts";
import { ruleScore } from "./score.ts";

/**
 * How many points of the resource's score each rule costs, in the order given. A rule's part of the score is its weight
 * among the scored rules of its dimension times the dimension's weight among the scored dimensions; the points lost of all
 * rules add up to 100 − score.
 */
export function pointsLost(rules: readonly ScoredRule[], weights: Readonly<Record<Dimension, number>>): number[] {
  const scores = rules.map(({ assessed, failed, pardoned = 0 }) => ruleScore({ assessed, failed: failed - pardoned }));
  const inDimension = new Map<Dimension, number>();
  for (const [index, { dimension, weight }] of rules.entries()) {
    if (scores[index] !== null) inDimension.set(dimension, (inDimension.get(dimension) ?? 0) + weight);
  }
  const counted = [...inDimension].filter(([, weight]) => weight > 0).map(([dimension]) => dimension);
  const total = counted.reduce((sum, dimension) => sum + weights[dimension], 0);
  return rules.map(({ dimension, weight }, index) => {
    const score = scores[index] ?? null;
    const among = inDimension.get(dimension) ?? 0;
    if (score === null || among === 0 || total === 0) return 0;
    return ((100 - score) * weight * weights[dimension]) / among / total;
  });
}
