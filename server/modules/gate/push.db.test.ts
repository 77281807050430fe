import assert from "node:assert/strict";
import { test } from "node:test";
import pg from "pg";
import type { GatePush } from "#contract/gate";
import { freshDatabaseUrl } from "#test/database";
import { startTestHub, testBureau } from "#test/hub";
import { grantOn, makePermits, permits } from "./test-ground.ts";

const ground = await startTestHub();
const resource = await makePermits(ground);
await resource.load(permits);
const grant = await grantOn(ground, resource.id, { modes: ["push"] });
const steward = await ground.as("department-steward", { department: testBureau });
const url = new URL(await freshDatabaseUrl());
const requester = new pg.Pool({ connectionString: url.href, max: 2 });

const target = {
  kind: "postgres",
  host:
    url.hostname === "" || url.hostname === "localhost" ? (url.searchParams.get("host") ?? "localhost") : url.hostname,
  port: Number(url.port || 5432),
  database: url.pathname.slice(1),
  user: decodeURIComponent(url.username),
  table: "permits",
  afterLoad: false,
  password: decodeURIComponent(url.password),
};

async function push(): Promise<GatePush> {
  const started = await steward.post<GatePush>(`/api/gate/grants/${grant.id}/push/run`);
  assert.equal(started.status, 202, started.text);
  for await (const job of ground.hub.jobs.follow(ground.hub.call(), started.body.jobId ?? "")) void job;
  return (await steward.get<GatePush>(`/api/gate/grants/${grant.id}/push`)).body;
}

const rows = async () =>
  (await requester.query("select permit_no, person_name, months, xmin::text from permits order by 1")).rows;

test("the rows arrive masked in the requester's own table, which the first push makes", async () => {
  const set = await steward.put<GatePush>(`/api/gate/grants/${grant.id}/push`, target, { ifMatch: 0 });
  assert.equal(set.status, 200, set.text);
  assert.ok(!set.text.includes("password"));
  const pushed = await push();
  assert.deepEqual([pushed.state, pushed.lastRows, pushed.problem], ["idle", 5, null]);
  const there = await rows();
  assert.deepEqual([there.length, there[0].permit_no, there[0].person_name, there[0].months], [5, "P-1", "张**", "12"]);
});

test("the same data pushed again changes nothing", async () => {
  const before = await rows();
  assert.equal((await push()).lastRows, 0);
  assert.deepEqual(await rows(), before);
});

test("after another load only what differs is written, and what is gone is removed", async () => {
  const before = new Map((await rows()).map((row) => [row.permit_no, row.xmin]));
  const [first, second, third, ...rest] = permits;
  await resource.load([
    [...first.slice(0, 5), 99, "2.50"],
    third,
    ...rest,
    ["P-6", "孙八", null, "510104", null, 1, null],
  ]);
  await ground.hub.gate.changeGrant(ground.hub.call(), grant.id, { scene: "第二次" }, "触发新的服务表");
  assert.ok(second);
  const call = ground.hub.call();
  const started = await ground.hub.jobs.start(
    call,
    "gate.serve",
    { resourceId: resource.id },
    { title: { zh: "", en: "" } },
  );
  for await (const job of ground.hub.jobs.follow(call, started)) void job;
  await push();
  const after = await rows();
  assert.deepEqual(
    after.map((row) => row.permit_no),
    ["P-1", "P-3", "P-4", "P-5", "P-6"],
  );
  assert.equal(after.find((row) => row.permit_no === "P-1").months, "99");
  assert.equal(after.find((row) => row.permit_no === "P-4").xmin, before.get("P-4"));
});

test("a database that cannot be reached is told by name, and the state says failed", async () => {
  const wrong = { ...target, host: "127.0.0.1", port: 1 };
  assert.equal((await steward.put(`/api/gate/grants/${grant.id}/push`, wrong, { ifMatch: 1 })).status, 200);
  const pushed = await push();
  assert.equal(pushed.state, "failed");
  assert.equal(pushed.problem?.code, "gate.push-failed");
  assert.match(pushed.problem?.zh ?? "", /127\.0\.0\.1:1/);
});

test("ten who change where it goes, having read the same version, make one change", async () => {
  const path = `/api/gate/grants/${grant.id}/push`;
  const { version } = (await steward.get<GatePush>(path)).body;
  const changes = Array.from({ length: 10 }, (_, at) =>
    steward.put<GatePush>(path, { ...target, table: `permits_${at}` }, { ifMatch: version }),
  );
  const statuses = (await Promise.all(changes)).map(({ status }) => status);
  assert.equal(statuses.filter((status) => status === 200).length, 1);
  assert.equal(statuses.filter((status) => status === 412).length, 9);
  assert.equal((await steward.get<GatePush>(path)).body.version, version + 1);
});

test("only the requester's side sees where it is pushed to", async () => {
  const provider = await ground.as("department-steward", { department: "11999900MB0X00002H" });
  assert.equal((await provider.get(`/api/gate/grants/${grant.id}/push`)).status, 404);
  await requester.end();
});
