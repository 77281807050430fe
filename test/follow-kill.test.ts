import assert from "node:assert/strict";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import mysql from "mysql2/promise";
import pg from "pg";
import type { Connection, DatabaseKind } from "#contract/intake";
import type { Follow, FollowMode, Reconciliation, Run } from "#contract/intake-follow";
import { debianPostgres, noDebianPostgres } from "#test/debian-postgres";
import { lakeLines } from "#test/follow-lake";
import { type HubProcess, startHubProcess } from "#test/hub-process";
import { noMariadb, startMariadb } from "#test/mariadb";

/**
 * Tables of real servers are followed in every mode while they change, and the hub is killed with `kill -9` at random moments
 * and started again. In the end source and lake must be equal row by row. WEIR_TEST_KILLS says how often (3 unless said, 50 for
 * the full proof).
 */
const kills = Number(process.env["WEIR_TEST_KILLS"] ?? "3");
const skip = noDebianPostgres || noMariadb;
const rows = 3000;

interface Server {
  readonly kind: DatabaseKind;
  readonly connection: Connection & { readonly password: string };
  run(sql: string): Promise<void>;
  rows(sql: string): Promise<Record<string, string>[]>;
}

interface Followed {
  readonly server: Server;
  readonly table: string;
  readonly mode: FollowMode;
  follow: Follow;
}

const folder = mkdtempSync(path.join(tmpdir(), "weir-follow-kill-"));
chmodSync(folder, 0o711);
const open = new AsyncDisposableStack();
let hub: HubProcess;
let department = "";
const followed: Followed[] = [];

before(async () => {
  if (skip) return;
  hub = await startHubProcess(folder);
  const { body } = await hub.client.get<{ items: { code: string }[] }>("/api/registry/departments");
  department = body.items[0]?.code ?? "";
});
after(async () => {
  if (!skip) await hub.stop();
  await open.disposeAsync();
  rmSync(folder, { recursive: true, force: true });
});

async function openPostgres(): Promise<Server> {
  const server = open.use(
    await debianPostgres(["wal_level=logical", "max_replication_slots=20", "max_wal_senders=20"]),
  );
  const client = new pg.Client({ connectionString: server.url });
  await client.connect();
  open.defer(() => client.end());
  const host = new URL(server.url).searchParams.get("host") ?? "";
  return {
    kind: "postgres",
    connection: { host, port: 5432, database: "postgres", user: "weir", password: "", schema: "public" },
    run: async (sql) => void (await client.query(sql)),
    rows: async (sql) => (await client.query<Record<string, string>>(sql)).rows,
  };
}

async function openMariadb(): Promise<Server> {
  const options = ["--log-bin=log", "--binlog-format=ROW", "--server-id=1", "--binlog-row-image=FULL"];
  const server = open.use(await startMariadb(options));
  const client = await mysql.createConnection({ uri: server.url, dateStrings: true });
  open.defer(() => client.end());
  await client.query("create database office character set utf8mb4");
  await client.query("use office");
  return {
    kind: "mysql",
    connection: { host: "127.0.0.1", port: server.port, database: "office", user: "root", password: "", schema: "" },
    run: async (sql) => void (await client.query(sql)),
    async rows(sql) {
      const [found] = await client.query(sql);
      return found as Record<string, string>[];
    },
  };
}

async function begin(server: Server, table: string, mode: FollowMode): Promise<void> {
  await server.run(
    `create table ${table} (serial integer primary key, title varchar(60), born date, changed ${server.kind === "mysql" ? "datetime(6)" : "timestamp"} not null)`,
  );
  const values = Array.from({ length: rows }, (_, index) => `(${index}, '户 ${index}', '2020-01-02', now())`);
  await server.run(`insert into ${table} values ${values.join(", ")}`);
  const begun = await hub.client.post<{ follow: Follow }>("/api/intake/quick-follow", {
    department,
    kind: server.kind,
    connection: server.connection,
    table,
    as: `${server.kind} ${table}`,
    mode,
    ...(mode === "watermark" ? { watermark: "changed" } : {}),
  });
  assert.equal(begun.status, 201, begun.text);
  followed.push({ server, table, mode, follow: begun.body.follow });
}

let seed = 20_261_123;
const random = (below: number): number => {
  seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
  return Math.floor((seed / 2_147_483_648) * below);
};

/** One transaction's worth of changes; by watermark rows are never removed, as the mode demands. */
async function change({ server, table, mode }: Followed): Promise<void> {
  const at = random(rows);
  const keepsRows = mode === "watermark";
  await server.run("begin");
  for (let count = 0; count < 5; count += 1) {
    const serial = (at + count * 7) % rows;
    const what = random(keepsRows ? 2 : 4);
    if (what === 0)
      await server.run(`update ${table} set title = '改 ${random(1e6)}', changed = now() where serial = ${serial}`);
    else if (what === 1)
      await server.run(
        `insert into ${table} select ${rows + random(1e8)}, ' 新 ', null, now() ${server.kind === "mysql" ? "from dual" : ""}`,
      );
    else if (what === 2) await server.run(`delete from ${table} where serial = ${serial}`);
    else await server.run(`update ${table} set serial = serial + 100000000, changed = now() where serial = ${serial}`);
  }
  await server.run("commit");
}

async function changeAll(times: number): Promise<void> {
  for (let count = 0; count < times; count += 1) for (const one of followed) await change(one);
}

async function lastRun(follow: Follow): Promise<Run | undefined> {
  const { body } = await hub.client.get<{ items: Run[] }>(`/api/intake/runs?followId=${follow.id}&limit=1`);
  return body.items[0];
}

/** Two comparisons one after the other: that of the second is of a moment after now, whatever was under way. */
async function agreed(one: Followed): Promise<void> {
  await agreedOnce(one);
  await agreedOnce(one);
}

/** A comparison that was written down after now, and agrees. */
async function agreedOnce({ follow, mode }: Followed): Promise<void> {
  const asked = Date.now();
  for (let tries = 0; tries < 1200; tries += 1) {
    const run = await lastRun(follow);
    if (tries % 100 === 0 && (mode === "capture" || run?.endedAt))
      await hub.client.post(`/api/intake/follows/${follow.id}/reconcile`, {});
    const { body } = await hub.client.get<{ items: Reconciliation[] }>(
      `/api/intake/follows/${follow.id}/reconciliations?limit=1`,
    );
    const last = body.items[0];
    if (last && Date.parse(last.at) > asked && (mode === "capture" || run?.endedAt)) {
      assert.ok(last.isMatching, `${follow.resourceName}: ${last.text.zh} ${run?.problem?.zh ?? ""}`);
      return;
    }
    await delay(50);
  }
  const { body } = await hub.client.get<{ items: Run[] }>(`/api/intake/runs?followId=${follow.id}&limit=5`);
  const story = body.items.map(({ number, state, attempt, problem }) => ({ number, state, attempt, problem }));
  throw new Error(`${follow.resourceName} does not come to agree: ${JSON.stringify(story)}`);
}

/** Until the run of one of those that run at times has begun, each in its turn: a kill that meets no run proves little. */
async function underWay(count: number): Promise<void> {
  const timed = followed.filter(({ mode }) => mode !== "capture");
  const one = timed[count % timed.length];
  for (let run = one && (await lastRun(one.follow)); run && !run.startedAt; run = one && (await lastRun(one.follow)))
    await delay(20);
}

/** In how many of the kills a run of the follow was under way: what is left of it stands there after the next start. */
const struck = new Map<string, number>();
async function countStruck(): Promise<void> {
  for (const { table, follow } of followed) {
    const run = await lastRun(follow);
    if (run?.startedAt && !run.endedAt) struck.set(table, (struck.get(table) ?? 0) + 1);
  }
}

test("killed at any moment, every follow ends with the source's rows, each once", { skip }, async (t) => {
  const [postgres, mariadb] = [await openPostgres(), await openMariadb()];
  await begin(postgres, "p_capture", "capture");
  await begin(mariadb, "m_capture", "capture");
  await begin(postgres, "p_full", "full");
  await begin(postgres, "p_watermark", "watermark");
  await begin(postgres, "p_compare", "compare");
  await begin(mariadb, "m_compare", "compare");
  for (let count = 0; count < kills; count += 1) {
    await changeAll(3);
    for (const { follow, mode } of followed)
      if (mode !== "capture") await hub.client.post(`/api/intake/follows/${follow.id}/run`, {});
    await Promise.all([changeAll(2), underWay(count)]);
    await delay(random(700));
    await hub.kill();
    hub = await startHubProcess(folder);
    await countStruck();
  }
  await changeAll(5);
  for (const one of followed) await agreed(one);
  await hub.stop();
  const lake = await lakeLines(path.join(folder, "lake"), 2);
  for (const { server, table } of followed) {
    const source = await server.rows(
      `select concat(serial, '|', trim(coalesce(title, '')), '|', coalesce(born${server.kind === "mysql" ? "" : "::text"}, '')) as line from ${table}`,
    );
    const expected = source
      .map(({ line }) => line ?? "")
      .toSorted((a, b) => (a < b ? -1 : 1))
      .join("\n");
    assert.ok(lake.has(expected), `${table}: rows differ`);
    t.diagnostic(`${table}: ${kills} kills, ${struck.get(table) ?? 0} in a run; ${source.length} rows equal`);
  }
  hub = await startHubProcess(folder);
});
