import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { dimensions } from "#contract/quality";
import { dimensionScores, resourceScore } from "../score.ts";
import type { ResultRow, RunRow } from "../store.ts";
import { courseOf, rankOf, resourcesOf, rulesOf } from "./comparison.ts";
import type { Standing } from "./standing.ts";

const weights = {
  conformity: 20,
  completeness: 20,
  accuracy: 30,
  consistency: 10,
  timeliness: 15,
  accessibility: 5,
};

const result = (
  rule: string,
  counts: { assessed: number; failed: number },
  more: Partial<ResultRow> = {},
): ResultRow => ({
  runId: "",
  position: 0,
  bit: null,
  weight: 1,
  digest: rule,
  rule,
  kind: "mandatory",
  dimension: "completeness",
  fields: [],
  test: { kind: "mandatory" },
  columnName: null,
  text: { zh: rule, en: rule },
  element: null,
  standard: "",
  basis: "",
  pardoned: 0,
  origin: "derived",
  version: 1,
  ...counts,
  ...more,
});

/** As a check would have kept it. */
function standing(resourceId: string, rowCount: number, results: readonly ResultRow[]): Standing {
  const scores = dimensionScores(results, weights);
  const run: RunRow = {
    id: `run of ${resourceId}`,
    resourceId,
    resourceName: resourceId,
    department: "d",
    loadId: null,
    rowCount,
    badRows: 0,
    score: resourceScore(scores),
    scoreAtCheck: resourceScore(scores),
    agreed: 95,
    dimensions: scores,
    isLatest: true,
    ranAt: new Date(0),
    durationMs: 0,
    entry: null,
  };
  return { run, results };
}

const anyResult = fc
  .record({
    assessed: fc.integer({ min: 0, max: 50 }),
    share: fc.double({ min: 0, max: 1, noNaN: true }),
    weight: fc.integer({ min: 1, max: 10 }),
    dimension: fc.constantFrom(...dimensions),
  })
  .map(({ assessed, share, ...more }) => ({ assessed, failed: Math.floor(assessed * share), ...more }));
const anyStanding = fc
  .record({
    id: fc.uuid(),
    rowCount: fc.integer({ min: 0, max: 1_000_000 }),
    results: fc.array(anyResult, { minLength: 1, maxLength: 12 }),
  })
  .map(({ id, rowCount, results }) =>
    standing(
      id,
      rowCount,
      results.map((one, at) => result(`rule ${at}`, one, one)),
    ),
  )
  .filter(({ results }) => results.some(({ assessed }) => assessed > 0));

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const near = (a: number, b: number) => assert.ok(Math.abs(a - b) < 1e-6, `${a} is not ${b}`);

test("the rules of a period cost together what its resources lack of 100", () => {
  fc.assert(
    fc.property(fc.uniqueArray(anyStanding, { minLength: 1, maxLength: 6, selector: ({ run }) => run.id }), (now) => {
      const shares = new Map(now.map(({ run }) => [run.resourceId, 1 / now.length]));
      const period = { now, before: [], checks: new Map(), nameOf: (id: string) => ({ zh: id, en: id }), shares };
      const lacking = sum(now.map(({ run }) => (100 - run.score) / now.length));
      near(sum(rulesOf(period).map(({ lost }) => lost)), lacking);
      near(sum(resourcesOf(period).map(({ lost }) => lost)), lacking);
    }),
  );
});

describe("how a rule went", () => {
  const cases = [
    ["fails now and was not put before", { assessed: 10, failed: 1 }, undefined, "new"],
    ["fails now and failed nothing before", { assessed: 10, failed: 1 }, { assessed: 10, failed: 0 }, "new"],
    ["a larger share fails", { assessed: 10, failed: 2 }, { assessed: 100, failed: 10 }, "worse"],
    ["a smaller share fails, though more rows", { assessed: 100, failed: 5 }, { assessed: 10, failed: 4 }, "better"],
    ["the same share fails", { assessed: 20, failed: 2 }, { assessed: 10, failed: 1 }, "same"],
    ["nothing fails any more", { assessed: 10, failed: 0 }, { assessed: 10, failed: 3 }, "mended"],
    ["nothing fails and nothing failed", { assessed: 10, failed: 0 }, { assessed: 10, failed: 0 }, null],
  ] as const;
  for (const [name, now, before, wanted] of cases)
    test(`${name}: ${wanted ?? "not listed"}`, () => assert.equal(courseOf(now, before), wanted));

  test("what costs most stands first", () => {
    const small = standing("small", 10, [result("a", { assessed: 10, failed: 9 })]);
    const large = standing("large", 1_000_000, [result("b", { assessed: 10, failed: 5 })]);
    const period = {
      now: [small, large],
      before: [],
      checks: new Map(),
      nameOf: () => ({ zh: "", en: "" }),
      shares: new Map([
        ["small", 0.2],
        ["large", 0.8],
      ]),
    };
    assert.deepEqual(
      rulesOf(period).map(({ id }) => id),
      ["b", "a"],
    );
  });
});

test("equal scores share a rank, and who has none has no rank", () => {
  const scores = new Map([
    ["a", 90],
    ["b", 95],
    ["c", 90],
    ["d", 80],
  ]);
  assert.deepEqual(
    ["b", "a", "c", "d", "e"].map((one) => rankOf(scores, one)),
    [1, 2, 2, 4, null],
  );
});
