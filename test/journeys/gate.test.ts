import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import { promisify } from "node:util";
import type { Browser, Page } from "playwright-core";
import type { Resource } from "#contract/catalog";
import type { Grant } from "#contract/gate";
import type { ServiceClient } from "#contract/identity";
import { noBrowser, startBrowser } from "#test/browser";
import { grantOn, makePermits, permits } from "../../server/modules/gate/test-ground.ts";
import { assignmentOf, startTestHub, testBureau, type TestHub, testPolice } from "#test/hub";
import { enterAs, looks, nameOf, walk } from "#test/walk";

const run = promisify(execFile);
const user = assignmentOf("department-user", { department: testBureau });
const steward = assignmentOf("department-steward", { department: testBureau });
const keeping = assignmentOf("department-steward", { department: testPolice });
const provider = assignmentOf("sharing-head", { department: testPolice });
const officer = assignmentOf("data-officer");

interface Ground {
  readonly resourceId: string;
  readonly grant: Grant;
  readonly suspended: Grant;
  readonly prepared: Grant;
}

/** A resource of the police as everybody sees it: declared, assessed, signed, published. */
async function published(hub: TestHub, title?: string) {
  const made = title === undefined ? await makePermits(hub) : await makePermits(hub, title);
  const keeper = await hub.asHolder([keeping]);
  const address = `/api/catalog/resources/${made.id}`;
  const { body: draft } = await keeper.get<Resource>(address);
  const declared = {
    abstract: "居住证的签发记录",
    updateCycle: "daily",
    shareClass: "unconditional",
    shareModes: ["query-api"],
    dataClass: "公共管理和服务",
  };
  await keeper.patch(address, declared, { ifMatch: draft.version });
  await keeper.post(`${address}/submit`);
  await keeper.post(`${address}/secrecy`, { result: "no-secret", note: "不涉密" });
  await keeper.post(`${address}/personal`, {
    result: "acceptable",
    basis: "履行法定职责所必需",
    safeguards: "脱敏，逐次记账",
    note: "含个人信息",
  });
  await (await hub.asHolder([provider])).post(`${address}/sign`);
  const { body, text } = await (await hub.asHolder([officer])).post<Resource>(`${address}/publish`);
  assert.equal(body.stage, "published", text);
  return made;
}

/** One resource with three grants to the bureau: in use with every mode and a quota, suspended, and not yet signed for. */
async function grants(hub: TestHub): Promise<Ground> {
  const resource = await published(hub);
  await resource.load(permits);
  const grant = await grantOn(hub, resource.id, {
    modes: ["api", "batch", "file", "push"],
    items: [
      { field: "permit_no" },
      { field: "person_name" },
      { field: "division_code" },
      { field: "issued_on" },
      { field: "months", mask: "all" },
    ],
    rows: [{ item: "division_code", op: "starts-with", value: "5101" }],
    basis: [{ kind: "administrative-regulation", title: "《居住证暂行条例》", article: "第八条" }],
    scene: "窗口办理时核验",
    ratePerSecond: 50,
    quotaPerDay: 1000,
    quotaPerMonth: 20_000,
    zones: [],
    validUntil: "2099-12-31",
  });
  const other = await published(hub, "居住证历史信息");
  const suspended = await grantOn(hub, other.id, { purpose: "已经暂停的用途" });
  const head = await hub.asHolder([provider]);
  await head.post(`/api/gate/grants/${suspended.id}/suspend`, { reason: "发现超出用途使用，请整改说明。" });
  const third = await published(hub, "居住证注销信息");
  const prepared = await hub.hub.gate.createGrant(hub.hub.call(), {
    department: testBureau,
    resourceId: third.id,
    items: [{ field: "permit_no" }],
    purpose: "待签承诺的用途",
    modes: ["file"],
    validFrom: "2020-01-01",
  });
  return { resourceId: resource.id, grant, suspended, prepared };
}

if (noBrowser === null) journeys(await startTestHub(), await startBrowser());
else test("the screens of the gate, in a real browser", { skip: noBrowser }, () => {});

function journeys(hub: TestHub, browser: Browser): void {
  const made = grants(hub);

  for (const look of looks) {
    test(`every screen of the gate is whole at ${nameOf(look)}`, async () => {
      const { grant, suspended, prepared, resourceId } = await made;
      const of = `/gate/grants/${grant.id}`;
      const window = await enterAs(browser, hub, [steward], look);
      const using = {
        grants: "/gate/grants",
        "grants-nothing": "/gate/grants?state=ended",
        grant: of,
        "grant-file": `${of}?do=file`,
        "grant-push": `${of}?do=push`,
        "grant-suspended": `/gate/grants/${suspended.id}`,
        "grant-prepared": `/gate/grants/${prepared.id}`,
        "grant-absent": "/gate/grants/00000000-0000-7000-8000-000000000000",
        try: `${of}/try`,
        "try-no-api": `/gate/grants/${prepared.id}/try`,
        why: "/gate/why",
        "why-chosen": `/gate/why?resource=${resourceId}&mode=push`,
        exports: "/gate/exports",
      };
      assert.deepEqual(await walk(window, using), []);
      const giving = await enterAs(browser, hub, [provider], look);
      const keepingScreens = {
        "grant-given": of,
        "grant-suspend": `${of}?do=suspend`,
        "grants-given": "/gate/grants?side=given",
      };
      assert.deepEqual(await walk(giving, keepingScreens), []);
    });
  }

  test("a call is tried in the page: masked rows, and a receipt this browser has checked", async () => {
    const { grant } = await made;
    const { page } = await enterAs(browser, hub, [user]);
    await page.goto(`/gate/grants/${grant.id}`);
    await page.getByRole("button", { name: "试调一次" }).click();
    await page.getByRole("button", { name: "看前 5 行脱敏样例" }).click();
    await page.getByText("回执有效：这些内容确由本节点按这项授权给出，账已先记").waitFor();
    await page.getByRole("cell", { name: "张**" }).waitFor();
    await page.getByRole("textbox", { name: /居住证号/ }).fill("P-2");
    await page.getByRole("button", { name: "按主键查询" }).click();
    await page.getByText(/^1 行，用时/).waitFor();
    await page.getByRole("cell", { name: "P-2" }).waitFor();
    await page.getByText(/账本第 #.+ 条记的正是这一次/).waitFor();
    await page.getByRole("button", { name: "JSON" }).click();
    await page
      .getByRole("region", { name: "JSON" })
      .getByText(/"permit_no": "P-2"/)
      .waitFor();
  });

  test("an answer that was changed on the way is found out by its receipt", async () => {
    const { grant } = await made;
    const { page } = await enterAs(browser, hub, [user]);
    await page.route("**/api/gate/resources/*/records**", async (route) => {
      const answer = await route.fetch();
      await route.fulfill({ response: answer, body: (await answer.text()).replace("P-1", "P-9") });
    });
    await page.goto(`/gate/grants/${grant.id}/try`);
    await page.getByRole("button", { name: "看前 5 行脱敏样例" }).click();
    await page.getByText("回执验证不通过，请勿采信这份答复").waitFor();
  });

  snippets(hub, browser, made);

  test("a file is ordered, followed and fetched whole, with the checksum the page shows", async () => {
    const { grant } = await made;
    const { page } = await enterAs(browser, hub, [user]);
    await page.goto(`/gate/grants/${grant.id}?do=file`);
    await page.getByRole("radio", { name: /NDJSON/ }).check();
    await page.getByRole("button", { name: "开始生成" }).click();
    const link = page.getByRole("link", { name: "下载" });
    await link.waitFor();
    const [download] = await Promise.all([page.waitForEvent("download"), link.click()]);
    const file = await download.path();
    const bytes = readFileSync(file);
    const sum = createHash("sha256").update(bytes).digest("hex");
    await page.getByText(sum).first().waitFor();
    assert.equal(bytes.toString().trim().split("\n").length, 4);
  });

  test("the provider suspends with a reason, the user reads who and why, and may not call until it is resumed", async () => {
    const { resourceId } = await made;
    const grant = await grantOn(hub, (await published(hub, "居住证试停信息")).id, { purpose: "暂停恢复的用途" });
    assert.notEqual(resourceId, grant.resource.id);
    const giving = await enterAs(browser, hub, [provider]);
    await giving.page.goto(`/gate/grants/${grant.id}`);
    await giving.page.getByRole("button", { name: "暂停授权" }).click();
    await giving.page.getByRole("textbox", { name: /理由/ }).fill("用途与申请不符，请说明。");
    await giving.page.getByRole("button", { name: "暂停这项授权" }).click();
    await giving.page.getByRole("dialog").getByRole("button", { name: "暂停这项授权" }).click();
    await giving.page.getByText(`${grant.code} 已暂停`).waitFor();
    const using = await enterAs(browser, hub, [user]);
    await using.page.goto(`/gate/grants/${grant.id}`);
    await using.page.getByText(/已暂停这项授权/).waitFor();
    await using.page.getByText("用途与申请不符，请说明。").first().waitFor();
    assert.ok(await using.page.getByRole("button", { name: "试调一次" }).isDisabled());
    await ask(using.page, grant.resource.id);
    await using.page.getByText(/已暂停：用途与申请不符，请说明/).waitFor();
    await using.page.getByText("作出暂停的提供部门或主管部门").waitFor();
  });

  test("why not is answered with the rule, who can change it and how; what is allowed names its grant", async () => {
    const { grant, resourceId } = await made;
    const { page } = await enterAs(browser, hub, [user]);
    await ask(page, resourceId);
    await page.getByText("可以", { exact: true }).waitFor();
    await page.getByRole("link", { name: grant.code }).waitFor();
    const stranger = await enterAs(browser, hub, [assignmentOf("department-user", { department: testPolice })]);
    await ask(stranger.page, resourceId);
    await stranger.page.getByText("不可以", { exact: true }).waitFor();
    await stranger.page.getByText(/没有使用“居住证签发信息”的授权/).waitFor();
    await stranger.page.getByText("本部门共享工作机构负责人，由数据提供部门答复").waitFor();
  });

  test("a push that cannot connect says so at once", async () => {
    const { grant } = await made;
    const { page } = await enterAs(browser, hub, [steward]);
    await page.goto(`/gate/grants/${grant.id}?do=push`);
    await page.getByRole("textbox", { name: "主机" }).fill("127.0.0.1");
    await page.getByRole("spinbutton", { name: "端口" }).fill("1");
    await page.getByRole("textbox", { name: "库名" }).fill("test");
    await page.getByRole("textbox", { name: "用户名" }).fill("test");
    await page.getByRole("textbox", { name: "表名" }).fill("permits");
    await page.getByRole("button", { name: "保存并推送一次" }).click();
    await page.getByText(/推送到 .+ 没有成功/).waitFor();
  });

  test("the bureau sees grants of everybody, and why it may not use them itself", async () => {
    const { grant } = await made;
    const { page } = await enterAs(browser, hub, [officer]);
    await page.goto("/gate/grants");
    await page.keyboard.press("j");
    await page.getByRole("link", { name: "居住证签发信息" }).click();
    await page.waitForURL(`**/gate/grants/${grant.id}`);
    await page
      .getByText(/的用数人员、数据管理员、共享负责人可以用/)
      .first()
      .waitFor();
  });
}

async function ask(page: Page, resourceId: string): Promise<void> {
  await page.goto(`/gate/why?resource=${resourceId}`);
  await page.getByRole("button", { name: "问一问" }).click();
}

/** The programs of the page, as they stand there, against this hub. */
function snippets(hub: TestHub, browser: Browser, made: Promise<Ground>): void {
  const folder = mkdtempSync(path.join(tmpdir(), "weir-snippets-"));
  after(() => rmSync(folder, { recursive: true, force: true }));

  const programs = [
    { name: "curl", file: "look-up.sh", command: "sh", needs: "curl" },
    { name: "JavaScript", file: "look-up.mjs", command: process.execPath, needs: process.execPath },
    { name: "Python", file: "look_up.py", command: "python3", needs: "python3" },
    { name: "Java", file: "LookUp.java", command: "java", needs: "java" },
  ];
  for (const { name, file, command, needs } of programs) {
    test(`the program in ${name} runs as the page shows it`, async (context) => {
      const isThere = await run(needs, ["--version"]).then(
        () => true,
        () => false,
      );
      if (!isThere) return context.skip(`${needs} is not installed`);
      const { grant } = await made;
      const { page } = await enterAs(browser, hub, [user]);
      await page.goto(`/gate/grants/${grant.id}/try`);
      await page.getByRole("textbox", { name: /居住证号/ }).fill("P-1");
      await page.getByRole("button", { name, exact: true }).click();
      const program = (await page.getByRole("region", { name, exact: true }).textContent()) ?? "";
      writeFileSync(path.join(folder, file), program);
      const { id, secret } = await serviceClient(hub);
      const environment = { ...process.env, WEIR_CLIENT_ID: id, WEIR_CLIENT_SECRET: secret };
      const { stdout, stderr } = await run(command, [path.join(folder, file)], { env: environment, cwd: folder });
      const answer = JSON.parse(stdout) as { items: Record<string, unknown>[]; grant: string };
      assert.equal(answer.grant, grant.code);
      assert.equal(answer.items[0]?.["permit_no"], "P-1");
      assert.match(stderr, /weir-receipt: weir1;entry=/i);
      return undefined;
    });
  }
}

async function serviceClient(hub: TestHub): Promise<{ id: string; secret: string }> {
  const security = await hub.as("security-administrator");
  const made = await security.post<ServiceClient & { secret: string }>("/api/identity/clients", {
    name: "样例程序",
    department: testBureau,
    roles: ["department-user"],
  });
  return made.body;
}
