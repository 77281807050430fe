import assert from "node:assert/strict";
import { chmodSync, readdirSync, rmSync } from "node:fs";
import path from "node:path";
import { after, test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import pg from "pg";
import type { GateExport } from "#contract/gate";
import { openDatabase } from "#kernel/db/db";
import { migrate } from "#kernel/db/migrate";
import { silentLogger } from "#kernel/log";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "#kernel/postgres/embedded";
import { type ChildHub, dataFolder, startChild, tokenFrom } from "#test/child-hub";
import { clientOf } from "#test/client";
import { assertOnLedger, startAsking } from "#test/received";
import { mountSmallDisk, noSmallDisk } from "#test/small-disk";

/** A hub whose files and whose PostgreSQL lie on two file systems that can be filled. */
async function startOnSmallDisks() {
  const ground = dataFolder();
  chmodSync(ground, 0o711);
  const folders = { files: path.join(ground, "hub"), database: path.join(ground, "database") };
  const files = mountSmallDisk(folders.files, 32);
  const disk = mountSmallDisk(folders.database, 256);
  let server: EmbeddedPostgres = await startEmbeddedPostgres(folders.database);
  const db = openDatabase({ url: server.url });
  await migrate(db, path.resolve(import.meta.dirname, "../../../migrations"), silentLogger());
  const child: ChildHub = await startChild(server.url, folders.files, 20_000);
  after(async () => {
    await child.kill();
    await db.close();
    await server.stop();
    for (const mounted of [files, disk]) mounted[Symbol.dispose]();
    rmSync(ground, { recursive: true, force: true });
  });
  const token = await tokenFrom(child);
  return {
    child,
    db,
    files,
    disk,
    filesFolder: path.join(folders.files, "files"),
    caller: () => clientOf(child.url, { kind: "bearer", token }),
    /** PostgreSQL ends itself where it can write nothing down; somebody who has made room starts it again. */
    restart: async (): Promise<void> => {
      await server.stop();
      server = await startEmbeddedPostgres(folders.database);
    },
  };
}

test("full disks: what cannot be kept is refused, what was answered is kept", { skip: noSmallDisk }, async (t) => {
  const { child, db, files, disk, filesFolder, caller, restart } = await startOnSmallDisks();
  const key = `/api/gate/resources/${child.resource}/records?permit_no=P1`;
  assert.equal((await caller().get(key)).status, 200);

  async function madeExport(): Promise<GateExport> {
    const ordered = await caller().post<GateExport>(`/api/gate/resources/${child.resource}/exports`, { format: "csv" });
    assert.equal(ordered.status, 201, ordered.text);
    for (const end = Date.now() + 60_000; ; await delay(50)) {
      const { body } = await caller().get<GateExport>(`/api/gate/exports/${ordered.body.id}`);
      if (body.state === "ready" || body.state === "failed") return body;
      assert.ok(Date.now() < end, body.state);
    }
  }

  await t.test(
    "a file that does not fit is refused and leaves nothing; look-ups go on; with room it is made",
    async () => {
      files.fill();
      const before = readdirSync(filesFolder, { recursive: true }).length;
      const made = await madeExport();
      assert.equal(made.state, "failed");
      assert.ok(made.problem, "a refusal without a sentence");
      assert.equal((await caller().get(key)).status, 200);
      files.empty();
      assert.equal(readdirSync(filesFolder, { recursive: true }).length, before);
      assert.equal((await madeExport()).rowCount, 20_000);
    },
  );

  await t.test(
    "where the ledger cannot be written nothing is answered, and what was answered is there afterwards",
    async () => {
      const asking = startAsking(caller, child.resource);
      await asking.more(50);
      disk.fill();
      // A log segment is made before it is needed: use up what there is.
      const client = new pg.Client({ connectionString: db.url });
      client.on("error", () => {});
      await client.connect();
      for (let at = 0; at < 50; at += 1) {
        const isDone = await client.query("select pg_switch_wal(), pg_logical_emit_message(true, '', 'x')").then(
          () => false,
          () => true,
        );
        if (isDone) break;
      }
      await client.end().catch(() => {});
      for (const end = Date.now() + 60_000; (await caller().get(key)).status === 200; await delay(20))
        assert.ok(Date.now() < end, "still answered although nothing can be written");
      const refused = await caller().get(key);
      assert.ok(refused.status >= 500, String(refused.status));
      assert.equal(refused.headers.get("weir-receipt"), null);
      disk.empty();
      await restart();
      await asking.more(50);
      await asking.stop();
      await assertOnLedger(db, asking.received);
    },
  );
});
