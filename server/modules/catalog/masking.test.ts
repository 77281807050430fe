import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { dataGrades, maskNames, type ValueKind, valueKinds } from "#contract/dictionary";
import type { Element } from "#dictionary";
import { columnPlans } from "./masking.ts";
import { elements, item } from "./test-ground.ts";

type More = Parameters<typeof item>[2];
const maskOf = (more: More, register = elements, corrected: More = more) =>
  columnPlans([item("x", "某项", more)], [item("x", "某项", corrected)], register)[0]?.mask;
const kind = (name: ValueKind) => ({ type: { kind: name, maxLength: null, precision: null, scale: null } });

test("an item shows what its element's mask leaves", () => {
  assert.equal(maskOf({ element: "DE-1" }), "name");
});

test("a personal element without a mask shows nothing, also where the item was not marked", () => {
  assert.equal(maskOf({ element: "DE-3", isPersonal: false }), "all");
});

test("an item marked personal without an element shows nothing", () => {
  assert.equal(maskOf({ isPersonal: true }), "all");
});

test("an item graded important or core shows nothing, whoever graded it", () => {
  assert.equal(maskOf({ element: "DE-6" }), "all");
  assert.equal(maskOf({ element: "DE-4", grade: "core" }), "all");
});

test("text and numbers that no element describes are masked as free text; a date stands as it is", () => {
  assert.deepEqual([maskOf({}), maskOf(kind("integer")), maskOf(kind("date"))], ["free-text", "free-text", null]);
});

test("what the department has meanwhile recognised as personal is masked before the next version is published", () => {
  assert.equal(maskOf(kind("date"), elements, { ...kind("date"), isPersonal: true }), "all");
  assert.equal(maskOf({}, elements, { element: "DE-1" }), "name");
});

test("taking a mapping away in the working copy unmasks nothing that is published", () => {
  assert.equal(maskOf({ element: "DE-1" }, elements, {}), "name");
  assert.equal(maskOf({ element: "DE-3" }, elements, {}), "all");
});

test("no personal item is ever shown as it is", () => {
  const base = elements.get("DE-1");
  assert.ok(base);
  const anyElement: fc.Arbitrary<Element> = fc
    .record({
      isPersonal: fc.boolean(),
      mask: fc.constantFrom(null, ...maskNames),
      grade: fc.constantFrom(...dataGrades),
    })
    .map((more) => Object.assign({}, base, more));
  fc.assert(
    fc.property(
      anyElement,
      fc.boolean(),
      fc.boolean(),
      fc.constantFrom(...valueKinds),
      (element, isMapped, mark, of) => {
        const mask = maskOf(
          {
            element: isMapped ? element.id : null,
            isPersonal: mark,
            ...kind(of),
          },
          new Map([[element.id, element]]),
        );
        if (mark || (isMapped && element.isPersonal)) assert.notEqual(mask, null);
      },
    ),
  );
});
