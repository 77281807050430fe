import { gateRoutes as contract } from "#contract/gate";
import { implement, type Route } from "#kernel/http/route";
import { aggregationWarnings } from "./aggregation-query.ts";
import { createExport } from "./commands/create-export.ts";
import { keepGrant } from "./commands/keep-grant.ts";
import { getPush, runPush, setPush } from "./commands/set-push.ts";
import { setZones } from "./commands/set-zones.ts";
import { traceFile } from "./commands/trace-file.ts";
import { describeApi, describeRecord } from "./describe.ts";
import { downloadExport } from "./download-export.ts";
import { exportView, listExports, visibleExport } from "./export-view.ts";
import { keepers } from "./grant-view.ts";
import { zoneSetting } from "./live-store.ts";
import { lookUp, lookUpBatch } from "./look-up.ts";
import { getGrantWithHistory, listGrants, why } from "./queries.ts";
import type { GateRuntime } from "./runtime.ts";

const tracers = ["data-officer", "security-administrator", "audit-administrator"] as const;
const pushers = ["department-steward", "sharing-head"] as const;
const networkKeepers = ["system-administrator", "security-administrator"] as const;

/** Data is asked for by anyone, so that whoever is refused stands on the ledger. */
export const gateRouteTable = (gate: GateRuntime): readonly Route[] => [
  implement(contract.records, { who: "anyone", handler: (call, input, request) => lookUp(gate, call, input, request) }),
  implement(contract.recordsBatch, {
    who: "anyone",
    handler: (call, input, request) => lookUpBatch(gate, call, input, request),
  }),
  implement(contract.schema, {
    who: "signed-in",
    handler: (call, input, request) => describeRecord(gate, call, input, request),
  }),
  implement(contract.openApi, {
    who: "signed-in",
    handler: (call, input, request) => describeApi(gate, call, input, request),
  }),
  implement(contract.why, { who: "signed-in", handler: (call, { body }) => why(gate, call, body) }),
  implement(contract.aggregation, {
    who: "signed-in",
    handler: async (call, { body }) => ({
      items: await aggregationWarnings(gate.parts, call, {
        ...body,
        department: body.department ?? call.actor.department ?? "",
      }),
    }),
  }),
  implement(contract.listGrants, {
    who: "signed-in",
    handler: (call, { query }) => listGrants(gate.parts, call, query),
  }),
  implement(contract.getGrant, {
    who: "signed-in",
    handler: (call, { params }) => getGrantWithHistory(gate.parts, call, params.id),
  }),
  implement(contract.suspendGrant, {
    who: keepers,
    handler: (call, { params, body }) => keepGrant(gate.parts, call, params.id, "suspend", body.reason),
  }),
  implement(contract.resumeGrant, {
    who: keepers,
    handler: (call, { params, body }) => keepGrant(gate.parts, call, params.id, "resume", body.reason),
  }),
  implement(contract.endGrant, {
    who: keepers,
    handler: (call, { params, body }) => keepGrant(gate.parts, call, params.id, "end", body.reason),
  }),
  implement(contract.createExport, {
    who: "signed-in",
    handler: (call, input, request) => createExport(gate, call, input, request),
  }),
  implement(contract.listExports, {
    who: "signed-in",
    handler: (call, { query }) => listExports(gate.parts, call, query),
  }),
  implement(contract.getExport, {
    who: "signed-in",
    handler: async (call, { params }) => exportView(gate.parts, call, await visibleExport(call, params.id)),
  }),
  implement(contract.downloadExport, {
    who: "anyone",
    handler: (call, { params }, request) => downloadExport(gate, call, params.id, request),
  }),
  implement(contract.traceFile, {
    who: tracers,
    handler: (call, { body }) => traceFile(gate, call, body.codes),
  }),
  implement(contract.getPush, { who: pushers, handler: (call, { params }) => getPush(call, params.id) }),
  implement(contract.setPush, {
    who: pushers,
    handler: (call, { params, body }, { version }) => setPush(gate.parts, call, params.id, body, version),
  }),
  implement(contract.runPush, {
    who: pushers,
    handler: (call, { params }) => runPush(gate.parts, call, params.id),
  }),
  implement(contract.getZones, { who: "signed-in", handler: (call) => zoneSetting(call.db) }),
  implement(contract.setZones, {
    who: networkKeepers,
    handler: (call, { body }, { version }) => setZones(gate.parts, call, body, version),
  }),
];
