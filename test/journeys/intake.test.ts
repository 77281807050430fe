import assert from "node:assert/strict";
import { test } from "node:test";
import pg from "pg";
import type { Browser, Page } from "playwright-core";
import type { Draft, Load, Source } from "#contract/intake";
import { noBrowser, settle, startBrowser, type Visit } from "#test/browser";
import { freshDatabaseUrl } from "#test/database";
import { assignmentOf, startTestHub, type TestHub, testPolice } from "#test/hub";
import { draftOf, quickLoad } from "#test/loading";
import { enterAs, looks, nameOf, walk } from "#test/walk";

const officer = assignmentOf("data-officer");
const auditor = assignmentOf("audit-administrator");

const heading = "姓名,公民身份号码,登记日期,面积,备注";
const tidy = (row: number): string =>
  `测试${row},11010519491231002X,2024-03-${String((row % 28) + 1).padStart(2, "0")},${row},`;
/** A file with dates that never were, an area with its unit, and a record that is short of a field. */
const messy = [
  heading,
  ...Array.from({ length: 60 }, (_, row) => tidy(row)),
  "测试甲,440524188001010014,2024-02-30,80m2,",
  "测试乙,440524188001010014,二〇二四年,81,",
  "测试丙,440524188001010014",
].join("\n");
const manyBad = [heading, ...Array.from({ length: 900 }, (_, row) => tidy(row).replace("2024-03", "2024-13"))].join(
  "\n",
);

const connection = {
  host: "127.0.0.1",
  port: 1,
  database: "nowhere",
  user: "reader",
  schema: "",
  password: "secret-1",
};

interface Ground {
  readonly load: Load;
  readonly source: Source;
  readonly draft: Draft;
}

async function lay(hub: TestHub): Promise<Ground> {
  const client = await hub.asHolder([officer]);
  const load = await quickLoad(client, "不动产登记.csv", messy, { as: "测试不动产登记" });
  const source = await client.post<Source>("/api/intake/sources", {
    name: "测试户政库",
    kind: "postgres",
    department: testPolice,
    systemId: null,
    connection,
  });
  assert.equal(source.status, 201, source.text);
  const draft = await draftOf(client, "人员登记（没办完）.csv", messy);
  return { load, source: source.body, draft: draft.body };
}

/** Every screen of intake, by the name of its picture. */
async function screensOf({ load, source }: Ground, draft: Draft): Promise<Readonly<Record<string, string>>> {
  const nowhere = "00000000-0000-7000-8000-000000000000";
  return {
    "intake-sources": "/intake",
    "intake-sources-nothing": "/intake?q=zzzz",
    "intake-source": `/intake/sources/${source.id}`,
    "intake-source-absent": `/intake/sources/${nowhere}`,
    "intake-source-new": "/intake/sources/new",
    "intake-source-edit": `/intake/sources/${source.id}/edit`,
    "intake-way-1-connect": "/intake/new",
    "intake-way-2-preview": `/intake/drafts/${draft.id}`,
    "intake-way-3-mapping": `/intake/drafts/${draft.id}?step=mapping`,
    "intake-way-4-trial": `/intake/drafts/${draft.id}?step=trial`,
    "intake-draft-absent": `/intake/drafts/${nowhere}`,
    "intake-way-6-receipt": `/intake/loads/${load.id}?way=1`,
    "intake-loads": "/intake/loads",
    "intake-loads-nothing": "/intake/loads?state=cancelled",
    "intake-load": `/intake/loads/${load.id}`,
    "intake-dirty-choose": "/intake/dirty",
    "intake-dirty": `/intake/dirty?load=${load.id}`,
    "intake-dirty-row": `/intake/dirty?load=${load.id}&row=61`,
    "intake-dirty-nothing": `/intake/dirty?load=${load.id}&state=returned`,
  };
}

if (noBrowser === null) journeys(await startTestHub(), await startBrowser());
else test("the screens of intake, in a real browser", { skip: noBrowser }, () => {});

function journeys(hub: TestHub, browser: Browser): void {
  const ground = lay(hub);

  for (const look of looks) {
    test(`every screen of intake is whole and accessible at ${nameOf(look)}`, async () => {
      const window = await enterAs(browser, hub, [officer], look);
      const laid = await ground;
      assert.deepEqual(await walk(window, await screensOf(laid, laid.draft)), []);
    });
  }

  test("a file that is cut short is refused with the place where it ends, and the next one can follow", async () => {
    const { page } = await at(hub, browser, "/intake/new");
    await choose(page, "cut.json", '[{"a": 1}, {"a": 2');
    await page
      .getByRole("alert")
      .getByText(/归集不了“cut\.json”：JSON 在第 1 行第 \d+ 列/)
      .waitFor();
    await choose(page, "whole.json", '[{"名称": "甲"}, {"名称": "乙"}]');
    await page.getByRole("heading", { name: /里面是什么/ }).waitFor();
  });

  test("reading options are changed in place and the first rows are read again", async () => {
    const { page } = await at(hub, browser, "/intake/new");
    await choose(page, "带标题的表.csv", `2024年登记表\n${heading}\n${tidy(1)}\n`);
    await page.getByRole("columnheader", { name: /公民身份号码/ }).waitFor();
    await page.getByLabel("表头前跳过几行").fill("2");
    await page.getByLabel("表头前跳过几行").press("Enter");
    await page.getByRole("columnheader", { name: /测试1/ }).waitFor();
  });

  test("columns are mapped by keyboard alone, saved at each change, and found again", async () => {
    const client = await hub.asHolder([officer]);
    const { body: draft } = await draftOf(client, "键盘.csv", messy);
    const { page } = await at(hub, browser, `/intake/drafts/${draft.id}?step=mapping`);
    await page.getByRole("heading", { name: /每一列对应哪个数据元/ }).waitFor();
    await settle(page);
    await page.keyboard.press("j");
    await page.keyboard.press("y");
    await page.keyboard.press("Enter");
    await page.getByRole("combobox", { name: "数据元" }).waitFor();
    await page.keyboard.type("不归集");
    await page.keyboard.press("Enter");
    await page.getByRole("row", { name: /^姓名/ }).getByText("已确认").waitFor();
    await page
      .getByRole("row", { name: /^公民身份号码/ })
      .getByText("不归集")
      .first()
      .waitFor();
    await settle(page);
    await page.reload();
    await page.getByRole("row", { name: /^姓名/ }).getByText("已确认").waitFor();
    await page
      .getByRole("row", { name: /^公民身份号码/ })
      .getByText("不归集")
      .first()
      .waitFor();
  });

  test("a load that was left is listed and goes on where it stood, or is given up", async () => {
    const client = await hub.asHolder([officer]);
    await draftOf(client, "留下的.csv", messy);
    const window = await enterAs(browser, hub, [officer]);
    const { page } = window;
    await page.goto("/intake/new");
    await choose(page, "自己留下的.csv", messy);
    await page.getByRole("heading", { name: /里面是什么/ }).waitFor();
    await page.goto("/intake");
    assert.equal(await page.getByText("留下的.csv", { exact: true }).count(), 0, "another person's draft is not shown");
    await page.getByRole("button", { name: "接着办 自己留下的" }).click();
    await page.getByRole("heading", { name: /里面是什么/ }).waitFor();
    await page.getByRole("button", { name: "放弃这次归集" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "放弃" }).click();
    await page.getByText("已放弃").waitFor();
    await page.waitForURL("**/intake");
    await page.getByText("没办完的归集").waitFor({ state: "detached" });
  });

  test("a rejected row is mended in place, loaded, and stands among the loaded ones", async () => {
    const client = await hub.asHolder([officer]);
    const load = await quickLoad(client, "改一行.csv", messy, { as: "测试改一行" });
    const { page } = await at(hub, browser, `/intake/dirty?load=${load.id}&rule=type.date`);
    await page.getByRole("button", { name: "第 62 行" }).click();
    const panel = page.getByRole("dialog");
    await panel.getByLabel("登记日期").fill("2024-02-29");
    await panel.getByRole("button", { name: "保存并入库" }).click();
    await page.getByText("1 行已入库").waitFor();
    const { body } = await client.get<Load>(`/api/intake/loads/${load.id}`);
    assert.equal(body.dirtyOpen, load.dirtyOpen - 1);
  });

  test("many rejected rows scroll, are chosen by keyboard and handed back to the source", async () => {
    const client = await hub.asHolder([officer]);
    await quickLoad(client, "许多行.csv", [heading, tidy(1)].join("\n"), { as: "测试许多行" });
    const load = await quickLoad(client, "许多行.csv", `${manyBad}\n${tidy(1)}`, { as: "测试许多行" });
    assert.equal(load.rowsRejected, 900);
    const { page } = await at(hub, browser, `/intake/dirty?load=${load.id}`);
    await page.getByText("已显示 100 条，共 900 条").waitFor();
    await page.keyboard.press("j");
    await page.keyboard.press("x");
    await page.getByText("已选 1 项").first().waitFor();
    await page.getByRole("button", { name: "退给来源", exact: true }).click();
    await page.getByRole("dialog").getByRole("button", { name: "退给来源" }).click();
    await page.getByText("已退给来源 1 行").waitFor();
    const { body } = await client.get<Load>(`/api/intake/loads/${load.id}`);
    assert.equal(body.dirtyOpen, 899);
  });

  test("a connection that cannot be made says why before anything is saved; a password is never shown again", async () => {
    const { source } = await ground;
    const { page } = await at(hub, browser, `/intake/sources/${source.id}/edit`);
    assert.equal(await page.getByLabel(/^口令/).inputValue(), "");
    await page.getByRole("button", { name: "试连" }).click();
    await page
      .getByRole("alert")
      .getByText(/连不上 127\.0\.0\.1:1/)
      .waitFor();
    await page.getByLabel("主机").fill("localhost");
    await page.getByRole("button", { name: "试连" }).click();
    await page
      .getByRole("alert")
      .getByText(/已存的口令不会发到新的地址/)
      .waitFor();
  });

  test("a database is tried, registered, and a table of it loaded", async () => {
    const client = new pg.Client({ connectionString: await freshDatabaseUrl() });
    await client.connect();
    await client.query("create table public.permit (number text primary key, holder text, issued date)");
    await client.query(
      "insert into public.permit select 'ZJ-' || n, '测试' || n, date '2024-01-01' + n from generate_series(1, 300) n",
    );
    const { host, port, database = "", user = "", password } = client;
    await client.end();
    const { page } = await at(hub, browser, "/intake/sources/new");
    await page.getByLabel("名称", { exact: true }).fill("测试证照库");
    await page.getByLabel("主机").fill(host);
    await page.getByLabel("端口").fill(String(port));
    await page.getByLabel("数据库名").fill(database);
    await page.getByLabel("账号").fill(user);
    await page.getByRole("textbox", { name: "口令" }).fill(typeof password === "string" ? password : "");
    await page.getByRole("button", { name: "试连" }).click();
    await page.getByText("连上了，可读 1 张表").waitFor();
    await page.getByRole("button", { name: "登记这个数据库" }).click();
    await page.getByRole("button", { name: "从这里归集一张表" }).click();
    await page.getByRole("button", { name: "选这张 permit" }).click();
    await page.getByRole("cell", { name: "ZJ-1", exact: true }).waitFor();
    await page.getByRole("button", { name: "就这样读，去对应数据元" }).click();
    await page.getByRole("button", { name: "保存对应关系，去试跑" }).click();
    await page.getByRole("button", { name: /^正式归集到/ }).click();
    await page.getByText("来源自己数 300 行，两边一致").waitFor();
    await page.getByRole("button", { name: "再归集一次" }).click();
    await page.getByRole("heading", { name: "这项资源的历次归集" }).waitFor();
  });

  test("who only reads sees loads and receipts, and why nothing can be mended", async () => {
    const { load } = await ground;
    const window = await enterAs(browser, hub, [auditor]);
    await window.page.goto(`/intake/dirty?load=${load.id}`);
    await window.page.getByText("只有本部门的数据管理员或数据主管可以改。").waitFor();
    assert.equal(await window.page.getByRole("button", { name: /^把 .* 行退给来源$/ }).count(), 0);
    await window.page.goto("/intake");
    await window.page.getByRole("heading", { name: "归集", level: 1 }).waitFor();
    assert.equal(await window.page.getByRole("button", { name: "归集文件或数据库" }).count(), 0);
    assert.deepEqual(window.faults, []);
  });
}

async function at(hub: TestHub, browser: Browser, address: string): Promise<Visit> {
  const window = await enterAs(browser, hub, [officer]);
  await window.page.goto(address);
  return window;
}

/** Chooses the department where none stands, then a file made here. */
async function choose(page: Page, name: string, content: string): Promise<void> {
  await page
    .locator("input[type=file]")
    .setInputFiles({ name, mimeType: "application/octet-stream", buffer: Buffer.from(content) });
}
