import assert from "node:assert/strict";
import { test } from "node:test";
import type { Grant } from "#contract/gate";
import { sql } from "#kernel/db/db";
import { Problem } from "#kernel/problem";
import { startTestHub, testBureau, testPolice } from "#test/hub";
import { tellEndings } from "./jobs.ts";
import type { GateParts } from "./parts.ts";
import { grantOn, makePermits, permits, permitTerms, program } from "./test-ground.ts";

const ground = await startTestHub();
const { hub } = ground;
const resource = await makePermits(ground);
await resource.load(permits);

async function faultsOf(act: Promise<unknown>): Promise<string[]> {
  try {
    await act;
    return [];
  } catch (error) {
    assert.ok(error instanceof Problem);
    return error.faults.map(({ pointer }) => pointer);
  }
}

test("wrong terms are refused with every place at once", async () => {
  const faults = await faultsOf(
    hub.gate.createGrant(
      hub.call(),
      permitTerms(resource.id, {
        items: [{ field: "nothing" }, { field: "person_name", mask: "unmasked" }, { field: "mobile", mask: "address" }],
        rows: [
          { item: "months", op: "=", value: "many" },
          { item: "issued_on", op: "starts-with", value: "2026" },
        ],
        validFrom: "2026-01-01",
        validUntil: "2025-01-01",
      }),
    ),
  );
  assert.deepEqual(faults.toSorted(), [
    "/items/0/field",
    "/items/1/reason",
    "/items/2/mask",
    "/rows/0",
    "/rows/1/op",
    "/validUntil",
  ]);
});

test("values of conditions are kept as the table keeps them", async () => {
  const grant = await grantOn(ground, resource.id, {
    rows: [{ item: "issued_on", op: "between", from: "2026/1/5", to: "20260201" }],
  });
  assert.deepEqual(grant.terms.rows, [{ item: "issued_on", op: "between", from: "2026-01-05", to: "2026-02-01" }]);
  await hub.gate.endGrant(hub.call(), grant.id, "测试完");
});

test("what is used is found as used, as long as a grant is in force", async () => {
  const uses = async () => {
    const { items } = await hub.search.find(hub.call(), { q: "居住证签发", kind: "resource", limit: 20 });
    return items.find(({ ref }) => ref === resource.id)?.uses;
  };
  const before = await uses();
  const grant = await grantOn(ground, resource.id);
  assert.equal(await uses(), 1);
  await hub.gate.endGrant(hub.call(), grant.id, "测试完");
  assert.equal(await uses(), before);
});

test("every step is kept, and an ended grant stays ended", async () => {
  const call = hub.call();
  const made = await hub.gate.createGrant(call, permitTerms(resource.id, { purpose: "全程" }));
  assert.equal(made.status, "prepared");
  await hub.gate.activateGrant(call, made.id, { clients: ["c1"] });
  await hub.gate.changeGrant(call, made.id, { validUntil: "2999-12-31" }, "续期");
  await hub.gate.suspendGrant(call, made.id, "核查");
  await hub.gate.resumeGrant(call, made.id, "查无问题");
  await hub.gate.endGrant(call, made.id, "用途完成");
  await assert.rejects(hub.gate.resumeGrant(call, made.id, "再用"), /gate\.wrong-state/);
  const head = await ground.as("sharing-head", { department: testPolice });
  const seen = await head.get<Grant & { history: { state: string; reason: string }[] }>(`/api/gate/grants/${made.id}`);
  assert.deepEqual(
    seen.body.history.map(({ state, reason }) => [state, reason]),
    [
      ["ended", "用途完成"],
      ["active", "查无问题"],
      ["suspended", "核查"],
      ["active", "续期"],
      ["active", ""],
      ["prepared", ""],
    ],
  );
  assert.deepEqual(seen.body.terms.clients, ["c1"]);
});

test("ten who suspend a grant at once make one step", async () => {
  const grant = await grantOn(ground, resource.id, { purpose: "十人" });
  const tried = await Promise.allSettled(
    Array.from({ length: 10 }, () => hub.gate.suspendGrant(hub.call(), grant.id, "核查")),
  );
  assert.equal(tried.filter(({ status }) => status === "fulfilled").length, 1);
  await hub.gate.endGrant(hub.call(), grant.id, "测试完");
});

test("requester and provider see a grant, a third department does not", async () => {
  const grant = await grantOn(ground, resource.id, { purpose: "可见" });
  const third = "11999900MB0X00003L";
  const named = { name: "测试市民政局", shortName: "市民政局", division: "5101", isInvented: true };
  await hub.registry.ensureDepartment(hub.call(), { ...named, code: third });
  for (const [department, status] of [
    [testBureau, 200],
    [testPolice, 200],
    [third, 404],
  ] as const) {
    const user = await ground.as("department-user", { department });
    assert.equal((await user.get(`/api/gate/grants/${grant.id}`)).status, status, department);
  }
  await hub.gate.endGrant(hub.call(), grant.id, "测试完");
});

test("the first delivery is noted once, with the entry of that answer, however many calls come at once", async () => {
  const grant = await grantOn(ground, resource.id, { purpose: "首次供数" });
  const caller = await program(ground);
  const path = `/api/gate/resources/${resource.number}/records`;
  const named = { headers: { "weir-grant": grant.code } };
  await caller.get(`${path}?permit_no=nobody`, named);
  assert.equal((await hub.gate.grant(hub.call(), grant.id)).firstDeliveryAt, null);
  await Promise.all(Array.from({ length: 8 }, () => caller.get(`${path}?permit_no=P-1`, named)));
  const noted = await hub.gate.grant(hub.call(), grant.id);
  const entry = await ground
    .asOperator()
    .get<{ grant: string; rows: number }>(`/api/ledger/entries/${noted.firstDeliveryEntry}`);
  assert.deepEqual([entry.body.grant, entry.body.rows], [grant.id, 1]);
  await hub.gate.endGrant(hub.call(), grant.id, "测试完");
});

test("an ending is told 30 and 7 days before and once it is over, once each, again after a renewal", async () => {
  const told: [string, string][] = [];
  const events = {
    on: () => {},
    publish: async (_call: unknown, event: { name: string }, payload: object) =>
      void told.push([event.name, "daysLeft" in payload ? String(payload.daysLeft) : ""]),
  };
  const parts = { events } as unknown as GateParts;
  const grant = await grantOn(ground, resource.id, { purpose: "到期", validUntil: "2030-03-31" });
  const on = (day: string) => tellEndings(parts, { ...hub.call(), now: new Date(`${day}T02:00:00Z`) });
  for (const day of ["2030-02-01", "2030-03-02", "2030-03-02", "2030-03-25", "2030-03-31", "2030-04-01", "2030-04-01"])
    await on(day);
  assert.deepEqual(told, [
    ["gate.grant-ending", "30"],
    ["gate.grant-ending", "7"],
    ["gate.grant-expired", ""],
  ]);
  await hub.gate.changeGrant(hub.call(), grant.id, { validUntil: "2030-12-31" }, "续期");
  await on("2030-12-30");
  assert.equal(told.length, 5);
  await hub.gate.endGrant(hub.call(), grant.id, "测试完");
});

test("another load swaps the serving table without a moment of emptiness, and the old one is dropped later", async () => {
  const grant = await grantOn(ground, resource.id, { purpose: "换表" });
  const caller = await program(ground);
  const path = `/api/gate/resources/${resource.number}/records?permit_no=P-1`;
  const named = { headers: { "weir-grant": grant.code } };
  const months = async () => (await caller.get<{ items: { months: number }[] }>(path, named)).body.items[0]?.months;
  assert.equal(await months(), 12);
  const seen = new Set<number | undefined>();
  await resource.load(permits.map((row) => [...row.slice(0, 5), 77, row[6]]));
  const call = hub.call();
  const job = await hub.jobs.start(call, "gate.serve", { resourceId: resource.id }, { title: { zh: "", en: "" } });
  const serving = (async () => {
    for await (const state of hub.jobs.follow(call, job)) void state;
  })();
  for (const until = performance.now() + 30_000; !seen.has(77) && performance.now() < until;) seen.add(await months());
  await serving;
  assert.deepEqual([...seen], [12, 77]);
  const { rows } = await sql<{ state: string }>`select t.state from gate.serving_table t
    where t.resource_id = ${resource.id} order by t.name`.execute(call.db.withTables<never>());
  assert.deepEqual(
    rows.map(({ state }) => state),
    ["superseded", "current"],
  );
  await hub.gate.endGrant(call, grant.id, "测试完");
});
