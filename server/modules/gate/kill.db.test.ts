import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { after, test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import pg from "pg";
import type { GateExport, GatePush } from "#contract/gate";
import { openDatabase } from "#kernel/db/db";
import { clientOf } from "#test/client";
import { freshDatabaseUrl } from "#test/database";
import { spawnCaller } from "#test/child-caller";
import { type ChildHub, dataFolder, startChild, tokenFrom } from "#test/child-hub";
import { targetOf } from "#test/push-into";
import { assertOnLedger, type Received, startAsking } from "#test/received";

/** Twenty for a release; fewer while working. */
const kills = Number(process.env["WEIR_TEST_KILLS"] ?? "3");
const rowCount = 20_000;
const database = await freshDatabaseUrl();
const folder = dataFolder();
const db = openDatabase({ url: database });
let child: ChildHub = await startChild(database, folder, rowCount);
const token = await tokenFrom(child);
after(async () => {
  child.process.stdin?.end();
  await child.kill();
  await db.close();
  rmSync(folder, { recursive: true, force: true });
});

const caller = () => clientOf(child.url, { kind: "bearer", token });

async function killAndRestart(): Promise<void> {
  await child.kill();
  child = await startChild(database, folder, rowCount);
}

test("every answer that reached a client before the hub was killed stands on the ledger with its hash", async () => {
  const asking = startAsking(caller, child.resource);
  for (let round = 0; round < kills; round += 1) {
    await asking.more(10 + 7 * round);
    await killAndRestart();
  }
  await asking.stop();
  assert.ok(asking.received.length > kills * 5, `only ${asking.received.length} answers`);
  await assertOnLedger(db, asking.received);
});

test("callers that vanish in the middle of an answer or a file cost nobody else anything", async () => {
  const ordered = await caller().post<GateExport>(`/api/gate/resources/${child.resource}/exports`, {
    format: "ndjson",
  });
  let made: GateExport | undefined;
  for (const until = Date.now() + 60_000; made?.state !== "ready" && Date.now() < until; await delay(50))
    made = (await caller().get<GateExport>(`/api/gate/exports/${ordered.body.id}`)).body;
  const staying = startAsking(caller, child.resource, 2);
  const received: Received[] = [];
  for (let round = 0; round < kills; round += 1) {
    const vanishing = spawnCaller(child.url, token, [
      `/api/gate/resources/${child.resource}/records?permit_no=P${round}`,
      `/api/gate/resources/${child.resource}/records?limit=500`,
      `/api/gate/exports/${ordered.body.id}/file`,
    ]);
    received.push(...(await vanishing.killAfter(10 + 3 * round)));
    await staying.more(5);
  }
  await staying.stop();
  await assertOnLedger(db, [...staying.received, ...received]);
});

test("a push that is killed again and again ends with every row once", async () => {
  const url = await freshDatabaseUrl();
  const requester = new pg.Pool({ connectionString: url, max: 2 });
  const path = () => `/api/gate/grants/${child.grant}/push`;
  assert.equal((await child.steward.put(path(), targetOf(url), { ifMatch: 0 })).status, 200);
  assert.equal((await child.steward.post(`${path()}/run`)).status, 202);
  for (let round = 0; round < kills; round += 1) {
    await delay(100 + 150 * round);
    await killAndRestart();
  }
  let push: GatePush | undefined;
  for (const until = Date.now() + 60_000; push?.state !== "idle" && Date.now() < until; await delay(200))
    push = (await child.steward.get<GatePush>(path())).body;
  assert.equal(push?.state, "idle", JSON.stringify(push));
  const { rows } = await requester.query(
    "select count(*)::int as n, count(distinct permit_no)::int as d, sum(months::int)::int as s from permits",
  );
  const months = Array.from({ length: rowCount }, (_, at) => at % 24).reduce((sum, month) => sum + month, 0);
  assert.deepEqual(rows, [{ n: rowCount, d: rowCount, s: months }]);
  const states = await requester.query("select is_done from weir_push_state");
  assert.deepEqual(states.rows, [{ is_done: true }]);
  await requester.end();
});

test("a file whose making was killed is made anew and whole; a killed download goes on", async () => {
  const ordered = await caller().post<GateExport>(`/api/gate/resources/${child.resource}/exports`, { format: "csv" });
  assert.equal(ordered.status, 201, ordered.text);
  for (let round = 0; round < kills; round += 1) {
    await delay(50 + 60 * round);
    await killAndRestart();
  }
  let made: GateExport | undefined;
  for (const until = Date.now() + 60_000; made?.state !== "ready" && Date.now() < until; await delay(200))
    made = (await caller().get<GateExport>(`/api/gate/exports/${ordered.body.id}`)).body;
  assert.equal(made?.rowCount, rowCount, JSON.stringify(made));
  const half = Math.floor((made?.sizeBytes ?? 0) / 2);
  const path = `/api/gate/exports/${ordered.body.id}/file`;
  const first = await caller().get(path, { headers: { range: `bytes=0-${half - 1}` } });
  await killAndRestart();
  const rest = await caller().get(path, {
    headers: { range: `bytes=${half}-`, "if-range": first.headers.get("etag") ?? "" },
  });
  assert.equal(rest.status, 206);
  const lines = (first.text + rest.text).trim().split("\n");
  assert.equal(new Set(lines).size, rowCount + 1);
});
