import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { parseDocuments } from "./json-documents.ts";

const values = (text: string | Buffer) => parseDocuments(Buffer.from(text)).map((document) => document.value);

test("documents one behind another are all read, whatever their texts hold", () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.dictionary(fc.string(), fc.jsonValue()), fc.array(fc.jsonValue())), {
        minLength: 1,
        maxLength: 5,
      }),
      fc.constantFrom("", "\n", " ", ",\n"),
      (documents, between) => {
        const text = documents.map((document) => JSON.stringify(document)).join(between);
        assert.deepEqual(values(text), JSON.parse(JSON.stringify(documents)));
      },
    ),
  );
});

test("a file cut short says in which document, at which line, column and byte, and how much before is whole", () => {
  assert.throws(() => values('[{"a":1},{"a":2}]\n[{"名":"天全"},{"名":"'), {
    code: "intake.json-truncated",
    facts: { line: 2, column: 19, offset: 44, document: 2, complete: 2 },
  });
});

test("a mistake in the middle is told with its place", () => {
  const faults = [
    ['{"a": 1,\n "乙": tru}', 2, 10],
    ["[1,\n2,,3]", 2, 3],
    ['{"a":1 "b":2}', 1, 8],
    ['[{"a":NaN}]', 1, 7],
  ] as const;
  for (const [text, line, column] of faults) {
    assert.throws(
      () => values(text),
      (error: { code: string; facts: { line: number; column: number } }) => {
        assert.deepEqual(
          [error.code, error.facts.line, error.facts.column],
          ["intake.json-broken", line, column],
          text,
        );
        return true;
      },
    );
  }
});
