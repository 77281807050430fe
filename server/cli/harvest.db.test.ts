import assert from "node:assert/strict";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import type { HarvestLine, HarvestRun } from "#contract/harvest";
import { startTestHub } from "#test/hub";
import { runWeir } from "#test/hub-process";
import { startPortalServer } from "#test/portal-server";

const ground = await startTestHub();
const portal = await startPortalServer();
const folder = mkdtempSync(path.join(tmpdir(), "weir-cli-harvest-"));
chmodSync(folder, 0o711);
after(() => rmSync(folder, { recursive: true, force: true }));

const weir = (...arguments_: string[]) =>
  runWeir(["harvest", ...arguments_], folder, {
    WEIR_URL: ground.url,
    WEIR_TOKEN: ground.hub.identity.operatorToken(),
  });

interface Told {
  readonly run: HarvestRun;
  readonly refused: readonly HarvestLine[];
}

test("a portal's address is harvested as a source of its own", async () => {
  const sets = ["一", "二"].map((title, index) => ({
    id: `id-${index}`,
    title,
    metadata_modified: "2026-01-01T00:00:00",
  }));
  portal.on("/api/3/action/package_search", ({ searchParams }) => ({
    body: JSON.stringify({
      success: true,
      result: { count: 2, results: Number(searchParams.get("start") ?? 0) === 0 ? sets : [] },
    }),
  }));
  const first = await weir(portal.url, "--kind", "ckan", "--json");
  assert.equal(first.code, 0, first.err);
  assert.equal((JSON.parse(first.out) as Told).run.created, 2);
});

test("a listing is mapped by its headings; what is refused is said with its rule", async () => {
  const file = path.join(folder, "listing.csv");
  writeFileSync(file, "数据集名称,提供部门,网址\n停车场,交通局,https://a.example/1\n,交通局,https://a.example/2\n");
  const told = await weir(file, "--kind", "listing", "--as", "清单");
  assert.equal(told.code, 0, told.err);
  assert.match(told.out, /新增 1，有变化 0，无变化 0，没有收 1，撤下 0[^]*title-missing/);
  writeFileSync(file, "数据集名称,提供部门,网址\n停车场,交通局,https://a.example/1\n公园,园林局,https://a.example/3\n");
  const again = JSON.parse((await weir(file, "--kind", "listing", "--as", "清单", "--json")).out) as Told;
  assert.deepEqual([again.run.created, again.run.unchanged, again.refused.length], [1, 1, 0]);
});
