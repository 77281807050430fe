import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, describe, test } from "node:test";
import pg from "pg";
import { freshDatabaseUrl } from "#test/database";
import { optionalDriver } from "./optional-driver.ts";
import { openPostgres } from "./postgres.ts";
import type { Prepared } from "./reader.ts";
import { DriverError, openRowDatabase, plainType, type RowCell, type RowDialect, sqlText } from "./row-database.ts";

// What Oracle, SQL Server and 达梦 share is run on a server that is at hand, beside that server's own reader: both must see the same.

const url = new URL(await freshDatabaseUrl());
const client = new pg.Client({ connectionString: url.href });
await client.connect();
const folder = mkdtempSync(path.join(tmpdir(), "weir-rows-"));
after(async () => {
  await client.end();
  rmSync(folder, { recursive: true, force: true });
});
await client.query(`create table people (serial integer primary key, name text, amount numeric(10,2), born date, changed timestamp not null, photo bytea);
  insert into people select g, case when g % 7 = 0 then null when g % 5 = 0 then '' else '户 "' || g || '", 甲' || chr(10) || 'x' end,
    g / 8.0, date '2020-01-01' + g, timestamp '2026-01-01' + g * interval '1 minute', decode(lpad(to_hex(g), 4, '0'), 'hex')
  from generate_series(1, 2500) g`);

const connection = {
  host: url.searchParams.get("host") ?? url.hostname,
  port: Number(url.port) || 5432,
  database: url.pathname.slice(1),
  user: url.username,
  schema: "",
};
const column = (name: string) => `t."${name}"`;
const dialect: RowDialect = {
  kind: "postgres",
  schemaOf: () => "public",
  quoted: (name) => `"${name}"`,
  tables: (schema) =>
    `select table_name, count(*)::text from information_schema.columns where table_schema = ${sqlText(schema)} group by 1`,
  columns: (schema, table) =>
    `select column_name, data_type, null from information_schema.columns
     where table_schema = ${sqlText(schema)} and table_name = ${sqlText(table)} order by ordinal_position`,
  columnOf: ([name, type, comment]) => ({ name: name ?? "", declared: type ?? "", comment: comment ?? "" }),
  indexes: () => "select 'people_pkey', 'serial', '1'",
  size: () => "select '2500'",
  mayWrite: "select 1",
  begin: "begin transaction isolation level repeatable read, read only",
  end: "rollback",
  cell: ({ name, declared }) => (declared === "bytea" ? column(name) : `${column(name)}::text`),
  since: ({ name }, { value, overlap }) =>
    `${column(name)} >= ${sqlText(value)}::timestamp - interval '${overlap} seconds'`,
  limited: (select, limit) => `${select} limit ${limit}`,
  typeOf: () => ({ ...plainType, kind: "text" }),
};
const link = {
  async *rows(sql: string) {
    const found = await client.query<RowCell[]>({ text: sql, rowMode: "array" }).catch((cause: Error) => {
      throw new DriverError("42000", cause.message, cause);
    });
    for (let at = 0; at < found.rows.length; at += 1000) yield found.rows.slice(at, at + 1000);
  },
  run: async (sql: string) => void (await client.query(sql)),
  async [Symbol.asyncDispose]() {},
};
const rowSource = () => openRowDatabase(dialect, connection, async () => link);
const ownSource = () => openPostgres(connection, decodeURIComponent(url.password));

async function textOf({ file, parts, rowCount }: Prepared): Promise<{ text: string; rows: number | null }> {
  if (!parts) return { text: readFileSync(file, "utf8"), rows: rowCount };
  let text = "";
  for await (const part of parts.files) text += readFileSync(part.file, "utf8");
  return { text, rows: parts.rowCount() };
}
let count = 0;
const newFolder = (): string => {
  const made = path.join(folder, String((count += 1)));
  mkdirSync(made);
  return made;
};

describe("a database read row by row", () => {
  test("gives the rows the server's own reader gives, and counts as many", async () => {
    await using rows = await rowSource();
    await using own = await ownSource();
    const [mine, theirs] = [
      await textOf(await rows.prepare({ table: "people", folder: newFolder() })),
      await textOf(await own.prepare({ table: "people", folder: newFolder() })),
    ];
    assert.equal(mine.rows, 2500);
    assert.equal(mine.text, theirs.text);
  });

  test("reckons the census the server reckons", async () => {
    await using rows = await rowSource();
    await using own = await ownSource();
    const columns = ["serial", "name", "amount", "born", "changed", "photo"];
    assert.deepEqual(await rows.census("people", columns), await own.census("people", columns));
  });

  test("reads what is new by a watermark, its overlap included, and knows how far it has come", async () => {
    await using rows = await rowSource();
    const highest = await rows.highWater("people", "changed");
    assert.equal(highest, "2026-01-02 17:40:00");
    const since = { column: "changed", value: highest, overlap: 120 };
    const { text, rows: read } = await textOf(await rows.prepare({ table: "people", folder: newFolder(), since }));
    assert.equal(read, 3);
    assert.deepEqual(text.match(/^(249[89]|2500),/gm), ["2498,", "2499,", "2500,"]);
  });

  test("sees one moment for as long as it is held", async () => {
    const writer = new pg.Client({ connectionString: url.href });
    await writer.connect();
    await using rows = await rowSource();
    {
      await using _moment = await rows.hold();
      const before = await rows.census("people", ["serial"]);
      await writer.query("insert into people values (9001, 'x', 1, '2020-01-01', now(), null)");
      assert.deepEqual(await rows.census("people", ["serial"]), before);
    }
    assert.equal((await rows.census("people", ["serial"])).rowCount, 2501);
    await writer.query("delete from people where serial = 9001");
    await writer.end();
  });

  test("what the server refuses is told with its own reason, and a table that is not there by name", async () => {
    await using rows = await rowSource();
    await assert.rejects(rows.highWater("people", "nobody"), /nobody|columns/);
    await assert.rejects(
      rows.shapeOf("nothing"),
      (error: Error & { code?: string }) => error.code === "intake.table-not-found",
    );
  });

  test("its key, the first columns of its indexes and an estimate are told", async () => {
    await using rows = await rowSource();
    const { key, indexed, rowEstimate } = await rows.shapeOf("people");
    assert.deepEqual([key, indexed, rowEstimate], [["serial"], ["serial"], 2500]);
  });
});

test("a driver that is not installed is told with what installs it", async () => {
  await assert.rejects(
    optionalDriver("a-driver-nobody-has", "某库"),
    (error: Error & { code?: string }) =>
      error.code === "intake.driver-missing" && /a-driver-nobody-has/.test(error.message),
  );
});
