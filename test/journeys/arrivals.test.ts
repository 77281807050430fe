import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import type { Source } from "#contract/intake";
import type { Follow } from "#contract/intake-follow";
import { noBrowser, startBrowser } from "#test/browser";
import { assignmentOf, startTestHub, testBureau } from "#test/hub";
import { enterAs, looks, walk } from "#test/walk";
import { followGround } from "../../server/modules/intake/follow/test-ground.ts";

test("the screens of files that arrive hold nothing back, in every look", { skip: noBrowser ?? false }, async () => {
  const folder = mkdtempSync(path.join(tmpdir(), "weir-arrival-screens-"));
  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  writeFileSync(path.join(folder, "人口_1.csv"), "编号,名称\n1,甲\n2,乙\n");
  const hub = await startTestHub({ watchedFolders: folder });
  const officer = await hub.as("data-officer");
  const source = await officer.post<Source>("/api/intake/place-sources", {
    name: "报送目录",
    department: testBureau,
    place: { kind: "folder", path: folder },
  });
  const made = await officer.post<Follow>("/api/intake/follows", {
    sourceId: source.body.id,
    table: "人口_*.csv",
    resourceName: "人口报送",
    plan: { mode: "files", files: { settleSeconds: 0 }, schedule: { kind: "arrival" } },
  });
  assert.equal(made.status, 201, made.text);
  const run = await followGround(hub, officer).ended(made.body);
  assert.deepEqual([run.state, run.problem], ["done", null]);
  const browser = await startBrowser();
  const pattern = encodeURIComponent("人口_*.csv");
  for (const look of looks) {
    const window = await enterAs(browser, hub, [assignmentOf("data-officer")], look);
    const wrong = await walk(window, {
      "place-new": "/intake/places/new",
      "place-source": `/intake/sources/${source.body.id}`,
      "place-edit": `/intake/sources/${source.body.id}/edit`,
      "place-follow-new": `/intake/follows/new?source=${source.body.id}&table=${pattern}`,
      "place-follow": `/intake/follows/${made.body.id}`,
      "place-run": `/intake/runs/${run.id}`,
    });
    assert.deepEqual(wrong, []);
    await window.context.close();
  }
});
