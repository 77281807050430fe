import assert from "node:assert/strict";
import { after, describe, test } from "node:test";
import type { RowCondition, RuleDefinition } from "#contract/quality-rules";
import { openDuckdb } from "#kernel/lake/duckdb";
import { name } from "#kernel/lake/lake";
import { duplicatesIn, editDistance } from "./duplicates.ts";
import { writeFailedRows } from "./measure-rows.ts";
import { isRowRule, isTableRule, type Rule } from "./rule.ts";
import { lastPeriods, lookAtTable } from "./table-looks.ts";
import { judgeTable } from "./table-tests.ts";
import { fillTable, item, planOf, type TextRow, today } from "./test-ground.ts";
import { compileRule } from "./written/compile.ts";

// What each kind of written rule finds in one small table, through the statements a real check runs.

const lake = await openDuckdb({ folder: null, memoryMb: 512, threads: 1 });
after(() => lake.close());
const table = name("visits");
const other = name("main", "other");
const kind = (value: "integer" | "date" | "datetime") => ({
  type: { kind: value, maxLength: null, precision: null, scale: null },
});
const items = [
  item("no", null, { isKey: true }),
  item("name", null),
  item("sex", null),
  item("born", null, kind("date")),
  item("died", null, kind("date")),
  item("age", null, kind("integer")),
  item("seen", null, kind("datetime")),
  item("amount", null),
];
const rows: readonly TextRow[] = [
  {
    no: "A1",
    name: "张三丰",
    sex: "1",
    born: "1990-01-01",
    died: null,
    age: "36",
    seen: "2026-03-17 10:00:00",
    amount: "12.5",
  },
  {
    no: "A2",
    name: "张三风",
    sex: "2",
    born: "1990-01-01",
    died: "1989-01-01",
    age: "200",
    seen: "2026-03-16 09:00:00",
    amount: "x",
  },
  {
    no: "B3",
    name: "李四",
    sex: "1",
    born: "2027-01-01",
    died: null,
    age: "-1",
    seen: "2026-03-16 10:00:00",
    amount: "7",
  },
  { no: "b4", name: null, sex: "1", born: null, died: "2020-01-01", age: null, seen: null, amount: null },
  {
    no: "B3",
    name: "王五",
    sex: null,
    born: "1980-05-05",
    died: "2020-01-01",
    age: "45",
    seen: "2026-02-01 00:00:00",
    amount: "3",
  },
];
{
  await using session = await lake.session();
  await fillTable(session, table, items, rows);
  await session.write(
    `create table ${other} as select * from (values ('A1', '张三丰', 36), ('A2', '别人', 36), ('Z9', '谁', 1)) v(id, called, years)`,
  );
}
const othersId = "00000000-0000-7000-8000-000000000001";
const around = {
  items,
  codeLists: new Map([["CS@now", { id: "CS", version: 3, name: { zh: "", en: "" }, codes: [code("1"), code("3")] }]]),
  others: new Map([[othersId, { resourceId: othersId, name: "另一张表", table: other }]]),
  queries: new Map([["select t._row from t", `select _row from ${table} where age > 40`]]),
  sqlSeconds: 5,
};

function code(text: string) {
  return { code: text, name: { zh: text, en: text }, aliases: [], status: "active" as const };
}

const draft = (definition: RuleDefinition, condition: RowCondition | null = null) => {
  const version = { number: 1, definition, condition, text: { zh: "规", en: "r" }, basis: "", weight: 1 };
  const rule = compileRule({ number: 7, pack: null }, version, around);
  assert.ok(rule);
  return rule;
};

async function put(rule: Rule): Promise<{ assessed: number; failed: number; rows: number[] }> {
  await using session = await lake.session();
  const plan = {
    ...planOf(table, items, []),
    rules: [rule].filter(isRowRule),
    summed: [rule].filter(isTableRule),
    queried: new Map([["sql#7", [2, 5, 99]]]),
  };
  const tables = { failed: name("main", "f"), states: name("main", "s"), rows: name("main", "r") };
  const { counts, rowCount, totals } = await writeFailedRows(session, plan, null, tables);
  if (isRowRule(rule)) {
    const found = await session.read<{ row: number }>(`select f._row as row from ${tables.failed} f order by 1`);
    return { assessed: counts[0]?.assessed ?? -1, failed: counts[0]?.failed ?? -1, rows: found.map(({ row }) => row) };
  }
  if (!isTableRule(rule)) throw new Error(rule.id);
  const facts = {
    rowCount,
    columns: await session.columnsOf(table),
    today,
    loadedOn: today,
    load: undefined,
    filled: (one: Rule) => totals.assessed(one),
    sums: () => totals.sums(0),
    looks: await lookAtTable(session, plan, [rule]),
  };
  return { ...judgeTable(rule, facts), rows: [] };
}

type Case = readonly [
  what: string,
  definition: RuleDefinition,
  assessed: number,
  failed: number,
  rows?: readonly number[],
];

const cases: readonly Case[] = [
  ["a text that is no number", { kind: "type", column: "amount", type: "number" }, 4, 1, [2]],
  ["a text that is too short", { kind: "length", column: "name", min: 3, max: null }, 4, 2, [3, 5]],
  ["a text of another pattern", { kind: "pattern", column: "no", pattern: "[A-Z][0-9]" }, 5, 1, [4]],
  ["a code that is not in the set", { kind: "code-set", column: "sex", set: "CS", version: null }, 4, 1, [2]],
  [
    "nothing where the condition holds",
    { kind: "conditional", column: "name", when: { column: "sex", is: "=", values: ["1"] } },
    3,
    1,
    [4],
  ],
  ["a number out of range", { kind: "range", column: "age", min: "0", max: "130" }, 4, 2, [2, 3]],
  ["a date after the day of the check", { kind: "range", column: "born", min: "1900-01-01", max: "today" }, 4, 1, [3]],
  ["a text read as a number out of range", { kind: "range", column: "amount", min: "5", max: null }, 4, 1, [5]],
  ["a key that two rows have", { kind: "unique", columns: ["no"] }, 5, 2, [3, 5]],
  ["names one edit apart", { kind: "duplicates", columns: ["name"], blocks: [], similarity: 0.6 }, 4, 2, [1, 2]],
  [
    "names alike only in other blocks",
    { kind: "duplicates", columns: ["name"], blocks: ["sex"], similarity: 0.6 },
    3,
    0,
    [],
  ],
  [
    "a value another table lacks",
    { kind: "foreign-key", column: "no", other: othersId, otherColumn: "id" },
    5,
    3,
    [3, 4, 5],
  ],
  [
    "an end before its beginning",
    { kind: "comparison", column: "died", is: ">=", than: "born", other: null, keys: [], tolerance: 0 },
    2,
    1,
    [2],
  ],
  [
    "a value other than that of the same key elsewhere",
    {
      kind: "comparison",
      column: "name",
      is: "=",
      than: "called",
      other: othersId,
      keys: [{ own: "no", theirs: "id" }],
      tolerance: 0,
    },
    2,
    1,
    [2],
  ],
  [
    "what a query lists, rows that are gone left out",
    { kind: "sql", sql: "select t._row from t", dimension: "accuracy" },
    5,
    2,
    [2, 5],
  ],
  [
    "columns of a standard: one missing, one of another type",
    {
      kind: "schema",
      columns: [
        { field: "no", type: "text" },
        { field: "born", type: "text" },
        { field: "gone", type: "text" },
      ],
      allowsExtra: true,
    },
    3,
    2,
  ],
  ["a rate of filled rows: what is short of it", { kind: "fill-rate", column: "born", min: 1 }, 5, 1],
  ["a rate of filled rows that is reached", { kind: "fill-rate", column: "born", min: 0.8 }, 5, 0],
  ["fewer rows than the least", { kind: "row-count", min: 6, max: null, other: null, tolerance: 0 }, 1, 1],
  [
    "rows beyond those of another table",
    { kind: "row-count", min: null, max: null, other: othersId, tolerance: 0 },
    3,
    2,
  ],
  [
    "a mean out of its limits",
    { kind: "statistic", column: "age", statistic: "mean", quantile: 0.5, min: 0, max: 60 },
    1,
    1,
  ],
  [
    "a median within its limits",
    { kind: "statistic", column: "age", statistic: "median", quantile: 0.5, min: 40, max: 41 },
    1,
    0,
  ],
  [
    "a deviation out of its limits",
    { kind: "statistic", column: "age", statistic: "deviation", quantile: 0.5, min: null, max: 10 },
    1,
    1,
  ],
  [
    "keys of either side that differ",
    {
      kind: "difference",
      other: othersId,
      keys: [{ own: "no", theirs: "id" }],
      columns: [{ own: "name", theirs: "called" }],
    },
    5,
    4,
  ],
  ["newest value too old", { kind: "lateness", column: "seen", days: 0 }, 1, 1],
  ["newest value new enough", { kind: "lateness", column: "seen", days: 1 }, 1, 0],
  ["days without enough rows", { kind: "arrivals", column: "seen", unit: "day", periods: 3, min: 1, max: 1 }, 3, 2],
];

describe("a written rule finds", () => {
  for (const [what, definition, assessed, failed, found] of cases) {
    test(what, async () => {
      const count = await put(draft(definition));
      assert.deepEqual([count.assessed, count.failed], [assessed, failed]);
      if (found) assert.deepEqual(count.rows, found);
    });
  }

  test("only rows its condition is met by", async () => {
    const count = await put(draft({ kind: "unique", columns: ["no"] }, { column: "sex", is: "filled", values: [] }));
    assert.deepEqual(count, { assessed: 4, failed: 1, rows: [3] });
  });
});

test("a rule whose column, other table or query is gone is not put to the table at all", () => {
  const version = { number: 1, condition: null, text: { zh: "", en: "" }, basis: "", weight: 1 };
  const made = (definition: RuleDefinition) =>
    compileRule({ number: 1, pack: null }, { ...version, definition }, around);
  assert.equal(made({ kind: "mandatory", column: "gone" }), null);
  assert.equal(
    made({ kind: "foreign-key", column: "no", other: "00000000-0000-7000-8000-000000000009", otherColumn: "x" }),
    null,
  );
  assert.equal(made({ kind: "sql", sql: "select secret", dimension: "accuracy" }), null);
});

test("distances are counted in characters, not in bytes", () => {
  assert.equal(editDistance(Array.from("张三丰"), Array.from("张三风"), 3), 1);
  const people = ["张三丰", "张三风", "李四"].map((value, row) => ({ row, value }));
  assert.deepEqual([...duplicatesIn(people, 0.66)], [0, 1]);
  assert.deepEqual([...duplicatesIn(people, 0.9)], []);
});

test("the last whole periods end before the one that runs", () => {
  assert.deepEqual(lastPeriods("2026-03-18", "day", 2), ["2026-03-16", "2026-03-17"]);
  assert.deepEqual(lastPeriods("2026-03-18", "week", 1), ["2026-03-09"]);
  assert.deepEqual(lastPeriods("2026-01-31", "month", 2), ["2025-11-01", "2025-12-01"]);
  assert.deepEqual(lastPeriods("2026-01-31", "year", 1), ["2025-01-01"]);
});
