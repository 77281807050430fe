import type { Call } from "#kernel/call";
import type { Route } from "#kernel/http/route";
import { checkAfterLoad } from "./commands/check-after-load.ts";
import type { QualityDeps } from "./deps.ts";
import { createFailedRows } from "./failed-rows.ts";
import { defineCheckJobs } from "./jobs.ts";
import { reportRouteTable } from "./report/report-routes.ts";
import { qualityRouteTable } from "./routes.ts";

export { checkFileTable, type FileCheck } from "./check-file.ts";
export { problems as qualityProblems } from "./problems.ts";

export interface Quality {
  readonly routes: readonly Route[];
  open(): Promise<void>;
  /** A standard table has other rows than before: queues its check. May be told twice. */
  checkAfterLoad(call: Call, loaded: { readonly resourceId: string }): Promise<void>;
}

export function createQuality(deps: QualityDeps): Quality {
  defineCheckJobs(deps);
  return {
    routes: [...qualityRouteTable(deps), ...reportRouteTable(deps)],
    async open() {
      await using session = await deps.lake.session();
      await createFailedRows(session);
    },
    checkAfterLoad: (call, { resourceId }) => checkAfterLoad(call, deps, resourceId),
  };
}
