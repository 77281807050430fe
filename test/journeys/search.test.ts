import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { noBrowser, open, startBrowser } from "#test/browser";
import { assignmentOf, startTestHub, type TestHub, testPolice } from "#test/hub";
import { enterAs, looks, nameOf, walk } from "#test/walk";

const steward = assignmentOf("department-steward", { department: testPolice });

const items = ["姓名", "婚姻状况"].map((zh, index) => ({
  field: `column_${index}`,
  name: { zh, en: "" },
  element: null,
  type: { kind: "text", maxLength: 60 },
  grade: "2",
}));

async function catalogue(hub: TestHub): Promise<void> {
  const client = await hub.asHolder([steward]);
  for (const [name, theme] of [
    ["婚姻登记信息", "民政"],
    ["居住登记信息", "人口"],
    ["出租房屋登记信息", "住房"],
  ]) {
    const body = {
      name,
      theme,
      department: testPolice,
      format: "csv",
      updateCycle: "monthly",
      shareClass: "conditional",
      items,
    };
    const { status, text } = await client.post("/api/catalog/resources", {
      ...body,
      abstract: "测试用，一人一行。",
      useConditions: "限核验",
    });
    assert.equal(status, 201, text);
  }
}

const names = (page: Page) => page.locator(".hit-name").allInnerTexts();

test(
  "from pinyin in the field on every page to the resource, and from nothing found to a demand",
  { skip: noBrowser ?? false },
  async (t) => {
    const hub = await startTestHub();
    const browser = await startBrowser();
    await catalogue(hub);
    const window = await enterAs(browser, hub, [steward]);
    const { page } = window;

    await t.test("initials, arrow keys and Enter open the best hit", async () => {
      await open(window, "/catalog");
      await page.keyboard.press("/");
      await page.keyboard.type("hydj");
      await page.locator(".finder-panel .found", { hasText: "婚姻登记信息" }).waitFor();
      await page.keyboard.press("Enter");
      await page.waitForURL(/\/catalog\/[0-9a-f-]{36}/);
    });

    await t.test("all results say why they are there and are narrowed by a facet", async () => {
      await open(window, `/search?kind=resource&q=${encodeURIComponent("登记信息")}`);
      await page.locator(".hit").nth(2).waitFor();
      assert.equal((await names(page)).length, 3);
      await open(
        window,
        `/search?kind=resource&q=${encodeURIComponent("登记信息")}&theme=${encodeURIComponent("人口")}`,
      );
      await page.locator(".hit").first().waitFor();
      assert.deepEqual(await names(page), ["居住登记信息"]);
      await open(window, `/search?q=${encodeURIComponent("婚姻状况")}&kind=resource`);
      await page.locator(".hit-reasons", { hasText: "数据项" }).first().waitFor();
    });

    await t.test("arrow keys move between results", async () => {
      await page.locator(".hit-name").first().focus();
      await page.keyboard.press("ArrowDown");
      assert.equal(
        await page
          .locator(".hit-name")
          .nth(1)
          .evaluate((link) => link === document.activeElement),
        true,
      );
    });

    await t.test("words in the catalogue's list lead to the search with its filters", async () => {
      await open(window, "/catalog?shareClass=conditional");
      await page.locator(".strip-search input").fill("居住");
      await page.locator(".strip-search input").press("Enter");
      await page.waitForURL(/\/search\?.*kind=resource.*shareClass=conditional/);
      await page.locator(".hit-name", { hasText: "居住登记信息" }).waitFor();
    });

    await t.test("nothing found leads to registering the need", async () => {
      await open(window, `/search?q=${encodeURIComponent("潜水艇龙虾")}`);
      await page.getByRole("link", { name: "登记这个需求" }).click();
      await page.waitForURL(/\/sharing\?.*do=register/);
    });

    for (const look of looks)
      await t.test(`the screens are whole at ${nameOf(look)}`, async () => {
        const other = await enterAs(browser, hub, [steward], look);
        assert.deepEqual(
          await walk(other, {
            "search-begin": "/search",
            search: `/search?q=${encodeURIComponent("婚姻登记")}`,
            "search-nothing": `/search?q=${encodeURIComponent("潜水艇龙虾")}`,
          }),
          [],
        );
      });
  },
);
