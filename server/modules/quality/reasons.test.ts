import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { reasonOf } from "./reasons.ts";
import type { KeptTest, ResultRow } from "./store.ts";
import { today } from "./test-ground.ts";

const rule = (given: KeptTest): ResultRow => ({
  runId: "",
  position: 0,
  bit: 0,
  assessed: 1,
  failed: 1,
  pardoned: 0,
  origin: "derived",
  version: 1,
  weight: 1,
  digest: "",
  rule: "x",
  kind: "check",
  dimension: "accuracy",
  fields: ["x"],
  test: given,
  columnName: { zh: "号码", en: "Number" },
  text: { zh: "号码正确", en: "Number is right" },
  element: null,
  standard: "",
  basis: "",
});

test("a value in the open is told which of its characters is wrong", () => {
  const { zh } = reasonOf(rule({ kind: "check", check: "citizen-id" }), "110105194912310021", false, today);
  assert.match(zh, /校验码应为/);
});

test("the reason of a masked value tells nothing of it but its length", () => {
  const digits = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 15, maxLength: 19 }).map((all) => all.join(""));
  fc.assert(
    fc.property(digits, fc.constantFrom<"citizen-id" | "bank-card">("citizen-id", "bank-card"), (value, check) => {
      const given = rule({ kind: "check", check });
      const other = "x".repeat(value.length);
      assert.deepEqual(reasonOf(given, value, true, today), reasonOf(given, other, true, today));
    }),
  );
});

test("every kind of rule has a reason in both languages", () => {
  const tests: KeptTest[] = [
    { kind: "mandatory" },
    { kind: "length", min: null, max: 3 },
    { kind: "unique" },
    { kind: "code-set", set: "CS", version: 1 },
    { kind: "foreign-key", check: "division-code", start: 1, length: 12 },
    { kind: "authority", divisions: ["510104"] },
    { kind: "check", check: "not-future" },
    { kind: "fresh", days: 1 },
  ];
  for (const given of tests) {
    const { zh, en } = reasonOf(rule(given), "abcd", false, today);
    assert.ok(zh !== "" && en !== "", given.kind);
  }
});
