import assert from "node:assert/strict";
import { test } from "node:test";
import type { Browser, Page } from "playwright-core";
import { addDays, dayOf, workingDayAfter } from "#contract/clock-days";
import type { Assignment } from "#contract/identity";
import type { Request } from "#contract/sharing";
import type { Call } from "#kernel/call";
import { noBrowser, settle, startBrowser } from "#test/browser";
import { clientOf } from "#test/client";
import { assignmentOf, startTestHub, type TestHub, testPolice } from "#test/hub";
import { enterAs } from "#test/walk";
import { formOver, housing, publishResource, registerOthers } from "../../server/modules/sharing/test-ground.ts";

const user = assignmentOf("department-user", { department: housing });
const head = assignmentOf("sharing-head", { department: housing });
const steward = assignmentOf("department-steward", { department: testPolice });
const providerHead = assignmentOf("sharing-head", { department: testPolice });
const officer = assignmentOf("data-officer");
const title = "公租房资格核验";

if (noBrowser === null) {
  const hub = await startTestHub();
  await registerOthers(hub);
  journey(hub, await startBrowser());
} else test("the bureau rescues a late request, in a real browser", { skip: noBrowser }, () => {});

/** The ten steps of the bureau's data officer, in their order, on one request. */
function journey(hub: TestHub, browser: Browser): void {
  const pageOf = async (who: Assignment, address: string): Promise<Page> => {
    const { page } = await enterAs(browser, hub, [who]);
    await page.goto(address);
    return page;
  };

  test("a request on its last day but one is rescued, disputed, agreed and delivered without a phone call", async () => {
    const id = await sentWorkingDaysAgo(hub, 9);
    const address = `/sharing/requests/${id}`;

    // 1, 2: the desk by remaining working days; the request with basis, scene, items and both sign-offs.
    const desk = await pageOf(officer, "/clock");
    await desk
      .getByRole("link", { name: /居住证签发信息|公租房资格核验/ })
      .first()
      .click();
    const panel = desk.getByRole("complementary", { name: "承诺" });
    await panel.getByText("剩 1 个工作日").first().waitFor();
    const opened = desk.url();
    assert.match(opened, /open=/);
    await panel.getByRole("link", { name: title }).click();
    await desk.waitForURL(`**${address}`);
    for (const text of ["受理公租房申请时核验居住证", "居住证号", "有效月数"])
      await desk.getByText(text).first().waitFor();
    await desk
      .getByText(/公共租赁住房资格确认/)
      .first()
      .waitFor();

    // 3: a reminder, and its receipt.
    await desk.goto(opened);
    await panel.getByRole("button", { name: "再次提醒" }).click();
    await panel.getByRole("textbox", { name: /提醒的话/ }).fill("请在明天下班前答复。");
    await panel
      .getByRole("button", { name: /^(发送|再次)提醒$/ })
      .last()
      .click();
    await panel.getByText("请在明天下班前答复。").waitFor();
    const inbox = await pageOf(steward, "/clock/reminders?unseen=1");
    await inbox
      .getByRole("row", { name: /请在明天下班前答复/ })
      .getByRole("button", { name: "已读，送回执" })
      .click();
    await inbox.getByText("回执已送达，记入账本").waitFor();

    // 4: ten more days are asked for, five granted, the requester told at once.
    const provider = await pageOf(steward, `${address}?do=ask-extension`);
    await provider.getByLabel("申请延长几个工作日").fill("10");
    await provider.getByLabel("理由", { exact: true }).fill("系统割接，接口暂停。");
    await provider.getByRole("button", { name: "报主管部门决定" }).click();
    await provider.getByText("已报主管部门决定").waitFor();
    await desk.goto(address);
    await desk.getByText("系统割接，接口暂停。").first().waitFor();
    await desk.getByLabel("同意几个工作日").fill("5");
    await desk.getByRole("button", { name: "同意延期并告知市住建局" }).click();
    await desk
      .getByText(/同意 5 个工作日/)
      .first()
      .waitFor();
    const asker = await pageOf(user, "/sharing/notices");
    await asker.getByText(/延期/).first().waitFor();

    // 5: a ministry's rule is no basis; the bureau returns the refusal.
    await refuse(hub, browser, address, "部委", "部里有规定。");
    await desk.goto(address);
    await desk.getByRole("button", { name: "退回：依据不成立" }).click();
    await desk.getByLabel("理由", { exact: true }).fill("部委规定不是条例所列依据。");
    await desk.getByRole("button", { name: "退回提供部门重新答复" }).click();
    await desk.getByText("部委规定不是条例所列依据。").first().waitFor();

    // 6: they still differ; what was said, by whom and when, is on record.
    await refuse(hub, browser, address, "必需", "已有其他途径核验。");
    const outcome = await disputed(asker, desk, address);
    assert.match(outcome, /[\dA-Z-]+/);

    // 7: agreed by item, two of them masked, for twelve months.
    await grantMasked(provider, address);
    const signer = await pageOf(providerHead, address);
    await confirmed(signer, "签批并发出答复");
    await signer.getByText("已签批，申请部门已收到通知").waitFor();

    // 8: the supply's clock starts with the commitment and ends with the first call.
    await asker.goto(address);
    await asker.getByRole("button", { name: "签署使用承诺，领取密钥" }).click();
    await asker.getByRole("checkbox", { name: "本部门已阅读并承诺遵守以上内容" }).check();
    await asker.getByRole("button", { name: "签署承诺，授权生效" }).click();
    await asker.getByText("密钥只显示这一次").waitFor();
    const [client = "", secret = ""] = await asker.locator(".secret .copy > span:first-child").allTextContents();
    await desk.goto(address);
    await desk.getByText("待首次供给").first().waitFor();
    const record = await firstRecord(hub, id, { client, secret });
    assert.deepEqual(
      Object.values(record).map((value) => String(value).includes("*")),
      [false, true, true],
      JSON.stringify(record),
    );
    await desk.reload();
    await desk.getByText("使用中").first().waitFor();

    // 9: the whole file is one record; the department's figures have changed.
    const [file] = await Promise.all([
      desk.waitForEvent("download"),
      desk.getByRole("button", { name: "打印全卷" }).click(),
    ]);
    assert.match(file.suggestedFilename(), /\.pdf$/);
    await desk.goto("/clock/statistics?period=year");
    await desk
      .getByRole("row", { name: /锦江公安.*供给/ })
      .first()
      .waitFor();

    // 10: the quarter's report, each figure leading to what it counts.
    await desk.goto("/sharing/report");
    await settle(desk);
    const figures = desk.locator("main table a");
    assert.ok((await figures.count()) > 3, "figures are links");
    await figures.first().click();
    await settle(desk);
    const [report] = await Promise.all([
      (await pageBack(desk)).waitForEvent("download"),
      desk
        .getByRole("button", { name: /PDF|打印|下载/ })
        .first()
        .click(),
    ]);
    assert.match(report.suggestedFilename(), /\.pdf$/);
  });
}

async function pageBack(page: Page): Promise<Page> {
  await page.goto("/sharing/report");
  await settle(page);
  return page;
}

/** An application signed and sent so many working days ago; answers its request. */
async function sentWorkingDaysAgo(hub: TestHub, workingDays: number): Promise<string> {
  const resource = await publishResource(hub, { name: "居住证签发信息", shareClass: "conditional" });
  const calendar = await hub.hub.clock.calendar(hub.hub.call());
  const today = workingDayAfter(calendar, dayOf(new Date()), 0);
  let ago = 0;
  while (calendar.workedUpTo(today) - calendar.workedUpTo(addDays(dayOf(new Date()), -ago)) < workingDays) ago += 1;
  const then = new Date(Date.now() - ago * 86_400_000);
  const as = async (login: string, who: Assignment): Promise<Call> => {
    const call = hub.hub.call();
    await hub.hub.identity.ensureAccount(call, { login, name: `测试${login}`, assignments: [who] });
    const { token } = await hub.hub.identity.sessionFor(call, login);
    return { ...call, actor: await hub.hub.identity.authenticate(call, { cookie: token }), now: then };
  };
  const { life } = hub.hub.sharing;
  const asker = await as("asking", user);
  const made = await life.createApplication(asker, {
    ...formOver(resource),
    mode: "query-api",
    lines: [{ resourceId: resource, items: ["permit_no", "office", "months"], scope: [] }],
    dailyCalls: null,
    zone: "government-extranet",
  });
  await life.submit(asker, made.id);
  const { requests } = await life.sign(await as("signing", head), made.id);
  await hub.hub.clock.tick(hub.hub.call());
  return requests[0]?.id ?? "";
}

/** The steward drafts a refusal, the head signs it. */
async function refuse(hub: TestHub, browser: Browser, address: string, basis: string, reason: string): Promise<void> {
  const { page } = await enterAs(browser, hub, [steward]);
  await page.goto(`${address}?do=draft-answer`);
  await page.getByRole("radio", { name: "不同意" }).check();
  await page.getByLabel("依据什么不同意").fill(basis);
  await page.keyboard.press("Enter");
  await page.getByLabel("理由", { exact: true }).fill(reason);
  await page.getByRole("button", { name: "送本部门负责人签批" }).click();
  await page.getByText("已拟写，送负责人签批").waitFor();
  const signer = await enterAs(browser, hub, [providerHead]);
  await signer.page.goto(address);
  await confirmed(signer.page, "签批并发出答复");
}

/** The requester disputes, the minutes are written, the bureau settles it: to be answered anew. Answers the dispute's id. */
async function disputed(asker: Page, desk: Page, address: string): Promise<string> {
  await asker.goto(`${address}?do=dispute`);
  await asker.getByLabel("争议事项和理由").fill("窗口没有其他途径核验居住证。");
  await asker.getByRole("button", { name: "提出争议" }).last().click();
  await asker.getByText("已提出争议").waitFor();
  await asker.goto("/sharing/disputes");
  await asker
    .getByRole("link", { name: /窗口没有其他途径/ })
    .first()
    .click();
  await asker.waitForURL(/disputes\/[0-9a-f-]{36}/);
  const dispute = new URL(asker.url()).pathname;
  await desk.goto(`${dispute}?do=record-minutes`);
  await desk.getByLabel("地点").fill("市政务服务中心");
  await desk.getByLabel("参加人").fill("市住建局 测试甲\n锦江公安 测试乙");
  await desk.getByLabel("意见").fill("按项授权，两项脱敏，十二个月。");
  await desk.getByRole("button", { name: "记下这次情况" }).click();
  await desk.getByText("按项授权，两项脱敏，十二个月。").first().waitFor();
  await desk.goto(`${dispute}?do=settle`);
  await desk.getByRole("radio", { name: "重新答复" }).check();
  await desk.getByLabel("达成的意见或者决定").fill("同意重新答复。");
  await desk.getByRole("button", { name: "记下结果并告知双方" }).click();
  await desk.getByRole("button", { name: "记下结果并告知双方" }).waitFor({ state: "detached" });
  return dispute;
}

async function grantMasked(page: Page, address: string): Promise<void> {
  await page.goto(`${address}?do=draft-answer`);
  await page.getByRole("radio", { name: /^同意/ }).check();
  for (const item of ["签发机关", "有效月数"]) {
    await page.getByRole("combobox", { name: `怎样给：${item}` }).click();
    await page
      .getByTitle(/全部遮盖|全部/)
      .last()
      .click();
  }
  await page.getByLabel("用到哪天").fill(addDays(dayOf(new Date()), 365));
  await page.getByRole("button", { name: "送本部门负责人签批" }).click();
  await page.getByText("已拟写，送负责人签批").waitFor();
}

async function firstRecord(
  hub: TestHub,
  id: string,
  { client, secret }: { client: string; secret: string },
): Promise<Record<string, unknown>> {
  const bureau = await hub.as("data-officer");
  const token = await hub.asVisitor().post<{ access_token: string }>("/api/identity/token", {
    grant_type: "client_credentials",
    client_id: client,
    client_secret: secret,
  });
  const program = clientOf(hub.url, { kind: "bearer", token: token.body.access_token });
  const { body } = await bureau.get<Request>(`/api/sharing/requests/${id}`);
  const code = encodeURIComponent(body.grants[0]?.resourceCode ?? "");
  const called = () =>
    program.get<{ items: Record<string, unknown>[] }>(`/api/gate/resources/${code}/records?permit_no=P-2`);
  await until(async () => (await called()).status === 200);
  await until(async () => (await bureau.get<Request>(`/api/sharing/requests/${id}`)).body.state === "in-use");
  return (await called()).body.items[0] ?? {};
}

async function until(check: () => Promise<boolean>): Promise<void> {
  for (let left = 300; left > 0; left -= 1) {
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
