import assert from "node:assert/strict";
import { test } from "node:test";
import { findTables, rowsOf } from "./json-tables.ts";

const rows = (documents: readonly unknown[], path: string) =>
  [...rowsOf(documents, path)].map((row) => Object.fromEntries(row));
const paths = (value: unknown) => findTables([value]).map((table) => [table.path, table.rowCount]);

test("an array of records is a table; nested members become columns, lists stay as text", () => {
  const document = [
    { a: 1, b: { c: "x", d: null } },
    { a: 2, list: [1, 2] },
  ];
  assert.deepEqual(paths(document), [["$[*]", 2]]);
  assert.deepEqual(rows([document], "$[*]"), [
    { a: "1", "b.c": "x", "b.d": null },
    { a: "2", list: "[1,2]" },
  ]);
});

test("records inside records carry what stands around them, whatever the order of the members", () => {
  const document = [{ items: [{ main: "m", sub: [{ name: "s1" }, { name: "s2" }] }], department: "区经信局" }];
  assert.deepEqual(paths(document)[0], ["$[*].items[*].sub[*]", 2]);
  assert.deepEqual(rows([document], "$[*].items[*].sub[*]"), [
    { department: "区经信局", "items.main": "m", name: "s1" },
    { department: "区经信局", "items.main": "m", name: "s2" },
  ]);
});

test("the envelope of an export is no part of its rows", () => {
  const document = { count: 2, results: [{ name: "a" }, { name: "b" }] };
  assert.deepEqual(rows([document], "$.results[*]"), [{ name: "a" }, { name: "b" }]);
});

test("an object whose keys are data is a table with a key column", () => {
  const codes = { "110000": "北京市", "110100": "市辖区", "110101": "东城区" };
  assert.deepEqual(rows([codes], "$.*"), [
    { key: "110000", value: "北京市" },
    { key: "110100", value: "市辖区" },
    { key: "110101", value: "东城区" },
  ]);
  const nested = {
    香港: { 九龙: ["油尖旺区"], 新界: ["北区"], 港岛: ["东区"] },
    澳门: { 半岛: ["大堂区"], 离岛: ["凼仔"], 路环: ["路环"] },
    台湾: { 北: ["台北"], 中: ["台中"], 南: ["高雄"] },
  };
  assert.deepEqual(paths(nested)[0], ["$.*.*[*]", 9]);
  assert.deepEqual(rows([nested], "$.*.*[*]")[0], { key: "香港", key_2: "九龙", value: "油尖旺区" });
});

test("of several documents in one file each has its own tables", () => {
  const documents = [[{ name_cn: "站点" }], [{ ZDMC: "成都" }, { ZDMC: "松潘" }]];
  assert.deepEqual(
    findTables(documents).map((table) => table.path),
    ["$2[*]", "$1[*]"],
  );
  assert.deepEqual(rows(documents, "$2[*]"), [{ ZDMC: "成都" }, { ZDMC: "松潘" }]);
});

test("a table found under the keys of a map counts every member, also where one of them has few keys", () => {
  const nested = {
    香港: { 九龙: ["油尖旺区", "深水埗区"], 新界: ["北区"], 港岛: ["东区"] },
    澳门: { 半岛: ["大堂区"], 离岛: ["凼仔"] },
    台湾: { 北: ["台北"], 中: ["台中"], 南: ["高雄"] },
  };
  assert.deepEqual(paths(nested)[0], ["$.*.*[*]", 9]);
  assert.equal(rows([nested], "$.*.*[*]").length, 9);
});

test("records with several lists of words are the table, a record with one list stands around its words", () => {
  const several = [
    { province: "北京市", themes: ["财税", "餐饮", "住房"], formats: ["CSV", "XLS"] },
    { province: "天津市", themes: ["教育", "交通", "环境"], formats: ["CSV", "XML"] },
  ];
  assert.deepEqual(paths(several)[0], ["$[*]", 2]);
  const one = several.map(({ province, themes }) => ({ province, themes }));
  assert.deepEqual(paths(one)[0], ["$[*].themes[*]", 6]);
});
