import assert from "node:assert/strict";
import { test } from "node:test";
import type { ProblemDocument } from "#contract/problem";
import { startTestHub, testBureau, testPolice } from "#test/hub";
import { clientOf } from "#test/client";
import { grantOn, makePermits, permits, program } from "./test-ground.ts";

const ground = await startTestHub();
const { hub } = ground;
const resource = await makePermits(ground);
await resource.load(permits);
const narrow = await makePermits(ground, "居住证签注信息");
await narrow.load(permits);
const caller = await program(ground);
const police = await program(ground, testPolice);
const records = `/api/gate/resources/${resource.number}/records`;
const grant = await grantOn(ground, resource.id, {
  items: ["permit_no", "person_name", "division_code", "months"].map((field) => ({ field })),
  rows: [{ item: "division_code", op: "starts-with", value: "5101" }],
});

interface Listed {
  readonly items: { readonly number: number; readonly outcome: string; readonly facts: Record<string, unknown> }[];
  readonly total: number;
}

const refusedSoFar = async (): Promise<Listed> =>
  (await ground.asOperator().get<Listed>("/api/ledger/entries?action=gate.&outcome=refused&limit=5")).body;

/** Asks, expects this refusal, and that exactly one more refusal stands on the ledger, without the caller's values. */
async function refused(
  code: string,
  ask: () => Promise<{ status: number; body: ProblemDocument; text: string }>,
): Promise<ProblemDocument> {
  const before = await refusedSoFar();
  const answer = await ask();
  assert.equal(answer.body?.code, `gate.${code}`, answer.text);
  const after = await refusedSoFar();
  assert.equal(after.total, before.total + 1);
  assert.equal(after.items[0]?.facts["code"], `gate.${code}`);
  return answer.body;
}

test("an item that was not granted is refused by its name", async () => {
  const told = await refused("item-not-granted", () => caller.get(`${records}?permit_no=P-1&items=mobile`));
  assert.match(told.detail, /mobile/);
  await refused("item-not-granted", () => caller.get(`${records}?mobile=13800138001`));
});

test("an item or parameter nobody knows is refused, never ignored", async () => {
  await refused("item-unknown", () => caller.get(`${records}?nothing=1`));
  await refused("item-unknown", () => caller.get(`${records}?permit_no.like=P`));
});

test("a filter that would widen the rows is refused; one that narrows them is answered", async () => {
  await refused("filter-widens", () => caller.get(`${records}?division_code=330102`));
  await refused("filter-widens", () => caller.get(`${records}?division_code.prefix=51`));
  const narrowed = await caller.get<{ items: unknown[] }>(`${records}?division_code=510105`);
  assert.equal(narrowed.body.items.length, 2);
});

test("rows outside the grant are not there, whatever is asked", async () => {
  const answer = await caller.get<{ items: unknown[]; total: number }>(`${records}?permit_no=P-5`);
  assert.deepEqual([answer.status, answer.body.items, answer.body.total], [200, [], 0]);
  const all = await caller.get<{ items: unknown[] }>(records);
  assert.equal(all.body.items.length, 4);
});

test("what is masked cannot be guessed by filtering", async () => {
  await refused("filter-on-masked", () => caller.get(`${records}?person_name.prefix=张`));
});

const injections = [
  "' or '1'='1",
  "P-1'; drop table gate.grant; --",
  "P-1 union select 1",
  "$1",
  "%",
  '"; select 1 --',
  "\\",
];

test("SQL in every field is a value or a refusal, never a statement", async () => {
  for (const text of injections) {
    const sent = encodeURIComponent(text);
    const answer = await caller.get<{ items: unknown[] }>(`${records}?permit_no=${sent}`);
    assert.deepEqual([answer.status, answer.body.items], [200, []], text);
    const batch = await caller.post<{ items: { records: unknown[] }[] }>(`${records}:batch`, {
      keys: [{ permit_no: text }],
    });
    assert.deepEqual(
      batch.body.items.map((item) => item.records),
      [[]],
      text,
    );
    await refused("item-unknown", () => caller.get(`${records}?${sent}=1`));
    await refused("item-unknown", () => caller.get(`${records}?items=${sent}`));
    await refused("value-wrong", () => caller.get(`${records}?months=${sent}`));
    await refused("cursor-outdated", () => caller.get(`${records}?cursor=${sent}`));
    await refused("resource-unknown", () => caller.get(`/api/gate/resources/${sent}/records`));
    await refused("grant-unknown", () => caller.get(records, { headers: { "weir-grant": encodeURIComponent(text) } }));
  }
  const still = await caller.get<{ items: unknown[] }>(`${records}?permit_no=P-1`);
  assert.equal(still.body.items.length, 1);
});

test("another department's grant serves nobody else, named or not", async () => {
  await refused("no-grant", () => police.get(`${records}?permit_no=P-1`));
  await refused("grant-unknown", () =>
    police.get(`${records}?permit_no=P-1`, { headers: { "weir-grant": grant.code } }),
  );
});

test("a forged token is refused with a sentence and stands on the ledger", async () => {
  const forged = clientOf(ground.url, { kind: "bearer", token: "wc_forged" });
  const told = await refused("not-signed-in", () => forged.get(`${records}?permit_no=P-1`));
  assert.equal(told.status, 401);
});

test("an operator or an administrator acts for no department's use", async () => {
  const administrator = await ground.as("system-administrator", { department: testBureau });
  await refused("role-not-allowed", () => administrator.get(`${records}?permit_no=P-1`));
});

test("expired, not yet valid, prepared, ended: each says so", async () => {
  const call = hub.call();
  const path = `/api/gate/resources/${narrow.number}/records?permit_no=P-1`;
  const old = await grantOn(ground, narrow.id, { validUntil: "2021-01-01" });
  const told = await refused("grant-expired", () => caller.get(path));
  assert.match(told.detail, /2021-01-01.*续期/);
  await hub.gate.endGrant(call, old.id, "用途已完成");
  await refused("grant-ended", () => caller.get(path, { headers: { "weir-grant": old.code } }));
  const later = await grantOn(ground, narrow.id, { validFrom: "2999-01-01" });
  await refused("grant-not-yet", () => caller.get(path, { headers: { "weir-grant": later.code } }));
  await hub.gate.endGrant(call, later.id, "重签");
  const { id, code } = await hub.gate.createGrant(call, { ...later.terms, validFrom: "2020-01-01" });
  await refused("grant-prepared", () => caller.get(path, { headers: { "weir-grant": code } }));
  await hub.gate.endGrant(call, id, "不再需要");
});

test("a suspended grant stops within a second and resumes as fast", async () => {
  const path = `${records}?permit_no=P-1`;
  const head = await ground.as("sharing-head", { department: testPolice });
  assert.equal((await caller.get(path)).status, 200);
  const suspended = await head.post(`/api/gate/grants/${grant.id}/suspend`, { reason: "疑似超范围使用" });
  assert.equal(suspended.status, 200, suspended.text);
  const start = performance.now();
  while ((await caller.get(path)).status === 200)
    assert.ok(performance.now() - start < 1000, "still answered after a second");
  const told = await refused("grant-suspended", () => caller.get(path));
  assert.match(told.detail, /疑似超范围使用/);
  await head.post(`/api/gate/grants/${grant.id}/resume`, { reason: "已整改" });
  const again = performance.now();
  while ((await caller.get(path)).status !== 200)
    assert.ok(performance.now() - again < 1000, "not resumed after a second");
});

test("a grant for another zone, mode or client is refused", async () => {
  const terms = { items: [{ field: "permit_no" }], purpose: "区域测试" };
  const zoned = await grantOn(ground, resource.id, { ...terms, zones: ["high-sensitivity"] });
  const named = (code: string) => caller.get(`${records}?permit_no=P-1`, { headers: { "weir-grant": code } });
  const told = await refused("zone-not-granted", () => named(zoned.code));
  assert.match(told.detail, /高敏专区/);
  const filed = await grantOn(ground, resource.id, { ...terms, modes: ["file"] });
  await refused("mode-not-granted", () => named(filed.code));
  const other = await grantOn(ground, resource.id, { ...terms, clients: ["another-client"] });
  await refused("client-not-named", () => named(other.code));
});

test("two grants that both allow it have two purposes, and the caller must say which", async () => {
  const second = await grantOn(ground, resource.id, { items: [{ field: "permit_no" }], purpose: "第二个用途" });
  await refused("which-grant", () => caller.get(`${records}?permit_no=P-1&items=permit_no`));
  await hub.gate.endGrant(hub.call(), second.id, "测试完");
});

test("a rate and a quota stop the caller with the time to wait", async () => {
  const terms = { items: [{ field: "permit_no" }] };
  const slow = await grantOn(ground, resource.id, { ...terms, ratePerSecond: 1, purpose: "限频" });
  const ask = (code: string) => caller.get(`${records}?permit_no=P-1`, { headers: { "weir-grant": code } });
  const answers = await Promise.all(Array.from({ length: 6 }, () => ask(slow.code)));
  assert.ok(answers.some(({ body }) => body?.code === "gate.rate-exceeded"));
  const small = await grantOn(ground, resource.id, { ...terms, quotaPerDay: 3, purpose: "限量" });
  for (let at = 0; at < 3; at += 1) assert.equal((await ask(small.code)).status, 200);
  await refused("quota-exceeded", () => ask(small.code));
});

test("the dry run gives the same refusal, with who can change it and how, and leaves no entry", async () => {
  const before = (await refusedSoFar()).total;
  const person = await ground.as("department-user", { department: testBureau });
  const asked = await person.post<{
    isAllowed: boolean;
    refusal: { code: string; who: { zh: string }; how: { zh: string } };
  }>("/api/gate/why", { resource: String(resource.number), items: ["mobile"] });
  assert.deepEqual([asked.body.isAllowed, asked.body.refusal.code], [false, "gate.item-not-granted"]);
  assert.match(asked.body.refusal.who.zh, /共享工作机构负责人/);
  assert.equal((await refusedSoFar()).total, before);
});

test("a person who tries sees masks whatever the grant says; the program sees what was granted", async () => {
  const open = await makePermits(ground, "不脱敏测试");
  await open.load(permits);
  await grantOn(ground, open.id, {
    items: [{ field: "permit_no" }, { field: "person_name", mask: "unmasked", reason: "办证须核对全名" }],
  });
  const path = `/api/gate/resources/${open.number}/records?permit_no=P-1`;
  const person = await ground.as("department-user", { department: testBureau });
  type Rows = { items: { person_name: string }[] };
  assert.equal((await person.get<Rows>(path)).body.items[0]?.person_name, "张**");
  assert.equal((await caller.get<Rows>(path)).body.items[0]?.person_name, "张三丰");
});
