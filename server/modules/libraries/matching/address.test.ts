import assert from "node:assert/strict";
import { after, test } from "node:test";
import fc from "fast-check";
import { openDuckdb } from "#kernel/lake/duckdb";
import { addAddressParts } from "./address.ts";
import { canonical, tidyValue } from "./canonical.ts";
import { divisionReader, shippedDivisions } from "./divisions.ts";
import type { Field } from "./field.ts";

const lake = await openDuckdb({ folder: null, memoryMb: 512 });
const session = await lake.session();
after(async () => {
  await session[Symbol.asyncDispose]();
  await lake.close();
});
const field: Field = { index: 0, name: "地址", meaning: "address", columns: ["a"], also: [[]], isHan: true };

interface Parts {
  readonly c: string | null;
  readonly x: string | null;
  readonly o: string | null;
  readonly r: string | null;
  readonly m: string | null;
}

/** Parts of addresses as the matching reads them, in their order. */
async function partsOf(addresses: readonly string[]): Promise<Parts[]> {
  await session.write("create or replace temp table given (place integer, a varchar)");
  await session.append(
    "given",
    ["place", "a"],
    addresses.map((address, at) => [at, address]),
  );
  await session.write(`create or replace temp table tidied as select place, ${tidyValue("a")} as t from given`);
  await session.write(
    `create or replace temp table parted as select place, ${canonical("address", "t", { isHan: true, isMonthFirst: false })} as v0 from tidied`,
  );
  await addAddressParts(session, field, "parted");
  return await session.read<{ c: string; x: string; o: string; r: string; m: string }>(
    "select c0 as c, x0 as x, o0 as o, r0 as r, m0 as m from parted order by place",
  );
}

const read = divisionReader(shippedDivisions());

test("divisions are read from the province, the city or the county on, by the register", () => {
  const rest = "建设路5号";
  assert.deepEqual(read(`四川省遂宁市安居区柔刚街道${rest}`), {
    code: "510904",
    county: "安居区",
    township: "柔刚街道",
    rest,
  });
  assert.equal(read(`四川遂宁安居区${rest}`).code, "510904");
  assert.equal(read(`安居区${rest}`).code, "510904");
  assert.equal(read(`荆州市沙市区${rest}`).county, "沙市区");
  assert.equal(read(`北京市朝阳区${rest}`).code, "110105");
});

test("a county many cities have stays open until its city is named", () => {
  assert.deepEqual(read("鼓楼区中山路1号"), { code: "", county: "鼓楼区", township: null, rest: "中山路1号" });
  assert.equal(read("南京市鼓楼区中山路1号").code, "320106");
});

test("a city the register does not know stands between divisions it knows, and a market is no city", () => {
  assert.deepEqual(read("四川省示例市安居区东禅镇"), {
    code: "510904",
    county: "安居区",
    township: "东禅镇",
    rest: "",
  });
  assert.equal(read("四川省农贸市场北路").rest, "农贸市场北路");
});

test("every county of the register is read off behind its city, and what follows is left", () => {
  const [provinces = [], cities = [], counties = []] = shippedDivisions();
  const nameOf = (code: string) => [...provinces, ...cities].find((one) => one.code === code)?.name ?? "";
  const wrong = counties.filter(({ code, name }) => {
    const found = read(`${nameOf(code.slice(0, 2))}${nameOf(code.slice(0, 4))}${name}幸福路8号`);
    return found.code !== code || found.county !== name || found.rest !== "幸福路8号";
  });
  assert.deepEqual(wrong, []);
});

const han = "零一二三四五六七八九";
/** A number to 999 as it is said. */
function spoken(n: number): string {
  const [hundreds, tens, ones] = [Math.floor(n / 100), Math.floor(n / 10) % 10, n % 10];
  const low =
    tens === 0
      ? ones === 0
        ? ""
        : `${hundreds > 0 ? "零" : ""}${han[ones]}`
      : `${tens === 1 && hundreds === 0 ? "" : han[tens]}十${ones === 0 ? "" : han[ones]}`;
  return `${hundreds > 0 ? `${han[hundreds]}百` : ""}${low}`;
}
const wide = (text: string): string =>
  text.replaceAll(/[0-9]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));

test("however an address is written, its road, number and home are the same", async () => {
  const number = fc.integer({ min: 1, max: 999 });
  const home = fc.record({
    road: fc.constantFrom("建设路", "清渠街", "一环路"),
    number,
    building: number,
    unit: number,
    room: number,
  });
  const drawn = fc.sample(home, { numRuns: 200, seed: 7 });
  const writings = drawn.map(({ road, number: n, building, unit, room }) => [
    `四川省遂宁市安居区柔刚街道${road}${n}号${building}栋${unit}单元${room}室`,
    `安居区${road}${n}號${building}幢${unit}单元${room}`,
    `遂宁市安居区 ${road}${wide(String(n))}号${building}-${unit}-${room}`,
    `四川省遂宁市安居区${road}${spoken(n)}号${spoken(building)}栋${unit}单元${room}室`,
    `安居区柔刚街道${road}${n}号 ${building}＃${unit}－${room}`,
  ]);
  const found = await partsOf(writings.flat());
  for (const [at, own] of writings.entries()) {
    const parts = found.slice(at * own.length, (at + 1) * own.length);
    for (const [place, { c, x, r, m }] of parts.entries())
      assert.deepEqual([c, x, r, m], ["510904", "安居区", parts[0]?.r, parts[0]?.m], own[place]);
    const { number: n, building, unit, room } = drawn[at] ?? { number: 0, building: 0, unit: 0, room: 0 };
    assert.ok(parts[0]?.r?.endsWith(String(n)));
    assert.equal(parts[0]?.m, `${building}-${unit}-${room}`);
  }
});

test("in a village the group counts with the number, and an address without a number has no spot", async () => {
  const [group, other, none] = await partsOf([
    "安居区东禅镇示例村3组12号",
    "四川省遂宁市安居区东禅镇示例村三组十二号",
    "安居区东禅镇示例村",
  ]);
  assert.ok(group?.r?.endsWith("3组12"));
  assert.deepEqual([other?.r, other?.m], [group?.r, group?.m]);
  assert.deepEqual([none?.r, none?.m, none?.o], [null, null, "东禅镇"]);
});
