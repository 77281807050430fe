import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { addDays } from "#contract/clock-days";
import { lastDayOf, monthOf, monthsAfter, monthsUpTo, spanOf } from "./month.ts";

const anyMonth = fc
  .tuple(fc.integer({ min: 2000, max: 2099 }), fc.integer({ min: 1, max: 12 }))
  .map(([year, number]) => `${year}-${String(number).padStart(2, "0")}`);

test("the day after the last of a month is the first of the next", () => {
  fc.assert(
    fc.property(anyMonth, (month) => {
      assert.equal(addDays(lastDayOf(month), 1), `${monthsAfter(month, 1)}-01`);
    }),
  );
});

test("going some months on and as many back comes home", () => {
  fc.assert(
    fc.property(anyMonth, fc.integer({ min: 0, max: 40 }), (month, count) => {
      assert.equal(monthsAfter(monthsAfter(month, count), -count), month);
    }),
  );
});

test("a month that has begun reaches to today, one that is over to its last day", () => {
  assert.deepEqual(spanOf("2026-02", "2026-02-10"), { fromOn: "2026-02-01", untilOn: "2026-02-10", isWhole: false });
  assert.deepEqual(spanOf("2026-02", "2026-02-28"), { fromOn: "2026-02-01", untilOn: "2026-02-28", isWhole: false });
  assert.deepEqual(spanOf("2026-02", "2026-03-01"), { fromOn: "2026-02-01", untilOn: "2026-02-28", isWhole: true });
  assert.equal(spanOf("2026-03", "2026-02-28"), null);
});

test("twelve months up to one are a year's, oldest first", () => {
  const months = monthsUpTo("2026-03", 12);
  assert.deepEqual([months[0], months.at(-1), months.length], ["2025-04", "2026-03", 12]);
  assert.equal(monthOf("2026-03-18"), "2026-03");
});
