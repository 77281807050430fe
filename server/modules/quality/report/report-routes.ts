import { qualityReportRoutes as contract } from "#contract/quality-report";
import { implement, type Route } from "#kernel/http/route";
import { prepareReport } from "../commands/prepare-report.ts";
import { signReport } from "../commands/sign-report.ts";
import type { QualityDeps } from "../deps.ts";
import { readers, reporters, signers } from "../who.ts";
import { exportReport, printReport } from "./report-files.ts";
import { listReports, readReport } from "./report-queries.ts";

export const reportRouteTable = (deps: QualityDeps): readonly Route[] => [
  implement(contract.listReports, { who: readers, handler: (call, { query }) => listReports(call, deps, query) }),
  implement(contract.report, {
    who: readers,
    handler: (call, { params, query }) => readReport(call, deps, { ...params, ...query }),
  }),
  implement(contract.printReport, {
    who: readers,
    handler: (call, { params, query }) => printReport(call, deps, { ...params, ...query }),
  }),
  implement(contract.exportReport, {
    who: readers,
    handler: (call, { params, query }) => exportReport(call, deps, { ...params, ...query }),
  }),
  implement(contract.prepareReport, {
    who: reporters,
    handler: (call, { params, body }) => prepareReport(call, deps, { ...params, ...body }),
  }),
  implement(contract.signReport, {
    who: signers,
    handler: (call, { params, body }, { version }) => signReport(call, deps, { ...params, ...body, version }),
  }),
];
