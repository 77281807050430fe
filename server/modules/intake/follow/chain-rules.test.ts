import assert from "node:assert/strict";
import { test } from "node:test";
import { type Chained, circleOf } from "./chain-rules.ts";

const free = (id: string): Chained => ({ id, name: id, schedule: { kind: "manual" } });
const after = (id: string, followId: string): Chained => ({ id, name: id, schedule: { kind: "after", followId } });

test("a chain that ends is no circle", () => {
  assert.equal(circleOf(after("c", "b"), [free("a"), after("b", "a")]), null);
});

test("waiting for what waits for it, near or far, is told by the names on the way", () => {
  assert.deepEqual(circleOf(after("a", "a"), [free("a")]), ["a", "a"]);
  assert.deepEqual(circleOf(after("a", "c"), [free("a"), after("b", "a"), after("c", "b")]), ["a", "c", "b", "a"]);
});

test("a follow that was ended, or a circle of others, does not hold up the search", () => {
  assert.equal(circleOf(after("a", "gone"), []), null);
  assert.equal(circleOf(after("a", "b"), [after("b", "c"), after("c", "b")]), null);
});
