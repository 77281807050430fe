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
  /** All there are, of which those that are answered stand in `nodes` and `edges`. */
  readonly total: { readonly nodes: number; readonly edges: number };
  readonly nodes: GraphNode[];
  readonly edges: GraphEdge[];
}

/** Where a question begins: a place; a department begins at everything that is its own besides. */
export interface Start {
  readonly node: store.NodeRow;
  /** Null where the graph does not know of it yet. */
  readonly number: number | null;
  readonly ids: readonly string[];
  readonly numbers: readonly number[];
}

/** @throws Problem graph.node-not-found, also where it may not be seen */
export async function startAt(call: Call, parts: GraphParts, id: string): Promise<Start> {
  const [known] = await store.nodesNamed(call.db, [id]);
  if (id.startsWith("department:")) {
    const department = (await parts.registry.departments(call)).get(keyOf(id));
    if (!department) throw notFound(id);
    const { code, name } = department;
    const fresh = { id, kind: "department", name, department: code, firstAt: call.now, lastAt: call.now } as const;
    const own = await store.holdingsOf(call.db, code);
    return {
      node: known ?? fresh,
      number: known?.number ?? null,
      ids: [id, ...own.map((holding) => holding.id)],
      numbers: [...(known ? [known.number] : []), ...own.map(({ number }) => number)],
    };
  }
  const isSeen = known !== undefined && (await visibleNodes(call, parts, [known])).has(id);
  if (!isSeen) throw notFound(id);
  return { node: known, number: known.number, ids: [id], numbers: [known.number] };
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
  const isGone = (row: store.NodeRow) => !isShown(row) && found.depths.get(row.id) !== 0;
  return view(call, parts, moment, {
    nodes: shown.map((row) => ({ row, depth: found.depths.get(row.id) ?? 0 })),
    edges,
    fields: found.fields,
    hidden: rows.filter(isGone).length,
    total: { nodes: shown.length, edges: edges.length },
    isCut: found.isCut,
  });
}

/** What the asker may see, before it is put into the words of the contract. */
export interface Seen {
  readonly nodes: readonly { readonly row: store.NodeRow; readonly depth: number }[];
  readonly edges: readonly store.EdgeRow[];
  readonly fields: readonly store.FieldRow[];
  readonly hidden: number;
  readonly total: Drawn["total"];
  readonly isCut: boolean;
}

export async function view(call: Call, parts: GraphParts, moment: Moment, seen: Seen): Promise<Drawn> {
  const uses = await usesIn(call, seen.edges, moment);
  const fields = Map.groupBy(seen.fields, ({ edge }) => edge);
  const departments = await parts.registry.departments(call);
  return {
    asOf: moment.at.toISOString(),
    entry: moment.entry,
    partial: moment.isBehind || seen.isCut || seen.edges.length < seen.total.edges,
    hidden: seen.hidden,
    total: seen.total,
    nodes: seen.nodes
      .map(({ row, depth }) => nodeView(row, depth, departments.get(row.department ?? "")?.name ?? null))
      .toSorted((a, b) => a.depth - b.depth || (a.id < b.id ? -1 : 1)),
    edges: seen.edges.map((edge) => edgeView(edge, uses.get(edge.id), fields.get(edge.id) ?? [])),
  };
}

/** Null where the asked time is all time up to today, which edges know without their days. */
export const passingIn = (call: Call, { since, until }: Moment): { since: string | null; until: string } | null =>
  since === null && until === dayOf(call.now) ? null : { since, until };

/** What passed in the asked time; of all time up to now the edges themselves know. */
async function usesIn(
  call: Call,
  edges: readonly store.EdgeRow[],
  moment: Moment,
): Promise<ReadonlyMap<number, Pick<store.Uses, "uses" | "rowCount">>> {
  const passing = passingIn(call, moment);
  if (passing === null) return new Map(edges.map((edge) => [edge.id, edge]));
  const ids = edges.map(({ id }) => id);
  return new Map((await store.usesOf(call.db, ids, passing)).map((use) => [use.edge, use]));
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
