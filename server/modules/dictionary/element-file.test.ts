import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import {
  checkNames,
  dataGrades,
  elementCategories,
  ElementFields,
  maskNames,
  type ValueType,
} from "#contract/dictionary";
import { Problem } from "#kernel/problem";
import type { Element } from "./door.ts";
import { type FileFormat, readElements, writeElements } from "./element-file.ts";
import { faultsOfElement } from "./element-rules.ts";
import { planImport } from "./import-plan.ts";
import { packCodeSets, packElements } from "./pack/pack.ts";

const codeSets = new Set(packCodeSets.map(({ id }) => id));
const shipped: readonly Element[] = packElements.map((fields) => ({
  ...fields,
  status: "active",
  source: null,
  version: 1,
}));

const roundTrip = (format: FileFormat, elements: readonly Element[]) =>
  planImport(readElements(format, writeElements(format, elements)), elements, codeSets);

for (const format of ["csv", "json"] as const) {
  test(`the pack written as ${format} and read again changes nothing`, () => {
    assert.deepEqual(roundTrip(format, shipped), { writes: [], unchanged: shipped.length, rejected: [] });
  });
}

/** Everything a text of a dictionary may hold, spreadsheets' favourite traps first. */
const text = (maxLength: number) =>
  fc
    .string({ unit: fc.constantFrom(...Array.from(`=+-@'"|\\,;#\n\r\t 汉字𠮷aZ09()`)), maxLength })
    .map((value) => value.trim());
const filled = (maxLength: number) => text(maxLength).filter((value) => value !== "");
const types: fc.Arbitrary<ValueType> = fc
  .oneof(
    fc.record({ kind: fc.constant("text" as const), maxLength: fc.option(fc.integer({ min: 1, max: 4000 })) }),
    fc.record({ kind: fc.constantFrom("integer" as const, "date" as const, "boolean" as const) }),
    fc
      .tuple(fc.integer({ min: 1, max: 38 }), fc.nat(18))
      .map(([precision, scale]) => ({ kind: "decimal" as const, precision, scale: Math.min(precision, scale) })),
  )
  .map((type) => ({ maxLength: null, precision: null, scale: null, ...type }));

const someElements: fc.Arbitrary<Element[]> = fc
  .array(
    fc.record({
      name: fc.record({ zh: filled(20), en: text(20) }),
      definition: fc.record({ zh: text(60), en: text(60) }),
      category: fc.constantFrom(...elementCategories),
      type: types,
      codeSet: fc.constantFrom(null, "CS-GENDER"),
      check: fc.constantFrom(null, ...checkNames),
      mask: fc.constantFrom(null, ...maskNames),
      grade: fc.constantFrom(...dataGrades),
      isPersonal: fc.boolean(),
      isSensitivePersonal: fc.boolean(),
      unit: fc.option(filled(10)),
      synonyms: fc.array(filled(10), { maxLength: 4 }),
      standard: text(20),
      status: fc.constantFrom("active" as const, "active" as const, "retired" as const),
    }),
    { maxLength: 8 },
  )
  .map((rows) =>
    rows
      .map((row, index) => ({ ...row, id: `DE-1000${index + 1}`, field: `field_${index}`, source: null, version: 1 }))
      // Plain objects, as they come from the store.
      .map((row) => structuredClone(row))
      .filter((row) => ElementFields.safeParse(row).success && faultsOfElement(row, codeSets).length === 0),
  );

for (const format of ["csv", "json"] as const) {
  test(`any elements written as ${format} come back as they were`, () => {
    fc.assert(
      fc.property(someElements, (elements) => {
        assert.deepEqual(roundTrip(format, elements), { writes: [], unchanged: elements.length, rejected: [] });
        const fresh = planImport(readElements(format, writeElements(format, elements)), [], codeSets);
        assert.deepEqual(
          fresh.writes.map(({ id, fields, status }) => ({ id, ...fields, status })),
          elements.map(({ source: _source, version: _version, ...element }) => element),
        );
      }),
      { numRuns: 300 },
    );
  });
}

const csv = (...lines: readonly string[]) => readElements("csv", `${lines.join("\n")}\n`);
const good = "new_field,新字段,New field,定义,Definition,other,text,1";
const headings = "field,name_zh,name_en,definition_zh,definition_en,category,kind,grade";

test("bad rows are told by row and column, good rows go in", () => {
  const rows = csv(
    headings,
    good,
    "Bad Field,名,Name,定义,Definition,other,text,1",
    "other_field,名,Name,定义,Definition,plant,text,9",
    "short_row,名",
    "birth_date,出生日期,Date of birth,定义,Definition,time,date,3",
  );
  const plan = planImport(rows, shipped, codeSets);
  assert.deepEqual(
    plan.writes.map(({ kind, id, fields }) => [kind, id, fields.field]),
    [
      ["create", null, "new_field"],
      ["update", "DE-00006", "birth_date"],
    ],
  );
  assert.deepEqual(
    plan.rejected.map(({ row, column }) => [row, column]),
    [
      [3, "field"],
      [4, "category"],
      [4, "grade"],
      [5, null],
    ],
  );
  assert.ok(plan.rejected.every(({ reason }) => reason.zh !== "" && reason.en !== ""));
});

test("a column that is not in the file leaves the element as it is", () => {
  const [write] = planImport(csv("id,name_zh", "DE-00002,身份证号码"), shipped, codeSets).writes;
  const before = shipped.find(({ id }) => id === "DE-00002");
  assert.deepEqual(write?.fields.name, { zh: "身份证号码", en: before?.name.en });
  assert.equal(write?.fields.check, "citizen-id");
});

test("two rows about one element, a taken field name and an unknown number are refused", () => {
  const plan = planImport(
    csv(
      `id,${headings}`,
      `,${good}`,
      `,${good}`,
      `DE-00777,${good.replace("new_field", "x1")}`,
      `DE-00005,${good.replace("new_field", "ethnic_code")}`,
    ),
    shipped,
    codeSets,
  );
  assert.deepEqual(
    plan.rejected.map(({ row, column }) => [row, column]),
    [
      [3, "id"],
      [4, "id"],
      [5, "field"],
    ],
  );
});

test("a file that is not of the format is refused as a whole, with the reason", () => {
  for (const [format, content] of [
    ["json", "{"],
    ["json", "{}"],
    ["csv", "姓名,身份证\n"],
    ["csv", "field,colour\n"],
    ["csv", 'field\n"open'],
  ] as const) {
    assert.throws(
      () => readElements(format, content),
      (error: unknown) => error instanceof Problem && error.code === "dictionary.import-unreadable",
      content,
    );
  }
});

test("a cell that a spreadsheet would run as a formula is written as text", () => {
  const [first] = shipped;
  assert.ok(first);
  const written = writeElements("csv", [{ ...first, standard: "=HYPERLINK(1)" }]);
  assert.ok(written.includes("'=HYPERLINK(1)"));
});
