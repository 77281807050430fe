import { operationsRoutes as contract } from "#contract/operations";
import type { Catalog } from "#catalog";
import type { Clock } from "#clock";
import type { Dictionary } from "#dictionary";
import type { Identity } from "#identity";
import type { Intake } from "#intake";
import type { Call } from "#kernel/call";
import type { Config } from "#kernel/config";
import type { Database } from "#kernel/db/db";
import { implement, type Route } from "#kernel/http/route";
import type { Jobs } from "#kernel/jobs/jobs";
import type { Lake } from "#kernel/lake/lake";
import type { Ledger } from "#ledger";
import type { Registry } from "#registry";
import { cancelJob, followJob, getJob, listJobs } from "./jobs.ts";
import { type DivisionDeps, loadDivisions } from "./load-divisions.ts";
import { systemStatus } from "./status.ts";

export { shippedHolidayCheck } from "./holiday-check.ts";
export { examine, type Machine } from "./doctor.ts";
export { loadDivisions } from "./load-divisions.ts";
export { problems as operationsProblems } from "./problems.ts";
export { waitForJob } from "./wait-for-job.ts";

export interface Operations {
  readonly routes: readonly Route[];
}

export interface OperationsDeps {
  readonly jobs: Jobs;
  readonly ledger: Ledger;
  readonly identity: Identity;
  readonly registry: Registry;
  readonly clock: Clock;
  readonly dictionary: Dictionary;
  readonly catalog: Catalog;
  readonly intake: Intake;
  readonly config: Config;
  readonly database: Database;
  readonly lake: Lake;
  readonly version: string;
  readonly startedAt: Date;
  readonly webFolder: string;
}

const divisionsJob = "operations.load-divisions";

export function createOperations(deps: OperationsDeps): Operations {
  const { jobs } = deps;
  jobs.define<{ department: string }, { current: number; retired: number }>({
    name: divisionsJob,
    concurrency: 1,
    handler: (call, input, report) => loadDivisions(deps satisfies DivisionDeps, call, input.department, report),
  });
  return {
    routes: [
      implement(contract.listJobs, { who: "signed-in", handler: (call, { query }) => listJobs(call, jobs, query) }),
      implement(contract.getJob, { who: "signed-in", handler: (call, { params }) => getJob(call, jobs, params.id) }),
      implement(contract.followJob, {
        who: "signed-in",
        handler: async (call, { params }) => followJob(call, jobs, params.id),
      }),
      implement(contract.cancelJob, {
        who: "signed-in",
        handler: (call, { params }) => cancelJob(call, deps, params.id),
      }),
      implement(contract.loadDivisions, {
        who: ["data-officer", "system-administrator"],
        handler: (call, { body }) => startLoadingDivisions(deps, call, body.department),
      }),
      implement(contract.status, {
        who: ["data-officer", "system-administrator", "security-administrator", "audit-administrator"],
        handler: (call) => systemStatus(deps, call),
      }),
    ],
  };
}

async function startLoadingDivisions(deps: OperationsDeps, call: Call, department: string): Promise<{ jobId: string }> {
  const { name } = await deps.registry.department(call, department);
  const title = { zh: "装入全国行政区划", en: "Load the national division register" };
  const jobId = await deps.jobs.start(call, divisionsJob, { department }, { title, department });
  deps.ledger.record(call, {
    action: "operations.load-divisions",
    object: { kind: "department", id: department, name },
    owner: department,
  });
  return { jobId };
}
