import assert from "node:assert/strict";
import { before, test } from "node:test";
import { type Actor, type Call, hubActor } from "#kernel/call";
import { inTransaction } from "#kernel/db/db";
import { callOn, freshDatabase } from "#test/database";
import { createSearch, type Entry } from "./index.ts";
import { entryNamed } from "./test-entries.ts";

const database = await freshDatabase();
const search = createSearch();
const of = (departments: Actor["departments"]): Call => callOn(database, { actor: { ...hubActor, departments } });
const everywhere = of("all");
const namesFor = async (call: Call, q: string, more: object = {}): Promise<string[]> =>
  (await search.find(call, { q, limit: 20, ...more })).items.map(({ name }) => name.text);

const nothing: Entry["about"] = { department: null, system: null, elements: [] };
const about = (department: string, ...elements: string[]): Entry["about"] => ({ department, system: null, elements });

before(async () => {
  await search.put(everywhere, [
    entryNamed("示例市公安局", { kind: "department", ref: "D1", aliases: ["市公安局"], about: nothing }),
    entryNamed("示例市民政局", { kind: "department", ref: "D2", department: "D2", about: nothing }),
  ]);
  await search.put(everywhere, [
    entryNamed("公民身份号码", { kind: "element", ref: "E1", department: null, aliases: ["身份证号"], about: nothing }),
  ]);
  await search.put(everywhere, [
    entryNamed("婚姻登记信息", { nameEn: "Marriages", department: "D2", about: about("D2"), theme: "民政" }),
    entryNamed("居住证签发信息", { about: about("D1", "E1"), theme: "人口", grade: "3" }),
    entryNamed("实有人口基本信息", { about: about("D1", "E1"), theme: "人口" }),
  ]);
});

test("a change is found inside the transaction that makes it, and by nobody else before it commits", async () => {
  await inTransaction(everywhere, async (inner) => {
    await search.put(inner, [entryNamed("殡葬登记信息")]);
    assert.deepEqual(await namesFor(inner, "殡葬"), ["殡葬登记信息"]);
    assert.deepEqual(await namesFor(everywhere, "殡葬"), []);
  });
  assert.deepEqual(await namesFor(everywhere, "殡葬"), ["殡葬登记信息"]);
});

test("a change that is rolled back is never found", async () => {
  await assert.rejects(
    inTransaction(everywhere, async (inner) => {
      await search.put(inner, [entryNamed("地震监测信息")]);
      throw new Error("no");
    }),
  );
  assert.deepEqual(await namesFor(everywhere, "地震"), []);
});

test("a working copy is found only inside its department's scope, the published version by the others", async () => {
  const ref = "two faces";
  await search.put(everywhere, [entryNamed("旧名称水库", { ref, audience: "outside" })]);
  await search.put(everywhere, [entryNamed("新名称水库", { ref, audience: "inside" })]);
  assert.deepEqual(await namesFor(of(["D1"]), "水库"), ["新名称水库"]);
  assert.deepEqual(await namesFor(of(["D2"]), "水库"), ["旧名称水库"]);
  assert.deepEqual(await namesFor(everywhere, "水库"), ["新名称水库"]);
});

test("a draft is counted and hinted at to nobody outside: neither in totals nor in facets", async () => {
  await search.put(everywhere, [entryNamed("未公布的核电资料", { ref: "draft", audience: "inside", theme: "能源" })]);
  const found = await search.find(of(["D2"]), { q: "核电", limit: 20 });
  assert.deepEqual([found.total, found.items.length], [0, 0]);
});

test("what is removed is found no longer", async () => {
  await search.put(everywhere, [entryNamed("待撤回的气象资料", { ref: "gone" })]);
  await search.remove(everywhere, "resource", "gone");
  assert.deepEqual(await namesFor(everywhere, "气象"), []);
});

test("a resource is found by another name of an element it holds, from the moment the element has that name", async () => {
  assert.deepEqual(await namesFor(everywhere, "身份证号"), ["公民身份号码", "居住证签发信息", "实有人口基本信息"]);
  await inTransaction(everywhere, async (inner) => {
    const names = ["身份证号", "公民编码"];
    await search.put(inner, [
      entryNamed("公民身份号码", { kind: "element", ref: "E1", department: null, aliases: names, about: nothing }),
    ]);
    assert.ok((await namesFor(inner, "公民编码")).includes("居住证签发信息"));
  });
});

test("a department's name finds the department and what is its own", async () => {
  const names = await namesFor(everywhere, "民政局");
  assert.deepEqual(names.slice(0, 2), ["示例市民政局", "婚姻登记信息"]);
});

for (const [how, typed] of Object.entries({
  "the middle of a compound": "姻登",
  pinyin: "hunyindengji",
  initials: "hydj",
  "traditional characters": "婚姻登記",
  English: "marriage",
  "a misspelt English word": "marrigaes",
  "a sound-alike character": "婚因登记",
  "everyday words": "结婚登记",
}))
  test(`the marriage register is found by ${how}`, async () => {
    assert.equal((await namesFor(everywhere, typed)).at(0), "婚姻登记信息");
  });

test("each hit says why it is there", async () => {
  const { items } = await search.find(everywhere, { q: "身份证号", limit: 20 });
  const resource = items.find(({ name }) => name.text === "居住证签发信息");
  assert.deepEqual(
    resource?.reasons.map(({ field, how, said, found }) => [field, how, said, found.text]),
    [["element", "about", "身份证号", "公民身份号码"]],
  );
});

test("facets count each choice under the other filters", async () => {
  const route = search.routes.find(({ contract }) => contract.operation === "search.count");
  const count = async (query: object) =>
    (await route?.handler(of(["D2"]), { query } as never, {} as never)) as {
      total: number;
      facets: Record<string, { value: string; count: number }[]>;
    };
  const { total, facets } = await count({ q: "信息", theme: "人口" });
  assert.equal(total, 2);
  assert.deepEqual(
    facets["theme"]?.map(({ value, count: own }) => [value, own]),
    [
      ["人口", 2],
      ["民政", 1],
    ],
  );
  assert.deepEqual(
    facets["kind"]?.map(({ value, count: own }) => [value, own]),
    [["resource", 2]],
  );
});

test("pages follow each other without a gap or a repeat", async () => {
  const entries = Array.from({ length: 45 }, (_, index) => entryNamed(`分页河流监测${index}`));
  await search.put(everywhere, entries);
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await search.find(everywhere, { q: "分页河流", limit: 20, cursor });
    assert.equal(page.total, 45);
    seen.push(...page.items.map(({ ref }) => ref));
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
  assert.equal(new Set(seen).size, 45);
  assert.equal(seen.length, 45);
});

test("ten writers of the same new words at once all succeed", async () => {
  const entries = Array.from({ length: 10 }, (_, index) =>
    entryNamed(`并发${index}`, { nameEn: "Zebra yonder xylophone walrus" }),
  );
  await Promise.all(entries.map((entry) => search.put(everywhere, [entry])));
  assert.equal((await namesFor(everywhere, "xylophones")).length, 10);
});

test("use, quality and data of an entry outlive a change of its text", async () => {
  const ref = "facts";
  await search.put(everywhere, [entryNamed("事实保留登记", { ref })]);
  await search.noteData(everywhere, ref, { hasData: true, quality: 91.5 });
  await search.noteUses(everywhere, ref, 4);
  await search.put(everywhere, [entryNamed("事实保留登记改", { ref })]);
  const { items } = await search.find(everywhere, { q: "事实保留", limit: 20 });
  assert.deepEqual(
    items.map(({ hasData, quality, uses }) => ({ hasData, quality, uses })),
    [{ hasData: true, quality: 91.5, uses: 4 }],
  );
});

test("some of the words are enough where all of them find nothing, and the answer says so", async () => {
  const found = await search.find(everywhere, { q: "婚姻 潜水艇", limit: 20 });
  assert.equal(found.stage, "some");
  assert.equal(found.items.at(0)?.name.text, "婚姻登记信息");
});

test("signs, quotes and operators of the index are text like any other", async () => {
  for (const q of ["'", "a'b", "\\", "& |", "!:*", "<->", "()", "‘’“”", "婚姻'; drop table x"])
    assert.ok((await search.find(everywhere, { q, limit: 20 })).items.length >= 0, q);
});
