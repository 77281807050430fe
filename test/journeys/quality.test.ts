import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import type { Browser } from "playwright-core";
import type { Resource } from "#contract/catalog";
import type { CheckRun, RuleResult } from "#contract/quality";
import { noBrowser, startBrowser } from "#test/browser";
import type { TestClient } from "#test/client";
import { assignmentOf, startTestHub, testBureau, type TestHub, testPolice } from "#test/hub";
import { quickLoad } from "#test/loading";
import { enterAs, looks, nameOf, walk } from "#test/walk";

const steward = assignmentOf("department-steward", { department: testPolice });
const officer = assignmentOf("data-officer");
const outsider = assignmentOf("department-user", { department: testBureau });

/** Loads whole, but two rows lack a name the declaration will ask for and two share the number that will be the key. */
const people = [
  "编号,姓名,公民身份号码,登记日期",
  "1,测甲一,11010519491231002X,2024-03-01",
  "2,,440524188001010014,2024-03-02",
  "3,测丙三,11010519491231002X,2024-03-03",
  "3,,440524188001010014,2024-03-04",
].join("\n");

/** A table of the police with mandatory and key items, checked against them. */
async function checkedTable(hub: TestHub, as: string): Promise<{ id: string; run: CheckRun }> {
  const client = await hub.asHolder([steward]);
  const load = await quickLoad(client, `${as}.csv`, people, { department: testPolice, as });
  // The check that follows a load must be over: one asked for meanwhile would be that same one, by the rules before.
  await checked(client, load.resourceId);
  const { body } = await client.get<Resource>(`/api/catalog/resources/${load.resourceId}`);
  const [key, name, ...others] = body.items;
  assert.ok(key && name);
  const items = [{ ...key, isKey: true }, { ...name, isMandatory: true }, ...others];
  await client.patch(`/api/catalog/resources/${body.id}`, { items, updateCycle: "yearly" }, { ifMatch: body.version });
  const { body: started } = await client.post<{ jobId: string }>(`/api/quality/resources/${body.id}/check`);
  await ended(hub, started.jobId);
  const latest = await client.get<{ run: CheckRun }>(`/api/quality/resources/${body.id}/latest`);
  return { id: body.id, run: latest.body.run };
}

async function checked(client: TestClient, id: string): Promise<void> {
  for (let tries = 0; tries < 3000; tries += 1) {
    const { body } = await client.get<{ run: CheckRun | null }>(`/api/quality/resources/${id}/latest`);
    if (body.run !== null) return;
    await delay(20);
  }
  throw new Error(`No check follows the load of ${id}.`);
}

async function ended(hub: TestHub, jobId: string): Promise<void> {
  const client = await hub.asHolder([officer]);
  for (let tries = 0; tries < 3000; tries += 1) {
    const { body } = await client.get<{ endedAt: string | null }>(`/api/operations/jobs/${jobId}`);
    if (body.endedAt !== null) return;
    await delay(20);
  }
  throw new Error(`Job ${jobId} does not end.`);
}

/** Walked in one look only: the narrow one, in which most can go wrong. */
const furtherScreens = (id: string, rule: Pick<RuleResult, "column">): Readonly<Record<string, string>> => ({
  "quality-rules-of": `/quality/resources/${id}/rules`,
  "quality-rule-new": `/quality/resources/${id}/rules/new`,
  "quality-what-if": `/quality/resources/${id}/what-if`,
  "quality-profile": `/quality/resources/${id}/profile`,
  "quality-column": `/quality/resources/${id}/profile?column=${rule.column ?? ""}`,
  "quality-department": `/quality/departments/${testPolice}`,
  "quality-report": `/quality/departments/${testPolice}/report`,
  "quality-reports": "/quality/reports",
  "quality-written-rules": "/quality/rules",
  "quality-drift": "/quality/drift",
  "quality-appeals": "/quality/appeals",
  "quality-schemes": "/quality/schemes",
});

if (noBrowser === null) journeys(await startTestHub(), await startBrowser());
else test("the screens of quality, in a real browser", { skip: noBrowser }, () => {});

function journeys(hub: TestHub, browser: Browser): void {
  const table = checkedTable(hub, "测试人口");

  async function screens(): Promise<Readonly<Record<string, string>>> {
    const { id, run } = await table;
    const rule = run.rules.find(({ failed }) => failed > 0);
    assert.ok(rule);
    const client = await hub.asHolder([steward]);
    const empty = { department: testPolice, format: "csv", updateCycle: "daily" };
    const made = await client.post<Resource>("/api/catalog/resources", {
      ...empty,
      name: "测试空表",
      shareClass: "conditional",
      items: [],
    });
    const pane = `/quality?department=${testPolice}&dimension=${rule.dimension}`;
    return {
      league: "/quality",
      "league-below": "/quality?below=1&days=7",
      "league-department": `/quality?department=${testPolice}`,
      "league-rule": `${pane}&resource=${id}&rule=${encodeURIComponent(rule.id)}`,
      "quality-runs": "/quality/runs",
      "quality-resource": `/quality/resources/${id}`,
      "quality-rule": `/quality/resources/${id}?rule=${encodeURIComponent(rule.id)}`,
      "quality-any-rule": `/quality/resources/${id}?rows=all`,
      "quality-never": `/quality/resources/${made.body.id}`,
      ...furtherScreens(id, rule),
    };
  }

  for (const look of looks) {
    test(`every screen of quality is whole at ${nameOf(look)}`, async () => {
      const window = await enterAs(browser, hub, [officer], look);
      assert.deepEqual(await walk(window, await screens()), []);
    });
  }

  test("from the league by department, dimension and rule to the rows, each with its reason", async () => {
    await table;
    const { page } = await enterAs(browser, hub, [officer]);
    await page.goto("/quality");
    await page.getByRole("link", { name: "锦江公安" }).click();
    await page.getByRole("link", { name: /^完整性/ }).click();
    await page.getByRole("link", { name: /姓名必须填写/ }).click();
    await page.getByText("2 / 4", { exact: true }).waitFor();
    await page.getByText("已显示 2 行，共 2 行").waitFor();
    await page.getByRole("cell", { name: "空", exact: true }).first().waitFor();
  });

  test("a rule is written in words, tried, settled, and stands among the rules of the next check", async () => {
    const { id } = await table;
    const { page } = await enterAs(browser, hub, [steward]);
    await page.goto(`/quality/resources/${id}/rules/new`);
    await page.getByRole("radio", { name: /^长度/ }).check();
    await page.getByLabel("字段", { exact: true }).click();
    await page.getByTitle(/^姓名/).click();
    await page.getByLabel(/^最少几个字/).fill("3");
    await page.getByRole("button", { name: "先试一试" }).click();
    await page.getByText(/检查 \d+ 行，\d+ 行不合格/).waitFor();
    await page.getByRole("button", { name: "定下这条规则" }).click();
    const row = page.getByRole("row", { name: /自写/ });
    await row.waitFor();
    await row.getByRole("link", { name: /字数/ }).click();
    await page.getByRole("button", { name: "改出新版本" }).click();
    await page.getByLabel(/^最少几个字/).fill("2");
    await page.getByRole("region", { name: "改出新版本" }).getByRole("button", { name: "改出新版本" }).click();
    await page.getByRole("region", { name: "历次版本" }).getByRole("row").nth(2).waitFor();
  });

  test("what the data speak for is accepted as a rule, or put aside", async () => {
    const client = await hub.asHolder([steward]);
    const rows = Array.from(
      { length: 40 },
      (_, at) => `${at},C${at % 6},城${at === 9 ? 0 : at % 6},${at === 5 ? "不详" : `备注${at}`}`,
    );
    const csv = ["编号,代码,城市,备注", ...rows].join("\n");
    const load = await quickLoad(client, "门店.csv", csv, { department: testPolice, as: "门店" });
    const { page } = await enterAs(browser, hub, [steward]);
    await page.goto(`/quality/resources/${load.resourceId}/rules`);
    const proposals = page.getByRole("region", { name: "从数据里看出来的规则" });
    const placeholder = proposals.getByRole("row", { name: /备注不写/ });
    await placeholder.getByRole("button", { name: "不采纳" }).click();
    await placeholder.getByText(/不采纳 /).waitFor();
    await proposals
      .getByRole("row", { name: /^代码相同的行/ })
      .getByRole("button", { name: "采纳", exact: true })
      .click();
    await page.getByRole("row", { name: /代码相同的行.+自写/ }).waitFor();
  });

  test("the score a mended rule would give is reckoned on the page", async () => {
    const { id } = await table;
    const { page } = await enterAs(browser, hub, [steward]);
    await page.goto(`/quality/resources/${id}/what-if`);
    await page.getByRole("checkbox", { name: /姓名必须填写/ }).check();
    await page
      .getByRole("row", { name: /^本资源/ })
      .getByText(/^\+\d/)
      .waitFor();
  });

  test("an appeal is raised on a rule's rows and decided by the data officer", async () => {
    const { id, run } = await table;
    const rule = run.rules.find((one) => one.id.startsWith("mandatory:") && one.failed > 0);
    assert.ok(rule);
    const asking = await enterAs(browser, hub, [steward]);
    await asking.page.goto(`/quality/resources/${id}?rule=${encodeURIComponent(rule.id)}`);
    await asking.page.getByRole("button", { name: "对这条规则申诉" }).click();
    await asking.page.getByLabel("几行其实没错").fill("1");
    await asking.page.getByLabel("为什么没错").fill("一户尚未命名，依法可以空着");
    await asking.page.getByRole("button", { name: "对这条规则申诉" }).click();
    await asking.page.getByRole("button", { name: "申诉", exact: true }).click();
    await asking.page.getByText("待裁定").first().waitFor();
    const deciding = await enterAs(browser, hub, [officer]);
    await deciding.page.goto(asking.page.url());
    await deciding.page.getByRole("button", { name: "裁定申诉" }).click();
    await deciding.page.getByLabel("裁定理由").fill("情况属实，予以支持");
    await deciding.page.getByRole("region", { name: "裁定申诉" }).getByRole("button", { name: "裁定申诉" }).click();
    await deciding.page.getByText("已支持").first().waitFor();
  });

  test("a check asked for now is followed to its end and stands in the history", async () => {
    const { id } = await table;
    const { page } = await enterAs(browser, hub, [steward]);
    await page.goto(`/quality/resources/${id}`);
    const history = page.getByRole("region", { name: "历次检查" }).first();
    await history.getByText(/共 \d+ 次/).waitFor();
    const before = Number(/\d+/.exec((await history.getByText(/共 \d+ 次/).textContent()) ?? "")?.[0]);
    await page.getByRole("button", { name: "现在检查一次" }).click();
    await history.getByText(`共 ${before + 1} 次`).waitFor();
  });

  test("who only reads scores is told why the rows are not shown", async () => {
    const { id } = await table;
    const leader = assignmentOf("leader");
    const { page } = await enterAs(browser, hub, [leader]);
    await page.goto(`/quality/resources/${id}?rows=all`);
    await page.getByText("您现在的身份只看分数，不看是哪些行。").waitFor();
    assert.ok(await page.getByRole("button", { name: "现在检查一次" }).isDisabled());
  });

  test("another department's unpublished table is not there, in a sentence", async () => {
    const { id } = await table;
    const { page } = await enterAs(browser, hub, [outsider]);
    await page.goto(`/quality/resources/${id}`);
    await page.getByText(/没有“.+”这个数据资源/).waitFor();
  });
}
