import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { TableTest } from "./rule.ts";
import { judgeTable, type TableFacts } from "./table-tests.ts";
import { ruleOf, today } from "./test-ground.ts";

const facts = (more: Partial<TableFacts> = {}): TableFacts => ({
  rowCount: 100,
  columns: [],
  filled: () => 100,
  sums: () => ({ n: 0, mean: 0, variance: 0, lowest: 0, highest: 0 }),
  looks: new Map(),
  today,
  loadedOn: today,
  load: { rowsRead: 100, sourceCount: 100 },
  ...more,
});
const judge = (asked: TableTest, given: TableFacts) => judgeTable(ruleOf(asked), given);

describe("fresh", () => {
  const failsAt = (loadedOn: string | null, days: number) =>
    judge({ kind: "fresh", days }, facts({ loadedOn })).failed === 1;

  test("holds up to the last day of the cycle and not a day longer", () => {
    assert.equal(failsAt("2026-03-11", 7), false);
    assert.equal(failsAt("2026-03-10", 7), true);
  });

  test("counts days of the calendar across a month and a year", () => {
    assert.equal(failsAt("2025-03-17", 366), false);
    assert.equal(failsAt("2025-03-16", 366), true);
  });

  test("does not hold for what was never loaded", () => {
    assert.equal(failsAt(null, 366), true);
  });
});

describe("reconciled", () => {
  const reconciled = (more: Partial<TableFacts>) => judge({ kind: "reconciled" }, facts(more));

  test("counts rows of the source that are not in the table", () => {
    assert.deepEqual(reconciled({ rowCount: 97 }), { assessed: 100, failed: 3 });
  });

  test("counts rows that came from nowhere", () => {
    assert.deepEqual(reconciled({ rowCount: 104 }), { assessed: 100, failed: 4 });
  });

  test("goes by the source's own count where it is higher", () => {
    assert.deepEqual(reconciled({ load: { rowsRead: 100, sourceCount: 120 } }), { assessed: 120, failed: 20 });
  });

  test("has nothing to say of an empty source", () => {
    assert.deepEqual(reconciled({ rowCount: 0, load: { rowsRead: 0, sourceCount: 0 } }), { assessed: 0, failed: 0 });
  });
});

test("a table that cannot be read, or has no rows, is of no use to anybody", () => {
  const failedOf = (rowCount: number | null) => judge({ kind: "readable" }, facts({ rowCount })).failed;
  assert.deepEqual([failedOf(null), failedOf(0), failedOf(1)], [1, 1, 0]);
});

test("of a table that cannot be read nothing is fresh and nothing has arrived", () => {
  const lost = facts({ rowCount: null });
  assert.deepEqual(judge({ kind: "fresh", days: 7 }, lost), { assessed: 1, failed: 1 });
  assert.deepEqual(judge({ kind: "reconciled" }, lost), { assessed: 100, failed: 100 });
});
