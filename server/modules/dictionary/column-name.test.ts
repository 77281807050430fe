import assert from "node:assert/strict";
import { test } from "node:test";
import { isOneSlipAway, keyOf, pairsOf, similarity, variantsOf } from "./column-name.ts";

const weightOf = (name: string, key: string) => variantsOf(name).find((variant) => variant.key === key)?.weight ?? 0;

test("names are compared without case, spaces, underscores and full-width forms", () => {
  assert.equal(keyOf("Id_Card No."), "idcardno");
  assert.equal(keyOf("ＸＭ（必填）"), "xm必填");
});

test("a name is read without brackets, table, number and words in front", () => {
  assert.equal(weightOf("姓名（必填）", "姓名"), 0.98);
  assert.equal(weightOf("t_person.xm", "xm"), 0.97);
  assert.ok(weightOf("手机号2", "手机号") > 0.9);
  assert.ok(weightOf("entCreditCode", "creditcode") > 0.7);
  assert.ok(weightOf("姓名/Name", "姓名") >= 0.9);
});

test("a common word at the end says little", () => {
  assert.ok(weightOf("trace_id", "id") < 0.5);
});

test("a column without a name has no reading", () => {
  for (const name of ["col1", "F2", "列5", "Unnamed: 3", "字段8"]) assert.deepEqual(variantsOf(name), [], name);
});

test("likeness is that of neighbouring characters", () => {
  const like = (a: string, b: string) => similarity(pairsOf(a), pairsOf(b));
  assert.equal(like("缴费基数", "缴费基数"), 1);
  assert.equal(like("姓名", "金额"), 0);
  assert.ok(like("月缴费基数", "缴费基数") > 0.8);
});

test("one slip is one letter more, less, other or swapped", () => {
  for (const other of ["depth", "deepth", "dept", "detph", "depta"])
    assert.equal(isOneSlipAway("depth", other), true, other);
  for (const other of ["de", "dphte", "debts"]) assert.equal(isOneSlipAway("depth", other), false, other);
});
