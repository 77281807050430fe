import assert from "node:assert/strict";
import { after, test } from "node:test";
import pg from "pg";
import type { Browser, Page } from "playwright-core";
import type { Source } from "#contract/intake";
import type { Follow, Run } from "#contract/intake-follow";
import { noBrowser, startBrowser } from "#test/browser";
import { freshDatabaseUrl } from "#test/database";
import { assignmentOf, startTestHub, type TestHub, testPolice } from "#test/hub";
import { enterAs, looks, nameOf, walk } from "#test/walk";
import { followGround, type SourceServer } from "../../server/modules/intake/follow/test-ground.ts";

const officer = assignmentOf("data-officer");
const auditor = assignmentOf("audit-administrator");

/** A department's PostgreSQL, and how it is written to. */
async function office(): Promise<SourceServer> {
  const url = new URL(await freshDatabaseUrl());
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  after(() => client.end());
  await client.query("create schema source; set search_path = source");
  return {
    kind: "postgres",
    connection: {
      host: url.searchParams.get("host") ?? url.hostname,
      port: Number(url.port || 5432),
      database: url.pathname.slice(1),
      user: decodeURIComponent(url.username),
      password: decodeURIComponent(url.password),
      schema: "source",
    },
    run: async (sql) => void (await client.query(sql)),
    rows: async (sql) => (await client.query<Record<string, string | null>>(sql)).rows,
  };
}

const permits = (table: string, count: number): string =>
  `create table ${table} (number text primary key, holder text, birth text, changed timestamp not null);
   create index on ${table} (changed);
   insert into ${table} select 'ZJ-' || n, '测试' || n, '1990-01-02', timestamp '2026-01-01' + n * interval '1 minute'
   from generate_series(1, ${count}) n`;

const watermark = { column: "changed", overlap: 300 };

interface Ground {
  readonly server: SourceServer;
  readonly well: Follow;
  readonly mismatch: Follow;
  readonly drift: Follow;
  readonly failed: Follow;
  readonly paused: Follow;
  readonly runs: Readonly<Record<"well" | "mismatch" | "dirty", Run>>;
}

/** One follow in each of the states a person may find it in. */
async function lay(hub: TestHub): Promise<Ground> {
  const server = await office();
  const client = await hub.asHolder([officer]);
  const made = followGround(hub, client);
  for (const table of ["permit", "certificate", "household", "vehicle", "archive"])
    await server.run(permits(table, 400));
  const at = { kind: "cron" as const, cron: "0 2 * * *", timeZone: "Asia/Shanghai" };
  const night = { from: "22:00", to: "06:00", timeZone: "Asia/Shanghai" };
  const well = await made.follow(server, "permit", { mode: "watermark", watermark, schedule: at });
  await made.ended(well);
  await server.run("update permit set holder = '改名', changed = '2026-02-01' where number = 'ZJ-7'");
  const wellRun = await made.run(well);
  const differs = await made.follow(server, "certificate", { mode: "watermark", watermark });
  await made.ended(differs);
  await server.run("delete from certificate where number = 'ZJ-9'");
  const mismatchRun = await made.run(differs);
  const shaped = await made.follow(server, "household", { mode: "compare", schedule: at });
  await made.ended(shaped);
  await server.run("alter table household rename column holder to owner_name");
  await made.run(shaped);
  const spoilt = await made.follow(server, "vehicle", {
    mode: "compare",
    dirtyLimit: 0.1,
    retry: { attempts: 0, waitSeconds: 1 },
  });
  await made.ended(spoilt);
  await server.run("drop table vehicle");
  const dirtyRun = await made.run(spoilt);
  const paused = await made.follow(server, "archive", { mode: "full", window: night, schedule: at });
  await client.post(`/api/intake/follows/${paused.id}/pause`, { reason: "" });
  return {
    server,
    well,
    mismatch: differs,
    drift: shaped,
    failed: spoilt,
    paused,
    runs: { well: wellRun, mismatch: mismatchRun, dirty: dirtyRun },
  };
}

if (noBrowser === null) journeys(await startTestHub(), await startBrowser());
else test("the screens of following, in a real browser", { skip: noBrowser }, () => {});

function journeys(hub: TestHub, browser: Browser): void {
  const ground = lay(hub);

  for (const look of looks) {
    test(`every screen of following is whole and accessible at ${nameOf(look)}`, async () => {
      const { well, mismatch, drift, failed, paused, runs } = await ground;
      const nowhere = "00000000-0000-7000-8000-000000000000";
      const window = await enterAs(browser, hub, [officer], look);
      const screens = {
        home: "/",
        "follow-sources": "/intake",
        "follow-list": "/intake/follows",
        "follow-list-mismatch": "/intake/follows?health=mismatch",
        "follow-list-nothing": "/intake/follows?q=zzzz",
        "follow-well": `/intake/follows/${well.id}`,
        "follow-mismatch": `/intake/follows/${mismatch.id}`,
        "follow-drift": `/intake/follows/${drift.id}`,
        "follow-failed": `/intake/follows/${failed.id}`,
        "follow-paused": `/intake/follows/${paused.id}`,
        "follow-absent": `/intake/follows/${nowhere}`,
        "follow-edit": `/intake/follows/${well.id}/edit`,
        "follow-edit-window": `/intake/follows/${paused.id}/edit`,
        "follow-new": "/intake/follows/new",
        "follow-new-table": `/intake/follows/new?source=${well.sourceId}&table=permit`,
        "follow-source": `/intake/sources/${well.sourceId}`,
        "follow-runs": "/intake/runs",
        "follow-runs-nothing": "/intake/runs?state=waiting",
        "follow-run": `/intake/runs/${runs.well.id}`,
        "follow-run-mismatch": `/intake/runs/${runs.mismatch.id}`,
        "follow-run-failed": `/intake/runs/${runs.dirty.id}`,
        "follow-run-absent": `/intake/runs/${nowhere}`,
        "follow-zones": "/intake/zones",
        "follow-zones-nothing": "/intake/zones?zone=internet",
      };
      assert.deepEqual(await walk(window, screens), []);
    });

    test(`two hundred followed tables are readable at ${nameOf(look)}`, async () => {
      await ground;
      const window = await enterAs(browser, hub, [officer], look);
      // What the hub answers, forty times over: the list is long, its rows are true.
      await window.page.route("**/api/intake/follows?**", async (route) => {
        const answer = await route.fetch();
        await route.fulfill({ response: answer, json: fortyTimes((await answer.json()) as FollowPage) });
      });
      assert.deepEqual(await walk(window, { "follow-list-many": "/intake/follows" }), []);
      // The page asks again every few seconds; what is under way when it closes is nobody's fault.
      await window.page.unrouteAll({ behavior: "ignoreErrors" });
      await window.context.close();
    });
  }

  test("one sentence says which are not well, and its counts filter the list", async () => {
    const { mismatch } = await ground;
    const { page } = await enterAs(browser, hub, [officer]);
    await page.goto("/intake/follows");
    await page.getByText(/项跟踪中 .* 项正常；.*1 项对账不符/).waitFor();
    await page
      .getByRole("group", { name: "按状态筛选" })
      .getByRole("button", { name: /对账不符/ })
      .click();
    await page.getByRole("row").nth(1).getByText(mismatch.resourceName).waitFor();
    assert.equal(await page.locator("tbody tr[data-row]").count(), 1);
    await page.locator("tbody tr[data-row]").getByRole("link", { name: "不符" }).click();
    await page.getByRole("heading", { name: "与来源对账" }).waitFor();
    await page.getByRole("link", { name: "查看工单" }).waitFor();
  });

  test("a table is followed by watermark, what comes late is found, and source and lake are equal", async () => {
    const { server } = await ground;
    await server.run(permits("licence", 300));
    const client = await hub.asHolder([officer]);
    const source = await client.post<Source>("/api/intake/sources", {
      name: "测试证照库",
      kind: "postgres",
      department: testPolice,
      connection: server.connection,
    });
    assert.equal(source.status, 201, source.text);
    const { page, faults } = await enterAs(browser, hub, [officer]);
    await page.goto(`/intake/sources/${source.body.id}`);
    await page.getByRole("button", { name: "跟踪一张表" }).click();
    await pick(page, "哪张表", "licence");
    await page.getByRole("radio", { name: /按水位/ }).check();
    await page.getByRole("textbox", { name: "数据资源名称" }).fill("测试证照");
    await page.getByText("表的主键是 number").waitFor();
    await pick(page, /^多久一次/, "每隔几分钟");
    await page.getByRole("checkbox", { name: "只在夜间等固定时段读取来源" }).check();
    await page.locator(".next-times time").nth(4).waitFor();
    await page.getByRole("checkbox", { name: "只在夜间等固定时段读取来源" }).uncheck();
    await page.getByRole("button", { name: "开始跟踪" }).click();
    await page.getByRole("heading", { name: "测试证照", level: 1 }).waitFor();
    await page.getByRole("link", { name: "相符" }).first().waitFor();
    await server.run(
      "insert into licence values ('ZJ-900', '迟到', '1990-01-02', timestamp '2026-01-01' + 298 * interval '1 minute')",
    );
    await page.getByRole("button", { name: "现在运行一次" }).click();
    const runs = page.getByRole("table", { name: "运行记录" }).getByRole("link", { name: /次运行$/ });
    await runs.nth(1).waitFor();
    await runs.first().click();
    await page.getByText(/来源 301 行，入库 301 行/).waitFor();
    await page.getByRole("button", { name: "看这项跟踪" }).click();
    await page.getByRole("button", { name: "暂停跟踪" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "暂停跟踪" }).click();
    await page.getByText("已暂停，先恢复再运行。").first().waitFor();
    await page.getByRole("button", { name: "恢复跟踪" }).click();
    await page.getByRole("button", { name: "暂停跟踪" }).waitFor();
    assert.deepEqual(faults, []);
  });

  test("a changed shape says what it touches, and following goes on with the new one", async () => {
    const { server } = await ground;
    await server.run(permits("deed", 50));
    const client = await hub.asHolder([officer]);
    const made = followGround(hub, client);
    const follow = await made.follow(server, "deed", { mode: "compare" });
    await made.ended(follow);
    await server.run("alter table deed rename column holder to owner_name");
    await made.run(follow);
    const { page } = await enterAs(browser, hub, [officer]);
    await page.goto(`/intake/follows/${follow.id}`);
    await page.getByText("疑似改名").waitFor();
    await page.getByText(/数据项 holder/).waitFor();
    await page.getByRole("button", { name: "按新结构继续" }).click();
    await page.getByText("已处理，跟踪继续").waitFor();
    assert.equal((await made.ended(follow)).state, "done");
  });

  test("who only reads sees how it stands, and why nothing can be done", async () => {
    const { well } = await ground;
    const { page } = await enterAs(browser, hub, [auditor]);
    await page.goto(`/intake/follows/${well.id}`);
    await page.getByText("只有本部门的数据管理员或数据主管可以办。").first().waitFor();
    assert.ok(await page.getByRole("button", { name: "现在运行一次" }).isDisabled());
  });
}

interface FollowPage {
  readonly items: readonly Follow[];
  readonly total: number;
  readonly byHealth: Readonly<Record<string, number>>;
}

/** A page of follows as it would be with forty of each. */
function fortyTimes(page: FollowPage): FollowPage {
  const copies = 40;
  return {
    ...page,
    items: Array.from({ length: copies }, (_, copy) =>
      page.items.map((item) => ({ ...item, id: `${item.id.slice(0, -3)}${String(copy).padStart(3, "0")}` })),
    ).flat(),
    total: page.total * copies,
    byHealth: Object.fromEntries(Object.entries(page.byHealth).map(([health, count]) => [health, count * copies])),
  };
}

/** Opens a list of choices and takes the one of this name. */
async function pick(page: Page, label: string | RegExp, option: string): Promise<void> {
  const box = page.getByRole("combobox", { name: label });
  await box.click();
  await page.locator(".ant-select-dropdown:visible").getByTitle(option, { exact: true }).click();
}
