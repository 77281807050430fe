import { type Comparison, missing } from "./compare.ts";
import { bucketCount, type Prepared } from "./prepare.ts";
import type { Subject } from "./subject.ts";

/** For every field the chance of each of its levels. */
type Chances = readonly (readonly number[])[];

/**
 * The model of Fellegi and Sunter (1969): for every field the chance of each level among matches (m) and among pairs that
 * have nothing to do with each other (u). Levels of equality are split by the frequency of the value, so that a rare name
 * tells more than a common one. A third kind of pairs is known beside the two: those related (r), as members of a household
 * or firms of one owner are, which share what the two-class model would take for evidence many times over.
 */
export interface Model {
  readonly comparisons: readonly Comparison[];
  readonly m: Chances;
  readonly u: Chances;
  readonly r: Chances;
  readonly subject: Subject;
  /** Pairs of rows expected to be matches, and to be related. */
  readonly matches: number;
  readonly related: number;
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
  readonly subject: Subject;
  /** Pairs of the rules to learn from. */
  readonly blocked: readonly PatternCount[];
  /** Per rule the fields it is made of, which say nothing about its pairs, and the part of its pairs that was taken. */
  readonly rules: readonly { readonly fields: ReadonlySet<number>; readonly sampledShare: number }[];
  /** Pairs people have judged. */
  readonly answers: readonly { readonly levels: readonly number[]; readonly isMatch: boolean }[];
  /** Pairs taken at random, or all of them where there are few. */
  readonly random: readonly Omit<PatternCount, "rule">[];
}

const rounds = 40;
const answerWeight = 5;

interface State {
  m: number[][];
  r: number[][];
  u: number[][];
  matches: number;
  related: number;
  /** Per rule the shares of matches and of related pairs. */
  readonly shares: { match: number; related: number }[];
  /** Per pattern of the rules the same. */
  readonly chances: { match: number; related: number }[];
}

/** What is needed to tell the chances of pairs that are no matches. */
export type Drawn = Pick<Training, "comparisons" | "prepared" | "random" | "allPairs" | "subject">;

/** Expectation maximisation over patterns: it costs the number of different patterns, not of pairs. */
export function trainModel(training: Training): { model: Model; blockedChances: number[] } {
  const { comparisons, prepared, allPairs } = training;
  const m = comparisons.map((comparison, at) => firstMatching(comparison, prepared.frequencies[at] ?? []));
  const state: State = {
    m,
    r: m,
    u: m,
    matches: Math.max(1, prepared.rowCount * 0.05),
    related: 1,
    shares: training.rules.map(() => ({ match: 0.5, related: 0.2 })),
    chances: training.blocked.map(() => ({ match: 0, related: 0 })),
  };
  state.u = unmatched(training, state, true);
  state.r = firstRelated(training, state);
  for (let round = 0; round < rounds; round += 1) {
    expect(training, state);
    maximise(training, state);
    if (round % 3 === 2 || round < 3) state.u = unmatched(training, state, false);
  }
  const { u, r, matches, related, chances } = state;
  return {
    model: { comparisons, subject: training.subject, m: state.m, u, r, matches, related, allPairs },
    blockedChances: chances.map(({ match }) => match),
  };
}

/** Before anything is known: matches mostly agree, spread over frequencies as rows are. */
export function firstMatching(
  { levelCount, equalFrom }: Comparison,
  frequencies: readonly { rows: number }[],
): number[] {
  return Array.from({ length: levelCount }, (_, level) => {
    if (level === missing) return 0;
    if (level >= equalFrom) return 0.85 * rowShare(frequencies, level - equalFrom);
    return level === 1 ? 0.07 : 0.08 / Math.max(1, equalFrom - 2);
  });
}

const rowShare = (frequencies: readonly { rows: number }[], bucket: number): number => {
  const rows = frequencies.reduce((sum, frequency) => sum + frequency.rows, 0);
  return ((frequencies[bucket]?.rows ?? 0) + 1) / (rows + bucketCount);
};

/** Related rows agree half the time on what they may share, and as others do on what tells one from another. */
const firstRelated = ({ subject: { telling } }: Training, { m, u }: State): number[][] =>
  m.map((levels, at) => {
    const likeMatches = telling.has(at) ? 0.01 : 0.5;
    return levels.map((value, level) => likeMatches * value + (1 - likeMatches) * (u[at]?.[level] ?? 0));
  });

const logRatios = (chances: Chances, u: Chances): number[][] =>
  chances.map((levels, at) => levels.map((value, level) => Math.log(value / (u[at]?.[level] ?? 1))));

/** What each pattern of each rule is, by the fields that had no part in choosing it. */
function expect({ blocked, rules, subject }: Training, { m, r, u, shares, chances }: State): void {
  const [matching, relating] = [logRatios(m, u), logRatios(r, u)];
  for (const [place, { rule, levels }] of blocked.entries()) {
    const own = rules[rule]?.fields;
    const share = shares[rule] ?? { match: 0.5, related: 0.2 };
    let match = Math.log(share.match);
    let related = Math.log(share.related);
    const other = Math.log(Math.max(1e-9, 1 - share.match - share.related));
    const silent = silentFields(levels, matching, subject, own);
    for (let at = 0; at < levels.length; at += 1) {
      const level = levels[at] ?? missing;
      if (level === missing || own?.has(at) || silent?.has(at)) continue;
      match += matching[at]?.[level] ?? 0;
      related += relating[at]?.[level] ?? 0;
    }
    const top = Math.max(match, related, other);
    const all = Math.exp(match - top) + Math.exp(related - top) + Math.exp(other - top);
    chances[place] = { match: Math.exp(match - top) / all, related: Math.exp(related - top) / all };
  }
}

/** Of the fields of an attached person all but the loudest, so that one change is not counted many times. */
function silentFields(
  levels: readonly number[],
  ratios: Chances,
  { attached }: Subject,
  own?: ReadonlySet<number>,
): ReadonlySet<number> | undefined {
  if (attached.size < 2) return undefined;
  const loudness = (at: number): number => (own?.has(at) ? 0 : Math.abs(ratios[at]?.[levels[at] ?? missing] ?? 0));
  const heard = [...attached].filter((at) => levels[at] !== missing).toSorted((a, b) => loudness(b) - loudness(a));
  return new Set(heard.slice(1));
}

function maximise(training: Training, state: State): void {
  const { comparisons, blocked, rules, prepared } = training;
  const empty = () => comparisons.map(({ levelCount }) => Array.from<number>({ length: levelCount }).fill(0));
  const [matching, relating] = [empty(), empty()];
  const found = rules.map(() => ({ match: 0, related: 0, pairs: 0 }));
  for (const [place, { rule, levels, count }] of blocked.entries()) {
    const chance = state.chances[place] ?? { match: 0, related: 0 };
    const sum = found[rule];
    if (sum) {
      sum.match += count * chance.match;
      sum.related += count * chance.related;
      sum.pairs += count;
    }
    const own = rules[rule]?.fields;
    for (let at = 0; at < levels.length; at += 1) {
      const level = levels[at] ?? missing;
      if (level === missing || own?.has(at)) continue;
      add(matching[at], level, count * chance.match);
      add(relating[at], level, count * chance.related);
    }
  }
  // A pair somebody looked at is worth several the model only guesses at; one that is none is of the related kind.
  for (const { levels, isMatch } of training.answers)
    for (let at = 0; at < levels.length; at += 1)
      if (levels[at] !== missing) add((isMatch ? matching : relating)[at], levels[at] ?? missing, answerWeight);
  for (const [rule, { match, related, pairs }] of found.entries())
    state.shares[rule] = { match: (match + 0.5) / (pairs + 2), related: (related + 0.5) / (pairs + 2) };
  const first = firstRelated(training, state);
  for (const [at, comparison] of comparisons.entries()) {
    const frequencies = prepared.frequencies[at] ?? [];
    state.m[at] = smoothed(comparison, matching[at] ?? [], frequencies);
    // What tells one from another is held: else related pairs would come to mean matches with a slip in the name.
    state.r[at] = training.subject.telling.has(at) ? (first[at] ?? []) : backed(relating[at] ?? [], first[at] ?? []);
  }
  state.matches = expectedPairs(
    training,
    state.m,
    found.map(({ match }) => match),
  );
  state.related = expectedPairs(
    training,
    state.r,
    found.map(({ related }) => related),
  );
}

function add(row: number[] | undefined, level: number, weight: number): void {
  if (row) row[level] = (row[level] ?? 0) + weight;
}

/** Levels rarely seen keep a little of what would be expected; equality is spread over frequencies as rows are. */
export function smoothed(
  comparison: Comparison,
  row: readonly number[],
  frequencies: readonly { rows: number }[],
): number[] {
  const { equalFrom } = comparison;
  const total = row.reduce((sum, value) => sum + value, 0);
  const equal = row.slice(equalFrom).reduce((sum, value) => sum + value, 0);
  const backing = 10;
  return row.map((value, level) => {
    if (level === missing) return 0;
    if (level < equalFrom) return (value + 0.5) / (total + 1 + 0.5 * equalFrom);
    const share = (value + backing * rowShare(frequencies, level - equalFrom)) / (equal + backing);
    return ((equal + 0.5) / (total + 1 + 0.5 * equalFrom)) * share;
  });
}

/** What was counted, and twenty pairs as expected before. */
function backed(row: readonly number[], first: readonly number[]): number[] {
  const total = row.reduce((sum, value) => sum + value, 0);
  const backing = 20;
  return row.map((value, level) =>
    level === missing ? 0 : (value + backing * (first[level] ?? 0)) / (total + backing),
  );
}

/** All pairs of a kind: what a rule found, over the part of them it can find; the middle of what rules say. */
function expectedPairs({ rules, comparisons }: Training, chances: Chances, found: readonly number[]): number {
  const said = rules.map(({ fields, sampledShare }, rule) => {
    const covered = [...fields].reduce((product, at) => product * equalShare(comparisons[at], chances[at] ?? []), 1);
    return (found[rule] ?? 0) / Math.max(1e-9, sampledShare) / Math.max(0.05, covered);
  });
  return Math.max(1, said.toSorted((a, b) => a - b)[Math.floor(said.length / 2)] ?? 1);
}

const equalShare = (comparison: Comparison | undefined, chances: readonly number[]): number =>
  comparison ? chances.slice(comparison.equalFrom).reduce((sum, value) => sum + value, 0) : 1;

/** Chances of the levels among other pairs: equality counted exactly, likeness from pairs taken at random. */
export function unmatched(
  { comparisons, prepared, random, allPairs, subject }: Drawn,
  { m, u, matches }: Pick<State, "m" | "u" | "matches">,
  isFirst: boolean,
): number[][] {
  const counted = comparisons.map(({ levelCount }) => Array.from<number>({ length: levelCount }).fill(0));
  const prior = Math.log(matches / Math.max(1, allPairs - matches));
  const matching = isFirst ? [] : logRatios(m, u);
  for (const { levels, count } of random) {
    let odds = prior;
    const silent = silentFields(levels, matching, subject);
    for (let at = 0; at < levels.length; at += 1) {
      const level = levels[at] ?? missing;
      if (level !== missing && !silent?.has(at)) odds += matching[at]?.[level] ?? 0;
    }
    const weight = isFirst ? count : count / (1 + Math.exp(odds));
    for (let at = 0; at < levels.length; at += 1) add(counted[at], levels[at] ?? missing, weight);
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

/** Natural logarithm of the odds that a pair of these levels is a match rather than related or neither. */
export function oddsOf({ m, u, r, subject, matches, related, allPairs }: Model, levels: readonly number[]): number {
  const silent = subject.attached.size < 2 ? undefined : silentFields(levels, logRatios(m, u), subject);
  let match = Math.log(matches);
  let relation = Math.log(related);
  let other = Math.log(Math.max(1, allPairs - matches - related));
  for (let at = 0; at < levels.length; at += 1) {
    const level = levels[at] ?? missing;
    if (level === missing || silent?.has(at)) continue;
    match += Math.log(m[at]?.[level] ?? 1);
    relation += Math.log(r[at]?.[level] ?? 1);
    other += Math.log(u[at]?.[level] ?? 1);
  }
  const top = Math.max(relation, other);
  return match - top - Math.log(Math.exp(relation - top) + Math.exp(other - top));
}
