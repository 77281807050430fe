import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import type { Browser, Page } from "playwright-core";
import type { Resource } from "#contract/catalog";
import type { CheckRun } from "#contract/quality";
import { noBrowser, settle, startBrowser } from "#test/browser";
import type { TestClient } from "#test/client";
import { assignmentOf, startTestHub, testBureau, type TestHub } from "#test/hub";
import { populated, settleConflicts, settlePairs } from "#test/library-steps";
import { quickLoad } from "#test/loading";
import { enterAs } from "#test/walk";

/** One person, as in a small county: keeps the bureau's data, heads its sharing office and looks after the libraries. */
const roles = [assignmentOf("data-officer"), assignmentOf("department-steward"), assignmentOf("sharing-head")];

const name = "测试常住人口";
const heading = "编号,姓名,公民身份号码,登记日期";
const right = ["11010519491231002X", "440524188001010014"];
const rows = (bad: ReadonlySet<number>): string =>
  [
    heading,
    ...Array.from({ length: 40 }, (_, at) => {
      const number = right[at % 2] ?? "";
      return `${at + 1},测试${at + 1},${bad.has(at) ? `${number.slice(0, 17)}7` : number},2024-03-${String((at % 28) + 1).padStart(2, "0")}`;
    }),
  ].join("\n");
const good = rows(new Set());
/** The truth: these numbers, and only these, have a wrong check character. */
const badRows = new Set([3, 7, 12, 20, 33]);
const bad = rows(badRows);

if (noBrowser === null) journey(await startTestHub(), await startBrowser());
else test("a steward's month, in a real browser", { skip: noBrowser }, () => {});

function journey(hub: TestHub, browser: Browser): void {
  test("a steward sees the score fall after a bad load, finds the rows, mends the file, watches it rise, settles three conflicts and five doubtful pairs, and prints the month's report", async () => {
    const client = await hub.asHolder(roles);
    const id = await cleanTable(client);
    const window = await enterAs(browser, hub, roles);
    const { page } = window;

    const before = await scoreOn(page, id);
    await loadInBrowser(page, id, bad);
    await checkedAgain(client, id, 2);
    const fallen = await scoreOn(page, id);
    assert.ok(fallen < before, `${fallen} is not below ${before}`);

    await openRule(page);
    await loadInBrowser(page, id, good);
    await checkedAgain(client, id, 3);
    const risen = await scoreOn(page, id);
    assert.equal(risen, before);

    const { officer } = await populated(hub);
    await settleConflicts(page);
    await settlePairs(page, officer);

    await printReport(page);
    assert.deepEqual(window.faults, []);
  });
}

/** A table without fault, its number the key and its check asked for. */
async function cleanTable(client: TestClient): Promise<string> {
  const load = await quickLoad(client, `${name}.csv`, good, { department: testBureau, as: name });
  await checkedAgain(client, load.resourceId, 1);
  const { body } = await client.get<Resource>(`/api/catalog/resources/${load.resourceId}`);
  await client.patch(`/api/catalog/resources/${body.id}`, { updateCycle: "yearly" }, { ifMatch: body.version });
  return body.id;
}

/** Waits until this many checks of the resource are kept. */
async function checkedAgain(client: TestClient, id: string, count: number): Promise<void> {
  for (let tries = 0; tries < 3000; tries += 1) {
    const { body } = await client.get<{ total: number; items: CheckRun[] }>(`/api/quality/runs?resourceId=${id}`);
    if (body.total >= count) return;
    await delay(20);
  }
  throw new Error(`Check ${count} of ${id} is not kept.`);
}

async function scoreOn(page: Page, id: string): Promise<number> {
  await page.goto(`/quality/resources/${id}`);
  await page.getByRole("heading", { name: `${name}靠得住吗？` }).waitFor();
  await settle(page);
  return Number(/\d+(\.\d)?/.exec((await page.locator(".page-head .meta b").first().textContent()) ?? "")?.[0]);
}

/** The whole way of a load, into the resource that is there. */
async function loadInBrowser(page: Page, id: string, text: string): Promise<void> {
  await page.goto(`/intake/new?resource=${id}`);
  await page
    .locator("input[type=file]")
    .setInputFiles({ name: `${name}.csv`, mimeType: "text/csv", buffer: Buffer.from(text) });
  await page.getByRole("heading", { name: /里面是什么/ }).waitFor();
  await page.getByRole("button", { name: "就这样读，去对应数据元" }).click();
  await page.getByRole("button", { name: "保存对应关系，去试跑" }).click();
  await page.getByRole("button", { name: /^正式归集到/ }).click();
  await page.getByRole("heading", { name: /对平了/ }).waitFor();
}

/** From the score to the rule and from the rule to its rows, each with its reason. */
async function openRule(page: Page): Promise<void> {
  await page
    .getByRole("row", { name: /公民身份号码的形式、出生日期和校验码正确/ })
    .getByRole("link", { name: "5", exact: true })
    .click();
  await page.getByText("已显示 5 行，共 5 行").waitFor();
  const numbers = await page
    .getByRole("table", { name: "问题行" })
    .locator("tbody tr")
    .evaluateAll((found) => found.map((row) => Number(row.querySelector("td")?.textContent)));
  assert.deepEqual(
    numbers,
    [...badRows].map((at) => at + 1),
  );
  await page
    .getByText(/校验码/)
    .first()
    .waitFor();
}

/** The month's report says what was lost and mended; it is settled, and saved on paper. */
async function printReport(page: Page): Promise<void> {
  await page.goto("/quality/reports");
  await page.getByRole("button", { name: "打开报告" }).click();
  await page.getByRole("heading", { name: /数据质量报告$/ }).waitFor();
  await page.getByRole("button", { name: "把报告定稿" }).first().click();
  await page.getByRole("region", { name: "把报告定稿" }).getByRole("button", { name: "把报告定稿" }).click();
  await page.getByText("待签发").first().waitFor();
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "存为 PDF" }).click();
  const file = await (await download).path();
  assert.equal(readFileSync(file).subarray(0, 5).toString(), "%PDF-");
}
