import assert from "node:assert/strict";
import { test } from "node:test";
import { foldText, listingOf, wordsOf } from "./listing.ts";
import { declaration, item } from "./test-ground.ts";

const listing = (more: Parameters<typeof declaration>[0] = {}) =>
  listingOf({ id: "x", code: null, stage: "draft" }, "inside", { fields: declaration(more), grade: "3" });

test("Chinese names sort by their pinyin, latin ones among them", () => {
  const names = ["重庆户籍", "Bus stops", "安全生产", "居住证", "出租车"];
  const sorted = names.toSorted((a, b) => (listing({ name: a }).sortKey < listing({ name: b }).sortKey ? -1 : 1));
  assert.deepEqual(sorted, ["安全生产", "Bus stops", "重庆户籍", "出租车", "居住证"]);
});

test("the key of the longest name leaves room for it in a cursor of 400 characters", () => {
  const longest = Math.max(
    ...["双".repeat(120), "𠮷".repeat(60), '"'.repeat(120)].map(
      (name) =>
        Buffer.from(JSON.stringify(["department", "x".repeat(18), listing({ name }).sortKey, 1e15])).toString(
          "base64url",
        ).length,
    ),
  );
  assert.ok(longest <= 400, String(longest));
});

test("a word may be written in full width or capitals", () => {
  assert.deepEqual(wordsOf("　ＡＢＣ １２  居住证 "), ["abc", "12", "居住证"]);
  assert.equal(foldText("Ａ１（居）"), "a1(居)");
});

test("the end of one item's name and the beginning of the next make no word together", () => {
  const { searchText } = listing({ items: [item("a", "登记机关"), item("b", "地址")] });
  assert.ok(searchText.includes("登记机关"));
  assert.ok(!searchText.includes("关地"));
});

test("mapped items are counted each, their elements once", () => {
  const { itemCount, mappedItemCount, elements } = listing({
    items: [item("a", "甲", { element: "DE-4" }), item("b", "乙", { element: "DE-4" }), item("c", "丙")],
  });
  assert.deepEqual([itemCount, mappedItemCount, elements], [3, 2, ["DE-4"]]);
});
