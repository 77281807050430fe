import { sharingRoutes as contract } from "#contract/sharing";
import { implement, type Route } from "#kernel/http/route";
import { createBasis, editBasis, listBasis } from "./basis.ts";
import { findCandidates } from "./candidates.ts";
import * as answer from "./commands/answer-request.ts";
import * as application from "./commands/applications.ts";
import * as cases from "./commands/cases.ts";
import * as corrections from "./commands/corrections.ts";
import * as demands from "./commands/demands.ts";
import * as disputes from "./commands/disputes.ts";
import * as extensions from "./commands/extensions.ts";
import * as orders from "./commands/orders.ts";
import { signApplication } from "./commands/sign-application.ts";
import { renewKey } from "./commands/renew-key.ts";
import { supplementRequest } from "./commands/supplement-request.ts";
import * as use from "./commands/use-request.ts";
import { deskSummary } from "./desk.ts";
import { editRule, listFindings, listRules, noteFinding, runRules } from "./findings.ts";
import { countNotices, listNotices, readNotices } from "./notices.ts";
import type { SharingParts } from "./parts.ts";
import { applicants, readers, rolesFor } from "./powers.ts";
import { printReport, printRequest } from "./print.ts";
import * as read from "./queries.ts";
import { answerTimes, quarterlyReport } from "./report.ts";
import { editSetting, listSettings } from "./setting.ts";
import { listUseRecords, recordUse } from "./use-records.ts";

const bureau = ["data-officer"] as const;

export const sharingRouteTable = (parts: SharingParts): readonly Route[] => [
  ...needRoutes(parts),
  ...applicationRoutes(parts),
  ...requestRoutes(parts),
  ...useRoutes(parts),
  ...caseRoutes(parts),
  ...correctionRoutes(parts),
  ...orderRoutes(parts),
  ...findingRoutes(parts),
  ...deskRoutes(parts),
];

const needRoutes = (parts: SharingParts): Route[] => [
  implement(contract.listBasis, { who: readers, handler: (call, { query }) => listBasis(call, query) }),
  implement(contract.createBasis, { who: bureau, handler: (call, { body }) => createBasis(call, parts, body) }),
  implement(contract.editBasis, {
    who: bureau,
    handler: (call, { params, body }, { version }) => editBasis(call, parts, { id: params.id, edit: body, version }),
  }),
  implement(contract.findCandidates, {
    who: readers,
    handler: (call, { body }) => findCandidates(call, parts, body),
  }),
  implement(contract.listDemands, { who: readers, handler: (call, { query }) => read.listDemands(call, parts, query) }),
  implement(contract.getDemand, {
    who: readers,
    handler: (call, { params }) => read.getDemand(call, parts, params.id),
  }),
  implement(contract.registerDemand, {
    who: applicants,
    handler: (call, { body }) => demands.registerDemand(call, parts, body),
  }),
  implement(contract.matchDemand, {
    who: rolesFor("demand", "match"),
    handler: (call, { params, body }) => demands.matchDemand(call, parts, params.id, body),
  }),
  implement(contract.assignDemand, {
    who: rolesFor("demand", "assign"),
    handler: (call, { params, body }) => demands.assignDemand(call, parts, params.id, body),
  }),
  implement(contract.answerDemand, {
    who: rolesFor("demand", "answer"),
    handler: (call, { params, body }) => demands.answerDemand(call, parts, params.id, body),
  }),
  implement(contract.closeDemand, {
    who: rolesFor("demand", "close"),
    handler: (call, { params, body }) => demands.closeDemand(call, parts, params.id, body.reason),
  }),
];

const applicationRoutes = (parts: SharingParts): Route[] => [
  implement(contract.listApplications, {
    who: readers,
    handler: (call, { query }) => read.listApplications(call, parts, query),
  }),
  implement(contract.getApplication, {
    who: readers,
    handler: (call, { params }) => read.getApplication(call, parts, params.id),
  }),
  implement(contract.basket, { who: readers, handler: (call) => read.basket(call, parts) }),
  implement(contract.addToBasket, {
    who: applicants,
    handler: (call, { body }) => application.addToBasket(call, parts, body),
  }),
  implement(contract.createApplication, {
    who: applicants,
    handler: (call, { body }) => application.createApplication(call, parts, body),
  }),
  implement(contract.editApplication, {
    who: rolesFor("application", "edit"),
    handler: (call, { params, body }, { version }) =>
      application.editApplication(call, parts, { id: params.id, edit: body, version }),
  }),
  implement(contract.submitApplication, {
    who: rolesFor("application", "submit"),
    handler: (call, { params }) => application.submitApplication(call, parts, params.id),
  }),
  implement(contract.signApplication, {
    who: rolesFor("application", "sign"),
    handler: (call, { params }) => signApplication(call, parts, params.id),
  }),
  implement(contract.returnApplication, {
    who: rolesFor("application", "return"),
    handler: (call, { params, body }) => application.returnApplication(call, parts, params.id, body.reason),
  }),
  implement(contract.withdrawApplication, {
    who: rolesFor("application", "withdraw"),
    handler: (call, { params, body }) => application.withdrawApplication(call, parts, params.id, body.reason),
  }),
];

const requestRoutes = (parts: SharingParts): Route[] => [
  implement(contract.listRequests, {
    who: readers,
    handler: (call, { query }) => read.listRequests(call, parts, query),
  }),
  implement(contract.getRequest, {
    who: readers,
    handler: (call, { params }) => read.getRequest(call, parts, params.id),
  }),
  implement(contract.printRequest, {
    who: readers,
    handler: (call, { params }) => printRequest(call, parts, params.id),
  }),
  implement(contract.claimRequest, {
    who: rolesFor("request", "claim"),
    handler: (call, { params }) => answer.claimRequest(call, parts, params.id),
  }),
  implement(contract.askSupplement, {
    who: rolesFor("request", "ask-supplement"),
    handler: (call, { params, body }) => answer.askSupplement(call, parts, params.id, body.missing),
  }),
  implement(contract.supplement, {
    who: rolesFor("request", "supplement"),
    handler: (call, { params, body }) => supplementRequest(call, parts, params.id, body),
  }),
  implement(contract.draftAnswer, {
    who: rolesFor("request", "draft-answer"),
    handler: (call, { params, body }) => answer.draftAnswer(call, parts, params.id, body),
  }),
  implement(contract.signAnswer, {
    who: rolesFor("request", "sign-answer"),
    handler: (call, { params }) => answer.signAnswer(call, parts, params.id),
  }),
  implement(contract.returnAnswer, {
    who: rolesFor("request", "return-answer"),
    handler: (call, { params, body }) => answer.returnAnswer(call, parts, params.id, body.reason),
  }),
  implement(contract.acceptRefusal, {
    who: rolesFor("request", "accept-refusal"),
    handler: (call, { params, body }) => answer.acceptRefusal(call, parts, params.id, body.note),
  }),
  implement(contract.returnRefusal, {
    who: rolesFor("request", "return-refusal"),
    handler: (call, { params, body }) => answer.returnRefusal(call, parts, params.id, body.reason),
  }),
  implement(contract.askExtension, {
    who: rolesFor("request", "ask-extension"),
    handler: (call, { params, body }) => extensions.askExtension(call, parts, params.id, body),
  }),
  implement(contract.decideExtension, {
    who: rolesFor("request", "decide-extension"),
    handler: (call, { params, body }) => extensions.decideExtension(call, parts, params.id, body),
  }),
];

const useRoutes = (parts: SharingParts): Route[] => [
  implement(contract.commitmentText, {
    who: readers,
    handler: (call, { params }) => use.readCommitment(call, parts, params.id),
  }),
  implement(contract.commit, {
    who: rolesFor("request", "commit"),
    answersOnce: true,
    handler: (call, { params, body }) => use.commitToUse(call, parts, params.id, body),
  }),
  implement(contract.renewKey, {
    who: rolesFor("request", "renew-key"),
    answersOnce: true,
    handler: (call, { params, body }) => renewKey(call, parts, params.id, body.reason),
  }),
  implement(contract.withdrawRequest, {
    who: rolesFor("request", "withdraw"),
    handler: (call, { params, body }) => use.withdrawRequest(call, parts, params.id, body.reason),
  }),
  implement(contract.changeRequest, {
    who: rolesFor("request", "change"),
    handler: (call, { params }) => application.applyAgain(call, parts, { id: params.id, requestKind: "change" }),
  }),
  implement(contract.renewRequest, {
    who: rolesFor("request", "renew"),
    handler: (call, { params }) => application.applyAgain(call, parts, { id: params.id, requestKind: "renewal" }),
  }),
  implement(contract.endRequest, {
    who: rolesFor("request", "end"),
    handler: (call, { params, body }) => use.endRequest(call, parts, params.id, body.reason),
  }),
  implement(contract.dispose, {
    who: rolesFor("request", "dispose"),
    handler: (call, { params, body }) => use.dispose(call, parts, params.id, body),
  }),
  implement(contract.confirmDisposal, {
    who: rolesFor("request", "confirm-disposal"),
    handler: (call, { params }) => use.confirmDisposal(call, parts, params.id),
  }),
  implement(contract.listUseRecords, { who: readers, handler: (call, { query }) => listUseRecords(call, query) }),
  implement(contract.recordUse, {
    who: rolesFor("request", "record-use"),
    handler: (call, { params, body }) => recordUse(call, parts, params.id, body),
  }),
];

const caseRoutes = (parts: SharingParts): Route[] => [
  implement(contract.listCases, { who: readers, handler: (call, { query }) => read.listCases(call, parts, query) }),
  implement(contract.getCase, { who: readers, handler: (call, { params }) => read.getCase(call, parts, params.id) }),
  implement(contract.suspend, {
    who: rolesFor("request", "suspend"),
    handler: (call, { params, body }) => cases.suspend(call, parts, params.id, body),
  }),
  implement(contract.stopService, {
    who: rolesFor("request", "stop-service"),
    handler: (call, { params, body }) => cases.stopService(call, parts, params.id, body.reason),
  }),
  implement(contract.rectify, {
    who: rolesFor("case", "rectify"),
    handler: (call, { params, body }) => cases.rectify(call, parts, params.id, body.text),
  }),
  implement(contract.resume, {
    who: rolesFor("case", "resume"),
    handler: (call, { params, body }) => cases.resume(call, parts, params.id, body.note),
  }),
  implement(contract.consult, {
    who: rolesFor("case", "consult"),
    handler: (call, { params, body }) => cases.consult(call, parts, params.id, body),
  }),
  implement(contract.fileCase, {
    who: rolesFor("case", "file"),
    handler: (call, { params, body }) => cases.fileCase(call, parts, params.id, body.note),
  }),
  implement(contract.endCase, {
    who: rolesFor("case", "end"),
    handler: (call, { params, body }) => cases.endCase(call, parts, params.id, body.reason),
  }),
  implement(contract.listDisputes, {
    who: readers,
    handler: (call, { query }) => read.listDisputes(call, parts, query),
  }),
  implement(contract.getDispute, {
    who: readers,
    handler: (call, { params }) => read.getDispute(call, parts, params.id),
  }),
  implement(contract.openDispute, {
    who: rolesFor("request", "dispute"),
    handler: (call, { params, body }) => disputes.openDispute(call, parts, params.id, body.claim),
  }),
  implement(contract.recordMinutes, {
    who: rolesFor("dispute", "record-minutes"),
    handler: (call, { params, body }) => disputes.recordMinutes(call, parts, params.id, body),
  }),
  implement(contract.escalateDispute, {
    who: rolesFor("dispute", "escalate"),
    handler: (call, { params, body }) => disputes.escalateDispute(call, parts, params.id, body.reason),
  }),
  implement(contract.settleDispute, {
    who: rolesFor("dispute", "settle"),
    handler: (call, { params, body }) => disputes.settleDispute(call, parts, params.id, body),
  }),
];

const correctionRoutes = (parts: SharingParts): Route[] => [
  implement(contract.listCorrections, {
    who: readers,
    handler: (call, { query }) => read.listCorrections(call, parts, query),
  }),
  implement(contract.getCorrection, {
    who: readers,
    handler: (call, { params }) => read.getCorrection(call, parts, params.id),
  }),
  implement(contract.reportError, {
    who: ["department-user", "department-steward", "hall-clerk"],
    handler: (call, { body }) => corrections.reportError(call, parts, body),
  }),
  implement(contract.answerCorrection, {
    who: rolesFor("correction", "answer"),
    handler: (call, { params, body }) => corrections.answerCorrection(call, parts, params.id, body),
  }),
];

const orderRoutes = (parts: SharingParts): Route[] => [
  implement(contract.listOrders, { who: readers, handler: (call, { query }) => read.listOrders(call, parts, query) }),
  implement(contract.getOrder, { who: readers, handler: (call, { params }) => read.getOrder(call, parts, params.id) }),
  implement(contract.issueOrder, {
    who: ["leader"],
    handler: (call, { body }) => orders.issueOrder(call, parts, body),
  }),
  implement(contract.splitOrder, {
    who: rolesFor("order", "split"),
    handler: (call, { params, body }) => orders.splitOrder(call, parts, params.id, body.tasks),
  }),
  implement(contract.reportOrder, {
    who: rolesFor("order", "report"),
    handler: (call, { params, body }) => orders.reportOrder(call, parts, params.id, body),
  }),
  implement(contract.raiseOrder, {
    who: rolesFor("order", "raise"),
    handler: (call, { params, body }) => orders.raiseOrder(call, parts, params.id, body.reason),
  }),
  implement(contract.closeOrder, {
    who: rolesFor("order", "close"),
    handler: (call, { params, body }) => orders.closeOrder(call, parts, params.id, body.outcome),
  }),
  implement(contract.cancelOrder, {
    who: rolesFor("order", "cancel"),
    handler: (call, { params, body }) => orders.cancelOrder(call, parts, params.id, body.reason),
  }),
];

const findingRoutes = (parts: SharingParts): Route[] => [
  implement(contract.listRules, { who: readers, handler: (call) => listRules(call) }),
  implement(contract.editRule, {
    who: bureau,
    handler: (call, { params, body }, { version }) => editRule(call, parts, { id: params.id, version, edit: body }),
  }),
  implement(contract.runRules, { who: bureau, handler: (call) => runRules(call, parts) }),
  implement(contract.listFindings, { who: readers, handler: (call, { query }) => listFindings(call, parts, query) }),
  implement(contract.explainFinding, {
    who: ["department-steward", "sharing-head"],
    handler: (call, { params, body }) => noteFinding(call, parts, { id: params.id, act: "explain", text: body.text }),
  }),
  implement(contract.decideFinding, {
    who: bureau,
    handler: (call, { params, body }) => noteFinding(call, parts, { id: params.id, act: "decide", ...body }),
  }),
];

const deskRoutes = (parts: SharingParts): Route[] => [
  implement(contract.listNotices, { who: "signed-in", handler: (call, { query }) => listNotices(call, query) }),
  implement(contract.countNotices, { who: "signed-in", handler: (call) => countNotices(call) }),
  implement(contract.readNotices, {
    who: "signed-in",
    handler: (call, { body }) => readNotices(call, parts, body.ids),
  }),
  implement(contract.listSettings, { who: readers, handler: (call) => listSettings(call, parts) }),
  implement(contract.editSetting, {
    who: ["sharing-head", "department-steward"],
    handler: (call, { params, body }, { version }) =>
      editSetting(call, parts, { department: params.department, version, edit: body }),
  }),
  implement(contract.desk, { who: readers, handler: (call) => deskSummary(call, parts) }),
  implement(contract.answerTimes, { who: "signed-in", handler: (call, { query }) => answerTimes(call, parts, query) }),
  implement(contract.report, {
    who: ["data-officer", "leader"],
    handler: (call, { query }) => quarterlyReport(call, parts, query),
  }),
  implement(contract.printReport, {
    who: ["data-officer", "leader"],
    handler: (call, { query }) => printReport(call, parts, query),
  }),
];
