import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";
import fc from "fast-check";
import { type UpdateCycle, updateCycles } from "#contract/catalog";
import { type DimensionScore, dimensions } from "#contract/quality";
import { type Relation, sql } from "#kernel/db/db";
import { freshDatabase } from "#test/database";
import { departmentParts, processParts, tierOf, wholeScore } from "./department-score.ts";
import { processOf } from "./departments.ts";
import { dimensionsOfTotals } from "./league.ts";
import { type Measures, measuresOf } from "./measures.ts";
import { departmentDimensions, meanOf, useWeight } from "./score.ts";
import { insertRun, measuresOn } from "./store.ts";
import { departmentTotals, usersOf } from "./totals-store.ts";

const database = await freshDatabase();
const today = "2026-03-18";
const measures = measuresOf(await measuresOn(database, today));

interface Case {
  readonly department: string;
  readonly code: string | null;
  readonly updateCycle: UpdateCycle;
  /** Hours before the end of today; null: no data. */
  readonly loadedAgo: number | null;
  readonly users: number;
  readonly run: {
    /** Where it was when it was checked. */
    readonly department: string;
    readonly score: number;
    readonly rowCount: number;
    readonly badRows: number;
    readonly scores: readonly (number | null)[];
  } | null;
}
type Resource = Case & { readonly id: string; readonly loadedAt: Date | null; readonly loadId: string | null };

const department = fc.constantFrom("a", "b", "c");
const count = fc.oneof(fc.nat(9), fc.nat(2_000_000_000));
const score = fc.double({ min: 0, max: 100, noNaN: true });
const cases: fc.Arbitrary<Case[]> = fc.array(
  fc.record({
    department,
    code: fc.constantFrom(null, "107020001/1", "207020001/2", "307020001/3"),
    updateCycle: fc.constantFrom(...updateCycles),
    loadedAgo: fc.option(fc.nat(9600)),
    users: fc.nat(9),
    run: fc.option(
      fc.record({
        department: fc.oneof({ weight: 5, arbitrary: fc.constant("") }, department),
        score,
        rowCount: count,
        badRows: count,
        scores: fc.array(fc.option(score), { maxLength: 6 }),
      }),
    ),
  }),
  { maxLength: 14 },
);

const endOfToday = Date.parse(`${today}T16:00:00Z`) - 1;
const resourceOf = (one: Case): Resource => ({
  ...one,
  id: randomUUID(),
  loadedAt: one.loadedAgo === null ? null : new Date(endOfToday - one.loadedAgo * 3_600_000),
  loadId: one.loadedAgo === null ? null : randomUUID(),
});

const dimensionsOf = (scores: readonly (number | null)[]): DimensionScore[] =>
  scores.map((own, index) => ({
    dimension: dimensions[index] ?? "accuracy",
    score: own,
    weight: 1,
    ruleCount: index + 1,
    assessed: own === null ? 0 : 100,
    failed: own === null ? 0 : index,
  }));

async function keep({ id, run, department: own }: Resource): Promise<void> {
  if (run === null) return;
  const row = {
    id: randomUUID(),
    resourceId: id,
    resourceName: id,
    department: run.department === "" ? own : run.department,
    loadId: null,
    rowCount: run.rowCount,
    badRows: run.badRows,
    score: run.score,
    scoreAtCheck: null,
    agreed: 95,
    dimensions: dimensionsOf(run.scores),
    isLatest: true,
    ranAt: new Date(endOfToday),
    durationMs: 1,
    entry: null,
  };
  await insertRun(database, row, []);
}

/** The relations as the modules that own them would hand them out. */
const currentOf = (resources: readonly Resource[]): Relation => sql`(
  select r.* from jsonb_to_recordset(${JSON.stringify(
    resources.map(({ id, department: own, code, updateCycle, loadedAt, loadId }) => ({
      id,
      department: own,
      code,
      update_cycle: updateCycle,
      loaded_at: loadedAt,
      load_id: loadId,
    })),
  )}::jsonb) as r (id uuid, department text, code text, update_cycle text, loaded_at timestamptz, load_id uuid))`;
const usersRelation = (resources: readonly Resource[]): Relation => sql`(
  select r.* from jsonb_to_recordset(${JSON.stringify(
    resources.filter(({ users }) => users > 0).map(({ id, users }) => ({ resource_id: id, users })),
  )}::jsonb) as r (resource_id uuid, users int))`;

/** Resource by resource, as a department's page shows it. */
function slowly(name: string, resources: readonly Resource[]) {
  const own = resources.filter((one) => one.department === name);
  const checked = own.flatMap(({ run, ...one }) =>
    run !== null && one.loadId !== null && (run.department === "" || run.department === name)
      ? [{ ...one, ...run, dimensions: dimensionsOf(run.scores) }]
      : [],
  );
  const shared = checked.map((one) => ({ ...one, resourceId: one.id, resourceName: "", runId: "", grade: 1 }));
  const counts = { ...processOf(own, measures, today), closing: { of: 4, done: 3 } };
  const parts = departmentParts(
    shared.map((one) => ({ ...one, tier: tierOf(one.code) })),
    counts,
    measures,
  );
  const emphasised = checked.map((one) => ({
    ...one,
    emphasis: measures.tierWeights[tierOf(one.code)] * useWeight(one.users, measures.usePerDoubling),
  }));
  const sum = (key: "rowCount" | "badRows") => checked.reduce((total, one) => total + one[key], 0);
  return {
    score: parts.score,
    process: parts.process.map(({ numerator, denominator }) => [numerator, denominator]),
    dimensions: departmentDimensions(emphasised, measures.dimensionWeights),
    figures: [checked.length, sum("rowCount"), sum("badRows")],
  };
}

async function quickly(resources: readonly Resource[], weights: Measures) {
  const around = { current: currentOf(resources), users: usersRelation(resources) };
  const totals = await departmentTotals(database, around, weights, today, "all");
  return totals.map((one) => {
    const terms = processParts({ ...one.counts, closing: { of: 4, done: 3 } }, weights);
    return {
      name: one.department,
      score: wholeScore(meanOf(one), terms, weights.departmentWeights.data),
      process: terms.map(({ numerator, denominator }) => [numerator, denominator]),
      dimensions: dimensionsOfTotals(one.dimensions, weights.dimensionWeights),
      figures: [one.resourceCount, one.rowCount, one.badRows],
    };
  });
}

function isClose(quick: number | null, slow: number | null): void {
  if (quick === null || slow === null) assert.equal(quick, slow);
  else assert.ok(Math.abs(quick - slow) < 1e-6, `${quick} is not ${slow}`);
}

test("departments summed up by the database come to what their resources come to one by one", async () => {
  await fc.assert(
    fc.asyncProperty(cases, async (drawn) => {
      await sql`delete from quality.run`.execute(database.withTables());
      const resources = drawn.map(resourceOf);
      for (const resource of resources) await keep(resource);
      const quick = await quickly(resources, measures);
      assert.deepEqual(
        quick.map(({ name }) => name),
        [...new Set(drawn.map((one) => one.department))].toSorted(),
      );
      for (const { name, ...one } of quick) {
        const slow = slowly(name, resources);
        isClose(one.score, slow.score);
        assert.deepEqual([one.figures, one.process], [slow.figures, slow.process]);
        for (const [index, dimension] of slow.dimensions.entries()) {
          const { score: own = null, ...rest } = one.dimensions[index] ?? {};
          const { score: wanted, ...others } = dimension;
          isClose(own, wanted);
          assert.deepEqual(rest, others);
        }
      }
    }),
    { numRuns: 30 },
  );
});

test("users are told of the resources asked for, and of no other", async () => {
  const [a, b] = [randomUUID(), randomUUID()];
  const relation: Relation = sql`(select * from (values (${a}::uuid, 3), (${b}::uuid, 4)) as r (resource_id, users))`;
  assert.deepEqual([...(await usersOf(database, relation, [a]))], [[a, 3]]);
});
