import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import type { Browser } from "playwright-core";
import { noBrowser, startBrowser, visit } from "#test/browser";
import { startTestHub, type TestHub } from "#test/hub";

const sample = path.resolve(import.meta.dirname, "..", "..", "..", "shared", "data", "gov-sample");
const file = path.join(sample, "sichuan_portal", "四川省地震监测站点基本信息_0.csv");

const missing =
  noBrowser ??
  (existsSync(file) ? null : "the folder ../shared/data/gov-sample is not there, it holds the file to load");

if (missing === null) journey(await startTestHub(), await startBrowser());
else test("from signing in to a proof on the ledger", { skip: missing }, () => {});

function journey(hub: TestHub, browser: Browser): void {
  test("somebody signs in, loads a GB18030 file, sees its bad rows, and has the browser prove the receipt", async () => {
    const { page, faults } = await visit(browser, hub.url, { width: 1440, language: "zh", theme: "light" });

    await page.goto("/sign-in");
    await page.getByLabel("账号", { exact: true }).fill("admin");
    await page.getByRole("textbox", { name: "口令" }).fill("admin-password-1");
    await page.getByRole("button", { name: "登录", exact: true }).click();
    await page.getByRole("link", { name: "归集", exact: true }).click();
    await page.getByRole("button", { name: "归集文件或数据库" }).first().click();

    await page.getByLabel("归到哪个部门").click();
    await page.keyboard.type("市数据局");
    await page.keyboard.press("Enter");
    await page.locator("input[type=file]").setInputFiles(file);
    await page.getByRole("heading", { name: /里面是什么/ }).waitFor();
    await page.getByText("GB18030").first().waitFor();
    await page.getByRole("cell", { name: "成都地震基准台" }).waitFor();
    await page.getByText(/2 列在抽样的行里全是空的：纬度、经度/).waitFor();
    await page.getByRole("button", { name: "就这样读，去对应数据元" }).click();

    // Spreadsheet software has wrecked the times of this file ("48:09.0"): as times they stay out.
    await page.getByRole("button", { name: "更新时间 的字段名和类型" }).click();
    await page.getByLabel("类型", { exact: true }).click();
    await page.getByTitle("日期时间", { exact: true }).click();
    await page.getByRole("button", { name: "保存对应关系，去试跑" }).click();
    await page.getByText(/试了前 1,000 行：\d+ 行可入库，[\d,]+ 行有问题/).waitFor();
    await page.getByRole("button", { name: "正式归集到“四川省地震监测站点基本信息”" }).click();

    await page.getByRole("heading", { name: /对平了/ }).waitFor();
    await page.getByText("来源自己数 1,000 行，两边一致").waitFor();

    await page.locator(".equation dd.fault a").click();
    await page.getByRole("heading", { name: "退回的行：四川省地震监测站点基本信息" }).waitFor();
    const value = page.locator("td .bad").first();
    await value.waitFor();
    assert.match((await value.textContent()) ?? "", /^\d\d:\d\d\.\d$/);

    await page.goBack();
    await page.getByRole("link", { name: /^回执记入账本/ }).click();
    await page.waitForURL(/\/ledger\/\d+$/);
    await page.getByRole("button", { name: "现在验证" }).click();
    await page.getByText(/条目 #\d+ 在检查点 \d+ 之内，包含证明 \d+ 步全部吻合/).waitFor();
    assert.deepEqual(faults, []);
  });
}
