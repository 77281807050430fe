import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { workCalendar } from "../../../contract/clock-days.ts";
import { arrangementOf, daysOf, differing, emptyArrangement, isWorked, kindOf, turned, weeksOf } from "./year-draft.ts";

const year = 2026;
const anyDay = fc.constantFrom(...daysOf(year));

test("a year has all its days, each month beginning on its weekday", () => {
  assert.equal(daysOf(2026).length, 365);
  assert.equal(daysOf(2028).length, 366);
  assert.deepEqual(weeksOf(2026, 2)[0], [null, null, null, null, null, null, "2026-02-01"]);
});

test("turning a day twice leaves the year as it was, and turning it once changes that day only", () => {
  fc.assert(
    fc.property(fc.array(anyDay, { maxLength: 20 }), anyDay, (before, day) => {
      const start = before.reduce(turned, emptyArrangement(year));
      assert.deepEqual(differing(year, start, turned(start, day)), [day]);
      assert.deepEqual(differing(year, start, turned(turned(start, day), day)), []);
    }),
  );
});

test("the picture and the clock agree on every day", () => {
  const arranged = { daysOff: ["2026-02-16", "2026-02-17"], workedWeekends: ["2026-02-14", "2026-02-28"] };
  const clock = workCalendar([{ year, ...arranged }]);
  const shown = arrangementOf(arranged);
  for (const day of daysOf(year)) assert.equal(isWorked(kindOf(shown, day)), clock.isWorkingDay(day), day);
});
