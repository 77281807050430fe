import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { after, test } from "node:test";
import fc from "fast-check";
import { openDuckdb } from "#kernel/lake/duckdb";
import { name } from "#kernel/lake/lake";
import { mergeFailedRows, rowsTableOf, writeFailedRows } from "./measure-rows.ts";
import { isRowRule, isTableRule, type Rule } from "./rule.ts";
import { partRows, type Plan } from "./statements.ts";
import { fillDivisions, item, planOf, ruleOf, rulesOf } from "./test-ground.ts";

// Rows lie in several parts because their numbers are far apart; nothing else says where a row stands.

const lake = await openDuckdb({ folder: null, memoryMb: 512, threads: 1 });
after(() => lake.close());
const table = name("merged");
const divisions = name("divisions");
const whole = {
  failed: name("main", "whole_failed"),
  states: name("main", "whole_states"),
  rows: name("main", "whole_rows"),
};
const before = {
  failed: name("main", "old_failed"),
  states: name("main", "old_states"),
  rows: name("main", "old_rows"),
};
const after_ = {
  failed: name("main", "new_failed"),
  states: name("main", "new_states"),
  rows: name("main", "new_rows"),
};
const items = [
  item("no", null, { isKey: true }),
  item("name", "DE-NAME", { isMandatory: true }),
  item("division", "DE-DIVISION"),
  item("money", "DE-MONEY"),
];
const where = { column: "name", is: "=" as const, values: ["甲"] };
const written: Rule[] = [
  ruleOf({ kind: "duplicates", blocks: 0, similarity: 0.8 }, { fields: ["name"] }),
  ruleOf({ kind: "range", as: "number", min: "0", max: "50" }, { fields: ["money"], id: "range#2" }),
  ruleOf({ kind: "conditional", when: where }, { fields: ["division"], id: "conditional#3" }),
  ruleOf({ kind: "unique" }, { fields: ["name"], id: "unique#4", written: { origin: "written", version: 1, where } }),
  ruleOf(
    { kind: "statistic", statistic: "deviation", quantile: 0.5, min: 0, max: 1 },
    { fields: ["money"], id: "statistic#5" },
  ),
  ruleOf({ kind: "fill-rate", min: 0.9 }, { fields: ["division"], id: "fill-rate#6" }),
];
const rules = [...rulesOf(items), ...written];
const plan: Plan = {
  ...planOf(table, items, rules),
  rules: rules.filter(isRowRule),
  summed: rules.filter(isTableRule),
  hasSums: true,
};

interface Row {
  readonly at: number;
  readonly no: string | null;
  readonly name: string | null;
  readonly division: string | null;
  readonly money: number | null;
}
const maybe = <Value>(values: readonly Value[]) => fc.option(fc.constantFrom(...values), { freq: 6 });
const row: fc.Arbitrary<Row> = fc.record({
  at: fc.integer({ min: 0, max: 11 }),
  no: maybe(["1", "2", "3", "4", "5"]),
  name: maybe(["甲", "乙", "丙丁戊己庚", "丙丁戊己辛", " ", "一二三四五六七八"]),
  division: maybe(["51", "510100", "999999", "52"]),
  money: maybe([-3, 0.5, 7.25, 49, 51]),
});
/** Three rows to a part. */
const numberOf = (at: number): number => Math.floor(at / 3) * partRows + (at % 3) + 1;
const tableOf = (rows: readonly Row[]) => [...new Map(rows.map((one) => [one.at, one])).values()];

async function fill(rows: readonly Row[]): Promise<void> {
  await using session = await lake.session();
  await session.write(
    `create or replace table ${table} (_row bigint, _sum bigint, no varchar, name varchar, division varchar, money decimal(12, 2))`,
  );
  for (const { at, no, name: called, division, money } of rows) {
    const sum = createHash("md5")
      .update(JSON.stringify([no, called, division, money]))
      .digest()
      .readUIntBE(0, 6);
    await session.write(`insert into ${table} values ($1, $2, $3, $4, $5, $6)`, [
      numberOf(at),
      sum,
      no,
      called,
      division,
      money,
    ]);
  }
}

async function outcome(tables: typeof whole, counts: Awaited<ReturnType<typeof writeFailedRows>>) {
  await using session = await lake.session();
  const failed = await session.read(`select * from ${tables.failed} order by _row`);
  const sums = plan.summed.map((rule, index) => ({
    filled: counts.totals.assessed(rule),
    ...counts.totals.sums(index),
  }));
  const rounded = sums.map((sum) => Object.entries(sum).map(([key, value]) => [key, Number(value.toPrecision(9))]));
  return { rows: counts.rowCount, bad: counts.badRows, counts: counts.counts, failed, rounded };
}

test("merged states equal a whole scan, whatever came, changed or went", async () => {
  {
    await using session = await lake.session();
    await fillDivisions(session, divisions);
  }
  await fc.assert(
    fc.asyncProperty(
      fc.array(row, { minLength: 1, maxLength: 12 }),
      fc.array(row, { maxLength: 8 }),
      fc.nat(3),
      async (old, changed, gone) => {
        const first = tableOf(old);
        await fill(first);
        {
          await using session = await lake.session();
          await writeFailedRows(session, plan, divisions, before);
        }
        const second = tableOf([...first, ...changed.slice(0, 4)]).filter(({ at }) => at % 4 !== gone || at > 5);
        await fill(second);
        await using session = await lake.session();
        const mergedCounts = await mergeFailedRows(session, plan, divisions, after_, before, [], 1);
        assert.ok(mergedCounts);
        const wholeCounts = await writeFailedRows(session, plan, divisions, whole);
        assert.deepEqual(await outcome(after_, mergedCounts), await outcome(whole, wholeCounts));
      },
    ),
    { numRuns: 25 },
  );
});

test("after an increment only the parts it touches are read", async () => {
  await using session = await lake.session();
  await session.write(
    `create or replace table ${table} as select i + 1 as _row, i as _sum, cast(i as varchar) as no, '甲' as name,
       '51' as division, cast(1 as decimal(12, 2)) as money from range(${10 * partRows}) r(i)`,
  );
  const local = { ...plan, rules: plan.rules.filter(({ test: { kind } }) => kind !== "duplicates") };
  await writeFailedRows(session, local, divisions, before);
  await session.write(`insert into ${table} select ${10 * partRows} + 1, 0, 'new', '乙', '51', 1`);
  const merged = await mergeFailedRows(session, local, divisions, after_, before, []);
  assert.deepEqual([merged?.rowCount, merged?.rowsRead], [10 * partRows + 1, 2]);
});

test("failed rows nothing points to do not pile up, and those of the check before stay", async () => {
  await using session = await lake.session();
  const rows = 4 * partRows;
  await session.write(
    `create or replace table ${table} as select i + 1 as _row, i as _sum, cast(i as varchar) as no, cast(null as varchar) as name,
       '51' as division, cast(1 as decimal(12, 2)) as money from range(${rows}) r(i)`,
  );
  const local = { ...plan, rules: plan.rules.filter(({ test: { kind } }) => kind === "mandatory") };
  const of = (day: number) => {
    const [failed = "", states = "", held = ""] = ["f", "s", "r"].map((one) => name("main", `${one}${day}`));
    return { failed, states, rows: held };
  };
  await writeFailedRows(session, local, divisions, of(0));
  const count = async (relation: string) =>
    (await session.read<{ n: number }>(`select count(*) as n from ${relation}`))[0]?.n ?? 0;
  for (let day = 1; day <= 12; day += 1) {
    await session.write(`update ${table} set _sum = _sum + 1 where _row = ${partRows}`);
    const [from, to] = [of(day - 1), of(day)];
    const merged = await mergeFailedRows(session, local, divisions, to, from, []);
    assert.equal(merged?.badRows, rows);
    assert.deepEqual([await count(from.failed), await count(to.failed)], [rows, rows]);
    const held = await rowsTableOf(session, to.states);
    assert.ok((await count(held ?? "")) <= 2 * rows + 2 * partRows);
  }
});

test("where most of a table changed it is read whole", async () => {
  await using session = await lake.session();
  await fill([{ at: 0, no: "1", name: "甲", division: "51", money: 1 }]);
  await writeFailedRows(session, plan, divisions, before);
  await fill([{ at: 0, no: "2", name: "乙", division: "51", money: 1 }]);
  assert.equal(await mergeFailedRows(session, plan, divisions, after_, before, []), null);
});
