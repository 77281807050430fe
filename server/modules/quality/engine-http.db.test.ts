import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import type { Page } from "#contract/page";
import type { CheckRun } from "#contract/quality";
import type { qualityProfileRoutes } from "#contract/quality-profile";
import type { GradeScheme, RulePack, RuleVersion, WrittenRule } from "#contract/quality-rules";
import type { Appeal, DepartmentTree, qualityScoreRoutes, ScoreTree } from "#contract/quality-scores";
import type { RouteAnswer } from "#contract/route";
import { startTestHub, testPolice } from "#test/hub";
import { checked, jobEnded, type Latest, loadCsv, people, personColumns } from "./test-hub.ts";

const ground = await startTestHub();
const { as } = ground;
const steward = await as("department-steward", { department: testPolice });
const officer = await as("data-officer");
const stranger = await as("department-steward");
const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);

let id = "";
before(async () => {
  const loaded = await loadCsv(ground, { as: "人口", text: people, columns: personColumns });
  id = loaded.resourceId;
  await checked(steward, loaded);
});
const at = (path: string) => `/api/quality/resources/${id}${path}`;
const draft = (definition: object, more: object = {}) => ({ definition, effectiveOn: today, ...more });
async function checkAgain(): Promise<CheckRun> {
  const { body } = await steward.post<{ jobId: string }>(at("/check"));
  await jobEnded(ground, body.jobId);
  const { body: latest } = await steward.get<Latest>(at("/latest"));
  assert.ok(latest.run);
  return latest.run;
}

describe("a written rule", () => {
  test("is tried, written, runs in the next check, is revised and retired, and every version stays", async () => {
    const tried = await steward.post<{ failed: number; rows: number[]; text: { zh: string } }>(
      at("/rules/try"),
      draft({ kind: "pattern", column: "name", pattern: "测.一" }),
    );
    assert.deepEqual([tried.status, tried.body.failed, tried.body.rows], [200, 3, [3, 4, 5]], tried.text);
    const made = await steward.post<WrittenRule>(
      at("/rules"),
      draft({ kind: "pattern", column: "name", pattern: "测.一" }, { weight: 4 }),
    );
    assert.equal(made.status, 201, made.text);
    const run = await checkAgain();
    const result = run.rules.find((rule) => rule.id === made.body.rule);
    assert.deepEqual(
      [result?.assessed, result?.failed, result?.weight, result?.origin, result?.version],
      [4, 3, 4, "written", 1],
    );
    const revised = await steward.put<WrittenRule>(
      `/api/quality/rules/${made.body.id}`,
      draft({ kind: "pattern", column: "name", pattern: "测.*" }),
      { ifMatch: made.body.version },
    );
    assert.equal(revised.status, 200, revised.text);
    const again = (await checkAgain()).rules.find((rule) => rule.id === made.body.rule);
    assert.deepEqual([again?.failed, again?.version], [0, 2]);
    const body = { retiredOn: today, reason: "试验结束" };
    const retired = await steward.post<WrittenRule>(`/api/quality/rules/${made.body.id}/retire`, body, {
      ifMatch: revised.body.version,
    });
    assert.equal(retired.body.state, "retired", retired.text);
    assert.equal(
      (await checkAgain()).rules.find((rule) => rule.id === made.body.rule),
      undefined,
    );
    const { body: kept } = await steward.get<WrittenRule & { versions: RuleVersion[] }>(
      `/api/quality/rules/${made.body.id}`,
    );
    assert.deepEqual(
      kept.versions.map(({ number }) => number),
      [2, 1],
    );
  });

  test("of a query finds its rows, and of one that fails is not scored and takes nothing down with it", async () => {
    const good = { kind: "sql", sql: "select t._row from t where t.sex = '9x'", dimension: "consistency" };
    const bad = { kind: "sql", sql: "select t._row from t where cast(t.name as integer) = 1", dimension: "accuracy" };
    const one = await steward.post<WrittenRule>(at("/rules"), draft(good));
    const two = await steward.post<WrittenRule>(at("/rules"), draft(bad));
    assert.deepEqual([one.status, two.status], [201, 201], one.text + two.text);
    const run = await checkAgain();
    const of = (rule: string) => run.rules.find((found) => found.id === rule);
    assert.deepEqual([of(one.body.rule)?.assessed, of(one.body.rule)?.failed], [5, 1]);
    assert.deepEqual([of(two.body.rule)?.assessed, of(two.body.rule)?.score], [0, null]);
    const rows = await steward.get<Page<{ row: number }>>(at(`/bad-rows?rule=${encodeURIComponent(one.body.rule)}`));
    assert.deepEqual(
      rows.body.items.map(({ row }) => row),
      [3],
      rows.text,
    );
  });

  for (const [what, definition, code] of [
    ["of a column that is not there", { kind: "mandatory", column: "gone" }, "quality.rule-column-unknown"],
    ["with a limit that is no number", { kind: "range", column: "no", min: "多" }, null],
    [
      "with a pattern the engine does not take",
      { kind: "pattern", column: "no", pattern: "(" },
      "quality.rule-pattern-wrong",
    ],
    [
      "of a query that reads a table of the hub",
      { kind: "sql", sql: "select 1 as _row from catalog.resource", dimension: "accuracy" },
      "quality.rule-query-refused",
    ],
    [
      "of a query that reads a file",
      { kind: "sql", sql: "select 1 as _row from read_text('/etc/hostname')", dimension: "accuracy" },
      "quality.rule-query-refused",
    ],
    [
      "that knocks at the machine's own address of secrets",
      { kind: "reachable", url: "http://169.254.169.254/latest" },
      "intake.host-refused",
    ],
    [
      "of a code set nobody knows",
      { kind: "code-set", column: "sex", set: "CS-NONE" },
      "quality.rule-code-set-unknown",
    ],
  ] as const) {
    test(`${what} is ${code === null ? "taken as text" : "refused"}`, async () => {
      const answer = await steward.post(at("/rules/try"), draft(definition));
      if (code === null) assert.equal(answer.status, 200, answer.text);
      else assert.equal(answer.body.code, code, answer.text);
    });
  }

  test("is not found, nor written, outside the department", async () => {
    const answer = await stranger.post(at("/rules"), draft({ kind: "mandatory", column: "name" }));
    assert.equal(answer.body.code, "quality.resource-not-found");
    assert.equal((await stranger.get<Page<WrittenRule>>("/api/quality/rules")).body.total, 0);
  });
});

test("a pack writes the rules that find their columns, once", async () => {
  const columns = personColumns.map((one) => (one.field === "name" ? { field: "name", element: "birth_date" } : one));
  const text = "no,name,citizen_id,sex\n1,1949-12-31,11010519491231002X,2\n2,1949-12-30,11010519491231002X,1";
  const { resourceId, loadId } = await loadCsv(ground, { as: "带出生日期", text, columns });
  await checked(steward, { resourceId, loadId });
  const apply = () =>
    steward.post<{ written: WrittenRule[]; skipped: number }>(`/api/quality/resources/${resourceId}/packs`, {
      pack: "population",
      effectiveOn: today,
    });
  const first = await apply();
  assert.deepEqual([first.status, first.body.written.length, first.body.skipped], [201, 2, 2], first.text);
  assert.equal((await apply()).body.written.length, 0);
  const { body } = await steward.get<{ items: RulePack[] }>(`/api/quality/packs?resourceId=${resourceId}`);
  const pack = body.items.find((one) => one.id === "population");
  assert.deepEqual([pack?.fitting, pack?.applied, pack?.isExample], [2, 2, true]);
  const { body: job } = await steward.post<{ jobId: string }>(`/api/quality/resources/${resourceId}/check`);
  await jobEnded(ground, job.jobId);
  const { body: latest } = await steward.get<Latest>(`/api/quality/resources/${resourceId}/latest`);
  const found = latest.run?.rules
    .filter(({ origin }) => origin === "pack")
    .map(({ assessed, failed }) => [assessed, failed]);
  assert.deepEqual(found, [
    [2, 0],
    [2, 1],
  ]);
});

test("the points lost of all rules add up to what is missing to 100, and open to their keys", async () => {
  const { body: tree } = await steward.get<ScoreTree>(at("/score-tree?keys=5"));
  const rules = tree.dimensions.flatMap((dimension) => dimension.rules);
  const lost = rules.reduce((sum, rule) => sum + rule.pointsLost, 0);
  assert.ok(Math.abs(lost - (100 - tree.run.score)) < 1e-6, `${lost} ${tree.run.score}`);
  assert.deepEqual(
    rules.find((rule) => rule.id === "unique:no")?.keys.map(({ row }) => row),
    [4, 5],
  );
  assert.equal(tree.run.grade >= 1 && tree.run.grade <= 5, true);
});

test("what if everything were mended: full marks, and the department rises with it", async () => {
  const { body: tree } = await steward.get<ScoreTree>(at("/score-tree"));
  const failing = tree.dimensions.flatMap(({ rules }) => rules).filter(({ failed }) => failed > 0);
  const answer = await steward.post<RouteAnswer<typeof qualityScoreRoutes.whatIf>>(at("/what-if"), {
    mended: failing.map(({ id: rule }) => ({ rule })),
  });
  assert.equal(answer.body.scoreThen, 100, answer.text);
  assert.ok((answer.body.departmentScoreThen ?? 0) > (answer.body.departmentScore ?? 0));
  const all = answer.body.gains.reduce((sum, { points }) => sum + points, 0);
  assert.ok(Math.abs(all - (100 - answer.body.score)) < 1e-6);
});

test("an upheld appeal scores the run anew and keeps both scores; a second one against the same result waits", async () => {
  const before_ = (await checkAgain()).score;
  const raise = () =>
    steward.post<Appeal>(at("/appeals"), { rule: "code-set:sex", claimed: 1, reason: "9x 是本地代码" });
  const raised = await raise();
  assert.equal(raised.status, 201, raised.text);
  assert.equal(
    (await steward.post(at("/appeals"), { rule: "code-set:sex", claimed: 1, reason: "再来一次" })).body.code,
    "quality.appeal-open",
  );
  const decision = { outcome: "upheld", accepted: 1, decision: "核实属实", setAsideUntil: today };
  const path = `/api/quality/appeals/${raised.body.id}/decide`;
  assert.equal((await steward.post(path, decision, { ifMatch: 1 })).status, 403);
  const decided = await officer.post<Appeal>(path, decision, { ifMatch: raised.body.version });
  assert.equal(decided.body.state, "upheld", decided.text);
  const { body: latest } = await steward.get<Latest>(at("/latest"));
  assert.deepEqual([latest.run?.scoreAtCheck, decided.body.scoreBefore], [before_, before_]);
  assert.ok((latest.run?.score ?? 0) > before_);
  assert.equal(decided.body.scoreAfter, latest.run?.score);
  const own = latest.run?.rules.find((rule) => rule.id === "code-set:sex");
  assert.deepEqual([own?.failed, own?.pardoned, own?.score], [1, 1, 100]);
  const next = (await checkAgain()).rules.find((rule) => rule.id === "code-set:sex");
  assert.deepEqual([next?.weight, next?.failed], [0, 1]);
  const again = await officer.post(path, decision, { ifMatch: decided.body.version });
  assert.equal(again.body.code, "quality.appeal-closed");
});

test("a department's score opens to its resources and process terms, whose losses add up", async () => {
  const { body: tree } = await steward.get<DepartmentTree>(`/api/quality/departments/${testPolice}/score-tree`);
  const lost = [...tree.resources, ...tree.process].reduce((sum, { pointsLost }) => sum + pointsLost, 0);
  assert.ok(Math.abs(lost - (100 - (tree.score ?? 0))) < 1e-6);
  assert.deepEqual(
    tree.process.map(({ term }) => term),
    ["on-time", "closing", "mounting"],
  );
});

test("the bureau chooses how grades are given from a day on", async () => {
  const { body } = await officer.get<{ items: GradeScheme[] }>("/api/quality/schemes");
  assert.deepEqual(
    body.items.map(({ isInForce, isExample }) => [isInForce, isExample]),
    [
      [true, true],
      [false, true],
    ],
  );
  const chosen = await officer.post<GradeScheme>("/api/quality/schemes/db11-t-2317/choose", { from: today });
  assert.equal(chosen.body.isInForce, true, chosen.text);
});

test("every check leaves a profile, and values of masked columns are not in it", async () => {
  const { body } = await steward.get<RouteAnswer<typeof qualityProfileRoutes.profile>>(at("/profile"));
  const of = (field: string) => body.columns.find((column) => column.field === field);
  assert.deepEqual(
    [body.rowCount, of("no")?.distinct, of("name")?.filled, of("no")?.top[0]],
    [5, 4, 4, { value: "4", count: 2 }],
  );
  assert.deepEqual([of("citizen_id")?.isMasked, of("citizen_id")?.top, of("citizen_id")?.min], [true, [], null]);
  assert.deepEqual(of("citizen_id")?.patterns[0], { value: "9{18}", count: 3 });
  const { body: history } = await steward.get<{ items: unknown[] }>(at("/profile/history?column=no"));
  assert.ok(history.items.length >= 1);
});
