import type { Flow, Flows, GraphEdge, GraphNode, Impact, Picture } from "#contract/graph";
import { type Call, mayTouch } from "#kernel/call";
import { keyOf, nodeOf } from "./node-id.ts";
import type { GraphParts } from "./parts.ts";
import { draw, type Drawn, momentOf, type Moment, type Span, type Start, startAt } from "./picture.ts";
import { type Direction, reach } from "./reach-store.ts";
import { drawReached, type ReachedPicture } from "./reached.ts";
import * as store from "./store.ts";
import { type Steps, walk } from "./walk.ts";

const mostAround = 5000;
/** As far as any chain of loads, libraries and grants goes. */
const deepest = 12;

function stepsAt(call: Call, direction: Direction, { at }: Moment): Steps {
  const side = direction === "downstream" ? "from" : "to";
  return {
    edgesOf: (nodes, limit) => store.edgesAt(call.db, { side, nodes, at, limit }),
    fieldsOf: (edges) => store.fieldsOf(call.db, edges),
  };
}

export async function around(call: Call, parts: GraphParts, given: Span & { node: string }): Promise<Picture> {
  const moment = await momentOf(call, parts, given);
  const start = await startAt(call, parts, given.node);
  const ask = { at: moment.at, limit: mostAround + 1 };
  const [out, into] = await Promise.all([
    store.edgesAt(call.db, { ...ask, side: "from", nodes: start.ids }),
    store.edgesAt(call.db, { ...ask, side: "to", nodes: [start.node.id] }),
  ]);
  // Within a department nothing is given to others.
  const own = new Set(start.ids);
  const leaving = out.filter(({ toNode }) => !own.has(toNode));
  const edges = [...leaving, ...into].slice(0, mostAround);
  const fields = await store.fieldsOf(
    call.db,
    edges.map(({ id }) => id),
  );
  const depths = new Map(edges.flatMap(({ fromNode, toNode }) => [fromNode, toNode]).map((id) => [id, 1]));
  depths.set(start.node.id, 0);
  const isCut = out.length > mostAround || leaving.length + into.length > mostAround;
  return draw(call, parts, moment, start.node, { depths, edges, fields, isCut });
}

export interface WalkQuestion extends Span {
  readonly node: string;
  readonly direction: Direction;
  readonly depth: number;
  readonly field?: string | undefined;
  /** Edges told at most; all are counted. */
  readonly limit: number;
}

export async function walkFrom(call: Call, parts: GraphParts, given: WalkQuestion): Promise<Picture> {
  const moment = await momentOf(call, parts, given);
  const start = await startAt(call, parts, given.node);
  const { field, limit } = given;
  if (field === undefined) return (await walkWhole(call, parts, moment, { ...given, start })).drawn;
  return firstOf(await walkField(call, parts, moment, { ...given, field, start }), start, limit);
}

/** All that lies behind or before a place, whatever its fields. */
async function walkWhole(
  call: Call,
  parts: GraphParts,
  moment: Moment,
  { direction, depth, limit, start }: Pick<WalkQuestion, "direction" | "depth" | "limit"> & { readonly start: Start },
): Promise<ReachedPicture> {
  const reached = await reach(call.db, { direction, starts: start.numbers, steps: depth, at: moment.at });
  return drawReached(call, parts, moment, start, { reached, direction, limit });
}

/** What one field becomes, or was made from: mappings are followed edge by edge. */
async function walkField(
  call: Call,
  parts: GraphParts,
  moment: Moment,
  {
    direction,
    depth,
    field,
    start,
  }: Pick<WalkQuestion, "direction" | "depth"> & { readonly field: string; readonly start: Start },
): Promise<Drawn> {
  const found = await walk(stepsAt(call, direction, moment), { starts: start.ids, direction, depth, field });
  return draw(call, parts, moment, start.node, found);
}

/** The edges a walk met first, with the places they touch. */
function firstOf(drawn: Drawn, { node }: Start, limit: number): Drawn {
  const edges = drawn.edges.slice(0, limit);
  const told = new Set([node.id, ...edges.flatMap(({ from, to }) => [from, to])]);
  return {
    ...drawn,
    edges,
    nodes: drawn.nodes.filter(({ id }) => told.has(id)),
    partial: drawn.partial || edges.length < drawn.edges.length,
  };
}

/** Everything behind a place: whoever uses it, however far down. */
export async function impact(
  call: Call,
  parts: GraphParts,
  given: Span & { node: string; field?: string | undefined; limit: number },
): Promise<Impact> {
  const moment = await momentOf(call, parts, given);
  const start = await startAt(call, parts, given.node);
  const { field, limit } = given;
  const asked = { direction: "downstream", depth: deepest, limit, start } as const;
  const { drawn, found } =
    field === undefined
      ? foundWhole(await walkWhole(call, parts, moment, asked))
      : foundField(await walkField(call, parts, moment, { ...asked, field }), start, limit);
  const node = drawn.nodes.find(({ id }) => id === start.node.id);
  if (!node) throw new Error("A walk holds its beginning.");
  return { ...drawn, node, field: field ?? null, ...found };
}

type Behind = Pick<Impact, "resources" | "libraries" | "grants" | "departments">;

function foundWhole({ drawn, nodes, tallies }: ReachedPicture): { drawn: Drawn; found: Behind } {
  const of = (kind: GraphNode["kind"]) => nodes.filter(({ row, depth }) => row.kind === kind && depth > 0).length;
  const byNumber = new Map(nodes.map(({ row, number }) => [number, row]));
  const supplies = tallies.filter(({ kind }) => kind === "supplies");
  const departments = supplies.map(({ far, uses, rows, lastAt }) => {
    const user = byNumber.get(far);
    const code = keyOf(user?.id ?? "");
    return { code, name: user?.name ?? code, uses, rows, lastAt: uses > 0 ? lastAt.toISOString() : null };
  });
  const found = {
    resources: of("resource"),
    libraries: of("library"),
    grants: supplies.reduce((sum, { edges }) => sum + edges, 0),
    departments: departments.toSorted(byUse),
  };
  return { drawn, found };
}

function foundField(drawn: Drawn, start: Start, limit: number): { drawn: Drawn; found: Behind } {
  const supplies = drawn.edges.filter(({ kind }) => kind === "supplies");
  const of = (wanted: GraphNode["kind"]) =>
    drawn.nodes.filter(({ kind, depth }) => kind === wanted && depth > 0).length;
  const found = {
    resources: of("resource"),
    libraries: of("library"),
    grants: supplies.length,
    departments: usersOf(supplies, drawn.nodes),
  };
  return { drawn: firstOf(drawn, start, limit), found };
}

const byUse = (a: Impact["departments"][number], b: Impact["departments"][number]): number =>
  b.uses - a.uses || (a.code < b.code ? -1 : 1);

function usersOf(supplies: readonly GraphEdge[], nodes: readonly GraphNode[]): Impact["departments"] {
  const names = new Map(nodes.map(({ id, name }) => [id, name]));
  const users = [...Map.groupBy(supplies, ({ to }) => to)].map(([id, edges]) => ({
    code: keyOf(id),
    name: names.get(id) ?? keyOf(id),
    uses: edges.reduce((sum, edge) => sum + edge.uses, 0),
    rows: edges.reduce((sum, edge) => sum + edge.rows, 0),
    lastAt: edges.some(({ uses }) => uses > 0)
      ? edges.map(({ lastAt }) => lastAt).reduce((last, at) => (at > last ? at : last))
      : null,
  }));
  return users.toSorted(byUse);
}

export async function flows(
  call: Call,
  parts: GraphParts,
  given: Span & { resourceId?: string | undefined },
): Promise<Flows> {
  const moment = await momentOf(call, parts, given);
  const node = given.resourceId === undefined ? null : nodeOf.resource(given.resourceId);
  const all = await store.suppliesAt(call.db, { ...moment, node });
  const rows = all.filter(({ from, to }) => mayTouch(call.actor, from) || mayTouch(call.actor, to));
  const departments = await parts.registry.departments(call);
  const nameOf = (code: string) => departments.get(code)?.name ?? code;
  const rivers = [...Map.groupBy(rows, ({ from, to }) => `${from}\n${to}`).values()]
    .map((edges) => riverOf(edges, nameOf))
    .toSorted((a, b) => b.uses - a.uses || b.grants - a.grants || (a.from + a.to < b.from + b.to ? -1 : 1));
  const codes = [...new Set(rivers.flatMap(({ from, to }) => [from, to]))].toSorted();
  return {
    asOf: moment.at.toISOString(),
    entry: moment.entry,
    partial: moment.isBehind,
    hidden: all.length - rows.length,
    flows: rivers,
    departments: codes.map((code) => ({
      code,
      name: nameOf(code),
      given: sum(rivers.filter(({ from }) => from === code)),
      got: sum(rivers.filter(({ to }) => to === code)),
    })),
  };
}

const sum = (rivers: readonly Flow[]): number => rivers.reduce((total, { uses }) => total + uses, 0);

function riverOf(edges: readonly store.FlowRow[], nameOf: (code: string) => string): Flow {
  const [first] = edges;
  if (!first) throw new Error("A river has at least one grant.");
  const moments = (pick: (edge: store.FlowRow) => Date) => edges.map((edge) => pick(edge).getTime());
  return {
    from: first.from,
    fromName: nameOf(first.from),
    to: first.to,
    toName: nameOf(first.to),
    grants: edges.length,
    resources: new Set(edges.map(({ fromNode }) => fromNode)).size,
    uses: edges.reduce((total, edge) => total + edge.uses, 0),
    rows: edges.reduce((total, edge) => total + edge.rowCount, 0),
    firstAt: new Date(Math.min(...moments(({ firstAt }) => firstAt))).toISOString(),
    lastAt: new Date(Math.max(...moments(({ lastAt }) => lastAt))).toISOString(),
  };
}
