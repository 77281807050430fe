export type Direction = "upstream" | "downstream";

export interface Reached {
  /** Steps from the beginning, by number of the node; the beginning is 0. */
  readonly depths: ReadonlyMap<number, number>;
  /** Steps that were gone: every edge of a node nearer than this was followed. */
  readonly steps: number;
  /** There were more nodes than are walked over. */
  readonly isCut: boolean;
}

const mostNodes = 20_000;

/**
 * Breadth first over nodes alone, so that thousands of edges between the same places cost nothing here; a node's depth is
 * its shortest way, and circles end by themselves.
 */
export async function reach(
  stepFrom: (nodes: readonly number[]) => Promise<readonly number[]>,
  starts: readonly number[],
  depth: number,
): Promise<Reached> {
  const depths = new Map(starts.map((start) => [start, 0]));
  let frontier = [...starts];
  for (let step = 1; step <= depth && frontier.length > 0; step += 1) {
    const fresh = [...new Set(await stepFrom(frontier))].filter((node) => !depths.has(node));
    if (depths.size + fresh.length > mostNodes) return { depths, steps: step - 1, isCut: true };
    for (const node of fresh) depths.set(node, step);
    frontier = fresh;
  }
  return { depths, steps: depth, isCut: false };
}
