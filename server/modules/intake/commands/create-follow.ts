import type { Inspection, MappedColumn } from "#contract/intake";
import type { Follow, FollowPlan } from "#contract/intake-follow";
import { isMessagePlace, type PlaceKind } from "#contract/intake-place";
import type { Call } from "#kernel/call";
import { inTransaction, isSqlState } from "#kernel/db/db";
import { newId } from "#kernel/id";
import { problem } from "#kernel/problem";
import { dispatchSoon } from "../follow/dispatch.ts";
import { judgeHealth } from "../follow/judge.ts";
import { refuseCircle } from "../follow/chain.ts";
import { newRun } from "../follow/new-run.ts";
import { settledArrivals, settledPlan } from "../follow/plan-rules.ts";
import { nextRunAt } from "../follow/schedule.ts";
import { followOfResource, type FollowRow, insertFollow } from "../follow/store.ts";
import { followView } from "../follow/views.ts";
import { look } from "../look.ts";
import { keepMapping } from "../mapping.ts";
import { databaseKindOf, openDatabaseSource, visibleSource } from "../open-source.ts";
import type { IntakeParts } from "../parts.ts";
import { problems } from "../problems.ts";
import { messageColumns } from "../readers/message-stream.ts";
import { refuseOutside } from "../scope.ts";
import { resourceFor } from "../start-load.ts";
import { findMapping, saveMapping, type SourceRow } from "../store.ts";

export interface NewFollow {
  readonly sourceId: string;
  readonly table: string;
  readonly resourceId: string | null;
  readonly resourceName: string;
  readonly mapping: MappedColumn[] | null;
  readonly plan: FollowPlan;
  readonly starts: boolean;
  /** What the act is called on the ledger. */
  readonly action?: string;
}

/**
 * Looks at the table, settles the plan and begins to follow; the looking happens before the transaction.
 *
 * @throws Problem intake.already-followed, intake.load-running and what `settledPlan` refuses
 */
export async function createFollow(parts: IntakeParts, call: Call, given: NewFollow): Promise<Follow> {
  return followView(parts, call, await beginFollow(parts, call, given));
}

export async function beginFollow(parts: IntakeParts, call: Call, given: NewFollow): Promise<FollowRow> {
  const source = await visibleSource(call, given.sourceId);
  refuseOutside(call, source.department);
  const { plan, mapping, format } = source.place
    ? await settledPlace(parts, call, source.place.kind, given)
    : await settledTable(parts, call, source, given);
  await refuseCircle(call, null, given.resourceName, plan.schedule);
  const columns = withKey(mapping, plan.key);
  return inTransaction(call, async (inner) => {
    const loadedColumns = columns.filter((column) => column.action === "load");
    if (loadedColumns.length === 0) throw problem(problems["nothing-to-load"]);
    const named = { name: given.resourceName === "" ? given.table : given.resourceName };
    const request = { department: source.department, format, resource: given.resourceId ?? named };
    const resource = await resourceFor(parts, inner, request, loadedColumns);
    if (await followOfResource(inner.db, resource.id))
      throw problem(problems["already-followed"], { name: resource.name });
    await saveMapping(inner.db, {
      resourceId: resource.id,
      sourceId: source.id,
      tablePath: given.table,
      textOptions: null,
      columns,
      updatedAt: inner.now,
    });
    const follow = await inserted(inner, resource.name, {
      id: newId(inner.now),
      sourceId: source.id,
      resourceId: resource.id,
      resourceName: resource.name,
      department: resource.department,
      tablePath: given.table,
      plan,
      state: "active",
      loadId: null,
      position: null,
      lagAt: null,
      lagSeconds: null,
      lagBytes: null,
      rowCount: null,
      nextRunAt: nextRunAt(plan.schedule, inner.now),
      lastDoneAt: null,
      reconciledAt: null,
      actorId: inner.actor.id,
      createdBy: inner.actor.name,
      createdAt: inner.now,
      endedAt: null,
    });
    if (given.starts) await newRun(inner, follow, { trigger: "person" });
    await judgeHealth(parts, inner, [follow.id]);
    parts.ledger.record(inner, {
      action: given.action ?? "intake.create-follow",
      object: { kind: "follow", id: follow.id, name: resource.name },
      owner: follow.department,
      items: loadedColumns.map((column) => column.field),
      facts: { source: source.name, table: given.table, mode: plan.mode },
    });
    dispatchSoon(parts, inner);
    return follow;
  });
}

interface Settled {
  readonly plan: FollowPlan;
  readonly mapping: MappedColumn[];
  readonly format: Inspection["format"];
}

async function settledTable(parts: IntakeParts, call: Call, source: SourceRow, given: NewFollow): Promise<Settled> {
  const format = databaseKindOf(source);
  if (!format) throw problem(problems["source-not-followed"], { name: source.name });
  await using reader = await openDatabaseSource(parts, call, source);
  const plan = settledPlan(given.plan, await reader.shapeOf(given.table), call.now);
  return { plan, mapping: (await mappingFor(parts, call, given)).mapping, format };
}

async function settledPlace(parts: IntakeParts, call: Call, place: PlaceKind, given: NewFollow): Promise<Settled> {
  const { mapping, inspection } = await mappingFor(parts, call, given);
  const columns = mapping.map(({ source }) => source);
  const plan = settledArrivals(given.plan, place, columns, call.now);
  return {
    plan,
    mapping: isMessagePlace(place) ? mapping.map(withoutOwn) : mapping,
    format: inspection?.format ?? "csv",
  };
}

/** What the hub adds to every message is loaded where a person asks for it. */
const withoutOwn = (column: MappedColumn): MappedColumn =>
  column.decidedBy === "proposed" && Object.values<string>(messageColumns).includes(column.source)
    ? { ...column, action: "skip" }
    : column;

/** As given, as saved for the resource, or as proposed. */
async function mappingFor(
  parts: IntakeParts,
  call: Call,
  given: NewFollow,
): Promise<{ mapping: MappedColumn[]; inspection: Inspection | null }> {
  if (given.mapping) return { mapping: given.mapping, inspection: null };
  const saved = given.resourceId === null ? undefined : await findMapping(call.db, given.resourceId);
  const found = await look(
    parts,
    call,
    {
      fileId: null,
      sourceId: given.sourceId,
      sample: { table: given.table, sheet: given.plan.files?.table ?? null },
    },
    { table: given.table, text: null },
    null,
  );
  return {
    mapping: saved ? keepMapping(saved.columns, found.mapping) : found.mapping,
    inspection: found.inspection,
  };
}

const withKey = (mapping: readonly MappedColumn[], key: readonly string[]): MappedColumn[] =>
  mapping.map((column) => ({ ...column, isKey: column.isKey || key.includes(column.source) }));

async function inserted(call: Call, name: string, row: Parameters<typeof insertFollow>[1]): Promise<FollowRow> {
  try {
    return await insertFollow(call.db, row);
  } catch (error) {
    if (isSqlState(error, "23505")) throw problem(problems["already-followed"], { name }, { cause: error });
    throw error;
  }
}
