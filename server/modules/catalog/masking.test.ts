import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { dataGrades, maskNames, type ValueKind, valueKinds } from "#contract/dictionary";
import { type Element, maskValue } from "#dictionary";
import { columnPlans, masked } from "./masking.ts";
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

test("where no element says what a column holds, people's numbers are looked for; a date stands as it is", () => {
  assert.deepEqual([maskOf({}), maskOf(kind("integer")), maskOf(kind("date"))], ["numbers", "numbers", null]);
});

test("a person's number is hidden wherever it stands in a text, however it is written", () => {
  for (const [text, shown] of [
    ["联系13900000001转3", "联系139****0001转3"],
    ["139-0000-0001", "139******0001"],
    ["１３９０００００００１", "１３９****０００１"],
    ["身份证99010119900307283X。", "身份证990101********283X。"],
    ["6222020000000000001", "622202*********0001"],
  ] as const) {
    assert.equal(masked(text, "numbers", maskValue), shown);
  }
});

test("an amount, a date, a code of a division and a long serial number stay readable", () => {
  for (const text of ["1284306", "2026-03-18", "510104001001", "SQ-25-0318", "12345678901234567890"]) {
    assert.equal(masked(text, "numbers", maskValue), text);
  }
});

test("no eleven-digit mobile number and no identity number survives in any text", () => {
  const digits = (length: number) => fc.array(fc.nat({ max: 9 }), { minLength: length, maxLength: length });
  const mobile = digits(9).map((rest) => `13${rest.join("")}`);
  const identity = digits(17).map((rest) => `${rest.join("")}X`);
  const words = fc.stringMatching(/^[a-z居住证，。 ]{0,12}$/u);
  fc.assert(
    fc.property(words, fc.oneof(mobile, identity), words, (before, number, after) => {
      assert.ok(!masked(before + number + after, "numbers", maskValue).includes(number));
    }),
  );
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
