import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { squarify } from "./squarify.ts";

const room = { x: 0, y: 0, width: 100, height: 60 };
const values = fc.array(fc.integer({ min: 1, max: 100_000 }), { minLength: 1, maxLength: 60 });

test("every box is as large as its value, and lies inside the room", () => {
  fc.assert(
    fc.property(values, (given) => {
      const total = given.reduce((sum, value) => sum + value, 0);
      const boxes = squarify(given, room);
      assert.equal(boxes.length, given.length);
      for (const [at, { x, y, width, height }] of boxes.entries()) {
        const area = ((given[at] ?? 0) / total) * 6000;
        assert.ok(Math.abs(width * height - area) < 1e-3 * Math.max(1, area), `${width * height} for ${area}`);
        assert.ok(x >= -1e-6 && y >= -1e-6 && x + width <= 100 + 1e-6 && y + height <= 60 + 1e-6);
      }
    }),
  );
});

test("equal values become boxes that are nearly square", () => {
  for (const { width, height } of squarify(
    Array.from({ length: 24 }, () => 1),
    room,
  ))
    assert.ok(Math.max(width / height, height / width) < 2, `${width} × ${height}`);
});
