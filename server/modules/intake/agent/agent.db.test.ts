import assert from "node:assert/strict";
import { once } from "node:events";
import { after, before, test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { connect } from "node:tls";
import mysql from "mysql2/promise";
import pg from "pg";
import type { Inspection, Source } from "#contract/intake";
import type { Agent, Zone } from "#contract/intake-agents";
import type { Follow, FollowMode, Reconciliation, Run } from "#contract/intake-follow";
import { agentIs, dialling, startAgent, type TestAgent } from "#test/agent";
import { debianPostgres, noDebianPostgres } from "#test/debian-postgres";
import { startTestHub, testBureau } from "#test/hub";
import { noMariadb, startMariadb } from "#test/mariadb";
import { createAuthority, createRequest, issueAgent } from "./authority.ts";
import { enrol } from "./enrol.ts";
import { protocols } from "./wire.ts";

const skip = noDebianPostgres;
const hub = await startTestHub({ agentPort: 0 });
const officer = await hub.as("data-officer");
const open = new AsyncDisposableStack();
const agents: TestAgent[] = [];
let client: pg.Client;
let connection = { host: "", port: 5432, database: "postgres", user: "weir", password: "", schema: "public" };
let port = 0;
let count = 0;

before(async () => {
  if (skip) return;
  const server = open.use(await debianPostgres(["wal_level=logical"]));
  client = new pg.Client({ connectionString: server.url });
  await client.connect();
  open.defer(() => client.end());
  connection = { ...connection, host: new URL(server.url).searchParams.get("host") ?? "" };
  const { body } = await officer.get<{ port: number }>("/api/intake/zones");
  port = body.port;
});
after(async () => {
  await Promise.all(agents.map((agent) => agent.stop()));
  await open.disposeAsync();
});

async function newZone(): Promise<Zone> {
  count += 1;
  const given = { name: `高敏区 ${count}`, department: testBureau };
  const made = await officer.post<Zone>("/api/intake/zones", given);
  assert.equal(made.status, 201, made.text);
  return made.body;
}

async function newAgent(zone: Zone): Promise<TestAgent> {
  const agent = await startAgent(officer, zone, port);
  agents.push(agent);
  await agentIs(officer, zone.id, "connected");
  return agent;
}

async function newSource(zone: Zone): Promise<Source> {
  count += 1;
  const given = { name: `区内库 ${count}`, kind: "postgres", department: testBureau, zoneId: zone.id, connection };
  const made = await officer.post<Source>("/api/intake/sources", given);
  assert.equal(made.status, 201, made.text);
  return made.body;
}

async function newTable(rows: number): Promise<string> {
  count += 1;
  const table = `t${count}`;
  await client.query(
    `create table ${table} (serial integer primary key, title text, changed timestamp not null default now())`,
  );
  await client.query(`insert into ${table} select g, '户 ' || g from generate_series(1, ${rows}) g`);
  return table;
}

async function follow(source: Source, table: string, mode: FollowMode): Promise<Follow> {
  const watermark = mode === "watermark" ? { column: "changed" } : null;
  const given = { sourceId: source.id, table, resourceName: `跟踪 ${table}`, plan: { mode, watermark }, starts: true };
  const made = await officer.post<Follow>("/api/intake/follows", given);
  assert.equal(made.status, 201, made.text);
  return made.body;
}

async function until<Found>(look: () => Promise<Found | undefined>, what: string): Promise<Found> {
  for (let tries = 0; tries < 600; tries += 1) {
    const found = await look();
    if (found !== undefined) return found;
    await delay(50);
  }
  throw new Error(`${what} does not come.`);
}

const lastRun = async ({ id }: Follow): Promise<Run | undefined> =>
  (await officer.get<{ items: Run[] }>(`/api/intake/runs?followId=${id}&limit=1`)).body.items[0];

const ended = (followed: Follow): Promise<Run> =>
  until(async () => {
    const run = await lastRun(followed);
    return run?.endedAt ? run : undefined;
  }, "The end of the run");

async function serialsInLake({ resourceId }: Follow): Promise<string[]> {
  const { table } = await hub.hub.catalog.resource(hub.hub.call(), resourceId);
  await using session = await hub.lake.session();
  const serial = (await session.columnsOf(table)).find(({ name }) => !name.startsWith("_"))?.name;
  const rows = await session.read<{ line: string }>(
    `select t.${serial}::varchar as line from ${table} t order by t.${serial}`,
  );
  return rows.map(({ line }) => line);
}

test("a source in a zone is tested and listed by the zone's agent", { skip }, async () => {
  const zone = await newZone();
  await newAgent(zone);
  const table = await newTable(1);
  const source = await newSource(zone);
  assert.deepEqual(source.zone, { id: zone.id, name: zone.name });
  const tested = await officer.post<Inspection>(`/api/intake/sources/${source.id}/test`, {});
  assert.ok(
    tested.body.tables.some(({ path }) => path === table),
    tested.text,
  );
});

test("what the agent's reader refuses is refused with the reader's own sentence", { skip }, async () => {
  const zone = await newZone();
  await newAgent(zone);
  const given = { kind: "postgres", department: testBureau, zoneId: zone.id };
  const refused = await officer.post<{ code: string }>("/api/intake/connections/try", {
    ...given,
    connection: { ...connection, database: "nowhere" },
  });
  assert.equal(refused.body.code, "intake.sign-in-refused", refused.text);
  const outside = await officer.post<{ code: string }>("/api/intake/connections/try", {
    ...given,
    connection: { ...connection, host: "169.254.169.254" },
  });
  assert.equal(outside.body.code, "intake.host-refused", outside.text);
});

for (const mode of ["full", "watermark", "compare"] as const)
  test(`a table is followed through the agent: ${mode}`, { skip }, async () => {
    const zone = await newZone();
    await newAgent(zone);
    const table = await newTable(3);
    const followed = await follow(await newSource(zone), table, mode);
    assert.equal((await ended(followed)).state, "done");
    await client.query(`insert into ${table} values (4, '新')`);
    await officer.post(`/api/intake/follows/${followed.id}/run`, {});
    const run = await ended(followed);
    assert.equal(run.state, "done");
    assert.equal(run.reconciliation?.isMatching, true);
    assert.deepEqual(await serialsInLake(followed), ["1", "2", "3", "4"]);
  });

test("changes are captured through the agent and compared at an exact place", { skip }, async () => {
  const zone = await newZone();
  await newAgent(zone);
  const table = await newTable(50);
  const followed = await follow(await newSource(zone), table, "capture");
  await until(
    async () => ((await lastRun(followed))?.stages.at(-1)?.name === "follow" ? true : undefined),
    "Following",
  );
  await client.query(`insert into ${table} values (1000, '新'); delete from ${table} where serial < 49`);
  await until(
    async () => ((await serialsInLake(followed)).join() === "49,50,1000" ? true : undefined),
    "The changes in the lake",
  );
  const compared = await until(async () => {
    const path = `/api/intake/follows/${followed.id}/reconciliations?limit=1`;
    return (await officer.get<{ items: Reconciliation[] }>(path)).body.items[0];
  }, "A comparison");
  assert.equal(compared.isMatching, true);
  await officer.post(`/api/intake/follows/${followed.id}/pause`, { reason: "试验结束" });
});

test("tables of MariaDB are followed through the agent in every mode", { skip: noMariadb }, async () => {
  await using server = await startMariadb(["--log-bin=log", "--binlog-format=ROW", "--server-id=1"]);
  const root = await mysql.createConnection({ uri: server.url, multipleStatements: true });
  try {
    await root.query("create database office character set utf8mb4; use office");
    const zone = await newZone();
    await newAgent(zone);
    const source = await officer.post<Source>("/api/intake/sources", {
      name: "区内 MariaDB",
      kind: "mysql",
      department: testBureau,
      zoneId: zone.id,
      connection: { host: "127.0.0.1", port: server.port, database: "office", user: "root", password: "", schema: "" },
    });
    assert.equal(source.status, 201, source.text);
    const modes = ["full", "watermark", "compare", "capture"] as const;
    const follows = new Map<FollowMode, Follow>();
    for (const mode of modes) {
      await root.query(
        `create table ${mode}_t (serial int primary key, title varchar(40), changed datetime(6) not null default now(6));
         insert into ${mode}_t (serial, title) values (1, '甲'), (2, ''), (3, null)`,
      );
      follows.set(mode, await follow(source.body, `${mode}_t`, mode));
    }
    const comeTo = (followed: Follow, expected: string) =>
      until(
        async () => ((await serialsInLake(followed).catch(() => [])).join() === expected ? true : undefined),
        `${followed.table} at ${expected}`,
      );
    for (const followed of follows.values()) await comeTo(followed, "1,2,3");
    for (const [mode, followed] of follows) {
      await root.query(`insert into ${mode}_t (serial, title) values (4, '新')`);
      if (mode !== "watermark") await root.query(`delete from ${mode}_t where serial = 2`);
      if (mode === "capture") continue;
      await ended(followed);
      const begun = await officer.post(`/api/intake/follows/${followed.id}/run`, {});
      assert.equal(begun.status, 201, begun.text);
      const run = await ended(followed);
      assert.deepEqual([run.state, run.reconciliation?.isMatching], ["done", true], `${mode} ${run.problem?.zh}`);
    }
    for (const [mode, followed] of follows) await comeTo(followed, mode === "watermark" ? "1,2,3,4" : "1,3,4");
    await officer.post(`/api/intake/follows/${follows.get("capture")?.id}/pause`, { reason: "试验结束" });
    await ended(follows.get("capture") as Follow);
  } finally {
    await root.end();
  }
});

test("a run waits for the zone's agent, says so, and begins when it connects", { skip }, async () => {
  const zone = await newZone();
  const agent = await newAgent(zone);
  const source = await newSource(zone);
  const table = await newTable(2);
  const followed = await follow(source, table, "full");
  await ended(followed);
  await agent.stop();
  await agentIs(officer, zone.id, "away");
  await officer.post(`/api/intake/follows/${followed.id}/run`, {});
  const waiting = await until(async () => {
    const run = await lastRun(followed);
    return run?.waitsFor ? run : undefined;
  }, "A run that waits");
  assert.match(waiting.waitsFor?.zh ?? "", new RegExp(`等待归集区“${zone.name}”的代理连上`));
  const back = dialling(agent.identity, agent.authority, port);
  agents.push({ ...agent, ...back });
  assert.equal((await ended(followed)).state, "done");
});

test("a revoked agent is cut off within a second and not let in again", { skip }, async () => {
  const zone = await newZone();
  const agent = await newAgent(zone);
  const [shown] =
    (await officer.get<{ items: Zone[] }>("/api/intake/zones")).body.items.find(({ id }) => id === zone.id)?.agents ??
    [];
  const connections = () => agent.said.filter((line) => line.startsWith("已连上")).length;
  const asked = performance.now();
  const revoked = await officer.post<Agent>(`/api/intake/agents/${shown?.id}/revoke`, { reason: "前置机失窃" });
  assert.equal(revoked.body.state, "revoked", revoked.text);
  assert.equal(revoked.body.revoked?.because, "前置机失窃");
  await until(async () => (agent.said.some((line) => line.startsWith("连接断了")) ? true : undefined), "The end");
  assert.ok(performance.now() - asked < 1000, `cut off after ${performance.now() - asked} ms`);
  const tries = connections();
  await until(async () => (connections() > tries + 1 ? true : undefined), "More tries");
  await agentIs(officer, zone.id, "revoked");
  assert.equal(hub.hub.intake.hasAgent(zone.id), false);
});

test("an enrolment code works once", { skip }, async () => {
  const zone = await newZone();
  const code = await officer.post<{ token: string }>(`/api/intake/zones/${zone.id}/enrolments`, { name: "甲" });
  await enrol({ host: "127.0.0.1", port }, code.body.token);
  await assert.rejects(enrol({ host: "127.0.0.1", port }, code.body.token), /登记码无效/);
});

test("a code is not sent to a hub that is not the one it came from", { skip }, async () => {
  const zone = await newZone();
  const code = await officer.post<{ token: string }>(`/api/intake/zones/${zone.id}/enrolments`, { name: "乙" });
  const [secret = ""] = code.body.token.split(".");
  const elsewhere = `${secret}.${Buffer.alloc(32, 7).toString("base64url")}`;
  await assert.rejects(enrol({ host: "127.0.0.1", port }, elsewhere), /没有发出登记码/);
  await enrol({ host: "127.0.0.1", port }, code.body.token);
});

test("nobody is let in without a certificate of the hub's own authority", { skip }, async () => {
  const zone = await newZone();
  const { authority } = await startAgent(officer, zone, port).then(async (agent) => {
    await agent.stop();
    return agent;
  });
  const foreign = await createAuthority(new Date());
  const { request, key } = await createRequest("stranger");
  const cert = await issueAgent(foreign, request, { id: "stranger" }, new Date());
  for (const own of [{}, { key, cert: cert ?? "" }]) {
    const socket = connect({ host: "127.0.0.1", port, ca: authority, ALPNProtocols: [protocols.work], ...own });
    socket.on("error", () => {});
    const heard: Buffer[] = [];
    socket.on("data", (chunk: Buffer) => heard.push(chunk));
    await once(socket, "close");
    assert.equal(heard.length, 0);
  }
});

test("a source cannot be moved between zones while it is being read", { skip }, async () => {
  const [from, to] = [await newZone(), await newZone()];
  await newAgent(from);
  const source = await newSource(from);
  const table = await newTable(2);
  const followed = await follow(source, table, "capture");
  await until(
    async () => ((await lastRun(followed))?.stages.at(-1)?.name === "follow" ? true : undefined),
    "Following",
  );
  const moved = await officer.put<{ code: string }>(`/api/intake/sources/${source.id}/zone`, { zoneId: to.id });
  assert.equal(moved.body.code, "intake.zone-in-use", moved.text);
  await officer.post(`/api/intake/follows/${followed.id}/pause`, { reason: "换区" });
  await ended(followed);
  const again = await officer.put<{ zoneId: string }>(`/api/intake/sources/${source.id}/zone`, { zoneId: to.id });
  assert.equal(again.body.zoneId, to.id, again.text);
});
