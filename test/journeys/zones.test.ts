import assert from "node:assert/strict";
import { after, test } from "node:test";
import type { Load, Source } from "#contract/intake";
import { enrol } from "#intake";
import { dialling, type TestAgent } from "#test/agent";
import { noBrowser, open, settle, startBrowser } from "#test/browser";
import { startTestHub, testBureau } from "#test/hub";
import { ended, upload } from "#test/loading";
import { enterAs, looks, usualLook, walk } from "#test/walk";

// A data zone from its making to a release that is taken back: what its keeper and the officer see and press.

const skip = noBrowser ?? false;
const ground = skip ? null : await startTestHub({ agentPort: 0 });
const browser = skip ? null : await startBrowser();
let agent: Pick<TestAgent, "stop"> | undefined;
after(() => agent?.stop());

const assigned = (role: "data-officer" | "sharing-head", scope: "all" | "own") => [
  { role, department: testBureau, scope, departments: [] },
];

test(
  "a zone is made, an agent enrolled by a code shown once and revoked, a table released and taken back",
  { skip },
  async () => {
    if (!ground || !browser) return;
    const keeper = await enterAs(browser, ground, assigned("data-officer", "all"));
    const { page } = keeper;
    await open(keeper, "/intake/zones");
    await page.getByRole("button", { name: "新建归集区" }).first().click();
    await page.getByLabel("名称").fill("金字工程专区");
    await page.getByLabel("管理部门").click();
    await page.locator(".ant-select-item-option").first().click();
    await page.getByLabel(/这是数据专区/).check();
    await page.locator("form").getByRole("button", { name: "新建归集区" }).click();
    await page.getByRole("button", { name: /^登记代理/ }).click();
    await page.getByLabel("代理名称").fill("前置机 1");
    await page.getByRole("button", { name: "领取登记码" }).click();
    const code = page.getByRole("dialog").filter({ hasText: "登记码" }).locator(".secret");
    const command = await code.innerText();
    const [, port = "", token = ""] = /:(\d+) --token (\S+)/.exec(command) ?? [];
    assert.ok(token.length > 20, command);
    await page.getByRole("button", { name: "已经复制，关闭" }).click();
    await code.waitFor({ state: "detached" });
    const { identity, authority } = await enrol({ host: "127.0.0.1", port: Number(port) }, token);
    agent = dialling(identity, authority, Number(port));
    await page.getByRole("cell", { name: /已连上/ }).waitFor();

    const resource = await heldTable();
    const head = await enterAs(browser, ground, assigned("sharing-head", "own"));
    await open(head, "/");
    await head.page.getByRole("link", { name: "数据专区的表等放行" }).click();
    await head.page.getByRole("button", { name: /签署放行/ }).click();
    await head.page.getByLabel(/依据和理由/).fill("按协议供住建局核验公租房资格");
    await head.page.locator("form").getByRole("button", { name: "签署放行" }).click();
    // Without a word that it was looked at nothing is signed.
    await head.page.getByRole("link", { name: "请先确认看过这张表。" }).waitFor();
    await head.page.getByLabel(/我看过这张表/).check();
    await head.page.locator("form").getByRole("button", { name: "签署放行" }).click();
    await head.page.getByText(/已放行“/).waitFor();
    await open(head, `/intake/releases?open=${resource}`);
    await head.page.locator(".release-text").waitFor();
    await head.page.getByLabel("为什么收回").fill("协议到期");
    await head.page.getByRole("button", { name: "收回放行" }).click();
    await head.page.getByText(/已收回/).waitFor();
    await settle(head.page);

    for (const look of looks) {
      const window =
        look === usualLook ? keeper : await enterAs(browser, ground, assigned("data-officer", "all"), look);
      const wrong = await walk(window, {
        "zones-agents": "/intake/zones",
        releases: "/intake/releases",
        "follows-none": "/intake/follows",
        "runs-none": "/intake/runs",
      });
      assert.deepEqual(wrong, []);
    }
    await open(keeper, "/intake/zones");
    await page.getByRole("button", { name: /^吊销/ }).click();
    await page.getByLabel("为什么").fill("机器报废");
    await page.getByRole("button", { name: "吊销证书" }).click();
    await page.getByRole("cell", { name: /证书已吊销/ }).waitFor();
    assert.deepEqual([...keeper.faults, ...head.faults], []);
  },
);

/** A table whose load is as one that came out of the zone. */
async function heldTable(): Promise<string> {
  if (!ground) return "";
  const officer = await ground.as("data-officer");
  const { body: zones } = await officer.get<{ items: { id: string }[] }>("/api/intake/zones");
  const { body: file } = await upload(officer, "permits.csv", "编号,名称\n1,甲\n2,乙\n", testBureau);
  const begun = await officer.post<Load>("/api/intake/quick-load", {
    department: testBureau,
    fileId: file.fileId,
    as: "专区台账",
  });
  const load = await ended(officer, begun.body.id);
  const source = await officer.post<Source>("/api/intake/sources", {
    name: "垂直系统",
    kind: "postgres",
    department: testBureau,
    zoneId: zones.items[0]?.id,
    connection: { host: "10.0.0.8", port: 5432, database: "d", user: "u", password: "p", schema: "" },
  });
  assert.equal(source.status, 201, source.text);
  await ground.database.pool.query("update intake.load set source_id = $1 where id = $2", [source.body.id, load.id]);
  return load.resourceId;
}
