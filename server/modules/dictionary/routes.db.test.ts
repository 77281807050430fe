import assert from "node:assert/strict";
import { test } from "node:test";
import type { CodeSet, DataElement } from "#contract/dictionary";
import type { LedgerEntry } from "#contract/ledger";
import type { Page } from "#contract/page";
import { startTestHub, testBureau, testPolice } from "#test/hub";
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

interface ImportOutcome {
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly rejected: readonly { row: number; column: string | null; reason: { zh: string; en: string } }[];
}
const exported = async (format: string) => (await officer.get(`${elements}/export?format=${format}`)).text;
const imported = (format: string, content: string) =>
  officer.post<ImportOutcome>(`${elements}/import`, { format, content });

for (const format of ["csv", "json"]) {
  test(`a name changed in the exported ${format} is the one thing an import changes`, async () => {
    const before = await exported(format);
    const after = before.replace("监护人姓名", `监护人的姓名 ${format}`);
    assert.notEqual(after, before);
    const { body } = await imported(format, after);
    assert.deepEqual([body.created, body.updated, body.rejected], [0, 1, []]);
    assert.equal(await exported(format), after);
    assert.equal((await imported(format, before)).body.updated, 1);
  });
}

test("an import takes the good rows, tells the bad ones by row and column, and leaves one entry", async () => {
  const content = [
    "field,name_zh,name_en,definition_zh,definition_en,category,kind,grade,code_set",
    "good_field,好,Good,好的,Good,other,text,1,",
    "Bad Field,坏,Bad,坏的,Bad,other,text,1,",
    "set_field,集,Set,集的,Set,code,text,1,CS-NOT-THERE",
  ].join("\n");
  const { body } = await imported("csv", content);
  assert.equal(body.created, 1);
  assert.deepEqual(
    body.rejected.map(({ row, column }) => [row, column]),
    [
      [3, "field"],
      [4, "code_set"],
    ],
  );
  const entries = await officer.get<Page<LedgerEntry>>("/api/ledger/entries?action=dictionary.import-elements&limit=1");
  assert.equal(entries.body.items[0]?.facts["rejected"], 2);
});

test("a NUL inside a JSON file is a bad row, not a failure", async () => {
  const row = { field: "nul_field", name: { zh: "空\0", en: "" }, definition: { zh: "", en: "" } };
  const content = JSON.stringify([{ ...row, category: "other", type: { kind: "text" }, grade: "1" }]);
  const { status, body } = await imported("json", content);
  assert.deepEqual([status, body.created, body.rejected.length], [200, 0, 1]);
});

test("a field name that another element bears is refused with that element's number", async () => {
  const [first] = packElements;
  const { id, ...fields } = first ?? assert.fail("the pack is empty");
  const refused = await officer.post(elements, fields);
  assert.deepEqual([refused.status, refused.body.code, refused.body["id"]], [409, "dictionary.field-taken", id]);
});

test("two who decide one source at once: one decides, the other is told that it has changed", async () => {
  const other = await hub.as("data-officer");
  const { version } = (await officer.get<DataElement>(`${elements}/DE-00006`)).body;
  const decide = (client: typeof officer, department: string) =>
    client.put<DataElement>(`${elements}/DE-00006/source`, { department, basis: "三定方案" }, { ifMatch: version });
  const answers = await Promise.all([decide(officer, testPolice), decide(other, testBureau)]);
  assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([200, 412]));
  const read = await reader.get<DataElement>(`${elements}/DE-00006`);
  assert.deepEqual(read.body.source, answers.find(({ status }) => status === 200)?.body.source);
});

test("an officer of one department can make no other department a source, nor a retired element have one", async () => {
  const narrow = await hub.as("data-officer", { department: testPolice, scope: "own" });
  const { version } = (await officer.get<DataElement>(`${elements}/DE-00009`)).body;
  const decide = (id: string, department: string, ifMatch: number) =>
    narrow.put(`${elements}/${id}/source`, { department, basis: "三定方案" }, { ifMatch });
  assert.equal((await decide("DE-00009", testBureau, version)).body.code, "dictionary.department-not-found");
  await officer.patch(`${elements}/DE-00009`, { status: "retired" }, { ifMatch: version });
  assert.equal((await decide("DE-00009", testPolice, version + 1)).body.code, "dictionary.element-retired");
});

test("a code set keeps every version readable, and a stale revision is refused", async () => {
  const codes = [{ code: "1", name: { zh: "甲", en: "A" } }];
  const set = { name: { zh: "示例", en: "Example" }, codes, effectiveOn: "2025-01-01" };
  const address = "/api/dictionary/code-sets";
  const made = await officer.post<CodeSet>(address, { ...set, id: "CS-HTTP" });
  assert.deepEqual([made.status, made.body.version], [201, 1]);
  const wider = { ...set, codes: [...codes, { code: "2", name: { zh: "乙", en: "B" } }], effectiveOn: "2026-01-01" };
  const revised = await officer.put<CodeSet>(`${address}/CS-HTTP`, wider, { ifMatch: 1 });
  assert.deepEqual([revised.body.version, revised.headers.get("etag")], [2, '"2"']);
  assert.equal((await officer.put(`${address}/CS-HTTP`, wider, { ifMatch: 1 })).status, 412);
  const codesOf = async (query: string) =>
    (await reader.get<CodeSet>(`${address}/CS-HTTP${query}`)).body.codes.map(({ code }) => code);
  assert.deepEqual([await codesOf("?version=1"), await codesOf("")], [["1"], ["1", "2"]]);
  assert.equal((await reader.get(`${address}/CS-HTTP?version=9`)).status, 404);
  assert.equal((await officer.post(address, { ...set, id: "CS-HTTP" })).body.code, "dictionary.code-set-taken");
});
