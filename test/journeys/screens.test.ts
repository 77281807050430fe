import assert from "node:assert/strict";
import { test } from "node:test";
import type { Browser } from "playwright-core";
import type { Department } from "#contract/registry";
import { type Look, noBrowser, open, settle, startBrowser, visit, type Visit } from "#test/browser";
import { startTestHub, type TestHub, testPolice } from "#test/hub";
import { looks, nameOf, usualLook, walk } from "#test/walk";

const password = "admin-password-1";
/** Every screen of this part, by the name of its picture; those of a record need one that is there. */
async function screensOf(hub: TestHub): Promise<Readonly<Record<string, string>>> {
  const officer = await hub.as("data-officer");
  const elements = await officer.get<{ items: { id: string }[] }>("/api/dictionary/elements?limit=1");
  const codeSets = await officer.get<{ items: { id: string }[] }>("/api/dictionary/code-sets?limit=1");
  const element = elements.body.items[0]?.id ?? "";
  const codeSet = codeSets.body.items[0]?.id ?? "";
  const system = { department: testPolice, name: "测试登记系统", zone: "government-extranet" };
  await officer.post("/api/registry/systems", system);
  return {
    home: "/",
    departments: "/registry/departments",
    "departments-nothing": "/registry/departments?q=zzzz",
    department: `/registry/departments/${testPolice}`,
    "department-absent": "/registry/departments/nobody",
    "department-new": "/registry/departments/new",
    "department-edit": `/registry/departments/${testPolice}/edit`,
    systems: "/registry/systems",
    "system-new": "/registry/systems?open=new",
    divisions: "/registry/divisions",
    "division-absent": "/registry/divisions/990101",
    "divisions-search": "/registry/divisions?q=99",
    elements: "/dictionary/elements",
    "elements-person": "/dictionary/elements?category=person&grade=3",
    element: `/dictionary/elements/${element}`,
    "element-source": `/dictionary/elements/${element}?decide=1`,
    "element-edit": `/dictionary/elements/${element}/edit`,
    "element-new": "/dictionary/elements/new",
    import: "/dictionary/elements/import",
    "code-sets": "/dictionary/code-sets",
    "code-set": `/dictionary/code-sets/${codeSet}`,
    "code-set-new": "/dictionary/code-sets/new",
    "code-set-revise": `/dictionary/code-sets/${codeSet}/revise`,
    ledger: "/ledger",
    "ledger-filtered": "/ledger?outcome=refused",
    "ledger-entry": "/ledger/1",
    "ledger-how": "/ledger/how-to-verify",
    jobs: "/operations/jobs",
    "job-absent": "/operations/jobs/00000000-0000-7000-8000-000000000000",
    status: "/operations/status",
    accounts: "/identity/accounts",
    "account-new": "/identity/accounts?open=new",
    clients: "/identity/clients",
    "client-new": "/identity/clients?open=new",
    me: "/identity/me",
    gallery: "/gallery",
    nowhere: "/nowhere",
  };
}

if (noBrowser === null) journeys(await startTestHub(), await startBrowser());
else test("the screens, in a real browser", { skip: noBrowser }, () => {});

function journeys(hub: TestHub, browser: Browser): void {
  async function enter(look: Look): Promise<Visit> {
    const window = await visit(browser, hub.url, look);
    await signIn(window, "admin", password);
    return window;
  }

  for (const look of looks) {
    test(`every screen is whole and accessible at ${nameOf(look)}`, async () => {
      const window = await visit(browser, hub.url, look);
      assert.deepEqual(await walk(window, { "sign-in": "/sign-in" }), []);
      await signIn(window, "admin", password);
      assert.deepEqual(await walk(window, await screensOf(hub)), []);
    });
  }

  test("a wrong password says so beside the form, and the right one leads back to where one wanted to go", async () => {
    const { page, ...rest } = await visit(browser, hub.url, { width: 1440, language: "zh", theme: "light" });
    await open({ page, ...rest }, "/ledger?outcome=done");
    assert.match(page.url(), /\/sign-in\?back=/);
    await page.getByLabel("账号").fill("admin");
    await page.getByRole("textbox", { name: "口令" }).fill("not-the-password-1");
    await page.getByRole("button", { name: "登录", exact: true }).click();
    await page.getByRole("alert").getByText("口令不对").waitFor();
    await page.getByRole("textbox", { name: "口令" }).fill(password);
    await page.getByRole("button", { name: "登录", exact: true }).click();
    await page.getByRole("heading", { name: "账本", level: 1 }).waitFor();
    assert.match(page.url(), /\/ledger\?outcome=done$/);
  });

  test("the keyboard finds, moves and opens", async () => {
    const { page } = await enter({ width: 1440, language: "zh", theme: "light" });
    await page.getByRole("link", { name: "部门区划" }).click();
    // The page before has a heading too, and takes keys: the list has to be there first.
    await page.waitForURL("**/registry/departments");
    await page.locator(`tr[data-row="${testPolice}"]`).waitFor();
    await settle(page);
    await page.keyboard.press("j");
    await page.keyboard.press("j");
    await page.keyboard.press("k");
    const first = await page.locator("tbody tr").first().getAttribute("data-row");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "基本信息" }).waitFor();
    assert.ok(page.url().endsWith(`/registry/departments/${first}`));
    await page.keyboard.press("/");
    await page.keyboard.type("锦江公安");
    await page.getByRole("option", { name: /^测试市公安局锦江分局/ }).waitFor();
    await page.keyboard.press("Enter");
    await page.waitForURL(`**/registry/departments/${testPolice}`);
  });

  test("a refused form names each fault at its field, takes the focus there, and keeps what was typed", async () => {
    const { page } = await enter({ width: 1440, language: "zh", theme: "light" });
    await open({ page, context: page.context(), look: usualLook, faults: [] }, "/registry/departments/new");
    await page.getByLabel("统一社会信用代码").fill("11999900MB0X00001X");
    await page.getByLabel("全称").fill("测");
    await page.getByRole("button", { name: "登记这个部门" }).click();
    const summary = page.locator(".summary");
    await summary.waitFor();
    assert.ok(await summary.evaluate((box) => box === document.activeElement));
    await summary.getByRole("link").first().click();
    assert.notEqual(await page.evaluate(() => document.activeElement?.getAttribute("aria-invalid")), null);
    assert.equal(await page.getByLabel("统一社会信用代码").inputValue(), "11999900MB0X00001X");
  });

  test("editing a department is saved, told, and stands in its story with a ledger number", async () => {
    const { page } = await enter({ width: 1440, language: "zh", theme: "light" });
    await page.goto(`/registry/departments/${testPolice}/edit`);
    await page.getByRole("button", { name: "再加一个联系人" }).click();
    await page.getByRole("textbox", { name: "联系人" }).fill("测试丙");
    await page.getByRole("button", { name: "保存修改" }).click();
    await page.getByText("已保存锦江公安").waitFor();
    await page.getByRole("cell", { name: "测试丙" }).waitFor();
    await page.getByRole("link", { name: /^账 #/ }).first().click();
    await page.waitForURL(/\/ledger\/\d+/);
    const officer = await hub.as("data-officer");
    const { body } = await officer.get<Department>(`/api/registry/departments/${testPolice}`);
    assert.deepEqual(
      body.contacts.map((contact) => contact.name),
      ["测试丙"],
    );
  });

  test("an entry is verified by the browser itself, step by step, and again against what it remembers", async () => {
    const { page } = await enter({ width: 1440, language: "zh", theme: "light" });
    await page.goto("/ledger/2");
    await page.getByRole("button", { name: "现在验证" }).click();
    await page.getByText(/条目 #2 在检查点 \d+ 之内，包含证明 \d+ 步全部吻合/).waitFor();
    const officer = await hub.as("data-officer");
    await officer.post("/api/identity/tokens", { name: "使账本变长", days: 1 });
    await page.getByRole("button", { name: "再验证一次" }).click();
    await page.getByText(/只增不改（一致性证明吻合）/).waitFor();
    assert.equal(await page.getByText("不吻合", { exact: true }).count(), 0);
  });

  test("a changed answer about an entry is found out", async () => {
    const { page } = await enter({ width: 1440, language: "zh", theme: "light" });
    await page.route("**/api/ledger/entries/2", async (route) => {
      const answer = await route.fetch();
      const entry = (await answer.json()) as Record<string, unknown>;
      await route.fulfill({ response: answer, json: { ...entry, action: "identity.sign-out" } });
    });
    await page.goto("/ledger/2");
    await page.getByRole("button", { name: "现在验证" }).click();
    await page.getByText(/条目 #2 验证不通过/).waitFor();
  });

  test("a new account's password is shown once, must be changed, and then lets its person in", async () => {
    const window = await enter({ width: 1440, language: "zh", theme: "light" });
    const { page } = window;
    await page.goto("/identity/accounts?open=new");
    await page.getByLabel("账号", { exact: true }).fill("newcomer");
    await page.getByLabel("姓名", { exact: true }).fill("测试新人");
    await page.getByRole("button", { name: "新建这个账号" }).click();
    const first = (await page.locator(".secret .copy > span").first().textContent()) ?? "";
    await page.getByRole("button", { name: "已经复制，关闭" }).click();
    await page.getByText(first, { exact: true }).waitFor({ state: "detached" });
    await signOut(window);
    await signIn(window, "newcomer", first, "先把初始口令改成自己的");
    await page.getByRole("textbox", { name: "现用口令" }).fill(first);
    await page.getByRole("textbox", { name: "新口令", exact: true }).fill("Fresh-Start-2026");
    await page.getByRole("textbox", { name: "再输一遍新口令" }).fill("Fresh-Start-2026");
    await page.getByRole("button", { name: "修改口令" }).click();
    await page.getByRole("heading", { name: "我的待办" }).waitFor();
    await page.getByText("您还没有角色").waitFor();
  });

  test("when the session ends, signing in again leaves everything typed where it was", async () => {
    const { page, context } = await enter({ width: 1440, language: "zh", theme: "light" });
    await page.goto("/registry/departments/new");
    await page.getByLabel("全称").fill("写到一半的部门");
    await context.clearCookies();
    await page.getByRole("button", { name: "登记这个部门" }).click();
    await page.getByRole("heading", { name: "登录已过期" }).waitFor();
    await page.getByRole("textbox", { name: "口令" }).last().fill(password);
    await page.getByRole("button", { name: "登录", exact: true }).click();
    await page.getByRole("heading", { name: "登录已过期" }).waitFor({ state: "detached" });
    assert.equal(await page.getByLabel("全称").inputValue(), "写到一半的部门");
  });

  test("the language changes at once, is kept, and refusals come in it", async () => {
    const { page } = await enter({ width: 1440, language: "zh", theme: "light" });
    await page.getByRole("button", { name: "EN" }).click();
    await page.getByRole("heading", { name: "To do", level: 1 }).waitFor();
    assert.equal(await page.evaluate(() => document.documentElement.lang), "en");
    await page.goto("/registry/departments/nobody");
    await page.getByText(/There is no department nobody/).waitFor();
  });

  test("leaving a form with unsaved values asks first", async () => {
    const { page } = await enter({ width: 1440, language: "zh", theme: "light" });
    await page.goto("/registry/departments/new");
    await page.getByLabel("全称").fill("没有保存的部门");
    await page.getByRole("link", { name: "字典" }).click();
    await page.getByText("还没有保存，要离开吗？").waitFor();
    await page.getByRole("button", { name: "留在本页" }).click();
    assert.equal(await page.getByLabel("全称").inputValue(), "没有保存的部门");
    await page.getByRole("link", { name: "字典" }).click();
    await page.getByRole("button", { name: "不保存，离开" }).click();
    await page.getByRole("heading", { name: "数据元", level: 1 }).waitFor();
  });

  test("ten thousand rows scroll with only those in view drawn", async () => {
    const { page } = await enter({ width: 1440, language: "zh", theme: "light" });
    await page.goto("/gallery");
    await page.getByText("共 10,000 条，已全部显示").waitFor();
    await page.keyboard.press("End");
    await page.getByText("示例数据资源 10,000", { exact: true }).waitFor();
    assert.ok((await page.locator("tr[data-row]").count()) < 200);
  });
}

async function signIn(window: Visit, login: string, secret: string, heading?: string): Promise<void> {
  const { page, look } = window;
  await page.goto("/sign-in");
  const words =
    look.language === "zh"
      ? { login: "账号", password: "口令", action: "登录" }
      : { login: "Account", password: "Password", action: "Sign in" };
  await page.getByLabel(words.login, { exact: true }).fill(login);
  await page.getByRole("textbox", { name: words.password }).fill(secret);
  await page.getByRole("button", { name: words.action, exact: true }).click();
  await page
    .getByRole("heading", { name: heading ?? (look.language === "zh" ? "我的待办" : "To do"), level: 1 })
    .waitFor();
}

async function signOut({ page }: Visit): Promise<void> {
  await page
    .getByRole("banner")
    .getByRole("button", { name: /系统管理员/ })
    .click();
  await page.getByRole("button", { name: "退出登录" }).click();
  await page.getByRole("button", { name: "登录", exact: true }).waitFor();
}
