import assert from "node:assert/strict";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import pg from "pg";
import { freshDatabaseUrl } from "#test/database";
import { runWeir } from "#test/hub-process";

const folder = mkdtempSync(path.join(tmpdir(), "weir-cli-follow-"));
chmodSync(folder, 0o711);
after(() => rmSync(folder, { recursive: true, force: true }));

test("a table of a database is loaded by comparison, run again, and listed by weir runs", async () => {
  const source = new URL(await freshDatabaseUrl());
  const client = new pg.Client({ connectionString: source.href });
  await client.connect();
  after(() => client.end());
  await client.query("create table office (serial integer primary key, title text)");
  await client.query("insert into office values (1, '甲'), (2, '乙')");
  const host = source.searchParams.get("host") ?? source.hostname;
  const place = `${source.username}:${source.password}@localhost:${source.port || "5432"}${source.pathname}`;
  const url = `postgres://${place}?host=${encodeURIComponent(host)}`;
  const load = ["load", url, "--table", "office", "--mode", "compare", "--as", "办公", "--json"];
  const first = await runWeir(load, folder);
  assert.equal(first.code, 0, first.err);
  const told = JSON.parse(first.out) as { inserted: number; isMatching: boolean };
  assert.deepEqual([told.inserted, told.isMatching], [2, true]);
  await client.query("delete from office where serial = 1");
  const second = JSON.parse((await runWeir(load, folder)).out) as { deleted: number };
  assert.equal(second.deleted, 1);
  const runs = await runWeir(["runs", "办公", "--json"], folder);
  const { runs: listed } = JSON.parse(runs.out) as { runs: { state: string }[] };
  assert.deepEqual(
    listed.map(({ state }) => state),
    ["done", "done"],
  );
  assert.match((await runWeir(["runs"], folder)).out, /办公/);
  const wrong = await runWeir([...load.slice(0, 4), "--mode", "sometimes"], folder);
  assert.equal(wrong.code, 2);
  assert.match(wrong.err, /sometimes/);
});
