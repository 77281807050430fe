import type { LibraryRule, PairReason } from "#contract/libraries";
import type { Edge } from "./matching/cluster.ts";
import { differs, missing } from "./matching/compare.ts";
import type { Model } from "./matching/model.ts";

export const chanceOf = (odds: number): number => 1 / (1 + Math.exp(-odds));

/** Thousandths of odds of a chance, at most those of a pair nobody doubts. */
export const milliOf = (chance: number): number =>
  Math.round(Math.max(-30, Math.min(30, Math.log(chance / (1 - chance)))) * 1000);

export interface OpenPair extends Edge {
  /** Name of the two clusters it lies between. */
  readonly between: string;
}

/**
 * The pairs worth a person's look, the most doubtful first: neither clearly one subject nor clearly two, one pair for each
 * two clusters, none that somebody has answered.
 */
export function doubtfulPairs(
  pairs: readonly OpenPair[],
  { reviewFrom, certainFrom, reviewLimit }: LibraryRule,
  isAnswered: (left: number, right: number) => boolean,
): OpenPair[] {
  const open = pairs
    .filter(({ left, right, odds }) => {
      const chance = chanceOf(odds);
      return chance >= reviewFrom && chance < certainFrom && !isAnswered(left, right);
    })
    .toSorted((a, b) => Math.abs(a.odds) - Math.abs(b.odds) || a.left - b.left || a.right - b.right);
  const seen = new Set<string>();
  const chosen: OpenPair[] = [];
  for (const pair of open) {
    if (chosen.length >= reviewLimit) break;
    if (seen.has(pair.between)) continue;
    seen.add(pair.between);
    chosen.push(pair);
  }
  return chosen;
}

/** What each field says of a pair, in words without values, the weightiest first. */
export function reasonsOf(
  { comparisons, m, u }: Model,
  levels: readonly number[],
  fieldOf: (heading: string) => string | undefined,
): PairReason[] {
  const reasons = comparisons.flatMap(({ field, equalFrom, likenesses }, at): PairReason[] => {
    const level = levels[at] ?? missing;
    const own = fieldOf(field.name);
    if (level === missing || own === undefined) return [];
    const bits = Math.round(Math.log2((m[at]?.[level] ?? 1) / (u[at]?.[level] ?? 1)) * 10) / 10;
    const likeness = likenesses[equalFrom - 1 - level];
    if (level >= equalFrom) return [{ field: own, bits, text: equalText(level - equalFrom) }];
    if (level === differs || likeness === undefined) return [{ field: own, bits, text: { zh: "不同", en: "differs" } }];
    return [{ field: own, bits, text: likeness.says }];
  });
  return reasons.toSorted((a, b) => Math.abs(b.bits) - Math.abs(a.bits));
}

/** Groups of frequency: each is eight times rarer than the one before. */
const equalText = (bucket: number): PairReason["text"] =>
  bucket === 0
    ? { zh: "相同，但这个值很常见", en: "equal, but the value is a common one" }
    : bucket < 3
      ? { zh: "相同", en: "equal" }
      : { zh: "相同，而且这个值少见", en: "equal, and the value is a rare one" };
