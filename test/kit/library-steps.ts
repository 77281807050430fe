import assert from "node:assert/strict";
import { parse } from "csv-parse/sync";
import { stringify } from "csv-stringify/sync";
import type { Page } from "playwright-core";
import type { Conflict, DoubtfulPair, Library } from "#contract/libraries";
import type { Page as Listed } from "#contract/page";
import type { TestClient } from "./client.ts";
import type { TestHub } from "./hub.ts";
import { jobEnded, loadCity, runToEnd, takeSources } from "./library-ground.ts";

const persons = ["population", "insured-persons"] as const;
export const populationApi = "/api/libraries/population";

export interface Populated {
  readonly officer: TestClient;
  readonly record: string;
  readonly runId: string;
}

/** The population of a small city with faults: matched once, with pairs in doubt and values in conflict. */
export async function populated(hub: TestHub): Promise<Populated> {
  const officer = await hub.as("data-officer");
  const city = await loadCity(hub, { people: 600, seed: 20_261_103, dirt: 2, tables: [...persons] });
  await city.reload("insured-persons", withoutNumbers);
  const resources = persons.map((key) => city.resources.get(key) ?? "");
  await takeSources(officer, "population", resources);
  const { body } = await officer.get<Library>(populationApi);
  const rule = { rule: { reviewFrom: 0.001, certainFrom: 0.999 } };
  await officer.patch(populationApi, rule, { ifMatch: body.version });
  const library = await runToEnd(hub, officer, "population");
  const started = await officer.post<{ jobId: string }>("/api/libraries/collection/check", undefined);
  await jobEnded(hub, started.body.jobId);
  const conflicts = await officer.get<Listed<Conflict>>(`${populationApi}/conflicts?limit=1`);
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

/** Five pairs decided by keyboard, a slip taken back; the next run obeys. */
export async function settlePairs(page: Page, officer: TestClient): Promise<void> {
  const { body } = await officer.get<Listed<DoubtfulPair>>(`${populationApi}/pairs?limit=5`);
  assert.ok(body.items.length === 5, `only ${body.items.length} pairs in doubt`);
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
  await page.getByText(/已改变归并 5 项/).waitFor();
}

/** Three conflicts sent to the departments that hold the other value. */
export async function settleConflicts(page: Page): Promise<void> {
  await page.goto("/libraries/population/conflicts");
  const corrections = page.getByRole("region", { name: "提出的校核怎么样了？" });
  for (let at = 1; at <= 3; at += 1) {
    await page.getByRole("button", { name: "提出校核" }).first().click();
    await page.getByLabel("凭什么说对方错").waitFor();
    await page.locator("form").getByRole("button", { name: "提出校核" }).click();
    await corrections.getByText(`共 ${at} 条，已全部显示`).waitFor();
    // Closing the form and refreshing the rows follow on their own; the next one is begun once both are done.
    await page.getByLabel("凭什么说对方错").waitFor({ state: "detached" });
    await page
      .getByRole("link", { name: "看校核" })
      .nth(at - 1)
      .waitFor();
  }
  await corrections.getByRole("link").first().click();
  await page.waitForURL(/sharing\/corrections\//);
}
