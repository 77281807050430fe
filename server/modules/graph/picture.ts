import type { GraphEdge, GraphNode } from "#contract/graph";
import type { Call } from "#kernel/call";
import { problem } from "#kernel/problem";
import { catchUp } from "./catch-up.ts";
import { dayOf, endOf } from "./day.ts";
import type { GraphParts } from "./parts.ts";
import { problems } from "./problems.ts";
import { keyOf } from "./node-id.ts";
import { maySeeEdge, visibleNodes } from "./sight.ts";
import * as store from "./store.ts";

/** The time a question is about. */
export interface Span {
  readonly asOf?: string | undefined;
  readonly since?: string | undefined;
}

export interface Moment {
  readonly at: Date;
  /** `YYYY-MM-DD`, the last day whose uses count. */
  readonly until: string;
  readonly since: string | null;
  readonly entry: number;
  readonly isBehind: boolean;
}

/** Reads off what is new, and says which moment the answer is about. */
export async function momentOf(call: Call, parts: GraphParts, { asOf, since }: Span): Promise<Moment> {
  const { entry, isBehind } = await catchUp(call, parts);
  const today = dayOf(call.now);
  const isPast = asOf !== undefined && asOf < today;
  return {
    at: isPast ? endOf(asOf) : call.now,
    until: isPast ? asOf : today,
    since: since ?? null,
    entry,
    isBehind,
  };
}

/** What is known of a part of the graph before sight is applied. */
export interface Found {
  readonly depths: ReadonlyMap<string, number>;
  readonly edges: readonly store.EdgeRow[];
  readonly fields: readonly store.FieldRow[];
  readonly isCut: boolean;
}

export interface Drawn {
  readonly asOf: string;
  readonly entry: number;
  readonly partial: boolean;
  readonly hidden: number;
  readonly nodes: GraphNode[];
  readonly edges: GraphEdge[];
}

/** Where a question begins: a place; a department begins at everything that is its own besides. */
export interface Start {
  readonly node: store.NodeRow;
  readonly ids: readonly string[];
}

/** @throws Problem graph.node-not-found, also where it may not be seen */
export async function startAt(call: Call, parts: GraphParts, id: string): Promise<Start> {
  const [known] = await store.nodesNamed(call.db, [id]);
  if (id.startsWith("department:")) {
    const department = (await parts.registry.departments(call)).get(keyOf(id));
    if (!department) throw notFound(id);
    const { code, name } = department;
    const fresh = { id, kind: "department", name, department: code, firstAt: call.now, lastAt: call.now } as const;
    return { node: known ?? fresh, ids: [id, ...(await store.holdingsOf(call.db, code))] };
  }
  const isSeen = known !== undefined && (await visibleNodes(call, parts, [known])).has(id);
  if (!isSeen) throw notFound(id);
  return { node: known, ids: [id] };
}

const notFound = (id: string) => problem(problems["node-not-found"], { node: id.replace("\n", " ") });

/** Leaves out what may not be seen, counts it, and adds names, uses and fields. */
export async function draw(
  call: Call,
  parts: GraphParts,
  moment: Moment,
  start: store.NodeRow,
  found: Found,
): Promise<Drawn> {
  const known = await store.nodesNamed(call.db, [...found.depths.keys()]);
  const rows = known.some(({ id }) => id === start.id) ? known : [start, ...known];
  const byId = new Map(rows.map((row) => [row.id, row]));
  const seen = await visibleNodes(call, parts, rows);
  const edges = found.edges.filter(
    (edge) => seen.has(edge.fromNode) && seen.has(edge.toNode) && maySeeEdge(call, edge, byId.get(edge.fromNode)),
  );
  const touched = new Set(edges.flatMap(({ fromNode, toNode }) => [fromNode, toNode]));
  const isShown = ({ id }: store.NodeRow) => seen.has(id) && (touched.has(id) || id === start.id);
  const shown = rows.filter(isShown);
  const uses = await usesIn(call, edges, moment);
  const fields = Map.groupBy(found.fields, ({ edge }) => edge);
  const departments = await parts.registry.departments(call);
  return {
    asOf: moment.at.toISOString(),
    entry: moment.entry,
    partial: moment.isBehind || found.isCut,
    hidden: rows.filter((row) => !isShown(row) && found.depths.get(row.id) !== 0).length,
    nodes: shown
      .map((row) => nodeView(row, found.depths.get(row.id) ?? 0, departments.get(row.department ?? "")?.name ?? null))
      .toSorted((a, b) => a.depth - b.depth || (a.id < b.id ? -1 : 1)),
    edges: edges.map((edge) => edgeView(edge, uses.get(edge.id), fields.get(edge.id) ?? [])),
  };
}

/** What passed in the asked time; of all time up to now the edges themselves know. */
async function usesIn(
  call: Call,
  edges: readonly store.EdgeRow[],
  moment: Moment,
): Promise<ReadonlyMap<number, Pick<store.Uses, "uses" | "rowCount">>> {
  if (moment.since === null && moment.until === dayOf(call.now)) return new Map(edges.map((edge) => [edge.id, edge]));
  const ids = edges.map(({ id }) => id);
  return new Map((await store.usesOf(call.db, ids, moment)).map((use) => [use.edge, use]));
}

const nodeView = (row: store.NodeRow, depth: number, departmentName: string | null): GraphNode => ({
  id: row.id,
  kind: row.kind,
  name: row.name,
  department: row.department,
  departmentName,
  firstAt: row.firstAt.toISOString(),
  lastAt: row.lastAt.toISOString(),
  depth,
});

const edgeView = (
  row: store.EdgeRow,
  uses: Pick<store.Uses, "uses" | "rowCount"> | undefined,
  fields: readonly store.FieldRow[],
): GraphEdge => ({
  id: row.id,
  from: row.fromNode,
  to: row.toNode,
  kind: row.kind,
  basis: row.basis,
  basisName: row.basisName,
  firstAt: row.firstAt.toISOString(),
  lastAt: row.lastAt.toISOString(),
  endedAt: row.endedAt?.toISOString() ?? null,
  uses: uses?.uses ?? 0,
  rows: uses?.rowCount ?? 0,
  fields: fields.map(({ fromField, toField }) => ({ from: fromField, to: toField })),
});
