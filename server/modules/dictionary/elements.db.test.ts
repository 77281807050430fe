import assert from "node:assert/strict";
import { before, test } from "node:test";
import { Problem } from "#kernel/problem";
import { createElement } from "./create-element.ts";
import { decideSource } from "./decide-source.ts";
import { editElement } from "./edit-element.ts";
import { installPack } from "./install-pack.ts";
import { packCodeSets, packElements } from "./pack/pack.ts";
import { checkValues, getCodeSet, getElement, listCodeSets, listElements } from "./queries.ts";
import { createCodeSet, reviseCodeSet } from "./keep-code-sets.ts";
import { codeListOn } from "./reading.ts";
import { acting, departments, dictionaryGround, ledgerActions, officer, someFields } from "./test-ground.ts";
import { sql } from "#kernel/db/db";

const { database, parts, as } = await dictionaryGround();
const refuses = (code: string) => (error: unknown) => error instanceof Problem && error.code === code;

before(() => installPack(as(), parts));

test("the pack is there, and a second start changes nothing and leaves no entry", async () => {
  const { total } = await listElements(as(), { limit: 1 });
  assert.equal(total, packElements.length);
  const entries = (await ledgerActions(database)).length;
  await Promise.all(Array.from({ length: 5 }, () => installPack(as(), parts)));
  assert.equal((await ledgerActions(database)).length, entries);
  assert.equal((await listCodeSets(as(), { limit: 1 })).total, packCodeSets.length);
});

test("a list goes on where its page ended, counts exactly and finds synonyms", async () => {
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await listElements(as(), { limit: 60, cursor });
    seen.push(...page.items.map((item) => item.id));
    cursor = page.next ?? undefined;
  } while (cursor);
  assert.deepEqual(
    seen,
    packElements.map((element) => element.id),
  );
  const found = await listElements(as(), { limit: 10, q: "tyshxydm" });
  assert.deepEqual(
    found.items.map((item) => item.field),
    ["credit_code"],
  );
  assert.equal((await listElements(as(), { limit: 10, q: "100%" })).total, 0);
  const sensitive = await listElements(as(), { limit: 500, grade: "4", category: "person" });
  assert.equal(sensitive.total, sensitive.items.length);
  assert.ok(sensitive.items.every((item) => item.grade === "4" && item.category === "person"));
});

test("an element made here gets the next number, and its field name leads to no other", async () => {
  const created = await acting(as(), (call) => createElement(call, parts, someFields()));
  assert.match(created.id, /^DE-1\d{4}$/);
  assert.deepEqual(created.may, { edit: true, decideSource: true });
  await assert.rejects(
    acting(as(), (call) => createElement(call, parts, someFields())),
    refuses("dictionary.field-taken"),
  );
  const actions = await ledgerActions(database);
  assert.equal(actions.filter((action) => action === "dictionary.create-element").length, 1);
});

test("ten at once with one field name: one is made, nine are told who has it", async () => {
  const fields = someFields({ field: "raced_field" });
  const outcomes = await Promise.allSettled(
    Array.from({ length: 10 }, () => acting(as(), (call) => createElement(call, parts, fields))),
  );
  assert.equal(outcomes.filter(({ status }) => status === "fulfilled").length, 1);
  for (const outcome of outcomes) {
    if (outcome.status === "rejected")
      assert.ok(refuses("dictionary.field-taken")(outcome.reason), String(outcome.reason));
  }
});

test("an element that contradicts itself is refused with every fault", async () => {
  const wrong = someFields({
    field: "wrong",
    codeSet: "CS-NOT-THERE",
    type: { kind: "date", maxLength: 5, precision: null, scale: null },
  });
  await assert.rejects(
    acting(as(), (call) => createElement(call, parts, wrong)),
    (error: unknown) =>
      error instanceof Problem &&
      error.code === "dictionary.element-not-coherent" &&
      error.faults.map(({ pointer }) => pointer).join(" ") === "/codeSet /codeSet /type/maxLength",
  );
});

test("an edit changes what is sent, keeps the rest, and a stale one is refused", async () => {
  const before_ = await getElement(as(), "DE-00031");
  const edited = await acting(as(), (call) =>
    editElement(call, parts, "DE-00031", { unit: null, synonyms: ["zwmc"] }, before_.version),
  );
  assert.deepEqual(edited.synonyms, ["zwmc"]);
  assert.deepEqual(edited.name, before_.name);
  assert.equal(edited.version, before_.version + 1);
  await assert.rejects(
    acting(as(), (call) => editElement(call, parts, "DE-00031", { standard: "x" }, before_.version)),
    refuses("http.changed-meanwhile"),
  );
});

test("what people changed is left alone by the next start, what they left is brought up to date", async () => {
  await acting(as(), async (call) => {
    await sql`update dictionary.element set name_zh = '旧名' where id = 'DE-00032'`.execute(
      call.db.withTables<never>(),
    );
  });
  await installPack(as(), parts);
  assert.deepEqual((await getElement(as(), "DE-00031")).synonyms, ["zwmc"]);
  assert.equal((await getElement(as(), "DE-00032")).name.zh, "身高");
  assert.equal((await ledgerActions(database)).at(-1), "dictionary.install-pack");
});

test("a retired element gives its field name free and cannot come back while it is taken", async () => {
  const first = await acting(as(), (call) => createElement(call, parts, someFields({ field: "once" })));
  await acting(as(), (call) => editElement(call, parts, first.id, { status: "retired" }, first.version));
  await acting(as(), (call) => createElement(call, parts, someFields({ field: "once" })));
  await assert.rejects(
    acting(as(), (call) => editElement(call, parts, first.id, { status: "active" }, first.version + 1)),
    refuses("dictionary.field-taken"),
  );
  assert.equal((await getElement(as(), first.id)).may.decideSource, false);
});

test("somebody who does not keep the dictionary reads it and may change nothing", async () => {
  const reader = { ...officer, id: "reader", roles: ["department-user"] };
  assert.deepEqual((await getElement(as(reader), "DE-00001")).may, { edit: false, decideSource: false });
});

test("a code set keeps its versions; the one in force is the newest that has begun", async () => {
  const codes = (names: readonly string[]) =>
    names.map((zh, index) => ({ code: String(index), name: { zh, en: zh }, aliases: [], status: "active" as const }));
  const name = { zh: "示例", en: "Example" };
  const created = await acting(as(), (call) =>
    createCodeSet(call, parts, {
      id: "CS-EXAMPLE",
      name,
      standard: "",
      codes: codes(["甲"]),
      effectiveOn: "2020-01-01",
    }),
  );
  await assert.rejects(
    acting(as(), (call) =>
      reviseCodeSet(
        call,
        parts,
        "CS-EXAMPLE",
        { name, standard: "", codes: codes(["甲"]), effectiveOn: "2019-01-01" },
        1,
      ),
    ),
    refuses("dictionary.version-goes-back"),
  );
  const revision = { name, standard: "", codes: codes(["甲", "乙"]), effectiveOn: "2026-12-01" };
  await acting(as(), (call) => reviseCodeSet(call, parts, "CS-EXAMPLE", revision, created.version));
  const read = await getCodeSet(as(), "CS-EXAMPLE");
  assert.equal(read.version, 2);
  assert.deepEqual(
    read.versions.map(({ effectiveOn }) => effectiveOn),
    ["2020-01-01", "2026-12-01"],
  );
  assert.equal((await getCodeSet(as(), "CS-EXAMPLE", 1)).codes.length, 1);
  await assert.rejects(getCodeSet(as(), "CS-EXAMPLE", 3), refuses("dictionary.code-set-version-not-found"));
  const snapshot = await parts.reading.current(as());
  assert.equal(codeListOn(snapshot, "CS-EXAMPLE", "2026-11-30")?.version, 1);
  assert.equal(codeListOn(snapshot, "CS-EXAMPLE", "2026-12-01")?.version, 2);
  assert.equal(codeListOn(snapshot, "CS-EXAMPLE", "2019-12-31"), undefined);
});

test("a code set in which a wording means two codes is refused", async () => {
  const code = (text: string, alias: string) => ({
    code: text,
    name: { zh: text, en: text },
    aliases: [alias],
    status: "active" as const,
  });
  await assert.rejects(
    acting(as(), (call) =>
      createCodeSet(call, parts, {
        id: "CS-DOUBLED",
        name: { zh: "重复", en: "Doubled" },
        standard: "",
        codes: [code("1", "甲"), code("2", "甲")],
        effectiveOn: "2020-01-01",
      }),
    ),
    refuses("dictionary.codes-doubled"),
  );
});

test("values are tried as a load would: cleaned, judged with a reason, masked", async () => {
  const { results } = await checkValues(as(), parts, "DE-00002", ["11010519491231002x", "110105194912310021", "无"]);
  assert.deepEqual(
    results.map(({ cleaned, isValid, masked }) => [cleaned, isValid, masked]),
    [
      ["11010519491231002X", true, "110105********002X"],
      ["110105194912310021", false, "110105********0021"],
      [null, true, "***"],
    ],
  );
  assert.match(results[1]?.reason?.zh ?? "", /应为 X/);
  const sexes = await checkValues(as(), parts, "DE-00005", ["男", "7"]);
  assert.deepEqual(
    sexes.results.map(({ cleaned, isValid }) => [cleaned, isValid]),
    [
      ["1", true],
      ["7", false],
    ],
  );
});

test("what one process changes another sees at once after it asks again, and a rolled back change never", async () => {
  const { createReading } = await import("./reading.ts");
  const other = createReading();
  const nameIn = async (reading: typeof other, now: string) =>
    (await reading.current({ ...as(), now: new Date(now) })).elements.get("DE-00033")?.name.zh;
  assert.equal(await nameIn(other, "2026-03-18T02:00:00Z"), "体重");
  const rename = (zh: string) => (call: ReturnType<typeof as>) =>
    editElement(call, parts, "DE-00033", { name: { zh, en: "Weight" } }, null);
  await assert.rejects(
    acting(as(), async (call) => {
      await rename("甲")(call);
      assert.equal((await parts.reading.current(call)).elements.get("DE-00033")?.name.zh, "甲");
      throw new Error("no");
    }),
  );
  assert.equal((await parts.reading.current(as())).elements.get("DE-00033")?.name.zh, "体重");
  await acting(as(), rename("乙"));
  assert.equal((await parts.reading.current(as())).elements.get("DE-00033")?.name.zh, "乙");
  assert.equal(await nameIn(other, "2026-03-18T02:00:00.900Z"), "体重");
  assert.equal(await nameIn(other, "2026-03-18T02:00:01.100Z"), "乙");
});

const decisionOf = (department: string) => ({ department, resourceId: null, item: "sfzh", basis: "三定方案" });
const decide = (id: string, department: string, version: number | null, actor = officer) =>
  acting(as(actor), (call) => decideSource(call, parts, id, decisionOf(department), version));

test("one element has one source; a new decision ends the one before and keeps it", async () => {
  const element = await getElement(as(), "DE-00001");
  const first = await decide(element.id, departments[0], element.version);
  assert.deepEqual(first.source, { ...decisionOf(departments[0]), decidedOn: "2026-03-18" });
  const second = await decide(element.id, departments[1], first.version);
  assert.equal(second.source?.department, departments[1]);
  const history = await sql<{ department: string; inForce: boolean }>`
    select d.department, d.superseded_at is null as in_force from dictionary.source_decision d
    where d.element = ${element.id} order by d.superseded_at nulls last`.execute(database.withTables<never>());
  assert.deepEqual(history.rows, [
    { department: departments[0], inForce: false },
    { department: departments[1], inForce: true },
  ]);
  assert.equal((await listElements(as(), { limit: 10, hasSource: true })).total, 1);
});

test("ten decisions at once leave one source in force", async () => {
  await Promise.all(Array.from({ length: 10 }, (_, index) => decide("DE-00006", departments[index % 2] ?? "", null)));
  const inForce = await sql<{ n: number }>`
    select count(*) as n from dictionary.source_decision d
    where d.element = 'DE-00006' and d.superseded_at is null`.execute(database.withTables<never>());
  assert.equal(inForce.rows[0]?.n, 1);
});

test("the database itself refuses a second source in force", async () => {
  const insert = sql`
    insert into dictionary.source_decision (id, element, department, basis, decided_on, decided_by, decided_at)
    values (gen_random_uuid(), 'DE-00006', 'x', 'x', '2026-01-01', 'x', now())`;
  await assert.rejects(insert.execute(database.withTables<never>()), /source_decision_one_in_force/);
});

test("a department that is not registered or outside the scope can be no source", async () => {
  const narrow = { ...officer, departments: [departments[1]] };
  await assert.rejects(decide("DE-00009", "91350100M000100Y43", null), refuses("dictionary.department-not-found"));
  await assert.rejects(decide("DE-00009", departments[0], null, narrow), refuses("dictionary.department-not-found"));
});
