import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import { freshDatabaseUrl } from "#test/database";
import { silentLogger } from "../log.ts";
import { openDatabase } from "./db.ts";
import { migrate } from "./migrate.ts";

const url = await freshDatabaseUrl();
const folder = mkdtempSync(path.join(tmpdir(), "weir-migrations-"));
after(() => rmSync(folder, { recursive: true, force: true }));

const log = silentLogger();
const own = path.resolve(import.meta.dirname, "..", "..", "..", "migrations");

test("twenty starters at once all succeed, and each file runs once", async () => {
  const mine = mkdtempSync(path.join(folder, "m"));
  writeFileSync(path.join(mine, "9001-a.sql"), "create schema race; create table race.one (n int);");
  writeFileSync(path.join(mine, "9002-b.sql"), "insert into race.one values (1);");
  const starters = await Promise.all(
    Array.from({ length: 20 }, async () => {
      const database = openDatabase({ url });
      const applied = await migrate(database, mine, log);
      await database.close();
      return applied;
    }),
  );
  assert.deepEqual(starters.flat().toSorted(), ["9001-a.sql", "9002-b.sql"]);
  const database = openDatabase({ url });
  after(() => database.close());
  assert.equal((await database.pool.query("select n from race.one")).rowCount, 1);
});

test("a migration that fails leaves nothing of itself, and those before it stand", async () => {
  const mine = mkdtempSync(path.join(folder, "m"));
  writeFileSync(path.join(mine, "9101-good.sql"), "create schema good;");
  writeFileSync(path.join(mine, "9102-bad.sql"), "create schema bad; select 1/0;");
  const database = openDatabase({ url });
  after(() => database.close());
  await assert.rejects(migrate(database, mine, log), /9102-bad\.sql failed: division by zero/);
  const { rows } = await database.pool.query<{ schema_name: string }>(
    "select s.schema_name from information_schema.schemata s where s.schema_name in ('good', 'bad')",
  );
  assert.deepEqual(rows, [{ schema_name: "good" }]);
});

test("a migration whose text changed after it ran is refused by name", async () => {
  const mine = mkdtempSync(path.join(folder, "m"));
  const file = path.join(mine, "9201-c.sql");
  const database = openDatabase({ url });
  after(() => database.close());
  writeFileSync(file, "select 1;");
  await migrate(database, mine, log);
  writeFileSync(file, "select 2;");
  await assert.rejects(migrate(database, mine, log), /9201-c\.sql changed after it was applied/);
});

test("the hub's own migrations are all applied to the template", async () => {
  const database = openDatabase({ url });
  after(() => database.close());
  assert.deepEqual(await migrate(database, own, log), []);
});
