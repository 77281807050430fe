import { operationsRoutes as contract } from "#contract/operations";
import { implement, type Route } from "#kernel/http/route";
import type { Jobs } from "#kernel/jobs/jobs";
import type { Ledger } from "#ledger";
import { cancelJob, followJob, getJob, listJobs } from "./jobs.ts";

export { problems as operationsProblems } from "./problems.ts";

export interface Operations {
  readonly routes: readonly Route[];
}

export interface OperationsDeps {
  readonly jobs: Jobs;
  readonly ledger: Ledger;
}

export function createOperations(deps: OperationsDeps): Operations {
  const { jobs } = deps;
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
    ],
  };
}
