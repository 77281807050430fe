import assert from "node:assert/strict";
import { test } from "node:test";
import { noBrowser, open, startBrowser } from "#test/browser";
import { assignmentOf, startTestHub } from "#test/hub";
import { enterAs, looks, nameOf, walk } from "#test/walk";

const officer = assignmentOf("data-officer");
const user = assignmentOf("department-user");

const listing = `数据集名称,提供部门,网址,格式,授权方式
雨水站点水位,水务局,https://data.example.org/rain,CSV,开放许可
停车场余位,交通局,https://data.example.org/parking,CSV、JSON,
,交通局,https://data.example.org/nameless,CSV,开放许可
`;

test(
  "a listing of another portal becomes entries that are found, each record told of",
  { skip: noBrowser ?? false },
  async (t) => {
    const hub = await startTestHub();
    const browser = await startBrowser();
    const window = await enterAs(browser, hub, [officer]);
    const { page } = window;

    await t.test("its columns are guessed, the source registered", async () => {
      await open(window, "/harvest/sources/new");
      await page.getByLabel("类型").click();
      await page.locator(".ant-select-item-option", { hasText: "目录清单表" }).click();
      await page.getByLabel("名称", { exact: true }).first().fill("邻市开放平台");
      await page.getByText("上传文件").click();
      const file = { name: "listing.csv", mimeType: "text/csv", buffer: Buffer.from(listing) };
      await page.locator("input[type=file]").setInputFiles(file);
      await page.getByText("清单共 3 行").waitFor();
      await page.getByRole("button", { name: "登记来源" }).click();
      await page.waitForURL(/\/harvest\/sources\/[0-9a-f-]{36}$/);
    });

    await t.test("harvested, the report says of each record what became of it, and why one was refused", async () => {
      await page.getByRole("button", { name: "采集", exact: true }).click();
      await page.waitForURL(/\/harvest\/runs\/[0-9a-f-]{36}/);
      await page.locator(".st", { hasText: "完成" }).waitFor();
      await page.getByRole("link", { name: "停车场余位" }).waitFor();
      await page.getByRole("button", { name: /没有收/ }).click();
      await page.waitForURL(/outcome=refused/);
      await page.getByText("title-missing").waitFor();
      await page.getByRole("link", { name: "停车场余位" }).waitFor({ state: "detached" });
    });
    const run = page.url().replace(/\?.*/, "").slice(hub.url.length);

    const found = `/search?q=${encodeURIComponent("停车场余位")}`;
    let entry = "";
    await t.test("others find it where they ask for other portals, with its origin, and open it there", async () => {
      const other = await enterAs(browser, hub, [user]);
      await open(other, found);
      await other.page.getByRole("button", { name: "外部目录" }).click();
      const hit = other.page.locator(".hit", { hasText: "停车场余位" });
      await hit.getByText("邻市开放平台 · 交通局").waitFor();
      await hit.locator(".hit-name").click();
      await other.page.waitForURL(/\/harvest\/entries\/[0-9a-f-]{36}/);
      entry = other.page.url().slice(hub.url.length);
      const out = other.page.getByRole("link", { name: "到来源查看" });
      assert.equal(await out.getAttribute("href"), "https://data.example.org/parking");
      await other.page.getByText("来源没有写许可").first().waitFor();
    });

    const [source] = (await (await hub.as("data-officer")).get<{ items: { id: string }[] }>("/api/harvest/sources"))
      .body.items;
    for (const look of looks)
      await t.test(`the screens are whole at ${nameOf(look)}`, async () => {
        const other = await enterAs(browser, hub, [officer], look);
        assert.deepEqual(
          await walk(other, {
            "harvest-sources": "/harvest",
            "harvest-source": `/harvest/sources/${source?.id ?? ""}`,
            "harvest-edit": `/harvest/sources/${source?.id ?? ""}/edit`,
            "harvest-run": run,
            "harvest-entry": entry,
          }),
          [],
        );
      });
  },
);
