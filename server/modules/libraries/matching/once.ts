import type { LakeRow, LakeSession } from "#kernel/lake/lake";
import { type Comparison, differs, missing, unpackSql } from "./compare.ts";
import type { Key } from "./keys.ts";
import { type Drawn, firstMatching, type Model, smoothed, unmatched } from "./model.ts";
import { levelsOf } from "./pairs.ts";
import { work } from "./prepare.ts";
import type { BlockingRule, Choice } from "./rules.ts";

/**
 * Matching of lists that name a thing once each and say of it only what it is called (`namesOnce` of `prepare.ts`). There is
 * no field beside the words from which the weight of words could be learned; but each row has one partner at most, and its
 * true partner stands out among all rows it might have had. That is what is learned from.
 */
export function chooseByWords(costs: readonly BlockingRule[], keys: readonly Key[], budget: number): Choice {
  const [many, rarest] = [true, false].map((isMany) =>
    costs.find(
      ({ keys: own }) => own.length === 1 && keys[own[0] ?? 0]?.isMany === isMany && isOfWords(keys, own[0] ?? 0),
    ),
  );
  const rule = many !== undefined && many.pairs <= budget ? many : rarest;
  return { rules: rule === undefined ? [] : [rule], expectedRecall: 0, pairs: rule?.pairs ?? 0 };
}

/** Both keys of words stand behind one another, the one of many last. */
const isOfWords = (keys: readonly Key[], place: number): boolean =>
  keys[place]?.isMany === true || keys[place + 1]?.isMany === true;

interface Candidates {
  /** Per pair its row of the earlier table and its pattern, by the order of rows. */
  readonly rows: Int32Array;
  readonly patterns: Int32Array;
  readonly levels: readonly (readonly number[])[];
}

const rounds = 40;
/** Of rows at most this share is taken to have a partner: certainty would leave no row alone. */
const mostPartnered = 0.95;

/**
 * The model from pairs that share a rare word, by expectation maximisation over rows: of every row the chances of its
 * candidates, and of having no partner, make one together.
 */
export async function trainOnce(session: LakeSession, given: Drawn): Promise<{ model: Model; expectedRecall: number }> {
  const { comparisons, prepared, allPairs, subject } = given;
  const candidates = await candidatesOf(session, comparisons);
  let u = unmatched(given, { m: comparisons.map(() => []), u: [], matches: 1 }, true);
  let m = comparisons.map((comparison, at) => firstMatching(comparison, prepared.frequencies[at] ?? []));
  const rowCount = Math.max(1, prepared.offsets[1] ?? 1);
  const others = Math.max(1, prepared.rowCount - rowCount);
  let partnered = 0.5;
  let expectedRecall = 1;
  // As many as make the odds of a pair those of a row's partner against none: the other rows are ruled out by clustering.
  const matchesOf = (share: number): number => {
    const odds = share / (1 - share) / others;
    return (allPairs * odds) / (1 + odds);
  };
  for (let round = 0; round < rounds; round += 1) {
    const found = expectRows(candidates, ratiosOf(candidates.levels, m, u), { partnered, others, far: farOf(m, u) });
    expectedRecall = found.matched / Math.max(1e-9, found.matched + found.missed);
    partnered = Math.min(mostPartnered, (found.matched + 1) / (rowCount + 2));
    m = comparisons.map((comparison, at) => {
      const row = Array.from<number>({ length: comparison.levelCount }).fill(0);
      for (const [pattern, weight] of found.weights.entries()) {
        const level = candidates.levels[pattern]?.[at] ?? missing;
        if (level !== missing) row[level] = (row[level] ?? 0) + weight;
      }
      return rising(smoothed(comparison, row, prepared.frequencies[at] ?? []), u[at] ?? [], comparison);
    });
    // Of pairs drawn at random some are matches: among rare likenesses they would be most.
    u = unmatched(given, { m, u, matches: matchesOf(partnered) }, false);
  }
  const model = { comparisons, m, u, r: u, subject, matches: matchesOf(partnered), related: 1e-6, allPairs };
  return { model, expectedRecall };
}

async function candidatesOf(session: LakeSession, comparisons: readonly Comparison[]): Promise<Candidates> {
  const patterns = await session.read<LakeRow & { pattern: string }>(
    `select distinct pattern::varchar as pattern, ${unpackSql("pattern", comparisons.length)} from ${work.pairs} order by 1`,
  );
  const placeOf = new Map(patterns.map(({ pattern }, place) => [pattern, place]));
  const rows: number[] = [];
  const places: number[] = [];
  const found = session.stream<{ l: number; pattern: string }>(
    `select l, pattern::varchar as pattern from ${work.pairs} order by l, r limit ${mostPairs}`,
  );
  for await (const batch of found)
    for (const { l, pattern } of batch) {
      rows.push(l);
      places.push(placeOf.get(pattern) ?? 0);
    }
  const levels = patterns.map((row) => levelsOf(row, comparisons.length));
  return { rows: Int32Array.from(rows), patterns: Int32Array.from(places), levels };
}

/** Pairs to learn from. */
const mostPairs = 2_000_000;

const ratiosOf = (levels: Candidates["levels"], m: Model["m"], u: Model["u"]): Float64Array =>
  Float64Array.from(levels, (own) =>
    own.reduce(
      (product, level, at) => (level === missing ? product : (product * (m[at]?.[level] ?? 1)) / (u[at]?.[level] ?? 1)),
      1,
    ),
  );

/** What a row speaks for that shares no rare word: its words differ. */
const farOf = (m: Model["m"], u: Model["u"]): number => (m[0]?.[differs] ?? 0) / (u[0]?.[differs] ?? 1);

function expectRows(
  { rows, patterns, levels }: Candidates,
  ratios: Float64Array,
  { partnered, others, far }: { readonly partnered: number; readonly others: number; readonly far: number },
): { weights: Float64Array; matched: number; missed: number } {
  const weights = new Float64Array(levels.length);
  const each = partnered / others;
  let matched = 0;
  // Partners among the rows that share no rare word with theirs: not compared.
  let missed = 0;
  for (let from = 0; from < rows.length;) {
    let to = from;
    let sum = 0;
    while (to < rows.length && rows[to] === rows[from]) {
      sum += ratios[patterns[to] ?? 0] ?? 0;
      to += 1;
    }
    const unseen = each * far * Math.max(0, others - (to - from));
    const all = each * sum + unseen + 1 - partnered;
    missed += unseen / all;
    for (let pair = from; pair < to; pair += 1) {
      const pattern = patterns[pair] ?? 0;
      const chance = (each * (ratios[pattern] ?? 0)) / all;
      weights[pattern] = (weights[pattern] ?? 0) + chance;
      matched += chance;
    }
    from = to;
  }
  return { weights, matched, missed };
}

/** The more alike, the more it speaks for one: where few pairs were seen a level takes over from the one below. */
function rising(m: readonly number[], u: readonly number[], { equalFrom }: Comparison): number[] {
  const own = [...m];
  for (let level = differs + 1; level < equalFrom; level += 1) {
    const below = (own[level - 1] ?? 0) / (u[level - 1] ?? 1);
    own[level] = Math.max(own[level] ?? 0, below * (u[level] ?? 0));
  }
  return own;
}
