import type { Bilingual } from "#contract/text";
import type { Accuracy } from "./accuracy.ts";
import type { MatchOutcome } from "./match.ts";
import type { Meaning } from "./meanings.ts";
import type { Model } from "./model.ts";
import type { BlockingRule } from "./rules.ts";

/** What a run chose and found, for people and programs. */
export interface MatchReport {
  readonly tables: readonly {
    readonly name: string;
    readonly rows: number;
    readonly columns: readonly {
      readonly name: string;
      readonly meaning: Meaning;
      readonly by: string;
      readonly element: string | null;
    }[];
  }[];
  readonly rows: number;
  readonly fields: readonly {
    readonly name: string;
    readonly meaning: Meaning;
    readonly columns: readonly (string | null)[];
    /** In bits: what equality of a common and of a rare value speaks for, what a difference speaks against. */
    readonly weights: { readonly equalCommon: number; readonly equalRare: number; readonly differs: number };
    readonly levels: readonly {
      readonly says: Bilingual;
      readonly bits: number;
      readonly m: number;
      readonly u: number;
    }[];
  }[];
  readonly blocking: readonly { readonly keys: Bilingual; readonly pairs: number }[];
  /** Share of matches the blocking reaches, expected. */
  readonly blockingRecall: number;
  readonly pairs: number;
  readonly thresholds: readonly Threshold[];
  readonly links: number;
  /** Clusters of more than one row. */
  readonly clusters: number;
  readonly largestCluster: number;
  readonly pairwise?: Accuracy;
  readonly clustered?: Accuracy;
}

export interface Threshold {
  readonly name: "certain" | "link" | "review";
  /** Chance of being a match from which on pairs are taken. */
  readonly chance: number;
  readonly pairs: number;
  readonly expectedPrecision: number;
  readonly expectedRecall: number;
}

/** What was found, counted. */
export interface Found {
  /** Pairs by the thousandths of odds they have. */
  readonly pairs: ReadonlyMap<number, number>;
  /** Clusters of more than one row, and rows of the largest. */
  readonly clusters: number;
  readonly largest: number;
}

export function reportOf(outcome: MatchOutcome): Omit<MatchReport, "pairwise" | "clustered"> {
  const pairs = new Map<number, number>();
  for (const { odds } of outcome.edges) {
    const milli = Math.round(odds * 1000);
    pairs.set(milli, (pairs.get(milli) ?? 0) + 1);
  }
  const sizes = new Map<number, number>();
  for (const label of outcome.clusters) sizes.set(label, (sizes.get(label) ?? 0) + 1);
  const many = [...sizes.values()].filter((size) => size > 1);
  return reportFrom(outcome, {
    pairs,
    clusters: many.length,
    largest: many.reduce((most, size) => Math.max(most, size), 1),
  });
}

export function reportFrom(
  outcome: Omit<MatchOutcome, "clusters" | "edges">,
  counted: Found,
): Omit<MatchReport, "pairwise" | "clustered"> {
  const { tables, prepared, keys, blocking, model } = outcome;
  return {
    tables: tables.map(({ table, columns }, at) => ({
      name: table.name,
      rows: (prepared.offsets[at + 1] ?? 0) - (prepared.offsets[at] ?? 0),
      columns: columns.map(({ found }) => ({
        name: found.column,
        meaning: found.meaning,
        by: found.by,
        element: found.element,
      })),
    })),
    rows: prepared.rowCount,
    fields: model.comparisons.map((_, at) => fieldReport(model, at)),
    blocking: blocking.rules.map((rule) => ({ keys: namesOf(rule, keys), pairs: rule.pairs })),
    blockingRecall: blocking.expectedRecall,
    pairs: outcome.pairs,
    thresholds: thresholdsOf(counted.pairs, blocking.expectedRecall),
    links: [...counted.pairs].reduce((sum, [milli, n]) => (milli > 0 ? sum + n : sum), 0),
    clusters: counted.clusters,
    largestCluster: counted.largest,
  };
}

const namesOf = (rule: BlockingRule, keys: MatchOutcome["keys"]): Bilingual =>
  rule.keys.length === 0
    ? { zh: "所有行两两比较", en: "every row with every other" }
    : {
        zh: rule.keys.map((key) => keys[key]?.says.zh ?? "").join(" + "),
        en: rule.keys.map((key) => keys[key]?.says.en ?? "").join(" + "),
      };

const bits = (ratio: number): number => Math.round(Math.log2(ratio) * 10) / 10;

function fieldReport({ comparisons, m, u }: Model, at: number): MatchReport["fields"][number] {
  const comparison = comparisons[at];
  if (!comparison) throw new Error(`field ${at} is not compared`);
  const { field, equalFrom, likenesses } = comparison;
  const ratio = (level: number) => (m[at]?.[level] ?? 1) / (u[at]?.[level] ?? 1);
  const seen = (m[at] ?? [])
    .map((value, level) => ({ value, level }))
    .filter(({ value, level }) => level >= equalFrom && value > 0.005);
  const level = (says: Bilingual, number: number) => ({
    says,
    bits: bits(ratio(number)),
    m: m[at]?.[number] ?? 0,
    u: u[at]?.[number] ?? 0,
  });
  return {
    name: field.name,
    meaning: field.meaning,
    columns: field.columns,
    weights: {
      equalCommon: bits(ratio(seen[0]?.level ?? equalFrom)),
      equalRare: bits(ratio(seen.at(-1)?.level ?? equalFrom)),
      differs: bits(ratio(1)),
    },
    levels: likenesses.map(({ says }, place) => level(says, equalFrom - 1 - place)),
  };
}

const chanceOf = (odds: number): number => 1 / (1 + Math.exp(-odds));

/**
 * Where to take pairs without asking, where to link, from where to have a person look. `link` is where the expected F1 is
 * highest. Recall counts the matches that blocking is expected to miss.
 */
function thresholdsOf(pairs: Found["pairs"], blockingRecall: number): Threshold[] {
  const chances = [...pairs]
    .map(([milli, n]) => ({ chance: chanceOf(milli / 1000), n }))
    .toSorted((a, b) => b.chance - a.chance);
  const all = chances.reduce((sum, { chance, n }) => sum + chance * n, 0) / Math.max(0.01, blockingRecall);
  const points: Omit<Threshold, "name">[] = [];
  let right = 0;
  let taken = 0;
  for (const [place, { chance, n }] of chances.entries()) {
    right += chance * n;
    taken += n;
    const next = chances[place + 1];
    if (next !== undefined && next.chance === chance) continue;
    points.push({
      chance,
      pairs: taken,
      expectedPrecision: right / taken,
      expectedRecall: right / Math.max(1, all),
    });
  }
  const f1 = ({ expectedPrecision: p, expectedRecall: r }: Omit<Threshold, "name">) => (2 * p * r) / (p + r);
  const link = points.reduce((best, point) => (best === undefined || f1(point) > f1(best) ? point : best), points[0]);
  const certain = points.findLast(({ chance }) => chance >= 0.99);
  const review = points.findLast(({ chance }) => chance >= 0.05);
  return [
    ...(certain ? [{ name: "certain" as const, ...certain }] : []),
    ...(link ? [{ name: "link" as const, ...link }] : []),
    ...(review ? [{ name: "review" as const, ...review }] : []),
  ];
}
