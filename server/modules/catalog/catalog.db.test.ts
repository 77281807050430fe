import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { ResourceEdit } from "#contract/catalog";
import { inTransaction, sql } from "#kernel/db/db";
import { Problem } from "#kernel/problem";
import { freshDatabase } from "#test/database";
import { createResource } from "./commands/create-resource.ts";
import { editResource } from "./commands/edit-resource.ts";
import { withdrawResource } from "./commands/withdraw-resource.ts";
import { findOneResource, getResource, getVersion, listVersions } from "./queries.ts";
import {
  approveDraft,
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

let count = 0;
const fresh = (more: Parameters<typeof declaration>[0] = {}) => {
  count += 1;
  return declaration({ name: `资源 ${count}`, ...more });
};
const draft = async (more: Parameters<typeof declaration>[0] = {}) =>
  (await createResource(as(steward), deps, fresh(more))).id;
const live = async (more: Parameters<typeof declaration>[0] = {}) => {
  const id = await draft(more);
  await publishDraft(ground, id);
  return id;
};
const edit = async (id: string, change: ResourceEdit) => {
  const { version } = await getResource(as(steward), deps, id);
  return editResource(as(steward), deps, { id, edit: change, version });
};
const isRefused = (code: string) => (error: unknown) => error instanceof Problem && error.code === code;

describe("codes", () => {
  test("ten publishers at once give ten codes without a gap", async () => {
    const classification = "307020001";
    const ids = await Promise.all(Array.from({ length: 10 }, () => draft({ classification })));
    await Promise.all(ids.map((id) => approveDraft(ground, id)));
    await Promise.all(ids.map((id) => catalog.life.publish(as(officer), id)));
    const codes = await Promise.all(ids.map(async (id) => (await catalog.resource(as(officer), id)).code));
    assert.deepEqual(
      new Set(codes),
      new Set(Array.from({ length: 10 }, (_, index) => `307020001/${String(index + 1).padStart(6, "0")}`)),
    );
  });

  test("two officers publishing the same resource: one does, the other is told", async () => {
    const id = await draft();
    await approveDraft(ground, id);
    const both = await Promise.allSettled([1, 2].map(() => catalog.life.publish(as(officer), id)));
    const refusals = both.flatMap((each) => (each.status === "rejected" ? [(each.reason as Problem).code] : []));
    assert.deepEqual(refusals, ["catalog.wrong-stage"]);
    assert.equal((await listVersions(as(officer), id)).items.length, 1);
  });

  test("without a classification it is filed under its department's class and theme", async () => {
    const { code } = await catalog.resource(as(officer), await live({ theme: "社会保障" }));
    assert.match(code ?? "", /^303000\/\d{6}$/);
  });

  test("without a theme of the guide the second part is 00", async () => {
    const { code } = await catalog.resource(as(officer), await live({ theme: "城市体检" }));
    assert.match(code ?? "", /^300000\/\d{6}$/);
  });

  test("a code is kept when the resource is classified later", async () => {
    const id = await live();
    const { code } = await catalog.resource(as(officer), id);
    await edit(id, { classification: "201010003" });
    await publishDraft(ground, id);
    assert.equal((await catalog.resource(as(officer), id)).code, code);
  });
});

describe("titles", () => {
  test("a department has a title once, whatever the case of its letters", async () => {
    await draft({ name: "GIS 图层" });
    await assert.rejects(draft({ name: "gis 图层" }), isRefused("catalog.title-taken"));
  });

  test("of ten who create the same title at once one succeeds", async () => {
    const all = await Promise.allSettled(Array.from({ length: 10 }, () => draft({ name: "同名资源" })));
    assert.equal(all.filter(({ status }) => status === "fulfilled").length, 1);
    const reasons = all.flatMap((each) => (each.status === "rejected" ? [(each.reason as Problem).code] : []));
    assert.deepEqual([...new Set(reasons)], ["catalog.title-taken"]);
  });

  test("an edit to a taken title is refused", async () => {
    await draft({ name: "原有资源" });
    await assert.rejects(edit(await draft(), { name: "原有资源" }), isRefused("catalog.title-taken"));
  });

  test("another department may use it, and it is free again after withdrawal", async () => {
    const name = "机构名录";
    const id = await draft({ name });
    await createResource(as(otherSteward), deps, fresh({ name, department: health }));
    await withdrawResource(as(steward), deps, id, "编制有误");
    await draft({ name });
  });

  test("draftFor answers a title that is taken with a problem, and the caller's transaction goes on", async () => {
    await draft({ name: "已有的表" });
    const start = { name: "已有的表", department: police, format: "csv" as const, items: [item("a", "甲")] };
    const number = await inTransaction(as(steward), async (call) => {
      await assert.rejects(catalog.draftFor(call, start), isRefused("catalog.title-taken"));
      return (await catalog.draftFor(call, { ...start, name: "已有的表（二）" })).number;
    });
    assert.ok(number > 0);
  });
});

describe("edits", () => {
  test("what is not sent stays as it is", async () => {
    const id = await draft({ theme: "社会保障" });
    const changed = await edit(id, { abstract: "改过的摘要" });
    assert.deepEqual([changed.theme, changed.abstract, changed.items.length], ["社会保障", "改过的摘要", 3]);
  });

  test("an edit of an older version is refused, and says both numbers", async () => {
    const id = await draft();
    const { version } = await edit(id, { abstract: "第一次" });
    await assert.rejects(
      editResource(as(steward), deps, { id, edit: { abstract: "第二次" }, version: version - 1 }),
      isRefused("http.changed-meanwhile"),
    );
  });

  test("of ten edits of the same version at once one is stored", async () => {
    const id = await draft();
    const { version } = await getResource(as(steward), deps, id);
    const all = await Promise.allSettled(
      Array.from({ length: 10 }, (_, index) =>
        editResource(as(steward), deps, { id, edit: { abstract: `第 ${index} 人` }, version }),
      ),
    );
    assert.equal(all.filter(({ status }) => status === "fulfilled").length, 1);
  });

  test("facts that a load tells during an edit are not lost", async () => {
    const id = await draft();
    const loads = Array.from({ length: 5 }, (_, index) =>
      catalog.noteLoad(as(steward), id, { loadId: id, rowCount: 7, loadedAt: new Date(index) }),
    );
    await Promise.all([edit(id, { abstract: "边归集边修改" }), ...loads]);
    const { data, abstract } = await getResource(as(steward), deps, id);
    assert.deepEqual([data.rowCount, abstract], [7, "边归集边修改"]);
  });

  test("an edit that changes nothing keeps the stage and the edit number", async () => {
    const id = await live();
    const before = await getResource(as(steward), deps, id);
    const after = await edit(id, { abstract: before.abstract });
    assert.deepEqual([after.stage, after.version], ["published", before.version]);
  });

  test("taking every change back makes it published again", async () => {
    const id = await live();
    const { abstract, signedBy } = await getResource(as(steward), deps, id);
    await edit(id, { abstract: "改了又改" });
    const back = await edit(id, { abstract });
    assert.deepEqual([back.stage, back.signedBy, back.note], ["published", signedBy, null]);
  });

  test("every edit is one ledger entry that names the changed fields, not their values", async () => {
    const id = await draft();
    const before = await deps.ledger.size(as(officer));
    await edit(id, { abstract: "不应进账的内容", useConditions: "也不应进账" });
    assert.equal(await deps.ledger.size(as(officer)), before + 1);
    const { rows } = await sql<{ body: string }>`
      select e.body from ledger.entry e where e.number = ${before + 1}`.execute(database.withTables());
    assert.match(rows[0]?.body ?? "", /"action":"catalog.edit-resource".*"changed":\["abstract","useConditions"\]/);
    assert.doesNotMatch(rows[0]?.body ?? "", /不应进账/);
  });

  test("an item of a personal element is marked personal by itself", async () => {
    const id = await draft({ items: [item("name", "姓名", { element: "DE-1", grade: "3", isPersonal: false })] });
    const { hasPersonal, items } = await getResource(as(steward), deps, id);
    assert.deepEqual([hasPersonal, items[0]?.isPersonal], [true, true]);
  });

  test("nobody catalogues for a department outside their scope", async () => {
    const foreign = createResource(as(otherSteward), deps, fresh());
    await assert.rejects(foreign, isRefused("catalog.department-not-found"));
  });

  test("a resource of another department is not found for changing, even where it is published", async () => {
    const id = await live();
    const change = editResource(as(otherSteward), deps, { id, edit: { abstract: "x" }, version: null });
    await assert.rejects(change, isRefused("catalog.resource-not-found"));
  });
});

describe("versions", () => {
  test("each version says what it changed", async () => {
    const id = await live();
    await edit(id, { shareClass: "unconditional", useConditions: "" });
    await publishDraft(ground, id);
    const { items } = await listVersions(as(user), id);
    assert.deepEqual(
      items.map(({ version, changes }) => [version, changes.map(({ path }) => path)]),
      [
        [2, ["shareClass", "useConditions"]],
        [1, []],
      ],
    );
  });

  test("an older version is read as it was published", async () => {
    const id = await live();
    await edit(id, { abstract: "第二版摘要" });
    await publishDraft(ground, id);
    const first = await getVersion(as(user), { id, version: 1 });
    assert.deepEqual([first.fields.abstract, first.departmentName], [declaration().abstract, "测试市公安局"]);
  });

  test("a version that does not exist is refused with the latest there is", async () => {
    const id = await live();
    await assert.rejects(getVersion(as(user), { id, version: 7 }), isRefused("catalog.version-not-found"));
  });

  test("the database refuses to change a published version", async () => {
    const id = await live();
    const change = sql`update catalog.version set published_by = 'x' where resource_id = ${id}`;
    await assert.rejects(change.execute(database.withTables()), /stays as it is/);
  });

  test("outside the department nobody learns that a change is under way, nor the assessors' notes", async () => {
    const id = await live();
    await edit(id, { name: "改名中的资源" });
    const seen = await getResource(as(user), deps, id);
    assert.deepEqual(
      [seen.stage, seen.note, seen.secrecy, seen.personal, seen.returned],
      ["published", null, null, null, null],
    );
    assert.doesNotMatch(JSON.stringify(seen), /改名中/);
  });

  test("inside, the working copy says that others still see the published version", async () => {
    const id = await live();
    const { note } = await edit(id, { abstract: "新的" });
    assert.match(note?.zh ?? "", /第 2 版的编制稿.*仍是第 1 版/);
  });
});

describe("withdrawal", () => {
  test("keeps the address, the code and the versions readable for everybody", async () => {
    const id = await live();
    const { code } = await catalog.resource(as(officer), id);
    await withdrawResource(as(officer), deps, id, "职责划转");
    const seen = await getResource(as(user), deps, id);
    assert.deepEqual([seen.stage, seen.code, seen.note?.zh], ["withdrawn", code, "已撤回：职责划转"]);
    assert.equal((await listVersions(as(user), id)).items.length, 1);
    assert.equal((await findOneResource(as(user), deps, { key: code ?? "" })).id, id);
  });

  test("is the bureau's once others rely on it", async () => {
    const id = await live();
    await assert.rejects(withdrawResource(as(steward), deps, id, "不想共享了"), isRefused("catalog.not-your-step"));
  });

  test("ends everything: no edit, no load", async () => {
    const id = await live();
    const { may } = await withdrawResource(as(officer), deps, id, "职责划转");
    assert.deepEqual([may.edit, may.load, may.publish], [false, false, false]);
    await assert.rejects(catalog.setItems(as(officer), id, []), isRefused("catalog.wrong-stage"));
  });
});

describe("finding one", () => {
  test("by id, number, code and exact name", async () => {
    const id = await live({ name: "结婚登记信息" });
    const { number, code } = await catalog.resource(as(officer), id);
    for (const key of [id, id.toUpperCase(), String(number), code ?? "", " 结婚登记信息 "]) {
      assert.equal((await catalog.find(as(user), key))?.id, id, key);
    }
  });

  test("a name two departments use means the given one's, else one's own", async () => {
    const name = "同名登记";
    const ours = await live({ name });
    const theirs = (await createResource(as(otherSteward), deps, fresh({ name, department: health }))).id;
    assert.equal((await catalog.find(as(otherSteward), name))?.id, theirs);
    assert.equal((await catalog.find(as(otherSteward), name, police))?.id, ours);
  });

  test("a withdrawn one answers to its number and its code, no longer to its name", async () => {
    const id = await live({ name: "旧名录" });
    const { number, code } = await catalog.resource(as(officer), id);
    await withdrawResource(as(officer), deps, id, "职责划转");
    assert.equal((await catalog.find(as(user), String(number)))?.id, id);
    assert.equal((await catalog.find(as(user), code ?? ""))?.id, id);
    assert.equal(await catalog.find(as(officer), "旧名录"), undefined);
  });

  test("a draft of another department answers to no key", async () => {
    const id = await draft({ name: "内部草稿" });
    const { number } = await catalog.resource(as(steward), id);
    for (const key of [id, String(number), "内部草稿"]) {
      assert.equal(await catalog.find(as(user), key), undefined, key);
    }
  });

  test("nothing answers to nonsense", async () => {
    for (const key of ["999999999999", "307/000001", "' or 1=1 --", "a\0b", "00000000-0000-0000-0000-000000000000"]) {
      assert.equal(await catalog.find(as(officer), key), undefined, key);
    }
  });
});

describe("what loads and checks tell", () => {
  test("other columns make a published resource a draft of its next version; the same columns leave it alone", async () => {
    const id = await live();
    const { items } = await catalog.resource(as(steward), id);
    assert.equal((await catalog.setItems(as(steward), id, items)).stage, "published");
    assert.equal((await catalog.setItems(as(steward), id, [...items, item("phone", "联系电话")])).stage, "draft");
  });

  test("other columns during review send it back with a reason", async () => {
    const id = await draft();
    await approveDraft(ground, id);
    await catalog.setItems(as(steward), id, [item("name", "姓名", { element: "DE-1", grade: "3" })]);
    const { stage, returned } = await getResource(as(steward), deps, id);
    assert.equal(stage, "draft");
    assert.match(returned?.reason ?? "", /不同的数据项/);
  });

  test("what people wrote about a column stays when it is loaded again", async () => {
    const id = await draft({
      items: [item("phone", "电话", { description: "工作时间", grade: "4", isPersonal: true })],
    });
    const { items } = await catalog.setItems(as(steward), id, [item("phone", "联系电话"), item("fax", "传真")]);
    assert.deepEqual(
      items.map(({ name, description, grade, isPersonal }) => [name.zh, description, grade, isPersonal]),
      [
        ["电话", "工作时间", "4", true],
        ["传真", "", "1", false],
      ],
    );
  });

  test("a load repeated as it was leaves a published resource alone, although people changed its items in between", async () => {
    const brought = [item("phone", "DH", { description: "来源列：DH" }), item("fax", "CZ")];
    const start = { ...fresh({ useConditions: "限核验" }), items: brought };
    const { id } = await catalog.draftFor(as(steward), start);
    const items = [
      item("phone", "联系电话", { description: "工作时间", isMandatory: true, grade: "2" }),
      item("fax", "传真"),
    ];
    await edit(id, { items });
    await publishDraft(ground, id);
    const again = await catalog.setItems(as(steward), id, brought);
    assert.deepEqual([again.stage, again.items.map(({ name }) => name.zh)], ["published", ["联系电话", "传真"]]);
  });

  test("what somebody changed in the mapping is followed, what people wrote elsewhere stays", async () => {
    const brought = [item("phone", "DH"), item("fax", "CZ")];
    const { id } = await catalog.draftFor(as(steward), { ...fresh(), items: brought });
    await edit(id, { items: [item("phone", "联系电话"), item("fax", "传真")] });
    const { items } = await catalog.setItems(as(steward), id, [
      item("phone", "DH", { isKey: true }),
      item("fax", "传真号码"),
    ]);
    assert.deepEqual(
      items.map(({ name, isKey }) => [name.zh, isKey]),
      [
        ["联系电话", true],
        ["传真号码", false],
      ],
    );
  });

  test("facts of a load and a check change no edit number and no stage", async () => {
    const id = await live();
    const before = await getResource(as(steward), deps, id);
    const [loadedAt, checkedAt] = [new Date("2026-03-18T01:00:00Z"), new Date("2026-03-18T02:00:00Z")];
    await catalog.noteLoad(as(steward), id, { loadId: before.id, rowCount: 1284, loadedAt });
    await catalog.noteCheck(as(steward), id, { score: 98.1, checkedAt });
    const after = await getResource(as(steward), deps, id);
    assert.deepEqual(after.data, {
      rowCount: 1284,
      loadId: before.id,
      loadedAt: loadedAt.toISOString(),
      score: 98.1,
      checkedAt: checkedAt.toISOString(),
    });
    assert.deepEqual([after.version, after.stage], [before.version, before.stage]);
  });

  test("a draft made for a load stays at the cautious end and leaves no ledger entry of its own", async () => {
    const before = await deps.ledger.size(as(officer));
    const start = { name: "新到的表", department: police, format: "csv" as const, items: [item("a", "甲")] };
    const { id, table, number } = await catalog.draftFor(as(steward), start);
    const { shareClass, updateCycle, missing, openClass } = await getResource(as(steward), deps, id);
    assert.deepEqual(
      [shareClass, updateCycle, openClass, missing.length > 0],
      ["conditional", "irregular", "closed", true],
    );
    assert.equal(table, `"standard"."r${number}"`);
    assert.equal(await deps.ledger.size(as(officer)), before);
  });

  test("resources lists what the actor sees, not withdrawn, with or without data", async () => {
    const id = await draft();
    await catalog.noteLoad(as(steward), id, { loadId: id, rowCount: 1, loadedAt: new Date() });
    const idsFor = async (who: typeof steward, filter: Parameters<typeof catalog.resources>[1]) =>
      (await catalog.resources(as(who), filter)).map((resource) => resource.id);
    assert.ok((await idsFor(steward, { hasData: true })).includes(id));
    assert.ok(!(await idsFor(steward, { hasData: false })).includes(id));
    assert.ok(!(await idsFor(user, { departments: [police] })).includes(id));
    await withdrawResource(as(steward), deps, id, "测试用");
    assert.ok(!(await idsFor(steward, {})).includes(id));
  });
});
