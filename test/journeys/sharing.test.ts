import assert from "node:assert/strict";
import { test } from "node:test";
import type { Browser, Page } from "playwright-core";
import type { Assignment } from "#contract/identity";
import type { Application, Request } from "#contract/sharing";
import { noBrowser, settle, startBrowser, type Visit } from "#test/browser";
import { clientOf } from "#test/client";
import { assignmentOf, startTestHub, type TestHub } from "#test/hub";
import { enterAs } from "#test/walk";
import {
  castOf,
  formOver,
  health,
  housing,
  publishResource,
  registerOthers,
  sendRequests,
  testPolice,
} from "../../server/modules/sharing/test-ground.ts";

const user = assignmentOf("department-user", { department: housing });
const head = assignmentOf("sharing-head", { department: housing });
const steward = assignmentOf("department-steward", { department: testPolice });
const providerHead = assignmentOf("sharing-head", { department: testPolice });
const officer = assignmentOf("data-officer");
interface Ground {
  readonly conditional: string;
  readonly unconditional: string;
}

if (noBrowser === null) {
  const hub = await startTestHub();
  await registerOthers(hub);
  const ground = {
    conditional: await publishResource(hub, { name: "居住证签发信息", shareClass: "conditional" }),
    unconditional: await publishResource(hub, { name: "户籍登记机关信息", shareClass: "unconditional" }),
  };
  journeys(hub, await startBrowser(), ground);
} else test("the screens of sharing, in a real browser", { skip: noBrowser }, () => {});

function journeys(hub: TestHub, browser: Browser, { conditional, unconditional }: Ground): void {
  const at = async (who: readonly Assignment[], address: string): Promise<Visit> => {
    const window = await enterAs(browser, hub, who);
    await window.page.goto(address);
    return window;
  };

  test("from a need in plain words to the first record, every step by who holds it", async () => {
    const asking = await at([user], "/sharing");
    const { page } = asking;
    await page.getByLabel("要办什么事，需要知道什么").fill("公租房要看居住证签发情况");
    await page.getByRole("button", { name: "找数据", exact: true }).click();
    await page.getByRole("button", { name: "放进数据篮：居住证签发信息" }).click();
    await page.getByText("“居住证签发信息”已放进数据篮").waitFor();
    await page.goto(`/catalog/${unconditional}`);
    await page.getByRole("button", { name: "申请使用这项数据" }).click();
    await page.getByRole("button", { name: "已在数据篮里，去填申请单" }).click();
    await fillApplication(page);
    await page.getByText("形成 2 件申请").waitFor();
    await page.getByRole("button", { name: "送本部门负责人签批" }).click();
    await page.getByText("已送负责人签批").waitFor();

    const signing = await at([head], "/sharing/applications?state=signing");
    await signing.page.getByRole("link", { name: "公租房资格核验" }).click();
    await confirmed(signing.page, "同意并发出");
    await signing.page.getByText("已签批，申请已发出").waitFor();

    const answering = await at([steward], "/sharing/requests?side=received&shareClass=conditional");
    await answering.page.getByRole("link", { name: "公租房资格核验" }).click();
    await answering.page.getByRole("button", { name: "拟写答复" }).click();
    await answering.page.getByRole("checkbox", { name: "签发机关" }).uncheck();
    await answering.page.getByRole("button", { name: "送本部门负责人签批" }).click();
    await answering.page.getByText("已拟写，送负责人签批").waitFor();
    const address = new URL(answering.page.url()).pathname;

    const granting = await at([providerHead], address);
    await confirmed(granting.page, "签批并发出答复");
    await granting.page.getByText("已签批，申请部门已收到通知").waitFor();

    await page.goto(address);
    await page.getByRole("button", { name: "签署使用承诺，领取密钥" }).click();
    await page.getByRole("checkbox", { name: "本部门已阅读并承诺遵守以上内容" }).check();
    await page.getByRole("button", { name: "签署承诺，授权生效" }).click();
    await page.getByText("密钥只显示这一次").waitFor();
    const [id = "", secret = ""] = await page.locator(".secret .copy > span:first-child").allTextContents();
    await page.getByRole("button", { name: "已经复制好" }).click();
    assert.equal(await page.getByText(secret, { exact: true }).count(), 0);

    await firstRecord(hub, { id, secret, request: address.split("/").at(-1) ?? "" });
    await page.reload();
    await page.getByText("从需求到第一条记录").waitFor();
    await page.getByText("使用中").first().waitFor();
    assert.deepEqual(asking.faults, []);
  });

  test("what is not found is registered as a demand, and the desk links what meets it", async () => {
    const { page } = await at([user], "/sharing?need=冥王星轨道参数");
    await page.getByText("没有找到对得上“冥王星轨道参数”的数据资源").waitFor();
    await page.getByRole("button", { name: "登记这条需求" }).click();
    await page.getByLabel("用在哪项工作、哪个环节").fill("演练");
    await page.locator("form").getByRole("button", { name: "登记这条需求" }).click();
    await page.getByText("需求已登记，等调度台对接").waitFor();
    await page.getByRole("link", { name: "冥王星轨道参数" }).waitFor();

    const desk = await at([officer], "/sharing/demands?state=registered");
    await desk.page.getByRole("link", { name: "冥王星轨道参数" }).click();
    await desk.page.getByRole("button", { name: "对接资源" }).click();
    await desk.page.getByRole("textbox", { name: "另按名称找" }).fill("户籍");
    await desk.page.getByRole("checkbox", { name: /户籍登记机关信息/ }).check();
    await desk.page.getByRole("button", { name: "对接并告知需求部门" }).click();
    await desk.page.getByText("已对接，需求部门会收到通知").waitFor();
  });

  test("a refusal by a ministry's rule says that it is none, and the bureau returns it", async () => {
    const id = await sent(hub, conditional);
    const { page } = await at([steward], `/sharing/requests/${id}?do=draft-answer`);
    await page.getByRole("radio", { name: "不同意" }).check();
    await page.getByRole("button", { name: "送本部门负责人签批" }).click();
    await page.getByRole("link", { name: "请填写“依据什么不同意”" }).waitFor();
    await page.getByLabel("依据什么不同意").fill("部委");
    await page.keyboard.press("Enter");
    await page.getByText("这一项不是法定依据").waitFor();
    await page.getByLabel("理由", { exact: true }).fill("部里有规定。");
    await page.getByRole("button", { name: "送本部门负责人签批" }).click();
    await page.getByText("已拟写，送负责人签批").waitFor();
    const signer = await at([providerHead], `/sharing/requests/${id}`);
    await confirmed(signer.page, "签批并发出答复");
    const bureau = await at([officer], `/sharing/requests/${id}`);
    await bureau.page.getByRole("button", { name: "退回：依据不成立" }).click();
    await bureau.page.getByLabel("理由", { exact: true }).fill("部委规定不是条例所列依据。");
    await bureau.page.getByRole("button", { name: "退回提供部门重新答复" }).click();
    await bureau.page.getByText("部委规定不是条例所列依据。").first().waitFor();
    await page.goto(`/sharing/requests/${id}`);
    await page.getByText(/主管部门（.*）退回答复/).waitFor();
  });

  test("what is missing is told once, and more time is granted with fewer days than asked for", async () => {
    const id = await sent(hub, conditional);
    const { page } = await at([steward], `/sharing/requests/${id}?do=ask-extension`);
    await page.getByLabel("申请延长几个工作日").fill("10");
    await page.getByLabel("理由", { exact: true }).fill("系统割接。");
    await page.getByRole("button", { name: "报主管部门决定" }).click();
    await page.getByText("已报主管部门决定").waitFor();
    const bureau = await at([officer], `/sharing/requests/${id}`);
    await bureau.page.getByLabel("同意几个工作日").fill("5");
    await bureau.page.getByRole("button", { name: "同意延期并告知市住建局" }).click();
    await bureau.page
      .getByText(/同意 5 个工作日/)
      .first()
      .waitFor();
    await page.goto(`/sharing/requests/${id}?do=ask-supplement`);
    await page.getByLabel("缺什么").fill("用途说明\n系统备案号");
    await page.getByRole("button", { name: "告知申请部门" }).click();
    await page.getByText("已告知，期限暂停").waitFor();
    const asker = await at([user], `/sharing/requests/${id}?do=supplement`);
    await asker.page.getByText("系统备案号").first().waitFor();
    await asker.page.getByLabel("补正说明").fill("用途见附件，备案号 TEST-1。");
    await asker.page.getByRole("button", { name: "提交补正" }).last().click();
    await asker.page.getByText("已补正，提供部门继续审核").waitFor();
    await page.goto(`/sharing/requests/${id}`);
    await page.getByText(/一次性告知补正 ?为什么不能/).waitFor();
  });

  test("a wrong value is reported from its record, verified by its source, and answered", async () => {
    const { page } = await at([user], `/catalog/${conditional}`);
    await page.getByRole("button", { name: "报告数据有误（校核）" }).click();
    await page.getByLabel("哪个数据项").fill("有效月数");
    await page.keyboard.press("Enter");
    await page.getByLabel("哪一条记录（主键）").fill("P-2");
    await page.getByLabel("查到的值").fill("12");
    await page.getByLabel("应当是").fill("18");
    await page.getByLabel("凭什么说它不对").fill("当事人的居住证写的是 18 个月。");
    await page.getByRole("button", { name: "提出校核" }).click();
    await page.getByText("已提出校核").waitFor();
    await page.waitForURL(/corrections\/[0-9a-f-]{36}/);
    const inbox = await at([steward], "/sharing/corrections?side=received&state=verifying");
    await inbox.page
      .getByRole("link", { name: /居住证签发信息 · 有效月数/ })
      .first()
      .click();
    await inbox.page.getByRole("button", { name: "核实并反馈" }).click();
    await inbox.page.getByRole("radio", { name: "确有错误，已在源头更正" }).check();
    await inbox.page.getByLabel("说明", { exact: true }).fill("续签未入库，已补。");
    await inbox.page.getByRole("button", { name: "反馈给提出部门" }).click();
    await inbox.page.getByText("已反馈").first().waitFor();
    await page.reload();
    await page.getByText("续签未入库，已补。").first().waitFor();
  });

  test("the bell counts what is unread, and a read notice counts no more", async () => {
    await sent(hub, conditional);
    const { page } = await at([steward], "/sharing");
    await page.getByRole("link", { name: /^通知，\d+ 条未读$/ }).click();
    await page.getByRole("heading", { name: "通知", level: 1 }).waitFor();
    await page.getByRole("button", { name: "全部标为已读" }).click();
    await page.getByRole("link", { name: "通知", exact: true }).first().waitFor();
    await page.getByRole("button", { name: "未读", exact: true }).click();
    await page.getByText("没有未读通知").waitFor();
  });

  test("what waits for a head stands at home with its number, and the number opens the list", async () => {
    const cast = await castOf(hub);
    const started = await cast.user.post<Application>("/api/sharing/applications", formOver(conditional));
    await cast.user.post(`/api/sharing/applications/${started.body.id}/submit`, {});
    const { page } = await at([head], "/");
    await page.getByRole("link", { name: "待签批的申请单" }).click();
    await page.getByRole("link", { name: "公租房资格核验" }).first().waitFor();
  });

  test("a third department sees nothing of a file, and says so", async () => {
    const id = await sent(hub, conditional);
    const stranger = assignmentOf("department-steward", { department: health });
    const { page } = await at([stranger], `/sharing/requests/${id}`);
    await page.getByText(/它不在您的数据范围内/).waitFor();
  });

  test("the whole file comes as a PDF", async () => {
    const id = await sent(hub, conditional);
    const { page } = await at([steward], `/sharing/requests/${id}`);
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "打印全卷" }).click(),
    ]);
    assert.match(download.suggestedFilename(), /\.pdf$/);
  });
}

/** From the chosen items to the last step of the form. */
async function fillApplication(page: Page): Promise<void> {
  await page.getByRole("button", { name: "全选：居住证签发信息" }).click();
  await page.getByRole("button", { name: "全选：户籍登记机关信息" }).click();
  await page.getByRole("button", { name: "保存，下一步" }).click();
  await page.getByLabel("申请事项").fill("公租房资格核验");
  await page.getByLabel("使用场景").fill("窗口受理公租房申请时核验");
  await page.getByLabel("使用目的").fill("核验申请人是否持有有效居住证");
  await page.getByRole("combobox", { name: "使用依据" }).fill("公共租赁");
  await page
    .locator(".ant-select-item-option-active")
    .getByText(/公共租赁住房资格确认/)
    .waitFor();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "保存，下一步" }).click();
  await page.getByLabel("用到哪天").fill("2099-12-31");
  await page.getByLabel("系统名称").fill("住房保障系统");
  await page.getByRole("button", { name: "保存，下一步" }).click();
}

/** A program of the requester calls with its key; the hub hears of the delivery through its events. */
async function firstRecord(
  hub: TestHub,
  { id, secret, request }: { id: string; secret: string; request: string },
): Promise<void> {
  const bureau = await hub.as("data-officer");
  const token = await hub.asVisitor().post<{ access_token: string }>("/api/identity/token", {
    grant_type: "client_credentials",
    client_id: id,
    client_secret: secret,
  });
  const program = clientOf(hub.url, { kind: "bearer", token: token.body.access_token });
  const { body } = await bureau.get<Request>(`/api/sharing/requests/${request}`);
  const code = encodeURIComponent(body.grants[0]?.resourceCode ?? "");
  const called = () => program.get(`/api/gate/resources/${code}/records?permit_no=P-2`);
  await until(async () => (await called()).status === 200);
  await until(async () => (await bureau.get<Request>(`/api/sharing/requests/${request}`)).body.state === "in-use");
}

async function until(check: () => Promise<boolean>): Promise<void> {
  for (let left = 200; left > 0; left -= 1) {
    if (await check()) return;
    await new Promise((resolve) => {
      setTimeout(resolve, 100);
    });
  }
  throw new Error("It did not happen.");
}

async function sent(hub: TestHub, resource: string): Promise<string> {
  const [request] = await sendRequests(await castOf(hub), resource);
  return request?.id ?? "";
}

/** Presses a button and the one of the question that follows. */
async function confirmed(page: Page, button: string): Promise<void> {
  await page.getByRole("button", { name: button }).click();
  await page.getByRole("dialog").getByRole("button", { name: button }).click();
  await page.getByRole("dialog").waitFor({ state: "hidden" });
  await settle(page);
}
