import { clockRoutes as contract } from "#contract/clock";
import type { Role } from "#contract/identity";
import { implement, type Route } from "#kernel/http/route";
import { editCalendarYear } from "./commands/keep-calendar.ts";
import { addLimit, endRegionalLimit } from "./commands/keep-limits.ts";
import { editRules } from "./commands/keep-rules.ts";
import { answerExtension, requestExtension } from "./commands/request-extension.ts";
import { acknowledge, assign, callIn, escalate, issueCircular, remind } from "./commands/supervise.ts";
import type { ClockParts } from "./parts.ts";
import { deskCounts, getCommitment, listCandidates, listCommitments, listReminders } from "./queries.ts";
import { foresee, getCalendar, getRules, listKinds, listLimits, publicStatistics } from "./rule-queries.ts";

const bureau = ["data-officer"] as const satisfies readonly Role[];
const supervisors = ["data-officer", "leader"] as const satisfies readonly Role[];
const owers = ["department-steward", "sharing-head"] as const satisfies readonly Role[];
/** Those who see promises at all; what each sees of them is a matter of scope. */
const officials = [...supervisors, ...owers, "department-user"] as const satisfies readonly Role[];

const commitmentRoutes = (parts: ClockParts): readonly Route[] => [
  implement(contract.listCommitments, {
    who: officials,
    handler: (call, { query }) => listCommitments(parts, call, query),
  }),
  implement(contract.counts, { who: officials, handler: (call, { query }) => deskCounts(parts, call, query) }),
  implement(contract.getCommitment, {
    who: officials,
    handler: (call, { params }) => getCommitment(parts, call, params.id),
  }),
  implement(contract.listCandidates, {
    who: ["data-officer", ...owers, "leader"],
    handler: (call, { params }) => listCandidates(parts, call, params.id),
  }),
  implement(contract.remind, {
    who: officials,
    handler: (call, { params, body }) => remind(parts, call, params.id, body),
  }),
  implement(contract.listReminders, { who: officials, handler: (call, { query }) => listReminders(call, query) }),
  implement(contract.acknowledge, {
    who: officials,
    handler: (call, { params }) => acknowledge(parts, call, params.id),
  }),
  implement(contract.assign, {
    who: ["data-officer", ...owers],
    handler: (call, { params, body }) => assign(parts, call, params.id, body),
  }),
  implement(contract.callIn, {
    who: supervisors,
    handler: (call, { params, body }) => callIn(parts, call, params.id, body.reason),
  }),
  implement(contract.escalate, {
    who: supervisors,
    handler: (call, { params, body }) => escalate(parts, call, params.id, body),
  }),
  implement(contract.issueCircular, {
    who: supervisors,
    handler: (call, { params, body }) => issueCircular(parts, call, params.id, body.text),
  }),
  implement(contract.askExtension, {
    who: owers,
    handler: (call, { params, body }) => requestExtension(parts, call, params.id, body),
  }),
  implement(contract.decideExtension, {
    who: bureau,
    handler: (call, { params, body }) =>
      answerExtension(parts, call, params.id, {
        grantedDays: body.decision === "grant" ? body.workingDays : null,
        note: body.note,
      }),
  }),
];

const ruleRoutes = (parts: ClockParts): readonly Route[] => [
  implement(contract.getCalendar, { who: "signed-in", handler: (call) => getCalendar(parts, call) }),
  implement(contract.editCalendarYear, {
    who: bureau,
    handler: (call, { params, body }, { version }) => editCalendarYear(parts, call, { ...params, ...body, version }),
  }),
  implement(contract.listKinds, { who: "signed-in", handler: (call) => listKinds(call) }),
  implement(contract.listLimits, { who: "signed-in", handler: (call, { query }) => listLimits(parts, call, query) }),
  implement(contract.addLimit, { who: bureau, handler: (call, { body }) => addLimit(parts, call, body) }),
  implement(contract.endLimit, {
    who: bureau,
    handler: (call, { params, body }, { version }) =>
      endRegionalLimit(parts, call, { id: params.id, endsOn: body.endsOn, version }),
  }),
  implement(contract.getRules, { who: officials, handler: (call) => getRules(parts, call) }),
  implement(contract.editRules, {
    who: bureau,
    handler: (call, { body }, { version }) => editRules(parts, call, { ...body, version }),
  }),
  implement(contract.statistics, {
    who: "signed-in",
    handler: (call, { query }) => publicStatistics(parts, call, query),
  }),
  implement(contract.foresee, { who: "signed-in", handler: (call, { query }) => foresee(parts, call, query) }),
];

export const clockRouteTable = (parts: ClockParts): readonly Route[] => [
  ...commitmentRoutes(parts),
  ...ruleRoutes(parts),
];
