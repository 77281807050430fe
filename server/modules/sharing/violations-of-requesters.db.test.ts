import assert from "node:assert/strict";
import { test } from "node:test";
import type { ResourceItem } from "#contract/catalog";
import type { DataElement } from "#contract/dictionary";
import type { Case, Dispute, Request } from "#contract/sharing";
import { clientOf } from "#test/client";
import { startTestHub, testBureau } from "#test/hub";
import {
  castOf,
  consent,
  daysFromNow,
  health,
  housing,
  lookOver,
  publishResource,
  registerOthers,
  sendRequests,
  testPolice,
  watchStates,
} from "./test-ground.ts";

// Order 809 art. 40 and 41, item by item: the act is done and found with its evidence, once; what was not done is not found.

const ground = await startTestHub();
const { hub, url, as, asVisitor } = ground;
await registerOthers(ground);
const cast = await castOf(ground);
const { user, steward, providerHead, officer } = cast;
const { findings, tick } = lookOver(ground, officer);
const conditional = await publishResource(ground, { name: "居住证签发信息", shareClass: "conditional" });

const requests = "/api/sharing/requests";
const sent = async (): Promise<string> => (await sendRequests(cast, conditional))[0]?.id ?? "";
type Committed = Request & { client: { id: string; secret: string } };
const inForce = async (): Promise<Committed> => {
  const id = await sent();
  await consent(cast, id, conditional);
  const committed = await user.post<Committed>(`${requests}/${id}/commitment`, { agrees: true });
  assert.equal(committed.status, 200, committed.text);
  return committed.body;
};
const suspended = async (misuse: string): Promise<Case> => {
  const { id } = await inForce();
  const rectifyBy = daysFromNow(14).toISOString().slice(0, 10);
  const opened = await steward.post<Case>(`${requests}/${id}/suspend`, { misuse, reason: "查实", rectifyBy });
  assert.equal(opened.status, 201, opened.text);
  return opened.body;
};
/** Takes the first record as a program; waits until the file knows. */
async function firstRecord({ id, client, grants }: Committed): Promise<void> {
  const token = await asVisitor().post<{ access_token: string }>("/api/identity/token", {
    grant_type: "client_credentials",
    client_id: client.id,
    client_secret: client.secret,
  });
  const program = clientOf(url, { kind: "bearer", token: token.body.access_token });
  await using states = await watchStates(ground);
  const path = `/api/gate/resources/${encodeURIComponent(grants[0]?.resourceCode ?? "")}/records?permit_no=P-2`;
  const answer = await program.get(path, { headers: { "weir-grant": grants[0]?.id ?? "" } });
  assert.equal(answer.status, 200, answer.text);
  await states.reached(id, "in-use");
}

let made = 0;
/** An element of the dictionary, with a source or none, and an item that holds it. */
async function elementOf(source: { department: string; resourceId: string } | null): Promise<ResourceItem> {
  made += 1;
  const field = `held_by_many_${made}`;
  const type = { kind: "text", maxLength: 60, precision: null, scale: null } as const;
  const name = { zh: `常用项${made}`, en: `Common item ${made}` };
  const { body, text } = await officer.post<DataElement>("/api/dictionary/elements", {
    field,
    name,
    definition: { zh: "各部门都要用的项", en: "" },
    category: "other",
    type: { kind: "text", maxLength: 60 },
    grade: "1",
  });
  assert.ok(body.id, text);
  if (source !== null) {
    const decision = { ...source, basis: "数源裁定" };
    await officer.put(`/api/dictionary/elements/${body.id}/source`, decision, { ifMatch: body.version });
  }
  const more = { isKey: false, isMandatory: false, grade: "1", isPersonal: false, description: "" } as const;
  return { field, name, element: body.id, type, ...more };
}
async function loadedDraft(department: string, name: string, items: ResourceItem[]): Promise<string> {
  const core = await hub.catalog.draftFor(hub.call(), { department, name, format: "database", items });
  const load = { loadId: crypto.randomUUID(), rowCount: 3, loadedAt: new Date() };
  await hub.catalog.noteLoad(hub.call(), core.id, load);
  return core.id;
}

test("40-1: three items collected that another department's published resource supplies", async () => {
  const source = { department: testPolice, resourceId: conditional };
  const items = [await elementOf(source), await elementOf(source), await elementOf(source)];
  await loadedDraft(housing, "租赁备案（两项）", items.slice(0, 2));
  await loadedDraft(testPolice, "数源自己的登记", items);
  assert.deepEqual(await findings("40-1"), []);
  const again = await loadedDraft(housing, "租赁备案（三项）", items);
  const [one, ...others] = await findings("40-1");
  assert.deepEqual([one?.subject.id, one?.department, others.length], [again, housing, 0]);
  assert.deepEqual(one?.actions, ["dictionary.decide-source", "dictionary.decide-source", "dictionary.decide-source"]);
});

test("40-2: calls beyond what was granted, and a case of use for another purpose", async () => {
  const { code } = await hub.catalog.resource(hub.call(), conditional);
  const records = `/api/gate/resources/${encodeURIComponent(code ?? "")}/records`;
  const stranger = await as("department-user", { department: health });
  for (let call = 0; call < 19; call += 1) assert.equal((await stranger.get(`${records}?permit_no=P-1`)).status, 403);
  for (let call = 0; call < 3; call += 1) await stranger.get(`/api/gate/resources/none-${call}/records?x=1`);
  assert.deepEqual(await findings("40-2"), [], "wrong addresses are no use beyond a grant");
  await stranger.get(`${records}?permit_no=P-1`);
  const misused = await suspended("other-purpose");
  const found = await findings("40-2");
  const calls = found.find((one) => one.subject.kind === "calls");
  assert.deepEqual([calls?.department, calls?.evidence.facts["count"], calls?.actions.length], [health, 20, 20]);
  const opened = found.find((one) => one.subject.id === misused.id);
  assert.deepEqual([opened?.department, opened?.actions], [housing, ["sharing.suspend"]]);
  assert.equal(found.length, 2);
});

test("40-3: a case of giving it to a third party", async () => {
  assert.deepEqual(await findings("40-3"), [], "the case of another purpose is none of these");
  const misused = await suspended("third-party");
  const [one, ...others] = await findings("40-3");
  assert.deepEqual([one?.subject.id, one?.actions, others.length], [misused.id, ["sharing.suspend"], 0]);
  assert.equal(one?.evidence.commitments.length, 1);
});

test("40-4: data not disposed of in time, not data that was", async () => {
  const [kept, gone] = [await inForce(), await inForce()];
  for (const { id } of [kept, gone]) await user.post(`${requests}/${id}/end`, { reason: "项目结束" });
  const receipt = { method: "删除数据库表", systems: "住房保障系统", disposedOn: "2026-01-05" };
  assert.equal((await user.post(`${requests}/${gone.id}/disposal`, receipt)).status, 200);
  assert.deepEqual(await findings("40-4"), []);
  await tick(45);
  const { promise } = (await user.get<Request>(`${requests}/${kept.id}`)).body;
  const [one, ...others] = await findings("40-4", 45);
  assert.deepEqual([one?.evidence.commitments, one?.department, others.length], [[promise?.id], housing, 0]);
  assert.ok(one?.actions.includes("sharing.end-request") && one.actions.includes("clock.mark-overdue"));
});

test("40-5: rows taken and no use recorded; not where it is recorded, or nothing was taken", async () => {
  const [unrecorded, recorded] = [await inForce(), await inForce()];
  await inForce();
  await firstRecord(unrecorded);
  await firstRecord(recorded);
  const kept = await user.post(`${requests}/${recorded.id}/use-records`, {
    fromOn: "2020-01-01",
    untilOn: "2099-01-01",
    scene: "公租房受理",
    process: "窗口核验",
    effect: "少交一份材料",
    storage: "不留存",
  });
  assert.equal(kept.status, 201, kept.text);
  assert.deepEqual(await findings("40-5", 80), []);
  const [one, ...others] = await findings("40-5", 95);
  assert.deepEqual(
    [one?.subject.href, one?.department, others.length],
    [`/sharing/requests/${unrecorded.id}`, housing, 0],
  );
  assert.deepEqual(one?.actions, ["gate.look-up"]);
});

test("40-6: a case of unsafe keeping, and rectification not done by its day", async () => {
  const safe = await suspended("beyond-scope");
  await user.post(`/api/sharing/cases/${safe.id}/rectify`, { text: "已停用并清除" });
  const before = new Set((await findings("40-6")).map((one) => one.subject.id));
  const unsafe = await suspended("security");
  await tick(20);
  const fresh = (await findings("40-6", 20)).filter((one) => !before.has(one.subject.id));
  const opened = fresh.find((one) => one.subject.id === unsafe.id);
  assert.deepEqual([opened?.department, opened?.actions], [housing, ["sharing.suspend"]]);
  const overdue = fresh.find(
    (one) => one.subject.href === `/sharing/cases/${unsafe.id}` && one.subject.kind === "rectification",
  );
  assert.deepEqual(overdue?.evidence.commitments, opened?.evidence.commitments);
  assert.ok(
    fresh.every((one) => one.subject.href !== `/sharing/cases/${safe.id}`),
    "what was rectified in time",
  );
});

test("41-1: four departments hold an element and none was decided to be its source", async () => {
  const item = await elementOf(null);
  for (const department of [housing, testPolice, health]) await loadedDraft(department, `登记${made}`, [item]);
  assert.deepEqual(await findings("41-1"), []);
  await loadedDraft(testBureau, `登记${made}`, [item]);
  const [one, ...others] = await findings("41-1");
  assert.deepEqual([one?.subject.id, one?.department, others.length], [item.element, testBureau, 0]);
  assert.deepEqual(one?.evidence.facts["departments"], [housing, testPolice, health, testBureau].toSorted());
  const { body } = await officer.get<DataElement>(`/api/dictionary/elements/${item.element}`);
  const decision = { department: testPolice, basis: "数源裁定" };
  await officer.put(`/api/dictionary/elements/${item.element}/source`, decision, { ifMatch: body.version });
  assert.deepEqual(await findings("41-1"), [], "gone, once it is decided");
});

test("41-2: a dispute that the bureau did not coordinate in time, not one that it settled", async () => {
  const disputed = async () => {
    const id = await sent();
    await steward.post(`${requests}/${id}/answer`, { kind: "refuse", basis: "not-necessary", reason: "超出所必需" });
    await providerHead.post(`${requests}/${id}/answer/sign`, {});
    const { body } = await user.post<Dispute>(`${requests}/${id}/disputes`, { claim: "核验必须要有效月数" });
    const path = `/api/sharing/disputes/${body.id}`;
    const minutes = { heldOn: "2026-03-20", attendees: ["测试乙", "测试丙"], opinion: "双方意见不一致" };
    await user.post(`${path}/minutes`, minutes);
    const { status, text } = await user.post(`${path}/escalate`, { reason: "谈不拢" });
    assert.equal(status, 200, text);
    return { id: body.id, path, minutes };
  };
  const [open, settled] = [await disputed(), await disputed()];
  await officer.post(`${settled.path}/minutes`, settled.minutes);
  await officer.post(`${settled.path}/settle`, { outcome: "upheld", text: "维持答复" });
  assert.deepEqual(await findings("41-2"), []);
  await tick(45);
  const [one, ...others] = await findings("41-2", 45);
  assert.deepEqual([one?.subject.href, others.length], [`/sharing/disputes/${open.id}`, 0]);
  assert.equal(one?.department, testBureau, "the marked bureau of the level both stand on");
  assert.ok(one?.actions.includes("sharing.escalate-dispute") && one.actions.includes("clock.mark-overdue"));
});
