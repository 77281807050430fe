import { createHash } from "node:crypto";
import type { LineageDataset, LineageEvent } from "#contract/graph";
import { type Call, mayTouch } from "#kernel/call";
import { inTransaction } from "#kernel/db/db";
import { problem } from "#kernel/problem";
import { dayOf } from "./day.ts";
import { nodeOf } from "./node-id.ts";
import { ownNamespace } from "./own-lineage.ts";
import { problems } from "./problems.ts";
import * as store from "./store.ts";

/**
 * Takes an event another system tells. Events of one run may come in any order and more than once: its edges are drawn from
 * all that has come, every input to every output, and rest on the job that told them.
 *
 * @throws Problem graph.lineage-nobody
 */
export async function receiveEvent(call: Call, event: LineageEvent): Promise<{ isNew: boolean }> {
  const { department } = call.actor;
  if (department === null) throw problem(problems["lineage-nobody"]);
  const body = JSON.stringify(event);
  const row: store.EventRow = {
    hash: createHash("sha256").update(department).update("\n").update(body).digest(),
    kind: event.run ? "run" : event.job ? "job" : "dataset",
    eventType: "eventType" in event && typeof event.eventType === "string" ? event.eventType : null,
    runId: event.run?.runId ?? null,
    job: event.job ? `${event.job.namespace}\n${event.job.name}` : null,
    at: new Date(event.eventTime),
    receivedAt: call.now,
    department,
    body: event,
  };
  return inTransaction(call, async (inner) => {
    if (!(await store.insertEvent(inner.db, row))) return { isNew: false };
    await draw(inner, row, department);
    return { isNew: true };
  });
}

interface Sides {
  inputs?: LineageDataset[];
  outputs?: LineageDataset[];
  dataset?: LineageDataset;
}

async function draw(call: Call, row: store.EventRow, department: string): Promise<void> {
  const events = row.runId === null ? [row] : await store.eventsOfRun(call.db, row.runId, department);
  const bodies = events.map(({ body }) => body as Sides);
  const inputs = merged(bodies.flatMap((body) => body.inputs ?? []));
  const outputs = merged(bodies.flatMap((body) => body.outputs ?? []));
  const lone = bodies.flatMap((body) => (body.dataset ? [body.dataset] : []));
  const moments = events.map(({ at }) => at.getTime());
  const at = { firstAt: new Date(Math.min(...moments)), lastAt: new Date(Math.max(...moments)) };
  const outside = [...inputs.values(), ...outputs.values(), ...lone].filter((one) => !isOwn(one));
  await store.upsertNodes(
    call.db,
    outside.map((one) => ({ id: idOf(one), kind: "dataset" as const, name: one.name, department, ...at })),
  );
  const known = await store.nodesNamed(call.db, [...inputs.keys(), ...outputs.keys()]);
  // Anybody may say that he uses a resource; what goes into one is its department's to say.
  const mayFill = (node: store.NodeRow) => node.kind === "dataset" || mayTouch(call.actor, node.department);
  const drawn = new Set(known.map(({ id }) => id));
  const filled = new Set(known.filter(mayFill).map(({ id }) => id));
  const [namespace = "", name = ""] = (row.job ?? "").split("\n");
  const isDone = row.eventType === "COMPLETE";
  for (const [to, output] of outputs) {
    for (const from of inputs.keys()) {
      if (from === to || !drawn.has(from) || !filled.has(to)) continue;
      const edge = await store.upsertEdge(call.db, {
        fromNode: from,
        toNode: to,
        kind: "derives",
        basis: `${namespace}/${name}`,
        basisName: name,
        ...at,
        endedAt: null,
      });
      await store.addFields(call.db, edge, columnsOf(output, from));
      if (isDone) await store.addDays(call.db, [{ edge, day: dayOf(row.at), uses: 1, rowCount: rowsOf(output) }]);
    }
  }
}

/** Facets of one dataset from several events stand together; the later wins. */
function merged(datasets: readonly LineageDataset[]): Map<string, LineageDataset> {
  const byId = new Map<string, LineageDataset>();
  for (const one of datasets) {
    const id = idOf(one);
    const before = byId.get(id);
    byId.set(id, before ? { ...before, ...one, facets: { ...before.facets, ...one.facets } } : one);
  }
  return byId;
}

const isOwn = ({ namespace }: LineageDataset): boolean => namespace === ownNamespace;

/** A dataset of ours is the place itself, so that another system's jobs join the graph where they touch it. */
const idOf = ({ namespace, name }: Pick<LineageDataset, "namespace" | "name">): string =>
  namespace === ownNamespace ? name.replace("/", ":") : nodeOf.dataset(namespace, name);

interface InputField {
  readonly namespace: string;
  readonly name: string;
  readonly field: string;
}

function columnsOf(output: LineageDataset, from: string): { from: string; to: string }[] {
  const facet = output.facets?.["columnLineage"] as
    | { fields?: Record<string, { inputFields?: InputField[] }> }
    | undefined;
  return Object.entries(facet?.fields ?? {}).flatMap(([to, { inputFields = [] }]) =>
    inputFields.filter((input) => idOf(input) === from).map((input) => ({ from: input.field, to })),
  );
}

function rowsOf(output: LineageDataset): number {
  const facets = (output as { outputFacets?: Record<string, { rowCount?: unknown }> }).outputFacets;
  const rows = facets?.["outputStatistics"]?.rowCount;
  return typeof rows === "number" && Number.isSafeInteger(rows) && rows >= 0 ? rows : 0;
}
