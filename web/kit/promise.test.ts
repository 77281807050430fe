import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { cellsOf, crestAt, type PromiseFacts, promiseStates } from "./promise.ts";

const facts: fc.Arbitrary<PromiseFacts> = fc.record({
  state: fc.constantFrom(...promiseStates),
  limit: fc.integer({ min: 1, max: 60 }),
  used: fc.integer({ min: 0, max: 80 }),
  extendedBy: fc.integer({ min: 0, max: 20 }),
  overdueBy: fc.integer({ min: 0, max: 40 }),
});

test("every working day up to the due date has one cell, and none of them crosses the crest", () => {
  fc.assert(
    fc.property(facts, (given) => {
      const { cells } = cellsOf(given);
      const inside = cells.filter((cell) => cell.x < crestAt);
      assert.equal(inside.length, given.limit + (given.extendedBy ?? 0));
      for (const cell of inside) assert.ok(cell.x + cell.width <= crestAt + 1e-6);
    }),
  );
});

test("overdue days spill over the crest, at most five of them drawn", () => {
  const { cells } = cellsOf({ state: "overdue", limit: 10, used: 10, overdueBy: 23 });
  assert.equal(cells.filter((cell) => cell.kind === "over").length, 5);
});

test("granted days are hollow until they are used, behind a tick at the first limit", () => {
  const { cells, firstLimitAt } = cellsOf({ state: "extended", limit: 10, used: 8, extendedBy: 5 });
  assert.equal(cells.filter((cell) => cell.kind === "hollow").length, 5);
  assert.ok(firstLimitAt !== null && firstLimitAt < crestAt);
});

test("days on which the clock stood still are thin", () => {
  const { cells } = cellsOf({ state: "paused", limit: 10, used: 6, pausedOn: [2, 3] });
  assert.deepEqual(
    cells.flatMap((cell, day) => (cell.kind === "thin" ? [day] : [])),
    [2, 3],
  );
});
