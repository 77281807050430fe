import assert from "node:assert/strict";
import { test } from "node:test";
import { sql } from "#kernel/db/db";
import { freshDatabase } from "#test/database";
import { measuresOf } from "./measures.ts";
import { measuresOn } from "./store.ts";

const database = await freshDatabase();
const on = async (day: string) => measuresOf(await measuresOn(database, day));

test("the shipped weights are whole: every dimension, every kind of rule, the agreed level", async () => {
  const { dimensionWeights, agreed, cycleDays } = await on("2026-03-18");
  assert.equal(
    Object.values(dimensionWeights).reduce((sum, weight) => sum + weight, 0),
    100,
  );
  assert.deepEqual([agreed, cycleDays.get("weekly"), cycleDays.get("irregular")], [95, 7, undefined]);
});

test("a figure of one's own holds from its day on, and not before", async () => {
  await sql`insert into quality.measure (kind, name, value, effective_on, basis)
    values ('agreed-level', 'resource', 98, '2026-07-01', '本市办法')`.execute(database.withTables());
  assert.deepEqual([(await on("2026-06-30")).agreed, (await on("2026-07-01")).agreed], [95, 98]);
});

test("a weight that is nowhere is a defect, not a guess", () => {
  assert.throws(() => measuresOf([]), /no dimension-weight of conformity in force/);
});
