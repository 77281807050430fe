import type { DriftWarning, qualityProfileRoutes } from "#contract/quality-profile";
import { profileMeasureNames } from "#contract/quality-profile";
import type { RouteAnswer } from "#contract/route";
import type { Bilingual } from "#contract/text";
import { type Call, mayTouch } from "#kernel/call";
import { problem } from "#kernel/problem";
import type { QualityDeps } from "../deps.ts";
import { problems } from "../problems.ts";
import { resourceInScope } from "../who.ts";
import { driftOf, type Unusual } from "./drift.ts";
import { lastProfiles, profileOfRun, type ProfileRow, unusualProfiles } from "./store.ts";

type Answer<Name extends keyof typeof qualityProfileRoutes> = RouteAnswer<(typeof qualityProfileRoutes)[Name]>;

/** @throws Problem quality.resource-not-found, quality.run-not-found */
export async function getProfile(call: Call, deps: QualityDeps, id: string, run?: string): Promise<Answer<"profile">> {
  const resource = await resourceInScope(call, deps, id);
  const found = run === undefined ? (await lastProfiles(call.db, id, 1))[0] : await profileOfRun(call.db, id, run);
  if (!found && run !== undefined) throw problem(problems["run-not-found"], { name: resource.name, run });
  if (!found) return { runId: null, ranAt: null, rowCount: 0, sampledRows: 0, columns: [], warnings: [] };
  return {
    runId: found.runId,
    ranAt: found.ranAt.toISOString(),
    rowCount: found.rowCount,
    sampledRows: found.sampledRows,
    columns: found.columns,
    warnings: warningsOf({ ...found, resourceName: resource.name }),
  };
}

/** Oldest first. */
export async function profileHistory(
  call: Call,
  deps: QualityDeps,
  id: string,
  { column, limit }: { readonly column: string; readonly limit: number },
): Promise<Answer<"profileHistory">> {
  await resourceInScope(call, deps, id);
  const rows = (await lastProfiles(call.db, id, limit + 1)).toReversed();
  const points = rows.flatMap((row, index) => {
    const own = row.columns.find(({ field }) => field === column);
    if (!own) return [];
    const before = rows[index - 1]?.columns.find(({ field }) => field === column);
    return [
      {
        runId: row.runId,
        ranAt: row.ranAt.toISOString(),
        rows: row.rowCount,
        fill: own.rows === 0 ? null : own.filled / own.rows,
        distinct: own.distinct,
        mean: own.mean,
        deviation: own.deviation,
        psi: before ? driftOf("psi", before, own) : null,
      },
    ];
  });
  return { items: points.slice(-limit) };
}

export async function listDrift(call: Call, department?: string): Promise<Answer<"listDrift">> {
  const isOwn = department !== undefined && mayTouch(call.actor, department);
  const departments = department === undefined ? call.actor.departments : isOwn ? [department] : [];
  const found = await unusualProfiles(call.db, departments);
  return { items: found.flatMap(warningsOf) };
}

function warningsOf(row: ProfileRow & { readonly resourceName: string }): DriftWarning[] {
  return row.warnings.map((warning) => {
    const name = row.columns.find(({ field }) => field === warning.field)?.name ?? null;
    return {
      resourceId: row.resourceId,
      resourceName: row.resourceName,
      runId: row.runId,
      ranAt: row.ranAt.toISOString(),
      ...warning,
      name,
      text: textOf(warning, name),
    };
  });
}

const figure = (value: number): string => String(Number(value.toPrecision(4)));

function textOf({ measure, value, usual, strength }: Unusual, name: Bilingual | null): Bilingual {
  const of = name ?? { zh: "全表", en: "The table" };
  const { zh, en } = profileMeasureNames[measure];
  if (measure === "psi") {
    return {
      zh: `${of.zh}的分布与上一次检查明显不同（PSI ${figure(value)}）`,
      en: `${of.en || of.zh} is distributed otherwise than in the last check (PSI ${figure(value)})`,
    };
  }
  const way = strength > 0 ? { zh: "高于", en: "above" } : { zh: "低于", en: "below" };
  return {
    zh: `${of.zh}的${zh}为 ${figure(value)}，明显${way.zh}平常的 ${figure(usual)}`,
    en: `${of.en || of.zh}: ${en.toLowerCase()} ${figure(value)}, far ${way.en} the usual ${figure(usual)}`,
  };
}
