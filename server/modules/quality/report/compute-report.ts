import { addDays, instantOf } from "#contract/clock-days";
import type { QualityReport } from "#contract/quality-report";
import type { Bilingual } from "#contract/text";
import { type Call, hubActor } from "#kernel/call";
import { problem } from "#kernel/problem";
import type { ResourceCore } from "#catalog";
import { dayOf } from "../day.ts";
import { scoresOn } from "../day-store.ts";
import type { QualityDeps } from "../deps.ts";
import { measuresAt } from "../facts.ts";
import { problems } from "../problems.ts";
import { departmentScore } from "../score.ts";
import { resultsOf, type RunRow } from "../store.ts";
import { dimensionsOf, type Period, rankOf, resourcesOf, rulesOf } from "./comparison.ts";
import type { Standing } from "./lost-points.ts";
import { lastDayOf, type MonthSpan, monthsUpTo, spanOf } from "./month.ts";
import { processTerms } from "./process-terms.ts";
import { checksBetween, runsBefore } from "./report-store.ts";

const shownMonths = 12;

/**
 * What a department's data were worth at the end of a month, from the runs of then: read again later it says the same, but
 * for resources that have left the catalog since, which count for nobody any more.
 *
 * @throws Problem quality.month-to-come
 */
export async function computeReport(
  call: Call,
  deps: QualityDeps,
  department: string,
  month: string,
): Promise<QualityReport> {
  const today = dayOf(call.now);
  const span = spanOf(month, today);
  if (!span) throw problem(problems["month-to-come"], { month });
  const asHub = { ...call, actor: hubActor };
  const [measures, departments, catalog] = await Promise.all([
    measuresAt(call, span.untilOn),
    deps.registry.departments(call),
    deps.catalog.resources(asHub, { departments: [department] }),
  ]);
  const period = await periodOf(call, department, span, catalog);
  const places = await placesOf(call, department, span, period);
  const statistics = await deps.clock.statistics(asHub, { from: span.fromOn, to: span.untilOn, department });
  const resources = resourcesOf(period);
  const sum = (standings: readonly Standing[], key: "rowCount" | "badRows") =>
    standings.reduce((total, { run }) => total + run[key], 0);
  const core = departments.get(department);
  return {
    department,
    departmentName: { zh: core?.name ?? department, en: core?.nameEn || core?.name || department },
    month,
    ...span,
    asOf: call.now.toISOString(),
    agreed: measures.agreed,
    ...places,
    rowCount: sum(period.now, "rowCount"),
    badRows: sum(period.now, "badRows"),
    badRowsBefore: sum(period.before, "badRows"),
    checks: [...period.checks.values()].reduce((total, count) => total + count, 0),
    dimensions: dimensionsOf(period, measures.dimensionWeights),
    process: processTerms({ department, now: period.now, promises: statistics.rows, resources: catalog }),
    resources,
    rules: rulesOf(period),
    months: await monthsOf(call, department, month, places.score),
  };
}

async function periodOf(
  call: Call,
  department: string,
  { fromOn, untilOn }: MonthSpan,
  catalog: readonly ResourceCore[],
): Promise<Period> {
  const from = instantOf(fromOn);
  const until = instantOf(addDays(untilOn, 1));
  const current = new Map(catalog.map((resource) => [resource.id, resource]));
  const inCatalog = (runs: RunRow[]) => runs.filter(({ resourceId }) => current.has(resourceId));
  const now = inCatalog(await runsBefore(call.db, department, until));
  const before = inCatalog(await runsBefore(call.db, department, from));
  const results = Map.groupBy(
    await resultsOf(call.db, [...new Set([...now, ...before].map(({ id }) => id))]),
    ({ runId }) => runId,
  );
  const standingOf = (run: RunRow): Standing => ({ run, results: results.get(run.id) ?? [] });
  return {
    now: now.map(standingOf),
    before: before.map(standingOf),
    checks: await checksBetween(call.db, department, from, until),
    nameOf: (id): Bilingual => {
      const name = current.get(id)?.name ?? id;
      return { zh: name, en: current.get(id)?.nameEn || name };
    },
  };
}

const scoreOf = (standings: readonly Standing[]): number | null => departmentScore(standings.map(({ run }) => run));

async function placesOf(
  call: Call,
  department: string,
  { fromOn, untilOn }: MonthSpan,
  { now, before }: Period,
): Promise<Pick<QualityReport, "score" | "before" | "rank" | "rankBefore" | "departmentCount">> {
  const [score, was] = [scoreOf(now), scoreOf(before)];
  const after = withOwn(await scoresOn(call.db, untilOn), department, score);
  const earlier = withOwn(await scoresOn(call.db, addDays(fromOn, -1)), department, was);
  return {
    score,
    before: was,
    rank: rankOf(after, department),
    rankBefore: rankOf(earlier, department),
    departmentCount: after.size,
  };
}

/** The department's own score is the one the report opens, whatever its day's line says. */
function withOwn(scores: ReadonlyMap<string, number>, department: string, own: number | null): Map<string, number> {
  const all = new Map(scores);
  if (own === null) all.delete(department);
  else all.set(department, own);
  return all;
}

async function monthsOf(
  call: Call,
  department: string,
  month: string,
  score: number | null,
): Promise<QualityReport["months"]> {
  const earlier = monthsUpTo(month, shownMonths).slice(0, -1);
  const lines = await Promise.all(
    earlier.map(async (one) => ({ month: one, score: (await scoresOn(call.db, lastDayOf(one))).get(department) })),
  );
  return [...lines, { month, score: score ?? undefined }].flatMap((line) =>
    line.score === undefined ? [] : [{ month: line.month, score: line.score }],
  );
}
