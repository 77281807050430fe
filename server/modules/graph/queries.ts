import type { Flow, Flows, GraphEdge, GraphNode, Impact, Picture } from "#contract/graph";
import { type Call, mayTouch } from "#kernel/call";
import { keyOf, nodeOf } from "./node-id.ts";
import type { GraphParts } from "./parts.ts";
import { draw, momentOf, type Moment, type Span, startAt } from "./picture.ts";
import * as store from "./store.ts";
import { type Direction, pathsBetween, type Steps, walk } from "./walk.ts";

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
}

export async function walkFrom(call: Call, parts: GraphParts, given: WalkQuestion): Promise<Picture> {
  const moment = await momentOf(call, parts, given);
  const start = await startAt(call, parts, given.node);
  const { direction, depth, field = null } = given;
  const found = await walk(stepsAt(call, direction, moment), { starts: start.ids, direction, depth, field });
  return draw(call, parts, moment, start.node, found);
}

/** Ways over places that may not be seen are not answered; `hidden` says how many places that concerns. */
export async function paths(
  call: Call,
  parts: GraphParts,
  given: Span & { from: string; to: string; depth: number },
): Promise<Picture & { paths: number[][] }> {
  const moment = await momentOf(call, parts, given);
  const { depth } = given;
  const [from, to] = await Promise.all([startAt(call, parts, given.from), startAt(call, parts, given.to)]);
  const { met, fields, isCut, near } = await allButOneStep(call, moment, from.ids, to.node.id, depth);
  const edges = onTheWay(met, from.ids, to.node.id);
  const depths = new Map(
    edges.flatMap((edge) => [edge.fromNode, edge.toNode]).map((id) => [id, near.get(id) ?? depth]),
  );
  depths.set(from.node.id, 0);
  const drawn = await draw(call, parts, moment, from.node, { depths, edges, fields, isCut });
  const rows = drawn.edges.map((edge) => ({ id: edge.id, fromNode: edge.from, toNode: edge.to }));
  const ways = pathsBetween(rows, from.ids, to.node.id, depth);
  return { ...drawn, partial: drawn.partial || ways.isCut, paths: ways.paths };
}

/** Where more edges than this lie at an end, which end has fewer does not matter. */
const probed = 2000;

interface Met {
  readonly met: readonly store.EdgeRow[];
  readonly fields: readonly store.FieldRow[];
  readonly isCut: boolean;
  /** Steps from the beginning, where the walk went that way. */
  readonly near: ReadonlyMap<string, number>;
}

/**
 * Every edge of every way of at most `depth` steps: walked from the end that has fewer edges, all steps but the last, which is
 * asked for by both its ends. A department at the other end may have thousands.
 */
async function allButOneStep(
  call: Call,
  moment: Moment,
  froms: readonly string[],
  to: string,
  depth: number,
): Promise<Met> {
  const ask = { at: moment.at, limit: probed };
  const [out, into] = await Promise.all([
    store.edgesAt(call.db, { ...ask, side: "from", nodes: froms }),
    store.edgesAt(call.db, { ...ask, side: "to", nodes: [to] }),
  ]);
  const isDown = out.length <= into.length;
  const direction = isDown ? "downstream" : "upstream";
  const starts = isDown ? froms : [to];
  const walked = await walk(stepsAt(call, direction, moment), { starts, direction, depth: depth - 1, field: null });
  const reachedNodes = [...walked.depths.keys()];
  const last = await store.edgesBetween(call.db, {
    froms: isDown ? reachedNodes : froms,
    tos: isDown ? [to] : reachedNodes,
    at: moment.at,
  });
  const met = [...new Map([...walked.edges, ...last].map((edge) => [edge.id, edge])).values()];
  const fields = await store.fieldsOf(
    call.db,
    last.map(({ id }) => id),
  );
  return {
    met,
    fields: [...walked.fields, ...fields],
    isCut: walked.isCut,
    near: isDown ? walked.depths : new Map<string, number>(),
  };
}

/** Edges whose beginning is reached from the start, and from whose end the target is reached. */
function onTheWay(edges: readonly store.EdgeRow[], froms: readonly string[], to: string): store.EdgeRow[] {
  const after = reached(edges, froms, "fromNode", "toNode");
  const before = reached(edges, [to], "toNode", "fromNode");
  return edges.filter(({ fromNode, toNode }) => after.has(fromNode) && before.has(toNode));
}

function reached(
  edges: readonly store.EdgeRow[],
  starts: readonly string[],
  here: "fromNode" | "toNode",
  there: "fromNode" | "toNode",
): ReadonlySet<string> {
  const leaving = Map.groupBy(edges, (edge) => edge[here]);
  const met = new Set(starts);
  for (const node of met) for (const edge of leaving.get(node) ?? []) met.add(edge[there]);
  return met;
}

/** Everything behind a place: whoever uses it, however far down. */
export async function impact(
  call: Call,
  parts: GraphParts,
  given: Span & { node: string; field?: string | undefined },
): Promise<Impact> {
  const { field } = given;
  const drawn = await walkFrom(call, parts, { ...given, direction: "downstream", depth: deepest });
  const node = drawn.nodes.find(({ id }) => id === given.node);
  if (!node) throw new Error("A walk holds its beginning.");
  const supplies = drawn.edges.filter(({ kind }) => kind === "supplies");
  return {
    ...drawn,
    node,
    field: field ?? null,
    resources: drawn.nodes.filter(({ kind, depth }) => kind === "resource" && depth > 0).length,
    libraries: drawn.nodes.filter(({ kind, depth }) => kind === "library" && depth > 0).length,
    grants: supplies.length,
    departments: usersOf(supplies, drawn.nodes),
  };
}

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
  return users.toSorted((a, b) => b.uses - a.uses || (a.code < b.code ? -1 : 1));
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
