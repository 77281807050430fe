import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { dimensions } from "#contract/quality";
import {
  departmentDimensions,
  departmentScore,
  dimensionScores,
  resourceScore,
  ruleScore,
  type ScoredRule,
  weightedMean,
} from "./score.ts";
import { measures } from "./test-ground.ts";

const weights = measures.dimensionWeights;
const count = fc
  .tuple(fc.nat(1_000_000), fc.nat(1_000_000))
  .map(([a, b]) => ({ assessed: Math.max(a, b), failed: Math.min(a, b) }));
const rule: fc.Arbitrary<ScoredRule> = fc
  .tuple(count, fc.constantFrom(...dimensions), fc.integer({ min: 0, max: 20 }))
  .map(([counted, dimension, weight]) => ({ ...counted, dimension, weight }));
const rules = fc.array(rule, { minLength: 1, maxLength: 30 });
const scoreOf = (given: readonly ScoredRule[]) => resourceScore(dimensionScores(given, weights));
const standing = fc.tuple(rules, fc.nat(10_000_000)).map(([own, rowCount]) => ({
  score: scoreOf(own),
  rowCount,
  dimensions: dimensionScores(own, weights),
}));
const standings = fc.array(standing, { minLength: 1, maxLength: 8 });

describe("a rule", () => {
  test("that assessed nothing has no score", () => {
    assert.equal(ruleScore({ assessed: 0, failed: 0 }), null);
  });

  test("has 100 exactly where nothing failed, 0 exactly where everything did", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 ** 40 }), (assessed) => {
        assert.deepEqual([ruleScore({ assessed, failed: 0 }), ruleScore({ assessed, failed: assessed })], [100, 0]);
      }),
    );
  });
});

describe("a weighted mean", () => {
  const parts = fc.array(
    fc.record({
      score: fc.double({ min: 0, max: 100, noNaN: true }),
      weight: fc.double({ min: 0, max: 50, noNaN: true }),
    }),
  );

  test("lies between the least and the greatest of its parts that weigh anything", () => {
    fc.assert(
      fc.property(parts, (given) => {
        const mean = weightedMean(given);
        const heavy = given.filter(({ weight }) => weight > 0).map(({ score }) => score);
        if (heavy.length === 0) return assert.equal(mean, null);
        const slack = 1e-6;
        assert.ok(mean !== null && mean >= Math.min(...heavy) - slack && mean <= Math.max(...heavy) + slack);
      }),
    );
  });

  test("is the same with all weights doubled", () => {
    fc.assert(
      fc.property(parts, (given) => {
        const doubled = given.map(({ score, weight }) => ({ score, weight: weight * 2 }));
        const [mean, other] = [weightedMean(given), weightedMean(doubled)];
        assert.ok(mean === null ? other === null : Math.abs(mean - (other ?? -1)) < 1e-6);
      }),
    );
  });
});

describe("the score of a resource", () => {
  test("lies between 0 and 100", () => {
    fc.assert(fc.property(rules, (given) => scoreOf(given) >= 0 && scoreOf(given) <= 100));
  });

  test("never rises where one more row fails", () => {
    fc.assert(
      fc.property(rules, fc.nat(), (given, place) => {
        const worse = given.map((one, index) =>
          index === place % given.length && one.failed < one.assessed ? { ...one, failed: one.failed + 1 } : one,
        );
        assert.ok(scoreOf(worse) <= scoreOf(given) + 1e-9);
      }),
    );
  });

  test("is 100 exactly where nothing that weighs fails, whatever the weights", () => {
    fc.assert(
      fc.property(rules, (given) => {
        const spotless = given.map((one) => ({ ...one, failed: 0 }));
        const isJudged = spotless.some(({ assessed, weight }) => assessed > 0 && weight > 0);
        assert.equal(scoreOf(spotless), isJudged ? 100 : 0);
      }),
    );
  });

  test("is not moved by a rule that assessed nothing", () => {
    fc.assert(
      fc.property(rules, rule, (given, extra) => {
        assert.equal(scoreOf([...given, { ...extra, assessed: 0, failed: 0 }]), scoreOf(given));
      }),
    );
  });

  test("is not full marks where nobody could judge anything", () => {
    const nothing = dimensionScores([{ assessed: 0, failed: 0, dimension: "accuracy", weight: 1 }], weights);
    assert.ok(nothing.every(({ score }) => score === null));
    assert.equal(resourceScore(nothing), 0);
  });
});

describe("the score of a department", () => {
  test("lies between those of its worst and best resource", () => {
    fc.assert(
      fc.property(standings, (given) => {
        const scores = given.map(({ score }) => score);
        const score = departmentScore(given);
        assert.ok(score !== null && score >= Math.min(...scores) - 1e-9 && score <= Math.max(...scores) + 1e-9);
      }),
    );
  });

  test("is none without a resource, in any dimension", () => {
    assert.equal(departmentScore([]), null);
    assert.ok(departmentDimensions([], weights).every(({ score }) => score === null));
  });

  test("gives a large table more say than a small one, but not all of it", () => {
    const table = (score: number, rowCount: number) => ({ score, rowCount, dimensions: [] });
    const score = departmentScore([table(100, 1_000_000), table(0, 100)]) ?? 0;
    assert.ok(score > 70 && score < 80, String(score));
  });

  test("counts in each dimension what its resources counted", () => {
    fc.assert(
      fc.property(standings, (given) => {
        const sum = (parts: readonly { failed: number }[]) => parts.reduce((total, part) => total + part.failed, 0);
        assert.equal(sum(departmentDimensions(given, weights)), sum(given.flatMap((one) => one.dimensions)));
      }),
    );
  });
});
