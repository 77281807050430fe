import { z } from "zod";
import { pageOf, PageQuery } from "./page.ts";
import { route } from "./route.ts";
import type { Bilingual } from "./text.ts";

/** What visitors ask: data that is not open yet, a mistake in what is, anything else. */
export const ticketKinds = ["request", "correction", "suggestion"] as const;
export type TicketKind = (typeof ticketKinds)[number];
export const ticketKindNames: Readonly<Record<TicketKind, Bilingual>> = {
  request: { zh: "申请开放", en: "Request for data" },
  correction: { zh: "报告错误", en: "Correction" },
  suggestion: { zh: "建议", en: "Suggestion" },
};

export const ticketOutcomes = ["done", "planned", "partly", "refused", "noted"] as const;
export type TicketOutcome = (typeof ticketOutcomes)[number];
export const ticketOutcomeNames: Readonly<Record<TicketOutcome, Bilingual>> = {
  done: { zh: "已办", en: "Done" },
  planned: { zh: "列入计划", en: "Planned" },
  partly: { zh: "部分采纳", en: "Partly" },
  refused: { zh: "不能办", en: "Refused" },
  noted: { zh: "已记录", en: "Noted" },
};

/** What a visitor's form holds, as a browser sends it: texts, whatever was left empty. What is wrong is told field by field. */
const typed = (most: number) => z.string().max(most).default("");
const once = z.string().max(60).default("");

export const TicketForm = z.object({
  /** Made with the form: sent twice, it is one matter. */
  once,
  title: typed(400),
  body: typed(8000),
  /** Code of the department that should answer; the bureau where none is named. */
  department: typed(80),
  dataset: typed(120),
  name: typed(200),
  contact: typed(400),
});
export type TicketForm = z.infer<typeof TicketForm>;

export const ApplicationForm = z.object({
  once,
  title: typed(400),
  author: typed(400),
  kind: typed(40),
  url: typed(1000),
  body: typed(8000),
  /** Codes of datasets, apart by spaces or commas. */
  datasets: typed(2000),
  contact: typed(400),
});
export type ApplicationForm = z.infer<typeof ApplicationForm>;

export const AgreementForm = z.object({
  once,
  partyKind: typed(40),
  party: typed(400),
  creditCode: typed(60),
  name: typed(200),
  contact: typed(400),
  purpose: typed(8000),
  measures: typed(8000),
  /** `yes` where the text of the agreement was agreed to. */
  agrees: typed(20),
});
export type AgreementForm = z.infer<typeof AgreementForm>;

/** What a program gets that sends a form; a browser gets the page of the receipt. */
export const Received = z.object({ receipt: z.string(), number: z.int(), dueOn: z.iso.date().nullable() });
export type Received = z.infer<typeof Received>;

export const applicationKinds = ["app", "site", "research", "visualisation", "service"] as const;
export const applicationKindNames: Readonly<Record<(typeof applicationKinds)[number], Bilingual>> = {
  app: { zh: "应用", en: "App" },
  site: { zh: "网站", en: "Website" },
  research: { zh: "研究", en: "Research" },
  visualisation: { zh: "可视化", en: "Visualisation" },
  service: { zh: "服务", en: "Service" },
};
export const applicationStates = ["waiting", "listed", "refused", "removed"] as const;
export const agreementStates = ["waiting", "active", "refused", "ended"] as const;

/** A ticket as those see it who answer; who asked stands sealed and is opened for them alone. */
export const Ticket = z.object({
  id: z.uuid(),
  number: z.int(),
  kind: z.enum(ticketKinds),
  title: z.string(),
  body: z.string(),
  dataset: z.object({ id: z.uuid(), code: z.string(), title: z.string() }).nullable(),
  department: z.string(),
  departmentName: z.string(),
  contact: z.object({ name: z.string(), contact: z.string() }).nullable(),
  state: z.enum(["waiting", "answered"]),
  outcome: z.enum(ticketOutcomes).nullable(),
  answer: z.string(),
  answeredBy: z.string().nullable(),
  answeredAt: z.iso.datetime().nullable(),
  isPublic: z.boolean(),
  commitmentId: z.uuid().nullable(),
  dueOn: z.iso.date().nullable(),
  remainingDays: z.int().nullable(),
  createdAt: z.iso.datetime(),
  version: z.int(),
  may: z.object({ answer: z.boolean() }),
});
export type Ticket = z.infer<typeof Ticket>;

export const DerivedApplication = z.object({
  id: z.uuid(),
  number: z.int(),
  title: z.string(),
  author: z.string(),
  kind: z.enum(applicationKinds),
  body: z.string(),
  url: z.string(),
  datasets: z.array(z.object({ id: z.uuid(), code: z.string(), title: z.string() })),
  state: z.enum(applicationStates),
  reason: z.string(),
  createdAt: z.iso.datetime(),
  version: z.int(),
  may: z.object({ decide: z.boolean() }),
});
export type DerivedApplication = z.infer<typeof DerivedApplication>;

export const Agreement = z.object({
  id: z.uuid(),
  number: z.int(),
  dataset: z.object({ id: z.uuid(), code: z.string(), title: z.string() }),
  department: z.string(),
  partyKind: z.enum(["company", "person"]),
  party: z.string(),
  creditCode: z.string().nullable(),
  contact: z.object({ name: z.string(), contact: z.string() }),
  purpose: z.string(),
  measures: z.string(),
  agreedText: z.string(),
  state: z.enum(agreementStates),
  reason: z.string(),
  validUntil: z.iso.date().nullable(),
  decidedBy: z.string().nullable(),
  decidedAt: z.iso.datetime().nullable(),
  hasKey: z.boolean(),
  dueOn: z.iso.date().nullable(),
  createdAt: z.iso.datetime(),
  version: z.int(),
  may: z.object({ decide: z.boolean(), end: z.boolean() }),
});
export type Agreement = z.infer<typeof Agreement>;

const idParam = z.object({ id: z.uuid() });
const codeParam = z.object({ code: z.string().min(1).max(120) });
const form = { method: "POST", answers: "raw" } as const;

export const portalVisitorRoutes = {
  askForData: route({
    ...form,
    path: "/open/request",
    operation: "portal.ask-for-data",
    summary: { zh: "申请开放数据", en: "Ask for data to be opened" },
    body: TicketForm,
    answer: Received,
  }),
  suggest: route({
    ...form,
    path: "/open/suggest",
    operation: "portal.suggest",
    summary: { zh: "提建议", en: "Make a suggestion" },
    body: TicketForm,
    answer: Received,
  }),
  correct: route({
    ...form,
    path: "/open/datasets/{code}/correction",
    operation: "portal.report-mistake",
    summary: { zh: "报告数据错误", en: "Report a mistake in a dataset" },
    params: codeParam,
    body: TicketForm,
    answer: Received,
  }),
  submitApplication: route({
    ...form,
    path: "/open/applications/new",
    operation: "portal.submit-application",
    summary: { zh: "登记用开放数据做成的应用", en: "Register what was made of open data" },
    body: ApplicationForm,
    answer: Received,
  }),
  applyForAgreement: route({
    ...form,
    path: "/open/datasets/{code}/agreement",
    operation: "portal.apply-for-agreement",
    summary: { zh: "申请有条件开放的数据", en: "Apply for data that is open by agreement" },
    params: codeParam,
    body: AgreementForm,
    answer: Received,
  }),
  fetchKey: route({
    ...form,
    path: "/open/receipts/{receipt}/key",
    operation: "portal.fetch-key",
    summary: { zh: "凭回执领取密钥（只显示一次）", en: "Fetch the key of an agreement; shown once" },
    params: z.object({ receipt: z.string().min(1).max(120) }),
  }),
  listTickets: route({
    method: "GET",
    path: "/api/portal/tickets",
    operation: "portal.list-tickets",
    summary: { zh: "社会公众的申请、纠错和建议", en: "What visitors asked" },
    query: PageQuery.extend({
      state: z.enum(["waiting", "answered"]).optional(),
      kind: z.enum(ticketKinds).optional(),
    }),
    answer: pageOf(Ticket),
  }),
  answerTicket: route({
    method: "POST",
    path: "/api/portal/tickets/{id}/answer",
    operation: "portal.answer-ticket",
    summary: { zh: "答复", en: "Answer what a visitor asked" },
    params: idParam,
    body: z.object({
      outcome: z.enum(ticketOutcomes),
      answer: z.string().trim().min(4).max(4000),
      /** Question and answer are shown on the public list. */
      isPublic: z.boolean().default(true),
    }),
    answer: Ticket,
  }),
  listApplications: route({
    method: "GET",
    path: "/api/portal/applications",
    operation: "portal.list-applications",
    summary: { zh: "应用登记", en: "What was made of open data" },
    query: PageQuery.extend({ state: z.enum(applicationStates).optional() }),
    answer: pageOf(DerivedApplication),
  }),
  decideApplication: route({
    method: "POST",
    path: "/api/portal/applications/{id}/decision",
    operation: "portal.decide-application",
    summary: { zh: "收录、不收录或撤下应用", en: "List, refuse or take down an application" },
    params: idParam,
    body: z.object({
      decision: z.enum(["listed", "refused", "removed"]),
      reason: z.string().trim().max(400).default(""),
    }),
    answer: DerivedApplication,
  }),
  listAgreements: route({
    method: "GET",
    path: "/api/portal/agreements",
    operation: "portal.list-agreements",
    summary: { zh: "有条件开放的申请和协议", en: "Applications and agreements of conditional opening" },
    query: PageQuery.extend({ state: z.enum(agreementStates).optional() }),
    answer: pageOf(Agreement),
  }),
  decideAgreement: route({
    method: "POST",
    path: "/api/portal/agreements/{id}/decision",
    operation: "portal.decide-agreement",
    summary: { zh: "同意或不同意有条件开放申请", en: "Agree to an application, or refuse it" },
    params: idParam,
    body: z.object({
      agrees: z.boolean(),
      reason: z.string().trim().min(2).max(400),
      validUntil: z.iso.date().nullable().default(null),
    }),
    answer: Agreement,
  }),
  endAgreement: route({
    method: "POST",
    path: "/api/portal/agreements/{id}/end",
    operation: "portal.end-agreement",
    summary: { zh: "终止协议，密钥立即失效", en: "End an agreement; its key stops at once" },
    params: idParam,
    body: z.object({ reason: z.string().trim().min(2).max(400) }),
    answer: Agreement,
  }),
};
