import { type Call, hubActor } from "#kernel/call";
import type { QualityDeps } from "./deps.ts";
import { latestRuns, type RunRow } from "./store.ts";

/**
 * The latest run of every resource that is still in the catalog, by department. What was withdrawn counts for nobody: it
 * neither helps nor hurts the department any more.
 */
export async function standingsOf(
  call: Call,
  deps: Pick<QualityDeps, "catalog">,
  departments: readonly string[],
): Promise<Map<string, RunRow[]>> {
  const filter = { hasData: true, departments };
  const current = await deps.catalog.resources({ ...call, actor: hubActor }, filter);
  const departmentOf = new Map(current.map(({ id, department }) => [id, department]));
  const runs = (await latestRuns(call.db, departments)).filter(
    ({ resourceId, department }) => departmentOf.get(resourceId) === department,
  );
  return Map.groupBy(runs, ({ department }) => department);
}
