import type { DimensionScore } from "#contract/quality";
import type { Measures } from "./measures.ts";
import { departmentDimensions, departmentScore, type ResourceStanding } from "./score.ts";

/** What the league says of one department, before names and history. */
export interface Place {
  readonly rank: number;
  readonly department: string;
  readonly score: number;
  readonly dimensions: readonly DimensionScore[];
  readonly resourceCount: number;
  readonly rowCount: number;
  readonly badRows: number;
}

export interface Counted extends ResourceStanding {
  readonly badRows: number;
}

/**
 * Best first; equal scores share a rank. A department without a checked resource has no place.
 *
 * @param scoreOf with process terms; the data alone unless said
 */
export function placesOf(
  standings: ReadonlyMap<string, readonly Counted[]>,
  weights: Measures["dimensionWeights"],
  scoreOf: (department: string, resources: readonly Counted[]) => number | null = (_, resources) =>
    departmentScore(resources),
): Place[] {
  const scored = [...standings].flatMap(([department, resources]) => {
    const score = scoreOf(department, resources);
    return score === null ? [] : [{ department, score, resources }];
  });
  const ordered = scored.toSorted((a, b) => b.score - a.score || (a.department < b.department ? -1 : 1));
  const sum = (resources: readonly Counted[], key: "rowCount" | "badRows") =>
    resources.reduce((total, resource) => total + resource[key], 0);
  return ordered.map(({ department, score, resources }) => ({
    rank: 1 + ordered.findIndex((other) => other.score === score),
    department,
    score,
    dimensions: departmentDimensions(resources, weights),
    resourceCount: resources.length,
    rowCount: sum(resources, "rowCount"),
    badRows: sum(resources, "badRows"),
  }));
}
