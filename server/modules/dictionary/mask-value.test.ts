import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { type MaskName, maskNames } from "#contract/dictionary";
import { maskValue } from "./mask-value.ts";

const shown: readonly (readonly [MaskName, string, string])[] = [
  ["name", "王伟", "王*"],
  ["name", "王小明", "王**"],
  ["name", "欧阳明", "欧阳*"],
  ["name", "司马相如", "司马**"],
  ["name", "欧阳", "欧*"],
  ["name", "王", "*"],
  ["name", "阿卜杜拉·买买提", "阿**·**"],
  ["name", "扎西多吉", "扎**"],
  ["name", "John Smith", "J***"],
  ["citizen-id", "11010519491231002X", "110105********002X"],
  ["citizen-id", "110105491231002", "110105*****1002"],
  ["citizen-id", "E12345678", "E1*****78"],
  ["citizen-id", "12345", "***"],
  ["phone", "13800138000", "138****8000"],
  ["phone", "028-86601234", "028*****1234"],
  ["phone", "86601234", "****1234"],
  ["phone", "12345", "***"],
  ["bank-card", "6222020200112230", "************2230"],
  ["address", "四川省成都市锦江区东大街88号3栋1单元502室", "四川省成都市锦江区***"],
  ["address", "北京市朝阳区建国路88号", "北京市朝阳区***"],
  ["address", "四川省凉山彝族自治州西昌市长安路1号", "四川省凉山彝族自治州西昌市***"],
  ["address", "锦江区东大街88号", "锦江区***"],
  ["address", "内蒙古自治区呼伦贝尔市鄂伦春自治旗阿里河镇", "内蒙古自治区呼伦贝尔市鄂伦春自治旗***"],
  ["address", "东大街阳光小区3栋", "***"],
  ["address", "88号院", "***"],
  ["date", "1949-12-31", "1949"],
  ["date", "2022-08-10 18:10:05", "2022"],
  ["date", "不详", "***"],
  ["free-text", "患者主诉头痛三天", "***"],
  ["free-text", "", "***"],
  ["all", "秘密", "***"],
];

for (const [mask, value, expected] of shown) {
  test(`${mask}: ${value} is shown as ${expected}`, () => assert.equal(maskValue(mask, value), expected));
}

test("free text and whole masks look the same whatever they hide", () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (one, other) => {
      for (const mask of ["free-text", "all"] as const) assert.equal(maskValue(mask, one), maskValue(mask, other));
    }),
  );
});

test("no mask shows a value whole, nor makes a long value longer", () => {
  const texts = fc.string({
    unit: fc.constantFrom(...Array.from("0123456789X王欧阳市区县路·-ab ")),
    minLength: 1,
    maxLength: 40,
  });
  fc.assert(
    fc.property(fc.constantFrom(...maskNames), texts, (mask, value) => {
      const masked = maskValue(mask, value);
      assert.notEqual(masked, value);
      assert.ok(masked.length <= Math.max(value.length + 3, 3), masked);
      assert.ok(mask === "date" || masked.includes("*"));
    }),
  );
});
