import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Course } from "./river-columns.ts";
import { layOut, type RiverLayout } from "./river-layout.ts";
import { pathOf } from "./river-path.ts";

const names = ["公安", "人社", "民政", "住建", "教育", "医保", "税务", "市监", "卫健"];
const courses = fc
  .uniqueArray(
    fc.tuple(fc.nat({ max: 8 }), fc.nat({ max: 8 }), fc.nat({ max: 5000 }), fc.integer({ min: 2, max: 50 })),
    {
      selector: ([from, to]) => `${from} ${to}`,
      maxLength: 30,
    },
  )
  .map((given) =>
    given.flatMap(([a, b, ever, width]): Course[] => {
      const from = names[a] ?? "";
      const to = names[b] ?? "";
      return from === to ? [] : [{ key: `${from}→${to}`, from, to, ever, width }];
    }),
  );
const placesIn = (given: readonly Course[]) => [...new Set(given.flatMap(({ from, to }) => [from, to]))];
const drawn = (given: readonly Course[]): RiverLayout => layOut(placesIn(given), given, 1200, 130);
const order = ({ places }: RiverLayout) =>
  places.toSorted((a, b) => a.column - b.column || a.y - b.y).map(({ id, column }) => `${column} ${id}`);

test("no place lies over another, and names above places have their room", () => {
  fc.assert(
    fc.property(courses, (given) => {
      for (const column of Map.groupBy(drawn(given).places, ({ column: at }) => at).values()) {
        const sorted = column.toSorted((a, b) => a.y - b.y);
        for (const [at, place] of sorted.slice(1).entries()) {
          const above = sorted[at];
          assert.ok(above);
          assert.ok(
            place.y - (above.y + above.height) >= (place.label === "above" ? 41.9 : 13.9),
            JSON.stringify(sorted),
          );
        }
      }
    }),
  );
});

test("every river runs from its place to its place, inside the picture, and downstream unless it says that it runs back", () => {
  fc.assert(
    fc.property(courses, (given) => {
      const picture = drawn(given);
      const boxes = new Map(picture.places.map((place) => [place.id, place]));
      assert.equal(picture.rivers.length, given.length);
      for (const { key, points, isBack } of picture.rivers) {
        const course = given.find((one) => one.key === key);
        const [from, to] = [boxes.get(course?.from ?? ""), boxes.get(course?.to ?? "")];
        assert.ok(from && to);
        assert.equal(from.column < to.column, !isBack);
        const [start, end] = [points[0], points.at(-1)];
        assert.ok(start && start.y >= from.y - 0.1 && start.y <= from.y + from.height + 0.1);
        assert.ok(end && end.y >= to.y - 0.1 && end.y <= to.y + to.height + 0.1);
        assert.ok(points.every(({ y }) => y >= 0 && y <= picture.height));
        assert.match(pathOf({ points, isBack }), /^M[-\d. CL]+$/);
      }
    }),
  );
});

test("the order of what comes in does not matter: the picture is the same on every visit", () => {
  fc.assert(
    fc.property(courses, fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })), (given, chance) => {
      const mixed = given
        .map((course) => ({ course, at: chance.next().value }))
        .toSorted((a, b) => a.at - b.at)
        .map(({ course }) => course);
      assert.deepEqual(
        drawn(mixed).places.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
        drawn(given).places.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
      );
    }),
  );
});

test("another month changes widths; columns and their order stay", () => {
  fc.assert(
    fc.property(courses, fc.integer({ min: 2, max: 50 }), (given, width) => {
      const other = given.map((course) => ({ ...course, width: ((course.width * width) % 50) + 2 }));
      assert.deepEqual(order(drawn(other)), order(drawn(given)));
    }),
  );
});
