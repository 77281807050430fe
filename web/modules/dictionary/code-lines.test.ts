import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { readCodeLines, textOfCodes } from "./code-lines.ts";

test("a block pasted from a spreadsheet is read by its tabs", () => {
  const { codes } = readCodeLines("1\t男性\tMale\t男|M\n2\t女性\tFemale\t\tretired");
  assert.deepEqual(codes, [
    { code: "1", name: { zh: "男性", en: "Male" }, aliases: ["男", "M"], status: "active" },
    { code: "2", name: { zh: "女性", en: "Female" }, aliases: [], status: "retired" },
  ]);
});

test("commas of either width split a line without tabs", () => {
  assert.equal(readCodeLines("9，未说明的性别,Not stated").codes[0]?.name.zh, "未说明的性别");
});

test("a code that stands twice, a missing name and a missing code are named by their line", () => {
  const { faults } = readCodeLines("1,男性\n\n1,男\n2\n,女性");
  assert.deepEqual(faults, [
    { line: 3, why: "twice" },
    { line: 4, why: "noName" },
    { line: 5, why: "empty" },
  ]);
});

const word = fc.stringMatching(/^[^\s|｜,，]{1,8}$/u);
const codes = fc.uniqueArray(
  fc.record(
    {
      code: word,
      name: fc.record({ zh: word, en: fc.oneof(word, fc.constant("")) }, { noNullPrototype: true }),
      aliases: fc.array(word, { maxLength: 3 }),
      status: fc.constantFrom("active" as const, "retired" as const),
    },
    { noNullPrototype: true },
  ),
  { selector: (code) => code.code },
);

test("codes written out and read again are the same", () => {
  fc.assert(fc.property(codes, (given) => assert.deepEqual(readCodeLines(textOfCodes(given)).codes, given)));
});
