import type { Key } from "./keys.ts";
import type { TrainingPairs } from "./pairs.ts";
import { type BlockingRule, fieldsOf } from "./rules.ts";

/** Matches simulated: enough to tell a share of one in two thousand. */
const simulated = 20_000;

/**
 * Matches as they would be found if every pair were compared. The rules to learn from find only matches that agree on
 * their own keys; so each field's agreement is drawn from matches that were found without it, and the fields are put
 * together as if one did not know of the other.
 */
export function simulateMatches(
  training: TrainingPairs,
  chances: readonly number[],
  rules: readonly BlockingRule[],
  keys: readonly Key[],
  fieldCount: number,
): bigint[] {
  const random = randomNumbers(20_260_318);
  const ruleFields = rules.map((rule) => fieldsOf(rule, keys));
  const draws = Array.from({ length: fieldCount }, (_, field) => {
    const mask = maskOf(keys, field);
    const weights = new Map<bigint, number>();
    for (const [place, { rule, count, keys: agreed }] of training.counts.entries()) {
      if (ruleFields[rule]?.has(field)) continue;
      const weight = count * (chances[place] ?? 0);
      weights.set(agreed & mask, (weights.get(agreed & mask) ?? 0) + weight);
    }
    return drawer(weights, random);
  });
  return Array.from({ length: simulated }, () => draws.reduce((bits, draw) => bits | draw(), 0n));
}

/** Keys of which this is the first field; a key of two fields goes with its first. */
const maskOf = (keys: readonly Key[], field: number): bigint =>
  keys.reduce((mask, key, place) => (key.fields[0] === field ? mask | (1n << BigInt(place)) : mask), 0n);

function drawer(weights: ReadonlyMap<bigint, number>, random: () => number): () => bigint {
  const total = [...weights.values()].reduce((sum, weight) => sum + weight, 0);
  if (total === 0) return () => 0n;
  const entries = [...weights].toSorted((a, b) => b[1] - a[1]);
  return () => {
    let rest = random() * total;
    for (const [bits, weight] of entries) {
      rest -= weight;
      if (rest <= 0) return bits;
    }
    return 0n;
  };
}

/** The same numbers on every run: a linear congruence of 32 bits, its upper half used. */
function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
