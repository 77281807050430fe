import type { Call } from "#kernel/call";
import { inTransaction } from "#kernel/db/db";
import type { Route } from "#kernel/http/route";
import { Problem } from "#kernel/problem";
import { harvestJob, startRun } from "./commands/start-run.ts";
import type { HarvestParts } from "./parts.ts";
import { harvestRouteTable } from "./routes.ts";
import { type RunInput, type RunResult, runHarvest } from "./run-harvest.ts";
import { sourcesDue } from "./store.ts";

export { problems as harvestProblems } from "./problems.ts";

export interface Harvest {
  readonly routes: readonly Route[];
}

const dueJob = "harvest.due";
const hourly = "17 * * * *";

export function createHarvest(parts: HarvestParts): Harvest {
  const { jobs } = parts;
  jobs.define<RunInput, RunResult>({
    name: harvestJob,
    handler: (call, input, report) => runHarvest(call, parts, input, report),
  });
  jobs.define<object, { started: number }>({
    name: dueJob,
    concurrency: 1,
    handler: async (call) => ({ started: await startDue(call, parts) }),
  });
  jobs.schedule(dueJob, hourly, "Asia/Shanghai", { zh: "到期的外部目录采集", en: "Harvests that are due" });
  return { routes: harvestRouteTable(parts) };
}

/** One that is still running is left to end. */
async function startDue(call: Call, parts: HarvestParts): Promise<number> {
  let started = 0;
  for (const { id } of await sourcesDue(call.db, call.now)) {
    try {
      await inTransaction(call, (inner) => startRun(parts, inner, { sourceId: id, mode: "incremental" }));
      started += 1;
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
    }
  }
  return started;
}
