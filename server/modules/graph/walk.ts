import type { Direction } from "./reach-store.ts";
import type { EdgeRow, FieldRow } from "./store.ts";

/** What a walk asks the store, one step at a time. */
export interface Steps {
  /** Edges that leave these nodes in the walk's direction. */
  edgesOf(nodes: readonly string[], limit: number): Promise<readonly EdgeRow[]>;
  fieldsOf(edges: readonly number[]): Promise<readonly FieldRow[]>;
}

export interface Walked {
  /** Steps from the beginning, by node; the beginning is 0. */
  readonly depths: ReadonlyMap<string, number>;
  readonly edges: readonly EdgeRow[];
  readonly fields: readonly FieldRow[];
  /** There was more than the limit. */
  readonly isCut: boolean;
}

/** Places it begins at, all at depth 0. */
export interface WalkFrom {
  readonly starts: readonly string[];
  readonly direction: Direction;
  readonly depth: number;
  readonly field: string | null;
}

const mostEdges = 20_000;

/**
 * Breadth first, so that a node's depth is its shortest way; every edge is met once, circles end by themselves. With `field`
 * only mappings that carry it on are followed; an edge that does not say which field becomes which is followed as a whole,
 * because what is not known may not be left out of an answer about consequences.
 */
export async function walk(steps: Steps, { starts, direction, depth, field }: WalkFrom): Promise<Walked> {
  const depths = new Map(starts.map((start) => [start, 0]));
  const edges: EdgeRow[] = [];
  const fields: FieldRow[] = [];
  /** Null stands for every field. */
  let frontier = new Map<string, ReadonlySet<string> | null>(
    starts.map((start) => [start, field === null ? null : new Set([field])]),
  );
  const met = new Map<string, ReadonlySet<string> | null>(frontier);
  const seen = new Set<number>();
  const isDown = direction === "downstream";
  for (let step = 1; step <= depth && frontier.size > 0; step += 1) {
    const found = await steps.edgesOf([...frontier.keys()], mostEdges + 1 - edges.length);
    if (edges.length + found.length > mostEdges) return { depths, edges, fields, isCut: true };
    const mappings = Map.groupBy(await steps.fieldsOf(found.map(({ id }) => id)), ({ edge }) => edge);
    const next = new Map<string, Set<string> | null>();
    for (const edge of found) {
      const [here, there] = isDown ? [edge.fromNode, edge.toNode] : [edge.toNode, edge.fromNode];
      const carried = carry(frontier.get(here) ?? null, mappings.get(edge.id) ?? [], isDown);
      if (carried.isLost) continue;
      if (!seen.has(edge.id)) {
        seen.add(edge.id);
        edges.push(edge);
      }
      fields.push(...carried.mappings);
      if (!depths.has(there)) depths.set(there, step);
      const fresh = unmet(met, there, carried.onward);
      if (fresh !== undefined) join(next, there, fresh);
    }
    frontier = next;
  }
  return { depths, edges, fields: distinct(fields), isCut: false };
}

interface Carried {
  readonly isLost: boolean;
  readonly mappings: readonly FieldRow[];
  readonly onward: ReadonlySet<string> | null;
}

function carry(asked: ReadonlySet<string> | null, mappings: readonly FieldRow[], isDown: boolean): Carried {
  if (asked === null || mappings.length === 0) return { isLost: false, mappings, onward: null };
  const kept = mappings.filter(({ fromField, toField }) => asked.has(isDown ? fromField : toField));
  const onward = new Set(kept.map(({ fromField, toField }) => (isDown ? toField : fromField)));
  return { isLost: kept.length === 0, mappings: kept, onward };
}

/** What of `fields` has not been followed from this node yet; undefined where all has. */
function unmet(
  met: Map<string, ReadonlySet<string> | null>,
  node: string,
  fields: ReadonlySet<string> | null,
): ReadonlySet<string> | null | undefined {
  const known = met.get(node);
  if (known === null) return undefined;
  if (fields === null) {
    met.set(node, null);
    return null;
  }
  const fresh = known === undefined ? fields : new Set([...fields].filter((field) => !known.has(field)));
  if (fresh.size === 0) return undefined;
  met.set(node, new Set([...(known ?? []), ...fields]));
  return fresh;
}

function join(next: Map<string, Set<string> | null>, node: string, fields: ReadonlySet<string> | null): void {
  const known = next.get(node);
  if (fields === null || known === null) next.set(node, null);
  else next.set(node, new Set([...(known ?? []), ...fields]));
}

const distinct = (fields: readonly FieldRow[]): FieldRow[] => [
  ...new Map(fields.map((field) => [JSON.stringify([field.edge, field.fromField, field.toField]), field])).values(),
];

const mostPaths = 200;
/** Steps tried at most: many places to the same few make more ways than anybody reads. */
const mostTries = 50_000;

type Link = Pick<EdgeRow, "id" | "fromNode" | "toNode">;

/**
 * Every way from one of some nodes to another that meets no node twice, shortest first; each as edge ids. A way is only gone on
 * with while what is left of its length still reaches the end.
 */
export function pathsBetween(
  edges: readonly Link[],
  froms: readonly string[],
  to: string,
  depth: number,
): { paths: number[][]; isCut: boolean } {
  const left = stepsLeft(edges, to, depth);
  const leaving = Map.groupBy(
    edges.filter(({ toNode }) => left.has(toNode)),
    (edge) => edge.fromNode,
  );
  const paths: number[][] = [];
  let tries = 0;
  const isFull = () => paths.length > mostPaths || tries > mostTries;
  const met = new Set(froms);
  const way: number[] = [];
  const goOn = (at: string, length: number): void => {
    for (const { id, toNode } of leaving.get(at) ?? []) {
      if (isFull()) return;
      tries += 1;
      if (met.has(toNode) || (left.get(toNode) ?? Infinity) > length - 1) continue;
      way.push(id);
      if (toNode === to) {
        if (length === 1) paths.push([...way]);
      } else {
        met.add(toNode);
        goOn(toNode, length - 1);
        met.delete(toNode);
      }
      way.pop();
    }
  };
  for (let length = 1; length <= depth && !isFull(); length += 1) for (const from of froms) goOn(from, length);
  return { paths: paths.slice(0, mostPaths), isCut: isFull() };
}

/** Fewest steps from each node to `to`, where they are no more than `depth`. */
function stepsLeft(edges: readonly Link[], to: string, depth: number): ReadonlyMap<string, number> {
  const arriving = Map.groupBy(edges, ({ toNode }) => toNode);
  const left = new Map([[to, 0]]);
  let frontier = [to];
  for (let step = 1; step <= depth && frontier.length > 0; step += 1) {
    const next: string[] = [];
    for (const node of frontier)
      for (const { fromNode } of arriving.get(node) ?? []) {
        if (left.has(fromNode)) continue;
        left.set(fromNode, step);
        next.push(fromNode);
      }
    frontier = next;
  }
  return left;
}
