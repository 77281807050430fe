import assert from "node:assert/strict";
import { after, describe, test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import mysql from "mysql2/promise";
import pg from "pg";
import type { Connection, DatabaseKind, Draft, Inspection, Load, Source } from "#contract/intake";
import type { Call } from "#kernel/call";
import { type LakeRow, readLake } from "#kernel/lake/lake";
import { freshDatabaseUrl } from "#test/database";
import { startTestHub, testBureau } from "#test/hub";
import { ended } from "#test/loading";
import { noMariadb, startMariadb } from "#test/mariadb";

const hub = await startTestHub();
const officer = await hub.as("data-officer");
const secret = "s3cret-of-the-source";

interface Server {
  readonly kind: DatabaseKind;
  readonly connection: Connection & { password: string };
  run(sql: string): Promise<void>;
}

const postgresUrl = new URL(await freshDatabaseUrl());
const postgres = new pg.Client({ connectionString: postgresUrl.href });
await postgres.connect();
await postgres.query("create schema source");
after(() => postgres.end());
const onPostgres: Server = {
  kind: "postgres",
  connection: {
    host: postgresUrl.searchParams.get("host") ?? postgresUrl.hostname,
    port: Number(postgresUrl.port || 5432),
    database: postgresUrl.pathname.slice(1),
    user: decodeURIComponent(postgresUrl.username),
    password: decodeURIComponent(postgresUrl.password),
    schema: "source",
  },
  run: async (sql) => void (await postgres.query(`set search_path = source; ${sql}`)),
};

let count = 0;
async function sourceOf(server: Server, change: Partial<Server["connection"]> = {}): Promise<Source> {
  count += 1;
  const { body, status, text } = await officer.post<Source>("/api/intake/sources", {
    name: `业务库 ${count}`,
    kind: server.kind,
    department: testBureau,
    connection: { ...server.connection, ...change },
  });
  assert.equal(status, 201, text);
  return body;
}

/** Through the wizard: source, table, load; answers the receipt and the rows of the standard table. */
async function loadTable(server: Server, table: string): Promise<{ draft: Draft; load: Load; rows: LakeRow[] }> {
  const source = await sourceOf(server);
  const draft = await officer.post<Draft>("/api/intake/drafts", { department: testBureau, sourceId: source.id, table });
  assert.equal(draft.status, 201, draft.text);
  const resourceName = `${server.kind} ${table}`;
  await officer.patch(`/api/intake/drafts/${draft.body.id}`, { resourceName }, { ifMatch: draft.body.version });
  const started = await officer.post<Load>(`/api/intake/drafts/${draft.body.id}/load`);
  assert.equal(started.status, 201, started.text);
  const load = await ended(officer, started.body.id);
  assert.equal(load.state, "published", JSON.stringify(load.problem));
  return { draft: draft.body, load, rows: await rowsOf(load) };
}

async function rowsOf(load: Load): Promise<LakeRow[]> {
  if (load.state !== "published") return [];
  const { table } = await hub.hub.catalog.resource(hub.hub.call() satisfies Call, load.resourceId);
  return readLake(hub.lake, `select t.* exclude (_row) from ${table} t order by t._row`);
}

/** Asks again until it is so, for at most ten seconds. */
async function until(isSo: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 1000; tries += 1) {
    if (await isSo()) return;
    await delay(10);
  }
  assert.fail("It did not come to that.");
}

const typeOf = (load: Load, source: string) => {
  const column = load.columns.find((candidate) => candidate.source === source);
  return (
    column && `${column.type.kind}${column.type.precision ? `(${column.type.precision},${column.type.scale})` : ""}`
  );
};

/** What both kinds of server must give. */
function bothGive(server: () => Server): void {
  test("an empty string is not the absence of a value, and every odd character survives", async () => {
    await server().run(`create table odd (k int, v varchar(200));
      insert into odd values (1, ''), (2, null), (3, 'say "x", y'), (4, 'NULL'), (5, 'back\\slash'), (6, '𠮷野家')`);
    const { rows } = await loadTable(server(), "odd");
    const written = server().kind === "mysql" ? "backslash" : String.raw`back\slash`;
    assert.deepEqual(
      rows.map((row) => row["v"]),
      ["", null, 'say "x", y', "NULL", written, "𠮷野家"],
    );
  });

  test("a table of one column keeps its rows without a value", async () => {
    await server().run("create table single (v varchar(20)); insert into single values ('a'), (null), ('b'), (null)");
    const { load, rows } = await loadTable(server(), "single");
    assert.deepEqual([load.state, load.rowsRead, load.rowsLoaded], ["published", 4, 4]);
    assert.deepEqual(
      rows.map((row) => row["v"]),
      ["a", null, "b", null],
    );
  });

  test("an account that may change the source is warned about", async () => {
    await server().run("create table writable (k int)");
    const source = await sourceOf(server());
    const { body } = await officer.post<Inspection>(`/api/intake/sources/${source.id}/test`);
    assert.ok(body.notices.some((notice) => notice.code === "account.may-write"));
  });

  test("a source on a metadata address is refused", async () => {
    const source = await sourceOf(server(), { host: "169.254.169.254" });
    const { status, body } = await officer.post(`/api/intake/sources/${source.id}/test`);
    assert.deepEqual([status, body.code], [422, "intake.host-refused"]);
  });

  test("an empty table loads as an empty table", async () => {
    await server().run("create table nothing_in_it (k int, v varchar(20))");
    const { load } = await loadTable(server(), "nothing_in_it");
    assert.deepEqual([load.state, load.rowsRead, load.sourceCount], ["published", 0, 0]);
  });

  test("names with quotes, spaces and Chinese are read like any other", async () => {
    const [table, column] = server().kind === "mysql" ? ['`居民 "表"`', "`姓 名`"] : ['"居民 ""表"""', '"姓 名"'];
    await server().run(`create table ${table} (${column} varchar(20), k int); insert into ${table} values ('张三', 1)`);
    const { load, rows } = await loadTable(server(), '居民 "表"');
    assert.equal(load.rowsLoaded, 1, JSON.stringify(load.problem));
    assert.ok(Object.values(rows[0] ?? {}).includes("张三"));
  });

  test("a wrong password and a host that is not there are told, and the password stands in no answer", async () => {
    const wrong = await sourceOf(server(), { user: "nobody_here", password: secret });
    const refused = await officer.post(`/api/intake/sources/${wrong.id}/test`);
    assert.equal(refused.status, 422);
    assert.match(refused.body.code, /^intake\.(sign-in|connection)-refused$/);
    assert.match(refused.body.detail, /nobody_here/);
    const absent = await sourceOf(server(), { host: "127.0.0.1", port: 1, password: secret });
    const unreachable = await officer.post(`/api/intake/sources/${absent.id}/test`);
    assert.deepEqual([unreachable.status, unreachable.body.code], [422, "intake.connection-refused"]);
    const list = await officer.get("/api/intake/sources?limit=100");
    const entries = await officer.get("/api/ledger/entries?limit=100");
    for (const answer of [refused, unreachable, list, entries]) assert.doesNotMatch(answer.text, new RegExp(secret));
    const everywhere = await hub.database.pool.query<{ text: string }>("select s::text as text from intake.source s");
    for (const { text } of everywhere.rows) assert.doesNotMatch(text, new RegExp(secret));
  });

  test("a table that is not there is told at the look", async () => {
    const source = await sourceOf(server());
    const { status, body } = await officer.post("/api/intake/drafts", {
      department: testBureau,
      sourceId: source.id,
      table: "no_such_table",
    });
    assert.deepEqual([status, body.code], [422, "intake.table-not-found"]);
  });

  test("the tables of a source are listed with their columns counted", async () => {
    const { body } = await officer.post<Inspection>(`/api/intake/sources/${(await sourceOf(server())).id}/test`);
    assert.deepEqual(
      body.tables
        .filter((table) => ["odd", "single"].includes(table.name))
        .map((table) => [table.name, table.columnCount]),
      [
        ["odd", 2],
        ["single", 1],
      ],
    );
  });

  test("a row that appears while the table is read changes neither the count nor the rows", async () => {
    await server().run("create table growing (k int, v varchar(20)); insert into growing values (1, 'a'), (2, 'b')");
    const { load } = await loadTable(server(), "growing");
    await server().run("insert into growing values (3, 'c')");
    const again = await officer.post<Load>(`/api/intake/resources/${load.resourceId}/load`, {});
    const second = await ended(officer, again.body.id);
    assert.deepEqual([load.rowsRead, second.rowsRead, second.isReconciled], [2, 3, true]);
  });
}

describe("PostgreSQL", { timeout: 100_000 }, () => {
  bothGive(() => onPostgres);

  test("a table the account may not read is refused with the server's own reason", async () => {
    await onPostgres.run(
      "create function broken() returns int language sql as 'select 1 / 0'; create view wrong as select broken() as k, 'x' as v",
    );
    const source = await sourceOf(onPostgres);
    const { status, body } = await officer.post("/api/intake/drafts", {
      department: testBureau,
      sourceId: source.id,
      table: "wrong",
    });
    assert.deepEqual([status, body.code], [422, "intake.read-refused"]);
    assert.match(body.detail, /division by zero/);
  });

  test("each type arrives exactly, or as text: nothing is rounded", async () => {
    await onPostgres.run(`create table types (f1 bigint, f2 numeric(12,2), f3 numeric, f4 real, f5 timestamptz, f6 date,
        f7 json, f8 bytea, f9 text[], f10 interval, f11 int, f12 uuid, f13 char(6));
      insert into types values
        (9223372036854775807, 1234567890.12, 12345678901234567890, 1.5, '2026-03-18 02:42:00+00', '2026-03-18',
         '{"a": "x,\\"y"}', '\\xdeadbeef', '{a,"b,c"}', '1 day 02:00', 11, '00000000-0000-4000-8000-000000000001', 'ab'),
        (-9223372036854775808, -0.01, 98765432109876543210, -2, '2026-12-31 23:59:59.5+08', '1900-02-28',
         null, null, null, null, 12, null, null)`);
    const { load, rows } = await loadTable(onPostgres, "types");
    assert.equal(load.rowsRejected, 0);
    const types = ["f1", "f2", "f3", "f4", "f5", "f6"].map((column) => typeOf(load, column));
    assert.deepEqual(types, ["integer", "decimal(12,2)", "text", "number", "datetime", "date"]);
    const values = rows.map((row) => Object.values(row));
    assert.deepEqual(values[0], [
      "9223372036854775807",
      "1234567890.12",
      "12345678901234567890",
      1.5,
      "2026-03-18 10:42:00",
      "2026-03-18",
      '{"a": "x,\\"y"}',
      "deadbeef",
      '{a,"b,c"}',
      "P1DT2H",
      11,
      "00000000-0000-4000-8000-000000000001",
      "ab",
    ]);
    assert.deepEqual(values[1]?.slice(0, 6), [
      "-9223372036854775808",
      "-0.01",
      "98765432109876543210",
      -2,
      "2026-12-31 23:59:59.5",
      "1900-02-28",
    ]);
  });

  test("dates are read alike whatever style the server's role writes them in", async () => {
    await onPostgres.run("create table styled (k int, day date); insert into styled values (1, '2026-02-03')");
    const { user, database } = onPostgres.connection;
    await postgres.query(`alter role "${user}" in database "${database}" set datestyle = 'SQL, DMY'`);
    const { rows } = await loadTable(onPostgres, "styled");
    await postgres.query(`alter role "${user}" in database "${database}" reset datestyle`);
    assert.deepEqual(
      rows.map((row) => row["day"]),
      ["2026-02-03"],
    );
  });

  test("values no calendar and no number line has are rejected, not bent", async () => {
    await onPostgres.run(`create table strange (k int, day date, at timestamp, n double precision);
      insert into strange values (1, 'infinity', null, null), (2, null, '-infinity', null), (3, null, null, 'NaN'), (4, null, null, 1)`);
    const { load, rows } = await loadTable(onPostgres, "strange");
    assert.deepEqual([load.rowsRead, load.rowsRejected], [4, 2]);
    assert.deepEqual(
      rows.map((row) => row["n"]),
      [null, 1],
    );
  });

  test("a stream that the server cuts is no whole load: nothing is published and the sentence says so", async () => {
    await onPostgres.run(
      "create table long_one as select g as k, repeat('数', 100) as v from generate_series(1, 3000) g",
    );
    const { load } = await loadTable(onPostgres, "long_one");
    // Reading the view sleeps between rows long enough to be caught in the middle of it.
    await onPostgres.run(`drop table long_one; create view long_one as
      select g as k, repeat('数', 100) || coalesce(pg_sleep(0.002)::text, '') as v from generate_series(1, 100000) g`);
    const again = await officer.post<Load>(`/api/intake/resources/${load.resourceId}/load`, {});
    const ending = ended(officer, again.body.id);
    await until(async () => {
      const cut = await postgres.query(
        `select pg_terminate_backend(a.pid) from pg_stat_activity a
         where a.datname = current_database() and a.application_name = 'weir-intake' and a.query like 'copy%'
           and now() - a.query_start > interval '300 ms'`,
      );
      return (cut.rowCount ?? 0) > 0;
    });
    const cut = await ending;
    assert.deepEqual([cut.state, cut.problem?.code], ["failed", "intake.stream-cut"]);
    assert.match(cut.problem?.zh ?? "", /没有入库，原有数据不变/);
    assert.equal((await rowsOf(load)).length, 3000);
  });
});

describe("MariaDB", { skip: noMariadb, timeout: 100_000 }, async () => {
  if (noMariadb) return;
  const server = await startMariadb();
  const root = await mysql.createConnection({ uri: server.url, multipleStatements: true });
  after(async () => {
    await root.end();
    await server[Symbol.asyncDispose]();
  });
  await root.query("create database source character set utf8mb4; use source");
  const onMariadb: Server = {
    kind: "mysql",
    connection: { host: "127.0.0.1", port: server.port, database: "source", user: "root", password: "", schema: "" },
    run: async (sql) => void (await root.query(sql)),
  };
  bothGive(() => onMariadb);

  test("each type arrives exactly, zero dates and bits too", async () => {
    await onMariadb.run(`set sql_mode = ''; create table types (f1 bigint unsigned, f2 decimal(12,2), f3 date, f4 datetime,
        f5 datetime(6), f6 bit(1), f7 json, f8 varbinary(10), f9 enum('甲','乙'), f10 year, f11 point);
      insert into types values
        (18446744073709551615, 1234567890.12, '2026-03-18', '2026-03-18 10:42:00', '2026-03-18 10:42:00.5', b'1', '{"a":"x\\\\"y"}',
         x'deadbeef', '乙', 2026, point(1,2)),
        (0, -0.01, '0000-00-00', '0000-00-00 00:00:00', '0000-00-00 00:00:00', b'0', null, null, null, null, null)`);
    const { load, rows } = await loadTable(onMariadb, "types");
    assert.equal(load.rowsRejected, 0);
    assert.deepEqual(
      ["f1", "f2", "f3", "f4"].map((column) => typeOf(load, column)),
      ["decimal(20,0)", "decimal(12,2)", "date", "datetime"],
    );
    const [first, second] = rows.map((row) => Object.values(row));
    assert.deepEqual(first, [
      "18446744073709551615",
      "1234567890.12",
      "2026-03-18",
      "2026-03-18 10:42:00",
      "2026-03-18 10:42:00.5",
      "1",
      String.raw`{"a":"x\"y"}`,
      "DEADBEEF",
      "乙",
      2026,
      "POINT(1 2)",
    ]);
    assert.deepEqual(second?.slice(2, 5), [null, null, null]);
  });

  test("text in another character set arrives as it was written", async () => {
    await onMariadb.run(
      "create table old (k int, v varchar(20) character set gbk, w varchar(20) character set latin1); insert into old values (1, '张三', 'café')",
    );
    const { rows } = await loadTable(onMariadb, "old");
    assert.deepEqual([rows[0]?.["v"], rows[0]?.["w"]], ["张三", "café"]);
  });

  test("a stream that the server cuts is no whole load: nothing is published and the sentence says so", async () => {
    await onMariadb.run("create table long_one as select seq as k, repeat('数', 100) as v from seq_1_to_3000");
    const { load } = await loadTable(onMariadb, "long_one");
    await onMariadb.run(
      "drop table long_one; create view long_one as select seq as k, concat(repeat('数', 100), sleep(0.002)) as v from seq_1_to_5000",
    );
    const again = await officer.post<Load>(`/api/intake/resources/${load.resourceId}/load`, {});
    const ending = ended(officer, again.body.id);
    await until(async () => {
      const [found] = await root.query<mysql.RowDataPacket[]>(
        "select p.id from information_schema.processlist p where p.info like 'select concat(`k`)%' and p.time_ms > 300",
      );
      const id = found[0]?.["id"] as number | undefined;
      if (id !== undefined) await root.query(`kill connection ${id}`);
      return id !== undefined;
    });
    const cut = await ending;
    assert.deepEqual([cut.state, cut.problem?.code], ["failed", "intake.stream-cut"]);
    assert.equal((await rowsOf(load)).length, 3000);
  });
});
