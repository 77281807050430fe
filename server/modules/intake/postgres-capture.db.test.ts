import assert from "node:assert/strict";
import { after, describe, test } from "node:test";
import pg from "pg";
import type { Connection } from "#contract/intake";
import { captureConformance, type CaptureGround, problemOf } from "#test/capture-conformance";
import { CaptureMirror, followInto } from "#test/capture-mirror";
import { debianPostgres, noDebianPostgres } from "#test/debian-postgres";
import { openChangeReader } from "./readers/capture.ts";

describe("PostgreSQL", { skip: noDebianPostgres }, async () => {
  if (noDebianPostgres) return;
  const server = await debianPostgres(["wal_level=logical", "max_replication_slots=20", "max_wal_senders=20"]);
  const url = new URL(server.url);
  const connection: Connection = {
    host: url.searchParams.get("host") ?? "",
    port: 5432,
    database: "postgres",
    user: "weir",
    schema: "public",
  };
  const writer = new pg.Client({ connectionString: server.url });
  await writer.connect();
  after(async () => {
    await writer.end();
    await server[Symbol.asyncDispose]();
  });
  const run = async (sql: string) => void (await writer.query(sql));
  const ground: CaptureGround = {
    name: "postgres",
    run,
    async transaction(statements) {
      for (const statement of ["begin", ...statements]) await run(statement);
      await run("commit");
    },
    open: (name) => openChangeReader("postgres", connection, "", name),
    forget: (reader) => reader.release(),
    mayTruncate: true,
    types: {
      create: `create table types (k integer primary key, touched int, s smallint, b bigint, n numeric, n2 numeric(12,2), r real,
        d double precision, t text, c char(6), v varchar(20), y bytea, ts timestamp, tz timestamptz, dt date, ti time, iv interval,
        bo boolean, u uuid, j jsonb, a int[], x text, big text)`,
      insert: `insert into types values
        (1, 0, -32768, 9223372036854775807, 123456789012345678901234567890.123456789, -0.10, 1.1, 0.1, 'say "x", y', 'ab', '', '\\x00ff',
         '1999-12-31 23:59:59.123456', '2022-08-10 18:10:00.5+00', '0044-03-15', '23:59:59.999999', '1 day 02:03:04', true,
         '00000000-0000-0000-0000-000000000001', '{"a": [1, null]}', '{1,2,null}', E'back\\\\slash\\nline', repeat('长', 4000)),
        (2, 0, 0, -9223372036854775808, 'NaN', 0.00, 'Infinity', '-1e300', '', '', '𠮷野家', '\\x', 'infinity', '1988-07-01 00:00:00+08',
         '9999-12-31', '00:00', '-3 months', false, null, 'null', '{}', 'NULL', null),
        (3, 0, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null)`,
      touch: "update types set touched = 1",
    },
  };

  captureConformance(() => ground);

  test("a large value that an update leaves alone is not sent, and stays", async () => {
    await run("create table large (k int primary key, v text, n int); alter table large alter v set storage external");
    await run("insert into large select 1, repeat('x', 10000), 0");
    await using reader = await ground.open("large");
    const mirror = new CaptureMirror(["k"]);
    await mirror.takeSnapshot(reader, "large");
    await run("update large set n = 1");
    await followInto(mirror, reader, "large", ["k"], () => mirror.changes === 1);
    assert.deepEqual([mirror.rows.get('["1"]')?.["v"]?.length, mirror.rows.get('["1"]')?.["n"]], [10_000, "1"]);
    await reader.release();
  });

  test("of two transactions that end one right behind the other, the second comes after a break between them", async () => {
    await run("create table beside (k int primary key)");
    const second = new pg.Client({ connectionString: server.url });
    await second.connect();
    await using reader = await ground.open("beside");
    const mirror = new CaptureMirror(["k"]);
    await mirror.takeSnapshot(reader, "beside");
    for (let pair = 0; pair < 10; pair += 1) {
      for (const client of [writer, second]) await client.query("begin");
      await writer.query(`insert into beside values (${pair * 2})`);
      await second.query(`insert into beside values (${pair * 2 + 1})`);
      await Promise.all([writer.query("commit"), second.query("commit")]);
      const before = mirror.changes;
      await followInto(mirror, reader, "beside", ["k"], () => mirror.changes > before, { batchChanges: 1 });
    }
    await followInto(mirror, reader, "beside", ["k"], () => mirror.rows.size === 20, { batchChanges: 1 });
    assert.equal(mirror.changes, 20);
    await second.end();
    await reader.release();
  });

  test("a reader that was killed and still holds its slot is sent away by the next of its name", async () => {
    await run("create table held (k int primary key)");
    await using dead = await ground.open("held");
    await using reader = await ground.open("held");
    const mirror = new CaptureMirror(["k"]);
    await mirror.takeSnapshot(dead, "held");
    const options = { table: "held", key: ["k"], position: mirror.position, batchChanges: 10, batchMs: 10 };
    await using _held = await dead.stream({ ...options, signal: AbortSignal.timeout(20_000) });
    await run("insert into held values (1)");
    await followInto(mirror, reader, "held", ["k"], () => mirror.rows.size === 1);
    await reader.release();
  });

  test("nothing of ours is left at the source when following ends", async () => {
    await run("create table gone (k int primary key)");
    await using reader = await ground.open("gone");
    await new CaptureMirror(["k"]).takeSnapshot(reader, "gone");
    await reader.release();
    const left = await writer.query(
      "select slot_name from pg_replication_slots where slot_name = 'weir_gone' union all select pubname from pg_publication where pubname = 'weir_gone'",
    );
    assert.deepEqual(left.rows, []);
  });

  test("an account without rights is told which statement gives them", async () => {
    await run("create table closed (k int primary key); create role poor login");
    await using reader = await openChangeReader("postgres", { ...connection, user: "poor" }, "", "poor");
    const findings = await reader.check("closed");
    assert.deepEqual(
      findings.filter((finding) => finding.weight === "stop").map((finding) => finding.code),
      ["capture.no-replication", "capture.no-select", "capture.no-publication"],
    );
    assert.match(findings[0]?.text.zh ?? "", /ALTER ROLE "poor" WITH REPLICATION/);
  });

  test("what the owner published serves an account that may only read", async () => {
    await run(`create table shared (k int primary key); create role modest login replication; grant select on shared to modest;
      create publication weir for table shared`);
    await using reader = await openChangeReader("postgres", { ...connection, user: "modest" }, "", "modest");
    assert.deepEqual(
      (await reader.check("shared")).filter((finding) => finding.weight === "stop"),
      [],
    );
    const mirror = new CaptureMirror(["k"]);
    await mirror.takeSnapshot(reader, "shared");
    await run("insert into shared values (1)");
    await followInto(mirror, reader, "shared", ["k"], () => mirror.rows.size === 1);
    await reader.release();
  });

  test("a table without a key is refused with the statement that mends it", async () => {
    await run("create table keyless (v int)");
    await using reader = await ground.open("keyless");
    await assert.rejects(
      new CaptureMirror(["v"]).takeSnapshot(reader, "keyless"),
      problemOf("intake.capture-impossible"),
    );
  });

  test("a key the log does not carry is refused", async () => {
    await run("create table aside (k int primary key, code text unique)");
    await using reader = await ground.open("aside");
    const mirror = new CaptureMirror(["code"]);
    await mirror.takeSnapshot(reader, "aside");
    await run("insert into aside values (1, 'a')");
    await assert.rejects(
      followInto(mirror, reader, "aside", ["code"], () => mirror.changes > 0),
      problemOf("intake.key-not-logged"),
    );
    await reader.release();
  });

  test("the log kept for a reader is measured", async () => {
    await run("create table kept (k int primary key)");
    await using reader = await ground.open("kept");
    const mirror = new CaptureMirror(["k"]);
    await mirror.takeSnapshot(reader, "kept");
    await run("insert into kept select n from generate_series(1, 1000) n");
    const signal = AbortSignal.timeout(20_000);
    await using stream = await reader.stream({
      table: "kept",
      key: ["k"],
      position: mirror.position,
      signal,
      batchChanges: 10,
      batchMs: 10,
    });
    for await (const event of stream) if (event.kind === "changes") break;
    const lag = await stream.lag();
    assert.ok((lag.bytes ?? 0) > 10_000 && (lag.seconds ?? -1) >= 0, JSON.stringify(lag));
    await reader.release();
  });

  test("a server that does not log rows is told how to mend it", async () => {
    await using plain = await debianPostgres(["wal_level=replica"]);
    const host = new URL(plain.url).searchParams.get("host") ?? "";
    const client = new pg.Client({ connectionString: plain.url });
    await client.connect();
    await client.query("create table t (k int primary key)");
    await client.end();
    await using reader = await openChangeReader("postgres", { ...connection, host }, "", "plain");
    const found = (await reader.check("t")).find((finding) => finding.code === "capture.wal-level");
    assert.match(found?.text.zh ?? "", /ALTER SYSTEM SET wal_level = logical/);
  });
});
