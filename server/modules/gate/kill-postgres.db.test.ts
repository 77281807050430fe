import assert from "node:assert/strict";
import { chmodSync, rmSync } from "node:fs";
import path from "node:path";
import { after, test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import pg from "pg";
import type { GateExport, GatePush } from "#contract/gate";
import { openDatabase } from "#kernel/db/db";
import { migrate } from "#kernel/db/migrate";
import { silentLogger } from "#kernel/log";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "#kernel/postgres/embedded";
import { dataFolder, startChild, tokenFrom } from "#test/child-hub";
import { clientOf } from "#test/client";
import { targetOf } from "#test/push-into";
import { assertOnLedger, startAsking } from "#test/received";

/**
 * `kill -9` of every process of the hub's PostgreSQL, which here is the requester's too, in the middle of each mode. The hub
 * itself goes on, and finds the server again by itself.
 */
const kills = Number(process.env["WEIR_TEST_KILLS"] ?? "3");
/** A job whose database went away is taken up again when its heartbeat has lapsed, half a minute later: once by default. */
const jobKills = Number(process.env["WEIR_TEST_KILLS"] ?? "1");
const rowCount = 20_000;
const ground = dataFolder();
chmodSync(ground, 0o711);
const hubFolder = path.join(ground, "hub");
let server: EmbeddedPostgres = await startEmbeddedPostgres(ground);
const db = openDatabase({ url: server.url });
await migrate(db, path.resolve(import.meta.dirname, "../../../migrations"), silentLogger());
const child = await startChild(server.url, hubFolder, rowCount);
const token = await tokenFrom(child);
const caller = () => clientOf(child.url, { kind: "bearer", token });
const records = `/api/gate/resources/${child.resource}/records`;
const requester = new pg.Pool({ connectionString: server.url, max: 1 });
requester.on("error", () => {});
after(async () => {
  await child.kill();
  await requester.end();
  await db.close();
  await server.stop();
  rmSync(ground, { recursive: true, force: true });
});

/** The whole process group: nobody is left to write anything down. */
async function killPostgres(): Promise<void> {
  process.kill(-server.pid, "SIGKILL");
  for (let tries = 0; ; tries += 1) {
    try {
      server = await startEmbeddedPostgres(ground);
      return;
    } catch (error) {
      // Until the last of the killed processes has let go of the shared memory.
      if (tries >= 20) throw error;
      await delay(100);
    }
  }
}

/** What a caller sees once the server is back: answers again, within half a minute, without a hand from anybody. */
async function untilAnswered(): Promise<void> {
  for (const end = Date.now() + 30_000; (await caller().get(`${records}?permit_no=P1`)).status !== 200; await delay(50))
    assert.ok(Date.now() < end, "the hub has not found its PostgreSQL again");
}

async function until<Body>(ask: () => Promise<Body | undefined>, isDone: (body: Body) => boolean): Promise<Body> {
  for (const end = Date.now() + 90_000; ; await delay(100)) {
    const body = await ask();
    if (body !== undefined && isDone(body)) return body;
    assert.ok(Date.now() < end, JSON.stringify(body));
  }
}

/** Undefined while the hub cannot answer. */
async function asked<Body>(answer: Promise<{ status: number; body: Body }>): Promise<Body | undefined> {
  const { status, body } = await answer;
  return status === 200 ? body : undefined;
}

test("every look-up that was answered stands on the ledger, and the hub goes on by itself", async () => {
  await untilAnswered();
  const asking = startAsking(caller, child.resource);
  for (let round = 0; round < kills; round += 1) {
    await asking.more(20 + 7 * round);
    await killPostgres();
  }
  await asking.more(20);
  await asking.stop();
  await assertOnLedger(db, asking.received);
});

test("a push that lost both its databases again and again ends with every row once", async () => {
  const push = `/api/gate/grants/${child.grant}/push`;
  await untilAnswered();
  assert.equal((await child.steward.put(push, targetOf(server.url), { ifMatch: 0 })).status, 200);
  assert.equal((await child.steward.post(`${push}/run`)).status, 202);
  for (let round = 0; round < jobKills; round += 1) {
    await delay(40 * round);
    await killPostgres();
    await untilAnswered();
    const { state } = await until(
      () => asked(child.steward.get<GatePush>(push)),
      ({ state: now }) => now !== "queued",
    );
    // A requester's database that went away is told, and the push is run again.
    if (state === "failed") assert.equal((await child.steward.post(`${push}/run`)).status, 202);
  }
  // A job that was broken off too often is given up; then somebody presses the button again.
  let pressed = Date.now();
  const ended = await until(
    async () => {
      const body = await asked(child.steward.get<GatePush>(push));
      if (body?.state === "failed" || Date.now() - pressed > 45_000) {
        pressed = Date.now();
        await child.steward.post(`${push}/run`);
      }
      return body;
    },
    ({ state }) => state === "idle",
  );
  assert.equal(ended.problem, null);
  const { rows } = await requester.query("select count(*)::int as n, count(distinct permit_no)::int as d from permits");
  assert.deepEqual(rows, [{ n: rowCount, d: rowCount }]);
});

test("a file whose making lost its database is whole or not there, and can be made", async () => {
  await untilAnswered();
  const order = () => caller().post<GateExport>(`/api/gate/resources/${child.resource}/exports`, { format: "csv" });
  for (let round = 0; round < jobKills; round += 1) {
    const ordered = await order();
    assert.equal(ordered.status, 201, ordered.text);
    await delay(30 * round);
    await killPostgres();
    await untilAnswered();
    const made = await until(
      () => asked(caller().get<GateExport>(`/api/gate/exports/${ordered.body.id}`)),
      ({ state }) => state === "ready" || state === "failed",
    );
    const file = await caller().get(`/api/gate/exports/${ordered.body.id}/file`);
    if (made.state === "ready") assert.equal(new Set(file.text.trim().split("\n")).size, rowCount + 1);
    else assert.equal(file.status, 409, `${made.state}: ${file.status}`);
  }
  const last = await order();
  const made = await until(
    () => asked(caller().get<GateExport>(`/api/gate/exports/${last.body.id}`)),
    ({ state }) => state === "ready",
  );
  assert.equal(made.rowCount, rowCount);
});
