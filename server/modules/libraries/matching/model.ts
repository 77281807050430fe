import type { Comparison } from "./compare.ts";
import { missing } from "./compare.ts";
import { bucketCount, type Prepared } from "./prepare.ts";

/**
 * The model of Fellegi and Sunter (1969): for every field the chance of each level among matches (m) and among other pairs
 * (u), and the share of matches among all pairs. Levels of equality are split by the frequency of the value, so that a
 * rare name tells more than a common one.
 */
export interface Model {
  readonly comparisons: readonly Comparison[];
  readonly m: readonly (readonly number[])[];
  readonly u: readonly (readonly number[])[];
  /** Matches expected among all pairs of rows. */
  readonly matches: number;
  readonly allPairs: number;
}

/** Pairs of one pattern that one rule made. */
export interface PatternCount {
  readonly rule: number;
  readonly levels: readonly number[];
  readonly count: number;
}

export interface Training {
  readonly comparisons: readonly Comparison[];
  readonly prepared: Prepared;
  readonly allPairs: number;
  /** Pairs of the rules to learn from. */
  readonly blocked: readonly PatternCount[];
  /** Per rule the fields it is made of, which say nothing about its pairs, and the part of its pairs that was taken. */
  readonly rules: readonly { readonly fields: ReadonlySet<number>; readonly sampledShare: number }[];
  /** Pairs taken at random, or all of them where there are few. */
  readonly random: readonly Omit<PatternCount, "rule">[];
  readonly isRandomAll: boolean;
}

const rounds = 40;

/** Expectation maximisation over patterns: it costs the number of different patterns, not of pairs. */
export function trainModel(training: Training): { model: Model; blockedChances: number[] } {
  const { comparisons, blocked, rules, allPairs } = training;
  const m = comparisons.map((comparison, at) => firstM(comparison, training.prepared.frequencies[at] ?? []));
  let matches = Math.max(1, training.prepared.rowCount * 0.05);
  let u = unmatched(training, m, matches, null);
  const shares = rules.map(() => 0.5);
  const chances = blocked.map(() => 0);
  for (let round = 0; round < rounds; round += 1) {
    expect(training, m, u, shares, chances);
    maximise(training, m, shares, chances);
    matches = expectedMatches(training, m, shares);
    if (round % 3 === 2 || round < 3) u = unmatched(training, m, matches, u);
  }
  return { model: { comparisons, m, u, matches, allPairs }, blockedChances: chances };
}

/** Before anything is known: matches mostly agree, spread over frequencies as rows are. */
function firstM({ levelCount, equalFrom }: Comparison, frequencies: readonly { rows: number }[]): number[] {
  const rows = frequencies.reduce((sum, frequency) => sum + frequency.rows, 0);
  return Array.from({ length: levelCount }, (_, level) => {
    if (level === missing) return 0;
    if (level >= equalFrom) return (0.85 * ((frequencies[level - equalFrom]?.rows ?? 0) + 1)) / (rows + bucketCount);
    return level === 1 ? 0.07 : 0.08 / Math.max(1, equalFrom - 2);
  });
}

/** The chance of being a match for each pattern of each rule. */
function expect(
  { blocked, rules }: Training,
  m: readonly number[][],
  u: readonly number[][],
  shares: readonly number[],
  chances: number[],
): void {
  const logs = m.map((levels, at) => levels.map((value, level) => Math.log(value / (u[at]?.[level] ?? 1))));
  for (const [place, { rule, levels }] of blocked.entries()) {
    const own = rules[rule]?.fields;
    const share = shares[rule] ?? 0.5;
    let odds = Math.log(share / (1 - share));
    for (let at = 0; at < levels.length; at += 1) {
      const level = levels[at] ?? missing;
      if (level !== missing && !own?.has(at)) odds += logs[at]?.[level] ?? 0;
    }
    chances[place] = 1 / (1 + Math.exp(-odds));
  }
}

function maximise({ comparisons, blocked, rules, prepared }: Training, m: number[][], shares: number[], chances: readonly number[]): void {
  const counted = comparisons.map(({ levelCount }) => Array.from<number>({ length: levelCount }).fill(0));
  const found = rules.map(() => ({ matches: 0, pairs: 0 }));
  for (const [place, { rule, levels, count }] of blocked.entries()) {
    const weight = count * (chances[place] ?? 0);
    const sum = found[rule];
    if (sum) {
      sum.matches += weight;
      sum.pairs += count;
    }
    const own = rules[rule]?.fields;
    for (let at = 0; at < levels.length; at += 1) {
      if (own?.has(at)) continue;
      const row = counted[at];
      const level = levels[at] ?? missing;
      if (row && level !== missing) row[level] = (row[level] ?? 0) + weight;
    }
  }
  for (const [rule, { matches, pairs }] of found.entries())
    shares[rule] = Math.min(0.9999, Math.max(1e-6, (matches + 0.5) / (pairs + 1)));
  for (const [at, row] of counted.entries()) {
    const comparison = comparisons[at];
    if (comparison) m[at] = smoothed(comparison, row, prepared.frequencies[at] ?? []);
  }
}

/** Levels rarely seen keep a little of what would be expected; equality is spread over frequencies as rows are. */
function smoothed(comparison: Comparison, row: readonly number[], frequencies: readonly { rows: number }[]): number[] {
  const { equalFrom } = comparison;
  const total = row.reduce((sum, value) => sum + value, 0);
  const equal = row.slice(equalFrom).reduce((sum, value) => sum + value, 0);
  const rows = frequencies.reduce((sum, frequency) => sum + frequency.rows, 0);
  const backing = 10;
  return row.map((value, level) => {
    if (level === missing) return 0;
    if (level < equalFrom) return (value + 0.5) / (total + 1 + 0.5 * equalFrom);
    const rowShare = ((frequencies[level - equalFrom]?.rows ?? 0) + 1) / (rows + bucketCount);
    const share = (value + backing * rowShare) / (equal + backing);
    return ((equal + 0.5) / (total + 1 + 0.5 * equalFrom)) * share;
  });
}

/** All matches there must be: what a rule found, over the part of matches it can find; the middle of what rules say. */
function expectedMatches({ blocked, rules, comparisons }: Training, m: readonly number[][], shares: readonly number[]): number {
  const pairs = rules.map(() => 0);
  for (const { rule, count } of blocked) pairs[rule] = (pairs[rule] ?? 0) + count;
  const said = rules.map(({ fields, sampledShare }, rule) => {
    const covered = [...fields].reduce((product, at) => product * equalShare(comparisons[at], m[at] ?? []), 1);
    return ((pairs[rule] ?? 0) * (shares[rule] ?? 0)) / Math.max(1e-9, sampledShare) / Math.max(0.05, covered);
  });
  return Math.max(1, said.toSorted((a, b) => a - b)[Math.floor(said.length / 2)] ?? 1);
}

const equalShare = (comparison: Comparison | undefined, m: readonly number[]): number =>
  comparison ? m.slice(comparison.equalFrom).reduce((sum, value) => sum + value, 0) : 1;

/** Chances of the levels among pairs that are no matches: equality counted exactly, likeness from pairs taken at random. */
function unmatched({ comparisons, prepared, random, allPairs }: Training, m: readonly number[][], matches: number, u: readonly number[][] | null): number[][] {
  const counted = comparisons.map(({ levelCount }) => Array.from<number>({ length: levelCount }).fill(0));
  const prior = Math.log(matches / Math.max(1, allPairs - matches));
  for (const { levels, count } of random) {
    let odds = prior;
    if (u) for (let at = 0; at < levels.length; at += 1) {
      const level = levels[at] ?? missing;
      if (level !== missing) odds += Math.log((m[at]?.[level] ?? 1) / (u[at]?.[level] ?? 1));
    }
    const weight = u ? count / (1 + Math.exp(odds)) : count;
    for (let at = 0; at < levels.length; at += 1) {
      const row = counted[at];
      const level = levels[at] ?? missing;
      if (row) row[level] = (row[level] ?? 0) + weight;
    }
  }
  return comparisons.map(({ equalFrom }, at) => {
    const row = counted[at] ?? [];
    const total = row.slice(1).reduce((sum, value) => sum + value, 0);
    const filled = prepared.filled[at] ?? 0;
    const filledPairs = Math.max(1, (filled * (filled - 1)) / 2);
    const nearMatches = matches * Math.min(1, filledPairs / allPairs);
    return row.map((value, level) => {
      if (level === missing) return 1;
      if (level < equalFrom) return (value + 0.2) / (total + 1);
      const same = prepared.frequencies[at]?.[level - equalFrom]?.pairs ?? 0;
      const byChance = Math.max(same - nearMatches * (m[at]?.[level] ?? 0), same * 0.02, 0.1);
      return byChance / filledPairs;
    });
  });
}

/** Evidence of a pattern in natural logarithms of odds, without the prior. */
export function evidenceOf({ m, u }: Pick<Model, "m" | "u">, levels: readonly number[]): number {
  let sum = 0;
  for (let at = 0; at < levels.length; at += 1) {
    const level = levels[at] ?? missing;
    if (level !== missing) sum += Math.log((m[at]?.[level] ?? 1) / (u[at]?.[level] ?? 1));
  }
  return sum;
}
