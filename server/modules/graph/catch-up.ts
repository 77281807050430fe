import type { Grant } from "#contract/gate";
import { type Call, hubActor } from "#kernel/call";
import { inTransaction } from "#kernel/db/db";
import { Problem } from "#kernel/problem";
import { endOf as endOfDay } from "./day.ts";
import { digestEntries, type Moved } from "./digest.ts";
import { nodeOf } from "./node-id.ts";
import type { GraphParts } from "./parts.ts";
import * as store from "./store.ts";

const entriesAtOnce = 2000;
/** A question waits for so much of the ledger; what is left is the background's, and the answer says so. */
const batchesPerQuestion = 20;

export interface Reach {
  /** Ledger entry up to which the graph is read off. */
  readonly entry: number;
  readonly isBehind: boolean;
}

/**
 * Reads off what the ledger has gained. Position and edges move in one transaction, so every entry counts exactly once,
 * whatever is killed when.
 */
export async function catchUp(call: Call, parts: GraphParts, batches = batchesPerQuestion): Promise<Reach> {
  const asHub: Call = { ...call, actor: hubActor };
  for (let batch = 0; batch < batches; batch += 1) {
    const size = await parts.ledger.size(call);
    const { entry } = await store.readTail(call.db);
    if (entry >= size) return { entry, isBehind: false };
    await inTransaction(asHub, (inner) => readOn(inner, parts));
  }
  const { entry } = await store.readTail(call.db);
  return { entry, isBehind: entry < (await parts.ledger.size(call)) };
}

async function readOn(call: Call, parts: GraphParts): Promise<void> {
  const tail = await store.lockTail(call.db);
  const entries = await parts.ledger.after(call, tail.entry, entriesAtOnce);
  const last = entries.at(-1);
  if (!last) return;
  const { loads, runs, uses, grants } = digestEntries(entries);
  for (const [resourceId, moved] of loads) await noteLoad(call, parts, resourceId, moved);
  for (const [library, moved] of runs) await noteRun(call, parts, library, moved);
  for (const grant of grants) await noteGrant(call, parts, grant, uses.get(grant));
  await store.moveTail(call.db, { entry: last.number, at: new Date(last.at) });
}

const momentsOf = ({ firstAt, lastAt }: Moved) => ({ firstAt: new Date(firstAt), lastAt: new Date(lastAt) });

const daysOf = (edge: number, moved: Moved): store.DayRow[] =>
  [...moved.days].map(([day, { uses, rows }]) => ({ edge, day, uses, rowCount: rows }));

/** Null where it is gone: an entry outlives what it tells of. */
async function orNull<Found>(find: Promise<Found>): Promise<Found | null> {
  try {
    return await find;
  } catch (error) {
    if (error instanceof Problem && error.definition.status === 404) return null;
    throw error;
  }
}

async function noteLoad(call: Call, parts: GraphParts, resourceId: string, moved: Moved): Promise<void> {
  const resource = await orNull(parts.catalog.resource(call, resourceId));
  const origin = await parts.intake.originOf(call, resourceId);
  if (!resource || !origin) return;
  const at = momentsOf(moved);
  const { source } = origin;
  const from = source ? nodeOf.source(source.id) : nodeOf.uploads(resource.department);
  const to = nodeOf.resource(resourceId);
  await store.upsertNodes(call.db, [
    {
      id: from,
      kind: "source",
      name: source ? source.name : "上传的文件",
      department: source ? source.department : resource.department,
      ...at,
    },
    { id: to, kind: "resource", name: resource.name, department: resource.department, ...at },
  ]);
  const base = { fromNode: from, toNode: to, kind: "loads", basis: "", basisName: origin.table } as const;
  const edge = await store.upsertEdge(call.db, { ...base, ...at, endedAt: null });
  await store.endOthers(call.db, { kind: "loads", toNode: to, keep: [edge], at: at.lastAt });
  await store.replaceFields(call.db, edge, origin.columns);
  await store.addDays(call.db, daysOf(edge, moved));
}

async function noteRun(call: Call, parts: GraphParts, library: string, moved: Moved): Promise<void> {
  const inflow = await orNull(parts.libraries.inflowOf(call, library));
  if (!inflow) return;
  const at = momentsOf(moved);
  const to = nodeOf.library(library);
  const edges: number[] = [];
  await store.upsertNodes(call.db, [{ id: to, kind: "library", name: inflow.title.zh, department: null, ...at }]);
  for (const { resourceId, items } of inflow.sources) {
    const resource = await orNull(parts.catalog.resource(call, resourceId));
    if (!resource) continue;
    const from = nodeOf.resource(resourceId);
    const { name, department } = resource;
    await store.upsertNodes(call.db, [{ id: from, kind: "resource", name, department, ...at }]);
    const base = { fromNode: from, toNode: to, kind: "feeds", basis: library, basisName: inflow.title.zh } as const;
    const edge = await store.upsertEdge(call.db, { ...base, ...at, endedAt: null });
    const fields = Object.entries(items).map(([field, item]) => ({ from: item, to: field }));
    await store.replaceFields(call.db, edge, fields);
    await store.addDays(call.db, daysOf(edge, moved));
    edges.push(edge);
  }
  await store.endOthers(call.db, { kind: "feeds", toNode: to, keep: edges, at: at.lastAt });
}

async function noteGrant(call: Call, parts: GraphParts, id: string, moved: Moved | undefined): Promise<void> {
  const grant = await orNull(parts.gate.grant(call, id));
  if (!grant || grant.state === "prepared") return;
  const since = new Date(grant.createdAt);
  const at = moved ? momentsOf(moved) : { firstAt: since, lastAt: since };
  const from = nodeOf.resource(grant.resource.id);
  const to = nodeOf.department(grant.terms.department);
  const { name, department } = grant.resource;
  await store.upsertNodes(call.db, [
    { id: from, kind: "resource", name, department, ...at },
    { id: to, kind: "department", name: grant.departmentName, department: grant.terms.department, ...at },
  ]);
  const edge = await store.upsertEdge(call.db, {
    fromNode: from,
    toNode: to,
    kind: "supplies",
    basis: grant.id,
    basisName: grant.code,
    firstAt: since,
    lastAt: at.lastAt,
    endedAt: endOf(grant),
  });
  await store.replaceFields(
    call.db,
    edge,
    grant.terms.items.map(({ field }) => ({ from: field, to: field })),
  );
  if (moved) await store.addDays(call.db, daysOf(edge, moved));
}

/** A grant holds until it is ended, or to the end of its last day. */
const endOf = ({ state, stateSince, terms }: Grant): Date | null =>
  state === "ended" ? new Date(stateSince) : terms.validUntil === null ? null : endOfDay(terms.validUntil);
