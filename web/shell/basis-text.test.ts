import assert from "node:assert/strict";
import { test } from "node:test";
import { shortBasis } from "./basis-text.ts";

test("Order 809 is cited by its short name and the article in figures", () => {
  assert.equal(shortBasis("《政务数据共享条例》（国务院令第809号）第二十一条", "zh"), "条例第 21 条");
  assert.equal(shortBasis("《政务数据共享条例》第十条", "en"), "Order 809 art. 10");
});

test("other bases stay as they are", () => {
  assert.equal(shortBasis("调度令 DD-26-00001", "zh"), "调度令 DD-26-00001");
});
