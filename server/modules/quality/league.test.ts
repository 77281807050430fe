import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { placesOf } from "./league.ts";
import { measures } from "./test-ground.ts";

const table = (score: number) => ({ score, rowCount: 10, badRows: 1, dimensions: [] });
const league = (scores: Readonly<Record<string, readonly number[]>>) =>
  placesOf(
    new Map(Object.entries(scores).map(([department, own]) => [department, own.map(table)])),
    measures.dimensionWeights,
  );

test("the best department stands first; equals share a rank and the next one loses it", () => {
  const places = league({ d: [80], a: [90], c: [80], b: [99], e: [70] });
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
  assert.deepEqual(league({ a: [] }), []);
});

test("rows and bad rows are those of all resources of the department", () => {
  const [place] = league({ a: [90, 80, 70] });
  assert.deepEqual([place?.resourceCount, place?.rowCount, place?.badRows], [3, 30, 3]);
});

test("nobody stands before a department with a higher score", () => {
  const departments = fc.dictionary(
    fc.string({ minLength: 1, maxLength: 3 }),
    fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 1, maxLength: 4 }),
  );
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
