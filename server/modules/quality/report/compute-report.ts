import { addDays, instantOf } from "#contract/clock-days";
import type { QualityReport } from "#contract/quality-report";
import type { Bilingual } from "#contract/text";
import { type Call, hubActor } from "#kernel/call";
import { problem } from "#kernel/problem";
import type { ResourceCore } from "#catalog";
import { dayOf } from "../day.ts";
import { scoresOn } from "../day-store.ts";
import { type DepartmentParts, departmentParts, tierOf } from "../department-score.ts";
import type { QualityDeps } from "../deps.ts";
import { measuresAt } from "../facts.ts";
import { problems } from "../problems.ts";
import { readSchemes } from "../scheme-store.ts";
import { gradeOf, schemeOn } from "../schemes.ts";
import { resultsOf, type RunRow } from "../store.ts";
import { usersOf } from "../totals-store.ts";
import { dimensionsOf, rankOf, resourcesOf, rulesOf } from "./comparison.ts";
import { lastDayOf, type MonthSpan, monthsUpTo, spanOf } from "./month.ts";
import { processCounts, termViews } from "./process-terms.ts";
import { checksBetween, runsBefore } from "./report-store.ts";
import type { Standing } from "./standing.ts";

const shownMonths = 12;

/**
 * What a department's data were worth at the end of a month, from the runs of then. Read again later it says the same, but
 * for what is known of today only: resources that have left the catalog since count for nobody, who uses what weighs as it
 * does now, and entries with data are those of now. That is why a report is settled before it is signed.
 *
 * @throws Problem quality.month-to-come
 */
export async function computeReport(
  call: Call,
  deps: QualityDeps,
  department: string,
  month: string,
): Promise<QualityReport> {
  const span = spanOf(month, dayOf(call.now));
  if (!span) throw problem(problems["month-to-come"], { month });
  const asHub: Call = { ...call, actor: hubActor };
  const catalog = await deps.catalog.resources(asHub, { departments: [department] });
  const [now, before, checks, measures] = await Promise.all([
    momentOf(asHub, deps, department, catalog, { from: span.fromOn, to: span.untilOn }),
    momentOf(asHub, deps, department, catalog, monthBefore(span)),
    checksBetween(call.db, department, instantOf(span.fromOn), instantOf(addDays(span.untilOn, 1))),
    measuresAt(call, span.untilOn),
  ]);
  const period = { now: now.standings, before: before.standings, checks, nameOf: namesOf(catalog), shares: now.shares };
  const { score } = now.parts;
  const scheme = schemeOn(await readSchemes(call.db), span.untilOn);
  const core = (await deps.registry.departments(call)).get(department);
  const sum = (standings: readonly Standing[], key: "rowCount" | "badRows") =>
    standings.reduce((total, { run }) => total + run[key], 0);
  return {
    department,
    departmentName: { zh: core?.name ?? department, en: core?.nameEn || core?.name || department },
    month,
    ...span,
    asOf: call.now.toISOString(),
    agreed: measures.agreed,
    score,
    before: before.parts.score,
    grade: score === null ? null : gradeOf(scheme, score).name,
    ...(await placesOf(call, department, span, score, before.parts.score)),
    rowCount: sum(now.standings, "rowCount"),
    badRows: sum(now.standings, "badRows"),
    badRowsBefore: sum(before.standings, "badRows"),
    checks: [...checks.values()].reduce((total, count) => total + count, 0),
    dimensions: dimensionsOf(period, measures.dimensionWeights),
    process: termViews(department, now.parts.process),
    resources: resourcesOf(period),
    rules: rulesOf(period),
    months: await monthsOf(call, department, month, score),
  };
}

const monthBefore = ({ fromOn }: MonthSpan): { from: string; to: string } => {
  const to = addDays(fromOn, -1);
  return { from: `${to.slice(0, 7)}-01`, to };
};

/** A department at the end of a day: its resources, what they come to together, and each one's part in it. */
interface Moment {
  readonly standings: readonly Standing[];
  readonly parts: DepartmentParts;
  readonly shares: ReadonlyMap<string, number>;
}

async function momentOf(
  call: Call,
  deps: QualityDeps,
  department: string,
  catalog: readonly ResourceCore[],
  { from, to }: { from: string; to: string },
): Promise<Moment> {
  const current = new Map(catalog.map((resource) => [resource.id, resource]));
  const runs = (await runsBefore(call.db, department, instantOf(addDays(to, 1)))).filter(({ resourceId }) =>
    current.has(resourceId),
  );
  const ids = runs.map(({ id }) => id);
  const results = Map.groupBy(await resultsOf(call.db, ids), ({ runId }) => runId);
  const standings = runs.map((run): Standing => ({ run, results: results.get(run.id) ?? [] }));
  const measures = await measuresAt(call, to);
  const resourceIds = runs.map(({ resourceId }) => resourceId);
  const users = await usersOf(call.db, deps.users(), resourceIds);
  const { rows: promises } = await deps.clock.statistics(call, { from, to, department });
  const shared = runs.map((run: RunRow) => ({
    ...run,
    runId: run.id,
    grade: 1,
    tier: tierOf(current.get(run.resourceId)?.code ?? null),
    users: users.get(run.resourceId) ?? 0,
  }));
  const parts = departmentParts(shared, processCounts(standings, promises, catalog), measures);
  return { standings, parts, shares: sharesOf(parts) };
}

/** Each resource's part in the whole score, process terms that take part counted in. */
function sharesOf({ resources, process, dataWeight }: DepartmentParts): Map<string, number> {
  const all = process.reduce((sum, { score, weight }) => sum + (score === null ? 0 : weight), dataWeight);
  const total = resources.reduce((sum, { weight }) => sum + weight, 0);
  return new Map(resources.map(({ resourceId, weight }) => [resourceId, (weight / total) * (dataWeight / all)]));
}

function namesOf(catalog: readonly ResourceCore[]): (id: string) => Bilingual {
  const byId = new Map(catalog.map((resource) => [resource.id, resource]));
  return (id) => {
    const name = byId.get(id)?.name ?? id;
    return { zh: name, en: byId.get(id)?.nameEn || name };
  };
}

async function placesOf(
  call: Call,
  department: string,
  { fromOn, untilOn }: MonthSpan,
  score: number | null,
  before: number | null,
): Promise<Pick<QualityReport, "rank" | "rankBefore" | "departmentCount">> {
  const after = withOwn(await scoresOn(call.db, untilOn), department, score);
  const earlier = withOwn(await scoresOn(call.db, addDays(fromOn, -1)), department, before);
  return {
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
