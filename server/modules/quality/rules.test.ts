import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { ruleKinds } from "#contract/quality";
import { isRowRule } from "./rule.ts";
import { item, personItems, rulesOf } from "./test-ground.ts";

const idsOf = (rules: ReturnType<typeof rulesOf>) => rules.map(({ id }) => id);

test("the rules of a table come from its items in their order, then its key, then the table", () => {
  assert.deepEqual(idsOf(rulesOf(personItems)), [
    "mandatory:no",
    "mandatory:name",
    "length:name",
    "check:citizen_id",
    "foreign-key:citizen_id",
    "code-set:sex",
    "mandatory:birth",
    "check:birth",
    "mandatory:division",
    "check:division",
    "foreign-key:division",
    "check:phone",
    "check:money",
    "check:credit",
    "foreign-key:credit",
    "length:note",
    "unique:no",
    "fresh",
    "reconciled",
    "readable",
  ]);
});

test("nine kinds are derived from what is declared, without anybody writing a rule", () => {
  const kinds = new Set(rulesOf(personItems).map(({ kind }) => kind));
  const derived = "check code-set foreign-key fresh length mandatory readable reconciled unique".split(" ");
  assert.deepEqual([...kinds].toSorted(), derived);
});

test("every rule says what it means in both languages, where it comes from and what it weighs", () => {
  for (const { id, text, standard, weight } of rulesOf(personItems)) {
    assert.ok(text.zh !== "" && text.en !== "" && standard !== "" && weight > 0, id);
  }
});

describe("what cannot be judged is not made a rule", () => {
  test("divisions before they are loaded", () => {
    const ids = idsOf(rulesOf(personItems, { hasDivisions: false }));
    assert.deepEqual(
      ids.filter((id) => id.startsWith("foreign-key")),
      ["foreign-key:credit"],
    );
  });

  test("departments while the directory is empty", () => {
    assert.ok(!idsOf(rulesOf(personItems, { departments: [] })).includes("foreign-key:credit"));
  });

  test("a code set that the dictionary does not have on the day", () => {
    assert.ok(!idsOf(rulesOf(personItems, { codeLists: new Map() })).includes("code-set:sex"));
  });

  test("rows that came by no load that counted them", () => {
    assert.ok(!idsOf(rulesOf(personItems, { hasLoad: false })).includes("reconciled"));
  });

  test("an update cycle without a number of days", () => {
    const rules = rulesOf(personItems, { measures: { ruleWeights: rulesWeights(), cycleDays: new Map() } });
    assert.ok(!idsOf(rules).includes("fresh"));
  });
});

function rulesWeights() {
  return Object.fromEntries(ruleKinds.map((kind) => [kind, 1])) as Record<(typeof ruleKinds)[number], number>;
}

test("an item whose element has left the dictionary is held to what is declared of it", () => {
  const type = { kind: "text", maxLength: 3, precision: null, scale: null } as const;
  const rules = rulesOf([item("x", null, { element: "DE-GONE", type, isMandatory: true })]).filter(isRowRule);
  assert.deepEqual(idsOf(rules), ["mandatory:x", "length:x"]);
});

test("a rule on a code set names its version and holds only codes in force", () => {
  const rule = rulesOf(personItems).find(({ id }) => id === "code-set:sex");
  assert.equal(rule?.basis, "DE-SEX@1 CS-SEX@2");
  assert.deepEqual(rule?.test, { kind: "code-set", set: "CS-SEX", version: 2, codes: ["1", "2"] });
});
