import { followRoutes as contract } from "#contract/intake-follow";
import { implement, type Route } from "#kernel/http/route";
import { createFollow } from "../commands/create-follow.ts";
import { editFollow } from "../commands/edit-follow.ts";
import * as moves from "../commands/move-follow.ts";
import { quickFollow } from "../commands/quick-follow.ts";
import { settleDrift } from "../commands/settle-drift.ts";
import { type IntakeParts, intakeRoles } from "../parts.ts";
import * as queries from "./queries.ts";

const workers = intakeRoles;
export const readers = [...intakeRoles, "sharing-head", "audit-administrator"] as const;

export const followRouteTable = (parts: IntakeParts): readonly Route[] => [
  implement(contract.listFollows, {
    who: readers,
    handler: (call, { query }) => queries.listFollows(parts, call, query),
  }),
  implement(contract.getFollow, {
    who: readers,
    handler: (call, { params }) => queries.getFollow(parts, call, params.id),
  }),
  // Looking at the table takes a while and happens before the transaction.
  implement(contract.createFollow, {
    who: workers,
    transaction: "own",
    handler: (call, { body }) => createFollow(parts, call, body),
  }),
  implement(contract.editFollow, {
    who: workers,
    transaction: "own",
    handler: (call, { params, body }, { version }) => editFollow(parts, call, params.id, body, version),
  }),
  implement(contract.endFollow, {
    who: workers,
    handler: (call, { params }) => moves.endFollow(parts, call, params.id),
  }),
  implement(contract.pauseFollow, {
    who: workers,
    handler: (call, { params, body }) => moves.pauseFollow(parts, call, params.id, body.reason),
  }),
  implement(contract.resumeFollow, {
    who: workers,
    handler: (call, { params }) => moves.resumeFollow(parts, call, params.id),
  }),
  implement(contract.runFollow, {
    who: workers,
    handler: (call, { params, body }) => moves.runFollowNow(parts, call, params.id, body.rereads),
  }),
  implement(contract.reconcileFollow, {
    who: workers,
    handler: (call, { params }) => moves.reconcileFollow(parts, call, params.id),
  }),
  implement(contract.listReconciliations, {
    who: readers,
    handler: (call, { params, query }) => queries.listReconciliations(parts, call, params.id, query),
  }),
  implement(contract.listDrifts, {
    who: readers,
    handler: (call, { params, query }) => queries.listDrifts(call, params.id, query),
  }),
  implement(contract.settleDrift, {
    who: workers,
    handler: (call, { params, body }) => settleDrift(parts, call, params.id, body.mapping),
  }),
  implement(contract.listRuns, { who: readers, handler: (call, { query }) => queries.listRuns(parts, call, query) }),
  implement(contract.getRun, { who: readers, handler: (call, { params }) => queries.getRun(parts, call, params.id) }),
  implement(contract.cancelRun, {
    who: workers,
    handler: (call, { params }) => moves.cancelRun(parts, call, params.id),
  }),
  implement(contract.getSourceLimits, {
    who: readers,
    handler: (call, { params }) => queries.getSourceLimits(call, params.id),
  }),
  implement(contract.editSourceLimits, {
    who: workers,
    handler: (call, { params, body }, { version }) => moves.editSourceLimits(parts, call, params.id, body, version),
  }),
  implement(contract.getTableFacts, {
    who: workers,
    handler: (call, { params, query }) => queries.getTableFacts(parts, call, params.id, query.table),
  }),
  implement(contract.quickFollow, {
    who: workers,
    transaction: "own",
    handler: (call, { body }) => quickFollow(parts, call, body),
  }),
];
