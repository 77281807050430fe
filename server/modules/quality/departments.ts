import { type Call, hubActor } from "#kernel/call";
import type { ResourceCore } from "#catalog";
import { dayOf, daysBefore } from "./day.ts";
import {
  type DepartmentParts,
  departmentParts,
  type ProcessCounts,
  processParts,
  tierOf,
  wholeScore,
} from "./department-score.ts";
import type { QualityDeps } from "./deps.ts";
import { measuresAt } from "./facts.ts";
import type { Measures } from "./measures.ts";
import { readSchemes } from "./scheme-store.ts";
import { gradeOf, schemeOn } from "./schemes.ts";
import { meanOf, useWeight } from "./score.ts";
import { standingsOf } from "./standings.ts";
import type { RunRow } from "./store.ts";
import { daysBetween } from "./table-tests.ts";
import { departmentTotals, type DepartmentTotals, usersOf } from "./totals-store.ts";

/** A department with its newest checks and what they come to together. */
export interface DepartmentStanding {
  readonly runs: readonly (RunRow & { readonly emphasis: number })[];
  readonly tree: DepartmentParts;
}

/** Corrections are counted over this many days. */
const closingDays = 90;

/** A department summed up, and its score. */
export interface ScoredDepartment extends DepartmentTotals {
  /** Null where no resource has been checked. */
  readonly score: number | null;
}

/** Every department with a resource in the catalog, or these, without reading their resources. */
export async function scoreDepartments(
  call: Call,
  deps: QualityDeps,
  departments: "all" | readonly string[],
): Promise<ScoredDepartment[]> {
  const today = dayOf(call.now);
  const measures = await measuresAt(call, today);
  const around = { current: deps.catalog.current, users: deps.users() };
  const totals = await departmentTotals(call.db, around, measures, today, departments);
  const closing = await closings({ ...call, actor: hubActor }, deps, today);
  return totals.map((one) => {
    const terms = processParts({ ...one.counts, closing: closing.get(one.department) ?? none }, measures);
    return { ...one, score: wholeScore(meanOf(one), terms, measures.departmentWeights.data) };
  });
}

const none = { of: 0, done: 0 } as const;

/** These departments with every resource and its part; for a screen that opens one of them. */
export async function gatherDepartments(
  call: Call,
  deps: QualityDeps,
  departments: readonly string[],
): Promise<Map<string, DepartmentStanding>> {
  const asHub: Call = { ...call, actor: hubActor };
  const today = dayOf(call.now);
  const measures = await measuresAt(call, today);
  const scheme = schemeOn(await readSchemes(call.db), today);
  const all = Map.groupBy(await deps.catalog.resources(asHub, { departments }), ({ department }) => department);
  const standings = await standingsOf(call, deps, departments);
  const checked = [...standings.values()].flat().map(({ resourceId }) => resourceId);
  const users = await usersOf(call.db, deps.users(), checked);
  const closing = await closings(asHub, deps, today);
  const found = new Map<string, DepartmentStanding>();
  for (const [department, resources] of all) {
    const byId = new Map(resources.map((resource) => [resource.id, resource]));
    const runs = (standings.get(department) ?? []).map((run) => {
      const tier = tierOf(byId.get(run.resourceId)?.code ?? null);
      const used = users.get(run.resourceId) ?? 0;
      return {
        ...run,
        tier,
        users: used,
        emphasis: measures.tierWeights[tier] * useWeight(used, measures.usePerDoubling),
      };
    });
    const shared = runs.map((run) => ({ ...run, runId: run.id, grade: gradeOf(scheme, run.score).grade }));
    const counts = { ...processOf(resources, measures, today), closing: closing.get(department) ?? none };
    const tree = departmentParts(shared.map(shareFields), counts, measures);
    found.set(department, { runs, tree });
  }
  return found;
}

const shareFields = (run: Parameters<typeof departmentParts>[0][number]) => ({
  resourceId: run.resourceId,
  resourceName: run.resourceName,
  runId: run.runId,
  score: run.score,
  grade: run.grade,
  rowCount: run.rowCount,
  tier: run.tier,
  users: run.users,
});

/** Loaded within their cycle, of those with data and a cycle that has a limit; with data, of all in the catalog (挂接率). */
export function processOf(
  resources: readonly Pick<ResourceCore, "loadId" | "loadedAt" | "updateCycle">[],
  { cycleDays }: Measures,
  today: string,
): Omit<ProcessCounts, "closing"> {
  const loaded = resources.filter(({ loadedAt }) => loadedAt !== null);
  const limited = loaded.flatMap(({ loadedAt, updateCycle }) => {
    const days = cycleDays.get(updateCycle);
    return days === undefined || loadedAt === null ? [] : [daysBetween(dayOf(loadedAt), today) <= days];
  });
  return {
    "on-time": { of: limited.length, done: limited.filter(Boolean).length },
    mounting: { of: resources.length, done: resources.filter(({ loadId }) => loadId !== null).length },
  };
}

/** Corrections (校核, Order 809 art. 26) that departments owed: closed, of those closed or overdue. */
async function closings(
  call: Call,
  deps: QualityDeps,
  today: string,
): Promise<Map<string, { of: number; done: number }>> {
  const { rows } = await deps.clock.statistics(call, {
    from: daysBefore(today, closingDays),
    to: today,
    kind: "correction",
  });
  return new Map(
    rows.map(({ department, met, metLate, overdue }) => [
      department,
      { of: met + metLate + overdue, done: met + metLate },
    ]),
  );
}
