import { type Call, mayTouch } from "#kernel/call";
import { keyOf } from "./node-id.ts";
import type { GraphParts } from "./parts.ts";
import type { EdgeRow, NodeRow } from "./store.ts";

/**
 * Which nodes the person asking may know of: resources as the catalog shows them to him, sources and told datasets of his own
 * departments, libraries and departments in any case.
 */
export async function visibleNodes(
  call: Call,
  { catalog }: Pick<GraphParts, "catalog">,
  nodes: readonly NodeRow[],
): Promise<ReadonlySet<string>> {
  const seen = new Set<string>();
  const others: NodeRow[] = [];
  for (const node of nodes) {
    const isOpen = node.kind === "library" || node.kind === "department";
    if (isOpen || mayTouch(call.actor, node.department)) seen.add(node.id);
    else if (node.kind === "resource") others.push(node);
  }
  const listed = await catalog.visibleAmong(
    call,
    others.map(({ id }) => keyOf(id)),
  );
  for (const { id } of others) if (listed.has(keyOf(id))) seen.add(id);
  return seen;
}

/** Who supplies what to whom concerns the two of them, and whoever looks after both. */
export function maySeeEdge(call: Call, edge: Pick<EdgeRow, "kind" | "toNode">, from: NodeRow | undefined): boolean {
  if (edge.kind !== "supplies") return true;
  return mayTouch(call.actor, from?.department ?? null) || mayTouch(call.actor, keyOf(edge.toNode));
}
