import assert from "node:assert/strict";
import { after, describe, test } from "node:test";
import mysql from "mysql2/promise";
import pg from "pg";
import type { Source } from "#contract/intake";
import type { Drift, Follow, Reconciliation } from "#contract/intake-follow";
import { freshDatabaseUrl } from "#test/database";
import { startTestHub } from "#test/hub";
import { noMariadb, startMariadb } from "#test/mariadb";
import { followGround, type SourceServer } from "./test-ground.ts";

const hub = await startTestHub();
const officer = await hub.as("data-officer");
const ground = followGround(hub, officer);

const url = new URL(await freshDatabaseUrl());
const client = new pg.Client({ connectionString: url.href });
await client.connect();
await client.query("create schema source; set search_path = source");
after(() => client.end());
const postgres: SourceServer = {
  kind: "postgres",
  connection: {
    host: url.searchParams.get("host") ?? url.hostname,
    port: Number(url.port || 5432),
    database: url.pathname.slice(1),
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    schema: "source",
  },
  run: async (sql) => void (await client.query(sql)),
  rows: async (sql) => (await client.query<Record<string, string | null>>(sql)).rows,
};

test("the list of sources tells how each is followed, its lag and its comparisons", async () => {
  await client.query(
    "create table stood (num integer primary key, title varchar(40)); insert into stood values (1, '甲')",
  );
  const follow = await ground.follow(postgres, "stood", { mode: "compare", reconciles: true });
  await ground.ended(follow);
  const { standing } = (await officer.get<Source>(`/api/intake/sources/${follow.sourceId}`)).body;
  const { lag, lags, lastReconciliation } = await ground.seen(follow);
  assert.deepEqual(standing && { ...standing, lag: standing.lag?.at, lags: standing.lags.length }, {
    follows: 1,
    health: "well",
    lag: lag?.at,
    lags: lags.length,
    reconciled: { at: lastReconciliation?.at, follows: 1, matching: 1 },
  });
  await hub.database.pool.query("update intake.follow set health = 'late' where id = $1", [follow.id]);
  await hub.database.pool.query("update intake.reconciliation set is_matching = false where follow_id = $1", [
    follow.id,
  ]);
  const list = await officer.get<{ items: Source[] }>("/api/intake/sources?limit=100");
  const listed = list.body.items.find(({ id }) => id === follow.sourceId)?.standing;
  assert.deepEqual([listed?.health, listed?.reconciled?.matching], ["late", 0]);
});

suite("PostgreSQL", async () => postgres);
suite("MariaDB", mariadb, noMariadb);

async function mariadb(): Promise<SourceServer> {
  const server = await startMariadb();
  after(() => server[Symbol.asyncDispose]());
  const connection = await mysql.createConnection({ uri: server.url, multipleStatements: true, dateStrings: true });
  after(() => connection.end());
  await connection.query("create database office character set utf8mb4; use office");
  return {
    kind: "mysql",
    connection: { host: "127.0.0.1", port: server.port, database: "office", user: "root", password: "", schema: "" },
    run: async (sql) => void (await connection.query(sql)),
    async rows(sql) {
      const [rows] = await connection.query(sql);
      return rows as Record<string, string | null>[];
    },
  };
}

function suite(name: string, open: () => Promise<SourceServer>, skip: string | false = false): void {
  describe(`${name} followed in time`, { skip }, async () => {
    const server = skip ? postgres : await open();
    const table = async (called: string): Promise<void> => {
      await server.run(
        `create table ${called} (num integer primary key, title varchar(40), amount decimal(10,2), flag date, changed timestamp not null)`,
      );
      await server.run(
        `insert into ${called} values (1, '甲', 1.50, '2020-01-02', '2026-01-01 08:00:00'), (2, ' 乙 ', null, null, '2026-01-02 08:00:00'),
           (3, '', 20.00, '2021-03-04', '2026-01-03 08:00:00')`,
      );
    };
    const fields = ["num", "title", "amount"];
    const titles = async (follow: Follow) =>
      (await ground.lakeRows(follow, fields)).map(({ num, title }) => `${Number(num)} ${title}`);

    test("killed between the lake's commit and the receipt of a first reading, the run ends well and the next can run", async () => {
      await table("half_told");
      const follow = await ground.follow(server, "half_told", { mode: "compare" });
      await ground.ended(follow);
      // As PostgreSQL stands when a kill comes right behind the lake's commit.
      const tell = (sql: string) => hub.database.pool.query(sql, [follow.id]);
      await tell("update intake.follow set load_id = null, rereads = true where id = $1");
      await tell(
        "update intake.load set state = 'running', ended_at = null where id = (select load_id from intake.run where follow_id = $1)",
      );
      await tell("update intake.run set state = 'queued', ended_at = null, job_id = null where follow_id = $1");
      await hub.hub.intake.tick(hub.hub.call());
      assert.equal((await ground.ended(follow)).state, "done");
      await server.run("insert into half_told values (4, '丁', null, null, '2026-01-04 08:00:00')");
      const next = await ground.run(follow);
      assert.equal(next.state, "done", next.problem?.zh);
      assert.equal((await titles(follow)).length, 4);
    });

    test("in full, a run replaces the table and agrees with the source", async () => {
      await table("whole");
      const follow = await ground.follow(server, "whole", { mode: "full" });
      const first = await ground.ended(follow);
      assert.deepEqual([first.state, first.problem, first.counts.inserted], ["done", null, 3]);
      assert.equal(first.reconciliation?.isMatching, true, first.reconciliation?.text.zh);
      await server.run("delete from whole where num = 2");
      const second = await ground.run(follow);
      assert.equal(second.reconciliation?.isMatching, true, second.reconciliation?.text.zh);
      assert.deepEqual(await titles(follow), ["1 甲", "3 "]);
    });

    test("by watermark, a row that is committed late is found by the overlap, and none comes twice", async () => {
      await table("late");
      const watermark = { column: "changed", overlap: 86_400 * 2 };
      const follow = await ground.follow(server, "late", { mode: "watermark", watermark });
      await ground.ended(follow);
      // Its time lies before the greatest one already read.
      await server.run("insert into late values (4, '迟', 1.00, null, '2026-01-02 09:00:00')");
      await server.run("update late set title = '改', changed = '2026-01-04 08:00:00' where num = 1");
      const run = await ground.run(follow);
      assert.deepEqual([run.state, run.problem], ["done", null]);
      const { read, inserted, updated, unchanged } = run.counts;
      assert.deepEqual([read, inserted, updated, unchanged], [4, 1, 1, 2]);
      assert.equal(run.reconciliation?.isMatching, true, run.reconciliation?.text.zh);
      assert.deepEqual(await titles(follow), ["1 改", "2 乙", "3 ", "4 迟"]);
      assert.deepEqual((await ground.run(follow)).counts.unchanged, 4);
    });

    test("by watermark, what it cannot see opens one ticket with a clock, and a new reading closes it", async () => {
      await table("gone");
      const watermark = { column: "changed", overlap: 0 };
      const follow = await ground.follow(server, "gone", { mode: "watermark", watermark });
      await ground.ended(follow);
      await server.run("delete from gone where num = 1");
      const run = await ground.run(follow);
      assert.equal(run.reconciliation?.isMatching, false);
      assert.equal(run.reconciliation?.ticket?.isOpen, true);
      const again = await ground.run(follow);
      assert.equal(again.reconciliation?.ticket?.commitmentId, run.reconciliation?.ticket?.commitmentId);
      assert.equal((await ground.seen(follow)).health, "mismatch");
      const whole = await ground.run(follow, { rereads: true });
      assert.equal(whole.reconciliation?.isMatching, true, whole.reconciliation?.text.zh);
      const { body } = await officer.get<{ items: Reconciliation[] }>(
        `/api/intake/follows/${follow.id}/reconciliations`,
      );
      assert.deepEqual(
        body.items.map(({ isMatching, ticket }) => [isMatching, ticket?.isOpen ?? null]),
        [
          [true, null],
          [false, false],
          [false, false],
          [true, null],
        ],
      );
      assert.equal((await ground.seen(follow)).health, "well");
    });

    test("by comparison, additions, changes, deletions and changed keys are found, and history kept", async () => {
      await table("compared");
      const follow = await ground.follow(server, "compared", { mode: "compare", keepsHistory: true });
      await ground.ended(follow);
      await server.run("delete from compared where num = 2");
      await server.run("update compared set title = '新', amount = 9.99 where num = 3");
      await server.run("update compared set num = 10 where num = 1");
      const run = await ground.run(follow);
      assert.deepEqual([run.state, run.problem], ["done", null]);
      assert.deepEqual([run.counts.inserted, run.counts.updated, run.counts.deleted], [1, 1, 2]);
      assert.equal(run.reconciliation?.isMatching, true, run.reconciliation?.text.zh);
      assert.deepEqual(await titles(follow), ["3 新", "10 甲"]);
    });

    test("a new column is told and harms nothing; a lost one stops until somebody has looked", async () => {
      await table("shaped");
      const follow = await ground.follow(server, "shaped", { mode: "compare" });
      await ground.ended(follow);
      await server.run("alter table shaped add column extra integer");
      assert.equal((await ground.run(follow)).state, "done");
      const told = (await ground.seen(follow)).drift;
      assert.deepEqual(
        [told?.outcome, told?.changes.map(({ kind, column }) => [kind, column])],
        ["went-on", [["added", "extra"]]],
      );
      await server.run("alter table shaped drop column flag");
      const stopped = await ground.run(follow);
      assert.deepEqual([stopped.state, stopped.problem?.code], ["failed", "intake.shape-changed"]);
      const seen = await ground.seen(follow);
      assert.deepEqual([seen.state, seen.health, seen.drift?.changes[0]?.kind], ["stopped", "drift", "removed"]);
      const settled = await officer.post<Follow>(`/api/intake/drifts/${seen.drift?.id ?? ""}/settle`, {});
      assert.equal(settled.status, 200, settled.text);
      const run = await ground.ended(follow);
      assert.deepEqual([run.state, run.problem], ["done", null]);
      assert.equal(run.reconciliation?.isMatching, true, run.reconciliation?.text.zh);
      const { body } = await officer.get<{ items: Drift[] }>(`/api/intake/follows/${follow.id}/drifts`);
      assert.deepEqual(
        body.items.map(({ outcome }) => outcome),
        ["stopped", "went-on"],
      );
    });

    test("too many rows that cannot be read stop the batch, and nothing of it is in the lake", async () => {
      await server.run("create table dirty_one (num integer primary key, 出生日期 varchar(40))");
      await server.run("insert into dirty_one values (1, '2020-01-01'), (2, '2020-01-02')");
      const follow = await ground.follow(server, "dirty_one", { mode: "compare", dirtyLimit: 0.1 });
      await ground.ended(follow);
      for (let id = 3; id < 203; id += 1)
        await server.run(`insert into dirty_one values (${id}, '${id % 2 === 0 ? "2020-01-03" : "2020-02-31"}')`);
      const run = await ground.run(follow);
      assert.deepEqual([run.state, run.problem?.code], ["failed", "intake.too-many-dirty"]);
      assert.equal((await ground.lakeRows(follow, ["num"])).length, 2);
    });
  });
}
