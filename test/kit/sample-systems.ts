import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import pg from "pg";
import type { Source } from "#contract/intake";
import type { Follow } from "#contract/intake-follow";
import type { Page } from "#contract/page";
import type { TestClient } from "#test/client";
import type { TestHub } from "#test/hub";

/** Four tables of the sample city's own database are followed, each another way, and what is changed there arrives. */
export function systemsAreFollowed(hub: TestHub): void {
  test("four tables of the departments' database are followed, each another way, and agree with it", async () => {
    const officer = await hub.as("data-officer");
    const well = await until("four follows that are well", async () => {
      const items = await follows(officer);
      return items.length === 4 &&
        items.every(({ health, lastReconciliation }) => health === "well" && lastReconciliation)
        ? items
        : undefined;
    });
    assert.deepEqual(new Set(well.map(({ plan }) => plan.mode)), new Set(["capture", "watermark", "compare", "full"]));
    assert.deepEqual(
      well.filter(({ lastReconciliation }) => lastReconciliation?.isMatching !== true),
      [],
    );
  });

  test("what a department changes in its database is in the hub soon after", async (t) => {
    const owner = await connected(hub, "weir");
    t.after(() => owner.end());
    await owner.query(`insert into weir_sample_gongan."T_LDRK_JZZ" select (p).* from (
      select jsonb_populate_record(q, '{"ID": 900001, "JZZBH": "J51010120260099999"}') as p
      from weir_sample_gongan."T_LDRK_JZZ" q limit 1) changed`);
    const officer = await hub.as("data-officer");
    await until("the inserted row", async () => {
      const captured = (await follows(officer)).find(({ plan }) => plan.mode === "capture");
      return (captured?.lastRun?.counts.inserted ?? 0) > 0 && captured?.lastRun?.state === "running"
        ? captured
        : undefined;
    });
  });

  test("the account given to the hub reads the departments' tables and changes nothing", async (t) => {
    const reader = await connected(hub, "weir_reader");
    t.after(() => reader.end());
    const { rows } = await reader.query<{ count: number }>(
      `select count(*)::int as count from weir_sample_shichang."E_BASEINFO"`,
    );
    assert.ok((rows[0]?.count ?? 0) > 0);
    await assert.rejects(reader.query(`delete from weir_sample_shichang."E_BASEINFO"`), { code: "42501" });
  });
}

const follows = async (officer: TestClient) =>
  (await officer.get<Page<Follow>>("/api/intake/follows?limit=50")).body.items;

/** A connection to the departments' database, as its owner or as the account the hub reads by. */
async function connected(hub: TestHub, user: "weir" | "weir_reader"): Promise<pg.Client> {
  const officer = await hub.as("data-officer");
  const { body } = await officer.get<Page<Source>>("/api/intake/sources?limit=50");
  const place = body.items[0]?.connection;
  assert.ok(place);
  const file = user === "weir" ? "postgres.password" : "reader.password";
  const password = readFileSync(path.join(hub.config.data, "sample-systems", "keys", file), "utf8").trim();
  const client = new pg.Client({ ...place, user, password });
  await client.connect();
  return client;
}

async function until<Value>(what: string, look: () => Promise<Value | undefined>): Promise<Value> {
  for (let tries = 0; tries < 1200; tries += 1) {
    const value = await look();
    if (value !== undefined) return value;
    await delay(250);
  }
  throw new Error(`never: ${what}`);
}
