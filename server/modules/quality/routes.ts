import { qualityRoutes as contract } from "#contract/quality";
import { implement, type Route } from "#kernel/http/route";
import { checkResource } from "./commands/check-resource.ts";
import type { QualityDeps } from "./deps.ts";
import * as queries from "./queries.ts";
import { exportBadRows, listBadRows } from "./rows.ts";
import { checkers, exporters, readers, rowReaders } from "./who.ts";

export const qualityRouteTable = (deps: QualityDeps): readonly Route[] => [
  implement(contract.league, { who: readers, handler: (call, { query }) => queries.league(call, deps, query.days) }),
  implement(contract.departmentScores, {
    who: readers,
    handler: (call, { params, query }) => queries.departmentScores(call, deps, params.code, query.dimension),
  }),
  implement(contract.checkResource, {
    who: checkers,
    handler: (call, { params }) => checkResource(call, deps, params.id),
  }),
  implement(contract.latestRun, { who: readers, handler: (call, { params }) => queries.latest(call, deps, params.id) }),
  implement(contract.listRuns, { who: readers, handler: (call, { query }) => queries.listRuns(call, deps, query) }),
  implement(contract.listRules, {
    who: readers,
    handler: (call, { params }) => queries.listRules(call, deps, params.id),
  }),
  implement(contract.badRows, {
    who: rowReaders,
    handler: (call, { params, query }) => listBadRows(call, deps, { ...params, ...query }),
  }),
  implement(contract.exportBadRows, {
    who: exporters,
    handler: (call, { params, query }) => exportBadRows(call, deps, { ...params, ...query }),
  }),
];
