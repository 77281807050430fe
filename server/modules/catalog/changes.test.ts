import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { shareClasses, updateCycles } from "#contract/catalog";
import { dataGrades } from "#contract/dictionary";
import { changesBetween, isSameContent, typeText } from "./changes.ts";
import { declaration, item } from "./test-ground.ts";

const anyItem = fc
  .record({
    field: fc.constantFrom("a", "b", "c", "d"),
    zh: fc.constantFrom("甲", "乙", "丙"),
    grade: fc.constantFrom(...dataGrades),
    isKey: fc.boolean(),
  })
  .map(({ field, zh, ...more }) => item(field, zh, more));

const anyFields = fc
  .record({
    name: fc.constantFrom("居住证", "结婚登记"),
    updateCycle: fc.constantFrom(...updateCycles),
    shareClass: fc.constantFrom(...shareClasses),
    useConditions: fc.constantFrom("", "限核验"),
    items: fc.uniqueArray(anyItem, { selector: ({ field }) => field }),
  })
  .map((more) => declaration(more));

test("two declarations have no changes exactly when they are the same", () => {
  fc.assert(
    fc.property(anyFields, anyFields, (a, b) => {
      assert.equal(changesBetween(a, b, "zh").length === 0, isSameContent(a, b));
    }),
  );
});

test("going back says the same things the other way round", () => {
  const turned = (changes: ReturnType<typeof changesBetween>) =>
    changes.map(({ path, before, after }) => `${path}|${after}|${before}`).toSorted();
  const told = (changes: ReturnType<typeof changesBetween>) =>
    changes.map(({ path, before, after }) => `${path}|${before}|${after}`).toSorted();
  fc.assert(
    fc.property(anyFields, anyFields, (a, b) => {
      assert.deepEqual(told(changesBetween(a, b, "en")), turned(changesBetween(b, a, "en")));
    }),
  );
});

test("a change of a listed value is told in words of the reader's language", () => {
  const [before, after] = [declaration({ shareClass: "denied" }), declaration({ shareClass: "conditional" })];
  assert.deepEqual(changesBetween(before, after, "zh"), [
    { path: "shareClass", label: { zh: "共享属性", en: "Share attribute" }, before: "不予共享", after: "有条件共享" },
  ]);
  assert.equal(changesBetween(before, after, "en")[0]?.after, "Conditional");
});

test("items are told as added, removed, or changed in one property", () => {
  const before = declaration({ items: [item("name", "姓名"), item("phone", "电话")] });
  const after = declaration({ items: [item("name", "姓名", { grade: "3" }), item("address", "现居住地址")] });
  assert.deepEqual(
    changesBetween(before, after, "zh").map(({ path, label, before: old, after: fresh }) => [
      path,
      label.zh,
      old,
      fresh,
    ]),
    [
      ["items/phone", "数据项“电话”", "电话", null],
      ["items/name/grade", "数据项“姓名”的分级", "1", "3"],
      ["items/address", "数据项“现居住地址”", null, "现居住地址"],
    ],
  );
});

test("another order of the same items is a change", () => {
  const [a, b] = [item("a", "甲"), item("b", "乙")];
  const changes = changesBetween(declaration({ items: [a, b] }), declaration({ items: [b, a] }), "zh");
  assert.deepEqual(
    changes.map(({ path, before, after }) => [path, before, after]),
    [["items", "a, b", "b, a"]],
  );
});

test("what was not stated before is null, not an empty text", () => {
  const [change] = changesBetween(declaration({ theme: "" }), declaration({ theme: "社会保障" }), "zh");
  assert.deepEqual([change?.before, change?.after], [null, "社会保障"]);
});

test("a type reads as its kind with its length or digits", () => {
  assert.equal(typeText({ kind: "text", maxLength: 18, precision: null, scale: null }, "zh"), "字符 18");
  assert.equal(typeText({ kind: "decimal", maxLength: null, precision: 12, scale: 2 }, "en"), "decimal 12,2");
  assert.equal(typeText({ kind: "date", maxLength: null, precision: null, scale: null }, "zh"), "日期");
});
