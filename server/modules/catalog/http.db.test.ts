import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Resource, ResourceFields } from "#contract/catalog";
import type { Page } from "#contract/page";
import { startTestHub, testPolice } from "#test/hub";
import { item } from "./test-ground.ts";

// The routes on a whole hub: what only HTTP adds. The rules themselves are tested beside their code.

const { as, hub } = await startTestHub();
const own = { department: testPolice };
const steward = await as("department-steward", own);
const head = await as("sharing-head", own);
const officer = await as("data-officer");
const reader = await as("department-user");

let count = 0;
const declaration = (): Partial<ResourceFields> => {
  count += 1;
  return {
    name: `居住证签发信息 ${count}`,
    department: testPolice,
    format: "database",
    updateCycle: "daily",
    shareClass: "unconditional",
    shareModes: ["query-api"],
    dataClass: "公共管理和服务",
    items: [item("office", "签发机关")],
  };
};

const resources = "/api/catalog/resources";
const create = async () => (await steward.post<Resource>(resources, declaration())).body;

async function publish(): Promise<Resource> {
  const { id } = await create();
  await steward.post(`${resources}/${id}/submit`);
  await steward.post(`${resources}/${id}/secrecy`, { result: "no-secret", note: "不涉密" });
  await steward.post(`${resources}/${id}/personal`, { result: "no-personal-information", note: "不含" });
  await head.post(`${resources}/${id}/sign`);
  return (await officer.post<Resource>(`${resources}/${id}/publish`)).body;
}

test("a resource goes from a draft to every department's catalog, each step by who holds it", async () => {
  const { id, code, stage, may } = await publish();
  assert.deepEqual([stage, may.publish], ["published", false]);
  const found = await reader.get<Resource>(`/api/catalog/find?key=${encodeURIComponent(code ?? "")}`);
  assert.equal(found.body.id, id);
  assert.match(found.body.whyNot["edit"]?.zh ?? "", /测试市公安局锦江分局/);
});

test("every step leaves one entry, in the order of the steps", async () => {
  const { id } = await publish();
  const { body } = await officer.get<Page<{ action: string }>>(
    `/api/ledger/entries?objectKind=resource&objectId=${id}`,
  );
  assert.deepEqual(body.items.map(({ action }) => action).toReversed(), [
    "catalog.create-resource",
    "catalog.submit-resource",
    "catalog.assess-secrecy",
    "catalog.assess-personal",
    "catalog.sign-resource",
    "catalog.publish-resource",
  ]);
});

describe("an edit", () => {
  test("names the version it is based on, or is asked for it", async () => {
    const { id, version } = await create();
    assert.equal((await steward.patch(`${resources}/${id}`, { abstract: "甲" })).status, 428);
    const edited = await steward.patch<Resource>(`${resources}/${id}`, { abstract: "甲" }, { ifMatch: version });
    assert.deepEqual([edited.status, edited.headers.get("etag")], [200, `"${version + 1}"`]);
    assert.equal((await steward.patch(`${resources}/${id}`, { abstract: "乙" }, { ifMatch: version })).status, 412);
  });

  test("leaves alone what it does not send", async () => {
    const { id, version } = await create();
    const { body } = await steward.patch<Resource>(`${resources}/${id}`, { theme: "公共服务" }, { ifMatch: version });
    assert.deepEqual([body.theme, body.shareModes, body.items.length], ["公共服务", ["query-api"], 1]);
  });

  test("with two items of the same field is a wrong request", async () => {
    const { id, version } = await create();
    const items = [item("office", "甲"), item("office", "乙")];
    const { status, body } = await steward.patch(`${resources}/${id}`, { items }, { ifMatch: version });
    assert.deepEqual([status, body.errors?.[0]?.pointer], [400, "/items"]);
  });
});

test("creating twice with one key makes one resource", async () => {
  const body = declaration();
  const headers = { "idempotency-key": "create-once" };
  const [first, second] = [
    await steward.post<Resource>(resources, body, { headers }),
    await steward.post<Resource>(resources, body, { headers }),
  ];
  assert.deepEqual([first.status, second.status, second.body.id], [201, 201, first.body.id]);
});

test("a refused submission lists every fault with its place", async () => {
  const { body: draft } = await steward.post<Resource>(resources, { ...declaration(), dataClass: "", shareModes: [] });
  const { status, body } = await steward.post(`${resources}/${draft.id}/submit`);
  assert.deepEqual([status, body.code], [422, "catalog.not-ready"]);
  assert.deepEqual(
    body.errors?.map((error) => error.pointer),
    ["/shareModes", "/dataClass"],
  );
});

test("a draft is 404 to another department, in the reader's language", async () => {
  const { id } = await create();
  const { status, body } = await reader.get(`${resources}/${id}`, { headers: { "accept-language": "en" } });
  assert.deepEqual([status, body.code], [404, "catalog.resource-not-found"]);
  assert.match(body.detail, /^There is no resource/);
});

test("an export is a file of CSV named after what it holds", async () => {
  const { id, name } = await publish();
  const { status, headers, text } = await reader.get(`${resources}/${id}/dictionary`);
  assert.deepEqual([status, headers.get("content-type")], [200, "text/csv; charset=utf-8"]);
  assert.match(headers.get("content-disposition") ?? "", new RegExp(encodeURIComponent(name)));
  assert.match(text, /签发机关/);
});

test("the door finds what the routes made", async () => {
  const { id } = await create();
  const core = await hub.catalog.resource(hub.call(), id);
  assert.equal((await hub.catalog.find(hub.call(), core.name))?.id, id);
});
