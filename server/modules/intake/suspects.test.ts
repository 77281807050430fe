import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import fc from "fast-check";
import { type CheckName, checkNames } from "#contract/dictionary";
import { type CleanHint, cleanValue, type CodeList } from "#dictionary";
import { TextPage } from "#kernel/lake/column-pages";
import { openDuckdb } from "#kernel/lake/duckdb";
import { duckdbDialect } from "#kernel/lake/duckdb-dialect";
import type { PlanColumn } from "./plan.ts";
import { ColumnRows } from "./readers/column-rows.ts";
import { scanCsv } from "./readers/csv-scan.ts";
import { oddTexts } from "./readers/odd-characters.ts";
import { ownDialect } from "./readers/reader.ts";
import { isProvenTidy, suspectSql } from "./suspects.ts";

/**
 * The engine sorts out which texts the cleaner looks at. Whatever the cleaner would change or refuse must be among them:
 * a text that is not suspected goes into the standard table as it is.
 */
const folder = mkdtempSync(path.join(tmpdir(), "weir-suspects-"));
const lake = await openDuckdb({ folder: null, memoryMb: 256 });
after(async () => {
  await lake.close();
  rmSync(folder, { recursive: true, force: true });
});

const text = { kind: "text", maxLength: null, precision: null, scale: null } as const;
const sexes: CodeList = {
  id: "CS-SEX",
  version: 1,
  name: { zh: "性别", en: "Sex" },
  codes: [
    { code: "1", name: { zh: "男", en: "Male" }, aliases: ["M"], status: "active" },
    { code: "2", name: { zh: "女", en: "Female" }, aliases: [], status: "active" },
    { code: "3", name: { zh: "旧", en: "Old" }, aliases: [], status: "retired" },
  ],
};

const pieces = fc.oneof(
  fc.constantFrom(
    "11010519491231002X",
    "11010519491231002x",
    "510104",
    "510104.0",
    "91510100MA6CXXXX0Q",
    "13800138000",
  ),
  fc.constantFrom(
    "川A12345",
    "川a·12345",
    "028-8888 8888",
    "a@b.cn",
    "A@B.cn ",
    "无",
    "NULL",
    "-",
    "1",
    "男",
    "M",
    "3",
    "null",
  ),
  fc.constantFrom("１２３", "张三", "张 三", "’", "'", "—", "·", "e10", "+86"),
  fc.constantFrom(...oddTexts),
  fc.constantFrom(" ", "  ", ","),
  fc.string({ maxLength: 3 }),
  fc.string({ unit: "grapheme", maxLength: 3 }),
);
// Text that is no Unicode cannot stand in a UTF-8 file.
const value = fc.array(pieces, { maxLength: 4 }).map((parts) => parts.join("").toWellFormed());

async function suspected(values: readonly string[], hint: CleanHint): Promise<Set<string>> {
  const file = path.join(folder, "t.csv");
  writeFileSync(file, values.map((cell) => `"${cell.replaceAll('"', '""')}"\n`).join(""));
  const { isUntidy } = await scanCsv(file, ownDialect);
  await using session = await lake.session();
  await session.write("create or replace temp table t (v varchar)");
  await session.append(
    "t",
    ["v"],
    values.map((cell) => [cell]),
  );
  const sql = suspectSql({ hint } as PlanColumn, "t.v", duckdbDialect, isUntidy);
  const rows = await session.read<{ v: string }>(`select '=' || t.v as v from t where ${sql}`);
  return new Set(rows.map((row) => row.v.slice(1)));
}

const hints: readonly [string, CleanHint][] = [
  ["no check", { check: null, codes: null, unit: null }],
  ["a code set", { check: null, codes: sexes, unit: null }],
  ...checkNames.map((check: CheckName): [string, CleanHint] => [check, { check, codes: null, unit: null }]),
];

for (const [name, hint] of hints) {
  test(`with ${name}, every text that cleaning changes or refuses is suspected`, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(value, { minLength: 1, maxLength: 60 }), async (values) => {
        const found = await suspected(values, hint);
        for (const cell of values) {
          const cleaned = cleanValue(cell, text, hint);
          const isTouched = !cleaned.ok || cleaned.value !== cell;
          if (isTouched) assert.ok(found.has(cell), `${JSON.stringify(cell)} → ${JSON.stringify(cleaned)}`);
        }
      }),
      { numRuns: 40 },
    );
  });
}

const tidyValue = fc.oneof(
  fc.stringMatching(/^[0-9]{6}$/),
  fc.stringMatching(/^[0-9]{17}[0-9X]$/),
  fc.stringMatching(/^[0-9A-Z]{9}$/),
  fc.stringMatching(/^[0-9A-Z]{12,18}$/),
  pieces.map((piece) => piece.toWellFormed()),
);

/** As a reader that types its cells sees a column. */
function seenBytes(values: readonly string[]): ColumnRows {
  const rows = new ColumnRows([{ kind: "text" }]);
  const [page] = rows.pages;
  for (const cell of values) {
    const bytes = Buffer.from(cell);
    if (page instanceof TextPage) rows.addText(page, bytes, 0, bytes.length);
    rows.endRow();
  }
  return rows;
}

const provable = new Set([
  "no check",
  "citizen-id",
  "credit-code",
  "organisation-code",
  "service-item",
  "postcode",
  "division-code",
  "bank-card",
]);

for (const [name, hint] of hints.filter(([given]) => provable.has(given))) {
  test(`with ${name}, a column that its bytes prove tidy holds no text that cleaning changes or refuses`, () => {
    fc.assert(
      fc.property(fc.array(tidyValue, { minLength: 1, maxLength: 3 }), (values) => {
        const rows = seenBytes(values);
        const [facts] = rows.textFacts();
        if (!facts || !isProvenTidy({ hint } as PlanColumn, facts, rows.isUntidy)) return;
        for (const cell of values) assert.deepEqual(valueOf(cleanValue(cell, text, hint)), cell);
      }),
      { numRuns: 200 },
    );
  });
}

test("the bytes of tidy citizen numbers prove them tidy, and one letter more does not", () => {
  const isProven = (values: readonly string[]): boolean => {
    const rows = seenBytes(values);
    const [facts] = rows.textFacts();
    const hint = { check: "citizen-id", codes: null, unit: null } as const;
    return facts ? isProvenTidy({ hint } as PlanColumn, facts, rows.isUntidy) : false;
  };
  assert.equal(isProven(["11010519491231002X", "510104198001010014"]), true);
  assert.equal(isProven(["11010519491231002X", "51010419800101001x"]), false);
  assert.equal(isProven(["11010519491231002X", "510104"]), false);
});

const valueOf = (cleaned: ReturnType<typeof cleanValue>): string | null => (cleaned.ok ? cleaned.value : null);
