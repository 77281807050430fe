import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { DirtyRow, Source } from "#contract/intake";
import type { Page } from "#contract/page";
import type { PushReceipt } from "#contract/intake-push";
import { type LakeRow, readLake } from "#kernel/lake/lake";
import { startTestHub, testBureau, testPolice } from "#test/hub";
import { programOf } from "#test/program";

const hub = await startTestHub();
const steward = await hub.as("department-steward", { department: testPolice });
const program = await programOf(hub, testPolice, ["department-steward"]);
const idCard = "11010519491231002X";

let count = 0;
async function pushSource(): Promise<string> {
  count += 1;
  const made = await steward.post<Source>("/api/intake/push-sources", {
    name: `推送 ${count}`,
    department: testPolice,
  });
  assert.equal(made.status, 201, made.text);
  return made.body.id;
}

const push = (source: string, body: Record<string, unknown>, as = program) =>
  as.post<PushReceipt>(`/api/intake/sources/${source}/rows`, { table: `人员 ${count}`, ...body });

async function rowsOf(receipt: PushReceipt): Promise<LakeRow[]> {
  const { table } = await hub.hub.catalog.resource(hub.hub.call(), receipt.resourceId);
  return readLake(hub.lake, `select t.* from ${table} t order by t._row`);
}

const first = {
  batchId: "b-1",
  key: ["编号"],
  rows: [
    { 编号: "1", 姓名: "张三", 证件号码: idCard.toLowerCase(), 登记日期: "2022/8/10" },
    { 编号: "2", 姓名: "李四", 证件号码: "440524188001010014", 登记日期: "2022-08-11" },
  ],
};

describe("rows a department's program sends", () => {
  test("make a resource with the first batch, typed and cleaned like any load", async () => {
    const source = await pushSource();
    const { body, status, text } = await push(source, first);
    assert.equal(status, 200, text);
    assert.deepEqual([body.read, body.inserted, body.rejected, body.isRepeated], [2, 2, 0, false]);
    const rows = await rowsOf(body);
    assert.ok(Object.values(rows[0] ?? {}).includes(idCard));
    assert.ok(Object.values(rows[0] ?? {}).includes("2022-08-10"));
  });

  test("replace, add and delete by key", async () => {
    const source = await pushSource();
    await push(source, first);
    const { body } = await push(source, {
      batchId: "b-2",
      rows: [
        { 编号: "2", 姓名: "李四改" },
        { 编号: "3", 姓名: "王五" },
      ],
      deletes: [{ 编号: "1" }],
    });
    assert.deepEqual([body.read, body.inserted, body.updated, body.deleted], [3, 1, 1, 1]);
    assert.equal((await rowsOf(body)).length, 2);
  });

  test("are taken once, however often a batch is sent, and at once", async () => {
    const source = await pushSource();
    await push(source, first);
    const batch = { batchId: "again", rows: [{ 编号: "9", 姓名: "赵六" }] };
    const answers = await Promise.all(Array.from({ length: 6 }, () => push(source, batch)));
    assert.deepEqual(
      answers.map(({ status, body }) => [status, body.inserted]),
      Array.from({ length: 6 }, () => [200, 1]),
    );
    assert.equal(answers.filter(({ body }) => !body.isRepeated).length, 1);
    assert.equal((await rowsOf(answers[0]?.body as PushReceipt)).length, 3);
  });

  test("of two workers that begin a table at once are in one table, each batch once", async () => {
    const source = await pushSource();
    const batches = [1, 2, 3, 4].map((number) => ({
      batchId: `w-${number % 2}`,
      key: ["编号"],
      rows: [{ 编号: String(number % 2), 姓名: "甲" }],
    }));
    const answers = await Promise.all(batches.map((batch) => push(source, batch)));
    assert.deepEqual(
      answers.map(({ status }) => status),
      [200, 200, 200, 200],
      answers.map(({ text }) => text).join("\n"),
    );
    assert.equal(new Set(answers.map(({ body }) => body.resourceId)).size, 1);
    assert.equal(answers.filter(({ body }) => body.isRepeated).length, 2);
    assert.equal((await rowsOf(answers[0]?.body as PushReceipt)).length, 2);
  });

  test("that cannot be read stand among the rejected rows, and the others go in", async () => {
    const source = await pushSource();
    await push(source, first);
    const { body } = await push(source, {
      batchId: "bad",
      rows: [
        { 编号: "5", 姓名: "甲", 登记日期: "2月30日" },
        { 编号: "6", 姓名: "乙", 登记日期: "2022-01-02" },
      ],
    });
    assert.deepEqual([body.inserted, body.rejected], [1, 1]);
    const { body: dirty } = await steward.get<Page<DirtyRow>>(`/api/intake/loads/${body.loadId}/dirty`);
    assert.deepEqual([dirty.total, dirty.items[0]?.state], [1, "open"]);
  });

  test("of a batch with an unknown column or an empty key are refused whole", async () => {
    const source = await pushSource();
    const { body } = await push(source, first);
    const unknown = await push(source, { batchId: "u", rows: [{ 编号: "7", 新列: "x" }] });
    const keyless = await push(source, { batchId: "k", rows: [{ 编号: "8" }, { 姓名: "无号" }] });
    assert.deepEqual([unknown.status, keyless.status, (await rowsOf(body)).length], [422, 422, 2]);
  });

  test("come from the department's own service client, not from a person or another department", async () => {
    const source = await pushSource();
    const stranger = await programOf(hub, testBureau, ["department-steward"]);
    const statuses = [await push(source, first, steward), await push(source, first, stranger)].map(
      ({ status }) => status,
    );
    assert.deepEqual(statuses, [403, 404]);
  });

  test("leave one entry in the ledger for each call, without values", async () => {
    const source = await pushSource();
    const { body } = await push(source, first);
    const officer = await hub.as("data-officer");
    const { text, body: page } = await officer.get<Page<{ action: string }>>(
      `/api/ledger/entries?objectKind=resource&objectId=${body.resourceId}&limit=100`,
    );
    assert.equal(page.items.filter(({ action }) => action === "intake.push-rows").length, 1);
    assert.ok(!text.includes("张三"));
  });
});
