import assert from "node:assert/strict";
import { after, test } from "node:test";
import fc from "fast-check";
import type { ResourceItem } from "#contract/catalog";
import { checkValue } from "#dictionary";
import { openDuckdb } from "#kernel/lake/duckdb";
import { name } from "#kernel/lake/lake";
import { countRows, type RowCounts, writeFailedRows } from "./measure-rows.ts";
import type { Count, RowRule } from "./rule.ts";
import { bitsPerWord, type Plan, wordOf, wordsOf } from "./statements.ts";
import {
  elements,
  fillDivisions,
  fillTable,
  item,
  knownDivisions,
  personItems,
  planOf,
  type TextRow,
  today,
} from "./test-ground.ts";

const lake = await openDuckdb({ folder: null, memoryMb: 512 });
after(() => lake.close());
const table = name("people");
const tables = { failed: name("main", "failed"), states: name("main", "states"), rows: name("main", "rows") };
const failedTable = tables.failed;
const divisions = name("divisions");
{
  await using session = await lake.session();
  await fillDivisions(session, divisions);
}

interface Outcome {
  readonly fromCounts: RowCounts;
  readonly fromRows: RowCounts & { badRows: number };
  /** Ids of failed rules by row number, of the rows that stand in the table of failed rows. */
  readonly failed: ReadonlyMap<number, readonly string[]>;
}

async function measure(items: readonly ResourceItem[], rows: readonly TextRow[], plan: Plan): Promise<Outcome> {
  await using session = await lake.session();
  await fillTable(session, table, items, rows);
  const fromCounts = await countRows(session, plan, divisions);
  const fromRows = await writeFailedRows(session, plan, divisions, tables);
  const words = wordsOf(plan.rules.length);
  const bits = plan.rules.map((_, position) => {
    const { word, bit } = wordOf(position);
    return `${lake.dialect.hasBit(`f.${word}`, bit)} as b${position}`;
  });
  const found = await session.read(`select f._row${bits.map((bit) => `, ${bit}`).join("")} from ${failedTable} f`);
  assert.deepEqual(
    (await session.columnsOf(failedTable)).map((column) => column.name),
    ["_row", ...words],
  );
  const failed = found.map((row): [number, string[]] => [
    Number(row["_row"]),
    plan.rules.flatMap((rule, position) => (row[`b${position}`] === true ? [rule.id] : [])),
  ]);
  return { fromCounts, fromRows, failed: new Map(failed) };
}

/** What the rules mean, row by row, without SQL. */
function naive(plan: Plan, rows: readonly TextRow[]): { counts: Count[]; failed: Map<number, string[]> } {
  const failed = new Map<number, string[]>();
  const counts = plan.rules.map((rule) => {
    const assessed = rows.flatMap((row, index) => (isAssessed(rule, row) ? [{ row, number: index + 1 }] : []));
    const failing = assessed.filter(({ row }) =>
      fails(
        rule,
        row,
        assessed.map((other) => other.row),
      ),
    );
    for (const { number } of failing) failed.set(number, [...(failed.get(number) ?? []), rule.id]);
    return { assessed: assessed.length, failed: failing.length };
  });
  return { counts, failed };
}

const hasText = (value: string | null | undefined): value is string =>
  value !== null && value !== undefined && /[^\t\n\v\f\r \u3000]/.test(value);
const first = (rule: RowRule, row: TextRow) => row[rule.fields[0] ?? ""];

function isAssessed(rule: RowRule, row: TextRow): boolean {
  if (rule.test.kind === "mandatory") return true;
  if (!rule.fields.every((field) => hasText(row[field]))) return false;
  if (rule.test.kind === "authority") {
    const code = first(rule, row) ?? "";
    return code.startsWith("11") && rule.test.divisions.includes(code.slice(2, 8));
  }
  const isForeigners = /^(?:9|830000)/.test(first(rule, row) ?? "");
  return !(rule.test.kind === "foreign-key" && rule.test.check === "citizen-id" && isForeigners);
}

function fails(rule: RowRule, row: TextRow, assessed: readonly TextRow[]): boolean {
  const value = first(rule, row) ?? "";
  const { test: given } = rule;
  switch (given.kind) {
    case "mandatory":
      return !hasText(first(rule, row));
    case "length":
      return Array.from(value).length > (given.max ?? Infinity);
    case "check":
      return checkValue(given.check, value, { today, isDivision: () => true }) !== null;
    case "code-set":
      return !given.codes.includes(value);
    case "unique":
      return assessed.filter((other) => rule.fields.every((field) => other[field] === row[field])).length > 1;
    case "authority":
      return !given.codes.includes(value);
    case "foreign-key": {
      const code = Array.from(value)
        .slice(given.start - 1, given.start - 1 + given.length)
        .join("");
      return ![code, shortest(code)].some((form) => knownDivisions.includes(form));
    }
    case "type":
    case "conditional":
    case "pattern":
    case "range":
    case "duplicates":
    case "reference":
    case "comparison":
    case "sql":
      throw new Error(`${rule.id} is not derived from items.`);
  }
}

const shortest = (code: string): string =>
  [12, 9, 6, 4].reduce((short, length) => {
    const zeros = length > 6 ? 3 : 2;
    return Array.from(short).length === length && short.endsWith("0".repeat(zeros)) ? short.slice(0, -zeros) : short;
  }, code);

const maybe = (arbitrary: fc.Arbitrary<string>) => fc.option(arbitrary, { freq: 5 });
const blank = fc.constantFrom("", " ", "　", "\t\n", " 　 ", "\v\f\r");
const odd = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 8 }),
  blank,
  fc.constantFrom("!", "、", "\u00a0", "\u0000", "𠮷"),
);

const person: fc.Arbitrary<TextRow> = fc.record({
  no: maybe(fc.integer({ min: 1, max: 12 }).map(String)),
  name: maybe(fc.oneof(fc.constantFrom("王伟", "欧阳娜娜", "阿卜杜热合曼江", "𠮷𠮷𠮷𠮷𠮷𠮷", "a1234567"), odd)),
  citizen_id: maybe(
    fc.oneof(
      fc.constantFrom("11010519491231002X", "440524188001010014", "110105194912310021", "91184019900101001X"),
      fc.constantFrom("83000019900101001X", "51010419900230001X", "99999919900101001X", "5101"),
      odd,
    ),
  ),
  sex: maybe(fc.oneof(fc.constantFrom("1", "2", "3", "12"), odd)),
  birth: maybe(fc.constantFrom("2026-03-18", "2026-03-19", "1949-12-31", "0001-01-01")),
  division: maybe(
    fc.oneof(
      fc.constantFrom("51", "510100", "510104", "510104000000", "510104011000", "510104012000", "520000", "110000"),
      odd,
    ),
  ),
  phone: maybe(fc.oneof(fc.constantFrom("13800138000", "12800138000", "1380013800"), odd)),
  money: maybe(fc.constantFrom("0.00", "-0.01", "12.50")),
  credit: maybe(
    fc.oneof(
      fc.constantFrom("11510104MB0000011X", "11510104MB0000099K", "11510105MB0000011X", "12510104MB0000033A"),
      fc.constantFrom("91350100M000100Y43", "115101", "11510104"),
      odd,
    ),
  ),
  note: maybe(fc.oneof(fc.constantFrom("12345", "123456", "一二三四五六"), odd)),
});

function assertSame(outcome: Outcome, expected: ReturnType<typeof naive>, rowCount: number): void {
  assert.deepEqual(outcome.fromCounts.counts, expected.counts);
  assert.deepEqual(outcome.fromRows.counts, expected.counts);
  assert.deepEqual([outcome.fromCounts.rowCount, outcome.fromRows.rowCount], [rowCount, rowCount]);
  assert.equal(outcome.fromRows.badRows, expected.failed.size);
  const inOrder = (failed: ReadonlyMap<number, readonly string[]>) => [...failed].toSorted(([a], [b]) => a - b);
  assert.deepEqual(inOrder(outcome.failed), inOrder(expected.failed));
}

test("counting, writing failed rows and plain JavaScript come to the same on random tables", async () => {
  const plan = planOf(table, personItems);
  await fc.assert(
    fc.asyncProperty(fc.array(person, { maxLength: 40 }), async (rows) => {
      assertSame(await measure(personItems, rows, plan), naive(plan, rows), rows.length);
    }),
    { numRuns: 60 },
  );
});

test("a key of two columns is doubled only where both are the same, and never where one is missing", async () => {
  const items = [item("a", null, { isKey: true }), item("b", null, { isKey: true })];
  const plan = planOf(table, items);
  const rows = [
    { a: "1", b: "x" },
    { a: "1", b: "y" },
    { a: "1", b: "x" },
    { a: "1", b: null },
    { a: "1", b: null },
    { a: null, b: null },
    { a: null, b: null },
    { a: "1", b: " " },
    { a: "1", b: " " },
  ];
  const outcome = await measure(items, rows, plan);
  const position = plan.rules.findIndex((rule) => rule.id === "unique:a+b");
  assert.deepEqual(outcome.fromRows.counts[position], { assessed: 3, failed: 2 });
  assertSame(outcome, naive(plan, rows), rows.length);
});

test("more rules than one word has bits keep each its own", async () => {
  const items = Array.from({ length: bitsPerWord + 20 }, (_, index) => item(`f${index}`, null, { isMandatory: true }));
  const plan = planOf(table, items);
  assert.equal(wordsOf(plan.rules.length).length, 2);
  const rows = items.map((_, row) =>
    Object.fromEntries(items.map(({ field }, column) => [field, row === column ? null : "x"])),
  );
  assertSame(await measure(items, rows, plan), naive(plan, rows), rows.length);
});

test("a table without a row rule has no failed rows", async () => {
  const items = [item("free", null)];
  const outcome = await measure(items, [{ free: "x" }, { free: null }], planOf(table, items));
  assert.deepEqual([outcome.fromRows.rowCount, outcome.fromRows.badRows, outcome.failed.size], [2, 0, 0]);
});

test("a number column is put to a check and a code set of texts by the way it is written", async () => {
  const integer = { kind: "integer", maxLength: null, precision: null, scale: null } as const;
  const items = [item("sex", "DE-SEX", { type: integer }), item("phone", "DE-PHONE", { type: integer })];
  assert.equal(elements.get("DE-SEX")?.type.kind, "text");
  const plan = planOf(table, items);
  const rows = [
    { sex: "1", phone: "13800138000" },
    { sex: "4", phone: "12345" },
  ];
  assertSame(await measure(items, rows, plan), naive(plan, rows), rows.length);
});
