import type { Picture } from "#contract/graph";
import type { Call } from "#kernel/call";
import type { GraphParts } from "./parts.ts";
import { draw, momentOf, type Moment, type Span, type Start, startAt } from "./picture.ts";
import { countLeaving, type Link, linksBetween, reach } from "./reach-store.ts";
import * as store from "./store.ts";
import { pathsBetween } from "./walk.ts";

const mostOnTheWay = 20_000;

/** Ways over places that may not be seen are not answered; `hidden` says how many places that concerns. */
export async function paths(
  call: Call,
  parts: GraphParts,
  given: Span & { from: string; to: string; depth: number },
): Promise<Picture & { paths: number[][] }> {
  const moment = await momentOf(call, parts, given);
  const { depth } = given;
  const [from, to] = await Promise.all([startAt(call, parts, given.from), startAt(call, parts, given.to)]);
  const { edges, depths, isCut } = await edgesOnTheWay(call, moment, { from, to, depth });
  const fields = await store.fieldsOf(
    call.db,
    edges.map(({ id }) => id),
  );
  const drawn = await draw(call, parts, moment, from.node, { depths, edges, fields, isCut });
  const rows = drawn.edges.map((edge) => ({ id: edge.id, fromNode: edge.from, toNode: edge.to }));
  const ways = pathsBetween(rows, from.ids, to.node.id, depth);
  return { ...drawn, partial: drawn.partial || ways.isCut, paths: ways.paths };
}

/** Where more edges than this lie at an end, which end has fewer does not matter. */
const probed = 2000;

interface OnTheWay {
  readonly edges: readonly store.EdgeRow[];
  readonly depths: ReadonlyMap<string, number>;
  readonly isCut: boolean;
}

/**
 * Every edge of every way of at most `depth` steps. Nodes are walked over from the end that has fewer edges, all steps but
 * the last, since a department at the other end may have thousands; then the edges between those nodes and both ends are read.
 */
async function edgesOnTheWay(
  call: Call,
  { at }: Moment,
  { from, to, depth }: { from: Start; to: Start; depth: number },
): Promise<OnTheWay> {
  // Ways end at the place itself, not at what else is its department's.
  const end = to.number === null ? [] : [to.number];
  const ask = { at, most: probed };
  const [out, into] = await Promise.all([
    countLeaving(call.db, { ...ask, direction: "downstream", nodes: from.numbers }),
    countLeaving(call.db, { ...ask, direction: "upstream", nodes: end }),
  ]);
  const isDown = out <= into;
  const direction = isDown ? "downstream" : "upstream";
  const starts = isDown ? from.numbers : end;
  const walked = await reach(call.db, { direction, starts, steps: depth - 1, at });
  const steps = new Map(walked.nodes.map((node) => [node.number, node.depth]));
  const nodes = [...steps.keys()];
  const links = await linksBetween(call.db, {
    froms: isDown ? nodes : [...new Set([...nodes, ...from.numbers])],
    tos: isDown ? [...new Set([...nodes, ...end])] : nodes,
    at,
    limit: mostOnTheWay + 1,
  });
  const kept = onTheWay(links, from.numbers, end);
  const edges = await store.edgesWith(
    call.db,
    kept.map(({ id }) => id),
  );
  const depthOf = (number: number) => (isDown ? (steps.get(number) ?? depth) : depth);
  const depths = new Map<string, number>();
  for (const [index, { fromNode, toNode }] of edges.entries()) {
    const link = kept[index];
    if (!link) continue;
    depths.set(fromNode, depthOf(link.from)).set(toNode, depthOf(link.to));
  }
  depths.set(from.node.id, 0);
  return { edges, depths, isCut: walked.isCut || links.length > mostOnTheWay };
}

/** Edges whose beginning is reached from the start, and from whose end the target is reached. */
function onTheWay(links: readonly Link[], froms: readonly number[], tos: readonly number[]): Link[] {
  const after = reached(links, froms, "from", "to");
  const before = reached(links, tos, "to", "from");
  return links.filter(({ from, to }) => after.has(from) && before.has(to));
}

function reached(
  links: readonly Link[],
  starts: readonly number[],
  here: "from" | "to",
  there: "from" | "to",
): ReadonlySet<number> {
  const leaving = Map.groupBy(links, (link) => link[here]);
  const met = new Set(starts);
  for (const node of met) for (const link of leaving.get(node) ?? []) met.add(link[there]);
  return met;
}
