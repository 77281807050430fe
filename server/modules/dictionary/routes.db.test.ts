import assert from "node:assert/strict";
import { test } from "node:test";
import type { DataElement } from "#contract/dictionary";
import type { Page } from "#contract/page";
import { startTestHub } from "#test/hub";
import { packElements } from "./pack/pack.ts";

const hub = await startTestHub();
const officer = await hub.as("data-officer");
const reader = await hub.as("department-user");
const elements = "/api/dictionary/elements";

test("everybody signed in reads the dictionary, only a data officer changes it", async () => {
  const list = await reader.get<Page<DataElement>>(`${elements}?limit=5&category=person`);
  assert.equal(list.status, 200);
  assert.equal(list.body.items.length, 5);
  assert.equal((await hub.asVisitor().get(elements)).status, 401);
  const refused = await reader.patch(`${elements}/DE-00001`, { standard: "x" }, { ifMatch: 1 });
  assert.equal(refused.status, 403);
});

test("an edit needs the version it is based on and answers the next one", async () => {
  const read = await officer.get<DataElement>(`${elements}/DE-00031`);
  assert.equal(read.headers.get("etag"), `"${read.body.version}"`);
  assert.equal((await officer.patch(`${elements}/DE-00031`, { standard: "本地" })).status, 428);
  const edited = await officer.patch<DataElement>(
    `${elements}/DE-00031`,
    { standard: "本地" },
    { ifMatch: read.body.version },
  );
  assert.equal(edited.status, 200);
  assert.deepEqual({ ...edited.body, standard: "", version: 0 }, { ...read.body, standard: "", version: 0 });
  assert.equal(edited.headers.get("etag"), `"${read.body.version + 1}"`);
});

test("the export downloads, and importing it changes nothing", async () => {
  const file = await reader.get(`${elements}/export?format=csv`);
  assert.match(file.headers.get("content-disposition") ?? "", /data-elements-.*\.csv/);
  const outcome = await officer.post<{ unchanged: number; rejected: unknown[] }>(`${elements}/import`, {
    format: "csv",
    content: file.text,
  });
  assert.equal(outcome.status, 200);
  assert.deepEqual(outcome.body, { created: 0, updated: 0, unchanged: packElements.length, rejected: [] });
});

test("a dry run of an import says what would happen and changes nothing", async () => {
  const content =
    "field,name_zh,name_en,definition_zh,definition_en,category,kind,grade\ndry_field,干,Dry,试,Try,other,text,1\n";
  const dry = await officer.post<{ created: number }>(`${elements}/import`, { format: "csv", content, dryRun: true });
  assert.equal(dry.body.created, 1);
  assert.equal((await officer.get<Page<DataElement>>(`${elements}?q=dry_field`)).body.total, 0);
  const real = await officer.post<{ created: number }>(`${elements}/import`, { format: "csv", content });
  assert.equal(real.body.created, 1);
  assert.equal((await officer.get<Page<DataElement>>(`${elements}?q=dry_field`)).body.total, 1);
});

test("columns are proposed elements with a reason in both languages", async () => {
  const answer = await reader.post<{
    columns: { name: string; proposals: { field: string; reason: { zh: string } }[] }[];
  }>("/api/dictionary/propose", {
    columns: [{ name: "sfzh", samples: ["11010519491231002X", "440524188001010014"] }, { name: "xyz_unknown" }],
  });
  const [first, second] = answer.body.columns;
  assert.equal(first?.proposals[0]?.field, "citizen_id");
  assert.match(first?.proposals[0]?.reason.zh ?? "", /^列名是别名“sfzh”；抽 2 行，100% 通过校验。$/);
  assert.deepEqual(second?.proposals, []);
});
