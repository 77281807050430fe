import { type Dimension, dimensions } from "#contract/quality";
import type { qualityScoreRoutes, ScoreTree } from "#contract/quality-scores";
import type { RouteAnswer } from "#contract/route";
import type { ResourceCore } from "#catalog";
import { type Call, mayTouch } from "#kernel/call";
import { Problem, problem } from "#kernel/problem";
import { appealsOn } from "./appeals/store.ts";
import { openBadRows } from "./bad-rows.ts";
import { dayOf } from "./day.ts";
import { departmentParts, departmentWith } from "./department-score.ts";
import { gatherDepartments } from "./departments.ts";
import type { QualityDeps } from "./deps.ts";
import { measuresAt } from "./facts.ts";
import { problems } from "./problems.ts";
import { readSchemes } from "./scheme-store.ts";
import { gradeOf, schemeOn } from "./schemes.ts";
import { dimensionScores, resourceScore } from "./score.ts";
import { pointsLost } from "./score-tree.ts";
import { latestRun, type ResultRow, resultsOf, runBefore, runOf, type RunRow } from "./store.ts";
import { departmentName, gradeView, resultView, runView } from "./views.ts";
import { maySeeRows, mayWriteRules, resourceInScope } from "./who.ts";

type Answer<Name extends keyof typeof qualityScoreRoutes> = RouteAnswer<(typeof qualityScoreRoutes)[Name]>;

/** Weights of the dimensions as they were at the run. */
export const weightsOf = (run: RunRow): Record<Dimension, number> =>
  Object.fromEntries(
    dimensions.map((name) => [name, run.dimensions.find(({ dimension }) => dimension === name)?.weight ?? 0]),
  ) as Record<Dimension, number>;

/** @throws Problem quality.not-checked, quality.run-not-found */
export async function neededRun(call: Call, resource: ResourceCore, id?: string): Promise<RunRow> {
  const { name } = resource;
  const run = id === undefined ? await latestRun(call.db, resource.id) : await runOf(call.db, resource.id, id);
  if (!run)
    throw id === undefined
      ? problem(problems["not-checked"], { name })
      : problem(problems["run-not-found"], { name, run: id });
  return run;
}

/** Down to the rows where keys are asked for, may be seen and still stand; reading them is put on the ledger first. */
export async function scoreTree(
  call: Call,
  deps: QualityDeps,
  id: string,
  ask: { readonly run?: string | undefined; readonly keys: number },
): Promise<ScoreTree> {
  const resource = await resourceInScope(call, deps, id);
  const run = await neededRun(call, resource, ask.run);
  const results = await resultsOf(call.db, [run.id]);
  const lost = pointsLost(results, weightsOf(run));
  const isShown = ask.keys > 0 && run.isLatest && maySeeRows(call, resource);
  const keys = isShown ? await keysOf(call, deps, resource, results, ask.keys) : new Map<number, never[]>();
  const appeals = await appealsOn(call.db, run.id);
  const departments = await deps.registry.departments(call);
  const schemes = await readSchemes(call.db);
  const names = { departmentNameOf: (code: string) => departmentName(departments, code, call.language), schemes };
  const previous = await runBefore(call.db, run);
  const { dimensions: scores, ...shown } = runView(run, names);
  const rules = results.map((row, index) => ({
    dimension: row.dimension,
    view: {
      ...resultView(row),
      pointsLost: lost[index] ?? 0,
      keys: keys.get(row.position) ?? [],
      appealId: appeals.get(row.position)?.id ?? null,
    },
  }));
  return {
    run: shown,
    scheme: schemeOn(schemes, dayOf(run.ranAt)).id,
    dimensions: scores.map((score) => {
      const own = rules.filter(({ dimension }) => dimension === score.dimension).map(({ view }) => view);
      return { ...score, pointsLost: own.reduce((sum, rule) => sum + rule.pointsLost, 0), rules: own };
    }),
    previous: previous ? runView(previous, names) : null,
    may: {
      seeRows: run.isLatest && maySeeRows(call, resource),
      appeal: run.isLatest && mayWriteRules(call, resource.department),
    },
  };
}

type Keys = Map<number, { row: number; key: string | null }[]>;

/** First failing keys of each rule that was put to rows; none where the rows were replaced since. */
async function keysOf(
  call: Call,
  deps: QualityDeps,
  resource: ResourceCore,
  results: readonly ResultRow[],
  count: number,
): Promise<Keys> {
  const keys: Keys = new Map();
  const items = new Set<string>();
  for (const result of results) {
    if (result.bit === null || result.failed === 0) continue;
    await using session = await deps.lake.session(call.signal);
    try {
      const rows = await openBadRows(call, deps, session, resource, result.rule);
      const page = await rows.page(-1, count);
      await session.commit();
      for (const item of rows.items) items.add(item);
      keys.set(
        result.position,
        page.map(({ row, key }) => ({ row, key })),
      );
    } catch (error) {
      if (error instanceof Problem && error.code === "quality.rows-replaced") return new Map();
      throw error;
    }
  }
  await deps.ledger.recordNow(call, {
    action: "quality.score-tree",
    object: { kind: "resource", id: resource.id, name: resource.name },
    owner: resource.department,
    items: [...items],
    rows: [...keys.values()].reduce((sum, rows) => sum + rows.length, 0),
    facts: { keysPerRule: count },
  });
  return keys;
}

/** @throws Problem quality.department-not-found */
export async function departmentTree(call: Call, deps: QualityDeps, code: string): Promise<Answer<"departmentTree">> {
  const departments = await deps.registry.departments(call);
  if (!departments.has(code) || !mayTouch(call.actor, code)) throw problem(problems["department-not-found"], { code });
  const measures = await measuresAt(call, dayOf(call.now));
  const standing = (await gatherDepartments(call, deps, [code])).get(code);
  const none = { of: 0, done: 0 };
  const tree = standing?.tree ?? departmentParts([], { "on-time": none, closing: none, mounting: none }, measures);
  const scheme = schemeOn(await readSchemes(call.db), dayOf(call.now));
  const grade = tree.score === null ? null : gradeView(gradeOf(scheme, tree.score));
  return {
    department: code,
    departmentName: departmentName(departments, code, call.language),
    ...tree,
    grade: grade?.grade ?? null,
    gradeName: grade?.gradeName ?? null,
    scheme: scheme.id,
  };
}

/**
 * The scores as they would be with these failed rows mended, everything else as the latest check found it.
 *
 * @throws Problem quality.not-checked, quality.rule-not-found
 */
export async function whatIf(
  call: Call,
  deps: QualityDeps,
  id: string,
  mended: readonly { readonly rule: string; readonly rows: number | null }[],
): Promise<Answer<"whatIf">> {
  const resource = await resourceInScope(call, deps, id);
  const run = await neededRun(call, resource);
  const results = await resultsOf(call.db, [run.id]);
  for (const { rule } of mended) {
    if (!results.some((row) => row.rule === rule))
      throw problem(problems["rule-not-found"], { name: resource.name, rule });
  }
  const rowsMended = new Map(mended.map(({ rule, rows }) => [rule, rows ?? Number.POSITIVE_INFINITY]));
  const then = results.map((row) => ({
    ...row,
    failed: row.failed - Math.min(row.failed - row.pardoned, rowsMended.get(row.rule) ?? 0),
  }));
  const weights = weightsOf(run);
  const dimensionsThen = dimensionScores(then, weights);
  const scoreThen = resourceScore(dimensionsThen);
  const lost = pointsLost(results, weights);
  const scheme = schemeOn(await readSchemes(call.db), dayOf(call.now));
  const measures = await measuresAt(call, dayOf(call.now));
  const standing = (await gatherDepartments(call, deps, [resource.department])).get(resource.department);
  const gains = results.map((row, index) => ({
    rule: row.rule,
    text: row.text,
    failed: row.failed - row.pardoned,
    points: lost[index] ?? 0,
  }));
  return {
    score: run.score,
    scoreThen,
    grade: gradeOf(scheme, run.score).grade,
    gradeThen: gradeOf(scheme, scoreThen).grade,
    dimensions: run.dimensions,
    dimensionsThen,
    departmentScore: standing?.tree.score ?? null,
    departmentScoreThen: standing ? departmentWith(standing.tree, id, scoreThen, measures).score : null,
    gains: gains
      .filter(({ failed }) => failed > 0)
      .toSorted((a, b) => b.points - a.points || (a.rule < b.rule ? -1 : 1)),
  };
}
