import type { ProcessTerm, ResourceShare } from "#contract/quality-scores";
import { processTerms } from "#contract/quality-scores";
import type { Measures, ResourceTier } from "./measures.ts";
import { departmentScore, sizeWeight, useWeight, weightedMean } from "./score.ts";

/** A checked resource as its department's score sees it. */
export interface SharedResource {
  readonly resourceId: string;
  readonly resourceName: string;
  readonly runId: string;
  readonly score: number;
  readonly grade: number;
  readonly rowCount: number;
  readonly tier: ResourceTier;
  readonly users: number;
}

/** Numerator of denominator for each process term. */
export type ProcessCounts = Readonly<
  Record<(typeof processTerms)[number], { readonly of: number; readonly done: number }>
>;

export interface DepartmentParts {
  /** Null where no resource has been checked. */
  readonly score: number | null;
  readonly dataScore: number | null;
  readonly dataWeight: number;
  readonly resources: ResourceShare[];
  readonly process: ProcessTerm[];
}

/** The first figure of a resource code (目录编制指南): 1 基础, 2 主题, 3 部门. What has no code yet is its department's. */
export function tierOf(code: string | null): ResourceTier {
  if (code?.startsWith("1")) return "base";
  return code?.startsWith("2") ? "theme" : "department";
}

/**
 * Score of a department: its resources weighed by size × tier × use, and process terms, as a weighted mean. A term with
 * nothing to count takes no part. The points lost of all resources and terms add up to 100 − score.
 */
export function departmentParts(
  shared: readonly SharedResource[],
  counts: ProcessCounts,
  measures: Pick<Measures, "tierWeights" | "usePerDoubling" | "departmentWeights">,
): DepartmentParts {
  const weighed = shared.map((one) => {
    const tierWeight = measures.tierWeights[one.tier];
    const usedWeight = useWeight(one.users, measures.usePerDoubling);
    return { ...one, sizeWeight: sizeWeight(one.rowCount), tierWeight, useWeight: usedWeight };
  });
  const dataScore = departmentScore(
    weighed.map(({ score, rowCount, tierWeight, useWeight: used }) => ({
      score,
      rowCount,
      dimensions: [],
      emphasis: tierWeight * used,
    })),
  );
  const terms = processParts(counts, measures);
  const dataWeight = measures.departmentWeights.data;
  const score = wholeScore(dataScore, terms, dataWeight);
  const all = dataWeight + scoredTerms(terms).reduce((sum, { weight }) => sum + weight, 0);
  const weightOf = (one: (typeof weighed)[number]) => one.sizeWeight * one.tierWeight * one.useWeight;
  const total = weighed.reduce((sum, one) => sum + weightOf(one), 0);
  const resources = weighed.map((one) => {
    const weight = weightOf(one);
    const lost = total === 0 || all === 0 ? 0 : ((100 - one.score) * weight * dataWeight) / total / all;
    return { ...one, weight, pointsLost: lost };
  });
  return {
    score,
    dataScore,
    dataWeight,
    resources: resources.toSorted((a, b) => b.pointsLost - a.pointsLost || (a.resourceId < b.resourceId ? -1 : 1)),
    process: terms.map((term) => ({
      ...term,
      pointsLost: term.score === null || dataScore === null || all === 0 ? 0 : ((100 - term.score) * term.weight) / all,
    })),
  };
}

type TermPart = Omit<ProcessTerm, "pointsLost">;

/** The process terms in their order, each with what it counted. */
export const processParts = (counts: ProcessCounts, measures: Pick<Measures, "departmentWeights">): TermPart[] =>
  processTerms.map((term) => {
    const { of, done } = counts[term];
    return {
      term,
      numerator: done,
      denominator: of,
      score: of === 0 ? null : (100 * done) / of,
      weight: measures.departmentWeights[term],
    };
  });

const scoredTerms = (terms: readonly TermPart[]) =>
  terms.flatMap(({ score, weight }) => (score === null ? [] : [{ score, weight }]));

/** Null where there are no data to judge, whatever the terms say. */
export const wholeScore = (dataScore: number | null, terms: readonly TermPart[], dataWeight: number): number | null =>
  dataScore === null ? null : weightedMean([{ score: dataScore, weight: dataWeight }, ...scoredTerms(terms)]);

/** The same department with another score of one resource. */
export function departmentWith(
  { resources, process }: Pick<DepartmentParts, "resources" | "process">,
  resourceId: string,
  score: number,
  measures: Parameters<typeof departmentParts>[2],
): DepartmentParts {
  const countOf = (name: ProcessTerm["term"]) => {
    const term = process.find((one) => one.term === name);
    return { of: term?.denominator ?? 0, done: term?.numerator ?? 0 };
  };
  const counts = { "on-time": countOf("on-time"), closing: countOf("closing"), mounting: countOf("mounting") };
  const changed = resources.map((one) => (one.resourceId === resourceId ? { ...one, score } : one));
  return departmentParts(changed, counts, measures);
}
