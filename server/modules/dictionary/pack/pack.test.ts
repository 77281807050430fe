import assert from "node:assert/strict";
import { test } from "node:test";
import { CodeSetFields, ElementFields } from "#contract/dictionary";
import { packCodeSets, packElements } from "./pack.ts";
import { sharedNames } from "./shared-names.ts";

const hasHan = /\p{Script=Han}/u;
const duplicates = (values: readonly string[]): string[] =>
  values.filter((value, index) => values.indexOf(value) !== index);

test("the pack holds at least 110 elements and every one parses as the contract asks", () => {
  assert.ok(packElements.length >= 110, String(packElements.length));
  for (const { id, ...fields } of packElements) {
    const parsed = ElementFields.safeParse(fields);
    assert.ok(parsed.success, `${id}: ${parsed.error?.message}`);
    assert.match(id, /^DE-\d{5}$/);
  }
});

test("ids, fields and names are unique", () => {
  assert.deepEqual(duplicates(packElements.map((element) => element.id)), []);
  assert.deepEqual(duplicates(packElements.map((element) => element.field)), []);
  assert.deepEqual(duplicates(packElements.map((element) => element.name.zh)), []);
  assert.deepEqual(duplicates(packElements.map((element) => element.name.en)), []);
  assert.deepEqual(duplicates(packCodeSets.map((set) => set.id)), []);
});

test("every text stands in both languages", () => {
  for (const element of packElements) {
    for (const text of [element.name, element.definition]) {
      assert.match(text.zh, hasHan, element.id);
      assert.ok(text.en !== "" && !hasHan.test(text.en), element.id);
    }
  }
  for (const set of packCodeSets) {
    for (const version of set.versions) {
      assert.match(version.name.zh, hasHan, set.id);
      for (const code of version.codes) {
        assert.ok(code.name.zh !== "" && code.name.en !== "" && !hasHan.test(code.name.en), `${set.id} ${code.code}`);
      }
    }
  }
});

test("every referenced code set exists, fits the length of its element, and every set is referenced", () => {
  const sets = new Map(packCodeSets.map((set) => [set.id, set]));
  const used = packElements.filter((element) => element.codeSet !== null);
  for (const element of used) {
    const set = sets.get(element.codeSet ?? "");
    assert.ok(set, `${element.id} names ${element.codeSet}`);
    assert.equal(element.type.kind, "text");
    const longest = Math.max(...set.versions.flatMap((version) => version.codes.map(({ code }) => code.length)));
    assert.ok(longest <= (element.type.maxLength ?? 0), `${element.id}: codes have ${longest} characters`);
  }
  const usedSets = new Set(used.map((element) => element.codeSet));
  assert.deepEqual(
    [...sets.keys()].filter((id) => !usedSets.has(id)),
    [],
  );
});

test("a code set has unique codes in versions that follow one another, and no text stands for two codes", () => {
  for (const { id, versions } of packCodeSets) {
    assert.ok(
      versions.every((version, index) => index === 0 || (versions[index - 1]?.effectiveOn ?? "") < version.effectiveOn),
    );
    for (const { effectiveOn, ...fields } of versions) {
      assert.match(effectiveOn, /^\d{4}-\d{2}-\d{2}$/);
      assert.ok(CodeSetFields.safeParse(fields).success, id);
      assert.deepEqual(duplicates(fields.codes.map(({ code }) => code)), [], id);
      const texts = fields.codes.flatMap(({ code, name, aliases }) => {
        const own = new Set([code, name.zh, name.en, ...aliases].map((text) => text.toLowerCase()));
        return [...own];
      });
      assert.deepEqual(duplicates(texts), [], id);
    }
  }
});

test("the 56 ethnic groups carry their codes", () => {
  const [version] = packCodeSets.find((set) => set.id === "CS-ETHNIC")?.versions ?? [];
  assert.equal(version?.codes.length, 56);
  const codeOf = new Map(version?.codes.map((code) => [code.name.zh, code.code]));
  assert.deepEqual(
    ["汉族", "彝族", "羌族", "基诺族"].map((name) => codeOf.get(name)),
    ["01", "07", "33", "56"],
  );
});

test("a name that could mean two elements stands in the table of shared names, with its order", () => {
  const byName = new Map<string, Set<string>>();
  for (const element of packElements) {
    for (const name of [element.field, element.name.zh, ...element.synonyms]) {
      const key = name.toLowerCase().replaceAll("_", "");
      byName.set(key, (byName.get(key) ?? new Set()).add(element.id));
    }
  }
  const shared = [...byName].filter(([, ids]) => ids.size > 1);
  for (const [name, ids] of shared) {
    assert.deepEqual(
      [...ids].toSorted(),
      [...(sharedNames[name] ?? [])].toSorted(),
      `${name} means ${[...ids].join(", ")}`,
    );
  }
  assert.deepEqual(
    Object.keys(sharedNames).filter((name) => (byName.get(name)?.size ?? 0) < 2),
    [],
  );
});

test("what belongs to a person is graded 2 or higher, and what is sensitive 4", () => {
  for (const element of packElements) {
    if (element.isPersonal) assert.ok(Number(element.grade) >= 2, element.id);
    if (element.isSensitivePersonal) assert.equal(element.grade, "4", element.id);
  }
});
