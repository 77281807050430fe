import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Application, Case, Demand, Dispute, Request, Notice } from "#contract/sharing";
import type { Page } from "#contract/page";
import { clientOf } from "#test/client";
import { startTestHub } from "#test/hub";
import {
  castOf,
  consent,
  formOver,
  grantAnswer,
  health,
  publishResource,
  registerOthers,
  sendRequests,
  testPolice,
  watchStates,
} from "./test-ground.ts";

const ground = await startTestHub();
const { hub, url, asVisitor } = ground;
await registerOthers(ground);
const cast = await castOf(ground);
const { user, head, steward, providerHead, officer, stranger } = cast;
const conditional = await publishResource(ground, { name: "居住证签发信息", shareClass: "conditional" });
const unconditional = await publishResource(ground, { name: "户籍登记机关信息", shareClass: "unconditional" });
const ofHealth = await publishResource(ground, { name: "出生医学证明", shareClass: "conditional", department: health });

const requests = "/api/sharing/requests";
const get = async (id: string, who = officer): Promise<Request> => (await who.get<Request>(`${requests}/${id}`)).body;
const numberOf = (all: Application["requests"], provider: string): string =>
  all.find((one) => one.provider === provider)?.id ?? "";

test("a need in plain words finds the resource, and what is not found becomes a demand the desk matches", async () => {
  const found = await user.post<{ items: { resourceId: string; answerDueOn: string | null }[] }>(
    "/api/sharing/candidates",
    {
      need: "办公租房要看居住证签发情况",
    },
  );
  assert.equal(found.body.items[0]?.resourceId, conditional, found.text);
  assert.notEqual(found.body.items[0]?.answerDueOn, null);
  const demand = await user.post<Demand>("/api/sharing/demands", { need: "外来务工人员的子女入学月数" });
  assert.equal(demand.status, 201, demand.text);
  const matched = await officer.post<Demand>(`/api/sharing/demands/${demand.body.id}/match`, {
    resources: [unconditional],
  });
  assert.deepEqual([matched.body.state, matched.body.resources.length], ["matched", 1]);
});

test("a basket over two departments becomes three requests on three clocks, each seen by its own provider only", async () => {
  for (const resourceId of [conditional, unconditional, ofHealth]) {
    const added = await user.post("/api/sharing/basket/lines", { resourceId, items: ["permit_no"] });
    assert.equal(added.status, 200, added.text);
  }
  const basket = (await user.get<{ application: Application }>("/api/sharing/basket")).body.application;
  const early = await user.post(`/api/sharing/applications/${basket.id}/submit`, {});
  assert.deepEqual([early.status, early.body.code], [422, "sharing.not-ready"]);
  const { lines: _lines, ...form } = formOver();
  const filled = await user.patch<Application>(`/api/sharing/applications/${basket.id}`, form, {
    ifMatch: basket.version,
  });
  assert.deepEqual(filled.body.missing, [], filled.text);
  assert.equal((await user.post(`/api/sharing/applications/${basket.id}/submit`, {})).status, 200);
  const signed = await head.post<Application>(`/api/sharing/applications/${basket.id}/sign`, {});
  assert.equal(signed.body.requests.length, 3, signed.text);
  const kinds = await Promise.all(signed.body.requests.map(async ({ id }) => (await get(id)).promise?.kind));
  assert.deepEqual(
    kinds.toSorted((a, b) => String(a).localeCompare(String(b))),
    ["answer-conditional", "answer-conditional", "answer-unconditional"],
  );
  const own = numberOf(signed.body.requests, health);
  assert.equal((await steward.get(`${requests}/${own}`)).status, 404);
  assert.equal((await stranger.get(`${requests}/${own}`)).status, 200);
});

test("from consent to the first record: commitment, key, delivery, and the supply clock closes", async () => {
  const [sent] = await sendRequests(cast, conditional);
  const { id } = sent ?? { id: "" };
  const before = await get(id);
  assert.match(before.waiting?.zh ?? "", /市住建局在等锦江公安答复/);
  const granted = await consent(cast, id, conditional);
  assert.deepEqual([granted.state, granted.promise?.kind], ["committing", "supply"]);
  const committed = await user.post<Request & { client: { id: string; secret: string } }>(
    `${requests}/${id}/commitment`,
    { agrees: true },
  );
  assert.deepEqual([committed.status, committed.body.state], [200, "supplying"], committed.text);
  const { id: client_id, secret: client_secret } = committed.body.client;
  const token = await asVisitor().post<{ access_token: string }>("/api/identity/token", {
    grant_type: "client_credentials",
    client_id,
    client_secret,
  });
  const program = clientOf(url, { kind: "bearer", token: token.body.access_token });
  const code = encodeURIComponent(committed.body.grants[0]?.resourceCode ?? "");
  await using states = await watchStates(ground);
  const record = await program.get<{ items: Record<string, unknown>[] }>(
    `/api/gate/resources/${code}/records?permit_no=P-2`,
  );
  assert.deepEqual(record.body.items, [{ permit_no: "P-2", months: "12" }], record.text);
  await states.reached(id, "in-use");
  const used = await get(id);
  assert.equal(used.promises.find((one) => one.kind === "supply")?.state, "met");
  const kept = await user.post<{ keepUntilOn: string; rows: number }>(`${requests}/${id}/use-records`, {
    fromOn: "2020-01-01",
    untilOn: "2099-01-01",
    scene: "公租房受理",
    process: "窗口核验",
    effect: "少交一份材料",
    storage: "不留存",
  });
  assert.equal(kept.status, 201, kept.text);
  assert.ok(kept.body.rows >= 1);
});

test("a lost key is renewed by the requester's head: the old one and its tokens end, once for one Idempotency-Key", async () => {
  const [sent] = await sendRequests(cast, conditional);
  const { id } = sent ?? { id: "" };
  await consent(cast, id, conditional);
  const committed = await user.post<{ client: { id: string; secret: string } }>(`${requests}/${id}/commitment`, {
    agrees: true,
  });
  const again = await user.post(`${requests}/${id}/commitment`, { agrees: true });
  assert.deepEqual([again.status, again.body.code], [409, "sharing.wrong-state"]);
  assert.match(again.body.detail, /换发密钥/);
  const { client } = committed.body;
  const tokenFor = (secret: string) =>
    asVisitor().post<{ access_token: string }>("/api/identity/token", {
      grant_type: "client_credentials",
      client_id: client.id,
      client_secret: secret,
    });
  const old = await tokenFor(client.secret);
  assert.equal(old.status, 200, old.text);
  const renew = (who = head) =>
    who.post<{ id: string; secret: string }>(
      `${requests}/${id}/key`,
      { reason: "答复没有收到，密钥没有记下" },
      { headers: { "idempotency-key": "renew-1" } },
    );
  assert.equal((await renew(providerHead)).status, 403, "the provider has no part in it");
  const renewed = await renew();
  assert.deepEqual([renewed.status, renewed.body.id], [201, client.id], renewed.text);
  assert.equal((await renew()).status, 409, "the same wish carries out nothing twice");
  assert.equal((await tokenFor(client.secret)).status, 401);
  assert.equal((await tokenFor(renewed.body.secret)).status, 200);
  const program = clientOf(url, { kind: "bearer", token: old.body.access_token });
  assert.equal((await program.get("/api/identity/session")).status, 401, "tokens of the old key have ended");
  const entries = await officer.get<Page<{ action: string }>>(
    `/api/ledger/entries?objectId=${id}&action=sharing.renew-key`,
  );
  assert.equal(entries.body.total, 1);
  assert.ok(!(await officer.get(`/api/ledger/entries?objectId=${id}`)).text.includes(renewed.body.secret));
});

describe("a late request is rescued", () => {
  test("an extension is decided by the bureau and the requester is told", async () => {
    const [sent] = await sendRequests(cast, conditional);
    const { id } = sent ?? { id: "" };
    const asked = await steward.post<Request>(`${requests}/${id}/extensions`, { workingDays: 10, reason: "系统割接" });
    assert.equal(asked.status, 200, asked.text);
    const agreed = await officer.post<Request>(`${requests}/${id}/extensions/decide`, {
      agree: true,
      workingDays: 5,
      note: "给五天",
    });
    assert.deepEqual(
      [agreed.body.extensions[0]?.state, agreed.body.extensions[0]?.agreedDays],
      ["agreed", 5],
      agreed.text,
    );
    assert.ok((agreed.body.promise?.dueOn ?? "") > (asked.body.promise?.dueOn ?? ""));
    const notices = await user.get<Page<Notice>>("/api/sharing/notices?unread=true");
    assert.equal(notices.body.items.filter((one) => one.kind === "extension-decided").length, 1);
  });

  test("a ministry's rule is returned, the dispute ends in an item-level grant, and the whole file prints", async () => {
    const [sent] = await sendRequests(cast, conditional);
    const { id } = sent ?? { id: "" };
    await steward.post(`${requests}/${id}/answer`, { kind: "refuse", basis: "ministry-rule", reason: "部委有规定" });
    const signed = await providerHead.post<Request>(`${requests}/${id}/answer/sign`, {});
    assert.equal(signed.body.state, "reviewing", signed.text);
    const returned = await officer.post<Request>(`${requests}/${id}/refusal/return`, { reason: "不是法定依据" });
    assert.equal(returned.body.state, "answering");
    await steward.post(`${requests}/${id}/answer`, {
      kind: "refuse",
      basis: "not-necessary",
      reason: "超出核验所必需",
    });
    assert.equal((await providerHead.post<Request>(`${requests}/${id}/answer/sign`, {})).body.state, "refused");
    const dispute = await user.post<Dispute>(`${requests}/${id}/disputes`, { claim: "核验必须要有效月数" });
    assert.equal(dispute.status, 201, dispute.text);
    const path = `/api/sharing/disputes/${dispute.body.id}`;
    const early = await user.post(`${path}/escalate`, { reason: "谈不拢" });
    assert.deepEqual([early.status, early.body.code], [409, "sharing.wrong-state"]);
    const minutes = { heldOn: "2026-03-20", attendees: ["测试乙", "测试丙"], opinion: "双方意见不一致" };
    assert.equal((await user.post(`${path}/minutes`, minutes)).status, 200);
    const alone = await user.post(`${path}/settle`, { outcome: "answer-anew", text: "我说了算" });
    assert.deepEqual([alone.status, alone.body.code], [403, "sharing.not-one-sided"]);
    assert.equal((await user.post<Dispute>(`${path}/escalate`, { reason: "谈不拢" })).body.state, "bureau");
    const late = await user.post(`${path}/settle`, { outcome: "upheld", text: "算了" });
    assert.deepEqual([late.status, late.body.code], [403, "sharing.not-your-step"]);
    await officer.post(`${path}/minutes`, { ...minutes, opinion: "应当共享，限两个数据项" });
    assert.equal(
      (await officer.post<Dispute>(`${path}/settle`, { outcome: "answer-anew", text: "重新答复" })).body.state,
      "settled",
    );
    const granted = await consent(cast, id, conditional);
    assert.equal(granted.state, "committing");
    const printed = await officer.get(`${requests}/${id}/file`);
    assert.deepEqual(
      [printed.status, printed.headers.get("content-type"), printed.text.slice(0, 5)],
      [200, "application/pdf", "%PDF-"],
    );
    const { story } = await get(id);
    assert.deepEqual(
      story.filter((line) => line.entry === null),
      [],
    );
  });
});

test("what is missing is asked for once; the clock starts anew when it comes", async () => {
  const [sent] = await sendRequests(cast, conditional);
  const { id } = sent ?? { id: "" };
  const asked = await steward.post<Request>(`${requests}/${id}/supplement/ask`, { missing: ["说明核验频次"] });
  assert.deepEqual([asked.body.state, asked.body.promise?.state], ["supplementing", "paused"], asked.text);
  const refused = await steward.post(`${requests}/${id}/answer`, {
    kind: "refuse",
    basis: "not-held",
    reason: "材料不全",
  });
  assert.equal(refused.status, 409);
  const given = await user.post<Request>(`${requests}/${id}/supplement`, { answer: "每天约二百次" });
  assert.deepEqual([given.body.state, given.body.promise?.state], ["answering", "running"], given.text);
  const again = await steward.post(`${requests}/${id}/supplement/ask`, { missing: ["再要一份"] });
  assert.deepEqual([again.status, again.body.code], [409, "sharing.wrong-state"]);
  assert.match(again.body.detail, /一次性告知/);
});

test("a grant never holds more than was asked for", async () => {
  const [sent] = await sendRequests(cast, conditional);
  const { id } = sent ?? { id: "" };
  const wider = await steward.post(`${requests}/${id}/answer`, grantAnswer(conditional, ["permit_no", "office"]));
  assert.deepEqual([wider.status, wider.body.code], [422, "sharing.answer-wrong"]);
  const longer = await steward.post(`${requests}/${id}/answer`, { ...grantAnswer(conditional), untilOn: "2199-01-01" });
  assert.equal(longer.status, 422);
  const added = await steward.post(`${requests}/${id}/answer`, {
    ...grantAnswer(conditional),
    conditions: "须另签协议",
  });
  assert.match(added.body.detail, /不得另外增设/);
});

test("ten approvers at once make one decision", async () => {
  const [sent] = await sendRequests(cast, conditional);
  const { id } = sent ?? { id: "" };
  await steward.post(`${requests}/${id}/answer`, grantAnswer(conditional));
  const heads = await Promise.all(
    Array.from({ length: 10 }, () => ground.as("sharing-head", { department: testPolice })),
  );
  const answers = await Promise.all(heads.map((one) => one.post(`${requests}/${id}/answer/sign`, {})));
  const statuses = answers.map(({ status }) => status).toSorted((a, b) => a - b);
  assert.deepEqual(statuses, [200, ...Array.from({ length: 9 }, () => 409)]);
  const entries = await officer.get<Page<unknown>>(`/api/ledger/entries?objectId=${id}&action=sharing.sign-answer`);
  assert.equal(entries.body.total, 1);
  assert.equal((await get(id)).grants.length, 1);
});

test("an unconditional request is answered at once by the rule its head has signed", async () => {
  const path = `/api/sharing/settings/${testPolice}`;
  const rule = { autoAnswer: true, autoDays: 180 };
  assert.equal((await steward.put(path, rule, { ifMatch: 0 })).body.code, "sharing.setting-not-yours");
  assert.equal((await providerHead.put(path, rule, { ifMatch: 0 })).status, 200);
  const [sent] = await sendRequests(cast, unconditional);
  const answered = await get(sent?.id ?? "");
  assert.deepEqual([answered.state, answered.providerSigned?.isByRule], ["committing", true]);
  await providerHead.put(path, { autoAnswer: false }, { ifMatch: 1 });
});

describe("after the grant", () => {
  const inForce = async (): Promise<string> => {
    const [sent] = await sendRequests(cast, conditional);
    const { id } = sent ?? { id: "" };
    await consent(cast, id, conditional);
    await user.post(`${requests}/${id}/commitment`, { agrees: true });
    return id;
  };

  test("misuse suspends at once, is rectified and resumed", async () => {
    const id = await inForce();
    const opened = await steward.post<Case>(`${requests}/${id}/suspend`, {
      misuse: "other-purpose",
      reason: "用于别的事项",
      rectifyBy: "2099-01-08",
    });
    assert.equal(opened.status, 201, opened.text);
    const suspended = await get(id);
    assert.deepEqual([suspended.state, suspended.grants[0]?.state], ["suspended", "suspended"]);
    const path = `/api/sharing/cases/${opened.body.id}`;
    const early = await steward.post(`${path}/end`, { reason: "直接终止" });
    assert.deepEqual([early.status, early.body.code], [409, "sharing.rectify-first"]);
    assert.equal((await user.post(`${path}/rectify`, { text: "已停用并清除" })).status, 200);
    assert.equal((await steward.post(`${path}/resume`, { note: "核实属实" })).status, 200);
    assert.equal((await get(id)).state, "supplying");
  });

  test("a service is not stopped without consultation and filing", async () => {
    const id = await inForce();
    const opened = await providerHead.post<Case>(`${requests}/${id}/stop-service`, { reason: "系统下线" });
    const path = `/api/sharing/cases/${opened.body.id}`;
    assert.equal((await providerHead.post(`${path}/end`, { reason: "下线" })).body.code, "sharing.consult-first");
    await providerHead.post(`${path}/consult`, { heldOn: "2026-03-20", attendees: ["测试乙"], opinion: "同意月底停" });
    assert.equal((await providerHead.post(`${path}/end`, { reason: "下线" })).body.code, "sharing.consult-first");
    assert.equal((await officer.post(`${path}/file`, {})).status, 200);
    assert.equal((await providerHead.post<Case>(`${path}/end`, { reason: "下线" })).body.state, "ended");
    assert.equal((await get(id)).state, "disposing");
  });

  test("the purpose ends, the data is disposed of with a receipt, and the provider confirms", async () => {
    const id = await inForce();
    assert.equal((await user.post<Request>(`${requests}/${id}/end`, { reason: "项目结束" })).body.state, "disposing");
    const receipt = { method: "删除数据库表", systems: "住房保障系统", disposedOn: "2026-01-05" };
    assert.equal((await user.post<Request>(`${requests}/${id}/disposal`, receipt)).body.state, "disposed");
    const closed = await steward.post<Request>(`${requests}/${id}/disposal/confirm`, {});
    assert.deepEqual([closed.body.state, closed.body.grants[0]?.state], ["closed", "ended"], closed.text);
  });

  test("a renewal carries the grant on under new signatures", async () => {
    const id = await inForce();
    const renewal = await user.post<Application>(`${requests}/${id}/renew`, {});
    assert.equal(renewal.body.kind, "renewal", renewal.text);
    const path = `/api/sharing/applications/${renewal.body.id}`;
    await user.patch(path, { untilOn: "2099-12-31" }, { ifMatch: renewal.body.version });
    await user.post(`${path}/submit`, {});
    const [next] = (await head.post<Application>(`${path}/sign`, {})).body.requests;
    await consent(cast, next?.id ?? "", conditional);
    const before = (await get(id)).grants[0]?.id;
    const committed = await user.post<Request>(`${requests}/${next?.id ?? ""}/commitment`, { agrees: true });
    assert.equal(committed.body.grants[0]?.id, before, committed.text);
    assert.equal((await get(id)).state, "closed");
  });
});

test("the clock's own people and the file's story agree: every changing act left one entry", async () => {
  const [sent] = await sendRequests(cast, conditional);
  const { id } = sent ?? { id: "" };
  await steward.post(`${requests}/${id}/claim`, {});
  await consent(cast, id, conditional);
  await user.post(`${requests}/${id}/commitment`, { agrees: true });
  const entries = await officer.get<Page<{ action: string }>>(`/api/ledger/entries?objectKind=request&objectId=${id}`);
  assert.deepEqual(entries.body.items.map((entry) => entry.action).toReversed(), [
    "sharing.claim-request",
    "sharing.draft-answer",
    "sharing.sign-answer",
    "sharing.commit",
  ]);
  assert.ok(hub);
});
