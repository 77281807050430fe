import { loadavg } from "node:os";
import { setTimeout as delay } from "node:timers/promises";
import pg from "pg";
import mysql from "mysql2/promise";
import { debianPostgres, noDebianPostgres } from "#test/debian-postgres";
import { CaptureMirror } from "#test/capture-mirror";
import { noMariadb, startMariadb } from "#test/mariadb";
import { openChangeReader } from "../server/modules/intake/readers/capture.ts";
import type { ChangeReader } from "../server/modules/intake/readers/change-stream.ts";

/**
 * Reading changes, without the lake: how many a second one core decodes when catching up, and how old a change is when it is
 * handed on while a writer makes 500 a second. `node bench/capture.ts [changes] [seconds]`
 */
const changesWanted = Number(process.argv[2] ?? 200_000);
const seconds = Number(process.argv[3] ?? 15);
const perSecond = 500;
const key = ["k"];
const columns =
  "k int primary key, c1 varchar(40), c2 varchar(40), c3 varchar(18), c4 int, c5 numeric(12,2), c6 date, c7 varchar(40), c8 varchar(40), c9 int, c10 varchar(40), at_us bigint";
const valuesOf = (k: number) =>
  `(${k}, '张三', '某某路 ${k} 号', '11010519491231002X', ${k}, 12.50, '2026-03-18', 'a', 'b', 1, 'text of forty characters or thereabouts', ${Date.now()} * 1000)`;

interface Bench {
  readonly name: string;
  readonly open: (name: string) => Promise<ChangeReader>;
  readonly run: (sql: string) => Promise<void>;
}

async function catchUp({ name, open, run }: Bench): Promise<void> {
  await using reader = await open("bench_catch");
  const mirror = new CaptureMirror(key);
  await run(`create table many (${columns})`);
  await mirror.takeSnapshot(reader, "many");
  for (let from = 1; from <= changesWanted; from += 1000)
    await run(
      `insert into many values ${Array.from({ length: Math.min(1000, changesWanted - from + 1) }, (_, row) => valuesOf(from + row)).join(",")}`,
    );
  const cpu = process.cpuUsage();
  const began = performance.now();
  let seen = 0;
  const signal = AbortSignal.timeout(120_000);
  await using stream = await reader.stream({
    table: "many",
    key,
    position: mirror.position,
    signal,
    batchChanges: 5000,
    batchMs: 200,
  });
  for await (const event of stream) {
    if (event.kind === "changes") seen += event.changes.length;
    await stream.acknowledge(event.position);
    if (seen >= changesWanted) break;
  }
  const used = process.cpuUsage(cpu);
  const cpuSeconds = (used.user + used.system) / 1e6;
  const wall = (performance.now() - began) / 1000;
  print(
    name,
    "catching up",
    `${seen} changes x 12 columns in ${wall.toFixed(2)} s (${Math.round(seen / wall)}/s), ${cpuSeconds.toFixed(2)} s of processor time (${Math.round(seen / cpuSeconds)} per core second), RSS ${Math.round(process.memoryUsage().rss / 1_048_576)} MB`,
  );
  await reader.release();
}

async function keepUp({ name, open, run }: Bench): Promise<void> {
  await using reader = await open("bench_keep");
  const mirror = new CaptureMirror(key);
  await run(`create table steady (${columns})`);
  await mirror.takeSnapshot(reader, "steady");
  const signal = AbortSignal.timeout(120_000);
  const ages: number[] = [];
  const total = perSecond * seconds;
  const writing = writeSteadily(run);
  const cpu = process.cpuUsage();
  await using stream = await reader.stream({
    table: "steady",
    key,
    position: mirror.position,
    signal,
    batchChanges: 5000,
    batchMs: 500,
  });
  for await (const event of stream) {
    const now = Date.now();
    if (event.kind === "changes")
      for (const change of event.changes)
        if (change.op !== "truncate") ages.push(now - Number(change.values["at_us"]) / 1000);
    await stream.acknowledge(event.position);
    if (ages.length >= total) break;
  }
  await writing;
  const used = process.cpuUsage(cpu);
  const sorted = ages.toSorted((a, b) => a - b);
  const at = (share: number) => Math.round(sorted[Math.floor(sorted.length * share)] ?? 0);
  print(
    name,
    `${perSecond} changes/s for ${seconds} s`,
    `age when handed on p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, p99 ${at(0.99)} ms; processor ${((used.user + used.system) / 1e4 / seconds).toFixed(0)} % of a core with the writer in the same process`,
  );
  await reader.release();
}

/** Ten transactions of five rows every tenth of a second. */
async function writeSteadily(run: Bench["run"]): Promise<void> {
  let k = 0;
  const began = performance.now();
  for (let tick = 0; tick < seconds * 10; tick += 1) {
    for (let transaction = 0; transaction < perSecond / 50; transaction += 1) {
      await run(`insert into steady values ${Array.from({ length: 5 }, () => valuesOf((k += 1))).join(",")}`);
    }
    await delay(Math.max(0, began + (tick + 1) * 100 - performance.now()));
  }
}

function print(name: string, what: string, figures: string): void {
  process.stdout.write(`${name} · ${what}: ${figures} · load ${loadavg()[0]?.toFixed(1)}\n`);
}

if (!noDebianPostgres) {
  await using server = await debianPostgres(["wal_level=logical"]);
  const client = new pg.Client({ connectionString: server.url });
  await client.connect();
  const host = new URL(server.url).searchParams.get("host") ?? "";
  const connection = { host, port: 5432, database: "postgres", user: "weir", schema: "public" };
  const bench = {
    name: "PostgreSQL 15",
    open: (name: string) => openChangeReader("postgres", connection, "", name),
    run: async (sql: string) => void (await client.query(sql)),
  };
  await catchUp(bench);
  await keepUp(bench);
  await client.end();
}
if (!noMariadb) {
  await using server = await startMariadb([
    "--log-bin=bin",
    "--server-id=1",
    "--binlog-format=ROW",
    "--binlog-row-metadata=FULL",
  ]);
  const client = await mysql.createConnection({ uri: server.url });
  await client.query("create database city character set utf8mb4");
  await client.query("use city");
  const connection = { host: "127.0.0.1", port: server.port, database: "city", user: "root", schema: "" };
  const bench = {
    name: "MariaDB 10.11",
    open: (name: string) => openChangeReader("mysql", connection, "", name),
    run: async (sql: string) => void (await client.query(sql)),
  };
  await catchUp(bench);
  await keepUp(bench);
  await client.end();
}
