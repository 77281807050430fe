import type { Call } from "#kernel/call";
import type { Route } from "#kernel/http/route";
import { catchUp } from "./catch-up.ts";
import type { GraphParts } from "./parts.ts";
import { foldRivers } from "./river-store.ts";
import { graphRouteTable } from "./routes.ts";

export { problems as graphProblems } from "./problems.ts";

export interface Graph {
  readonly routes: readonly Route[];
  /** Reads the ledger on every minute and adds up what changed, so that a question finds little left to do. */
  startTimers(): Promise<void>;
}

const readingJob = "graph.read-ledger";
/** What one run of the background reads at most: the next minute goes on. */
const batchesPerRun = 500;

export function createGraph(parts: GraphParts & { readonly hubCall: () => Call }): Graph {
  parts.queue.define(readingJob, { retryLimit: 0, concurrency: 1 }, async (_message, { signal }) => {
    const call = { ...parts.hubCall(), signal };
    await catchUp(call, parts, batchesPerRun);
    await foldRivers(call, call.now);
  });
  return {
    routes: graphRouteTable(parts),
    startTimers: () => parts.queue.schedule(readingJob, "* * * * *", "Asia/Shanghai"),
  };
}
