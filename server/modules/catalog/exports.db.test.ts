import assert from "node:assert/strict";
import { text } from "node:stream/consumers";
import type { Readable } from "node:stream";
import { test } from "node:test";
import { parse } from "csv-parse/sync";
import type { FileAnswer } from "#kernel/http/route";
import { freshDatabase } from "#test/database";
import { createResource } from "./commands/create-resource.ts";
import { editResource } from "./commands/edit-resource.ts";
import { exportCatalog, exportDictionary } from "./exports.ts";
import { getResource, listResources } from "./queries.ts";
import { declaration, item, officer, openTestCatalog, publishDraft, steward, user } from "./test-ground.ts";

const database = await freshDatabase();
const ground = await openTestCatalog(database);
const { deps, as } = ground;

const contentOf = async ({ content }: FileAnswer): Promise<string> =>
  typeof content === "string" ? content : text(content as Readable);
const recordsOf = async (file: FileAnswer) =>
  parse<Record<string, string>>(await contentOf(file), { bom: true, columns: true });

const published = (await createResource(as(steward), deps, declaration({ name: '=HYPERLINK("x")' }))).id;
await publishDraft(ground, published);
const draft = (await createResource(as(steward), deps, declaration({ name: "编制中的资源" }))).id;

test("the catalog is exported as UTF-8 with a mark by which a spreadsheet knows it", async () => {
  const file = await exportCatalog(as(officer), deps, {});
  assert.ok((await contentOf(file)).startsWith("\uFEFF资源代码,资源名称,"));
  assert.match(file.contentType, /text\/csv/);
});

test("a name that a spreadsheet would run as a formula is neutralised", async () => {
  const [row] = await recordsOf(await exportCatalog(as(user), deps, {}));
  assert.equal(row?.["资源名称"], '\'=HYPERLINK("x")');
});

test("everybody exports what they see in the list, under the same filters", async () => {
  for (const who of [steward, user, officer]) {
    for (const query of [{}, { q: "编制" }, { stage: "published" as const }]) {
      const rows = await recordsOf(await exportCatalog(as(who), deps, query));
      const { total } = await listResources(as(who), deps, { ...query, sort: "name", limit: 1 });
      assert.equal(rows.length, total);
    }
  }
});

test("outside the department the export holds what is published, not what is being changed", async () => {
  const { version } = await getResource(as(steward), deps, published);
  await editResource(as(steward), deps, { id: published, edit: { useConditions: "改动中的条件" }, version });
  assert.match(await contentOf(await exportCatalog(as(steward), deps, {})), /改动中的条件/);
  assert.doesNotMatch(await contentOf(await exportCatalog(as(user), deps, {})), /改动中的条件/);
});

test("a catalog of more than one read is exported whole, each resource once", async () => {
  for (let index = 0; index < 510; index += 1) {
    await createResource(as(steward), deps, declaration({ name: `批量 ${index}`, items: [] }));
  }
  const names = (await recordsOf(await exportCatalog(as(steward), deps, { q: "批量" }))).map((row) => row["资源名称"]);
  assert.equal(names.length, 510);
  assert.equal(new Set(names).size, 510);
});

test("a data dictionary has a line for each item, in the reader's language", async () => {
  const items = [item("name", "姓名", { element: "DE-1", grade: "3", isKey: true }), item("note", "-备注")];
  const id = (await createResource(as(steward), deps, declaration({ name: "字典", items }))).id;
  const [first, second] = await recordsOf(await exportDictionary(as(steward), deps, id));
  assert.deepEqual(
    [first?.["数据项名称"], first?.["数据元"], first?.["主键"], first?.["个人信息"]],
    ["姓名", "DE-1", "是", "是"],
  );
  assert.equal(second?.["数据项名称"], "'-备注");
  const english = await recordsOf(await exportDictionary(as(steward, { language: "en" }), deps, id));
  assert.equal(english[0]?.["Personal"], "yes");
});

test("the dictionary of another department's draft is not found", async () => {
  await assert.rejects(exportDictionary(as(user), deps, draft), /resource-not-found/);
});
