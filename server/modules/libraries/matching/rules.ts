import type { Field } from "./field.ts";
import type { Key } from "./keys.ts";
import type { Meaning } from "./meanings.ts";

/** Rows that share all of these keys are compared. No keys: every row with every other. */
export interface BlockingRule {
  readonly keys: readonly number[];
  /** Pairs it makes, estimated. */
  readonly pairs: number;
}

/** Every single key and every two keys of different fields. */
export function conjunctions(keys: readonly Key[]): number[][] {
  const singles = keys.map((_, place) => [place]);
  const doubles = keys.flatMap((key, place) =>
    keys.flatMap((other, at) =>
      at > place && !(key.isMany && other.isMany) && !key.fields.some((field) => other.fields.includes(field))
        ? [[place, at]]
        : [],
    ),
  );
  return [...singles, ...doubles];
}

export const fieldsOf = (rule: Pick<BlockingRule, "keys">, keys: readonly Key[]): ReadonlySet<number> =>
  new Set(rule.keys.flatMap((place) => keys[place]?.fields ?? []));

/**
 * Rules to learn from. The more two keys agree together beyond what chance would have them, the more of their pairs are
 * matches; but families share names, streets and telephones, so one of the two must be a field that tells one bearer from
 * another. Taken are the rules with most such pairs, spread so that every field has pairs it had no part in choosing.
 */
export function trainingRules(
  rules: readonly BlockingRule[],
  keys: readonly Key[],
  fields: readonly Field[],
  { allPairs, rowCount }: { readonly allPairs: number; readonly rowCount: number },
): BlockingRule[] {
  const single = new Map(rules.filter((rule) => rule.keys.length === 1).map((rule) => [rule.keys[0], rule.pairs]));
  const telling = new Set(fields.filter(({ meaning }) => individual.has(meaning)).map(({ index }) => index));
  const scored = rules
    .filter((rule) => rule.keys.length === 2 && rule.pairs <= rowCount * 5)
    .filter((rule) => telling.size === 0 || [...fieldsOf(rule, keys)].some((field) => telling.has(field)))
    .map((rule) => {
      const byChance = rule.keys.reduce((product, key) => product * ((single.get(key) ?? 0) / allPairs), allPairs);
      const beyond = Math.max(0, rule.pairs - byChance);
      return { rule, value: (beyond * beyond) / rule.pairs };
    })
    .filter(({ value }) => value >= 20)
    .toSorted((a, b) => b.value - a.value);
  const chosen: BlockingRule[] = [];
  const uses = new Map<number, number>();
  // Two rules of the same fields would only say the same twice.
  const taken = new Set<string>();
  const nameOf = (rule: BlockingRule) => [...fieldsOf(rule, keys)].toSorted((a, b) => a - b).join();
  const useOf = (rule: BlockingRule) => Math.max(...[...fieldsOf(rule, keys)].map((field) => uses.get(field) ?? 0));
  const wanted = Math.max(6, Math.min(12, fields.length + 2));
  for (let round = 0; chosen.length < wanted && round < wanted * 2; round += 1) {
    const next = scored.find(({ rule }) => !taken.has(nameOf(rule)) && useOf(rule) <= round >> 2);
    if (!next) continue;
    chosen.push(next.rule);
    taken.add(nameOf(next.rule));
    for (const field of fieldsOf(next.rule, keys)) uses.set(field, (uses.get(field) ?? 0) + 1);
  }
  return chosen;
}

const individual: ReadonlySet<Meaning> = new Set([
  "citizen-id", "credit-code", "identifier", "person-name", "given-name", "entity-name", "date", "email",
]); // prettier-ignore

/** What one rule reaches of a hundred simulated matches and more: see `simulate`. */
export interface Choice {
  readonly rules: readonly BlockingRule[];
  /** Share of matches that at least one rule compares, expected. */
  readonly expectedRecall: number;
  readonly pairs: number;
}

/**
 * Chooses by what each pair compared brings: again and again the rule that reaches most matches not yet reached per pair it
 * costs, until what is left unreached is hardly worth anything or the budget is used up.
 *
 * @param matches Per simulated match the keys it agrees on, as a set of bits.
 */
export function chooseRules(candidates: readonly BlockingRule[], matches: readonly bigint[], budget: number): Choice {
  const masks = candidates.map(({ keys }) => keys.reduce((mask, key) => mask | (1n << BigInt(key)), 0n));
  let open = Uint32Array.from(matches.keys());
  const reach = masks.map((mask) => reached(open, matches, mask));
  const chosen: BlockingRule[] = [];
  let spent = 0;
  const enough = matches.length * unreachedShare;
  while (open.length > enough) {
    let best = -1;
    let bestValue = 0;
    for (const [place, rule] of candidates.entries()) {
      const gain = reach[place] ?? 0;
      if (gain < leastGain || spent + rule.pairs > budget) continue;
      // One fixed cost per rule keeps the list short.
      const value = gain / (rule.pairs + budget / 400);
      if (value > bestValue) [best, bestValue] = [place, value];
    }
    const rule = candidates[best];
    const mask = masks[best];
    if (rule === undefined || mask === undefined) break;
    chosen.push(rule);
    spent += rule.pairs;
    open = open.filter((match) => ((matches[match] ?? 0n) & mask) !== mask);
    for (const [place, other] of masks.entries()) reach[place] = reached(open, matches, other);
  }
  return { rules: chosen, expectedRecall: 1 - open.length / Math.max(1, matches.length), pairs: spent };
}

/** Share of matches that may stay unreached: beyond it a rule costs more pairs than it finds. */
const unreachedShare = 0.0005;
const leastGain = 2;

function reached(open: Uint32Array, matches: readonly bigint[], mask: bigint): number {
  let count = 0;
  for (const match of open) if (((matches[match] ?? 0n) & mask) === mask) count += 1;
  return count;
}
