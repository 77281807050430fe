import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { LegalBasis } from "#contract/catalog";
import { dataGrades } from "#contract/dictionary";
import { assessmentFault, faultsOf, gradeOf, hasPersonalItem, missingOf, rankOf } from "./declaration.ts";
import { declaration, elements, item } from "./test-ground.ts";

const pointers = (fields: ReturnType<typeof declaration>) => faultsOf(fields, elements).map((fault) => fault.pointer);
const basis: LegalBasis = { kind: "law", title: "中华人民共和国统计法", article: "第九条", reason: "单个调查对象资料" };

test("a complete declaration has nothing missing and no fault", () => {
  assert.deepEqual(missingOf(declaration()), []);
  assert.deepEqual(pointers(declaration()), []);
});

test("art. 13: what is not stated is named, in the order of the article", () => {
  const bare = declaration({ items: [], shareModes: [], useConditions: "", dataClass: "" });
  assert.deepEqual(
    missingOf(bare).map((name) => name.zh),
    ["数据项", "共享方式", "使用条件", "分类分级"],
  );
  assert.deepEqual(pointers(bare), ["/items", "/shareModes", "/useConditions", "/dataClass"]);
});

test("art. 13: what is not shared needs no share mode", () => {
  assert.deepEqual(missingOf(declaration({ shareClass: "denied", shareModes: [], useConditions: "" })), []);
});

test("art. 14: conditional sharing states its scope and purpose", () => {
  assert.deepEqual(pointers(declaration({ useConditions: "  " })), ["/useConditions"]);
});

test("art. 15: not sharing without a legal basis is a fault", () => {
  assert.deepEqual(pointers(declaration({ shareClass: "denied", legalBasis: null })), ["/legalBasis"]);
});

test("art. 15: not sharing with a law and a reason is in order", () => {
  assert.deepEqual(pointers(declaration({ shareClass: "denied", legalBasis: basis })), []);
});

test("art. 15: conditions of one's own on unconditional sharing are a fault", () => {
  assert.deepEqual(pointers(declaration({ shareClass: "unconditional", useConditions: "须经本局同意" })), [
    "/useConditions",
  ]);
  assert.deepEqual(pointers(declaration({ shareClass: "unconditional", useConditions: "" })), []);
});

test("an item below the grade of its element is a fault at that item", () => {
  const items = [item("office", "签发机关"), item("name", "姓名", { element: "DE-1", grade: "2" })];
  assert.deepEqual(pointers(declaration({ items })), ["/items/1/grade"]);
});

test("an element that does not exist, or is retired, is a fault at that item", () => {
  const items = [item("a", "甲", { element: "DE-404" }), item("b", "乙", { element: "DE-5" })];
  assert.deepEqual(pointers(declaration({ items })), ["/items/0/element", "/items/1/element"]);
});

test("the grade is the highest of the items and of their elements, never lower", () => {
  const anyItem = fc
    .record({
      grade: fc.constantFrom(...dataGrades),
      element: fc.constantFrom(null, "DE-1", "DE-4", "DE-6"),
    })
    .map((more) => item("x", "某项", more));
  fc.assert(
    fc.property(fc.array(anyItem), (items) => {
      const rank = rankOf(gradeOf(items, elements));
      const all = items.flatMap(({ grade, element }) => [
        rankOf(grade),
        element === null ? 0 : rankOf(elements.get(element)?.grade ?? "1"),
      ]);
      assert.equal(rank, Math.max(0, ...all));
    }),
  );
});

test("important stands above grade 4, core above important", () => {
  assert.deepEqual(
    ["core", "4", "important", "1"].toSorted((a, b) => dataGrades.indexOf(a as "1") - dataGrades.indexOf(b as "1")),
    ["1", "4", "important", "core"],
  );
});

test("an item of a personal element is personal, even where nobody marked it", () => {
  assert.ok(hasPersonalItem([item("m", "婚姻", { element: "DE-3", isPersonal: false })], elements));
  assert.ok(!hasPersonalItem([item("office", "机关", { element: "DE-4" })], elements));
});

test("an assessment may not say that personal items are no personal information", () => {
  assert.equal(assessmentFault({ result: "no-personal-information", basis: "" }, true)?.pointer, "/result");
  assert.equal(assessmentFault({ result: "no-personal-information", basis: "" }, false), null);
});

test("PIPL art. 34: an acceptable impact names the statutory duty that needs the information", () => {
  assert.equal(assessmentFault({ result: "acceptable", basis: "" }, true)?.pointer, "/basis");
  assert.equal(assessmentFault({ result: "acceptable", basis: "户口登记条例第三条" }, true), null);
});
