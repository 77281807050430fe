import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import type { ColumnProfile } from "#contract/quality-profile";
import { measures } from "../test-ground.ts";
import { driftOf, outlying, unusualIn } from "./drift.ts";
import { shortened } from "./measure-profile.ts";

const column = (counts: readonly number[], more: Partial<ColumnProfile> = {}): ColumnProfile => {
  const rows = counts.reduce((sum, count) => sum + count, 0);
  return {
    field: "age",
    name: { zh: "年龄", en: "Age" },
    kind: "integer",
    rows,
    filled: rows,
    distinct: 90,
    isExact: false,
    isMasked: false,
    min: null,
    max: null,
    mean: 40,
    deviation: 10,
    ofLength: false,
    quantiles: [],
    top: [],
    histogram: counts.map((count, index) => ({ from: index * 10, to: index * 10 + 10, count })),
    patterns: [],
    ...more,
  };
};
const counts = fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 4, maxLength: 4 });

describe("drift", () => {
  test("of a distribution from itself, or from one many times as large, is nothing", () => {
    fc.assert(
      fc.property(counts, fc.integer({ min: 1, max: 50 }), (before, times) => {
        const now = before.map((count) => count * times);
        for (const measure of ["psi", "ks", "chi-square"] as const) {
          const drift = driftOf(measure, column(before), column(now));
          assert.ok(drift !== null && Math.abs(drift) < 1e-9, `${measure} ${drift}`);
        }
      }),
    );
  });

  test("is never negative, and the largest distance of shares is at most one", () => {
    fc.assert(
      fc.property(counts, counts, (before, now) => {
        const [psi, ks] = [driftOf("psi", column(before), column(now)), driftOf("ks", column(before), column(now))];
        assert.ok((psi ?? -1) >= 0 && (ks ?? -1) >= 0 && (ks ?? 2) <= 1 + 1e-9);
      }),
    );
  });

  test("of everything moving into another bin is far beyond the limit", () => {
    assert.ok((driftOf("psi", column([100, 0, 0, 0]), column([0, 0, 0, 100])) ?? 0) > 5);
  });
});

describe("an unusual figure", () => {
  const past = Array.from({ length: 6 }, (_, index) => ({
    rowCount: 1000 + index,
    columns: [column([250, 250, 250, 250])],
  }));

  test("is one far from the median of the earlier checks, whatever a single earlier outlier says", () => {
    assert.ok(Math.abs(outlying(2000, [1000, 1010, 990, 1005, 5000]).strength) > 3.5);
    assert.ok(Math.abs(outlying(1008, [1000, 1010, 990, 1005, 5000]).strength) < 3.5);
  });

  test("is told for the table and for the column, and nothing is told before there is a history", () => {
    const now = { rowCount: 200, columns: [column([50, 50, 50, 50], { filled: 60 })] };
    const found = unusualIn(now, past, measures.limits).map(({ field, measure }) => [field, measure]);
    assert.deepEqual(found.slice(0, 2), [
      [null, "rows"],
      ["age", "fill"],
    ]);
    assert.deepEqual(
      unusualIn(now, past.slice(0, 4), measures.limits).filter(({ measure }) => measure !== "psi"),
      [],
    );
  });
});

test("patterns keep the length of their runs and add up where they become the same", () => {
  const patterns = [
    { value: "999-AA", count: 2 },
    { value: "999-AA", count: 1 },
    { value: "中中", count: 5 },
  ];
  assert.deepEqual(shortened(patterns), [
    { value: "中{2}", count: 5 },
    { value: "9{3}-A{2}", count: 3 },
  ]);
});
