import assert from "node:assert/strict";
import { after, describe, test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import mysql from "mysql2/promise";
import type { Connection } from "#contract/intake";
import { captureConformance, type CaptureGround, problemOf } from "#test/capture-conformance";
import { CaptureMirror, followInto } from "#test/capture-mirror";
import { noMariadb, startMariadb } from "#test/mariadb";
import { openChangeReader } from "./readers/capture.ts";

describe("MariaDB", { skip: noMariadb }, async () => {
  if (noMariadb) return;
  const logging = ["--log-bin=bin", "--server-id=1", "--binlog-format=ROW", "--binlog-row-metadata=FULL"];
  const server = await startMariadb(logging);
  const writer = await mysql.createConnection({ uri: server.url, multipleStatements: true, timezone: "+08:00" });
  await writer.query("create database city character set utf8mb4; use city; set time_zone = '+00:00'");
  const connection: Connection = { host: "127.0.0.1", port: server.port, database: "city", user: "root", schema: "" };
  after(async () => {
    await writer.end();
    await server[Symbol.asyncDispose]();
  });
  const run = async (sql: string) => void (await writer.query(sql));
  const ground: CaptureGround = {
    name: "mariadb",
    run,
    async transaction(statements) {
      for (const statement of ["begin", ...statements]) await run(statement);
      await run("commit");
    },
    open: (name) => openChangeReader("mysql", connection, "", name),
    async forget() {
      await run("flush binary logs");
      const files = async () => (await writer.query<mysql.RowDataPacket[]>("show binary logs"))[0];
      const last = String((await files()).at(-1)?.["Log_name"]);
      // A replica that is just leaving holds its file a moment longer.
      for (let tries = 0; tries < 500 && (await files()).length > 1; tries += 1) {
        await run(`purge binary logs to '${last}'`);
        await delay(20);
      }
    },
    mayTruncate: true,
    types: {
      create: `create table types (k int primary key, touched int, ti tinyint, tu tinyint unsigned, sm smallint, me mediumint,
        b bigint, bu bigint unsigned, d decimal(30,10), d2 decimal(5,0), f float, db double, c char(6), v varchar(20),
        g varchar(20) character set gbk, t text, lt longtext, bin binary(4), vb varbinary(10), bl blob, dt date, dm datetime,
        d6 datetime(6), ts timestamp null, t6 timestamp(3) null, tm time, tm3 time(3), y year, e enum('甲','乙,丙','d'),
        s set('x','y','z'), bi bit(5), j json, u uuid, i4 inet4)`,
      insert: `insert into types values
        (1, 0, -128, 255, -32768, -8388608, -9223372036854775808, 18446744073709551615, 12345678901234567890.0123456789, -99999, 1.1, 0.1,
         'ab', 'say "x", y', '市公安局', 'back\\\\slash\\nline', '𠮷野家', x'00ff', x'00', x'ff00', '1999-12-31', '2022-08-10 18:10:00',
         '2022-08-10 18:10:00.123456', '2022-08-10 18:10:00', '1988-07-01 00:00:00.5', '-100:00:01', '23:59:59.999', 2022, '乙,丙', 'x,z', b'10101',
         '{"a": [1, null]}', '00000000-0000-0000-0000-0000000000ff', '10.0.0.1'),
        (2, 0, 0, 0, 0, 0, 0, 0, 0, 0, -2.5, -1.5e300, '', '', '', '', '', '', '', '', '1000-01-01', '9999-12-31 23:59:59',
         '1000-01-01 00:00:00', '2038-01-19 03:14:07', null, '00:00:00', '00:00:00', 0, 'd', '', 0, 'null', null, '255.255.255.255'),
        (3, 0, ${Array.from({ length: 32 }, () => "null").join(", ")})`,
      touch: "update types set touched = 1",
    },
  };

  captureConformance(() => ground);

  test("a log that is reset and written anew is not taken for the old one", async () => {
    await run("create table anew (k int primary key)");
    await using reader = await ground.open("anew");
    const mirror = new CaptureMirror(["k"]);
    await mirror.takeSnapshot(reader, "anew");
    const [rows] = await writer.query<mysql.RowDataPacket[]>("show master status");
    await run("reset master");
    await run("flush binary logs");
    for (let row = 0; row < 60; row += 1) await run(`insert into anew values (${row})`);
    assert.ok(rows.length > 0);
    await assert.rejects(
      followInto(mirror, reader, "anew", ["k"], () => false),
      problemOf("intake.position-lost"),
    );
  });

  test("a change that was logged as a statement stops following: rows would be missed", async () => {
    await run("create table spoken (k int primary key, v int); insert into spoken values (1, 1)");
    await using reader = await ground.open("spoken");
    const mirror = new CaptureMirror(["k"]);
    await mirror.takeSnapshot(reader, "spoken");
    await run("set session binlog_format = 'STATEMENT'; update spoken set v = 2; set session binlog_format = 'ROW'");
    await assert.rejects(
      followInto(mirror, reader, "spoken", ["k"], () => false),
      problemOf("intake.change-not-logged"),
    );
  });

  test("rows that are logged in part stop following", async () => {
    await run("create table partly (k int primary key, v int, w int); insert into partly values (1, 1, 1)");
    await using reader = await ground.open("partly");
    const mirror = new CaptureMirror(["k"]);
    await mirror.takeSnapshot(reader, "partly");
    await run(
      "set session binlog_row_image = 'MINIMAL'; update partly set v = 2; set session binlog_row_image = 'FULL'",
    );
    await assert.rejects(
      followInto(mirror, reader, "partly", ["k"], () => false),
      problemOf("intake.change-not-logged"),
    );
  });

  test("without names in the log, another shape asks for a new snapshot", async () => {
    await run("create table unnamed (k int primary key, v int)");
    await using reader = await ground.open("unnamed");
    const mirror = new CaptureMirror(["k"]);
    await mirror.takeSnapshot(reader, "unnamed");
    await run("set global binlog_row_metadata = 'NO_LOG'");
    try {
      await run(
        "insert into unnamed values (1, 1); alter table unnamed change v w int; insert into unnamed values (2, 2)",
      );
      await assert.rejects(
        followInto(mirror, reader, "unnamed", ["k"], () => false),
        problemOf("intake.change-not-logged"),
      );
    } finally {
      await run("set global binlog_row_metadata = 'FULL'");
    }
  });

  test("an account without rights is told which statement gives them", async () => {
    await run("create table closed (k int primary key); create user poor; grant select on city.closed to poor");
    await using reader = await openChangeReader("mysql", { ...connection, user: "poor" }, "", "poor");
    const findings = await reader.check("closed");
    assert.deepEqual(
      findings.filter((finding) => finding.weight === "stop").map((finding) => finding.code),
      ["capture.no-replication", "capture.no-log-rights"],
    );
    assert.match(findings[0]?.text.zh ?? "", /GRANT REPLICATION SLAVE ON \*\.\* TO 'poor'@'%'/);
  });

  test("an account that may only read and replicate is enough, and is not warned about", async () => {
    await run("create table shared (k int primary key); create user modest; grant select on city.* to modest");
    await run("grant replication slave, replication client on *.* to modest");
    await using reader = await openChangeReader("mysql", { ...connection, user: "modest" }, "", "modest");
    assert.deepEqual(await reader.check("shared"), []);
    const mirror = new CaptureMirror(["k"]);
    await mirror.takeSnapshot(reader, "shared");
    await run("insert into shared values (1)");
    await followInto(mirror, reader, "shared", ["k"], () => mirror.rows.size === 1);
  });

  test("what cannot be captured is said before anything is read", async () => {
    await run(`create table spatial_one (k int primary key, p point);
      create table old_engine (k int primary key) engine = MyISAM; create view seen as select * from spatial_one`);
    await using reader = await ground.open("odd");
    const codes = async (table: string) =>
      (await reader.check(table)).filter((finding) => finding.weight === "stop").map((finding) => finding.code);
    assert.deepEqual(
      [await codes("spatial_one"), await codes("old_engine"), await codes("seen"), await codes("nowhere")],
      [["capture.column-unsupported"], ["capture.engine"], ["capture.not-a-table"], ["capture.no-table"]],
    );
  });

  test("a server without a log of rows is told how to mend it", async () => {
    await using plain = await startMariadb();
    const client = await mysql.createConnection({ uri: plain.url, multipleStatements: true });
    await client.query("create database city; use city; create table t (k int primary key)");
    await client.end();
    await using reader = await openChangeReader("mysql", { ...connection, port: plain.port }, "", "plain");
    const found = (await reader.check("t")).find((finding) => finding.weight === "stop");
    assert.deepEqual([found?.code, /log_bin=/.test(found?.text.zh ?? "")], ["capture.log-bin", true]);
  });

  test("the log behind a reader is measured", async () => {
    await run("create table kept (k int primary key, v varchar(100))");
    await using reader = await ground.open("kept");
    const mirror = new CaptureMirror(["k"]);
    await mirror.takeSnapshot(reader, "kept");
    await run("insert into kept select seq, repeat('x', 100) from seq_1_to_1000");
    const signal = AbortSignal.timeout(20_000);
    const options = { table: "kept", key: ["k"], position: mirror.position, signal, batchChanges: 10, batchMs: 10 };
    await using stream = await reader.stream(options);
    for await (const event of stream) if (event.kind === "changes") break;
    const lag = await stream.lag();
    assert.ok((lag.bytes ?? 0) > 10_000 && (lag.seconds ?? -1) >= 0, JSON.stringify(lag));
  });
});
