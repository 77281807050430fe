import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import { read, utils } from "@e965/xlsx";
import type { LedgerEntry } from "#contract/ledger";
import type { Page } from "#contract/page";
import type { KeptReport, ReportView } from "#contract/quality-report";
import { dayOf } from "#contract/clock-days";
import type { TestClient } from "#test/client";
import { startTestHub, testPolice } from "#test/hub";
import { digestOf } from "./report/digest.ts";
import { monthOf, monthsAfter } from "./report/month.ts";
import { checked, loadCsv, people, personColumns } from "./test-hub.ts";

const ground = await startTestHub();
const { as, database, url } = ground;
const own = { department: testPolice };
const steward = await as("department-steward", own);
const head = await as("sharing-head", own);
const officer = await as("data-officer");
const stranger = await as("department-steward");

const month = monthOf(dayOf(new Date()));
const last = monthsAfter(month, -1);
const at = (query: string, part = "") => `/api/quality/departments/${testPolice}/report${part}?${query}`;
const reportOf = async (query: string, client = steward): Promise<ReportView> =>
  (await client.get<ReportView>(at(query))).body;

/** The same people mended but for one empty name. */
const mended = [
  "no,name,citizen_id,sex",
  "1,测甲一,11010519491231002X,2",
  "2,,440524188001010014,1",
  "3,测丙三,11010519491231002X,1",
  "4,测丁四,11010519491231002X,1",
  "5,测戊五,440524188001010014,1",
].join("\n");

let id = "";
before(async () => {
  const first = await loadCsv(ground, { as: "人员", text: people, columns: personColumns });
  id = first.resourceId;
  await checked(steward, first);
  // Last month, so that there is a month that is over and one to compare with it.
  await database.pool.query(
    "update quality.run set ran_at = date_trunc('month', now() at time zone 'Asia/Shanghai') at time zone 'Asia/Shanghai' - interval '3 days'",
  );
  await database.pool.query(
    "update quality.day set day = (select (ran_at at time zone 'Asia/Shanghai')::date from quality.run)",
  );
  await checked(steward, await loadCsv(ground, { as: "人员", text: mended, columns: personColumns }));
});

describe("a report that nobody has prepared", () => {
  test("is computed from the checks of its month, against those before", async () => {
    const { report, kept } = await reportOf(`month=${month}`);
    assert.equal(kept, null);
    assert.ok(report.score !== null && report.before !== null && report.score > report.before);
    assert.deepEqual([report.checks, report.resources.length, report.resources[0]?.resourceId], [1, 1, id]);
    assert.deepEqual([report.rank, report.departmentCount], [1, 1]);
  });

  test("says of each rule how it went since the month before", async () => {
    const { report } = await reportOf(`month=${month}`);
    const courses = Object.fromEntries(report.rules.map((rule) => [rule.id, rule.course]));
    assert.deepEqual(
      [courses["mandatory:name"], courses["code-set:sex"], courses["unique:no"]],
      ["same", "mended", "mended"],
    );
  });

  test("opens each lost point: rules and process terms cost together what is missing to 100", async () => {
    const { report } = await reportOf(`month=${month}`);
    const lost = [...report.rules, ...report.process].reduce((total, part) => total + part.lost, 0);
    assert.ok(Math.abs(lost - (100 - (report.score ?? 0))) < 1e-6);
  });

  test("of a month that is over says what was true at its end, whatever came later", async () => {
    const { report } = await reportOf(`month=${last}`);
    assert.deepEqual([report.isWhole, report.before], [true, null]);
    assert.ok(report.rules.some((rule) => rule.id === "unique:no" && rule.course === "new"));
    const now = await reportOf(`month=${month}`);
    assert.equal(now.report.before, report.score);
  });

  test("of a month to come is refused, and so is another department's", async () => {
    const next = await steward.get(at(`month=${monthsAfter(month, 1)}`));
    assert.deepEqual([next.status, next.body.code], [400, "quality.month-to-come"]);
    const foreign = await stranger.get(at(`month=${month}`));
    assert.deepEqual([foreign.status, foreign.body.code], [404, "quality.department-not-found"]);
  });
});

describe("files", () => {
  test("the PDF is one, named for department and month", async () => {
    const answer = await fetch(new URL(at(`month=${month}`, "/pdf"), url), { headers: cookieOf(steward) });
    assert.equal(answer.headers.get("content-type"), "application/pdf");
    const bytes = Buffer.from(await answer.arrayBuffer());
    assert.equal(bytes.subarray(0, 5).toString(), "%PDF-");
    assert.match(decodeURIComponent(answer.headers.get("content-disposition") ?? ""), new RegExp(`${month}\\.pdf`));
  });

  test("the workbook has the report's figures as numbers", async () => {
    const answer = await fetch(new URL(at(`month=${month}`, "/xlsx"), url), { headers: cookieOf(steward) });
    const book = read(Buffer.from(await answer.arrayBuffer()));
    const rules = utils.sheet_to_json<Record<string, unknown>>(book.Sheets["规则"] ?? {});
    const { report } = await reportOf(`month=${month}`);
    assert.deepEqual(
      rules.map((line) => [line["不合格"], line["失分"]]),
      report.rules.map(({ failed, lost }) => [failed, lost]),
    );
  });
});

describe("signing", () => {
  test("what is settled no longer moves, and what is signed is kept with its digest on the ledger", async () => {
    const settled = await steward.post<ReportView>(`/api/quality/departments/${testPolice}/report`, { month: last });
    assert.equal(settled.status, 201, settled.text);
    const draft = settled.body.kept as KeptReport;
    assert.deepEqual([draft.edition, draft.state, settled.body.may.sign], [1, "draft", false]);
    assert.equal((await reportOf(`month=${last}`, head)).may.sign, true);
    const done = await head.post<ReportView>(
      `/api/quality/reports/${draft.id}/sign`,
      { opinion: "属实" },
      { ifMatch: draft.version },
    );
    assert.equal(done.status, 200, done.text);
    assert.deepEqual([done.body.kept?.state, done.body.kept?.opinion], ["signed", "属实"]);
    const { body: entry } = await officer.get<LedgerEntry>(`/api/ledger/entries/${done.body.kept?.entry ?? 0}`);
    assert.deepEqual([entry.action, entry.facts["sha256"]], ["quality.sign-report", digestOf(done.body.report)]);
  });

  test("a signed report is corrected by a further edition with a reason, and both are kept", async () => {
    const path = `/api/quality/departments/${testPolice}/report`;
    const silent = await steward.post(path, { month: last });
    assert.deepEqual([silent.status, silent.body.code], [409, "quality.reason-needed"]);
    const again = await steward.post<ReportView>(path, { month: last, reason: "漏了一张表" });
    assert.deepEqual(
      again.body.editions.map(({ edition, state }) => [edition, state]),
      [
        [2, "draft"],
        [1, "signed"],
      ],
    );
    assert.equal((await reportOf(`month=${last}&edition=1`)).kept?.state, "signed");
  });

  test("a draft settled again is the same edition, newer", async () => {
    const { body } = await steward.post<ReportView>(`/api/quality/departments/${testPolice}/report`, { month: last });
    assert.deepEqual([body.kept?.edition, body.kept?.version, body.kept?.reason], [2, 2, "漏了一张表"]);
  });

  test("ten who settle at once leave one draft", async () => {
    const path = `/api/quality/departments/${testPolice}/report`;
    const answers = await Promise.all(Array.from({ length: 10 }, () => steward.post(path, { month })));
    assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([201]));
    const { body } = await steward.get<Page<KeptReport>>(
      `/api/quality/reports?department=${testPolice}&month=${month}`,
    );
    assert.equal(body.total, 1);
  });

  test("a month that is not over is settled and printed, but not signed", async () => {
    const { body } = await steward.post<ReportView>(`/api/quality/departments/${testPolice}/report`, { month });
    const { kept } = body;
    const answer = await head.post(`/api/quality/reports/${kept?.id ?? ""}/sign`, {}, { ifMatch: kept?.version ?? 0 });
    assert.deepEqual([answer.status, answer.body.code], [409, "quality.month-not-over"]);
  });

  test("the head of another department finds no such report", async () => {
    const { kept } = await reportOf(`month=${last}`);
    const other = await as("sharing-head", { scope: "all" });
    const answer = await other.post(`/api/quality/reports/${kept?.id ?? ""}/sign`, {}, { ifMatch: kept?.version ?? 0 });
    assert.deepEqual([answer.status, answer.body.code], [404, "quality.report-not-found"]);
  });
});

test("the list pages through newest month, newest edition first, within the scope", async () => {
  const { body: whole } = await officer.get<Page<KeptReport>>("/api/quality/reports");
  assert.deepEqual(
    whole.items.map((one) => [one.month, one.edition]),
    [
      [month, 1],
      [last, 2],
      [last, 1],
    ],
  );
  const { body: first } = await officer.get<Page<KeptReport>>("/api/quality/reports?limit=2");
  const { body: rest } = await officer.get<Page<KeptReport>>(`/api/quality/reports?limit=2&cursor=${first.next ?? ""}`);
  assert.deepEqual([...first.items, ...rest.items], whole.items);
  assert.equal((await stranger.get<Page<KeptReport>>("/api/quality/reports")).body.total, 0);
});

const cookieOf = ({ signature }: TestClient): Record<string, string> =>
  signature.kind === "none" ? {} : { cookie: `weir_session=${signature.token}` };
