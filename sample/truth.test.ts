import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import { generateSample } from "./index.ts";
import type { SampleTable } from "./manifest.ts";
import { asRead, type Read, readBack, readLines, type ReadTable } from "./test-read-back.ts";
import type { TruthEntry } from "./truth.ts";

const folder = mkdtempSync(path.join(tmpdir(), "weir-sample-truth-"));
after(() => rmSync(folder, { recursive: true, force: true }));

const options = { people: 3000, seed: 7, asOf: "2026-03-01" };
const dirtyFolder = path.join(folder, "dirty");
const cleanFolder = path.join(folder, "clean");
const dirty = await generateSample({ ...options, folder: dirtyFolder, dirt: 3 });
const clean = await generateSample({ ...options, folder: cleanFolder, dirt: 0 });
const truth = Map.groupBy(readLines<TruthEntry>(path.join(dirtyFolder, dirty.truth.faults)), (entry) => entry.table);

/** Cells of two readings differ exactly where and as the truth says; `cells` maps a heading to its fault. */
function compareRow(
  where: string,
  before: readonly Read[],
  now: readonly Read[],
  headings: readonly string[],
  faults: readonly TruthEntry[],
): void {
  const byColumn = new Map(faults.map((fault) => [fault.column, fault]));
  for (const [at, heading] of headings.entries()) {
    const fault = byColumn.get(heading);
    const place = `${where} ${heading}`;
    if (!fault) assert.equal(now[at] ?? null, before[at] ?? null, `${place} differs and is not in the truth`);
    else {
      assert.equal(now[at] ?? null, asRead(fault.dirty), `${place} is not what the truth says`);
      assert.equal(before[at] ?? null, asRead(fault.true), `${place} was not what the truth says`);
      assert.notEqual(now[at] ?? null, before[at] ?? null, `${place} is in the truth and not dirty`);
      byColumn.delete(heading);
    }
  }
  assert.deepEqual([...byColumn.keys()], [], `${where}: columns that do not exist`);
}

/** Walks both files side by side; answers how many clean rows were met. */
function walk(table: SampleTable, dirtyRows: ReadTable, cleanRows: ReadTable): number {
  const serial = table.columns.findIndex(({ element }) => element === "record_id");
  const without = (row: readonly Read[]) => row.filter((_, at) => at !== serial);
  const headings = without(dirtyRows.headings) as string[];
  const byRow = Map.groupBy(truth.get(table.key) ?? [], (entry) => entry.row);
  let met = 0;
  for (const [at, found] of dirtyRows.rows.entries()) {
    const where = `${table.key} row ${at + 1}`;
    const faults = byRow.get(at + 1) ?? [];
    const whole = faults.find(({ column }) => column === null);
    const cells = faults.filter(({ column }) => column !== null);
    if (whole?.kind === "heading-again") assert.deepEqual(found, dirtyRows.headings, where);
    else if (whole?.kind === "doubled-row") {
      assert.deepEqual(without(found), without(dirtyRows.rows[Number(whole.true) - 1] ?? []), where);
    } else if (whole) {
      const right = cleanRows.rows[met] ?? [];
      assert.deepEqual(found, (whole.dirty as unknown[]).map(asRead), where);
      assert.deepEqual((whole.true as unknown[]).map(asRead), right, where);
      assert.notEqual(found.length, right.length, where);
      met += 1;
    } else {
      compareRow(where, without(cleanRows.rows[met] ?? []), without(found), headings, cells);
      met += 1;
    }
  }
  return met;
}

for (const [at, table] of dirty.tables.entries()) {
  const twin = clean.tables[at];
  assert.ok(twin);
  test(`${table.key}: what is wrong in the file is in the truth, and what is in the truth is wrong in the file`, () => {
    const dirtyRows = readBack(dirtyFolder, table);
    const cleanRows = readBack(cleanFolder, twin);
    assert.equal(walk(table, dirtyRows, cleanRows), cleanRows.rows.length);
    assert.equal(dirtyRows.rows.length, table.rowCount);
    assert.deepEqual(
      dirtyRows.headings,
      table.columns.map(({ name }) => name),
    );
  });
}

test("clean data are clean: the truth of a sample without dirt is empty", () => {
  assert.equal(readFileSync(path.join(cleanFolder, clean.truth.faults), "utf8"), "");
});

test("every kind of fault occurs", () => {
  assert.deepEqual(
    dirty.faults.filter(({ count }) => count === 0).map(({ kind }) => kind),
    [],
  );
  for (const table of dirty.tables)
    assert.equal(
      Object.values(table.faults).reduce((sum, count) => sum + count, 0),
      (truth.get(table.key) ?? []).length,
    );
});

interface TruePerson {
  readonly person: number;
  readonly citizenId: string;
}
interface TrueEntity {
  readonly entity: number;
  readonly creditCode: string;
}

/** Columns that name a person or firm by number, and where the links of the row stand for them. */
function numbered({ columns, rows }: SampleTable): { column: number; link: number; isPerson: boolean }[] {
  const roles = Object.keys(rows.others);
  return columns.flatMap(({ element, of }, column) => {
    const kind = of === null ? rows.kind : rows.others[of];
    const isPerson = element === "citizen_id" && kind === "person";
    const isEntity = element === "credit_code" && kind === "entity";
    return isPerson || isEntity ? [{ column, link: of === null ? 1 : 2 + roles.indexOf(of), isPerson }] : [];
  });
}

test("the links beside each table tell who its records really are", () => {
  const people = readLines<TruePerson>(path.join(cleanFolder, clean.truth.people));
  const entities = readLines<TrueEntity>(path.join(cleanFolder, clean.truth.entities));
  const idOf = new Map(people.map(({ person, citizenId }) => [String(person), citizenId]));
  const codeOf = new Map(entities.map(({ entity, creditCode }) => [String(entity), creditCode]));
  let compared = 0;
  for (const table of clean.tables) {
    const links = readFileSync(path.join(cleanFolder, table.rows.file), "utf8").trimEnd().split("\n").slice(1);
    const { rows } = readBack(cleanFolder, table);
    assert.equal(links.length, rows.length, table.key);
    for (const [at, row] of rows.entries()) {
      const link = (links[at] ?? "").split(",");
      assert.equal(link[0], String(at + 1));
      for (const { column, link: place, isPerson } of numbered(table)) {
        // A firm's worker in a school has no firm to point at.
        const really = (isPerson ? idOf : codeOf).get(link[place] ?? "");
        if (really !== undefined) assert.equal(row[column], really, `${table.key} row ${at + 1}`);
        compared += really === undefined ? 0 : 1;
      }
    }
  }
  assert.ok(compared > 10_000);
});
