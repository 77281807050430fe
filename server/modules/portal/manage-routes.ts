import { portalManageRoutes as manage } from "#contract/portal-manage";
import { portalVisitorRoutes as visitors } from "#contract/portal-visitors";
import type { Call } from "#kernel/call";
import { implement, type Route } from "#kernel/http/route";
import { answerTicket } from "./commands/answer-ticket.ts";
import { decideAgreement, endAgreement } from "./commands/keep-agreements.ts";
import { decideApplication } from "./commands/keep-applications.ts";
import { openOpening, returnOpening, submitOpening, withdrawOpening } from "./commands/move-opening.ts";
import { createOpening, editOpening } from "./commands/save-opening.ts";
import { holders } from "./lifecycle.ts";
import type { PortalParts } from "./parts.ts";
import { proposeOpening } from "./propose.ts";
import { openLicences, openThemes } from "./queries.ts";
import { assessTerms } from "./reading.ts";
import { getOpening, listOpenings } from "./view.ts";
import { answerers, curators, listAgreements, listApplications, listTickets } from "./visitor-views.ts";

/** Who sees what is behind the public side: those who open, answer and look after it. */
const managers = ["department-steward", "sharing-head", "data-officer", "leader"] as const;

const own = (call: Call) => ({ departments: call.actor.departments });

/** Behind the public side: what is opened, and what visitors asked. */
export const manageRouteTable = (parts: PortalParts): readonly Route[] => [
  implement(manage.listOpenings, { who: managers, handler: (call, { query }) => listOpenings(parts, call, query) }),
  implement(manage.getOpening, { who: managers, handler: (call, { params }) => getOpening(parts, call, params.id) }),
  implement(manage.choices, {
    who: managers,
    handler: async (call) => ({ themes: await openThemes(call), licences: await openLicences(call) }),
  }),
  implement(manage.propose, {
    who: holders.edit,
    handler: (call, { params }) => proposeOpening(parts, call, params.id),
  }),
  implement(manage.assess, {
    who: managers,
    handler: async (call, { params, body }) =>
      assessTerms(parts, call, await parts.catalog.view(call, params.id), body),
  }),
  implement(manage.createOpening, { who: holders.edit, handler: (call, { body }) => createOpening(parts, call, body) }),
  implement(manage.editOpening, {
    who: holders.edit,
    handler: (call, { params, body }, { version }) => editOpening(parts, call, { id: params.id, terms: body, version }),
  }),
  implement(manage.submitOpening, {
    who: holders.submit,
    handler: (call, { params }) => submitOpening(parts, call, params.id),
  }),
  implement(manage.openOpening, {
    who: holders.open,
    handler: (call, { params }) => openOpening(parts, call, params.id),
  }),
  implement(manage.returnOpening, {
    who: holders.return,
    handler: (call, { params, body }) => returnOpening(parts, call, params.id, body.reason),
  }),
  implement(manage.withdrawOpening, {
    who: holders.withdraw,
    handler: (call, { params, body }) => withdrawOpening(parts, call, params.id, body.reason),
  }),
  implement(visitors.listTickets, {
    who: managers,
    handler: (call, { query }) => listTickets(parts, call, { ...query, ...own(call) }),
  }),
  implement(visitors.answerTicket, {
    who: answerers,
    handler: (call, { params, body }) => answerTicket(parts, call, params.id, body),
  }),
  implement(visitors.listApplications, { who: managers, handler: (call, { query }) => listApplications(call, query) }),
  implement(visitors.decideApplication, {
    who: curators,
    handler: (call, { params, body }) => decideApplication(parts, call, params.id, body),
  }),
  implement(visitors.listAgreements, {
    who: managers,
    handler: (call, { query }) => listAgreements(parts, call, query),
  }),
  implement(visitors.decideAgreement, {
    who: answerers,
    handler: (call, { params, body }) => decideAgreement(parts, call, params.id, body),
  }),
  implement(visitors.endAgreement, {
    who: answerers,
    handler: (call, { params, body }) => endAgreement(parts, call, params.id, body.reason),
  }),
];
