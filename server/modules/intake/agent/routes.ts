import { agentRoutes as contract } from "#contract/intake-agents";
import { implement, type Route } from "#kernel/http/route";
import * as zones from "../commands/keep-zones.ts";
import { releaseTable, withdrawRelease } from "../commands/release-table.ts";
import { type IntakeParts, intakeRoles } from "../parts.ts";
import * as queries from "./queries.ts";
import { releasers } from "./release-view.ts";
import { zoneKeepers } from "./views.ts";

const readers = [
  ...new Set([...intakeRoles, ...zoneKeepers, ...releasers, "security-administrator", "audit-administrator"] as const),
];

export const agentRouteTable = (parts: IntakeParts): readonly Route[] => [
  implement(contract.listZones, { who: readers, handler: (call) => queries.listZones(parts, call) }),
  implement(contract.createZone, {
    who: zoneKeepers,
    handler: (call, { body }) => zones.createZone(parts, call, body),
  }),
  implement(contract.editZone, {
    who: zoneKeepers,
    handler: (call, { params, body }, { version }) => zones.editZone(parts, call, params.id, body, version),
  }),
  implement(contract.placeSource, {
    who: intakeRoles,
    handler: (call, { params, body }) => zones.placeSource(parts, call, params.id, body.zoneId),
  }),
  implement(contract.enrolAgent, {
    who: zoneKeepers,
    handler: (call, { params, body }) => zones.enrolAgent(parts, call, params.id, body.name),
  }),
  implement(contract.revokeAgent, {
    who: [...zoneKeepers, "security-administrator"],
    handler: (call, { params, body }) => zones.revokeAgent(parts, call, params.id, body.reason),
  }),
  implement(contract.listHeldTables, {
    who: readers,
    handler: (call, { query }) => queries.listHeldTables(call, query),
  }),
  // The rows are counted and the statement signed before the transaction.
  implement(contract.releaseTable, {
    who: releasers,
    transaction: "own",
    handler: (call, { params, body }) => releaseTable(parts, call, params.id, body),
  }),
  implement(contract.withdrawRelease, {
    who: releasers,
    handler: (call, { params, body }) => withdrawRelease(parts, call, params.id, body.reason),
  }),
];
