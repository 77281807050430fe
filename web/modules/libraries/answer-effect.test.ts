import assert from "node:assert/strict";
import { test } from "node:test";
import { effectOf } from "./answer-effect.ts";
import { monthBefore } from "./month-before.ts";

test("an answer against the engine waits for the next run, then has joined or parted the two", () => {
  assert.equal(effectOf({ verdict: "same", wasOne: false, isOne: false }), "waiting");
  assert.equal(effectOf({ verdict: "same", wasOne: false, isOne: true }), "joined");
  assert.equal(effectOf({ verdict: "different", wasOne: true, isOne: true }), "waiting");
  assert.equal(effectOf({ verdict: "different", wasOne: true, isOne: false }), "parted");
});

test("an answer with the engine has changed nothing, and one on a record that is gone tells nothing", () => {
  assert.equal(effectOf({ verdict: "same", wasOne: true, isOne: true }), "agreed");
  assert.equal(effectOf({ verdict: "different", wasOne: true, isOne: null }), "gone");
});

const at = (endedAt: string) => ({ endedAt });
const now = new Date("2026-03-31T00:00:00Z");

test("the latest run is compared with the newest that is a month old", () => {
  const runs = ["2026-03-30", "2026-03-20", "2026-02-20", "2026-01-01"].map((day) => at(`${day}T00:00:00Z`));
  assert.deepEqual(monthBefore(runs, now), { run: runs[2], isOld: true });
});

test("where no run is a month old it is compared with the first, and a single run with nothing", () => {
  const runs = ["2026-03-30", "2026-03-20"].map((day) => at(`${day}T00:00:00Z`));
  assert.deepEqual(monthBefore(runs, now), { run: runs[1], isOld: false });
  assert.equal(monthBefore(runs.slice(0, 1), now), null);
});
