import assert from "node:assert/strict";
import { test } from "node:test";
import type { DirtyRow, Load } from "#contract/intake";
import type { TestClient } from "#test/client";
import { quickLoad } from "#test/loading";
import { fieldOf, idCard, intakeGround, loadsPath, police, register } from "./test-ground.ts";

// Rejected rows on a whole hub: listed, mended, retried, returned, exported; by one person and by several at once.

const { steward, colleague, freshName, loadRegister, dirtyOf, rowsOf, actionsOn } = await intakeGround();

test("rejected rows are listed with place, value, rule and mend, and what is personal wears its mask", async () => {
  const load = await loadRegister();
  const { body, text } = await dirtyOf(load.id);
  const day = fieldOf(load, "登记日期");
  assert.deepEqual(
    body.items.map((item) => [item.row, item.place.zh, item.state, item.faults.map((fault) => fault.rule)]),
    [
      [2, "第 3 行", "open", ["type.date"]],
      [3, "第 4 行", "open", ["type.date"]],
    ],
  );
  assert.ok(body.items.every((item) => item.faults[0]?.mend.zh !== ""));
  assert.deepEqual(
    body.byRule.map(({ column, rule, count: rows }) => [column, rule, rows]),
    [[day, "type.date", 2]],
  );
  assert.doesNotMatch(text, new RegExp(idCard, "i"));
  const one = await dirtyOf(load.id, "&rule=shape.too-few-columns");
  assert.deepEqual([one.body.total, one.body.items.length], [0, 0]);
});

test("rejected rows once mended go in with a retry, each exactly once, and the receipt says what is still open", async () => {
  const load = await loadRegister();
  const day = fieldOf(load, "登记日期");
  const mended = await steward.patch<DirtyRow>(`${loadsPath}/${load.id}/dirty/2`, {
    values: { [day]: "2022-02-28" },
  });
  assert.deepEqual([mended.status, mended.body.state, mended.body.mended[day]], [200, "mended", "2022-02-28"]);
  const first = await steward.post<{ loaded: number; stillBad: number }>(`${loadsPath}/${load.id}/dirty/retry`);
  assert.deepEqual(first.body, { loaded: 1, stillBad: 0 });
  const second = await steward.post<{ loaded: number; stillBad: number }>(`${loadsPath}/${load.id}/dirty/retry`);
  assert.deepEqual(second.body, { loaded: 0, stillBad: 0 });
  const after = (await steward.get<Load>(`${loadsPath}/${load.id}`)).body;
  assert.equal(after.dirtyOpen, 1);
  assert.deepEqual(
    (await rowsOf(load)).map((row) => row["_row"]),
    [1, 2, 4],
  );
  const settled = await steward.patch(`${loadsPath}/${load.id}/dirty/2`, { values: { [day]: "2022-03-01" } });
  assert.deepEqual([settled.status, settled.body.code], [409, "intake.row-settled"]);
});

test("rejected rows mended wrongly stay out with their new reason", async () => {
  const load = await loadRegister();
  const day = fieldOf(load, "登记日期");
  await steward.patch(`${loadsPath}/${load.id}/dirty/3`, { values: { [day]: "明天" } });
  const { body } = await steward.post<{ loaded: number; stillBad: number }>(`${loadsPath}/${load.id}/dirty/retry`);
  assert.deepEqual(body, { loaded: 0, stillBad: 1 });
  const { body: list } = await dirtyOf(load.id);
  assert.equal(list.items.find((item) => item.row === 3)?.faults[0]?.value, "明天");
});

test("rejected rows retried by several people at once go in once", async () => {
  const rows = Array.from({ length: 400 }, (_, index) => `${index + 1},2月30日`);
  const load = await quickLoad(steward, "多.csv", `序号,登记日期\n${["0,2026-01-01", ...rows].join("\n")}\n`, {
    ...police,
    as: freshName(),
  });
  const day = fieldOf(load, "登记日期");
  if (load.rowsRejected === 0) assert.fail(JSON.stringify(load.columns));
  const { body } = await dirtyOf(load.id);
  const mends = await Promise.all(
    body.items.slice(0, 20).map((item, index) =>
      (index % 2 ? steward : colleague).patch(`${loadsPath}/${load.id}/dirty/${item.row}`, {
        values: { [day]: "2026-02-28" },
      }),
    ),
  );
  assert.deepEqual([...new Set(mends.map((answer) => answer.status))], [200], mends.find((m) => m.status > 299)?.text);
  const retries = await Promise.all(
    [steward, colleague, steward, colleague].map((client) =>
      client.post<{ loaded: number }>(`${loadsPath}/${load.id}/dirty/retry`),
    ),
  );
  assert.deepEqual([...new Set(retries.map((answer) => answer.status))], [200], retries.map((r) => r.text).join(" "));
  assert.equal(
    retries.reduce((sum, answer) => sum + answer.body.loaded, 0),
    20,
  );
  const numbers = (await rowsOf(load)).map((row) => row["_row"]);
  assert.equal(numbers.length, 21);
  assert.equal(new Set(numbers).size, 21);
  assert.equal((await steward.get<Load>(`${loadsPath}/${load.id}`)).body.dirtyOpen, 380);
});

test("rejected rows two people who mend different cells of one row both keep what they wrote", async () => {
  const load = await loadRegister();
  const [day, area] = [fieldOf(load, "登记日期"), fieldOf(load, "面积")];
  const mend = (client: TestClient, values: Record<string, string>) =>
    client.patch(`${loadsPath}/${load.id}/dirty/2`, { values });
  const answers = await Promise.all([mend(steward, { [day]: "2022-02-28" }), mend(colleague, { [area]: "61000" })]);
  assert.deepEqual(
    answers.map((answer) => answer.status),
    [200, 200],
    answers.map((answer) => answer.text).join(" "),
  );
  const { body } = await dirtyOf(load.id);
  assert.deepEqual(body.items.find((item) => item.row === 2)?.mended, { [day]: "2022-02-28", [area]: "61000" });
});

test("rejected rows returned to their source are settled, and the export holds them as found with the reason, on the ledger", async () => {
  const load = await loadRegister();
  const returned = await steward.post<{ returned: number }>(`${loadsPath}/${load.id}/dirty/return`, {
    rows: [3],
    note: "请户籍科核对",
  });
  assert.equal(returned.body.returned, 1);
  const { body } = await dirtyOf(load.id, "&state=returned");
  assert.deepEqual(
    body.items.map((item) => item.row),
    [3],
  );
  const file = await steward.get(`${loadsPath}/${load.id}/dirty/export`);
  assert.equal(file.status, 200);
  assert.match(file.headers.get("content-disposition") ?? "", /csv/);
  assert.match(file.text, /11010519491231002X,王五,2022-02-30,5/);
  const actions = await actionsOn("resource", load.resourceId);
  assert.deepEqual(actions.slice(-2), ["intake.return-dirty", "intake.export-dirty"]);
});

test("rejected rows of a load that a newer one has replaced can no longer go in", async () => {
  const name = freshName();
  const load = await quickLoad(steward, "a.csv", register, { ...police, as: name });
  await steward.patch(`${loadsPath}/${load.id}/dirty/2`, { values: { [fieldOf(load, "登记日期")]: "2022-02-28" } });
  await quickLoad(steward, "a.csv", register, { ...police, as: name });
  const late = await steward.post(`${loadsPath}/${load.id}/dirty/retry`);
  assert.deepEqual([late.status, late.body.code], [409, "intake.load-superseded"]);
});

test("a column that the load has not, and a row that was not rejected, are refused by name", async () => {
  const load = await loadRegister();
  const column = await steward.patch(`${loadsPath}/${load.id}/dirty/2`, { values: { no_such: "1" } });
  assert.deepEqual([column.status, column.body.code], [422, "intake.field-unknown"]);
  const row = await steward.patch(`${loadsPath}/${load.id}/dirty/1`, { values: {} });
  assert.deepEqual([row.status, row.body.code], [404, "intake.row-not-found"]);
});
