import assert from "node:assert/strict";
import { test } from "node:test";
import type { Browser, Page } from "playwright-core";
import type { Resource } from "#contract/catalog";
import { noBrowser, startBrowser, type Visit } from "#test/browser";
import type { TestClient } from "#test/client";
import { assignmentOf, startTestHub, testBureau, type TestHub, testPolice } from "#test/hub";
import { quickLoad } from "#test/loading";
import { enterAs, looks, nameOf, walk } from "#test/walk";

const steward = assignmentOf("department-steward", { department: testPolice });
const head = assignmentOf("sharing-head", { department: testPolice });
const officer = assignmentOf("data-officer");
const outsider = assignmentOf("department-user", { department: testBureau });

const people = [
  "姓名,公民身份号码,性别,登记日期",
  "测甲一,11010519491231002X,女性,2024-03-01",
  "测乙二,440524188001010014,男性,2024-03-02",
].join("\n");

const declaration = {
  nameEn: "Test residence permits",
  abstract: "测试用的居住登记，一人一行。",
  theme: "公共服务",
  updateCycle: "monthly",
  shareClass: "conditional",
  shareModes: ["query-api"],
  useConditions: "限居住登记核验",
  dataClass: "公共管理和服务",
} as const;

/** A loaded draft of the police whose declaration is complete. */
async function draftOf(hub: TestHub, as: string): Promise<Resource> {
  const client = await hub.asHolder([steward]);
  const load = await quickLoad(client, `${as}.csv`, people, { department: testPolice, as });
  const { body } = await client.get<Resource>(`/api/catalog/resources/${load.resourceId}`);
  const path = `/api/catalog/resources/${body.id}`;
  return (await client.patch<Resource>(path, declaration, { ifMatch: body.version })).body;
}

const step = async (client: TestClient, id: string, name: string, body?: object): Promise<void> => {
  const { status, text } = await client.post(`/api/catalog/resources/${id}/${name}`, body);
  assert.equal(status, 200, text);
};

async function assess(hub: TestHub, id: string): Promise<void> {
  const client = await hub.asHolder([steward]);
  await step(client, id, "submit");
  await step(client, id, "secrecy", { result: "no-secret", note: "不涉密" });
  await step(client, id, "personal", { result: "acceptable", basis: "户口登记条例", safeguards: "", note: "可接受" });
}

async function publish(hub: TestHub, id: string): Promise<void> {
  await assess(hub, id);
  await step(await hub.asHolder([head]), id, "sign");
  await step(await hub.asHolder([officer]), id, "publish");
}

/** Every screen of the catalogue, by the name of its picture, each kind of stage among them. */
async function screensOf(hub: TestHub): Promise<Readonly<Record<string, string>>> {
  const published = await draftOf(hub, "测试居住证");
  await publish(hub, published.id);
  const changed = await draftOf(hub, "测试户籍");
  await publish(hub, changed.id);
  const client = await hub.asHolder([steward]);
  const { body } = await client.get<Resource>(`/api/catalog/resources/${changed.id}`);
  await client.patch(`/api/catalog/resources/${changed.id}`, { abstract: "改过。" }, { ifMatch: body.version });
  const waiting = await draftOf(hub, "测试暂住");
  await step(client, waiting.id, "submit");
  return {
    resources: "/catalog",
    "resources-nothing": "/catalog?q=zzzz",
    "resources-narrowed": "/catalog?stage=published&shareClass=conditional&sort=rows",
    "catalog-counts": "/catalog/counts",
    resource: `/catalog/${published.id}`,
    "resource-rows": `/catalog/${published.id}?rows=1`,
    "resource-withdraw": `/catalog/${changed.id}?do=withdraw`,
    "resource-changing": `/catalog/${changed.id}`,
    "resource-secrecy": `/catalog/${waiting.id}?do=secrecy`,
    "resource-personal": `/catalog/${waiting.id}?do=personal`,
    "resource-new": "/catalog/new",
    "resource-edit": `/catalog/${changed.id}/edit`,
    "resource-held": `/catalog/${published.id}/edit`,
    "resource-versions": `/catalog/${changed.id}/versions`,
    "resource-absent": "/catalog/00000000-0000-7000-8000-000000000000",
  };
}

if (noBrowser === null) journeys(await startTestHub(), await startBrowser());
else test("the screens of the catalogue, in a real browser", { skip: noBrowser }, () => {});

function journeys(hub: TestHub, browser: Browser): void {
  const screens = screensOf(hub);
  for (const look of looks) {
    test(`every screen of the catalogue is whole at ${nameOf(look)}`, async () => {
      const window = await enterAs(browser, hub, [steward], look);
      assert.deepEqual(await walk(window, await screens), []);
    });
  }

  test("an empty catalogue says how to begin", async () => {
    const own = await enterAs(browser, hub, [assignmentOf("department-steward")]);
    await own.page.goto(`/catalog?department=${testBureau}`);
    await own.page.getByText("没有符合条件的数据资源").waitFor();
  });

  test("a resource goes from a form to everybody's catalogue, each step by who holds it", async () => {
    const { page } = await enterAs(browser, hub, [steward]);
    await page.goto("/catalog/new");
    await page.getByLabel("名称", { exact: true }).fill("测试出入境");
    await choose(page, "数据格式", "数据库表");
    await choose(page, "更新频率", "每日");
    await page.getByRole("combobox", { name: /数据分类/ }).fill("公共管理和服务");
    await page.getByRole("radio", { name: "无条件共享" }).check();
    await page.getByRole("checkbox", { name: "查询接口" }).check();
    await page.getByRole("combobox", { name: "按名称找数据元，添加为数据项" }).fill("公民身份号码");
    await page
      .locator(".ant-select-item-option-active")
      .getByText(/^公民身份号码 DE-/)
      .waitFor();
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "存为编制稿" }).click();
    await page.getByText("已编制“测试出入境”").waitFor();
    await confirmed(page, "提交评估");
    await page.getByRole("button", { name: "做保密风险评估" }).click();
    await page.getByRole("radio", { name: "不涉密" }).check();
    await page.getByLabel("评估说明").fill("只有出入境次数，不涉密。");
    await page.getByRole("button", { name: "记下保密评估结论" }).click();
    await page.getByText("保密风险评估已记下").waitFor();
    await page.getByRole("button", { name: "做个人信息影响评估" }).click();
    await page.getByRole("radio", { name: "不含个人信息" }).check();
    await page.getByLabel("评估说明").fill("试一试。");
    await page.getByRole("button", { name: "记下个人信息评估结论" }).click();
    await page.getByRole("link", { name: /结论不能是“不含个人信息”/ }).waitFor();
    await page.getByRole("radio", { name: "影响可接受" }).check();
    await page.getByLabel("履行哪项法定职责所必需").fill("出境入境管理法");
    await page.getByRole("button", { name: "记下个人信息评估结论" }).click();
    await page.getByText("个人信息保护影响评估已记下").waitFor();
    const address = new URL(page.url()).pathname;

    const signer = await at(hub, browser, head, address);
    await confirmed(signer.page, "签批并报主管部门审核", "签批并报审核");
    const reviewer = await at(hub, browser, officer, address);
    await confirmed(reviewer.page, "审核通过并发布");
    await reviewer.page.getByText("已发布 第 1 版").waitFor();

    const other = await at(hub, browser, outsider, address);
    await other.page.getByText("为什么不能：这是测试市公安局锦江分局的资源").first().waitFor();
  });

  test("what a draft still lacks is said beside the button that cannot be pressed", async () => {
    const client = await hub.asHolder([steward]);
    const body = { name: "测试缺项", department: testPolice, format: "csv", updateCycle: "daily", items: [] };
    const made = await client.post<Resource>("/api/catalog/resources", { ...body, shareClass: "conditional" });
    const { page } = await at(hub, browser, steward, `/catalog/${made.body.id}`);
    assert.ok(await page.getByRole("button", { name: "提交评估" }).isDisabled());
    await page.getByText(/为什么不能：缺少“数据项”/).waitFor();
  });

  test("what is returned tells the drafter who returned it and why", async () => {
    const { id } = await draftOf(hub, "测试退回");
    await assess(hub, id);
    const { page } = await at(hub, browser, head, `/catalog/${id}`);
    await page.getByRole("button", { name: "退回并说明理由" }).click();
    await page.getByLabel("退回的理由").fill("使用条件写得太宽。");
    await page.getByRole("button", { name: "退回并告知编制人" }).click();
    await page.getByText("已退回“测试退回”").waitFor();
    const drafter = await at(hub, browser, steward, `/catalog/${id}`);
    await drafter.page.getByText("使用条件写得太宽。").waitFor();
  });

  test("a withdrawal asks twice, and its address says why it is gone", async () => {
    const { id } = await draftOf(hub, "测试撤回");
    const { page } = await at(hub, browser, steward, `/catalog/${id}?do=withdraw`);
    await page.getByLabel("撤回的理由").fill("重复编制。");
    await page.getByRole("button", { name: "撤回这个资源" }).last().click();
    await page.getByRole("dialog").getByRole("button", { name: "撤回这个资源" }).click();
    await page.getByText("已撤回：重复编制。").waitFor();
  });

  test("sample rows are masked, and looking at them leads to its own ledger entry", async () => {
    const { id } = await draftOf(hub, "测试样例");
    const { page } = await at(hub, browser, steward, `/catalog/${id}`);
    await page.getByRole("button", { name: "看脱敏样例" }).click();
    await page.getByRole("cell", { name: /110105\*+002X/ }).waitFor();
    assert.equal(await page.getByText("11010519491231002X").count(), 0);
    await page.getByRole("link", { name: /已记账/ }).click();
    await page.waitForURL(/\/ledger\/\d+/);
  });

  test("a change is shown as it was and as it is, before it is published", async () => {
    const { id } = await draftOf(hub, "测试比较");
    await publish(hub, id);
    const { page } = await at(hub, browser, steward, `/catalog/${id}/edit`);
    await page.getByLabel("摘要").fill("职责调整后改由市局签发。");
    await page.getByRole("button", { name: "保存修改" }).click();
    await page.getByText("已保存“测试比较”").waitFor();
    await page.getByRole("link", { name: "与第 1 版比较" }).click();
    await page.locator("del").getByText("测试用的居住登记，一人一行。").waitFor();
    await page.locator("ins").getByText("职责调整后改由市局签发。").waitFor();
  });

  test("a figure of the one count opens the list it counts", async () => {
    const { page } = await at(hub, browser, officer, "/catalog/counts");
    const figure = page.locator(".sums").getByRole("link").nth(1);
    const shown = await figure.textContent();
    await figure.click();
    await page.getByText(`找到 ${shown} 项`).waitFor();
  });
}

async function at(
  hub: TestHub,
  browser: Browser,
  who: Parameters<typeof enterAs>[2][number],
  address: string,
): Promise<Visit> {
  const window = await enterAs(browser, hub, [who]);
  await window.page.goto(address);
  return window;
}

async function choose(page: Page, label: string, option: string): Promise<void> {
  await page.getByLabel(label, { exact: true }).fill(option);
  await page.keyboard.press("Enter");
}

/** Presses a button and the one of the question that follows. */
async function confirmed(page: Page, button: string, answer = button): Promise<void> {
  await page.getByRole("button", { name: button }).click();
  await page.getByRole("dialog").getByRole("button", { name: answer }).click();
  await page.getByRole("dialog").waitFor({ state: "hidden" });
}
