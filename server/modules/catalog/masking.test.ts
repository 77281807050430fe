import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { dataGrades, maskNames, valueKinds } from "#contract/dictionary";
import type { Element } from "#dictionary";
import { columnPlans } from "./masking.ts";
import { elements, item } from "./test-ground.ts";

const maskOf = (more: Parameters<typeof item>[2], register = elements) =>
  columnPlans([item("x", "某项", more)], register)[0]?.mask;

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

test("text that no element describes is masked as free text; a number stands as it is", () => {
  assert.equal(maskOf({}), "free-text");
  assert.equal(maskOf({ type: { kind: "integer", maxLength: null, precision: null, scale: null } }), null);
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
      (element, isMapped, mark, kind) => {
        const mask = maskOf(
          {
            element: isMapped ? element.id : null,
            isPersonal: mark,
            type: { kind, maxLength: null, precision: null, scale: null },
          },
          new Map([[element.id, element]]),
        );
        if (mark || (isMapped && element.isPersonal)) assert.notEqual(mask, null);
      },
    ),
  );
});
