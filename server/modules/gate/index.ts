import { mkdirSync } from "node:fs";
import { aggregationWarnings } from "./aggregation-query.ts";
import { changeGrant, moveGrant } from "./commands/change-grant.ts";
import { checkTerms, createGrant } from "./commands/create-grant.ts";
import type { Gate } from "./door.ts";
import { defineGateJobs, serveAfterLoad } from "./jobs.ts";
import type { GateDeps } from "./parts.ts";
import { type ChangeNews, createPatcher } from "./patcher.ts";
import { downloadOpenFile, writeOpenFiles } from "./open-files.ts";
import { readOpenRows } from "./open-rows.ts";
import { rehearse } from "./rehearse.ts";
import { getGrant, grantsOf, why } from "./queries.ts";
import { gateRouteTable } from "./routes.ts";
import { createRuntime } from "./runtime.ts";
import { usersByResource } from "./store.ts";
import type { Call } from "#kernel/call";

export type * from "./door.ts";
export { hasAlready } from "./file-answer.ts";
export type { OpenColumn, OpenFile, OpenGate } from "./open-door.ts";
export {
  firstDelivery as gateFirstDelivery,
  grantEnding as gateGrantEnding,
  grantExpired as gateGrantExpired,
} from "./events.ts";
export type { GateDeps } from "./parts.ts";
export { problems as gateProblems } from "./problems.ts";
export { type ReceiptVerdict, verifyReceipt } from "./verify-receipt.ts";

/** The gate, and what `compose.ts` connects to the news of the modules below. */
export interface WiredGate extends Gate {
  /** A load put other rows into a standard table. */
  heardOfLoad(call: Call, news: { readonly resourceId: string }): Promise<void>;
  /** A batch changed these rows of a followed table. */
  heardOfChange(call: Call, news: ChangeNews): Promise<void>;
}

export function createGate(deps: GateDeps): WiredGate {
  const gate = createRuntime(deps);
  defineGateJobs(gate);
  const patcher = createPatcher(gate);
  return {
    routes: gateRouteTable(gate),
    async open(call) {
      mkdirSync(deps.workFolder, { recursive: true, mode: 0o700 });
      await gate.directory.open(call);
    },
    async close() {
      await patcher.close();
      if (gate.pool.ended) return;
      await gate.quotas.close();
      await gate.directory.close();
      // A hub may be told to drain twice.
      if (!gate.pool.ended) await Promise.all([gate.pool.end(), gate.pipeline.close()]);
    },
    heardOfLoad: (call, { resourceId }) => serveAfterLoad(gate, call, resourceId),
    heardOfChange: (call, news) => patcher.heard(call, news),
    createGrant: (call, terms, state) => createGrant(gate.parts, call, terms, state),
    activateGrant: (call, id, { clients = [], reason = "" } = {}) =>
      moveGrant(gate.parts, call, id, "activate", reason, { clients }),
    changeGrant: (call, id, changes, reason) => changeGrant(gate.parts, call, id, changes, reason),
    suspendGrant: (call, id, reason) => moveGrant(gate.parts, call, id, "suspend", reason),
    resumeGrant: (call, id, reason) => moveGrant(gate.parts, call, id, "resume", reason),
    endGrant: (call, id, reason) => moveGrant(gate.parts, call, id, "end", reason),
    grant: (call, id) => getGrant(gate.parts, call, id),
    grantsOf: (call, filter) => grantsOf(gate.parts, call, filter),
    usersByResource,
    why: (call, question) => why(gate, call, question),
    lookUp: (call, asked) => rehearse(gate, call, asked),
    aggregationWarnings: (call, asked) => aggregationWarnings(gate.parts, call, asked),
    public: {
      rows: (call, ask, from) => readOpenRows(gate, call, ask, from),
      writeFiles: (call, ask, report) => writeOpenFiles(gate, call, ask, report),
      download: (call, ask, request) => downloadOpenFile(gate, call, ask, request),
    },
    checkTerms: async (call, terms) => (await checkTerms(gate.parts, call, terms)).terms,
  };
}
