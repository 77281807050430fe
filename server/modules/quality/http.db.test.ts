import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import type { LedgerEntry } from "#contract/ledger";
import type { Page } from "#contract/page";
import type { BadRow, CheckRun, qualityRoutes } from "#contract/quality";
import type { RouteAnswer } from "#contract/route";
import { sql } from "#kernel/db/db";
import { readLake } from "#kernel/lake/lake";
import { startTestHub, testBureau, testPolice } from "#test/hub";
import { checked, holdChecks, jobEnded, type Latest, loadCsv, people, personColumns, until } from "./test-hub.ts";

const ground = await startTestHub();
const { as, hub, database, lake } = ground;
const own = { department: testPolice };
const steward = await as("department-steward", own);
const head = await as("sharing-head", own);
const officer = await as("data-officer");
const leader = await as("leader");
const stranger = await as("department-steward");
const administrator = await as("system-administrator");

let id = "";
let loadId = "";
before(async () => {
  ({ resourceId: id, loadId } = await loadCsv(ground, { as: "人员", text: people, columns: personColumns }));
  await checked(steward, { resourceId: id, loadId });
});

const at = (path: string) => `/api/quality/resources/${id}${path}`;
const entriesOf = async (action: string): Promise<LedgerEntry[]> =>
  (await officer.get<Page<LedgerEntry>>(`/api/ledger/entries?action=${action}&objectId=${id}&limit=100`)).body.items;
const failuresOf = (run: Pick<CheckRun, "rules">) =>
  Object.fromEntries(run.rules.filter(({ failed }) => failed > 0).map((rule) => [rule.id, rule.failed]));

describe("the latest check", () => {
  test("follows the load by itself and counts each rule's failures", async () => {
    const { body } = await steward.get<Latest>(at("/latest"));
    assert.ok(body.run);
    assert.deepEqual(
      [body.run.rowCount, body.run.badRows, body.run.loadId, body.run.department],
      [5, 4, loadId, testPolice],
    );
    assert.deepEqual(failuresOf(body.run), {
      "mandatory:name": 1,
      "check:citizen_id": 1,
      "code-set:sex": 1,
      "unique:no": 2,
    });
  });

  test("gives each number its numerator, denominator, rule and weight", async () => {
    const { body } = await steward.get<Latest>(at("/latest"));
    const rule = body.run?.rules.find((one) => one.id === "check:citizen_id");
    assert.deepEqual(
      [rule?.assessed, rule?.failed, rule?.score, rule?.dimension, rule?.column, rule?.standard],
      [5, 1, 80, "accuracy", "citizen_id", "GB 11643"],
    );
    const scores = Object.fromEntries((body.run?.dimensions ?? []).map((one) => [one.dimension, one.score]));
    assert.deepEqual([scores["timeliness"], scores["accessibility"], scores["consistency"]], [100, 100, null]);
  });

  test("stands on the ledger under its number, and with the catalog", async () => {
    const { body } = await steward.get<Latest>(at("/latest"));
    const { body: entry } = await officer.get<LedgerEntry>(`/api/ledger/entries/${body.run?.entry ?? 0}`);
    assert.deepEqual([entry.action, entry.object?.id, entry.rows, entry.owner], ["quality.check", id, 5, testPolice]);
    const { body: resource } = await steward.get<{ data: { score: number } }>(`/api/catalog/resources/${id}`);
    assert.equal(resource.data.score, body.run?.score);
  });

  test("says what the person asking may do", async () => {
    const may = async (client: typeof steward) => (await client.get<Latest>(at("/latest"))).body.may;
    assert.deepEqual(await may(steward), { check: true, seeRows: true, exportRows: true });
    assert.deepEqual(await may(head), { check: false, seeRows: true, exportRows: true });
    assert.deepEqual(await may(leader), { check: false, seeRows: false, exportRows: false });
  });
});

describe("scope", () => {
  const paths = ["/latest", "/rules", "/bad-rows", "/bad-rows/export"];

  test("a draft of another department is not found on any route", async () => {
    for (const path of paths) {
      const { status, body } = await stranger.get(at(path));
      assert.deepEqual([status, body.code], [404, "quality.resource-not-found"], path);
    }
    const { status, body } = await stranger.post(at("/check"));
    assert.deepEqual([status, body.code], [404, "quality.resource-not-found"]);
  });

  test("who runs the hub does not see its data", async () => {
    for (const path of paths) assert.equal((await administrator.get(at(path))).status, 403, path);
  });

  test("runs of other departments are not in the list, nor in its count", async () => {
    const list = async (client: typeof steward) =>
      (await client.get<Page<CheckRun>>(`/api/quality/runs?resourceId=${id}`)).body;
    assert.deepEqual([(await list(stranger)).total, (await list(stranger)).items], [0, []]);
    assert.ok((await list(steward)).total >= 1);
  });

  test("another department's scores are not found, and its place in the league is not shown", async () => {
    const { status, body } = await stranger.get(`/api/quality/departments/${testPolice}`);
    assert.deepEqual([status, body.code], [404, "quality.department-not-found"]);
    const { body: league } = await stranger.get<RouteAnswer<typeof qualityRoutes.league>>("/api/quality/league");
    assert.deepEqual(league.rows, []);
  });

  test("outside the department a published resource shows its scores, not the rules on its columns", async () => {
    const published = await loadCsv(ground, { as: "已发布", text: people, columns: personColumns });
    await checked(steward, published);
    await sql`update catalog.resource set published_version = 1 where id = ${published.resourceId}`.execute(
      database.withTables(),
    );
    const { body } = await stranger.get<Latest>(`/api/quality/resources/${published.resourceId}/latest`);
    assert.deepEqual(body.run?.rules.map((rule) => rule.id).toSorted(), ["fresh", "readable", "reconciled"]);
    assert.deepEqual([body.may, body.checking], [{ check: false, seeRows: false, exportRows: false }, null]);
    assert.equal((await stranger.get(`/api/quality/resources/${published.resourceId}/bad-rows`)).status, 404);
  });
});

describe("bad rows", () => {
  test("are listed with their number, masked key and value, reason and every rule they fail", async () => {
    const { body } = await steward.get<Page<BadRow>>(at("/bad-rows"));
    assert.equal(body.total, 4);
    assert.deepEqual(
      body.items.map(({ row, key, rules }) => [row, key, rules]),
      [
        [2, "2", ["mandatory:name"]],
        [3, "3", ["check:citizen_id", "code-set:sex"]],
        [4, "4", ["unique:no"]],
        [5, "4", ["unique:no"]],
      ],
    );
    assert.deepEqual(body.items[0]?.reason, { zh: "没有填写", en: "It is not filled in" });
  });

  test("of one rule show that rule's value, masked, with a reason that tells no more than the mask", async () => {
    const { body } = await steward.get<Page<BadRow>>(at("/bad-rows?rule=check:citizen_id"));
    const [row] = body.items;
    assert.deepEqual(
      [body.total, row?.row, row?.rule, row?.column, row?.value],
      [1, 3, "check:citizen_id", "citizen_id", "110105********0021"],
    );
    assert.match(row?.reason.zh ?? "", /^不合规则“公民身份号码的形式、出生日期和校验码正确”/);
  });

  test("page by page are the same rows, each once", async () => {
    const seen: number[] = [];
    let next: string | null = "";
    while (next !== null) {
      const { body }: { body: Page<BadRow> } = await steward.get<Page<BadRow>>(
        at(`/bad-rows?limit=1${next === "" ? "" : `&cursor=${next}`}`),
      );
      seen.push(...body.items.map(({ row }) => row));
      next = body.next;
    }
    assert.deepEqual(seen, [2, 3, 4, 5]);
  });

  test("of a rule on the table as a whole are none", async () => {
    const { body } = await steward.get<Page<BadRow>>(at("/bad-rows?rule=fresh"));
    assert.deepEqual([body.items, body.total, body.next], [[], 0, null]);
  });

  test("of a rule that nobody has are refused, and so is a page that nobody gave", async () => {
    assert.equal((await steward.get(at("/bad-rows?rule=check:shoe"))).body.code, "quality.rule-not-found");
    assert.equal((await steward.get(at("/bad-rows?cursor=x"))).body.code, "quality.bad-cursor");
    assert.equal((await steward.get("/api/quality/runs?cursor=x_y")).body.code, "quality.bad-cursor");
  });

  test("leave one entry each time they are looked at, without a value in it", async () => {
    const beforehand = (await entriesOf("quality.bad-rows")).length;
    await steward.get(at("/bad-rows?rule=check:citizen_id"));
    const entries = await entriesOf("quality.bad-rows");
    assert.equal(entries.length, beforehand + 1);
    assert.deepEqual(
      [entries[0]?.rows, entries[0]?.items.toSorted(), entries[0]?.owner],
      [1, ["citizen_id", "no"], testPolice],
    );
    assert.ok(!JSON.stringify(entries[0]).includes("19491231"));
  });

  test("are not for a leader, and not taken away by a user", async () => {
    assert.equal((await leader.get(at("/bad-rows"))).status, 403);
    const user = await as("department-user", own);
    assert.equal((await user.get(at("/bad-rows"))).status, 200);
    assert.equal((await user.get(at("/bad-rows/export"))).status, 403);
  });
});

describe("the export", () => {
  test("is a sheet with a line for every row and rule it fails, masked", async () => {
    const { status, headers, text } = await head.get(at("/bad-rows/export"));
    assert.deepEqual([status, headers.get("content-type")], [200, "text/csv; charset=utf-8"]);
    assert.match(headers.get("content-disposition") ?? "", new RegExp(encodeURIComponent("人员-问题行")));
    const lines = text.replace("\uFEFF", "").trimEnd().split("\r\n");
    assert.deepEqual(
      lines.map((line) => line.split(",").slice(0, 2)),
      [
        ["记录号", "主键"],
        ["2", "2"],
        ["3", "3"],
        ["3", "3"],
        ["4", "4"],
        ["5", "4"],
      ],
    );
    assert.ok(!text.includes("110105194912310021"));
  });

  test("of one rule has that rule's rows, in the reader's language", async () => {
    const { text } = await steward.get(at("/bad-rows/export?rule=mandatory:name"), {
      headers: { "accept-language": "en" },
    });
    assert.match(text, /^Record,Key,Rule/);
    assert.equal(text.trimEnd().split("\r\n").length, 2);
  });

  test("leaves one entry with the number of rows", async () => {
    const beforehand = (await entriesOf("quality.export-bad-rows")).length;
    await steward.get(at("/bad-rows/export"));
    const entries = await entriesOf("quality.export-bad-rows");
    assert.deepEqual([entries.length, entries[0]?.rows], [beforehand + 1, 4]);
  });
});

describe("a check now", () => {
  const countRuns = async () => (await steward.get<Page<CheckRun>>(`/api/quality/runs?resourceId=${id}`)).body.total;

  test("ten who ask at once join one run, each with an entry of its own", async () => {
    const [runsBefore, entriesBefore] = [await countRuns(), (await entriesOf("quality.check-resource")).length];
    await using held = await holdChecks(database);
    const answers = await Promise.all(Array.from({ length: 10 }, () => steward.post<{ jobId: string }>(at("/check"))));
    const [first] = answers;
    assert.ok(answers.every(({ status, body }) => status === 202 && body.jobId === first?.body.jobId));
    assert.equal((await steward.get<Latest>(at("/latest"))).body.checking, first?.body.jobId);
    await held.release();
    assert.equal((await jobEnded(ground, first?.body.jobId ?? "")).state, "succeeded");
    assert.deepEqual(
      [await countRuns(), (await entriesOf("quality.check-resource")).length],
      [runsBefore + 1, entriesBefore + 10],
    );
  });

  test("starts over where new rows come while it runs, and keeps one result", async () => {
    const runsBefore = await countRuns();
    await using held = await holdChecks(database);
    const { body } = await steward.post<{ jobId: string }>(at("/check"));
    await until("the job to run", async () => (await hub.jobs.find(hub.call(), body.jobId))?.state === "running");
    const newer = await loadCsv(ground, { as: "人员", text: `${people}\n6,,,`, columns: personColumns });
    await until("the check to hear of it", async () => {
      const { rows } = await sql<{ again: boolean }>`
        select c.again from quality.checking c where c.resource_id = ${id}`.execute(database.withTables());
      return rows[0]?.again === true;
    });
    await held.release();
    await jobEnded(ground, body.jobId);
    const { run, checking } = (await steward.get<Latest>(at("/latest"))).body;
    assert.deepEqual(
      [run?.loadId, run?.rowCount, run?.badRows, checking, await countRuns()],
      [newer.loadId, 6, 5, null, runsBefore + 1],
    );
  });

  test("that was stopped leaves the way free for the next", async () => {
    await using held = await holdChecks(database);
    const { body } = await steward.post<{ jobId: string }>(at("/check"));
    await until("the job to run", async () => (await hub.jobs.find(hub.call(), body.jobId))?.state === "running");
    await steward.post(`/api/operations/jobs/${body.jobId}/cancel`);
    // What the queue would note once the job hears of it; it is held where it cannot hear.
    await sql`update kernel.job set state = 'cancelled', ended_at = now() where id = ${body.jobId}`.execute(
      database.withTables(),
    );
    const { body: next } = await steward.post<{ jobId: string }>(at("/check"));
    assert.notEqual(next.jobId, body.jobId);
    await held.release();
    assert.equal((await jobEnded(ground, next.jobId)).state, "succeeded");
  });

  test("of what has no data is refused", async () => {
    const empty = await hub.catalog.draftFor(hub.call(), {
      name: "没有数据",
      department: testPolice,
      format: "database",
      items: [],
    });
    const refused = await steward.post(`/api/quality/resources/${empty.id}/check`);
    assert.deepEqual([refused.status, refused.body.code], [409, "quality.no-data"]);
    const rows = await steward.get(`/api/quality/resources/${empty.id}/bad-rows`);
    assert.deepEqual([rows.status, rows.body.code], [409, "quality.not-checked"]);
  });

  test("leaves the lake with the failed rows of the latest run only", async () => {
    const { body } = await steward.post<{ jobId: string }>(at("/check"));
    await jobEnded(ground, body.jobId);
    const { number } = await hub.catalog.resource(hub.call(), id);
    const tables = await readLake(
      lake,
      "select t.table_name from information_schema.tables t where t.table_schema = 'quality' and starts_with(t.table_name, $1)",
      [`f${number}_`],
    );
    assert.equal(tables.length, 1);
  });
});

describe("scores of departments", () => {
  test("open to the rules of all their resources, the most failures first", async () => {
    const { body } = await steward.get<RouteAnswer<typeof qualityRoutes.departmentScores>>(
      `/api/quality/departments/${testPolice}`,
    );
    assert.ok(body.score !== null && body.score > 0 && body.score < 100);
    assert.equal(body.departmentName, "测试市公安局锦江分局");
    const failed = body.rules.map((rule) => rule.failed);
    assert.deepEqual(
      failed,
      failed.toSorted((a, b) => b - a),
    );
    assert.ok(body.rules.some((rule) => rule.resourceId === id && rule.id === "unique:no"));
  });

  test("of one dimension hold its rules only", async () => {
    const { body } = await steward.get<RouteAnswer<typeof qualityRoutes.departmentScores>>(
      `/api/quality/departments/${testPolice}?dimension=accuracy`,
    );
    assert.deepEqual([...new Set(body.rules.map((rule) => rule.dimension))], ["accuracy"]);
  });

  test("of a department without checked data are none, not full marks", async () => {
    const { body } = await officer.get<RouteAnswer<typeof qualityRoutes.departmentScores>>(
      `/api/quality/departments/${testBureau}`,
    );
    assert.deepEqual([body.score, body.rules], [null, []]);
    assert.ok(body.dimensions.every(({ score }) => score === null));
  });

  test("make the league, with today's point of the trend", async () => {
    const { body } = await leader.get<RouteAnswer<typeof qualityRoutes.league>>("/api/quality/league");
    assert.deepEqual(
      body.rows.map(({ rank, department, change }) => [rank, department, change]),
      [[1, testPolice, null]],
    );
    const [row] = body.rows;
    assert.equal(row?.history.length, 1);
    assert.ok(Math.abs((row?.history[0]?.score ?? 0) - (row?.score ?? 1)) < 1e-9);
    assert.equal(body.rowCount, row?.rowCount);
    assert.ok(body.ruleCount > 0 && body.asOf !== null && body.agreed === 95);
  });
});

test("rules are listed with what they come from before anything is checked", async () => {
  const { body } = await steward.get<RouteAnswer<typeof qualityRoutes.listRules>>(at("/rules"));
  const ids = body.rules.map((rule) => rule.id);
  assert.deepEqual(ids, [
    "mandatory:no",
    "mandatory:name",
    "length:name",
    "check:citizen_id",
    "code-set:sex",
    "unique:no",
    "fresh",
    "reconciled",
    "readable",
  ]);
  assert.match(body.rules.find(({ kind }) => kind === "check")?.element ?? "", /^DE-/);
});
