import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import { sql } from "#kernel/db/db";
import { name } from "#kernel/lake/lake";
import { Problem } from "#kernel/problem";
import { freshDatabase } from "#test/database";
import { createResource } from "./commands/create-resource.ts";
import { editResource } from "./commands/edit-resource.ts";
import { withdrawResource } from "./commands/withdraw-resource.ts";
import { getResource } from "./queries.ts";
import { sampleRows } from "./rows.ts";
import { actor, declaration, item, officer, openTestCatalog, publishDraft, steward, user } from "./test-ground.ts";

const database = await freshDatabase();
const ground = await openTestCatalog(database);
const { catalog, deps, lake, as } = ground;

/** What must never leave: invented, and marked so that any trace of it is found. */
const secrets = ["测甲一", "99010119900307283X", "已婚", "13900000001", "管网99.1", "13900000002"];
const items = [
  item("name", "姓名", { element: "DE-1", grade: "3" }),
  item("citizen_number", "公民身份号码", { element: "DE-2", grade: "3" }),
  item("marital", "婚姻状况", { element: "DE-3", grade: "3" }),
  item("contact", "联系方式", { isPersonal: true }),
  item("pipe", "管网坐标", { element: "DE-6", grade: "important" }),
  item("office", "签发机关", { element: "DE-4" }),
  item("issued", "签发日期", {
    element: "DE-4",
    type: { kind: "date", maxLength: null, precision: null, scale: null },
  }),
  item("remark", "备注"),
  item("missing", "表里没有的列"),
];
const rowCount = 1200;

let id = "";
before(async () => {
  id = (await createResource(as(steward), deps, declaration({ items }))).id;
  await publishDraft(ground, id);
  const { table } = await catalog.resource(as(steward), id);
  await using session = await lake.session();
  await session.write("create schema standard");
  const text = ["name", "citizen_number", "marital", "contact", "pipe", "office", "remark"].map(
    (field) => `${field} varchar`,
  );
  await session.write(
    `create table ${table} (_row bigint, ${text.join(", ")}, issued date, ${name("not declared")} varchar)`,
  );
  const values = [...secrets.slice(0, 5), "测试市公安局", "转13900000002"].map((value) => `'${value}'`);
  values.push("date '2026-03-02'", "'未编目的列'");
  await session.write(`insert into ${table} select i, ${values.join(", ")} from range(1, ${rowCount + 1}) r(i)`);
  await catalog.noteLoad(as(steward), id, { loadId: id, rowCount, loadedAt: new Date("2026-03-18T01:00:00Z") });
});

const look = (who: typeof steward, ask: { limit?: number; offset?: number } = {}) =>
  sampleRows(as(who), deps, { id, limit: ask.limit ?? 20, offset: ask.offset ?? 0 });
const isRefused = (code: string) => (error: unknown) => error instanceof Problem && error.code === code;

describe("masking", () => {
  test("no raw personal or important value leaves, for whoever asks", async () => {
    for (const who of [steward, user, officer]) {
      const answer = JSON.stringify(await look(who));
      for (const secret of secrets) assert.ok(!answer.includes(secret), `${secret} for ${who.id}`);
    }
  });

  test("each value is masked by its element; what is neither personal nor unknown stands as it is", async () => {
    const { rows } = await look(user, { limit: 1 });
    assert.deepEqual(rows, [
      {
        row: 1,
        values: ["测**", "990101********283X", "***", "***", "***", "测试市公安局", "2026-03-02", "转139****0002"],
      },
    ]);
  });

  test("every column says whether it is masked", async () => {
    const { columns } = await look(user);
    assert.deepEqual(
      columns.map(({ field, masked }) => [field, masked]),
      [
        ["name", true],
        ["citizen_number", true],
        ["marital", true],
        ["contact", true],
        ["pipe", true],
        ["office", false],
        ["issued", false],
        ["remark", false],
      ],
    );
  });

  test("a column of the table that nobody declared is not read", async () => {
    assert.ok(!JSON.stringify(await look(steward)).includes("未编目的列"));
  });
});

describe("the ledger", () => {
  const entry = async (number: number | null) => {
    const { rows } = await sql<{ body: string }>`
      select e.body from ledger.entry e where e.number = ${number}`.execute(database.withTables());
    return rows[0]?.body ?? "";
  };

  test("has one entry for each look, with who, whose data, which items and how many rows, before the rows are seen", async () => {
    const { entry: number } = await look(user, { limit: 7, offset: 3 });
    const told = JSON.parse(await entry(number)) as Record<string, unknown>;
    assert.deepEqual(
      {
        action: told["action"],
        owner: told["owner"],
        department: told["department"],
        rows: told["rows"],
        items: told["items"],
      },
      {
        action: "catalog.sample-rows",
        owner: steward.department,
        department: user.department,
        rows: 7,
        items: ["name", "citizen_number", "marital", "contact", "pipe", "office", "issued", "remark"],
      },
    );
  });

  test("holds no value of any row", async () => {
    const body = await entry((await look(user)).entry);
    for (const secret of [...secrets, "测试市公安局"]) assert.ok(!body.includes(secret), secret);
  });
});

describe("leafing", () => {
  test("goes on where the page before ended, in the order of the load", async () => {
    const { rows, rowCount: total } = await look(steward, { limit: 2, offset: 2 });
    assert.deepEqual(
      rows.map(({ row }) => row),
      [3, 4],
    );
    assert.equal(total, rowCount);
  });

  test("ends at row 1000 outside the department, not inside", async () => {
    assert.equal((await look(user, { limit: 100, offset: 900 })).rows.length, 100);
    await assert.rejects(look(user, { limit: 100, offset: 901 }), isRefused("catalog.sample-too-deep"));
    assert.equal((await look(steward, { limit: 100, offset: 1100 })).rows.length, 100);
  });
});

describe("who looks", () => {
  test("an administrator is refused with the reason", async () => {
    const administrator = actor("system-administrator", null, "all");
    await assert.rejects(look(administrator), isRefused("catalog.rows-not-shown"));
  });

  test("a draft's rows are not found outside, and shown inside before anything is loaded as none", async () => {
    const draft = (await createResource(as(steward), deps, declaration({ name: "未发布" }))).id;
    const ask = { id: draft, limit: 5, offset: 0 };
    await assert.rejects(sampleRows(as(user), deps, ask), isRefused("catalog.resource-not-found"));
    const { rows, entry } = await sampleRows(as(steward), deps, ask);
    assert.deepEqual([rows, entry], [[], null]);
  });

  test("outside, an item of the next version stays unread until it is published", async () => {
    const next = (
      await createResource(as(steward), deps, declaration({ name: "有新项", items: [items[5] ?? item("x", "x")] }))
    ).id;
    await publishDraft(ground, next);
    const { table } = await catalog.resource(as(steward), next);
    await using session = await lake.session();
    await session.write(
      `create table ${table} as select 1::bigint as _row, '测试市公安局' as office, '新列的值' as fresh`,
    );
    await catalog.noteLoad(as(steward), next, { loadId: next, rowCount: 1, loadedAt: new Date() });
    const { version, items: declared } = await getResource(as(steward), deps, next);
    const edit = { items: [...declared, item("fresh", "新列", { element: "DE-4" })] };
    await editResource(as(steward), deps, { id: next, edit, version });
    const fields = async (who: typeof steward) =>
      (await sampleRows(as(who), deps, { id: next, limit: 5, offset: 0 })).columns.map(({ field }) => field);
    assert.deepEqual(await fields(steward), ["office", "fresh"]);
    assert.deepEqual(await fields(user), ["office"]);
  });

  test("a table that the lake does not have is told, not a defect", async () => {
    const lost = (await createResource(as(steward), deps, declaration({ name: "湖里没有" }))).id;
    await catalog.noteLoad(as(steward), lost, { loadId: lost, rowCount: 5, loadedAt: new Date() });
    const ask = { id: lost, limit: 5, offset: 0 };
    await assert.rejects(sampleRows(as(steward), deps, ask), isRefused("catalog.rows-unavailable"));
  });

  test("after withdrawal nobody outside looks any more", async () => {
    await withdrawResource(as(officer), deps, id, "职责划转");
    await assert.rejects(look(user), isRefused("catalog.rows-not-shown"));
    assert.equal((await look(steward)).rows.length, 20);
  });
});
