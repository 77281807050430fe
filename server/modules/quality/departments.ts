import { type Call, hubActor } from "#kernel/call";
import type { ResourceCore } from "#catalog";
import { dayOf, daysBefore } from "./day.ts";
import { type DepartmentParts, departmentParts, type ProcessCounts, tierOf } from "./department-score.ts";
import type { QualityDeps } from "./deps.ts";
import { measuresAt } from "./facts.ts";
import type { Measures } from "./measures.ts";
import { readSchemes } from "./scheme-store.ts";
import { gradeOf, schemeOn } from "./schemes.ts";
import { useWeight } from "./score.ts";
import { standingsOf } from "./standings.ts";
import type { RunRow } from "./store.ts";
import { daysBetween } from "./table-tests.ts";

/** A department with its newest checks and what they come to together. */
export interface DepartmentStanding {
  readonly runs: readonly (RunRow & { readonly emphasis: number })[];
  readonly tree: DepartmentParts;
}

/** Corrections are counted over this many days. */
const closingDays = 90;

/** Every department with a resource in the catalog, or these. */
export async function gatherDepartments(
  call: Call,
  deps: QualityDeps,
  departments: "all" | readonly string[],
): Promise<Map<string, DepartmentStanding>> {
  const asHub: Call = { ...call, actor: hubActor };
  const today = dayOf(call.now);
  const measures = await measuresAt(call, today);
  const scheme = schemeOn(await readSchemes(call.db), today);
  const filter = departments === "all" ? {} : { departments };
  const all = Map.groupBy(await deps.catalog.resources(asHub, filter), ({ department }) => department);
  const standings = await standingsOf(call, deps, departments);
  const users = await deps.usersOf(asHub);
  const closing = await closings(asHub, deps, today);
  const found = new Map<string, DepartmentStanding>();
  for (const [department, resources] of all) {
    if (departments !== "all" && !departments.includes(department)) continue;
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
    const counts = { ...processOf(resources, measures, today), closing: closing.get(department) ?? { of: 0, done: 0 } };
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
function processOf(
  resources: readonly ResourceCore[],
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
