import assert from "node:assert/strict";
import { test } from "node:test";
import type { Browser, Page } from "playwright-core";
import type { Library } from "#contract/libraries";
import { readLake } from "#kernel/lake/lake";
import { noBrowser, startBrowser } from "#test/browser";
import { assignmentOf, startTestHub, type TestHub } from "#test/hub";
import { runToEnd } from "#test/library-ground";
import { populated, type Populated, populationApi } from "#test/library-steps";
import { enterAs, looks, nameOf, walk } from "#test/walk";

const officerOf = assignmentOf("data-officer");

if (noBrowser === null) journeys(await startTestHub(), await startBrowser());
else test("the screens of libraries, in a real browser", { skip: noBrowser }, () => {});

const screens = ({ record, runId }: Populated, department: string): Readonly<Record<string, string>> => ({
  libraries: "/libraries",
  "libraries-new": "/libraries/new",
  "library-empty": "/libraries/credit",
  library: "/libraries/population",
  "library-rule": "/libraries/population?do=rule",
  "library-add-source": "/libraries/population?do=add",
  "library-run": `/libraries/population/runs/${runId}`,
  "library-review": "/libraries/population/review",
  "library-records": "/libraries/population/records",
  "library-record-purpose": `/libraries/population/records/${record}`,
  "library-record": `/libraries/population/records/${record}?purpose=${encodeURIComponent("核对")}&do=unmerge`,
  "library-conflicts": "/libraries/population/conflicts",
  "library-portrait": "/libraries/population/portrait",
  "libraries-collection": "/libraries/collection?element=DE-00002",
  "libraries-collection-none": "/libraries/collection?again=1",
  "libraries-departments": "/libraries/departments",
  "libraries-department": `/libraries/departments/${department}`,
});

function journeys(hub: TestHub, browser: Browser): void {
  const city = populated(hub);

  for (const look of looks) {
    test(`every screen of libraries is whole at ${nameOf(look)}`, async () => {
      const { body } = await (await city).officer.get<Library>(populationApi);
      const department = body.sources[0]?.department ?? "";
      const window = await enterAs(browser, hub, [officerOf], look);
      assert.deepEqual(await walk(window, screens(await city, department)), []);
    });
  }

  test("a record is found by number, read with a purpose, un-merged, and the next run keeps it so", async () => {
    const { officer } = await city;
    const { record, number } = await someRecord(hub);
    const { page } = await enterAs(browser, hub, [officerOf]);
    await search(page, number);
    await page.getByRole("link", { name: /\*/ }).first().click();
    await page.getByRole("heading", { name: `主记录 ${record.slice(0, 8)}` }).waitFor();
    await page.getByRole("button", { name: "拆分这条记录" }).click();
    await page.getByRole("checkbox").last().check();
    await page.getByLabel("理由").fill("经核实，不是同一个人");
    await page.getByRole("button", { name: "拆出所选记录并重新融合" }).click();
    await page.getByText("1 条来源记录").waitFor();
    await runToEnd(hub, officer, "population");
    await page.reload();
    await page.getByText("1 条来源记录").waitFor();
  });
}

async function search(page: Page, number: string): Promise<void> {
  await page.goto("/libraries/population/records");
  await page.getByLabel("值", { exact: true }).fill(number);
  await page.getByLabel("为了什么看").fill("核对身份");
  await page.getByRole("button", { name: "查找" }).click();
}

/** Somebody both registers know under one number. */
async function someRecord({ lake }: TestHub): Promise<{ record: string; number: string }> {
  const [row] = await readLake<{ record: string; number: string }>(
    lake,
    `select m.record_id as record, min(m.citizen_id) as number from "library"."population_member" m
     group by 1 having count(*) = 2 and count(distinct m.citizen_id) = 1 order by 1 desc limit 1`,
  );
  assert.ok(row);
  return row;
}
