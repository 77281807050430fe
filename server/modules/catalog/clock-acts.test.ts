import assert from "node:assert/strict";
import { test } from "node:test";
import { stages } from "#contract/catalog";
import { clockActs } from "./clock-acts.ts";

const doneBy = (...step: Parameters<typeof clockActs>): string[] =>
  Object.entries(clockActs(...step)).flatMap(([act, isDone]) => (isDone ? [act] : []));

test("what the head signs has reached the bureau: the update is met and the review begins", () => {
  assert.deepEqual(doneBy("signing", "review", false), ["meetsUpdate", "startsReview"]);
});

test("publishing and returning both end the review; a return leaves the update owed", () => {
  assert.deepEqual(doneBy("review", "published", false), ["meetsReview"]);
  assert.deepEqual(doneBy("review", "draft", true), ["meetsReview", "owesUpdateAgain"]);
});

test("a load that takes it out of review is no decision of the bureau", () => {
  assert.deepEqual(doneBy("review", "draft", false), ["dropsReview", "owesUpdateAgain"]);
});

test("what is withdrawn is owed by nobody", () => {
  assert.deepEqual(doneBy("published", "withdrawn", false), ["dropsUpdate"]);
  assert.deepEqual(doneBy("review", "withdrawn", false), ["dropsReview", "dropsUpdate"]);
});

test("a step within a stage touches no clock", () => {
  for (const stage of stages) assert.deepEqual(doneBy(stage, stage, false), [], stage);
});
