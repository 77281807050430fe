import assert from "node:assert/strict";
import test from "node:test";
import { publicReader } from "#contract/gate";
import { departmentNamer } from "./department-name.ts";

test("everybody, to whom open data go, is named in the language of who asks", () => {
  const departments = new Map([["A", { name: "甲局" }]]);
  const inBoth = (code: string) =>
    (["zh", "en"] as const).map((language) => departmentNamer({ language }, departments)(code));
  assert.deepEqual(inBoth(publicReader), ["社会公众", "The public"]);
  assert.deepEqual(inBoth("A"), ["甲局", "甲局"]);
  assert.deepEqual(inBoth("B"), ["B", "B"]);
});
