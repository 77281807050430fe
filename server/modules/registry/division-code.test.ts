import assert from "node:assert/strict";
import { test } from "node:test";
import { levelOf, prefixesOf, shortened, sixDigits } from "./division-code.ts";

test("zeros that only fill a code up are taken off", () => {
  assert.deepEqual(
    ["510000", "510000000000", "510100", "510104000", "510104020000", "51", "510104020002", "110100"].map(shortened),
    ["51", "51", "5101", "510104", "510104020", "51", "510104020002", "1101"],
  );
});

test("the number of digits is the level", () => {
  assert.deepEqual(["51", "5101", "510104", "510104020", "510104020002", "510", ""].map(levelOf), [
    1,
    2,
    3,
    4,
    5,
    null,
    null,
  ]);
});

test("a division lies in the divisions whose codes begin its own", () => {
  assert.deepEqual(prefixesOf("510104020002"), ["51", "5101", "510104", "510104020"]);
  assert.deepEqual(prefixesOf("51"), []);
});

test("provinces and prefectures have a six-digit form", () => {
  assert.deepEqual(["51", "5101", "510104", "510104020"].map(sixDigits), ["510000", "510100", "510104", "510104020"]);
});
