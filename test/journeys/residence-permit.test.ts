import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import type { Assignment, Role } from "#contract/identity";
import type { Request } from "#contract/sharing";
import { readLake } from "#kernel/lake/lake";
import { name } from "#kernel/lake/lake";
import { verifyExport } from "#ledger";
import { noBrowser, settle, startBrowser, type Visit } from "#test/browser";
import { clientOf, type TestClient } from "#test/client";
import { assignmentOf, startTestHub, type TestHub } from "#test/hub";
import { runWeir } from "#test/hub-process";
import { systemsAreFollowed } from "#test/sample-systems";
import { enterAs } from "#test/walk";

/**
 * The need of a migrant worker's residence permit: eight departments hold a part of the proof, the police ask all of them
 * with one form, each answers on its own clock, and a program takes the first record of each. On the sample city, through
 * the screens and the API; afterwards the ledger of the run is checked without the hub.
 */
const title = "农民工居住证一次办核验";
const purpose = "核验合法稳定就业、合法稳定住所、连续就读，不再收取证明";
const found = "社会保险 不动产 公共租赁住房 学籍 婚姻登记 出生医学证明 市场主体";
const resources = [
  "社会保险参保人员信息",
  "不动产权属登记信息",
  "公共租赁住房申请信息",
  "中小学生学籍信息",
  "婚姻登记信息",
  "出生医学证明签发信息",
  "市场主体登记信息",
] as const;
/** Not found under the words of the person at the counter; the desk links it to the demand. */
const demanded = { need: "零工摊贩完税凭据", words: "纳税人", resource: "纳税人登记信息" } as const;
const all = [...resources, demanded.resource];

if (noBrowser === null)
  journey(await startTestHub({ sample: true, samplePeople: 200, sampleSystems: true }), await startBrowser());
else test("eight departments and a residence permit, in a real browser", { skip: noBrowser }, () => {});

interface Asked {
  readonly resource: string;
  readonly provider: string;
  readonly address: string;
}

function journey(hub: TestHub, browser: Browser): void {
  const folder = mkdtempSync(path.join(tmpdir(), "weir-permit-"));
  after(() => rmSync(folder, { recursive: true, force: true }));
  const receipts: { receipt: string; answer: Buffer }[] = [];
  let bureau: TestClient;
  let police = "";
  before(async () => {
    await sampleIsIn(hub);
    bureau = await hub.as("data-officer");
    police = await departmentOf(bureau, "居住证签发信息");
  });
  const at = async (role: Role, department: string, address: string): Promise<Visit> => {
    const who: Assignment = assignmentOf(role, { department });
    const window = await enterAs(browser, hub, [who]);
    await window.page.goto(address);
    return window;
  };

  systemsAreFollowed(hub);

  test("from the need to the first record of each department, every step on the screen of who holds it", async () => {
    const { page, faults } = await at("department-user", police, "/sharing");
    await fillBasket(page);
    await registerDemand(page);
    const desk = await enterAs(browser, hub, [assignmentOf("data-officer")]);
    await linkDemand(desk.page);
    await page.reload();
    await page.getByRole("button", { name: `放进数据篮：${demanded.resource}` }).click();
    await page.getByText(`“${demanded.resource}”已放进数据篮`).waitFor();
    await fillApplication(page);
    const form = page.url();

    const signing = await at("sharing-head", police, "/sharing/applications?state=signing");
    await signing.page.getByRole("link", { name: title }).click();
    await confirmed(signing.page, "同意并发出");
    await signing.page.getByText("已签批，申请已发出").waitFor();

    const asked = await requestsOf(bureau);
    assert.deepEqual(new Set(asked.map(({ resource }) => resource)), new Set(all));
    assert.equal(new Set(asked.map(({ provider }) => provider)).size, 8, "eight departments");
    for (const one of asked) {
      const steward = await at("department-steward", one.provider, "/sharing/requests?side=received");
      await answer(steward, one);
      const head = await at("sharing-head", one.provider, one.address);
      await confirmed(head.page, "签批并发出答复");
      await head.page.getByText("已签批，申请部门已收到通知").waitFor();
      const key = await commit(page, one);
      receipts.push(await firstRecord(hub, bureau, one, key));
      await page.goto(one.address);
      await page.getByText("从需求到第一条记录").waitFor();
      await page.getByText("使用中").first().waitFor();
      assert.deepEqual([...steward.faults, ...head.faults], []);
      await Promise.all([steward.context.close(), head.context.close()]);
    }
    await page.goto(form);
    await page
      .getByText("使用中")
      .nth(all.length - 1)
      .waitFor();
    assert.deepEqual([...faults, ...signing.faults, ...desk.faults], []);
  });

  test("afterwards nobody waits: each clock of the run is met, the supply by its first delivery", async () => {
    const inState = async (state: string) =>
      (await bureau.get<{ total: number }>(`/api/clock/commitments?state=${state}&q=${encodeURIComponent(title)}`)).body
        .total;
    assert.equal(await inState("running"), 0);
    assert.equal(await inState("met"), 2 * all.length);
  });

  test("the ledger of the run is right without the hub, and so is the receipt of each first record", async () => {
    const file = path.join(folder, "ledger.ndjson");
    const auditor = await hub.as("audit-administrator");
    writeFileSync(file, (await auditor.get("/api/ledger/export")).text);
    const whole = await runWeir(["verify", file, "--json"], folder);
    assert.equal(whole.code, 0, whole.err);
    assert.equal(receipts.length, all.length);
    for (const [index, { receipt, answer: bytes }] of receipts.entries()) {
      const body = path.join(folder, `answer-${index}.json`);
      writeFileSync(body, bytes);
      const genuine = await runWeir(["verify", file, "--receipt", receipt, "--answer", body], folder);
      assert.equal(genuine.code, 0, genuine.err);
      assert.match(genuine.out, new RegExp(purpose));
    }
    const body = path.join(folder, "answer-0.json");
    writeFileSync(body, Buffer.concat([receipts[0]?.answer ?? Buffer.of(), Buffer.from(" ")]));
    const forged = await runWeir(["verify", file, "--receipt", receipts[0]?.receipt ?? "", "--answer", body], folder);
    assert.equal(forged.code, 1);
  });

  test("whichever byte of the run's entries is changed, the entry is named by its number", async () => {
    const lines = readFileSync(path.join(folder, "ledger.ndjson"), "utf8").trimEnd().split("\n");
    const ofTheRun = lines.flatMap((line, index) => (line.includes(title) ? [index] : []));
    assert.ok(ofTheRun.length > 2 * all.length, `${ofTheRun.length} entries name it`);
    for (const [round, index] of ofTheRun.entries()) {
      const bytes = Buffer.from(lines[index] ?? "");
      const { number } = JSON.parse(bytes.toString()) as { number: number };
      // Spread over the line by a step that meets every part of it as the rounds go on.
      const place = (round * 97 + 13) % bytes.length;
      bytes[place] = (bytes[place] ?? 0) ^ (1 + (round % 127));
      const verdict = await verifyExport(stream(lines.with(index, bytes.toString())));
      assert.equal(verdict.isValid ? "valid" : verdict.number, number, `byte ${place} of entry ${number}`);
    }
  });
}

async function* stream(lines: readonly string[]): AsyncGenerator<string> {
  yield* lines;
}

async function sampleIsIn(hub: TestHub): Promise<void> {
  await hub.hub.startSample();
  const operator = hub.asOperator();
  await until(async () => {
    const { body } = await operator.get<{ items: { endedAt: string | null; problem: unknown }[] }>(
      "/api/operations/jobs?name=sample.set-up&limit=1",
    );
    assert.equal(body.items[0]?.problem ?? null, null);
    return (body.items[0]?.endedAt ?? null) !== null;
  });
}

async function departmentOf(bureau: TestClient, resource: string): Promise<string> {
  const { body } = await bureau.get<{ items: { name: string; department: string }[] }>(
    `/api/catalog/resources?q=${encodeURIComponent(resource)}&limit=10`,
  );
  return body.items.find((one) => one.name === resource)?.department ?? "";
}

async function fillBasket(page: Page): Promise<void> {
  await page.getByLabel("要办什么事，需要知道什么").fill(found);
  await page.getByRole("button", { name: "找数据", exact: true }).click();
  for (const resource of resources) {
    await page.getByRole("button", { name: `放进数据篮：${resource}` }).click();
    await page.getByText(`“${resource}”已放进数据篮`).waitFor();
  }
}

async function registerDemand(page: Page): Promise<void> {
  await page.goto(`/sharing?need=${encodeURIComponent(demanded.need)}`);
  await page.getByRole("button", { name: "登记这条需求" }).click();
  await page.getByLabel("用在哪项工作、哪个环节").fill("受理居住证申领时核验合法稳定就业");
  await page.locator("form").getByRole("button", { name: "登记这条需求" }).click();
  await page.getByText("需求已登记，等调度台对接").waitFor();
  await page.getByRole("link", { name: demanded.need }).click();
  await page.waitForURL(/demands\/[0-9a-f-]{36}/);
}

async function linkDemand(page: Page): Promise<void> {
  await page.goto("/sharing/demands?state=registered");
  await page.getByRole("link", { name: demanded.need }).click();
  await page.getByRole("button", { name: "对接资源" }).click();
  await page.getByRole("textbox", { name: "另按名称找" }).fill(demanded.words);

  await page.getByRole("checkbox", { name: new RegExp(demanded.resource) }).check();
  await page.getByRole("button", { name: "对接并告知需求部门" }).click();
  await page.getByText("已对接，需求部门会收到通知").waitFor();
}

async function fillApplication(page: Page): Promise<void> {
  await page.goto("/sharing/basket");
  for (const resource of all) await page.getByRole("button", { name: `全选：${resource}` }).click();
  await page.getByRole("button", { name: "保存，下一步" }).click();
  await page.getByLabel("申请事项").fill(title);
  await page.getByLabel("使用场景").fill("窗口受理农民工居住证申领时核验");
  await page.getByLabel("使用目的").fill(purpose);
  await page.getByRole("combobox", { name: "使用依据" }).fill("居住证申领");
  await page
    .locator(".ant-select-item-option-active")
    .getByText(/居住证申领/)
    .first()
    .waitFor();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "保存，下一步" }).click();
  await page.getByLabel("用到哪天").fill("2099-12-31");
  await page.getByLabel("系统名称").fill("实有人口管理系统");
  await page.getByRole("button", { name: "保存，下一步" }).click();
  await page.getByText(`形成 ${all.length} 件申请`).waitFor();
  await page.getByRole("button", { name: "送本部门负责人签批" }).click();
  await page.getByText("已送负责人签批").waitFor();
}

async function requestsOf(bureau: TestClient): Promise<Asked[]> {
  const { body } = await bureau.get<{ items: { id: string; title: string }[] }>(
    `/api/sharing/requests?q=${encodeURIComponent(title)}&limit=100`,
  );
  const asked: Asked[] = [];
  for (const { id } of body.items.filter((one) => one.title === title)) {
    const request = (await bureau.get<Request>(`/api/sharing/requests/${id}`)).body;
    const [line] = request.lines;
    asked.push({
      resource: line?.resourceName ?? "",
      provider: request.provider,
      address: `/sharing/requests/${id}`,
    });
  }
  return asked;
}

/** The provider's steward finds it in the inbox and grants every item asked for. */
async function answer({ page }: Visit, { address }: Asked): Promise<void> {
  await page.getByRole("link", { name: title }).click();
  await page.waitForURL(`**${address}`);
  await page.getByRole("button", { name: "拟写答复" }).click();
  await page.getByRole("button", { name: "送本部门负责人签批" }).click();
  await page.getByText("已拟写，送负责人签批").waitFor();
}

/** The commitment is signed; answers the key, which the page shows once. */
async function commit(page: Page, { address }: Asked): Promise<{ id: string; secret: string }> {
  await page.goto(address);
  await page.getByRole("button", { name: "签署使用承诺，领取密钥" }).click();
  await page.getByRole("checkbox", { name: "本部门已阅读并承诺遵守以上内容" }).check();
  await page.getByRole("button", { name: "签署承诺，授权生效" }).click();
  await page.getByText("密钥只显示这一次").waitFor();
  const [id = "", secret = ""] = await page.locator(".secret .copy > span:first-child").allTextContents();
  await page.getByRole("button", { name: "已经复制好" }).click();
  return { id, secret };
}

/** A program of the police looks one record up by its key; answers the receipt and the bytes it came with. */
async function firstRecord(
  hub: TestHub,
  bureau: TestClient,
  { address }: Asked,
  { id, secret }: { id: string; secret: string },
): Promise<{ receipt: string; answer: Buffer }> {
  const token = await hub.asVisitor().post<{ access_token: string }>("/api/identity/token", {
    grant_type: "client_credentials",
    client_id: id,
    client_secret: secret,
  });
  const program = clientOf(hub.url, { kind: "bearer", token: token.body.access_token });
  const request = `/api${address}`;
  const [grant] = (await bureau.get<Request>(request)).body.grants;
  const [resource] = (await bureau.get<Request>(request)).body.lines;
  const core = await hub.hub.catalog.resource(hub.hub.call(), resource?.resourceId ?? "");
  const keys = core.items.filter(({ isKey }) => isKey).map(({ field }) => field);
  assert.ok(keys.length > 0, `${core.name} has a key`);
  const [row] = await readLake(
    hub.lake,
    `select ${keys.map((key) => name(key)).join(", ")} from ${core.table} limit 1`,
  );
  const query = new URLSearchParams(keys.map((key) => [key, String(row?.[key])]));
  const called = () =>
    program.get(`/api/gate/resources/${encodeURIComponent(grant?.resourceCode ?? "")}/records?${query}`);
  let last = await called();
  await until(async () => (last = await called()).status === 200);
  const { items } = JSON.parse(last.text) as { items: unknown[] };
  assert.equal(items.length, 1, `${core.name}: ${last.text}`);
  await until(async () => (await bureau.get<Request>(request)).body.state === "in-use");
  return { receipt: last.headers.get("weir-receipt") ?? "", answer: Buffer.from(last.text) };
}

async function until(check: () => Promise<boolean>): Promise<void> {
  for (let left = 1200; left > 0; left -= 1) {
    if (await check()) return;
    await new Promise((resolve) => {
      setTimeout(resolve, 100);
    });
  }
  throw new Error("It did not happen.");
}

/** Presses a button and the one of the question that follows. */
async function confirmed(page: Page, button: string): Promise<void> {
  await page.getByRole("button", { name: button }).click();
  await page.getByRole("dialog").getByRole("button", { name: button }).click();
  await page.getByRole("dialog").waitFor({ state: "hidden" });
  await settle(page);
}
