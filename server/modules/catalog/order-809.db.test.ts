import assert from "node:assert/strict";
import { test } from "node:test";
import { secrecyResults } from "#contract/catalog";
import { sql } from "#kernel/db/db";
import { Problem } from "#kernel/problem";
import { freshDatabase } from "#test/database";
import { assessPersonal } from "./commands/assess-personal.ts";
import { assessSecrecy } from "./commands/assess-secrecy.ts";
import { createResource } from "./commands/create-resource.ts";
import { noteChange } from "./commands/note-change.ts";
import { setItems } from "./commands/set-items.ts";
import { withdrawResource } from "./commands/withdraw-resource.ts";
import { editResource } from "./commands/edit-resource.ts";
import { publishResource } from "./commands/publish-resource.ts";
import { returnResource } from "./commands/return-resource.ts";
import { signResource } from "./commands/sign-resource.ts";
import { submitResource } from "./commands/submit-resource.ts";
import { compareVersions, getResource, listResources } from "./queries.ts";
import {
  approveDraft,
  declaration,
  health,
  head,
  item,
  officer,
  openTestCatalog,
  police,
  publishDraft,
  steward,
  user,
} from "./test-ground.ts";

// 政务数据共享条例（国务院令第 809 号），article by article, through the commands the routes call.

const database = await freshDatabase();
const ground = await openTestCatalog(database);
const { deps, as } = ground;

let count = 0;
async function draft(more: Parameters<typeof declaration>[0] = {}): Promise<string> {
  count += 1;
  const resource = await createResource(as(steward), deps, declaration({ name: `居住证签发信息 ${count}`, ...more }));
  return resource.id;
}

const submit = (id: string) => submitResource(as(steward), deps, id);
const noSecret = (id: string) => assessSecrecy(as(steward), deps, id, { result: "no-secret", note: "不涉密" });
const acceptable = (id: string) =>
  assessPersonal(as(steward), deps, id, {
    result: "acceptable",
    basis: "居住证暂行条例",
    safeguards: "",
    note: "可控",
  });
const isRefused = (code: string) => (error: unknown) => error instanceof Problem && error.code === code;

test("art. 2–3: what is assessed as a state or work secret cannot be signed or published", async () => {
  for (const result of secrecyResults.filter((each) => each !== "no-secret")) {
    const id = await draft();
    await submit(id);
    await assessSecrecy(as(steward), deps, id, { result, note: "含部署信息" });
    await assert.rejects(signResource(as(head), deps, id), isRefused("catalog.wrong-stage"));
    await assert.rejects(publishResource(as(officer), deps, id), isRefused("catalog.wrong-stage"));
    await assert.rejects(noSecret(id), /change the content/, "the verdict stays until the content changes");
  }
});

test("art. 2–3: the database itself refuses a published secret", async () => {
  const id = await draft();
  await publishDraft(ground, id);
  const change = sql`
    update catalog.resource set secrecy = '{"result": "work-secret"}' where id = ${id}`.execute(database.withTables());
  await assert.rejects(change, /assessed_before_signing/);
});

test("art. 12: one assessment is not enough for the head to sign", async () => {
  const id = await draft();
  await submit(id);
  await noSecret(id);
  await assert.rejects(signResource(as(head), deps, id), isRefused("catalog.wrong-stage"));
});

test("art. 12: an unacceptable impact on personal information bars publication", async () => {
  const id = await draft();
  await submit(id);
  await noSecret(id);
  const given = { result: "unacceptable", basis: "", safeguards: "", note: "范围过宽" } as const;
  const { stage, whyNot } = await assessPersonal(as(steward), deps, id, given);
  assert.equal(stage, "assessing");
  assert.match(whyNot["assess"]?.zh ?? "", /影响不可接受/);
  await assert.rejects(signResource(as(head), deps, id), isRefused("catalog.wrong-stage"));
});

test("art. 12: personal items cannot be assessed as no personal information", async () => {
  const id = await draft();
  await submit(id);
  const given = { result: "no-personal-information", basis: "", safeguards: "", note: "无" } as const;
  await assert.rejects(assessPersonal(as(steward), deps, id, given), isRefused("catalog.assessment-contradicts"));
});

test("art. 12: without the head's signature the bureau cannot publish", async () => {
  const id = await draft();
  await submit(id);
  await noSecret(id);
  await acceptable(id);
  await assert.rejects(publishResource(as(officer), deps, id), isRefused("catalog.wrong-stage"));
});

test("art. 12: the signature is the head's, not the steward's", async () => {
  const id = await draft();
  await submit(id);
  await noSecret(id);
  await acceptable(id);
  await assert.rejects(signResource(as(steward), deps, id), isRefused("catalog.not-your-step"));
});

test("art. 13: submitting names every statement that is missing, at once", async () => {
  const id = await draft({ items: [], shareModes: [], useConditions: "", dataClass: "" });
  await assert.rejects(
    submit(id),
    (error) => isRefused("catalog.not-ready")(error) && error instanceof Problem && error.faults.length === 4,
  );
});

test("art. 13: what is missing can be read at any time", async () => {
  const { missing } = await getResource(as(steward), deps, await draft({ items: [], dataClass: "" }));
  assert.deepEqual(
    missing.map((name) => name.zh),
    ["数据项", "分类分级"],
  );
});

test("art. 13: the grade of a resource is that of its most sensitive item", async () => {
  const items = [item("a", "甲", { grade: "2" }), item("b", "乙", { grade: "important" }), item("c", "丙")];
  assert.equal((await getResource(as(steward), deps, await draft({ items }))).grade, "important");
});

test("art. 14: conditional sharing without use conditions is refused", async () => {
  await assert.rejects(submit(await draft({ useConditions: "" })), /使用条件|use conditions/);
});

test("art. 15: not sharing without a legal basis is refused", async () => {
  const id = await draft({ shareClass: "denied", useConditions: "" });
  await assert.rejects(submit(id), (error) => isRefused("catalog.not-ready")(error) && /art. 15/.test(String(error)));
});

test("art. 15: not sharing with a law and a reason is accepted", async () => {
  const legalBasis = { kind: "law", title: "中华人民共和国统计法", article: "", reason: "单个调查对象资料" } as const;
  const { stage } = await submit(await draft({ shareClass: "denied", useConditions: "", legalBasis }));
  assert.equal(stage, "assessing");
});

test("art. 15: conditions of one's own on unconditional sharing are refused", async () => {
  const id = await draft({ shareClass: "unconditional", useConditions: "须经本局同意" });
  await assert.rejects(submit(id), /conditions of one's own/);
});

test("art. 16: what the bureau has not reviewed is invisible to other departments", async () => {
  const id = await draft({ name: "待审资源" });
  await approveDraft(ground, id);
  await assert.rejects(getResource(as(user), deps, id), isRefused("catalog.resource-not-found"));
  const { total } = await listResources(as(user), deps, { q: "待审资源", sort: "name", limit: 10 });
  assert.equal(total, 0);
});

test("art. 16: once published, every department finds it in one place", async () => {
  const id = await draft({ name: "已审资源" });
  await publishDraft(ground, id);
  const { items } = await listResources(as(user), deps, { q: "已审资源", sort: "name", limit: 10 });
  assert.deepEqual(
    items.map((row) => row.id),
    [id],
  );
});

test("art. 16: the bureau returns it with a reason the department reads", async () => {
  const id = await draft();
  await approveDraft(ground, id);
  await returnResource(as(officer), deps, id, "使用条件写得太宽");
  const { stage, returned, signedBy } = await getResource(as(steward), deps, id);
  assert.deepEqual([stage, returned?.reason, signedBy], ["draft", "使用条件写得太宽", null]);
});

test("art. 17: a change goes through assessment, signature and review again while the published version stays", async () => {
  const id = await draft();
  await publishDraft(ground, id);
  const { version } = await getResource(as(steward), deps, id);
  const edit = { abstract: "职责调整后由市局统一签发。" };
  const changed = await editResource(as(steward), deps, { id, edit, version });
  assert.deepEqual([changed.stage, changed.signedBy, changed.publishedVersion], ["draft", null, 1]);
  const seen = await getResource(as(user), deps, id);
  assert.deepEqual([seen.stage, seen.abstract], ["published", declaration().abstract]);
  await publishDraft(ground, id);
  assert.equal((await getResource(as(user), deps, id)).abstract, edit.abstract);
});

test("art. 17: who signs or reviews a change sees what it changes; others learn nothing of it", async () => {
  const id = await draft();
  await publishDraft(ground, id);
  const { version } = await getResource(as(steward), deps, id);
  await editResource(as(steward), deps, { id, edit: { abstract: "改写的摘要。" }, version });
  const inside = await compareVersions(as(officer), { id, from: 1 });
  assert.deepEqual([inside.to, inside.changes.map((change) => change.path)], [null, ["abstract"]]);
  assert.deepEqual(await compareVersions(as(user), { id, from: 1 }), { from: 1, to: 1, changes: [] });
});

test("art. 17: any two published versions can be compared, and one that is not there is named", async () => {
  const id = await draft();
  await publishDraft(ground, id);
  const { version } = await getResource(as(steward), deps, id);
  await editResource(as(steward), deps, { id, edit: { updateCycle: "weekly" }, version });
  await publishDraft(ground, id);
  const { changes } = await compareVersions(as(user), { id, from: 2, to: 1 });
  assert.deepEqual(
    changes.map(({ path, before, after }) => [path, before, after]),
    [["updateCycle", "每周", "每日"]],
  );
  await assert.rejects(compareVersions(as(user), { id, from: 1, to: 3 }), isRefused("catalog.version-not-found"));
});

test("art. 17: since when the bureau has it for review can be read, for the two working days", async () => {
  const id = await draft();
  await approveDraft(ground, id);
  const { stage, stageSince } = await getResource(as(officer), deps, id);
  assert.deepEqual([stage, stageSince], ["review", as(officer).now.toISOString()]);
});

test("art. 19: an item whose datum another department is the source of says so", async () => {
  const { sources } = await getResource(as(officer), deps, await draftOf(health));
  assert.deepEqual(
    sources.map(({ field, departmentName, isOwn }) => [field, departmentName, isOwn]),
    [["citizen_number", "测试市公安局", false]],
  );
});

test("art. 19: the department that is the source sees itself as the source", async () => {
  const { sources } = await getResource(as(officer), deps, await draftOf(police));
  assert.deepEqual(
    sources.map(({ isOwn }) => isOwn),
    [true],
  );
});

async function draftOf(department: string): Promise<string> {
  count += 1;
  return (await createResource(as(officer), deps, declaration({ name: `登记 ${count}`, department }))).id;
}

/** Kind, state and owing side of every promise about a resource, by name. */
const promises = async (id: string) =>
  (await deps.clock.commitmentsOf(as(officer), { module: "catalog", id }))
    .map(({ kind, state, owedBy }) => `${kind} ${state} ${owedBy === police ? "department" : "bureau"}`)
    .toSorted();
const changeNoted = (id: string) =>
  noteChange(as(officer, { now: new Date("2026-03-18T02:00:00Z") }), deps, {
    id,
    reason: "居住证办法修订，签发机关有变",
    happenedOn: "2026-03-16",
  });
async function edited(id: string): Promise<void> {
  const { version } = await getResource(as(steward), deps, id);
  await editResource(as(steward), deps, { id, version, edit: { abstract: "按修订后的办法编制" } });
}

test("art. 17: a change of law is followed in ten working days, the bureau reviews in two; both clocks are met", async () => {
  const id = await draft();
  await publishDraft(ground, id);
  assert.deepEqual(await promises(id), ["catalog-review met bureau"]);
  const noted = await changeNoted(id);
  assert.equal(noted.update.dueOn, "2026-03-30", "ten working days after the day of the change");
  await edited(id);
  await approveDraft(ground, id);
  assert.deepEqual(await promises(id), [
    "catalog-review met bureau",
    "catalog-review running bureau",
    "catalog-update met department",
  ]);
  await publishResource(as(officer), deps, id);
  assert.deepEqual(await promises(id), [
    "catalog-review met bureau",
    "catalog-review met bureau",
    "catalog-update met department",
  ]);
});

test("art. 17: what the bureau sends back is still owed by the department", async () => {
  const id = await draft();
  await publishDraft(ground, id);
  await changeNoted(id);
  await edited(id);
  await approveDraft(ground, id);
  await returnResource(as(officer), deps, id, "依据没有写全");
  assert.deepEqual(await promises(id), [
    "catalog-review met bureau",
    "catalog-review met bureau",
    "catalog-update met department",
    "catalog-update running department",
  ]);
});

test("art. 17: other columns of a load take an entry out of review, and no review is owed any more", async () => {
  const id = await draft();
  await approveDraft(ground, id);
  await setItems(as(steward), deps, id, [item("serial", "流水号", { isKey: true })]);
  assert.deepEqual(await promises(id), ["catalog-review dropped bureau"]);
});

test("art. 17: a change is noted once, of what is published, when it has happened", async () => {
  const id = await draft();
  await assert.rejects(changeNoted(id), isRefused("catalog.wrong-stage"));
  await publishDraft(ground, id);
  const tomorrow = { id, reason: "明天施行", happenedOn: "2099-01-05" };
  await assert.rejects(noteChange(as(officer), deps, tomorrow), isRefused("catalog.change-in-future"));
  await changeNoted(id);
  await assert.rejects(changeNoted(id), isRefused("catalog.change-noted"));
  await withdrawResource(as(officer), deps, id, "职责划出");
  assert.deepEqual(await promises(id), ["catalog-review met bureau", "catalog-update dropped department"]);
});
