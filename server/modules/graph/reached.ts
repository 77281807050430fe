import { type Call, mayTouch } from "#kernel/call";
import type { GraphParts } from "./parts.ts";
import { type Drawn, type Moment, passingIn, type Start, view } from "./picture.ts";
import * as reachStore from "./reach-store.ts";
import { visibleNodes } from "./sight.ts";
import * as store from "./store.ts";

/** A walk with everything counted and the first of its edges told. */
export interface ReachedPicture {
  readonly drawn: Drawn;
  /** Every node that is seen, told or not. */
  readonly nodes: readonly { readonly row: store.NodeRow; readonly number: number | null; readonly depth: number }[];
  /** Every edge that is seen, by far end and kind. */
  readonly tallies: readonly reachStore.Tally[];
}

/**
 * Counts are made by the database over all edges; only the `limit` nearest, widest ones are read whole. What may not be seen
 * is left out of both, and `hidden` says how many places that concerns.
 */
export async function drawReached(
  call: Call,
  parts: GraphParts,
  moment: Moment,
  start: Start,
  { reached, direction, limit }: { reached: reachStore.Reached; direction: reachStore.Direction; limit: number },
): Promise<ReachedPicture> {
  const rows = reached.nodes;
  const seen = await visibleNodes(call, parts, rows);
  const near = rows.filter(({ depth }) => depth < reached.steps);
  const leaving: reachStore.Leaving = {
    direction,
    nodes: near.map(({ number }) => number),
    at: moment.at,
    sight: call.actor.departments === "all" && !reached.isCut ? null : sightOf(call, rows, seen),
  };
  const depths = near.map(({ depth }) => depth);
  const edges = await reachStore.widest(call.db, leaving, { depths, limit });
  const passing = passingIn(call, moment);
  const isKnown = edges.length < limit && passing === null;
  const tallies = isKnown ? reachStore.tallied(edges, direction) : await reachStore.tally(call.db, leaving, passing);
  const fields = await store.fieldsOf(
    call.db,
    edges.map(({ id }) => id),
  );
  const touched = new Set(tallies.map(({ near: from, far }) => from ?? far));
  const isShown = ({ id, number }: store.StoredNode) => seen.has(id) && (touched.has(number) || id === start.node.id);
  const nodes: ReachedPicture["nodes"] = [
    ...(rows.some(({ id }) => id === start.node.id) ? [] : [{ row: start.node, number: null, depth: 0 }]),
    ...rows.filter(isShown).map((row) => ({ row, number: row.number, depth: row.depth })),
  ];
  const told = new Set([start.node.id, ...edges.flatMap(({ fromNode, toNode }) => [fromNode, toNode])]);
  const drawn = await view(call, parts, moment, {
    nodes: nodes.filter(({ row }) => told.has(row.id)),
    edges,
    fields,
    hidden: rows.filter((row) => !isShown(row) && row.depth !== 0).length,
    total: { nodes: nodes.length, edges: tallies.reduce((sum, one) => sum + (one.far === null ? 0 : one.edges), 0) },
    isCut: reached.isCut,
  });
  return { drawn, nodes, tallies: tallies.filter(({ far }) => far !== null) };
}

/** Where a walk was cut, edges to places it did not come to are left out as well. */
function sightOf({ actor }: Call, rows: readonly store.StoredNode[], seen: ReadonlySet<string>): reachStore.Sight {
  return {
    seen: rows.filter(({ id }) => seen.has(id)).map(({ number }) => number),
    own: rows.filter(({ department }) => mayTouch(actor, department)).map(({ number }) => number),
  };
}
