import assert from "node:assert/strict";
import { test } from "node:test";
import { parse } from "csv-parse/sync";
import { stringify } from "csv-stringify/sync";
import type { Browser, Page } from "playwright-core";
import type { Conflict, DoubtfulPair, Library } from "#contract/libraries";
import type { Page as Listed } from "#contract/page";
import { readLake } from "#kernel/lake/lake";
import { noBrowser, startBrowser } from "#test/browser";
import type { TestClient } from "#test/client";
import { assignmentOf, startTestHub, type TestHub } from "#test/hub";
import { jobEnded, loadCity, runToEnd, takeSources } from "#test/library-ground";
import { enterAs, looks, walk } from "#test/walk";

const persons = ["population", "insured-persons"] as const;
const api = "/api/libraries/population";
const officerOf = assignmentOf("data-officer");

interface City {
  readonly officer: TestClient;
  readonly record: string;
  readonly runId: string;
}

/** The population of a small city with faults: matched once, with pairs in doubt and values in conflict. */
async function populated(hub: TestHub): Promise<City> {
  const officer = await hub.as("data-officer");
  const city = await loadCity(hub, { people: 600, seed: 20_261_103, dirt: 2, tables: [...persons] });
  await city.reload("insured-persons", withoutNumbers);
  const resources = persons.map((key) => city.resources.get(key) ?? "");
  await takeSources(officer, "population", resources);
  const { body } = await officer.get<Library>(api);
  const rule = { rule: { reviewFrom: 0.001, certainFrom: 0.999 } };
  await officer.patch(api, rule, { ifMatch: body.version });
  const library = await runToEnd(hub, officer, "population");
  const started = await officer.post<{ jobId: string }>("/api/libraries/collection/check", undefined);
  await jobEnded(hub, started.body.jobId);
  const conflicts = await officer.get<Listed<Conflict>>(`${api}/conflicts?limit=1`);
  return { officer, record: conflicts.body.items[0]?.recordId ?? "", runId: library.latestRun?.id ?? "" };
}

/** Every fourth of the insured lacks what would settle who it is: pairs in doubt. */
function withoutNumbers(text: string): string {
  const rows: Record<string, string>[] = parse(text, { columns: true, bom: true });
  const blank = { 社会保障号码: "", 联系电话: "", 出生日期: "" };
  return stringify(
    rows.map((row, at) => (at % 4 === 0 ? { ...row, ...blank } : row)),
    { header: true },
  );
}

if (noBrowser === null) journeys(await startTestHub(), await startBrowser());
else test("the screens of libraries, in a real browser", { skip: noBrowser }, () => {});

const screens = ({ record, runId }: City, department: string): Readonly<Record<string, string>> => ({
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
    test(`every screen of libraries is whole at ${look.width} px, ${look.language}, ${look.theme}`, async () => {
      const { body } = await (await city).officer.get<Library>(api);
      const department = body.sources[0]?.department ?? "";
      const window = await enterAs(browser, hub, [officerOf], look);
      assert.deepEqual(await walk(window, screens(await city, department)), []);
    });
  }

  test("five doubtful pairs are settled by keyboard, a slip taken back, and the next run obeys", async () => {
    const { officer } = await city;
    const { body } = await officer.get<Listed<DoubtfulPair>>(`${api}/pairs?limit=5`);
    assert.ok(body.items.length === 5, `only ${body.items.length} pairs in doubt`);
    const { page } = await enterAs(browser, hub, [officerOf]);
    await page.goto("/libraries/population/review");
    const first = body.items[0];
    await page.locator(`[data-pair="${first?.id ?? ""}"]`).waitFor();
    // A slip of the finger, taken back.
    await page.keyboard.press("1");
    await page.getByText("本次判定 1 对").waitFor();
    await page.keyboard.press("u");
    await page.getByText("本次判定 0 对").waitFor();
    // Against the engine, so that something changes: what it holds for one is said to be two.
    for (const [at, pair] of body.items.entries()) {
      await page.locator(`[data-pair="${pair.id}"]`).waitFor();
      await page.keyboard.press(pair.areOne ? "2" : "1");
      await page.getByText(`本次判定 ${at + 1} 对`).waitFor();
    }
    await page.getByText(/等下次融合 5 项/).waitFor();
    await page.getByRole("button", { name: "现在融合，让判定生效" }).click();
    await page.getByText(/已改变归并 5 项/).waitFor({ timeout: 90_000 });
  });

  test("three conflicts go to correction, from the queue by department to the form", async () => {
    await city;
    const { page } = await enterAs(browser, hub, [officerOf]);
    await page.goto("/libraries/population/conflicts");
    const corrections = page.getByRole("region", { name: "提出的校核怎么样了？" });
    for (let at = 1; at <= 3; at += 1) {
      await page.getByRole("button", { name: "提出校核" }).first().click();
      await page.getByLabel("凭什么说对方错").waitFor();
      await page.locator("form").getByRole("button", { name: "提出校核" }).click();
      await corrections.getByText(`共 ${at} 条，已全部显示`).waitFor();
    }
    await corrections.getByRole("link").first().click();
    await page.waitForURL(/sharing\/corrections\//);
  });

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
    await page.getByText("1 条来源记录").waitFor({ timeout: 90_000 });
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
