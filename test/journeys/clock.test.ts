import assert from "node:assert/strict";
import { test } from "node:test";
import type { Browser } from "playwright-core";
import type { Commitment } from "#contract/clock";
import { dayOf, workCalendar, workingDayAfter } from "#contract/clock-days";
import type { Page as ListPage } from "#contract/page";
import { noBrowser, settle, startBrowser } from "#test/browser";
import { assignmentOf, startTestHub, testBureau, type TestHub, testPolice } from "#test/hub";
import { enterAs, looks, nameOf, walk } from "#test/walk";

const officer = assignmentOf("data-officer");
const steward = assignmentOf("department-steward", { department: testPolice });
const requester = assignmentOf("department-user", { department: testBureau });
const leader = assignmentOf("leader");

const dayMs = 86_400_000;
let count = 0;

/** A promise of the police to the bureau that began so many days ago. */
async function promise({ hub }: TestHub, title: string, daysAgo: number, kind = "answer-conditional") {
  count += 1;
  return hub.clock.start(hub.call(), {
    kind,
    subject: { module: "test", id: `t-${count}`, number: `GX-26-${10_000 + count}`, title, href: "/catalog" },
    owedBy: testPolice,
    owedTo: testBureau,
    startsAt: new Date(Date.now() - daysAgo * dayMs),
  });
}

/** Days ago something must have begun so that today is the n-th working day of it. */
async function beganFor({ hub }: TestHub, workingDay: number): Promise<number> {
  const calendar = await hub.clock.calendar(hub.call());
  const today = workingDayAfter(calendar, dayOf(new Date()), 0);
  for (let ago = 0; ago < 60; ago += 1) {
    const from = dayOf(new Date(Date.now() - ago * dayMs));
    if (calendar.workedUpTo(today) - calendar.workedUpTo(from) === workingDay) return ago;
  }
  throw new Error(`No day lies ${workingDay} working days back.`);
}

/** One of each colour and state. */
async function promises(hub: TestHub): Promise<Readonly<Record<"overdue" | "asks" | "paused" | "plain", Commitment>>> {
  const { clock } = hub.hub;
  const call = hub.hub.call();
  const overdue = await promise(hub, "医疗机构执业登记", 60, "supply");
  await promise(hub, "学籍基本信息", 40);
  const asks = await promise(hub, "居住证签发信息", await beganFor(hub, 9));
  await clock.askExtension(call, asks.id, { workingDays: 10, reason: "居住证系统割接，接口暂停。" });
  await promise(hub, "社会保险参保缴费", await beganFor(hub, 7));
  const paused = await promise(hub, "低保对象信息", await beganFor(hub, 4));
  await clock.pause(call, paused.id, "一次性告知补正");
  const plain = await promise(hub, "排污许可信息", 0);
  const done = await promise(hub, "婚姻登记信息", await beganFor(hub, 5));
  await clock.meet(call, done.id, { evidence: "已答复" });
  const late = await promise(hub, "出生医学证明", 45, "correction");
  await clock.meet(call, late.id, { evidence: "已更正" });
  await clock.tick(call);
  return { overdue, asks, paused, plain };
}

if (noBrowser === null) journeys(await startTestHub(), await startBrowser());
else test("the screens of the dispatch desk, in a real browser", { skip: noBrowser }, () => {});

function journeys(hub: TestHub, browser: Browser): void {
  const made = promises(hub);

  for (const look of looks) {
    test(`every screen of the desk is whole at ${nameOf(look)}`, async () => {
      const { overdue, asks, paused } = await made;
      const open = `/clock?open=${asks.id}`;
      const window = await enterAs(browser, hub, [officer], look);
      const screens = {
        home: "/",
        desk: "/clock",
        "desk-open": open,
        "desk-remind": `${open}&do=remind`,
        "desk-nothing": "/clock?q=zzzz",
        "desk-closed": "/clock?state=met",
        commitment: `/clock/commitments/${asks.id}`,
        "commitment-overdue": `/clock/commitments/${overdue.id}`,
        "commitment-escalate": `/clock/commitments/${overdue.id}?do=escalate`,
        "commitment-assign": `/clock/commitments/${overdue.id}?do=assign`,
        "commitment-call-in": `/clock/commitments/${paused.id}?do=callIn`,
        "commitment-absent": "/clock/commitments/00000000-0000-7000-8000-000000000000",
        "reminders-none": "/clock/reminders",
        calendar: "/clock/calendar",
        "calendar-next": "/clock/calendar?year=2029",
        limits: "/clock/limits",
        "limits-add": "/clock/limits?add=1",
        statistics: "/clock/statistics?period=year",
        "statistics-nothing": "/clock/statistics?kind=order",
      };
      assert.deepEqual(await walk(window, screens), []);
      const owing = await enterAs(browser, hub, [steward], look);
      const own = {
        reminders: "/clock/reminders",
        "commitment-owing": `/clock/commitments/${paused.id}?do=askExtension`,
        "calendar-read": "/clock/calendar",
      };
      assert.deepEqual(await walk(owing, own), []);
    });
  }

  test("a late request is rescued: seen first, reminded with receipt, extended by fewer days than asked", async () => {
    const late = await promise(hub, "待抢救的申请", await beganFor(hub, 9));
    const { page } = await enterAs(browser, hub, [officer]);
    await page.goto("/clock");
    // 1: the overdue stand above the others.
    await page.locator("tr.group").first().getByText("逾期").waitFor();
    // 2: the ninth of ten days, with who waits, who owes and the basis.
    await page.getByRole("link", { name: /^待抢救的申请/ }).click();
    const panel = page.getByRole("complementary", { name: "承诺" });
    await panel.getByText("剩 1 个工作日", { exact: true }).waitFor();
    await panel.getByRole("link", { name: "条例第 21 条" }).waitFor();
    await panel.getByText(/尚未逾期，.+起才可升级/).waitFor();
    // 3: a reminder, and its receipt.
    await panel.getByRole("button", { name: "发送提醒" }).click();
    await panel.getByRole("textbox", { name: /提醒的话/ }).fill("请在明天下班前答复。");
    await panel.getByRole("button", { name: "发送提醒" }).last().click();
    await page.getByText(/已提醒/).waitFor();
    await panel.getByText("还没有回执").waitFor();
    const owing = await enterAs(browser, hub, [steward]);
    await owing.page.goto("/clock/reminders?unseen=1");
    const row = owing.page.getByRole("row", { name: /待抢救的申请.*请在明天下班前答复/ });
    await row.getByRole("button", { name: "已读，送回执" }).click();
    await owing.page.getByText("回执已送达，记入账本").waitFor();
    // 4: ten days are asked for, five granted.
    await owing.page.goto(`/clock/commitments/${late.id}?do=askExtension`);
    await owing.page.getByRole("textbox", { name: /延期理由/ }).fill("系统割接，接口暂停。");
    await owing.page.getByRole("button", { name: "提交延期申请" }).click();
    await owing.page.getByText("延期申请已送主管部门").waitFor();
    await page.goto(`/clock?open=${late.id}`);
    await panel.getByText(/已读/).first().waitFor();
    const box = panel.getByRole("region", { name: /申请延期 10 个工作日/ });
    await box.getByText("理由：“系统割接，接口暂停。”").waitFor();
    await box.getByRole("spinbutton").fill("5");
    await box.getByRole("button", { name: /^同意延期并告知/ }).click();
    await page
      .getByRole("dialog")
      .getByRole("button", { name: /^同意延期并告知/ })
      .click();
    await page.getByText("已同意延期 5 个工作日").waitFor();
    // Whoever waits sees the new day.
    const calendar = await hub.hub.clock.calendar(hub.hub.call());
    const due = workingDayAfter(calendar, late.dueOn ?? "", 5);
    const client = await hub.asHolder([requester]);
    const { body } = await client.get<Commitment>(`/api/clock/commitments/${late.id}`);
    assert.deepEqual([body.dueOn, body.extendedDays, body.state], [due, 5, "running"]);
    const waiting = await enterAs(browser, hub, [requester]);
    await waiting.page.goto(`/clock/commitments/${late.id}`);
    await waiting.page.getByText("同意延期", { exact: true }).waitFor();
  });

  test("the keyboard walks the desk, opens beside the list and closes again", async () => {
    await made;
    const { page } = await enterAs(browser, hub, [officer]);
    await page.goto("/clock");
    await settle(page);
    await page.keyboard.press("j");
    await page.keyboard.press("j");
    await page.keyboard.press("Enter");
    await page.waitForURL(/open=/);
    await page.getByRole("complementary", { name: "承诺" }).getByText("经过").waitFor();
    await page.getByRole("link", { name: "关闭侧栏" }).click();
    await page.waitForURL(/\/clock$/);
  });

  test("several are reminded at once, and who refuses is named with the reason", async () => {
    const one = await promise(hub, "批量甲", 0);
    const two = await promise(hub, "批量乙", 0);
    await hub.hub.clock.pause(hub.hub.call(), two.id, "等补正");
    const { page } = await enterAs(browser, hub, [officer]);
    await page.goto("/clock?q=批量");
    await page.getByRole("checkbox", { name: "选中 批量甲" }).check();
    await page.getByRole("checkbox", { name: "选中 批量乙" }).check();
    await page.getByRole("button", { name: "发送提醒" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "发送提醒" }).click();
    await page.getByText("有 1 件没有办成").waitFor();
    await page.getByText(/正在暂停计时，等的是对方补正/).waitFor();
    const client = await hub.asHolder([officer]);
    const { body } = await client.get<{ reminders: unknown[] }>(`/api/clock/commitments/${one.id}`);
    assert.equal(body.reminders.length, 1);
  });

  test("an overdue one is escalated, its circular edited and issued", async () => {
    const { overdue } = await made;
    const { page } = await enterAs(browser, hub, [leader]);
    await page.goto(`/clock/commitments/${overdue.id}`);
    await page.getByRole("region", { name: "督办与通报" }).waitFor();
    await page.getByRole("button", { name: "看通报草稿，改好签发" }).first().click();
    await page.getByRole("button", { name: "签发通报" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "签发通报" }).click();
    await page.getByText(/已签发通报/).waitFor();
  });

  test("what falls due on a day opens from its bar, and the figure is the list's", async () => {
    const { plain } = await made;
    const { page } = await enterAs(browser, hub, [officer]);
    await page.goto("/clock");
    const client = await hub.asHolder([officer]);
    const list = await client.get<ListPage<Commitment>>("/api/clock/commitments?state=running&limit=500");
    const due = list.body.items.filter((one) => one.dueOn === plain.dueOn).length;
    await page
      .getByRole("link", { name: new RegExp(`到期 ${due} 件$`) })
      .last()
      .click();
    await page.getByText(`共 ${due} 条，已全部显示`).waitFor();
  });

  test("a limit laxer than the nation's is refused with its article, a stricter one stands", async () => {
    const { page } = await enterAs(browser, hub, [officer]);
    await page.goto("/clock/limits?add=1&kind=answer-conditional");
    await page.getByRole("spinbutton", { name: /^时限/ }).fill("12");
    await page.getByRole("textbox", { name: /^依据/ }).fill("《测试市数据共享办法》第八条");
    await page.getByRole("textbox", { name: /^区划/ }).fill("510104");
    await page.getByRole("button", { name: "规定这项时限" }).click();
    await page
      .getByRole("alert")
      .getByText(/地方只能更短，不能更长/)
      .waitFor();
    await page.getByRole("spinbutton", { name: /^时限/ }).fill("6");
    await page.getByRole("spinbutton", { name: /^最多可延/ }).fill("5");
    await page.getByRole("button", { name: "规定这项时限" }).click();
    await page.getByText("时限已规定，记入账本").waitFor();
    await page.getByRole("cell", { name: "《测试市数据共享办法》第八条" }).waitFor();
  });

  test("a day of the calendar is turned with its reason, and the clock counts by it at once", async () => {
    const { page } = await enterAs(browser, hub, [officer]);
    const year = new Date().getFullYear();
    await page.goto(`/clock/calendar?year=${year}`);
    const before = workCalendar(
      (await hub.asHolder([officer]).then((one) => one.get<Years>("/api/clock/calendar"))).body.years,
    );
    const day = workingDayAfter(before, `${year}-12-14`, 0);
    const [, month = "", date = ""] = day.split("-").map(Number);
    await page.getByRole("button", { name: new RegExp(`^${month}月${date}日 .+ 上班$`) }).click();
    await page.getByText("改了 1 天，还没有保存").waitFor();
    await page.getByRole("textbox", { name: /依据或理由/ }).fill("台风停工，市政府公告〔测试〕1号");
    await page.getByRole("button", { name: `保存 ${year} 年安排` }).click();
    await page.getByText(new RegExp(`${year} 年的安排已保存`)).waitFor();
    await page.getByRole("button", { name: new RegExp(`^${month}月${date}日 .+ 放假$`) }).waitFor();
    const after = await hub.hub.clock.calendar(hub.hub.call());
    assert.equal(after.isWorkingDay(day), false);
  });

  test("six hundred promises stay smooth: only the rows in view are drawn", async () => {
    for (let each = 0; each < 600; each += 1) await promise(hub, "很多的承诺", 0);
    const { page } = await enterAs(browser, hub, [officer]);
    await page.goto("/clock?q=很多的承诺");
    await settle(page);
    for (let tries = 0; tries < 60; tries += 1) {
      if (await page.getByText("共 600 条，已全部显示").isVisible()) break;
      await page.keyboard.press("End");
      await page.waitForLoadState("networkidle");
    }
    await page.getByText("共 600 条，已全部显示").waitFor();
    assert.ok((await page.locator("tr[data-row]").count()) < 200);
  });
}

interface Years {
  readonly years: { year: number; daysOff: string[]; workedWeekends: string[] }[];
}
