import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, describe, test } from "node:test";
import fc from "fast-check";
import mysql from "mysql2/promise";
import pg from "pg";
import { openDuckdb } from "#kernel/lake/duckdb";
import { type LakeColumn, type LakeRow, type LakeType, name } from "#kernel/lake/lake";
import { freshDatabase } from "#test/database";
import { noMariadb, startMariadb } from "#test/mariadb";
import { lakeTypeOf } from "../plan.ts";
import { stage } from "../staging.ts";
import { openMysql } from "./mysql.ts";
import { openPostgres } from "./postgres.ts";
import type { TableSource } from "./table-source.ts";

/** Whatever way the rows of a server take, the lake holds the same: cells, cells kept as found, keys and sums. */
const lake = await openDuckdb({ folder: null, memoryMb: 512, threads: 1 });
const folder = mkdtempSync(path.join(tmpdir(), "weir-typed-"));
after(async () => {
  await lake.close();
  rmSync(folder, { recursive: true, force: true });
});
let count = 0;

interface Read {
  readonly rows: LakeRow[];
  readonly isUntidy: boolean;
  readonly parts: readonly boolean[];
}

/** Reads a table as typed cells or as text; `want` says as what, where that is not the column's own type. */
async function readBy(
  source: TableSource,
  table: string,
  mayType: boolean,
  want: (own: LakeType) => LakeType = (own) => own,
  ask = (stageTable: string) => `select s.* from ${stageTable} s order by s._row`,
): Promise<Read> {
  const into = path.join(folder, String((count += 1)));
  mkdirSync(into);
  await using session = await lake.session();
  const prepared = await source.prepare({ table, folder: into, mayType });
  const columns = prepared.columns.map((column): LakeColumn => ({
    name: column.name,
    type: want(column.type ? lakeTypeOf(column.type) : { kind: "text" }),
  }));
  const marks = { key: [0], sum: columns.map((_, position) => position) };
  const parts: boolean[] = [];
  async function* files() {
    for await (const part of prepared.parts?.files ?? []) {
      parts.push(part.stored !== undefined);
      yield part;
    }
  }
  const watched = prepared.parts && { ...prepared, parts: { ...prepared.parts, files: files() } };
  const stageTable = name(`stage${count}`);
  const work = { folder: into, signal: new AbortController().signal, onRows: () => {} };
  const staged = await stage(session, stageTable, watched ?? prepared, { fileColumns: columns, marks }, work);
  assert.equal(staged.accepted, staged.sourceCount);
  const rows = await session.read(ask(stageTable));
  await session.write(`drop table ${stageTable}`);
  return { rows, isUntidy: staged.isUntidy, parts };
}

async function sameBoth(source: TableSource, table: string, want?: (own: LakeType) => LakeType) {
  const typed = await readBy(source, table, true, want);
  const text = await readBy(source, table, false, want);
  assert.ok(typed.parts.length > 0 && typed.parts.every((isTyped) => isTyped));
  assert.ok(text.parts.every((isTyped) => !isTyped));
  for (const [index, row] of text.rows.entries()) assert.deepEqual(withFound(typed.rows[index]), withFound(row));
  assert.equal(typed.rows.length, text.rows.length);
  assert.equal(typed.isUntidy, text.isUntidy);
  return typed;
}

/** Cells that are kept as found, without those that are not: only they are ever asked for. */
function withFound(row: LakeRow | undefined) {
  const found = Object.entries(JSON.parse(String(row?.["_found"] ?? "{}")) as object);
  return { ...row, _found: Object.fromEntries(found.filter(([, text]) => text !== null)) };
}

/** As something the source's type is not: text of every column, or a number where there is a text. */
const asText = (): LakeType => ({ kind: "text" });
const asOther = (own: LakeType): LakeType =>
  own.kind === "text"
    ? { kind: "decimal", precision: 12, scale: 2 }
    : own.kind === "integer"
      ? { kind: "number" }
      : own;

const texts = fc.oneof(
  fc.string({ unit: "binary", maxLength: 12 }).map((text) => text.replaceAll("\0", "")),
  fc.constantFrom("", "张三", ' "a",\n', "\\N", "NULL", "12.50", "7", "\u3000", "“引”", "２０２６", "a\u00A0b"),
);
const orNull = <Value>(value: fc.Arbitrary<Value>): fc.Arbitrary<Value | null> => fc.option(value, { freq: 5 });
const safe = 10 ** 17;
const integer = (least: number, most: number) => fc.integer({ min: least, max: most }).map(String);
const large = fc.bigInt({ min: -(10n ** 18n) + 1n, max: 10n ** 18n - 1n }).map(String);
const decimal = (digits: number, scale: number) =>
  fc.bigInt({ min: -(10n ** BigInt(digits)) + 1n, max: 10n ** BigInt(digits) - 1n }).map((units) => {
    const all = String(units < 0n ? -units : units).padStart(scale + 1, "0");
    return `${units < 0n ? "-" : ""}${all.slice(0, all.length - scale)}.${all.slice(all.length - scale)}`;
  });
const moment = (least: string, most: string) =>
  fc.date({ min: new Date(least), max: new Date(most), noInvalidDate: true }).map((date) => date.toISOString());

describe("PostgreSQL", async () => {
  const url = new URL((await freshDatabase()).url);
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  const connection = {
    host: url.searchParams.get("host") ?? url.hostname,
    port: 5432,
    database: url.pathname.slice(1),
    user: url.username,
    schema: "public",
  };
  const source = await openPostgres(connection, decodeURIComponent(url.password));
  after(async () => {
    await source[Symbol.asyncDispose]();
    await client.end();
  });
  await client.query(`create domain padded as character(6);
    create table typed (k integer, s smallint, b bigint, d date, t timestamp, z timestamptz, n numeric(15,3), f numeric(4,4),
      w numeric(18,2), e text, c character(6), p padded, v varchar(40), o boolean, r double precision, j jsonb, u uuid, y bytea)`);
  const insert = (row: readonly unknown[]) =>
    client.query(`insert into typed values (${row.map((_, index) => `$${index + 1}`).join(", ")})`, [...row]);

  test("every value a type can have arrives as it does in text", async () => {
    const row = fc.tuple(
      integer(-(2 ** 31), 2 ** 31 - 1),
      orNull(integer(-(2 ** 15), 2 ** 15 - 1)),
      orNull(large),
      orNull(moment("0001-01-02", "9999-12-31").map((text) => text.slice(0, 10))),
      orNull(moment("0001-01-02", "9999-12-31")),
      orNull(moment("0001-01-02", "9999-12-30")),
      orNull(decimal(15, 3)),
      orNull(decimal(4, 4)),
      orNull(decimal(18, 2)),
      orNull(texts),
      orNull(fc.stringMatching(/^[a-z ]{0,6}$/)),
      orNull(fc.stringMatching(/^[a-z ]{0,6}$/)),
      orNull(texts),
      orNull(fc.boolean()),
      orNull(fc.double()),
      orNull(fc.json()),
      orNull(fc.uuid()),
      orNull(fc.uint8Array({ maxLength: 6 }).map((bytes) => Buffer.from(bytes))),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 12 }), async (rows) => {
        await client.query("truncate typed");
        for (const one of rows) {
          const json = one[15]?.includes("\\u0000") ? null : one[15];
          await insert(one.with(15, json ?? null));
        }
        const read = await sameBoth(source, "typed");
        assert.equal(read.rows.length, rows.length);
      }),
      { numRuns: 12 },
    );
    await sameBoth(source, "typed", asText);
    await sameBoth(source, "typed", asOther);
  });

  test("values that no four digits of a year can say are kept as the server writes them", async () => {
    await client.query("create table odd_days (k integer, d date, t timestamp, n numeric(12,2), m timestamp(3))");
    await client.query(`insert into odd_days values (1, 'infinity', '-infinity', 'NaN', '2020-02-29 23:59:59.120'),
      (2, '-infinity', 'infinity', -0.05, '0001-01-01 00:00'), (3, '12345-06-07', '10000-01-01', 0, '0044-03-15 10:00:00.5 BC'),
      (4, '0044-03-15 BC', '0001-12-31 23:59:59.999999 BC', 9999999999.99, '294276-12-31 23:59:59.999'),
      (5, '0001-01-01', '9999-12-31 23:59:59.999999', null, null), (6, '9999-12-31', '0001-01-01 00:00:00.000001', 10000, null),
      (7, '4713-01-01 BC', '4713-01-01 00:00:00 BC', 0.01, null), (8, '2000-02-29', '1969-12-31 23:59:59.999999', 1000000, null)`);
    const { rows } = await sameBoth(source, "odd_days");
    assert.match(String(rows[0]?.["_found"]), /-infinity/);
    assert.deepEqual(rows[4]?.["t"], "9999-12-31 23:59:59.999999");
    await sameBoth(source, "odd_days", asText);
  });

  test("a number of nineteen digits arrives whole", async () => {
    await client.query("create table longest (k bigint)");
    await client.query("insert into longest values (9223372036854775807), (-9223372036854775808)");
    const { rows } = await readBy(source, "longest", true);
    assert.deepEqual(
      rows.map((row) => row["k"]),
      ["9223372036854775807", "-9223372036854775808"],
    );
  });

  test("rows beyond one group keep their order and their numbers", async () => {
    await client.query(`create table many as select i::integer as k, case when i % 3 > 0 then 'v' || i end as v,
      case when i % 100000 = 7 then date 'infinity' else date '2000-01-01' + i % 1000 end as d from generate_series(1, 250000) i`);
    const own = (type: LakeType): LakeType => type;
    const { rows, parts } = await readBy(
      source,
      "many",
      true,
      own,
      (table) => `select count(*) as n, count_if(s._row = s.k and s._row = s.rowid + 1) as ordered,
        count(s._found) as odd, max(s._found) as found from ${table} s`,
    );
    assert.equal(parts.length, 2);
    assert.deepEqual(rows, [{ n: 250_000, ordered: 250_000, odd: 3, found: '{"k":null,"d":"infinity"}' }]);
  });

  test("a table without rows, and rows without values", async () => {
    await client.query("create table bare (k integer, v text)");
    assert.deepEqual((await sameBoth(source, "bare")).rows, []);
    await client.query("insert into bare values (null, null), (null, '')");
    await sameBoth(source, "bare");
  });

  test("a text of many megabytes comes whole", async () => {
    await client.query("create table wide (k integer, v text)");
    await client.query("insert into wide values (1, repeat('数', 4000000)), (2, 'x')");
    const { rows } = await readBy(source, "wide", true);
    assert.deepEqual(
      rows.map((row) => String(row["v"]).length),
      [4_000_000, 1],
    );
  });
});

describe("MariaDB", { skip: noMariadb, timeout: 100_000 }, async () => {
  if (noMariadb) return;
  const server = await startMariadb(["--max-allowed-packet=64M"]);
  const root = await mysql.createConnection({ uri: server.url, multipleStatements: true });
  await root.query("create database typed character set utf8mb4; use typed; set sql_mode = ''");
  const connection = { host: "127.0.0.1", port: server.port, database: "typed", user: "root", schema: "" };
  const source = await openMysql(connection, "");
  after(async () => {
    await source[Symbol.asyncDispose]();
    await root.end();
    await server[Symbol.asyncDispose]();
  });

  test("every value a type can have arrives as it does in text", async () => {
    await root.query(`create table typed (k int, s tinyint unsigned, b bigint, q bigint unsigned, d date, t datetime, m datetime(3),
      n decimal(15,3), f decimal(4,4), w decimal(18,2), e text, l varchar(20) character set latin1, h varbinary(8), r double, x float,
      z int(6) zerofill, y year, c time, g enum('甲','乙'), j json)`);
    const row = fc.tuple(
      integer(-(2 ** 31), 2 ** 31 - 1),
      orNull(integer(0, 255)),
      orNull(large),
      orNull(integer(0, safe)),
      orNull(moment("0001-01-01", "9999-12-31").map((text) => text.slice(0, 10))),
      orNull(moment("0001-01-01", "9999-12-31").map((text) => text.slice(0, 19))),
      orNull(moment("1000-01-01", "9999-12-31").map((text) => text.slice(0, 23))),
      orNull(decimal(15, 3)),
      orNull(decimal(4, 4)),
      orNull(decimal(18, 2)),
      orNull(texts),
      orNull(fc.stringMatching(/^[a-zé ]{0,6}$/)),
      orNull(fc.uint8Array({ maxLength: 6 }).map((bytes) => Buffer.from(bytes))),
      orNull(fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e300, max: 1e300 })),
      orNull(fc.float({ noNaN: true, noDefaultInfinity: true, min: -(2 ** 60), max: 2 ** 60 })),
      orNull(integer(0, 99_999)),
      orNull(integer(1901, 2155)),
      orNull(fc.constantFrom("00:00:00", "23:59:59", "-12:30:00", "800:01:02")),
      orNull(fc.constantFrom("甲", "乙")),
      orNull(fc.json()),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 12 }), async (rows) => {
        await root.query("truncate typed");
        if (rows.length > 0) await root.query("insert into typed values ?", [rows]);
        const read = await sameBoth(source, "typed");
        assert.equal(read.rows.length, rows.length);
      }),
      { numRuns: 12 },
    );
    await sameBoth(source, "typed", asText);
    await sameBoth(source, "typed", asOther);
  });

  test("days that are none, numbers of nineteen digits and texts of every length", async () => {
    await root.query(`create table odd_days (k int, d date, t datetime, b bigint, v longtext);
      insert into odd_days values (1, '0000-00-00', '0000-00-00 00:00:00', 1, ''), (2, '2020-00-00', '2020-02-00 10:00:00', 2, repeat('a', 250)),
      (3, '2000-02-29', '9999-12-31 23:59:59', -1, repeat('b', 251)), (4, '1900-02-28', '1969-12-31 23:59:59', 0, repeat('c', 65535)),
      (5, null, null, null, repeat('d', 70000)), (6, '9999-12-31', '2255-06-05 23:47:34', 9007199254740993, null)`);
    await sameBoth(source, "odd_days");
    await sameBoth(source, "odd_days", asText);
    await root.query(`create table longest (k bigint, v longtext);
      insert into longest values (9223372036854775807, repeat('e', 17000000)), (-9223372036854775808, 'f')`);
    const { rows } = await readBy(source, "longest", true);
    assert.deepEqual(
      rows.map((row) => [row["k"], String(row["v"]).length]),
      [
        ["9223372036854775807", 17_000_000],
        ["-9223372036854775808", 1],
      ],
    );
  });
});
