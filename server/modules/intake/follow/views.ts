import type { Commitment } from "#contract/clock";
import type { Drift, Follow, Reconciliation, Run } from "#contract/intake-follow";
import { type Call, mayTouch } from "#kernel/call";
import { problem } from "#kernel/problem";
import { intakeRoles, type IntakeParts } from "../parts.ts";
import { problems } from "../problems.ts";
import { findSource, type SourceRow } from "../store.ts";
import { healthOf } from "./health.ts";
import {
  type DriftRow,
  lastReconciliations,
  lastRuns,
  openDrifts,
  type ReconciliationRow,
  reconciliationsOfRuns,
  type RunRow,
} from "./run-store.ts";
import { positionWords } from "./position-words.ts";
import { scheduleWords } from "./schedule-words.ts";
import { withStatement } from "./statement.ts";
import { findFollow, type FollowRow, lagsOf } from "./store.ts";

/** @throws Problem intake.follow-not-found */
export async function visibleFollow(call: Call, id: string): Promise<FollowRow> {
  const follow = await findFollow(call.db, id);
  if (!follow || follow.endedAt !== null || !mayTouch(call.actor, follow.department))
    throw problem(problems["follow-not-found"], { id });
  return follow;
}

const mayWork = (call: Call, department: string): boolean =>
  mayTouch(call.actor, department) && intakeRoles.some((role) => call.actor.roles.includes(role));

export async function followView(parts: IntakeParts, call: Call, row: FollowRow): Promise<Follow> {
  const [view] = await followViews(parts, call, [row]);
  if (!view) throw new Error("A follow has no view.");
  return view;
}

export async function followViews(parts: IntakeParts, call: Call, rows: readonly FollowRow[]): Promise<Follow[]> {
  const ids = rows.map(({ id }) => id);
  const departments = await parts.registry.departments(call);
  const sources = await sourcesOf(call, rows);
  const runs = await lastRuns(call.db, ids);
  const reconciliations = await lastReconciliations(call.db, ids);
  const drifts = await openDrifts(call.db, ids);
  const lags = await lagsOf(call.db, ids);
  const tickets = await parts.clock.commitmentsOfMany(call, "intake", ids);
  return rows.map((row): Follow => {
    const run = runs.get(row.id);
    const reconciliation = reconciliations.get(row.id);
    const drift = drifts.get(row.id);
    const source = sources.get(row.sourceId);
    const judged = healthOf(
      {
        ...row,
        hasDrift: drift !== undefined,
        isMatching: reconciliation?.isMatching ?? null,
        lastRun: run?.state ?? null,
      },
      parts.now(),
    );
    const may = mayWork(call, row.department);
    return {
      id: row.id,
      resourceId: row.resourceId,
      resourceName: row.resourceName,
      department: row.department,
      departmentName: departments.get(row.department)?.name ?? row.department,
      sourceId: row.sourceId,
      sourceName: source?.name ?? "",
      sourceKind: source?.kind ?? "",
      table: row.tablePath,
      plan: row.plan,
      state: row.state,
      ...judged,
      scheduleText: scheduleWords(row.plan),
      lag: row.lagAt ? { at: row.lagAt.toISOString(), seconds: row.lagSeconds, bytes: row.lagBytes } : null,
      lags: lags
        .filter(({ followId }) => followId === row.id)
        .map(({ at, seconds, bytes }) => ({ at: at.toISOString(), seconds, bytes })),
      position: row.position,
      positionText: positionWords(row.plan.mode, row.position),
      rowCount: row.rowCount,
      lastRun: run
        ? {
            id: run.id,
            number: run.number,
            followNumber: run.followNumber,
            state: run.state,
            startedAt: run.startedAt?.toISOString() ?? null,
            endedAt: run.endedAt?.toISOString() ?? null,
            counts: run.counts,
          }
        : null,
      lastReconciliation: reconciliation ? reconciliationView(reconciliation, tickets.get(row.id) ?? []) : null,
      drift: drift ? driftView(drift) : null,
      nextRunAt: row.nextRunAt?.toISOString() ?? null,
      findings: row.findings.map(withStatement),
      problem: row.problem,
      createdAt: row.createdAt.toISOString(),
      createdBy: row.createdBy,
      version: row.version,
      may: {
        edit: may,
        run: may && row.state !== "paused" && !isOpen(run),
        pause: may && row.state === "active",
        resume: may && row.state !== "active",
        end: may,
      },
    };
  });
}

const isOpen = (run: RunRow | undefined): boolean => run !== undefined && run.endedAt === null;

async function sourcesOf(call: Call, rows: readonly { readonly sourceId: string }[]): Promise<Map<string, SourceRow>> {
  const found = new Map<string, SourceRow>();
  for (const id of new Set(rows.map(({ sourceId }) => sourceId))) {
    const source = await findSource(call.db, id);
    if (source) found.set(id, source);
  }
  return found;
}

export async function runView(parts: IntakeParts, call: Call, row: RunRow): Promise<Run> {
  const [view] = await runViews(parts, call, [row]);
  if (!view) throw new Error("A run has no view.");
  return view;
}

export async function runViews(parts: IntakeParts, call: Call, rows: readonly RunRow[]): Promise<Run[]> {
  const departments = await parts.registry.departments(call);
  const sources = await sourcesOf(call, rows);
  const reconciliations = await reconciliationsOfRuns(
    call.db,
    rows.map(({ id }) => id),
  );
  const followIds = [...new Set(rows.map(({ followId }) => followId))];
  const follows = new Map<string, FollowRow>();
  for (const id of followIds) {
    const follow = await findFollow(call.db, id);
    if (follow) follows.set(id, follow);
  }
  const tickets = await parts.clock.commitmentsOfMany(call, "intake", followIds);
  return rows.map((row): Run => {
    const follow = follows.get(row.followId);
    const reconciliation = reconciliations.get(row.id);
    const may = mayWork(call, row.department);
    return {
      id: row.id,
      number: row.number,
      followNumber: row.followNumber,
      followId: row.followId,
      resourceId: follow?.resourceId ?? "",
      resourceName: follow?.resourceName ?? "",
      department: row.department,
      departmentName: departments.get(row.department)?.name ?? row.department,
      sourceId: row.sourceId,
      sourceName: sources.get(row.sourceId)?.name ?? "",
      table: follow?.tablePath ?? "",
      mode: row.mode,
      trigger: row.trigger,
      state: row.state,
      waitsFor: row.waitsFor,
      startsAfter: row.startsAfter?.toISOString() ?? null,
      attempt: row.attempt,
      stages: [...row.stages],
      counts: row.counts,
      batches: row.batches,
      position: row.position,
      positionText: positionWords(row.mode, row.position),
      throughput: [...row.throughput],
      loadId: row.loadId,
      jobId: row.jobId,
      reconciliation: reconciliation ? reconciliationView(reconciliation, tickets.get(row.followId) ?? []) : null,
      driftId: row.driftId,
      startedBy: row.startedBy,
      createdAt: row.createdAt.toISOString(),
      startedAt: row.startedAt?.toISOString() ?? null,
      endedAt: row.endedAt?.toISOString() ?? null,
      entry: row.entry,
      problem: row.problem,
      may: { cancel: may && row.endedAt === null, retry: may && row.state === "failed" },
    };
  });
}

export function reconciliationView(row: ReconciliationRow, tickets: readonly Commitment[]): Reconciliation {
  const ticket = tickets.find(({ id }) => id === row.commitmentId);
  const { sourceCount, lakeCount, rejectedCount, isMatching } = row;
  const sum = {
    zh: `来源 ${sourceCount} 行，入库 ${lakeCount} 行，退回 ${rejectedCount} 行`,
    en: `${sourceCount} rows at the source, ${lakeCount} in the lake, ${rejectedCount} rejected`,
  };
  const isShort = sourceCount !== lakeCount + rejectedCount;
  const verdict = isMatching
    ? row.lakeChecksum === null
      ? {
          zh: "行数相符；有的行来源没有送全，校验和没有比",
          en: "the counts agree; some rows came in part, so checksums were not compared",
        }
      : { zh: "行数与校验和都相符", en: "counts and checksums agree" }
    : isShort
      ? { zh: "行数不符", en: "the counts differ" }
      : { zh: "行数相符，但内容的校验和不符", en: "the counts agree, the checksums of the contents do not" };
  return {
    id: row.id,
    followId: row.followId,
    runId: row.runId,
    at: row.at.toISOString(),
    sourceCount,
    lakeCount,
    rejectedCount,
    sourceChecksum: row.sourceChecksum,
    lakeChecksum: row.lakeChecksum,
    isMatching,
    text: { zh: `${sum.zh}；${verdict.zh}。`, en: `${sum.en}; ${verdict.en}.` },
    columns: [...row.columns],
    ticket: ticket
      ? { commitmentId: ticket.id, dueAt: ticket.dueOn, isOpen: ticket.endedAt === null }
      : row.commitmentId === null
        ? null
        : { commitmentId: row.commitmentId, dueAt: null, isOpen: false },
  };
}

export const driftView = (row: DriftRow): Drift => ({
  id: row.id,
  followId: row.followId,
  foundAt: row.foundAt.toISOString(),
  changes: [...row.changes],
  reaches: [...row.reaches],
  outcome: row.outcome,
  settledAt: row.settledAt?.toISOString() ?? null,
  settledBy: row.settledBy,
});
