import { qualityRoutes as contract } from "#contract/quality";
import { qualityProposalRoutes as proposals } from "#contract/quality-proposals";
import { qualityProfileRoutes as profiles } from "#contract/quality-profile";
import { qualityRuleRoutes as rules } from "#contract/quality-rules";
import { qualityScoreRoutes as scores } from "#contract/quality-scores";
import { implement, type Route } from "#kernel/http/route";
import { getAppeal, listAppeals } from "./appeals/queries.ts";
import { applyPack } from "./commands/apply-pack.ts";
import { checkResource } from "./commands/check-resource.ts";
import { chooseScheme } from "./commands/choose-scheme.ts";
import { decideAppeal, withdrawAppeal } from "./commands/decide-appeal.ts";
import { acceptProposal, dismissProposal } from "./commands/decide-proposal.ts";
import { raiseAppeal } from "./commands/raise-appeal.ts";
import { retireRule, reviseRule, writeRule } from "./commands/write-rule.ts";
import type { QualityDeps } from "./deps.ts";
import { getProfile, listDrift, profileHistory } from "./profile/queries.ts";
import { listProposals } from "./proposals/queries.ts";
import * as queries from "./queries.ts";
import { exportBadRows, listBadRows } from "./rows.ts";
import { departmentTree, scoreTree, whatIf } from "./tree-queries.ts";
import { tryRule } from "./try-rule.ts";
import { checkers, deciders, exporters, readers, rowReaders, ruleWriters } from "./who.ts";
import { getWrittenRule, listPacks, listWrittenRules } from "./written/queries.ts";

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
  ...ruleRoutes(deps),
  ...proposalRoutes(deps),
  ...scoreRoutes(deps),
  ...profileRoutes(deps),
];

const ruleRoutes = (deps: QualityDeps): Route[] => [
  implement(rules.listWrittenRules, { who: readers, handler: (call, { query }) => listWrittenRules(call, query) }),
  implement(rules.writtenRule, { who: readers, handler: (call, { params }) => getWrittenRule(call, params.id) }),
  implement(rules.writeRule, {
    who: ruleWriters,
    handler: (call, { params, body }) => writeRule(call, deps, params.id, body),
  }),
  implement(rules.tryRule, {
    who: ruleWriters,
    handler: (call, { params, body }) => tryRule(call, deps, params.id, body),
  }),
  implement(rules.reviseRule, {
    who: ruleWriters,
    handler: (call, { params, body }, { version }) => reviseRule(call, deps, params.id, body, version),
  }),
  implement(rules.retireRule, {
    who: ruleWriters,
    handler: (call, { params, body }, { version }) => retireRule(call, deps, params.id, body, version),
  }),
  implement(rules.listPacks, { who: readers, handler: (call, { query }) => listPacks(call, deps, query.resourceId) }),
  implement(rules.applyPack, {
    who: ruleWriters,
    handler: (call, { params, body }) => applyPack(call, deps, params.id, body),
  }),
  implement(rules.listSchemes, { who: readers, handler: (call) => queries.listSchemes(call) }),
  implement(rules.chooseScheme, {
    who: deciders,
    handler: (call, { params, body }) => chooseScheme(call, deps, params.id, body.from),
  }),
];

const proposalRoutes = (deps: QualityDeps): Route[] => [
  implement(proposals.listProposals, {
    who: rowReaders,
    handler: (call, { params }) => listProposals(call, deps, params.id),
  }),
  implement(proposals.acceptProposal, {
    who: ruleWriters,
    handler: (call, { params, body }) => acceptProposal(call, deps, params.id, body),
  }),
  implement(proposals.dismissProposal, {
    who: ruleWriters,
    handler: (call, { params, body }) => dismissProposal(call, deps, params.id, body),
  }),
];

const scoreRoutes = (deps: QualityDeps): Route[] => [
  implement(scores.scoreTree, {
    who: readers,
    handler: (call, { params, query }) => scoreTree(call, deps, params.id, query),
  }),
  implement(scores.departmentTree, {
    who: readers,
    handler: (call, { params }) => departmentTree(call, deps, params.code),
  }),
  implement(scores.whatIf, {
    who: readers,
    handler: (call, { params, body }) => whatIf(call, deps, params.id, body.mended),
  }),
  implement(scores.listAppeals, { who: readers, handler: (call, { query }) => listAppeals(call, deps, query) }),
  implement(scores.appeal, { who: readers, handler: (call, { params }) => getAppeal(call, deps, params.id) }),
  implement(scores.raiseAppeal, {
    who: ruleWriters,
    handler: (call, { params, body }) => raiseAppeal(call, deps, params.id, body),
  }),
  implement(scores.decideAppeal, {
    who: deciders,
    handler: (call, { params, body }, { version }) => decideAppeal(call, deps, params.id, body, version),
  }),
  implement(scores.withdrawAppeal, {
    who: ruleWriters,
    handler: (call, { params }, { version }) => withdrawAppeal(call, deps, params.id, version),
  }),
];

const profileRoutes = (deps: QualityDeps): Route[] => [
  implement(profiles.profile, {
    who: rowReaders,
    handler: (call, { params, query }) => getProfile(call, deps, params.id, query.run),
  }),
  implement(profiles.profileHistory, {
    who: rowReaders,
    handler: (call, { params, query }) => profileHistory(call, deps, params.id, query),
  }),
  implement(profiles.listDrift, { who: readers, handler: (call, { query }) => listDrift(call, query.department) }),
];
