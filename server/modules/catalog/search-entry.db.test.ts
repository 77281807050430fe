import assert from "node:assert/strict";
import { test } from "node:test";
import { inTransaction, sql } from "#kernel/db/db";
import { createSearch } from "#search";
import { freshDatabase } from "#test/database";
import { createResource } from "./commands/create-resource.ts";
import { editResource } from "./commands/edit-resource.ts";
import { withdrawResource } from "./commands/withdraw-resource.ts";
import { getResource } from "./queries.ts";
import { fillSearch } from "./search-entry.ts";
import { declaration, officer, openTestCatalog, publishDraft, steward, user } from "./test-ground.ts";

const database = await freshDatabase();
const ground = await openTestCatalog(database);
const { catalog, deps, as } = ground;
const search = createSearch();
const found = async (who: typeof steward, q: string) =>
  (await search.find(as(who), { q, limit: 20 })).items.map(({ name }) => name.text);
const draft = async (name: string) => (await createResource(as(steward), deps, declaration({ name }))).id;

test("a resource is found at each stage by who may know of it, and in the transaction of the step", async () => {
  const id = await inTransaction(as(steward), async (inner) => {
    const made = await createResource(inner, deps, declaration({ name: "水下考古登记" }));
    assert.equal((await search.find(inner, { q: "考古", limit: 20 })).total, 1);
    return made.id;
  });
  assert.deepEqual([await found(steward, "考古"), await found(user, "考古")], [["水下考古登记"], []]);
  await publishDraft(ground, id);
  assert.deepEqual(await found(user, "考古"), ["水下考古登记"]);
  const { version } = await getResource(as(steward), deps, id);
  await editResource(as(steward), deps, { id, edit: { name: "水下文物登记" }, version });
  assert.deepEqual([await found(steward, "考古"), await found(steward, "文物")], [[], ["水下文物登记"]]);
  assert.deepEqual([await found(user, "考古"), await found(user, "文物")], [["水下考古登记"], []]);
  await withdrawResource(as(officer), deps, id, "不再收集");
  assert.deepEqual([await found(steward, "文物"), await found(user, "考古")], [[], []]);
});

test("a published resource whose working copy says the same is one row of the index", async () => {
  const id = await draft("同样内容登记");
  await publishDraft(ground, id);
  const { rows } = await sql<{ audience: string }>`
    select e.audience from search.entry e where e.ref = ${id}`.execute(database.withTables<never>());
  assert.deepEqual(rows, [{ audience: "everyone" }]);
});

test("a load and a check show in what is found", async () => {
  const id = await draft("水文监测登记");
  const loadedAt = new Date("2026-03-17T01:00:00Z");
  await catalog.noteLoad(as(steward), id, { loadId: "0198f000-0000-7000-8000-000000000001", rowCount: 3, loadedAt });
  await catalog.noteCheck(as(steward), id, { score: 88, checkedAt: loadedAt });
  const { items } = await search.find(as(steward), { q: "水文监测", limit: 20 });
  assert.deepEqual(
    items.map((hit) => [hit.hasData, hit.loadedAt, hit.quality]),
    [[true, loadedAt.toISOString(), 88]],
  );
});

test("a hub older than the index brings its resources in at its first start", async () => {
  const id = await draft("旧库桥梁登记");
  await publishDraft(ground, id);
  await sql`delete from search.entry`.execute(database.withTables<never>());
  await fillSearch(as(officer), deps);
  assert.deepEqual([await found(steward, "桥梁"), await found(user, "桥梁")], [["旧库桥梁登记"], ["旧库桥梁登记"]]);
});
