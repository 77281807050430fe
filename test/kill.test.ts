import assert from "node:assert/strict";
import { chmodSync, cpSync, existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import type { Load } from "#contract/intake";
import { openDuckdb } from "#kernel/lake/duckdb";
import { name, readLake } from "#kernel/lake/lake";
import { type HubProcess, runProgram, runWeir, startHubProcess } from "#test/hub-process";
import { ended, upload } from "#test/loading";

/**
 * The hub is killed with `kill -9` in the middle of loads, at moments spread over a load's whole length, and started
 * again on the same folder. Each version of the table carries its own number in every row, so a mixture would show.
 */
const folder = mkdtempSync(path.join(tmpdir(), "weir-kill-"));
chmodSync(folder, 0o711);
let hub: HubProcess = await startHubProcess(folder);
after(async () => {
  await hub.stop();
  rmSync(folder, { recursive: true, force: true });
});

const rows = 150_000;
const badEvery = 1000;
const shortEvery = 5000;
const bad = rows / badEvery;
const short = rows / shortEvery;
const moments = 8;
const resource = "人口登记";

/** Version `n` of the register: full-width digits to clean, days that do not exist, records cut short. */
function register(version: number): string {
  const lines = Array.from({ length: rows }, (_, index) => {
    const number = index + 1;
    if (number % shortEvery === 1) return `${number},${version}`;
    const day = number % badEvery === 0 ? "2026-02-30" : `2026-01-${String((number % 28) + 1).padStart(2, "0")}`;
    const amount = number % 7 === 0 ? "１２.５" : `${number % 1000}.25`;
    return `${number},${version},住户${number} ,${day},${amount}`;
  });
  return `序号,版本,户名,登记日期,金额\n${lines.join("\n")}\n`;
}

async function begin(version: number): Promise<Load> {
  const department = await onlyDepartment();
  const { body: file } = await upload(hub.client, "register.csv", register(version), department);
  const started = await hub.client.post<Load>("/api/intake/quick-load", {
    department,
    fileId: file.fileId,
    as: resource,
  });
  assert.equal(started.status, 201, started.text);
  return started.body;
}

async function onlyDepartment(): Promise<string> {
  const { body } = await hub.client.get<{ items: { code: string }[] }>("/api/registry/departments");
  return body.items[0]?.code ?? "";
}

/** What stands in the lake of a stopped hub, read from a copy as the next start would find it. */
async function versionsInLake(): Promise<{ versions: { version: number; rows: number }[]; tables: string[] }> {
  const copy = path.join(folder, "copy");
  rmSync(copy, { recursive: true, force: true });
  cpSync(path.join(folder, "lake"), copy, { recursive: true });
  const lake = await openDuckdb({ folder: copy, memoryMb: 512 });
  try {
    const found = await readLake<{ table_name: string }>(
      lake,
      "select t.table_name from information_schema.tables t where t.table_schema = 'standard' order by 1",
    );
    const tables = found.map((row) => row.table_name);
    const whole = tables.filter((table) => !table.includes("__load"));
    const versions = await Promise.all(
      whole.map((table) =>
        readLake<{ version: number; rows: number }>(
          lake,
          `select t.ban_ben as version, count(*) as rows from ${name("standard", table)} t group by t.ban_ben order by 1`,
        ),
      ),
    );
    return { versions: versions.flat(), tables };
  } finally {
    await lake.close();
  }
}

function assertWhole(load: Load): void {
  assert.equal(load.state, "published", JSON.stringify(load.problem));
  assert.deepEqual(
    [load.rowsRead, load.rowsLoaded, load.rowsRejected, load.sourceCount, load.isReconciled],
    [rows, rows - bad - short, bad + short, rows, true],
  );
}

let version = 0;
let lengthMs = 0;
/** How many loads of each kind of ending the ledger must hold. */
let published = 0;

test("a load that nobody disturbs is whole", async () => {
  version += 1;
  const start = performance.now();
  const load = await begin(version);
  assertWhole(await ended(hub.client, load.id));
  lengthMs = performance.now() - start;
  published += 1;
});

test("a second hub on the same folder is refused with a sentence", async () => {
  const second = await runProgram("server/main.ts", [], folder);
  assert.equal(second.code, 1);
  assert.match(second.out, /正被另一个进程/);
  assert.match(second.out, /in use by another process/);
  assert.equal((await fetch(`${hub.url}/healthz`)).status, 200);
});

for (let moment = 0; moment < moments; moment += 1) {
  test(`killed at moment ${moment + 1} of ${moments} the table stands whole, and the load ends after the next start`, async () => {
    version += 1;
    const load = await begin(version);
    await delay((lengthMs * (moment + Math.random())) / moments);
    await hub.kill();
    const { versions } = await versionsInLake();
    assert.equal(versions.length, 1, JSON.stringify(versions));
    assert.equal(versions[0]?.rows, rows - bad - short);
    assert.ok(versions[0]?.version === version || versions[0]?.version === version - 1, JSON.stringify(versions));
    hub = await startHubProcess(folder);
    const after_ = await ended(hub.client, load.id);
    assertWhole(after_);
    published += 1;
    const { body: dirty } = await hub.client.get<{ total: number; byRule: { rule: string; count: number }[] }>(
      `/api/intake/loads/${load.id}/dirty?limit=1`,
    );
    assert.equal(dirty.total, bad + short);
    assert.deepEqual(
      dirty.byRule.map(({ rule, count }) => [rule, count]),
      [
        ["type.date", bad],
        ["shape.too-few-columns", short],
      ],
    );
  });
}

test("SIGTERM drains: the hub ends by itself, and however often that happens the load is taken up again", async () => {
  version += 1;
  const load = await begin(version);
  for (let times = 0; times < 4; times += 1) {
    await delay(lengthMs / 8);
    assert.equal(await hub.stop(), 0, hub.printed());
    hub = await startHubProcess(folder);
  }
  assertWhole(await ended(hub.client, load.id));
  published += 1;
});

test("the ledger verifies and holds one receipt for each load", async () => {
  const { text } = await hub.client.get("/api/ledger/export");
  const file = path.join(folder, "ledger.ndjson");
  writeFileSync(file, text);
  const verdict = await runWeir(["verify", file, "--json"], folder);
  assert.equal(verdict.code, 0, verdict.err);
  const { body: receipts } = await hub.client.get<{ total: number }>("/api/ledger/entries?action=intake.load");
  assert.equal(receipts.total, published);
});

test("nothing unfinished is left behind: no stage tables, no files of steps", async () => {
  await hub.stop();
  const { versions, tables } = await versionsInLake();
  assert.deepEqual(versions, [{ version, rows: rows - bad - short }]);
  assert.deepEqual(
    tables.filter((table) => table.includes("__load")),
    [],
  );
  assert.equal(existsSync(path.join(folder, "lake", "lake.duckdb.wal")), false);
});
