import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { placesOf } from "./league.ts";

const league = (scores: Readonly<Record<string, number | null>>) =>
  placesOf(Object.entries(scores).map(([department, score]) => ({ department, score })));

test("the best department stands first; equals share a rank and the next one loses it", () => {
  const places = league({ d: 80, a: 90, c: 80, b: 99, e: 70 });
  assert.deepEqual(
    places.map(({ rank, department }) => [rank, department]),
    [
      [1, "b"],
      [2, "a"],
      [3, "c"],
      [3, "d"],
      [5, "e"],
    ],
  );
});

test("a department without a checked resource has no place", () => {
  assert.deepEqual(league({ a: null }), []);
});

test("nobody stands before a department with a higher score", () => {
  const departments = fc.dictionary(fc.string({ minLength: 1, maxLength: 3 }), fc.integer({ min: 0, max: 100 }));
  fc.assert(
    fc.property(departments, (scores) => {
      const places = league(scores);
      for (const [index, place] of places.entries()) {
        const previous = places[index - 1];
        assert.ok(!previous || (previous.score >= place.score && previous.rank <= place.rank));
      }
    }),
  );
});
