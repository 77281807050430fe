import { z } from "zod";
import type {
  Drift,
  Follow,
  followRoutes,
  Reconciliation,
  Run,
  SourceLimits,
  TableFacts,
} from "#contract/intake-follow";
import type { FollowHealth } from "#contract/intake-standing";
import type { RouteAnswer } from "#contract/route";
import type { FollowState, RunState } from "#contract/intake-follow";
import type { Page } from "#contract/page";
import { type Call, mayTouch } from "#kernel/call";
import { problem } from "#kernel/problem";
import { readNumberCursor } from "../cursors.ts";
import { databaseKindOf, openDatabaseSource, visibleSource } from "../open-source.ts";
import type { IntakeParts } from "../parts.ts";
import { problems } from "../problems.ts";
import { watermarkKindOf } from "../readers/table-source.ts";
import { openCapture } from "./capture-run.ts";
import { findRun, pageOfDrifts, pageOfReconciliations, pageOfRuns } from "./run-store.ts";
import { limitsOf, pageOfFollows } from "./store.ts";
import { withStatement } from "./statement.ts";
import { placeFacts } from "./place-facts.ts";
import { tableModes } from "./table-modes.ts";
import { driftView, followView, followViews, reconciliationView, runView, runViews, visibleFollow } from "./views.ts";

interface FollowQuery {
  readonly limit: number;
  readonly cursor?: string | undefined;
  readonly department?: string | undefined;
  readonly sourceId?: string | undefined;
  readonly resourceId?: string | undefined;
  readonly state?: FollowState | undefined;
  readonly health?: FollowHealth | undefined;
  readonly finding?: string | undefined;
  readonly q?: string | undefined;
}

const FollowKey = z.object({ severity: z.int(), name: z.string(), id: z.uuid() });

function readCursor(cursor: string | undefined): z.infer<typeof FollowKey> | undefined {
  if (cursor === undefined) return undefined;
  try {
    return FollowKey.parse(JSON.parse(Buffer.from(cursor, "base64url").toString()));
  } catch (cause) {
    throw problem(problems["bad-cursor"], {}, { cause });
  }
}

export async function listFollows(
  parts: IntakeParts,
  call: Call,
  { limit, cursor, ...filter }: FollowQuery,
): Promise<RouteAnswer<typeof followRoutes.listFollows>> {
  const scoped = { ...filter, scope: call.actor.departments };
  const { rows, total, byHealth, byFinding } = await pageOfFollows(call.db, scoped, limit + 1, readCursor(cursor));
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const key = last && { severity: last.severity, name: last.resourceName, id: last.id };
  const count = (health: FollowHealth): number => byHealth[health] ?? 0;
  return {
    items: await followViews(parts, call, page),
    next: rows.length > limit ? Buffer.from(JSON.stringify(key)).toString("base64url") : null,
    total,
    byHealth: {
      failed: count("failed"),
      mismatch: count("mismatch"),
      drift: count("drift"),
      late: count("late"),
      waiting: count("waiting"),
      paused: count("paused"),
      well: count("well"),
    },
    byFinding,
  };
}

export const getFollow = async (parts: IntakeParts, call: Call, id: string): Promise<Follow> =>
  followView(parts, call, await visibleFollow(call, id));

interface NumberPage {
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** The page of rows that come newest first, by their numbers. */
function numbered<Row extends { readonly number: number }>(rows: readonly Row[], limit: number) {
  const page = rows.slice(0, limit);
  return { page, next: rows.length > limit ? String(page.at(-1)?.number ?? "") : null };
}

export async function listRuns(
  parts: IntakeParts,
  call: Call,
  {
    limit,
    cursor,
    ...filter
  }: NumberPage & {
    readonly followId?: string | undefined;
    readonly sourceId?: string | undefined;
    readonly department?: string | undefined;
    readonly state?: RunState | undefined;
  },
): Promise<RouteAnswer<typeof followRoutes.listRuns>> {
  const scoped = { ...filter, scope: call.actor.departments };
  const { rows, total, byState } = await pageOfRuns(call.db, scoped, limit + 1, readNumberCursor(cursor));
  const { page, next } = numbered(rows, limit);
  const count = (state: RunState): number => byState[state] ?? 0;
  return {
    items: await runViews(parts, call, page),
    next,
    total,
    byState: {
      queued: count("queued"),
      waiting: count("waiting"),
      running: count("running"),
      done: count("done"),
      failed: count("failed"),
      cancelled: count("cancelled"),
    },
  };
}

export async function getRun(parts: IntakeParts, call: Call, id: string): Promise<Run> {
  const run = await findRun(call.db, id);
  if (!run || !mayTouch(call.actor, run.department)) throw problem(problems["run-not-found"], { id });
  return runView(parts, call, run);
}

export async function listReconciliations(
  parts: IntakeParts,
  call: Call,
  id: string,
  { limit, cursor }: NumberPage,
): Promise<Page<Reconciliation>> {
  await visibleFollow(call, id);
  const { rows, total } = await pageOfReconciliations(call.db, id, limit + 1, readNumberCursor(cursor));
  const { page, next } = numbered(rows, limit);
  const tickets = (await parts.clock.commitmentsOfMany(call, "intake", [id])).get(id) ?? [];
  return { items: page.map((row) => reconciliationView(row, tickets)), next, total };
}

export async function listDrifts(call: Call, id: string, { limit, cursor }: NumberPage): Promise<Page<Drift>> {
  await visibleFollow(call, id);
  const { rows, total } = await pageOfDrifts(call.db, id, limit + 1, readNumberCursor(cursor));
  const { page, next } = numbered(rows, limit);
  return { items: page.map(driftView), next, total };
}

export async function getSourceLimits(call: Call, id: string): Promise<SourceLimits & { version: number }> {
  await visibleSource(call, id);
  return limitsOf(call.db, id);
}

/** What the editor of a follow needs to know of a table; changes nothing at the source. */
export async function getTableFacts(parts: IntakeParts, call: Call, id: string, table: string): Promise<TableFacts> {
  const source = await visibleSource(call, id);
  if (source.place) return placeFacts(parts, call, id, source.place.kind, table);
  if (!databaseKindOf(source)) throw problem(problems["source-not-followed"], { name: source.name });
  await using reader = await openDatabaseSource(parts, call, source);
  const shape = await reader.shapeOf(table);
  const watermarks = shape.columns
    .flatMap(({ name, declared }) => {
      const kind = watermarkKindOf(declared);
      return kind === null ? [] : [{ column: name, kind, isIndexed: shape.indexed.includes(name) }];
    })
    .toSorted((a, b) => likelihood(b) - likelihood(a));
  await using capture = await openCapture({ parts, call, source, follow: { id } });
  const findings = (await capture.check(table)).map(withStatement);
  const hasStop = findings.some(({ weight }) => weight === "stop");
  return {
    table,
    columns: shape.columns.map(({ name, declared, comment }) => ({ name, type: declared, comment })),
    key: [...shape.key],
    watermarks,
    rowEstimate: shape.rowEstimate,
    modes: tableModes({ hasKey: shape.key.length > 0, hasWatermark: watermarks.length > 0, isCapturable: !hasStop }),
    findings,
  };
}

const updateNames = /upd|modif|chang|gx|更新|修改|change/i;
const timeNames = /time|date|_at$|sj|rq|时间|日期/i;

function likelihood({ column, kind, isIndexed }: TableFacts["watermarks"][number]): number {
  return (
    (kind === "time" ? 2 : 0) +
    (isIndexed ? 1 : 0) +
    (updateNames.test(column) ? 4 : 0) +
    (timeNames.test(column) ? 1 : 0)
  );
}
