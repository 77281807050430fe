import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import type { Browser, Page } from "playwright-core";
import type { Opening } from "#contract/portal-manage";
import { noBrowser, open, settle, startBrowser } from "#test/browser";
import { assignmentOf, startTestHub, type TestHub } from "#test/hub";
import { enterAs, otherThan, usualLook, walkOnce } from "#test/walk";
import { grantOn, program, testBureau } from "../../server/modules/gate/test-ground.ts";
import { makeStations, stations, stationTerms, testPolice } from "../../server/modules/portal/test-ground.ts";

if (noBrowser === null) {
  const hub = await startTestHub();
  journeys(hub, await startBrowser(), await openStations(hub));
} else test("the open side, in a real browser", { skip: noBrowser }, () => {});

/** The bureau looked two stations up. One dataset is open to everybody with its files made, and one by agreement. */
async function openStations(ground: TestHub): Promise<{ resourceId: string; datasetId: string }> {
  const { hub } = ground;
  const { id: resourceId } = await makeStations(ground);
  const steward = await ground.as("department-steward", { department: testPolice });
  const officer = await ground.as("data-officer");
  const openAs = async (code: string, more: Parameters<typeof stationTerms>[0]) => {
    const body = { resourceId, code, terms: stationTerms(more) };
    const { id } = (await steward.post<Opening>("/api/portal/openings", body)).body;
    await steward.post(`/api/portal/openings/${id}/submit`, {});
    const { jobId } = (await officer.post<Opening>(`/api/portal/openings/${id}/open`, {})).body;
    for await (const job of hub.jobs.follow(hub.call(), jobId ?? ""))
      if (job.endedAt !== null) assert.equal(job.state, "succeeded");
    return id;
  };
  const datasetId = await openAs("charging-stations", {});
  await openAs("stations-by-agreement", {
    title: { zh: "充电站用户数，签协议后用", en: "Users of charging stations" },
    access: "conditional",
    licence: "agreement-1.0",
    conditions: "只供本地企业研究选址，不得转给他人。",
  });
  await grantOn(ground, resourceId, {
    items: [{ field: "station_no" }, { field: "station_name" }],
    purpose: "充电站规划选址核对",
  });
  const caller = await program(ground);
  const { number } = await hub.catalog.resource(hub.call(), resourceId);
  for (const key of ["S-1", "S-3"]) {
    const { status, text } = await caller.get(`/api/gate/resources/${number}/records?station_no=${key}`);
    assert.equal(status, 200, text);
  }
  return { resourceId, datasetId };
}

/** A phone that runs no scripts. */
async function plainPhone(browser: Browser, baseURL: string): Promise<Page> {
  const context = await browser.newContext({
    baseURL,
    viewport: { width: 390, height: 844 },
    locale: "zh-CN",
    javaScriptEnabled: false,
    acceptDownloads: true,
  });
  context.setDefaultTimeout(120_000);
  return context.newPage();
}

function journeys(hub: TestHub, browser: Browser, ids: Awaited<ReturnType<typeof openStations>>): void {
  test("a need in plain words leads to the resource, to the river of its uses, and on a phone to its open data", async () => {
    const window = await enterAs(browser, hub, [assignmentOf("department-user", { department: testBureau })]);
    const { page } = window;
    await open(window, "/catalog");
    await page.getByRole("combobox", { name: "全站查找" }).fill("想知道哪里可以给车充电");
    await page.locator(".finder-panel").getByRole("option").filter({ hasText: "公共充电站" }).first().click();
    await page.waitForURL(/\/catalog\/[0-9a-f-]{36}/);
    await page.getByRole("link", { name: "河图" }).click();
    await page.waitForURL(new RegExp(`/graph\\?resource=${ids.resourceId}`));
    await page.getByRole("button", { name: /^锦江公安，/ }).focus();
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Enter");
    await page.getByRole("complementary", { name: "锦江公安 → 市数据局" }).getByText("2 次").waitFor();
    assert.deepEqual(window.faults, []);
    await window.context.close();

    const phone = await plainPhone(browser, hub.url);
    await phone.goto("/open");
    await phone.getByRole("searchbox").fill("想知道哪里可以给车充电");
    await phone.getByRole("button", { name: "查找数据" }).click();
    await phone.getByRole("link", { name: "公共充电站在哪里" }).click();
    await phone.getByRole("heading", { level: 1, name: "公共充电站在哪里" }).waitFor();
    const waiting = phone.waitForEvent("download");
    await phone.getByRole("link", { name: "下载 CSV 表格" }).click();
    const file = await waiting;
    assert.equal(file.suggestedFilename(), "charging-stations-v1.csv");
    const bytes = readFileSync(await file.path());
    const { distributions } = await hub.hub.portal.get(hub.hub.call(), "charging-stations");
    const { sizeBytes, sha256 } = distributions.find(({ format }) => format === "csv") ?? {};
    assert.deepEqual([bytes.length, createHash("sha256").update(bytes).digest("hex")], [sizeBytes, sha256]);
    const lines = bytes.toString().trimEnd().split("\n");
    assert.equal(lines[0], "\uFEFFstation_no,station_name,district,longitude,latitude,users,fee");
    assert.equal(lines[2], "S-2,测试二号站,锦江区,104.09,30.66,,");
    assert.equal(lines.length, stations.length + 1);
    await phone.context().close();
  });

  test("on a phone without scripts: ask for what is not open, and read the answer", async () => {
    const page = await plainPhone(browser, hub.url);
    await page.goto("/open/datasets/charging-stations");
    await page.getByRole("link", { name: "申请开放数据" }).first().click();
    await page.getByLabel("想要什么数据").fill("空闲充电桩数");
    await page.getByRole("button", { name: "提交申请" }).click();
    await page.getByRole("heading", { name: "有 1 处要改" }).waitFor();
    await page
      .getByLabel("具体要哪些内容、用来做什么")
      .fill("想做一个提示哪里有空桩的小程序，需要每十分钟的空闲桩数。");
    await page.getByLabel("电话或邮箱").fill("someone@example.com");
    await page.getByRole("button", { name: "提交申请" }).click();
    await page.getByRole("heading", { name: "已收到" }).waitFor();
    await page.getByText(/^\d{4}年\d{1,2}月\d{1,2}日前答复您。$/).waitFor();
    await page.getByRole("link", { name: "查看办理进度" }).click();
    await page.getByText(/正在办理，.*前答复/).waitFor();

    const window = await enterAs(browser, hub, [assignmentOf("department-steward", { department: testPolice })]);
    await open(window, "/portal/tickets");
    await window.page.getByText("someone@example.com").waitFor();
    await window.page.getByRole("button", { name: "答复" }).click();
    await window.page.getByRole("textbox", { name: "答复内容" }).fill("已列入下季度开放计划，届时在本页告知。");
    await window.page.getByRole("button", { name: "发送答复" }).click();
    await window.page.getByText("已列入下季度开放计划").waitFor();
    await settle(window.page);
    assert.deepEqual(window.faults, []);

    await page.reload();
    await page.getByText("已列入下季度开放计划，届时在本页告知。").waitFor();
    await page.context().close();
    await window.context.close();
  });

  for (const look of [usualLook, otherThan(usualLook)])
    test(`the open side and its keeping look right at ${look.width} px in ${look.language}, ${look.theme}`, async () => {
      const window = await enterAs(
        browser,
        hub,
        [assignmentOf("department-steward", { department: testPolice }), assignmentOf("data-officer")],
        look,
      );
      const lang = `lang=${look.language}`;
      const wrong = await walkOnce(window, {
        "open-home": `/open?${lang}`,
        "open-search": `/open/datasets?q=充电&${lang}`,
        "open-dataset": `/open/datasets/charging-stations?${lang}`,
        "open-agreement": `/open/datasets/stations-by-agreement/agreement?${lang}`,
        "open-statistics": `/open/statistics?${lang}`,
        "open-answers": `/open/answers?${lang}`,
        openings: "/portal",
        opening: `/portal/${ids.datasetId}`,
        publish: `/portal/publish?resource=${ids.resourceId}`,
        tickets: "/portal/tickets",
        applications: "/portal/applications",
        agreements: "/portal/agreements",
      });
      assert.deepEqual(wrong, []);
      await window.context.close();
    });
}
