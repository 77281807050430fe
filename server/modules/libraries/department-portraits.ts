import type { DepartmentPortrait, librariesRoutes, RunFigures } from "#contract/libraries";
import type { RouteAnswer } from "#contract/route";
import type { Call } from "#kernel/call";
import { allHoldings, correctionsByDepartment } from "./conflict-store.ts";
import { allLibraries, sourcesOf } from "./library-store.ts";
import type { LibrariesParts } from "./parts.ts";
import { resourcesById } from "./queries.ts";
import { readsOf } from "./reads.ts";
import { latestRuns, type RunRow } from "./run-store.ts";

const monthMs = 30 * 86_400_000;

/** Values of a department that were compared with an authority's, and how many of them differ. */
function agreementOf(
  { conflictCounts }: Pick<RunFigures, "conflictCounts">,
  department: string,
): { compared: number; differing: number } {
  const own = conflictCounts.filter((one) => one.department === department);
  return {
    compared: own.reduce((sum, one) => sum + one.compared, 0),
    differing: own.reduce((sum, one) => sum + one.stale + one.contradictory, 0),
  };
}

/** Portrait of every department that feeds a library, reads one, or collects again what it could have (部门画像). */
export async function departmentPortraits(
  call: Call,
  parts: LibrariesParts,
): Promise<RouteAnswer<typeof librariesRoutes.departmentPortraits>> {
  const libraries = await allLibraries(call.db);
  const sources = await sourcesOf(call.db);
  const runs = await latestRuns(call.db);
  const earlier = await latestRuns(call.db, new Date(call.now.getTime() - monthMs));
  const resources = await resourcesById(call, parts);
  const names = await parts.registry.departments(call);
  const corrections = await correctionsByDepartment(call.db);
  const again = Map.groupBy(
    (await allHoldings(call.db)).filter(({ isAgain }) => isAgain),
    ({ department }) => department,
  );
  const reads = new Map<string, number>();
  for (const { name } of libraries)
    for (const { department } of await readsOf(call, parts, name))
      reads.set(department, (reads.get(department) ?? 0) + 1);
  const codes = new Set([...sources.map(({ department }) => department), ...reads.keys(), ...again.keys()]);
  const items = [...codes].toSorted().map((department): DepartmentPortrait => ({
    department,
    departmentName: names.get(department)?.name ?? department,
    libraries: libraries.flatMap(({ name, title }) => {
      const own = sources.filter((source) => source.library === name && source.department === department);
      if (own.length === 0) return [];
      const loads = own.flatMap(({ resourceId }) => resources.get(resourceId)?.loadedAt ?? []);
      const newest = loads.toSorted((a, b) => b.getTime() - a.getTime())[0];
      const given = { department, run: runs.get(name), before: earlier.get(name) };
      return [
        { name, title, resources: own.length, loadedAt: newest?.toISOString() ?? null, ...contributionOf(given) },
      ];
    }),
    corrections: corrections.get(department) ?? { open: 0, closed: 0 },
    reads: reads.get(department) ?? 0,
    again: again.get(department)?.length ?? 0,
  }));
  return { items };
}

function contributionOf({
  department,
  run,
  before,
}: {
  readonly department: string;
  readonly run: RunRow | undefined;
  readonly before: RunRow | undefined;
}) {
  const figures = run?.figures;
  const own = figures?.sources.filter((source) => source.department === department) ?? [];
  const records = own.reduce((sum, source) => sum + source.records, 0);
  const most = own.reduce((max, source) => Math.max(max, source.records), 0);
  return {
    rows: own.reduce((sum, source) => sum + source.rows, 0),
    records,
    // Of several resources the widest: how many of the subjects at least one of them knows is not counted by a run.
    share: figures ? most / Math.max(1, figures.records) : 0,
    ...(figures ? agreementOf(figures, department) : { compared: 0, differing: 0 }),
    before:
      before?.figures && before.endedAt
        ? { ...agreementOf(before.figures, department), endedAt: before.endedAt.toISOString() }
        : null,
  };
}
