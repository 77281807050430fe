import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import type { Browser } from "playwright-core";
import { sql } from "#kernel/db/db";
import { noBrowser, open, settle, startBrowser } from "#test/browser";
import { assignmentOf, startTestHub, type TestHub } from "#test/hub";
import { enterAs, looks, nameOf, walk } from "#test/walk";
import {
  grantOn,
  makePermits,
  permits,
  program,
  testBureau,
  testPolice,
} from "../../server/modules/gate/test-ground.ts";

const officer = [assignmentOf("data-officer")];

if (noBrowser === null) {
  const hub = await startTestHub();
  journeys(hub, await startBrowser(), await riversOf(hub));
} else test("the map of rivers, in a real browser", { skip: noBrowser }, () => {});

/** The police supply permits to the bureau, which looked three of them up; besides, more flows than rivers can show. */
async function riversOf(ground: TestHub): Promise<string> {
  const resource = await makePermits(ground);
  await resource.load(permits);
  await grantOn(ground, resource.id);
  const caller = await program(ground);
  for (const key of ["P-1", "P-2", "P-3"]) {
    const { status, text } = await caller.get(`/api/gate/resources/${resource.number}/records?permit_no=${key}`);
    assert.equal(status, 200, text);
  }
  // Read off first: what is put in by hand begins at places that are there.
  await (await ground.as("data-officer")).get("/api/graph/flows");
  const db = ground.database.withTables<never>();
  await sql`
    insert into graph.node (id, kind, name, department, first_at, last_at)
    select 'dataset:测试' || chr(10) || n, 'dataset', '外部表' || n, ${testBureau}, now() - interval '9 days', now()
    from generate_series(1, 70) n`.execute(db);
  await sql`
    insert into graph.edge (from_node, to_node, kind, basis, basis_name, first_at, last_at, uses, row_count, last_use_on)
    select ${`resource:${resource.id}`}, 'dataset:测试' || chr(10) || n, 'derives', 'etl/' || n, '作业' || n,
      now() - interval '9 days', now(), n, n, current_date
    from generate_series(1, 70) n`.execute(db);
  return resource.id;
}

function journeys(hub: TestHub, browser: Browser, resourceId: string): void {
  const node = encodeURIComponent(`resource:${resourceId}`);

  test("from a need in plain words to the resource, and on to the river of its uses", async () => {
    const window = await enterAs(browser, hub, officer);
    const { page } = window;
    await open(window, `/search?q=${encodeURIComponent("居住证签发")}`);
    await page.locator(".hit-name").first().click();
    await page.waitForURL(/\/catalog\/[0-9a-f-]{36}/);
    await page.getByRole("link", { name: "全链路和影响" }).click();
    await page.getByRole("heading", { name: "停了会影响谁" }).waitFor();
    await page.getByRole("table", { name: "停了会影响谁" }).getByRole("link", { name: "市数据局" }).waitFor();
    assert.deepEqual(window.faults, []);
  });

  test("the map is walked with arrows, tells what is chosen, and leaves as a picture that stands by itself", async () => {
    const window = await enterAs(browser, hub, officer);
    const { page } = window;
    await open(window, "/graph");
    const police = page.getByRole("button", { name: /^锦江公安，/ });
    await police.focus();
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Enter");
    const card = page.getByRole("complementary", { name: "锦江公安 → 市数据局" });
    await card.getByText("3 次").waitFor();
    await card.getByRole("link", { name: "1 项授权" }).waitFor();
    await page.keyboard.press("ArrowRight");
    assert.equal(
      await page.getByRole("button", { name: /^市数据局，/ }).evaluate((place) => place === document.activeElement),
      true,
    );

    const saving = page.waitForEvent("download");
    await page.getByRole("button", { name: "导出" }).click();
    await page.getByRole("menuitem", { name: "图（SVG）" }).click();
    const picture = readFileSync(await (await saving).path(), "utf8");
    assert.match(picture, /^<svg[^>]*xmlns=/);
    assert.match(picture, /锦江公安/);
    assert.doesNotMatch(picture, /var\(--/);

    await page.getByRole("button", { name: "资源", exact: true }).click();
    await page.getByRole("button", { name: "全部", exact: true }).click();
    await page.locator(".field canvas").waitFor();
    await settle(page);
    assert.deepEqual(window.faults, []);
  });

  for (const look of looks)
    test(`the screens of the graph are whole at ${nameOf(look)}`, async () => {
      const window = await enterAs(browser, hub, officer, look);
      assert.deepEqual(
        await walk(window, {
          graph: `/graph?at=${encodeURIComponent(`department:${testPolice}`)}`,
          "graph-field": "/graph?level=resource&draw=all",
          "graph-place": `/graph/place?node=${node}`,
          "graph-department": `/graph/place?node=${encodeURIComponent(`department:${testPolice}`)}&way=upstream`,
          "graph-paths": `/graph/paths?from=${node}&to=${encodeURIComponent(`department:${testBureau}`)}`,
          "graph-unused": "/graph/unused",
          "graph-islands": "/graph/islands",
          "graph-waiting": "/graph/waiting",
        }),
        [],
      );
    });
}
