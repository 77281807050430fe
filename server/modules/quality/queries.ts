import type { CheckRun, Dimension, qualityRoutes } from "#contract/quality";
import type { Page } from "#contract/page";
import type { qualityRuleRoutes } from "#contract/quality-rules";
import type { RouteAnswer } from "#contract/route";
import { type Call, mayTouch } from "#kernel/call";
import { problem } from "#kernel/problem";
import { openJob } from "./checking-store.ts";
import { readRunCursor, writeRunCursor } from "./cursor.ts";
import { dayOf, daysBefore } from "./day.ts";
import { daysAfter, scoresOn } from "./day-store.ts";
import type { QualityDeps } from "./deps.ts";
import { gatherDepartments, scoreDepartments } from "./departments.ts";
import { derive, measuresAt } from "./facts.ts";
import { dimensionsOfTotals, placesOf } from "./league.ts";
import { problems } from "./problems.ts";
import { readSchemes } from "./scheme-store.ts";
import { gradeOf, schemeOn } from "./schemes.ts";
import { departmentDimensions } from "./score.ts";
import { latestRun, pageOfRuns, resultsOf } from "./store.ts";
import { departmentName, gradeView, resultView, ruleView, runView } from "./views.ts";
import { schemeViews } from "./commands/choose-scheme.ts";
import { deciders, mayCheck, mayExportRows, maySeeRows, resourceInScope, visibleResource } from "./who.ts";

type Answer<Name extends keyof typeof qualityRoutes> = RouteAnswer<(typeof qualityRoutes)[Name]>;

/** Ranks are those among all departments; shown are the ones in the actor's scope. */
export async function league(call: Call, deps: QualityDeps, days: number): Promise<Answer<"league">> {
  const today = dayOf(call.now);
  const before = daysBefore(today, days);
  const [measures, scored, schemes, departments, history, earlier] = await Promise.all([
    measuresAt(call, today),
    scoreDepartments(call, deps, "all"),
    readSchemes(call.db),
    deps.registry.departments(call),
    daysAfter(call.db, before),
    scoresOn(call.db, before),
  ]);
  const historyOf = Map.groupBy(history, ({ department }) => department);
  const scheme = schemeOn(schemes, today);
  const places = placesOf(scored).filter(({ department }) => mayTouch(call.actor, department));
  const rows = places.map((place) => {
    const was = earlier.get(place.department);
    return {
      rank: place.rank,
      department: place.department,
      score: place.score,
      resourceCount: place.resourceCount,
      rowCount: place.rowCount,
      badRows: place.badRows,
      dimensions: dimensionsOfTotals(place.dimensions, measures.dimensionWeights),
      departmentName: departmentName(departments, place.department, call.language),
      ...gradeView(gradeOf(scheme, place.score)),
      change: was === undefined ? null : place.score - was,
      history: (historyOf.get(place.department) ?? []).map(({ day, score }) => ({ on: day, score })),
    };
  });
  const newest = Math.max(...places.map(({ newestAt }) => newestAt?.getTime() ?? 0));
  const rules = places.flatMap(({ dimensions }) => dimensions.map(({ ruleCount }) => ruleCount));
  return {
    rows,
    agreed: measures.agreed,
    rowCount: rows.reduce((total, { rowCount }) => total + rowCount, 0),
    ruleCount: rules.reduce((total, count) => total + count, 0),
    asOf: newest > 0 ? new Date(newest).toISOString() : null,
  };
}

/** Rules with the most failures first. */
export async function departmentScores(
  call: Call,
  deps: QualityDeps,
  code: string,
  dimension?: Dimension,
): Promise<Answer<"departmentScores">> {
  const departments = await deps.registry.departments(call);
  if (!departments.has(code) || !mayTouch(call.actor, code)) throw problem(problems["department-not-found"], { code });
  const { dimensionWeights, agreed } = await measuresAt(call, dayOf(call.now));
  const standing = (await gatherDepartments(call, deps, [code])).get(code);
  const runs = standing?.runs ?? [];
  const byId = new Map(runs.map((run) => [run.id, run]));
  const results = await resultsOf(call.db, [...byId.keys()], dimension);
  const rules = results.flatMap((row) => {
    const run = byId.get(row.runId);
    return run ? [{ ...resultView(row), resourceId: run.resourceId, resourceName: run.resourceName }] : [];
  });
  return {
    department: code,
    departmentName: departmentName(departments, code, call.language),
    score: standing?.tree.score ?? null,
    agreed,
    dimensions: departmentDimensions(runs, dimensionWeights),
    rules: rules.toSorted((a, b) => b.failed - a.failed || (a.score ?? 100) - (b.score ?? 100)),
  };
}

/**
 * Outside the department's scope a published resource shows its scores and the rules on the table as a whole: rules on
 * columns would tell of items that are not published yet.
 */
export async function latest(call: Call, deps: QualityDeps, id: string): Promise<Answer<"latestRun">> {
  const resource = await visibleResource(call, deps, id);
  const isInside = mayTouch(call.actor, resource.department);
  const run = await latestRun(call.db, id);
  const departments = await deps.registry.departments(call);
  const results = run ? await resultsOf(call.db, [run.id]) : [];
  const shown = isInside ? results : results.filter(({ fields }) => fields.length === 0);
  return {
    run: run
      ? {
          ...runView(run, {
            departmentNameOf: (code) => departmentName(departments, code, call.language),
            schemes: await readSchemes(call.db),
          }),
          rules: shown.map((row) => resultView(row)),
        }
      : null,
    checking: isInside ? await jobUnderWay(call, deps, id) : null,
    may: {
      check: mayCheck(call, resource),
      seeRows: run !== undefined && maySeeRows(call, resource),
      exportRows: run !== undefined && mayExportRows(call, resource),
    },
  };
}

async function jobUnderWay(call: Call, deps: QualityDeps, resourceId: string): Promise<string | null> {
  const id = await openJob(call.db, resourceId);
  const job = id === null ? undefined : await deps.jobs.find(call, id);
  return job && job.endedAt === null ? job.id : null;
}

/** Newest first, of the actor's departments. */
export async function listRuns(
  call: Call,
  deps: QualityDeps,
  query: {
    limit: number;
    cursor?: string | undefined;
    resourceId?: string | undefined;
    department?: string | undefined;
  },
): Promise<Page<Omit<CheckRun, "rules">>> {
  const { limit, cursor, ...asked } = query;
  const before = cursor === undefined ? undefined : readRunCursor(cursor);
  const filter = { ...asked, departments: call.actor.departments };
  const { rows, total } = await pageOfRuns(call.db, filter, limit + 1, before);
  const departments = await deps.registry.departments(call);
  const schemes = await readSchemes(call.db);
  const departmentNameOf = (code: string) => departmentName(departments, code, call.language);
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: shown.map((run) => runView(run, { departmentNameOf, schemes })),
    total,
    next: rows.length > limit && last ? writeRunCursor(last) : null,
  };
}

/** The rules as the next check will put them. */
export async function listRules(call: Call, deps: QualityDeps, id: string): Promise<Answer<"listRules">> {
  const { rules } = await derive(call, deps, await resourceInScope(call, deps, id));
  return { rules: rules.map((rule) => ruleView(rule)) };
}

export async function listSchemes(call: Call): Promise<RouteAnswer<typeof qualityRuleRoutes.listSchemes>> {
  const items = schemeViews(await readSchemes(call.db), dayOf(call.now));
  return { items, may: { choose: deciders.some((role) => call.actor.roles.includes(role)) } };
}
