import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import { dataFormats, openClasses, ResourceFields, shareClasses, shareModes, updateCycles } from "#contract/catalog";
import { roles, scopeKinds } from "#contract/identity";
import { fileFormats } from "#contract/intake";
import { DataDuty, networkZones } from "#contract/registry";
import { creditCode } from "./check-digits.ts";
import { generateSample } from "./index.ts";
import { readBack } from "./test-read-back.ts";

const folder = mkdtempSync(path.join(tmpdir(), "weir-sample-manifest-"));
after(() => rmSync(folder, { recursive: true, force: true }));
const manifest = await generateSample({ folder, people: 6000, seed: 2, asOf: "2026-03-01" });

/** Every word is one of the contract's. */
function isAmong(words: readonly string[], word: string): void {
  assert.ok(words.includes(word), `“${word}” is none of ${words.join(", ")}`);
}

test("the manifest in the folder is the manifest that was answered", () => {
  assert.deepEqual(JSON.parse(readFileSync(path.join(folder, "manifest.json"), "utf8")), manifest);
});

test("at least twelve departments, each with a right and unique credit code, a duty of every kind and a system", () => {
  assert.ok(manifest.departments.length >= 12);
  const codes = manifest.departments.map(({ code }) => code);
  assert.equal(new Set(codes).size, codes.length);
  const systemKeys = manifest.departments.flatMap((department) => department.systems.map(({ key }) => key));
  assert.equal(new Set(systemKeys).size, systemKeys.length);
  for (const { code, name, duties, systems, contacts } of manifest.departments) {
    assert.equal(creditCode(code.slice(0, 17)), code);
    assert.match(name, /示例市/);
    for (const duty of duties) DataDuty.parse(duty);
    assert.ok(systems.length > 0 && contacts.length > 0 && duties.length === 4);
    for (const { zone } of systems) isAmong(networkZones, zone);
  }
});

test("every table speaks the contract's words and belongs to a system of its department", () => {
  for (const table of manifest.tables) {
    const department = manifest.departments.find(({ code }) => code === table.department);
    isAmong(department?.systems.map(({ key }) => key) ?? [], table.system);
    isAmong(dataFormats, table.dataFormat);
    isAmong(updateCycles, table.updateCycle);
    isAmong(shareClasses, table.shareClass);
    isAmong(openClasses, table.openClass);
    for (const mode of table.shareModes) isAmong(shareModes, mode);
    isAmong(fileFormats, table.format);
  }
});

test("every table can be catalogued as it is described", () => {
  const names = new Set<string>();
  for (const table of manifest.tables) {
    names.add(table.name.zh);
    ResourceFields.omit({ items: true }).parse({
      ...table,
      name: table.name.zh,
      nameEn: table.name.en,
      format: table.dataFormat,
    });
    assert.equal(table.shareClass === "conditional", table.useConditions !== "", table.key);
    assert.equal(table.shareClass === "denied", table.legalBasis !== null, table.key);
    assert.ok(table.keyColumns.length > 0, table.key);
    const fields = table.columns.map(({ field }) => field);
    assert.equal(new Set(fields).size, fields.length, `${table.key}: two columns with one name`);
    for (const field of fields) assert.match(field, /^[a-z][a-z0-9_]{0,62}$/);
  }
  assert.equal(names.size, manifest.tables.length);
});

test("all share classes and the promised file formats occur", () => {
  assert.deepEqual(new Set(manifest.tables.map(({ shareClass }) => shareClass)), new Set(shareClasses));
  const formats = new Set<string>(manifest.tables.map(({ format }) => format));
  for (const format of ["sqlite", "csv", "xlsx", "xls", "json", "ndjson", "geojson"])
    assert.ok(formats.has(format), format);
});

test("there is a demo person for every role, in a department of the city", () => {
  assert.deepEqual(new Set(manifest.demoPeople.map(({ role }) => role)), new Set<string>(roles));
  const codes = new Set(manifest.departments.map(({ code }) => code));
  for (const { department, name, role, scope } of manifest.demoPeople) {
    assert.match(name, /^测试/);
    isAmong(scopeKinds, scope);
    assert.ok(department === null ? role === "citizen" : codes.has(department));
  }
});

test("key columns are unique but for the faults of the truth, mandatory columns filled", () => {
  for (const table of manifest.tables) {
    const { rows, headings } = readBack(folder, table);
    const at = table.keyColumns.map((name) => headings.indexOf(name));
    const keys = rows
      .filter((row) => row.length === headings.length)
      .map((row) => at.map((place) => row[place]).join("|"));
    const excused = ["doubled-row", "doubled-key", "missing-key", "heading-again"].reduce(
      (sum, kind) => sum + (table.faults[kind] ?? 0),
      0,
    );
    assert.ok(keys.length - new Set(keys).size <= excused, table.key);
    for (const name of table.mandatoryColumns) {
      const place = headings.indexOf(name);
      const empty = rows.filter((row) => row[place] === null || row[place] === "").length;
      assert.ok(empty <= rows.length * 0.05, `${table.key} ${name}`);
    }
  }
});

for (const table of manifest.tables) {
  for (const join of table.joins) {
    test(`${table.key}.${join.field} joins ${join.to} for about ${Math.round(join.rate * 100)} % of the rows`, () => {
      const to = manifest.tables.find(({ key }) => key === join.to);
      assert.ok(to);
      const valuesOf = (one: typeof table, field: string) => {
        const place = one.columns.findIndex((column) => column.field === field);
        assert.ok(place >= 0, `${one.key} has no ${field}`);
        return readBack(folder, one)
          .rows.map((row) => row[place])
          .filter((value) => typeof value === "string" && value !== "");
      };
      const there = new Set(valuesOf(to, join.toField));
      const here = valuesOf(table, join.field);
      const rate = here.filter((value) => there.has(value)).length / here.length;
      // Small tables scatter: three standard deviations on top of two hundredths.
      const slack = 0.02 + 3 * Math.sqrt((join.rate * (1 - join.rate)) / here.length);
      assert.ok(Math.abs(rate - join.rate) <= slack, `${rate.toFixed(3)} of ${here.length}`);
    });
  }
}
