import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "#contract/page";
import type { Correction, Order, Report, RequestRow } from "#contract/sharing";
import { startTestHub } from "#test/hub";
import { castOf, health, housing, publishResource, registerOthers, sendRequests, testPolice } from "./test-ground.ts";

// What stands beside requests: corrections, orders, violations, the desk, the report; and who sees nothing of it.

const ground = await startTestHub();
await registerOthers(ground);
const cast = await castOf(ground);
const { user, head, steward, providerHead, officer, leader, stranger } = cast;
const conditional = await publishResource(ground, { name: "居住证签发信息", shareClass: "conditional" });
const [sent] = await sendRequests(cast, conditional);
const path = `/api/sharing/requests/${sent?.id ?? ""}`;
await steward.post(`${path}/answer`, { kind: "refuse", basis: "claimed-secret", reason: "数据涉密" });
await providerHead.post(`${path}/answer/sign`, {});
await officer.post(`${path}/refusal/return`, { reason: "没有定密，不是法定依据" });

test("a wrong value is reported from its record, corrected, and stands nowhere in the clear", async () => {
  const reported = await user.post<Correction>("/api/sharing/corrections", {
    resourceId: conditional,
    field: "months",
    key: "P-2",
    found: "12个月零3天",
    right: "24",
    evidence: "本人持证为准",
  });
  assert.equal(reported.status, 201, reported.text);
  assert.equal(reported.body.sealed?.found, "12个月零3天");
  const { id } = reported.body;
  assert.equal((await officer.get<Correction>(`/api/sharing/corrections/${id}`)).body.sealed, null);
  assert.equal((await stranger.get(`/api/sharing/corrections/${id}`)).status, 404);
  const kept = await ground.database.pool.query("select body::text as text from sharing.file where id = $1", [id]);
  assert.ok(!String(kept.rows[0].text).includes("12个月零3天"));
  const ledger = await officer.get(`/api/ledger/entries?objectId=${id}`);
  assert.ok(!ledger.text.includes("12个月零3天") && !ledger.text.includes("P-2"));
  const answered = await steward.post<Correction>(`/api/sharing/corrections/${id}/answer`, {
    isCorrected: true,
    text: "已更正为 24 个月",
  });
  assert.deepEqual([answered.body.state, answered.body.promise], ["corrected", null], answered.text);
});

test("a leader's order is split, reported and closed", async () => {
  const issued = await leader.post<Order>("/api/sharing/orders", {
    title: "打通公租房核验",
    content: "两周内打通",
    lead: testPolice,
    helpers: [housing],
    dueOn: "2099-01-08",
    level: "orange",
  });
  assert.equal(issued.status, 201, issued.text);
  const order = `/api/sharing/orders/${issued.body.id}`;
  const split = await officer.post<Order>(`${order}/tasks`, {
    tasks: [{ department: housing, task: "接口联调", dueOn: "2099-01-05" }],
  });
  assert.equal(split.body.tasks.length, 1, split.text);
  const helper = await ground.as("department-steward", { department: housing });
  assert.equal(
    (await helper.post(`${order}/report`, { answer: "已联调", taskId: split.body.tasks[0]?.id })).status,
    200,
  );
  assert.equal(
    (await steward.post<Order>(`${order}/report`, { answer: "已打通", evidence: ["GX-26-00001"] })).body.state,
    "reported",
  );
  assert.equal((await leader.post<Order>(`${order}/close`, { outcome: "核验已在线" })).body.state, "closed");
});

test("violations are found once, explained and decided", async () => {
  const first = await officer.post<{ found: number; open: number }>("/api/sharing/violation-rules/run", {});
  assert.equal(first.status, 200, first.text);
  assert.ok(first.body.found > 0);
  assert.equal((await officer.post<{ found: number }>("/api/sharing/violation-rules/run", {})).body.found, 0);
  const rules = await officer.get<{ items: unknown[] }>("/api/sharing/violation-rules");
  assert.equal(rules.body.items.length, 16);
  const found = await officer.get<Page<{ id: string; rule: string }>>("/api/sharing/findings?rule=39-2");
  const [one] = found.body.items;
  assert.equal((await steward.post(`/api/sharing/findings/${one?.id}/explain`, { text: "已改正答复" })).status, 200);
  assert.equal(
    (
      await officer.post<{ state: string }>(`/api/sharing/findings/${one?.id}/decide`, {
        isConfirmed: true,
        text: "责令改正",
      })
    ).body.state,
    "confirmed",
  );
});

test("the quarterly report counts what its links open", async () => {
  const now = new Date();
  const quarter = Math.floor(now.getMonth() / 3) + 1;
  const report = await officer.get<Report>(`/api/sharing/report?year=${now.getFullYear()}&quarter=${quarter}`);
  assert.equal(report.status, 200, report.text);
  const figures = [...report.body.parts, ...report.body.departments].flatMap((part) => part.figures);
  // A rate has no rows of its own, and a count of returned refusals is a sum over requests.
  const counted = figures.filter(
    (one) => one.unit.zh === "件" && one.href.startsWith("/sharing/") && one.name !== "refusals-returned",
  );
  assert.ok(counted.length > 8);
  for (const one of counted) {
    const opened = await officer.get<Page<RequestRow>>(`/api${one.href}`);
    assert.equal(opened.body.total, one.value, one.name);
  }
  const printed = await officer.get(`/api/sharing/report/file?year=${now.getFullYear()}&quarter=${quarter}`);
  assert.equal(printed.text.slice(0, 5), "%PDF-");
});

test("desk, lists and answer times answer for every role that reads", async () => {
  for (const who of [user, head, steward, providerHead, officer, leader]) {
    for (const list of [
      "desk",
      "demands",
      "applications",
      "requests?late=true",
      "cases",
      "disputes",
      "corrections",
      "orders",
      "use-records",
      "findings",
      "answer-times",
      "settings",
      "basis?inForce=true",
      "notices",
    ]) {
      const { status, text } = await who.get(`/api/sharing/${list}`);
      assert.equal(status, 200, `${list}: ${text}`);
    }
  }
});

test("a third department sees nothing of what two others do", async () => {
  for (const list of ["applications", "corrections", "orders", "cases", "use-records"]) {
    const { body } = await stranger.get<Page<unknown>>(`/api/sharing/${list}`);
    assert.equal(body.total, 0, list);
  }
  const seen = await stranger.get<Page<RequestRow>>("/api/sharing/requests");
  assert.ok(seen.body.items.every((row) => row.provider === health));
});
