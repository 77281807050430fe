import assert from "node:assert/strict";
import { test } from "node:test";
import { type CheckName, checkNames } from "#contract/dictionary";
import { checkValue } from "./check-value.ts";
import type { CheckFacts, CheckFault } from "./door.ts";

const known = new Set(["11", "51", "110105", "440524", "5101", "510104", "510104011", "510104011001", "513029"]);
const facts: CheckFacts = { today: "2026-03-18", isDivision: (code) => known.has(code) };

const passing: Readonly<Record<CheckName, readonly string[]>> = {
  // domain.md B3 and the example in GB 11643-1999 itself.
  "citizen-id": ["11010519491231002X", "440524188001010014"],
  // The example in GB 32100-2015; the Ministry of Housing and Urban-Rural Development.
  "credit-code": ["91350100M000100Y43", "11100000000013338W"],
  "organisation-code": ["000013338", "M000100Y4"],
  // Published by the Ministry of Housing and Urban-Rural Development in its interface documents.
  "licence-id": [
    "1.2.156.3005.2.11100000000013338W011.11430000006122244L.20230000403.002.S",
    "1.2.156.3005.2.11100000000013338W011.11430000006122244L.20230000403.001.U",
  ],
  "service-item": ["000125005000", "11100000000013338W1000125005000"],
  "mobile-phone": ["13800138000", "19912345678"],
  phone: ["028-86601234", "02886601234", "0827-5223344-801", "13800138000", "86601234", "12345", "4008123123", "96110"],
  postcode: ["610000", "010010", "999077"],
  email: ["zhang.san@sjj.example.gov.cn"],
  "division-code": ["51", "5101", "510104", "510104011", "510104011001", "510100", "510104000000"],
  "bank-card": ["6222020200112230", "4111111111111111"],
  "vehicle-plate": ["川A12345", "川AD12345", "川A12345D", "京A1234警", "粤Z12F4港"],
  longitude: ["103.97", "-180", "0"],
  latitude: ["30.67", "90"],
  "not-future": ["2026-03-18", "2026-03-18 23:59:59", "1949-10-01"],
  "not-negative": ["0", "12.50"],
};

for (const check of checkNames) {
  test(`${check}: published and ordinary values pass`, () => {
    for (const value of passing[check]) assert.equal(checkValue(check, value, facts), null, value);
  });
}

const faultOf = (check: CheckName, value: string): CheckFault => {
  const fault = checkValue(check, value, facts);
  assert.ok(fault, `${value} should fail`);
  return fault;
};

/** A wrong value, what the sentence must say, and the mend the check can know. */
const wrong: readonly (readonly [CheckName, string, RegExp, string | null])[] = [
  ["citizen-id", "110105194912310021", /第 18 位校验码应为 X，现在是 1/, "11010519491231002X"],
  ["citizen-id", "11010519491231002x", /第 18 位是“x”/, "11010519491231002X"],
  ["citizen-id", "1101O519491231002X", /第 5 位是“O”，这里应为数字/, "11010519491231002X"],
  ["citizen-id", "11010519490229002X", /1949 年 2 月只有 28 天/, null],
  ["citizen-id", "11010519491331002X", /没有 13 月/, null],
  ["citizen-id", "11010520270101002X", /在今天之后/, null],
  ["citizen-id", "12019919491231002X", /区划代码 120199 查不到/, null],
  ["citizen-id", "110105491231002", /15 位的旧身份证号/, "11010519491231002X"],
  ["citizen-id", "110105490231002", /15 位的旧身份证号/, null],
  ["citizen-id", "1101051949123100", /应为 18 位，现在是 16 位/, null],
  ["citizen-id", "1.10105E+17", /科学计数法/, null],
  ["credit-code", "111000000000133380", /第 18 位校验码应为 W/, "11100000000013338W"],
  ["credit-code", "91350100MO00100Y43", /第 10 位是“O”/, "91350100M000100Y43"],
  ["credit-code", "91350100", /应为 18 位，现在是 8 位/, null],
  ["organisation-code", "000013339", /校验码应为 8，现在是 9/, "000013338"],
  [
    "licence-id",
    "1.2.156.3005.2.11100000000013338W011.11430000006122244L.20230000403.002.T",
    /校验码应为 S/,
    "1.2.156.3005.2.11100000000013338W011.11430000006122244L.20230000403.002.S",
  ],
  [
    "licence-id",
    "1.2.156.3005.2.11100000000013338W011.11430000006122244L.20230000403.2.S",
    /第 4 段不对：版本号/,
    null,
  ],
  ["licence-id", "510104-0001", /应以 1\.2\.156\.3005\.2\. 开头/, null],
  ["service-item", "1110000000001333811000125005000", /前 18 位（实施主体）/, "11100000000013338W1000125005000"],
  ["service-item", "11100000000013338W9000125005000", /第 19 位是行使层级/, null],
  ["mobile-phone", "+86 138-0013-8000", /只写 11 位/, "13800138000"],
  ["mobile-phone", "1380013800", /应为 11 位，现在是 10 位/, null],
  ["phone", "(028) 86601234 转 8", /写法不对/, "028-86601234-8"],
  ["postcode", "10010", /少一位/, "010010"],
  ["email", "zhangsan", /没有 @/, null],
  ["division-code", "510199", /510199 查不到/, null],
  ["division-code", "51010", /应为 2、4、6、9 或 12 位/, null],
  ["bank-card", "6222020200112231", /校验码应为 0，现在是 1/, "6222020200112230"],
  ["vehicle-plate", "川a·1234o", /号牌/, "川A12340"],
  ["longitude", "203.97", /经度应在 -180 到 180/, null],
  ["latitude", "103.97", /纬度应在 -90 到 90/, null],
  ["not-future", "2026-03-19", /在今天（2026-03-18）之后/, null],
  ["not-negative", "-0.01", /不应为负数/, null],
];

for (const [check, value, says, suggestion] of wrong) {
  test(`${check}: ${value} is refused, and the sentence says why`, () => {
    const fault = faultOf(check, value);
    assert.match(fault.text.zh, says);
    assert.ok(fault.text.en.length > 0 && fault.mend.zh.length > 0 && fault.mend.en.length > 0);
    assert.equal(fault.suggestion, suggestion);
    if (suggestion !== null) assert.equal(checkValue(check, suggestion, facts), null, "the suggestion passes");
  });
}

test("a foreigner's number names a province behind the 9, a Taiwan resident's begins with 830000", () => {
  const withCheck = (body: string) =>
    Array.from("0123456789X", (check) => body + check).find((value) => checkValue("citizen-id", value, facts) === null);
  assert.ok(withCheck("91184019900101001"));
  assert.ok(withCheck("83000019900101001"));
  assert.equal(withCheck("98984019900101001"), undefined);
});
