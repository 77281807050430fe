import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import { type ResourceRow, shareClasses, stages, updateCycles } from "#contract/catalog";
import { dataGrades } from "#contract/dictionary";
import type { Actor } from "#kernel/call";
import { Problem } from "#kernel/problem";
import { freshDatabase } from "#test/database";
import { createResource } from "./commands/create-resource.ts";
import { editResource } from "./commands/edit-resource.ts";
import { withdrawResource } from "./commands/withdraw-resource.ts";
import { type SortName, sorts } from "./listing-store.ts";
import { countCatalog, getResource, listResources, type ResourceQuery } from "./queries.ts";
import {
  actor,
  declaration,
  health,
  item,
  officer,
  openTestCatalog,
  otherSteward,
  police,
  publishDraft,
  steward,
  user,
} from "./test-ground.ts";

const database = await freshDatabase();
const ground = await openTestCatalog(database);
const { catalog, deps, as } = ground;

const citizen = actor("citizen", null, []);
const legalBasis = { kind: "law", title: "中华人民共和国统计法", article: "", reason: "单个调查对象资料" } as const;

/** Drafts, published ones, ones with a next version, withdrawn ones, of two departments, some with data. */
before(async () => {
  const create = async (who: Actor, more: Parameters<typeof declaration>[0]) =>
    (await createResource(as(who), deps, declaration(more))).id;
  const ids: string[] = [];
  for (let index = 0; index < 12; index += 1) {
    const isOurs = index % 3 !== 0;
    const id = await create(isOurs ? steward : otherSteward, {
      name: `${["居住证", "结婚登记", "出生证明", "Vehicle 车辆"][index % 4]}信息 ${index}`,
      department: isOurs ? police : health,
      abstract: index % 4 === 2 ? "含新生儿姓名" : "",
      theme: index % 2 ? "社会保障" : "",
      updateCycle: index % 2 ? "daily" : "yearly",
      ...(index % 5 === 4 ? { shareClass: "denied" as const, useConditions: "", legalBasis } : {}),
    });
    ids.push(id);
    if (index % 2 === 0) await publishDraft(ground, id);
    if (index % 4 === 0) {
      const loadedAt = new Date(Date.UTC(2026, 2, index + 1));
      await catalog.noteLoad(as(officer), id, { loadId: id, rowCount: index * 100, loadedAt });
      await catalog.noteCheck(as(officer), id, { score: 90 + index / 3, checkedAt: loadedAt });
    }
  }
  const [, , changed, , gone, never] = ids;
  assert.ok(changed && gone && never);
  const { version } = await getResource(as(officer), deps, changed);
  const edit = { name: "改名后的出生证明", items: [item("hidden", "尚未公布的项")] };
  await editResource(as(officer), deps, { id: changed, edit, version });
  await withdrawResource(as(officer), deps, gone, "职责划转");
  await withdrawResource(as(officer), deps, never, "编制有误");
});

const list = async (who: Actor, query: ResourceQuery = {}, sort: SortName = "name", limit = 100) =>
  listResources(as(who), deps, { ...query, sort, limit });
const names = async (who: Actor, query: ResourceQuery) => (await list(who, query)).items.map((row) => row.name);

/** All pages, one after another. */
async function leaf(who: Actor, sort: SortName, limit: number): Promise<ResourceRow[]> {
  const rows: ResourceRow[] = [];
  let cursor: string | undefined;
  do {
    const page = await listResources(as(who), deps, { sort, limit, cursor });
    rows.push(...page.items);
    cursor = page.next ?? undefined;
  } while (cursor);
  return rows;
}

describe("what each sees", () => {
  test("inside the scope every working copy, outside only what is published", async () => {
    for (const who of [steward, otherSteward, user, officer, citizen]) {
      for (const row of (await list(who)).items) {
        const isOwn = who.departments === "all" || who.departments.includes(row.department);
        assert.ok(isOwn || (row.stage === "published" && row.publishedVersion > 0), `${who.id} ${row.name}`);
      }
    }
  });

  test("each resource once, also where both a working copy and a published version exist", async () => {
    for (const who of [steward, user, officer]) {
      const ids = (await list(who)).items.map((row) => row.id);
      assert.equal(new Set(ids).size, ids.length);
    }
  });

  test("a next version's name and items are found inside only", async () => {
    for (const q of ["改名后", "尚未公布"]) {
      assert.equal((await list(steward, { q })).total, 1, q);
      assert.equal((await list(user, { q })).total, 0, q);
    }
    const { items } = await list(user, { q: "出生证明信息", department: police });
    assert.ok(items.some((row) => row.name === "出生证明信息 2" && row.itemCount === 3));
  });

  test("withdrawn ones are listed where the stage asks for them; never published ones only inside", async () => {
    assert.equal((await list(officer)).items.filter((row) => row.stage === "withdrawn").length, 0);
    assert.equal((await list(officer, { stage: "withdrawn" })).total, 2);
    assert.equal((await list(citizen, { stage: "withdrawn" })).total, 1);
  });
});

describe("the one count", () => {
  test("is the same as the lists under every filter, for everybody", async () => {
    for (const who of [steward, otherSteward, user, officer, citizen]) {
      const counts = await countCatalog(as(who), deps);
      assert.equal(counts.total, (await list(who)).total);
      for (const stage of stages) assert.equal(counts.byStage[stage], (await list(who, { stage })).total, stage);
      for (const shareClass of shareClasses) {
        assert.equal(counts.byShareClass[shareClass], (await list(who, { shareClass })).total, shareClass);
      }
      for (const { theme, total } of counts.byTheme) {
        if (theme !== "") assert.equal(total, (await list(who, { theme })).total, theme);
      }
      for (const updateCycle of updateCycles) {
        assert.equal(counts.byUpdateCycle[updateCycle], (await list(who, { updateCycle })).total, updateCycle);
      }
      for (const grade of dataGrades) assert.equal(counts.byGrade[grade], (await list(who, { grade })).total, grade);
      for (const { department, total, loaded } of counts.byDepartment) {
        assert.equal(total, (await list(who, { department })).total);
        assert.equal(loaded, (await list(who, { department, hasData: true })).total);
      }
    }
  });

  test("adds up: stages without withdrawn, classes, grades, themes and departments give the same total", async () => {
    const { total, byStage, byShareClass, byGrade, byTheme, byDepartment } = await countCatalog(as(officer), deps);
    const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
    const { withdrawn, ...inForce } = byStage;
    assert.equal(withdrawn, 2);
    assert.equal(sum(Object.values(inForce)), total);
    assert.equal(sum(Object.values(byShareClass)), total);
    assert.equal(sum(Object.values(byGrade)), total);
    assert.equal(sum(byTheme.map((row) => row.total)), total);
    assert.equal(sum(byDepartment.map((row) => row.total)), total);
  });

  test("rows and items are those of the listed resources", async () => {
    const { rowCount, itemCount } = await countCatalog(as(officer), deps);
    const { items } = await list(officer);
    assert.equal(
      rowCount,
      items.reduce((total, row) => total + (row.data.rowCount ?? 0), 0),
    );
    assert.equal(
      itemCount,
      items.reduce((total, row) => total + row.itemCount, 0),
    );
  });
});

describe("pages", () => {
  for (const sort of Object.keys(sorts) as SortName[]) {
    test(`by ${sort}: leafing in small pages gives the same as one large page, each row once`, async () => {
      const whole = (await list(officer, {}, sort)).items.map((row) => row.id);
      assert.deepEqual(
        (await leaf(officer, sort, 3)).map((row) => row.id),
        whole,
      );
      assert.equal(new Set(whole).size, whole.length);
    });
  }

  test("largest first, resources without data last", async () => {
    const rows = (await list(officer, {}, "rows")).items.map((row) => row.data.rowCount ?? -1);
    assert.deepEqual(
      rows,
      rows.toSorted((a, b) => b - a),
    );
  });

  test("the last page has no next", async () => {
    const { total } = await list(officer);
    assert.equal((await list(officer, {}, "name", total)).next, null);
  });

  test("a cursor of another sort, or made up, is refused", async () => {
    const { next } = await list(officer, {}, "name", 2);
    assert.ok(next);
    for (const [sort, cursor] of [
      ["rows", next],
      ["name", "x"],
      ["name", Buffer.from('["name",1]').toString("base64url")],
    ] as const) {
      await assert.rejects(
        listResources(as(officer), deps, { sort, limit: 2, cursor }),
        (error) => error instanceof Problem && error.code === "catalog.bad-cursor",
      );
    }
  });
});

describe("words", () => {
  test("two Chinese characters inside a name hit", async () => {
    assert.ok((await names(officer, { q: "婚登" })).every((name) => name.includes("结婚登记")));
    assert.equal((await list(officer, { q: "婚登" })).total, 2);
  });

  test("the abstract, an item's name and the English name hit", async () => {
    assert.equal((await list(officer, { q: "新生儿" })).total, 3);
    assert.ok((await list(officer, { q: "签发机关" })).total > 5);
    assert.ok((await list(officer, { q: "RESIDENCE" })).total > 5);
  });

  test("another name of an element hits the resources that use it", async () => {
    assert.equal((await list(officer, { q: "身份证号" })).total, (await list(officer, { element: "DE-2" })).total);
    assert.ok((await list(officer, { q: "身份证号" })).total > 5);
  });

  test("a department's short name hits its resources", async () => {
    assert.equal((await list(officer, { q: "卫健委" })).total, (await list(officer, { department: health })).total);
  });

  test("all words must hit, in whatever order", async () => {
    assert.deepEqual(await names(officer, { q: "卫健委 居住证" }), await names(officer, { q: "居住证 卫健委" }));
    assert.equal((await list(officer, { q: "卫健委 婚登 居住证" })).total, 0);
  });

  test("a percent sign, an underscore and a backslash mean themselves", async () => {
    for (const q of ["%", "居_证", "\\", "'"]) assert.equal((await list(officer, { q })).total, 0, q);
  });

  test("the code of a published resource hits", async () => {
    const code = (await list(officer, { stage: "published" })).items[0]?.code;
    assert.ok(code);
    assert.equal((await list(officer, { q: code })).items[0]?.code, code);
  });
});

test("filters narrow together, and the total is exact under them", async () => {
  const { items, total } = await list(
    officer,
    { department: police, theme: "社会保障", updateCycle: "daily" },
    "name",
    1,
  );
  assert.equal(items.length, 1);
  const all = (await list(officer)).items.filter(
    (row) => row.department === police && row.theme === "社会保障" && row.updateCycle === "daily",
  );
  assert.equal(total, all.length);
});
