import assert from "node:assert/strict";
import { after, test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import pg from "pg";
import { debianPostgres, noDebianPostgres } from "#test/debian-postgres";
import { startTestHub } from "#test/hub";
import { followGround } from "./test-ground.ts";

const bytesPerSecond = 40_000;

test(
  "a capture reads its source no faster than the limit, snapshot and log alike",
  { skip: noDebianPostgres },
  async () => {
    const hub = await startTestHub();
    const officer = await hub.as("data-officer");
    const ground = followGround(hub, officer);
    const server = await debianPostgres(["wal_level=logical"]);
    const client = new pg.Client({ connectionString: server.url });
    await client.connect();
    after(async () => {
      await client.end();
      await server[Symbol.asyncDispose]();
    });
    await client.query("create table wide (num integer primary key, title text)");
    await client.query("insert into wide select n, repeat('x', 1000) from generate_series(1, 100) n");
    const host = new URL(server.url).searchParams.get("host") ?? "";
    const followed = await ground.follow(
      {
        kind: "postgres",
        connection: { host, port: 5432, database: "postgres", user: "weir", password: "", schema: "public" },
        run: async () => {},
        rows: async () => [],
      },
      "wide",
      { mode: "capture", reconciles: false },
      { starts: false },
    );
    const limited = await officer.put(
      `/api/intake/sources/${followed.sourceId}/limits`,
      { runs: 1, bytesPerSecond },
      { ifMatch: 0 },
    );
    assert.equal(limited.status, 200, limited.text);
    const rowsAt = async (wanted: string): Promise<number> => {
      for (let tries = 0; tries < 600; tries += 1) {
        const rows = await ground.lakeRows(followed, ["num", "title"]).catch(() => []);
        if (rows.filter(({ title }) => title?.startsWith(wanted)).length === 100) return performance.now();
        await delay(20);
      }
      throw new Error("The rows do not come.");
    };
    const begun = performance.now();
    await officer.post(`/api/intake/follows/${followed.id}/run`, {});
    const snapshot = (await rowsAt("x")) - begun;
    const changed = performance.now();
    for (const letter of ["y", "z"]) await client.query("update wide set title = repeat($1, 1000)", [letter]);
    const stream = (await rowsAt("z")) - changed;
    await officer.post(`/api/intake/follows/${followed.id}/pause`, { reason: "试" });
    await ground.ended(followed);
    // 100 kB, and twice that; one portion may go ahead of the rate.
    assert.ok(snapshot > 1500, `the snapshot took ${Math.round(snapshot)} ms`);
    assert.ok(stream > 3500, `the changes took ${Math.round(stream)} ms`);
  },
);
