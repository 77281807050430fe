import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import type { Source } from "#contract/intake";
import { type Follow, followRoutes, type Run } from "#contract/intake-follow";
import { startTestHub, testBureau, testPolice } from "#test/hub";
import { followGround } from "./test-ground.ts";

const folder = mkdtempSync(path.join(tmpdir(), "weir-news-"));
after(() => {
  rmSync(folder, { recursive: true, force: true });
});
const hub = await startTestHub({ watchedFolders: folder });
const officer = await hub.as("data-officer");
const steward = await hub.as("department-steward", { department: testBureau });
const ground = followGround(hub, officer);

async function begin(): Promise<Follow> {
  const source = await officer.post<Source>("/api/intake/place-sources", {
    name: "目录",
    department: testBureau,
    place: { kind: "folder", path: folder },
  });
  const made = await officer.post<Follow>("/api/intake/follows", {
    sourceId: source.body.id,
    table: "*.csv",
    resourceName: "人口",
    plan: { mode: "files", files: { settleSeconds: 0 }, retry: { attempts: 0, waitSeconds: 1 } },
    starts: false,
  });
  assert.equal(made.status, 201, made.text);
  return made.body;
}

test("a loaded column that goes names the grants it reaches, and the stewards are told", async () => {
  writeFileSync(path.join(folder, "1.csv"), "编号,名称\n1,甲\n");
  const followed = await begin();
  await ground.run(followed);
  const { items } = await hub.hub.catalog.resource(hub.hub.call(), followed.resourceId);
  const grant = await hub.hub.gate.createGrant(
    hub.hub.call(),
    {
      department: testPolice,
      resourceId: followed.resourceId,
      items: items.map(({ field }) => ({ field })),
      purpose: "核验",
      modes: ["api"],
      validFrom: "2020-01-01",
    },
    "active",
  );
  writeFileSync(path.join(folder, "2.csv"), "编号\n2\n");
  const run = await ground.run(followed);
  assert.equal(run.problem?.code, "intake.shape-changed");
  const { drift } = await ground.seen(followed);
  assert.deepEqual(
    drift?.reaches.map(({ kind, name, fields }) => [kind, name, fields]),
    [
      ["grant", grant.code, [items[1]?.field]],
      ["serving", "", [items[1]?.field]],
    ],
  );
  let told: { title: { zh: string }; text: { zh: string } }[] = [];
  for (let tries = 0; tries < 200 && told.length === 0; tries += 1) {
    const { body } = await steward.get<{ items: typeof told }>("/api/sharing/notices");
    told = body.items.filter(({ title }) => title.zh.includes("跟踪已停下"));
    await delay(50);
  }
  assert.match(told[0]?.text.zh ?? "", /删去了列“名称”.*涉及 1 项授权/);
  const { body: runs } = await officer.get<{ items: Run[]; byState: Record<string, number> }>(
    `/api/intake/runs?followId=${followed.id}&state=failed`,
  );
  assert.deepEqual([runs.items.length, runs.byState["done"], runs.byState["failed"]], [1, 1, 1]);
});

test("follows are counted by what was found at their sources, and listed by it", async () => {
  const finding = { weight: "warn", code: "capture.slot-disk", text: { zh: "请执行：SELECT 1", en: "Run: SELECT 1" } };
  await hub.database.pool.query("update intake.follow set findings = $1::jsonb", [JSON.stringify([finding])]);
  const list = async (code: string) => {
    const { body } = await officer.get(`/api/intake/follows?finding=${code}`);
    return followRoutes.listFollows.answer.parse(body);
  };
  const found = await list("capture.slot-disk");
  assert.deepEqual([found.total, found.byFinding[0]?.code, found.byFinding[0]?.count], [1, "capture.slot-disk", 1]);
  assert.equal(found.items[0]?.findings[0]?.statement, "SELECT 1");
  assert.equal((await list("other")).total, 0);
});
