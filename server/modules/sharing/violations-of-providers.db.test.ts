import assert from "node:assert/strict";
import { test } from "node:test";
import type { Resource, ResourceItem } from "#contract/catalog";
import type { DataElement } from "#contract/dictionary";
import type { Case, Correction, Request } from "#contract/sharing";
import { startTestHub } from "#test/hub";
import {
  type Cast,
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
} from "./test-ground.ts";

// Order 809 art. 39, item by item: the act is done and found with its evidence, once; what was not done is not found.

const ground = await startTestHub();
const { hub, as } = ground;
await registerOthers(ground);
const cast = await castOf(ground);
const { user, steward, providerHead, officer } = cast;
const { findings, tick } = lookOver(ground, officer);
const conditional = await publishResource(ground, { name: "居住证签发信息", shareClass: "conditional" });

const requests = "/api/sharing/requests";
const sent = async (who: Cast = cast, resource = conditional): Promise<string> =>
  (await sendRequests(who, resource))[0]?.id ?? "";
async function refuse(id: string, { steward: by, providerHead: signs }: Cast = cast, basis = "not-necessary") {
  await by.post(`${requests}/${id}/answer`, { kind: "refuse", basis, reason: "超出核验所必需" });
  const signed = await signs.post<Request>(`${requests}/${id}/answer/sign`, {});
  assert.equal(signed.status, 200, signed.text);
}
const inForce = async (): Promise<Request> => {
  const id = await sent();
  await consent(cast, id, conditional);
  const committed = await user.post<Request>(`${requests}/${id}/commitment`, { agrees: true });
  assert.equal(committed.status, 200, committed.text);
  return committed.body;
};
const loaded = (id: string, loadedAt = new Date()) =>
  hub.catalog.noteLoad(hub.call(), id, { loadId: crypto.randomUUID(), rowCount: 3, loadedAt });

test("39-1: data loaded and never published, and a catalog not updated in time", async () => {
  const { body: draft } = await steward.post<Resource>("/api/catalog/resources", {
    ...(await declared()),
    name: "流动人口登记",
  });
  await loaded(draft.id);
  const change = { reason: "居住证暂行条例修订", happenedOn: daysFromNow(0).toISOString().slice(0, 10) };
  const noted = await officer.post<Resource>(`/api/catalog/resources/${conditional}/changes`, change);
  assert.equal(noted.status, 200, noted.text);
  assert.deepEqual(await findings("39-1"), [], "nothing is late yet");
  await tick(40);
  const found = await findings("39-1", 40);
  const unpublished = found.find((one) => one.subject.id === draft.id);
  assert.deepEqual(unpublished?.actions, ["catalog.create-resource"]);
  const overdue = found.find((one) => one.subject.kind === "catalog-update");
  const [promise] = await hub.clock
    .commitmentsOf(hub.call(), { module: "catalog", id: conditional })
    .then((all) => all.filter(({ kind }) => kind === "catalog-update"));
  assert.deepEqual(overdue?.evidence.commitments, [promise?.id]);
  assert.ok(overdue?.actions.includes("catalog.note-change") && overdue.actions.includes("clock.mark-overdue"));
  assert.equal(found.length, 2, "the published resource with its data is no finding");
});

test("39-2: a refusal that the bureau has returned, not one that it has accepted", async () => {
  const [returned, accepted] = [await sent(), await sent()];
  for (const id of [returned, accepted]) await refuse(id, cast, "ministry-rule");
  await officer.post(`${requests}/${accepted}/refusal/accept`, { note: "另有法律依据" });
  assert.deepEqual(await findings("39-2"), []);
  const { body } = await officer.post<Request>(`${requests}/${returned}/refusal/return`, { reason: "不是法定依据" });
  const [one, ...others] = await findings("39-2");
  assert.deepEqual([one?.subject.id, one?.department, others.length], [returned, testPolice, 0]);
  assert.deepEqual(one?.actions, ["sharing.sign-answer", "sharing.return-refusal"]);
  assert.deepEqual(one?.evidence.commitments, [body.promise?.id]);
  await refuse(returned);
});

test("39-3: items that have another source, in data older than its cycle", async () => {
  const { body: element } = await officer.post<DataElement>("/api/dictionary/elements", {
    ...elementFields,
    field: "permit_office_name",
  });
  const path = `/api/dictionary/elements/${element.id}`;
  const item: ResourceItem = {
    field: "office",
    name: { zh: "签发机关", en: "" },
    element: element.id,
    type: { kind: "text", maxLength: null, precision: null, scale: null },
    isKey: false,
    isMandatory: false,
    grade: "1",
    isPersonal: false,
    description: "",
  };
  const draft = async (department: string, name: string) => {
    const core = await hub.catalog.draftFor(hub.call(), {
      department,
      name,
      format: "database",
      updateCycle: "daily",
      items: [item],
    });
    await loaded(core.id, daysFromNow(-20));
    return core.id;
  };
  const held = await draft(housing, "租赁登记");
  await draft(testPolice, "数源自己的登记");
  assert.deepEqual(await findings("39-3"), [], "while nobody is the source");
  await officer.put(`${path}/source`, { department: testPolice, basis: "数源裁定" }, { ifMatch: element.version });
  const [one, ...others] = await findings("39-3");
  assert.equal(one?.subject.href, `/catalog/${held}`);
  assert.deepEqual([one.department, others.length], [housing, 0], "the source itself is no finding");
  assert.ok(one.actions.includes("dictionary.decide-source"));
  await loaded(held);
  assert.deepEqual(await findings("39-3"), [], "gone, once it is updated");
});

test("39-4: no answer in time and no data in time, but not what waits for the requester", async () => {
  const [unanswered, unsigned] = [await sent(), await sent()];
  await refuse(await sent());
  const unsupplied = await inForce();
  await consent(cast, unsigned, conditional);
  assert.deepEqual(await findings("39-4"), []);
  await tick(60);
  const found = await findings("39-4", 60);
  const bySubject = new Map(found.map((one) => [one.subject.href, one]));
  const promiseOf = async (id: string) => (await officer.get<Request>(`${requests}/${id}`)).body.promise?.id;
  for (const id of [unanswered, unsupplied.id]) {
    const one = bySubject.get(`/sharing/requests/${id}`);
    assert.deepEqual(one?.evidence.commitments, [await promiseOf(id)]);
    assert.ok(one?.actions.includes("clock.mark-overdue"), JSON.stringify(one?.actions));
  }
  assert.equal(found.length, 2);
  const call = { ...hub.call(), now: daysFromNow(61) };
  await hub.clock.drop(call, (await promiseOf(unanswered)) ?? "", "申请部门等不及，撤回");
  assert.equal((await findings("39-4", 61)).length, 2, "giving it up when it was late does not undo the delay");
});

test("39-5: what a lower level asked for was refused by the upper one, not the other way round", async () => {
  const upper = await publishResource(ground, { name: "出生医学证明", shareClass: "conditional", department: health });
  const lower: Cast = {
    ...cast,
    user: await as("department-user", { department: testPolice }),
    head: await as("sharing-head", { department: testPolice }),
    steward: await as("department-steward", { department: health }),
    providerHead: await as("sharing-head", { department: health }),
  };
  await refuse(await sent());
  assert.deepEqual(await findings("39-5"), []);
  const id = await sent(lower, upper);
  await refuse(id, lower);
  const [one, ...others] = await findings("39-5");
  assert.deepEqual([one?.subject.id, one?.department, others.length], [id, health, 0]);
  assert.deepEqual(one?.actions, ["sharing.sign-answer"]);
  assert.equal(one?.evidence.commitments.length, 1);
});

test("39-6: a correction not answered in time, not one that was", async () => {
  const report = async (key: string) => {
    const wrong = { resourceId: conditional, field: "months", key, found: "12", right: "24", evidence: "本人持证" };
    const { body, text } = await user.post<Correction>("/api/sharing/corrections", wrong);
    assert.ok(body.id, text);
    return body;
  };
  const answered = await report("P-1");
  await steward.post(`/api/sharing/corrections/${answered.id}/answer`, { isCorrected: true, text: "已更正" });
  const open = await report("P-2");
  assert.deepEqual(await findings("39-6"), []);
  await tick(30);
  const [one, ...others] = await findings("39-6", 30);
  assert.deepEqual([one?.evidence.commitments, others.length], [[open.promise?.id], 0]);
  assert.deepEqual(one?.actions, ["sharing.report-error", "clock.mark-overdue", "clock.escalate"]);
});

test("39-7: a grant stopped at the gate without a case, by the provider", async () => {
  const [silent, byCase, byBureau] = [await inForce(), await inForce(), await inForce()];
  const stop = (request: Request, who = providerHead) =>
    who.post(`/api/gate/grants/${request.grants[0]?.id ?? ""}/suspend`, { reason: "系统要下线" });
  const opened = await steward.post<Case>(`${requests}/${byCase.id}/suspend`, {
    misuse: "other-purpose",
    reason: "用于别的事项",
    rectifyBy: "2099-01-08",
  });
  assert.equal(opened.status, 201, opened.text);
  assert.equal((await stop(byBureau, officer)).status, 200);
  assert.deepEqual(await findings("39-7"), []);
  assert.equal((await stop(silent)).status, 200);
  const [one, ...others] = await findings("39-7");
  assert.deepEqual([one?.subject.href, others.length], [`/sharing/requests/${silent.id}`, 0]);
  assert.deepEqual(one?.actions, ["gate.suspend-grant"]);
});

test("39-8: published long ago, and no data at this node", async () => {
  const { body: created } = await steward.post<Resource>("/api/catalog/resources", {
    ...(await declared()),
    name: "视频门禁记录",
  });
  const { life } = hub.catalog;
  await life.submit(hub.call(), created.id);
  await life.assessSecrecy(hub.call(), created.id, { result: "no-secret", note: "不涉密" });
  const none = { result: "no-personal-information", note: "不含", basis: "", safeguards: "" } as const;
  await life.assessPersonal(hub.call(), created.id, none);
  await life.sign(hub.call(), created.id);
  await life.publish(hub.call(), created.id);
  assert.deepEqual(await findings("39-8", 59), []);
  const [one, ...others] = await findings("39-8", 62);
  assert.deepEqual([one?.subject.id, others.length], [created.id, 0]);
  assert.deepEqual(one?.actions, ["catalog.publish-resource"]);
});

/** The published declaration, as a form would send it again. */
async function declared() {
  const { body } = await steward.get<Resource>(`/api/catalog/resources/${conditional}`);
  const { abstract, department, format, updateCycle, shareClass, shareModes, useConditions, dataClass, items } = body;
  return { abstract, department, format, updateCycle, shareClass, shareModes, useConditions, dataClass, items };
}

const elementFields = {
  name: { zh: "签发机关全称", en: "Issuing office" },
  definition: { zh: "签发居住证的机关", en: "" },
  category: "other",
  type: { kind: "text", maxLength: 60 },
  grade: "1",
};
