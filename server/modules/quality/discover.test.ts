import assert from "node:assert/strict";
import { test } from "node:test";
import { discover } from "./discover.ts";

const cities = ["成都", "绵阳", "德阳", "宜宾", "泸州", "南充"];
const rows = Array.from({ length: 120 }, (_, index) => {
  const city = cities[index % cities.length] ?? "";
  return [`51${index % cities.length}0`, city, `${10 + (index % 7)}`];
});

test("a table that keeps to its own rules is under no suspicion", () => {
  assert.deepEqual(discover(rows).suspicions, []);
});

test("a value that another column decides, a word for nothing and a unit among plain numbers are pointed at", () => {
  const dirty = rows.map((row) => [...row]);
  dirty[7] = [dirty[7]?.[0] ?? "", "南充", "12"];
  dirty[20] = [dirty[20]?.[0] ?? "", dirty[20]?.[1] ?? "", "N/A"];
  dirty[33] = [dirty[33]?.[0] ?? "", dirty[33]?.[1] ?? "", "12 亩"];
  const found = discover(dirty).suspicions.map(({ row, column, kind }) => [row, column, kind]);
  assert.ok(found.some(([row, column, kind]) => row === 7 && column === 1 && kind === "dependency"));
  assert.ok(found.some(([row, column, kind]) => row === 20 && column === 2 && kind === "placeholder"));
  assert.ok(found.some(([row, column, kind]) => row === 33 && column === 2 && kind === "form"));
});
