import assert from "node:assert/strict";
import { test } from "node:test";
import { levelOf } from "./division-code.ts";
import { earlierCodes } from "./earlier-codes.ts";
import { publishedRevisions } from "./published-revisions.ts";

const { names } = earlierCodes();

test("every earlier code has the digits of a prefecture or a county, a name, and stands in no published table", () => {
  const published = new Set(publishedRevisions().flatMap((revision) => [...revision.names.keys()]));
  assert.equal(names.size, 556);
  for (const [code, name] of names) {
    assert.ok(levelOf(code) === 2 || levelOf(code) === 3, code);
    assert.match(name, /^[\p{Script=Han}]{2,20}$/u, code);
    assert.ok(!published.has(code), code);
  }
});

test("a name is the division's own, without what it lies in", () => {
  assert.equal(names.get("460002"), "琼海市");
  assert.equal(names.get("513922"), "乐至县");
  assert.equal(names.get("654124"), "巩留县");
});
