import { z } from "zod";
import { LegalBasis, shareClasses, shareModes } from "./catalog.ts";
import { GrantItem, RowCondition } from "./gate.ts";
import { pageOf, PageQuery } from "./page.ts";
import { networkZones } from "./registry.ts";
import { route } from "./route.ts";
import { Bilingual } from "./text.ts";

// ── Words ────────────────────────────────────────────────────────────────────────────────────────────────────────────

/** A need in plain words (需求), from asking to the request that came of it. */
export const demandStates = ["registered", "matched", "assigned", "requested", "closed"] as const;
export type DemandState = (typeof demandStates)[number];
export const demandStateNames: Readonly<Record<DemandState, Bilingual>> = {
  registered: { zh: "待对接", en: "To be matched" },
  matched: { zh: "已对接资源", en: "Matched" },
  assigned: { zh: "已派部门", en: "Sent to a department" },
  requested: { zh: "已转申请", en: "Became a request" },
  closed: { zh: "已办结", en: "Closed" },
};

/** One form over several providers (共享申请单); a draft is the basket. */
export const applicationStates = ["draft", "signing", "sent", "withdrawn"] as const;
export type ApplicationState = (typeof applicationStates)[number];
export const applicationStateNames: Readonly<Record<ApplicationState, Bilingual>> = {
  draft: { zh: "填写中", en: "Draft" },
  signing: { zh: "待本部门负责人签批", en: "To be signed by the head" },
  sent: { zh: "已发出", en: "Sent" },
  withdrawn: { zh: "已撤回", en: "Withdrawn" },
};

/** The part of an application that one provider answers on one clock (共享申请). */
export const requestStates = [
  "answering",
  "supplementing",
  "signing",
  "reviewing",
  "refused",
  "committing",
  "supplying",
  "in-use",
  "suspended",
  "disposing",
  "disposed",
  "closed",
  "withdrawn",
] as const;
export type RequestState = (typeof requestStates)[number];
export const requestStateNames: Readonly<Record<RequestState, Bilingual>> = {
  answering: { zh: "待提供部门答复", en: "To be answered" },
  supplementing: { zh: "待申请部门补正", en: "Papers to be supplemented" },
  signing: { zh: "待提供部门负责人签批", en: "Answer to be signed" },
  reviewing: { zh: "待主管部门审看拒绝依据", en: "Refusal's basis before the bureau" },
  refused: { zh: "未同意", en: "Refused" },
  committing: { zh: "已同意，待签使用承诺", en: "Granted, commitment to be signed" },
  supplying: { zh: "待首次供给", en: "First delivery to come" },
  "in-use": { zh: "使用中", en: "In use" },
  suspended: { zh: "已暂停", en: "Suspended" },
  disposing: { zh: "已终止，待处置数据", en: "Ended, data to be disposed of" },
  disposed: { zh: "已处置，待提供部门确认", en: "Disposed of, to be confirmed" },
  closed: { zh: "已办结", en: "Closed" },
  withdrawn: { zh: "已撤回", en: "Withdrawn" },
};

/** What a request asks for: data anew, other terms for a grant there is, or more time for it. */
export const requestKinds = ["new", "change", "renewal"] as const;
export type RequestKind = (typeof requestKinds)[number];
export const requestKindNames: Readonly<Record<RequestKind, Bilingual>> = {
  new: { zh: "新申请", en: "New" },
  change: { zh: "变更", en: "Change" },
  renewal: { zh: "续期", en: "Renewal" },
};

export const basisKinds = [
  "law",
  "administrative-regulation",
  "state-council-decision",
  "local-regulation",
  "rule",
  "service-item",
  "mandate",
] as const;
export type BasisKind = (typeof basisKinds)[number];
export const basisKindNames: Readonly<Record<BasisKind, Bilingual>> = {
  law: { zh: "法律", en: "Law" },
  "administrative-regulation": { zh: "行政法规", en: "Administrative regulation" },
  "state-council-decision": { zh: "国务院决定", en: "State Council decision" },
  "local-regulation": { zh: "地方性法规", en: "Local regulation" },
  rule: { zh: "规章", en: "Ministry or local rule" },
  "service-item": { zh: "政务服务事项", en: "Service item" },
  mandate: { zh: "三定职责", en: "Mandate of the department" },
};

/** What a refusal may rest on (Order 809 art. 14, 15, 21). The last two are no basis; the bureau returns such an answer. */
export const refusalBases = [
  "law",
  "administrative-regulation",
  "state-council-decision",
  "not-necessary",
  "outside-conditions",
  "not-held",
  "ministry-rule",
  "claimed-secret",
] as const;
export type RefusalBasis = (typeof refusalBases)[number];
export const refusalBasisNames: Readonly<Record<RefusalBasis, Bilingual>> = {
  law: { zh: "法律明确规定不能提供", en: "A law forbids it" },
  "administrative-regulation": { zh: "行政法规明确规定不能提供", en: "An administrative regulation forbids it" },
  "state-council-decision": { zh: "国务院决定明确规定不能提供", en: "A State Council decision forbids it" },
  "not-necessary": { zh: "超出履行职责所必需", en: "More than the duty needs" },
  "outside-conditions": { zh: "不符合目录列明的共享使用条件", en: "Outside the conditions in the catalog" },
  "not-held": { zh: "本部门不掌握所申请的数据", en: "The department does not hold it" },
  "ministry-rule": { zh: "上级部委规定（不是法定依据）", en: "A ministry's rule (no basis in law)" },
  "claimed-secret": {
    zh: "称涉密但未经定密（不是法定依据）",
    en: "Said to be secret without a classification (no basis)",
  },
};
/** 不予共享 needs one of these. */
export const denyingBases = ["law", "administrative-regulation", "state-council-decision"] as const;
/** Filed all the same, never final: the bureau returns it. */
export const unacceptedBases = ["ministry-rule", "claimed-secret"] as const;

export const answerKinds = ["grant", "refuse", "deny"] as const;
export type AnswerKind = (typeof answerKinds)[number];
export const answerKindNames: Readonly<Record<AnswerKind, Bilingual>> = {
  grant: { zh: "同意共享", en: "Grant" },
  refuse: { zh: "不同意", en: "Refuse" },
  deny: { zh: "不予共享", en: "Not to be shared" },
};

export const extensionStates = ["asked", "agreed", "declined"] as const;

export const caseKinds = ["misuse", "stop-service"] as const;
export type CaseKind = (typeof caseKinds)[number];
export const caseKindNames: Readonly<Record<CaseKind, Bilingual>> = {
  misuse: { zh: "违规使用", en: "Misuse" },
  "stop-service": { zh: "终止或变更服务", en: "Stopping a service" },
};
export const caseStates = ["suspended", "rectified", "consulting", "filed", "resumed", "ended"] as const;
export type CaseState = (typeof caseStates)[number];
export const caseStateNames: Readonly<Record<CaseState, Bilingual>> = {
  suspended: { zh: "已暂停，限期整改", en: "Suspended, to be rectified" },
  rectified: { zh: "已报整改，待核", en: "Rectification to be checked" },
  consulting: { zh: "协商中", en: "In consultation" },
  filed: { zh: "已协商，待主管部门备案", en: "Consulted, to be filed with the bureau" },
  resumed: { zh: "已恢复", en: "Resumed" },
  ended: { zh: "已终止共享", en: "Sharing ended" },
};
export const misuseKinds = ["beyond-scope", "other-purpose", "third-party", "security"] as const;
export const misuseKindNames: Readonly<Record<(typeof misuseKinds)[number], Bilingual>> = {
  "beyond-scope": { zh: "擅自超出使用范围", en: "Beyond the scope" },
  "other-purpose": { zh: "用于其他目的", en: "For another purpose" },
  "third-party": { zh: "提供给第三方", en: "Given to a third party" },
  security: { zh: "安全管理不到位", en: "Kept unsafely" },
};

/** The three steps of art. 28, then how it ended. */
export const disputeStates = ["parties", "bureau", "government", "settled"] as const;
export type DisputeState = (typeof disputeStates)[number];
export const disputeStateNames: Readonly<Record<DisputeState, Bilingual>> = {
  parties: { zh: "双方协商", en: "Between the parties" },
  bureau: { zh: "主管部门协调", en: "Before the bureau" },
  government: { zh: "本级政府决定", en: "Before the government" },
  settled: { zh: "已解决", en: "Settled" },
};
export const disputeOutcomes = ["answer-anew", "upheld", "withdrawn"] as const;
export const disputeOutcomeNames: Readonly<Record<(typeof disputeOutcomes)[number], Bilingual>> = {
  "answer-anew": { zh: "重新答复", en: "To be answered anew" },
  upheld: { zh: "维持原答复", en: "The answer stands" },
  withdrawn: { zh: "申请部门撤回", en: "Withdrawn" },
};

export const correctionStates = ["verifying", "corrected", "rejected"] as const;
export type CorrectionState = (typeof correctionStates)[number];
export const correctionStateNames: Readonly<Record<CorrectionState, Bilingual>> = {
  verifying: { zh: "待核实", en: "To be verified" },
  corrected: { zh: "已更正", en: "Corrected" },
  rejected: { zh: "核实无误", en: "Found right" },
};

export const orderLevels = ["blue", "orange", "red"] as const;
export const orderLevelNames: Readonly<Record<(typeof orderLevels)[number], Bilingual>> = {
  blue: { zh: "蓝色", en: "Blue" },
  orange: { zh: "橙色", en: "Orange" },
  red: { zh: "红色", en: "Red" },
};
export const orderStates = ["issued", "reported", "closed", "cancelled"] as const;
export type OrderState = (typeof orderStates)[number];
export const orderStateNames: Readonly<Record<OrderState, Bilingual>> = {
  issued: { zh: "办理中", en: "Under way" },
  reported: { zh: "已报结果，待销号", en: "Reported, to be closed" },
  closed: { zh: "已销号", en: "Closed" },
  cancelled: { zh: "已撤销", en: "Cancelled" },
};

export const findingStates = ["open", "explained", "confirmed", "dismissed"] as const;
export type FindingState = (typeof findingStates)[number];
export const findingStateNames: Readonly<Record<FindingState, Bilingual>> = {
  open: { zh: "待核", en: "To be looked at" },
  explained: { zh: "部门已说明", en: "Explained" },
  confirmed: { zh: "属实，责令改正", en: "Confirmed" },
  dismissed: { zh: "不成立", en: "Dismissed" },
};

const reason = z.string().trim().min(2).max(400);
const text = z.string().trim().min(2).max(2000);
const day = z.iso.date();
const instant = z.iso.datetime();
const permissions = <Act extends readonly [string, ...string[]]>(acts: Act) => ({
  /** What the person asking may do now. */
  may: z.record(z.enum(acts), z.boolean()),
  /** Why something above is not possible now, for the person asking. */
  whyNot: z.record(z.string(), Bilingual),
});

// ── Basis library ────────────────────────────────────────────────────────────────────────────────────────────────────

const basisFields = {
  kind: z.enum(basisKinds),
  title: z.string().trim().min(2).max(200),
  article: z.string().trim().max(60),
  /** What it lets or bids the department do, in a sentence. */
  summary: z.string().trim().max(600),
  /** Code of the service item, where it is one. */
  serviceItem: z.string().trim().max(40).nullable(),
  effectiveOn: day,
  /** Last day in force; null while it is. */
  endedOn: day.nullable(),
};
export const BasisFields = z.object({
  ...basisFields,
  article: basisFields.article.default(""),
  summary: basisFields.summary.default(""),
  serviceItem: basisFields.serviceItem.default(null),
  endedOn: basisFields.endedOn.default(null),
});
export const BasisEdit = z.object(basisFields).partial();
/** One legal basis of the library (依据库): law, regulation, service item, as data with effective dates. */
export const Basis = z.object({
  ...basisFields,
  id: z.string(),
  isInForce: z.boolean(),
  /** False where nobody has compared article and wording with the published text yet; an edit by the bureau says so. */
  isChecked: z.boolean(),
  version: z.int(),
});
export type Basis = z.infer<typeof Basis>;

// ── Demands ──────────────────────────────────────────────────────────────────────────────────────────────────────────

/** A resource that may answer a need, and why it was found. */
export const Candidate = z.object({
  resourceId: z.uuid(),
  code: z.string().nullable(),
  name: z.string(),
  department: z.string(),
  departmentName: z.string(),
  shareClass: z.enum(shareClasses),
  itemCount: z.int(),
  /** Names of items and words that match. */
  hits: z.array(z.string()),
  rowCount: z.int().nullable(),
  loadedAt: instant.nullable(),
  score: z.number().nullable(),
  /** Day by which an answer is due if it were asked for today (`YYYY-MM-DD`). */
  answerDueOn: z.string().nullable(),
});
export type Candidate = z.infer<typeof Candidate>;

export const demandActs = ["match", "assign", "answer", "close"] as const;
export const Demand = z.object({
  id: z.uuid(),
  /** Such as `XQ-26-00012`. */
  number: z.string(),
  need: z.string(),
  scene: z.string(),
  department: z.string(),
  departmentName: z.string(),
  state: z.enum(demandStates),
  /** Resources the desk linked. */
  resources: z.array(z.object({ id: z.uuid(), name: z.string(), department: z.string(), departmentName: z.string() })),
  /** Department it was sent to as a duty. */
  assigned: z
    .object({
      department: z.string(),
      departmentName: z.string(),
      note: z.string(),
      dueOn: day.nullable(),
      answer: z.string().nullable(),
    })
    .nullable(),
  /** Who waits for whom, in a sentence. */
  waiting: Bilingual.nullable(),
  note: z.string(),
  applicationId: z.uuid().nullable(),
  by: z.string(),
  createdAt: instant,
  closedAt: instant.nullable(),
  isInvented: z.boolean(),
  version: z.int(),
  ...permissions(demandActs),
});
export type Demand = z.infer<typeof Demand>;

// ── Applications ─────────────────────────────────────────────────────────────────────────────────────────────────────

/** What is wanted of one resource. */
export const Line = z.object({
  resourceId: z.uuid(),
  /** Field names; at least one before it is submitted. */
  items: z.array(z.string().max(63)).max(1000).default([]),
  scope: z.array(RowCondition).max(10).default([]),
});
export type Line = z.infer<typeof Line>;

/** A line with the names people read. */
export const LineView = Line.extend({
  resourceName: z.string(),
  resourceCode: z.string().nullable(),
  department: z.string(),
  departmentName: z.string(),
  shareClass: z.enum(shareClasses),
  useConditions: z.string(),
  itemNames: z.array(
    z.object({ field: z.string(), name: Bilingual, grade: z.string(), isPersonal: z.boolean(), isKey: z.boolean() }),
  ),
});
export type LineView = z.infer<typeof LineView>;

const applicationFields = {
  title: z.string().trim().max(120),
  /** In which work it is used. */
  scene: z.string().trim().max(1000),
  purpose: z.string().trim().max(1000),
  /** Ids of the basis library. */
  basis: z.array(z.string()).max(20),
  lines: z.array(Line).max(50),
  mode: z.enum(shareModes),
  /** How many calls a day are expected; null where nobody knows yet. */
  dailyCalls: z.int().min(1).max(100_000_000).nullable(),
  fromOn: day.nullable(),
  untilOn: day.nullable(),
  zone: z.enum(networkZones),
  /** Registered system that will use it. */
  systemId: z.uuid().nullable(),
  systemName: z.string().trim().max(120),
};
export const ApplicationEdit = z.object(applicationFields).partial();
export type ApplicationEdit = z.infer<typeof ApplicationEdit>;

export const applicationActs = ["edit", "submit", "sign", "return", "withdraw"] as const;
export const Application = z.object({
  ...applicationFields,
  id: z.uuid(),
  /** Such as `SQ-26-00031`. */
  number: z.string(),
  kind: z.enum(requestKinds),
  /** The request whose grant it changes or renews. */
  precedes: z.uuid().nullable(),
  demandId: z.uuid().nullable(),
  department: z.string(),
  departmentName: z.string(),
  state: z.enum(applicationStates),
  lines: z.array(LineView),
  basisTexts: z.array(z.object({ id: z.string(), kind: z.enum(basisKinds), text: z.string() })),
  /** What keeps it from being submitted, in words. */
  missing: z.array(z.object({ pointer: z.string(), zh: z.string(), en: z.string() })),
  signedBy: z.string().nullable(),
  signedAt: instant.nullable(),
  returned: z.object({ reason: z.string(), by: z.string(), at: instant }).nullable(),
  requests: z.array(
    z.object({
      id: z.uuid(),
      number: z.string(),
      provider: z.string(),
      providerName: z.string(),
      state: z.enum(requestStates),
    }),
  ),
  by: z.string(),
  createdAt: instant,
  isInvented: z.boolean(),
  version: z.int(),
  ...permissions(applicationActs),
});
export type Application = z.infer<typeof Application>;

export const ApplicationRow = Application.pick({
  id: true,
  number: true,
  kind: true,
  title: true,
  department: true,
  departmentName: true,
  state: true,
  by: true,
  createdAt: true,
  isInvented: true,
  requests: true,
}).extend({ lineCount: z.int() });
export type ApplicationRow = z.infer<typeof ApplicationRow>;

// ── Requests ─────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Terms of one granted resource. What is not granted of what was asked is left out; nothing may be added (art. 25). */
export const GrantLine = z.object({
  resourceId: z.uuid(),
  /** With a mask where the dictionary demands none, or `unmasked` with the reason. */
  items: z.array(GrantItem).min(1).max(1000),
  /** Conditions beside those asked for: rows can only become fewer. */
  scope: z.array(RowCondition).max(10).default([]),
});
export type GrantLine = z.infer<typeof GrantLine>;

/** An answer as the provider's clerk drafts it; the head of sharing signs it. */
export const AnswerDraft = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("grant"),
    lines: z.array(GrantLine).min(1).max(50),
    /** Only conditions the catalog lists (art. 15): chosen, not invented. */
    conditions: z.string().trim().max(1000).default(""),
    untilOn: day,
    /** Calls a second and a day; the gate's defaults where absent. */
    ratePerSecond: z.int().min(1).max(10_000).nullable().default(null),
    quotaPerDay: z.int().min(1).max(100_000_000).nullable().default(null),
  }),
  z.object({ kind: z.literal("refuse"), basis: z.enum(refusalBases), reason }),
  z.object({
    kind: z.literal("deny"),
    basis: z.enum(refusalBases),
    legalBasis: LegalBasis.nullable().default(null),
    reason,
  }),
]);
export type AnswerDraft = z.infer<typeof AnswerDraft>;

/** A promise on the clock, as every row shows it: who waits, who owes, days left, due, basis. */
export const PromiseView = z.object({
  id: z.string(),
  kind: z.string(),
  state: z.string(),
  owedBy: z.string(),
  owedByName: z.string(),
  owedTo: z.string().nullable(),
  owedToName: z.string(),
  dueOn: z.string().nullable(),
  workingDaysLeft: z.int().nullable(),
  colour: z.string(),
  basis: z.string(),
});
export type PromiseView = z.infer<typeof PromiseView>;

/** One thing that happened to a file, in the words of a clerk, with its entry in the ledger. */
export const StoryLine = z.object({
  at: instant,
  by: z.string(),
  department: z.string().nullable(),
  departmentName: z.string(),
  action: z.string(),
  title: Bilingual,
  note: z.string(),
  entry: z.int().nullable(),
});
export type StoryLine = z.infer<typeof StoryLine>;

export const Extension = z.object({
  id: z.uuid(),
  workingDays: z.int(),
  reason: z.string(),
  state: z.enum(extensionStates),
  agreedDays: z.int().nullable(),
  note: z.string(),
  askedBy: z.string(),
  askedAt: instant,
  decidedBy: z.string().nullable(),
  decidedAt: instant.nullable(),
});

export const requestActs = [
  "claim",
  "ask-supplement",
  "supplement",
  "draft-answer",
  "sign-answer",
  "return-answer",
  "ask-extension",
  "decide-extension",
  "accept-refusal",
  "return-refusal",
  "commit",
  "renew-key",
  "change",
  "renew",
  "end",
  "dispose",
  "confirm-disposal",
  "suspend",
  "stop-service",
  "dispute",
  "record-use",
  "withdraw",
] as const;
export type RequestAct = (typeof requestActs)[number];

export const RequestRow = z.object({
  id: z.uuid(),
  /** Such as `GX-26-01940`. */
  number: z.string(),
  kind: z.enum(requestKinds),
  title: z.string(),
  scene: z.string(),
  department: z.string(),
  departmentName: z.string(),
  provider: z.string(),
  providerName: z.string(),
  shareClass: z.enum(shareClasses),
  resourceNames: z.array(z.string()),
  itemCount: z.int(),
  state: z.enum(requestStates),
  stateSince: instant,
  handler: z.string().nullable(),
  sentAt: instant,
  answeredAt: instant.nullable(),
  /** The open promise, and in words who waits for what. */
  promise: PromiseView.nullable(),
  waiting: Bilingual.nullable(),
  isInvented: z.boolean(),
});
export type RequestRow = z.infer<typeof RequestRow>;

export const Request = RequestRow.extend({
  applicationId: z.uuid(),
  applicationNumber: z.string(),
  precedes: z.uuid().nullable(),
  purpose: z.string(),
  basisTexts: z.array(z.object({ id: z.string(), kind: z.enum(basisKinds), text: z.string() })),
  lines: z.array(LineView),
  mode: z.enum(shareModes),
  dailyCalls: z.int().nullable(),
  fromOn: day.nullable(),
  untilOn: day.nullable(),
  zone: z.enum(networkZones),
  systemName: z.string(),
  requesterSigned: z.object({ by: z.string(), at: instant }),
  providerSigned: z.object({ by: z.string(), at: instant, isByRule: z.boolean() }).nullable(),
  /** What was asked for once, and what came. */
  supplement: z
    .object({
      asked: z.array(z.string()),
      by: z.string(),
      at: instant,
      answer: z.string().nullable(),
      answeredAt: instant.nullable(),
    })
    .nullable(),
  /** Drafted, or given once `answeredAt` is set. The requester sees it when it is given. */
  answer: AnswerDraft.nullable(),
  answerReturned: z.object({ reason: z.string(), by: z.string(), at: instant, isBureau: z.boolean() }).nullable(),
  extensions: z.array(Extension),
  /** Joined with what the requester already has, would this identify what each alone does not (art. 25)? */
  aggregationWarnings: z.array(Bilingual),
  commitment: z.object({ text: z.string(), by: z.string(), at: instant, clientId: z.string() }).nullable(),
  grants: z.array(
    z.object({
      id: z.string(),
      resourceId: z.uuid(),
      resourceName: z.string(),
      resourceCode: z.string().nullable(),
      state: z.string(),
      items: z.array(z.string()),
      masked: z.array(z.string()),
      validUntil: z.string().nullable(),
      firstDeliveryAt: instant.nullable(),
      /** Pages of the gate: how to call it. */
      href: z.string(),
    }),
  ),
  disposal: z
    .object({
      receipt: z.string(),
      method: z.string(),
      systems: z.string(),
      witness: z.string(),
      disposedOn: day,
      by: z.string(),
      at: instant,
      confirmedBy: z.string().nullable(),
    })
    .nullable(),
  ended: z.object({ reason: z.string(), by: z.string(), at: instant, demands: z.string() }).nullable(),
  cases: z.array(z.object({ id: z.uuid(), number: z.string(), kind: z.enum(caseKinds), state: z.enum(caseStates) })),
  disputes: z.array(z.object({ id: z.uuid(), number: z.string(), state: z.enum(disputeStates) })),
  promises: z.array(PromiseView),
  story: z.array(StoryLine),
  version: z.int(),
  ...permissions(requestActs),
});
export type Request = z.infer<typeof Request>;

/** Days between which files were begun, both belonging to it: what a report counts is what its link opens. */
const period = { sentFrom: day.optional(), sentUntil: day.optional() };

/** Which view of requests: as who asked, as who must answer, or all that may be seen. */
export const requestSides = ["asked", "received", "all"] as const;

// ── Cases, disputes, corrections, use, orders, findings ──────────────────────────────────────────────────────────────

export const Minutes = z.object({
  heldOn: day,
  place: z.string().trim().max(120).default(""),
  attendees: z.array(z.string().trim().min(1).max(80)).min(1).max(60),
  opinion: text,
});
export type Minutes = z.infer<typeof Minutes>;

export const caseActs = ["rectify", "resume", "consult", "file", "end"] as const;
export const Case = z.object({
  id: z.uuid(),
  /** Such as `CZ-26-00003`. */
  number: z.string(),
  kind: z.enum(caseKinds),
  misuse: z.enum(misuseKinds).nullable(),
  state: z.enum(caseStates),
  requestId: z.uuid(),
  requestNumber: z.string(),
  department: z.string(),
  departmentName: z.string(),
  provider: z.string(),
  providerName: z.string(),
  reason: z.string(),
  /** Ledger entries that show it. */
  evidence: z.array(z.int()),
  rectifyBy: day.nullable(),
  rectification: z.object({ text: z.string(), by: z.string(), at: instant }).nullable(),
  consultation: Minutes.nullable(),
  /** 备案: when and by whom the bureau took note. */
  filing: z.object({ by: z.string(), at: instant, note: z.string() }).nullable(),
  openedBy: z.string(),
  openedAt: instant,
  closedAt: instant.nullable(),
  waiting: Bilingual.nullable(),
  story: z.array(StoryLine),
  version: z.int(),
  ...permissions(caseActs),
});
export type Case = z.infer<typeof Case>;

export const disputeActs = ["record-minutes", "escalate", "settle"] as const;
export const Dispute = z.object({
  id: z.uuid(),
  /** Such as `ZY-26-00002`. */
  number: z.string(),
  state: z.enum(disputeStates),
  requestId: z.uuid(),
  requestNumber: z.string(),
  department: z.string(),
  departmentName: z.string(),
  provider: z.string(),
  providerName: z.string(),
  claim: z.string(),
  steps: z.array(z.object({ step: z.enum(disputeStates), minutes: Minutes, by: z.string(), at: instant })),
  outcome: z.object({ kind: z.enum(disputeOutcomes), text: z.string(), by: z.string(), at: instant }).nullable(),
  /** Set where the parties stand at different levels: whose superior bureau coordinates (art. 28). */
  coordinator: Bilingual,
  waiting: Bilingual.nullable(),
  openedBy: z.string(),
  openedAt: instant,
  story: z.array(StoryLine),
  version: z.int(),
  ...permissions(disputeActs),
});
export type Dispute = z.infer<typeof Dispute>;

export const correctionActs = ["answer"] as const;
export const Correction = z.object({
  id: z.uuid(),
  /** Such as `JH-26-00318`. */
  number: z.string(),
  resourceId: z.uuid(),
  resourceName: z.string(),
  field: z.string(),
  fieldName: Bilingual,
  department: z.string(),
  departmentName: z.string(),
  provider: z.string(),
  providerName: z.string(),
  requestId: z.uuid().nullable(),
  state: z.enum(correctionStates),
  /** Which record, what was found, what is right: null for those outside the two departments (and the bureau). */
  sealed: z.object({ key: z.string(), found: z.string(), right: z.string() }).nullable(),
  evidence: z.string(),
  answer: z.object({ text: z.string(), by: z.string(), at: instant }).nullable(),
  /** Departments that had the record delivered before and were told. */
  told: z.array(z.object({ department: z.string(), departmentName: z.string(), at: instant })),
  promise: PromiseView.nullable(),
  waiting: Bilingual.nullable(),
  by: z.string(),
  createdAt: instant,
  isInvented: z.boolean(),
  version: z.int(),
  story: z.array(StoryLine),
  ...permissions(correctionActs),
});
export type Correction = z.infer<typeof Correction>;

export const UseRecordFields = z.object({
  fromOn: day,
  untilOn: day,
  scene: text,
  process: text,
  effect: text,
  storage: text,
  destruction: z.string().trim().max(2000).default(""),
});
/** What art. 29 asks the user of shared data to keep, at least three years; it cannot be deleted. */
export const UseRecord = UseRecordFields.extend({
  id: z.uuid(),
  requestId: z.uuid(),
  requestNumber: z.string(),
  /** Counted from the ledger for the period. */
  calls: z.int(),
  rows: z.int(),
  by: z.string(),
  at: instant,
  keepUntilOn: day,
});
export type UseRecord = z.infer<typeof UseRecord>;

export const orderActs = ["split", "report", "close", "cancel", "raise"] as const;
/** A leader's order (调度令). */
export const Order = z.object({
  id: z.uuid(),
  /** Such as `DD-26-00004`. */
  number: z.string(),
  title: z.string(),
  content: z.string(),
  lead: z.string(),
  leadName: z.string(),
  helpers: z.array(z.object({ department: z.string(), departmentName: z.string() })),
  dueOn: day,
  /** Working days left; negative when late. */
  workingDaysLeft: z.int().nullable(),
  level: z.enum(orderLevels),
  state: z.enum(orderStates),
  /** What it is about: a request, a promise, a resource. */
  subject: z.object({ kind: z.string(), id: z.string(), name: z.string(), href: z.string() }).nullable(),
  tasks: z.array(
    z.object({
      id: z.uuid(),
      department: z.string(),
      departmentName: z.string(),
      task: z.string(),
      dueOn: day,
      answer: z.string().nullable(),
      evidence: z.array(z.string()),
      answeredBy: z.string().nullable(),
      answeredAt: instant.nullable(),
    }),
  ),
  outcome: z.string().nullable(),
  issuedBy: z.string(),
  issuedAt: instant,
  closedAt: instant.nullable(),
  waiting: Bilingual.nullable(),
  isInvented: z.boolean(),
  version: z.int(),
  story: z.array(StoryLine),
  ...permissions(orderActs),
});
export type Order = z.infer<typeof Order>;

/** One concrete violation of art. 39–41, as a rule with its threshold. */
export const ViolationRule = z.object({
  /** Such as `39-4`. */
  id: z.string(),
  article: z.string(),
  side: z.enum(["provider", "requester", "bureau"]),
  title: Bilingual,
  /** How it is told from ledger, clocks and registers. */
  method: Bilingual,
  threshold: z.number().nullable(),
  thresholdUnit: Bilingual.nullable(),
  isOn: z.boolean(),
  open: z.int(),
  version: z.int(),
});
export type ViolationRule = z.infer<typeof ViolationRule>;

export const findingActs = ["explain", "decide"] as const;
export const Finding = z.object({
  id: z.uuid(),
  rule: z.string(),
  article: z.string(),
  title: Bilingual,
  department: z.string(),
  departmentName: z.string(),
  summary: Bilingual,
  subject: z.object({ kind: z.string(), id: z.string(), name: z.string(), href: z.string().nullable() }),
  evidence: z.object({
    entries: z.array(z.int()),
    commitments: z.array(z.string()),
    facts: z.record(z.string(), z.unknown()),
  }),
  state: z.enum(findingStates),
  explanation: z.object({ text: z.string(), by: z.string(), at: instant }).nullable(),
  decision: z.object({ text: z.string(), by: z.string(), at: instant }).nullable(),
  foundAt: instant,
  lastSeenAt: instant,
  /** True where the last run no longer saw it. */
  isGone: z.boolean(),
  version: z.int(),
  ...permissions(findingActs),
});
export type Finding = z.infer<typeof Finding>;

export const Notice = z.object({
  id: z.uuid(),
  kind: z.string(),
  title: Bilingual,
  text: Bilingual,
  href: z.string(),
  at: instant,
  isRead: z.boolean(),
  /** Not configured, waiting, sent, or failed with its reason. */
  mail: z.enum(["none", "waiting", "sent", "failed"]),
});
export type Notice = z.infer<typeof Notice>;

// ── Desk and report ──────────────────────────────────────────────────────────────────────────────────────────────────

/** What waits for the person asking, by kind, each with the list that shows it. */
export const ToDo = z.object({
  kind: z.string(),
  title: Bilingual,
  count: z.int(),
  /** Days left of the most urgent; null where none has a clock. */
  workingDaysLeft: z.int().nullable(),
  href: z.string(),
});
export const DeskSummary = z.object({
  asOf: instant,
  todo: z.array(ToDo),
  /** Open promises by colour, over the person's scope. */
  colours: z.record(z.string(), z.int()),
  open: z.int(),
  orders: z.int(),
  unread: z.int(),
  calendarWarning: Bilingual.nullable(),
});
export type DeskSummary = z.infer<typeof DeskSummary>;

/** One figure of a report; `href` opens the rows it counts. */
export const Figure = z.object({
  name: z.string(),
  title: Bilingual,
  value: z.number().nullable(),
  unit: Bilingual,
  href: z.string(),
});
export const Report = z.object({
  title: Bilingual,
  fromOn: day,
  untilOn: day,
  asOf: instant,
  /** Timeliness, quality, use, security (art. 38). */
  parts: z.array(
    z.object({
      name: z.enum(["timeliness", "quality", "use", "security"]),
      title: Bilingual,
      figures: z.array(Figure),
    }),
  ),
  departments: z.array(z.object({ department: z.string(), departmentName: z.string(), figures: z.array(Figure) })),
});
export type Report = z.infer<typeof Report>;

/** How long answers took, in public form: no names of files, only counts. */
export const AnswerTimes = z.object({
  fromOn: day,
  untilOn: day,
  rows: z.array(
    z.object({
      department: z.string(),
      departmentName: z.string(),
      received: z.int(),
      answered: z.int(),
      granted: z.int(),
      refused: z.int(),
      inTime: z.int(),
      medianWorkingDays: z.number().nullable(),
      refusalsReturned: z.int(),
    }),
  ),
});

export const ProviderSetting = z.object({
  department: z.string(),
  departmentName: z.string(),
  /** Unconditional requests are answered at once by rule; the head who signed the rule stands for the signature. */
  autoAnswer: z.boolean(),
  autoSignedBy: z.string().nullable(),
  /** Days an automatic answer grants. */
  autoDays: z.int(),
  mailAddress: z.string().nullable(),
  version: z.int(),
});
export type ProviderSetting = z.infer<typeof ProviderSetting>;

const id = z.object({ id: z.uuid() });
const change = <const Name extends string, Body extends z.ZodType, Answer extends z.ZodType>(
  name: Name,
  path: string,
  zh: string,
  en: string,
  body: Body,
  answer: Answer,
) =>
  route({
    method: "POST",
    path: `/api/sharing/${path}`,
    operation: `sharing.${name}`,
    summary: { zh, en },
    params: id,
    body,
    answer,
  });
const nothing = z.object({});
const list = <const Name extends string, Query extends z.ZodType, Item extends z.ZodType>(
  name: Name,
  path: string,
  zh: string,
  en: string,
  query: Query,
  item: Item,
) =>
  route({
    method: "GET",
    path: `/api/sharing/${path}`,
    operation: `sharing.${name}`,
    summary: { zh, en },
    query,
    answer: pageOf(item),
  });
const one = <const Name extends string, Answer extends z.ZodType>(
  name: Name,
  path: string,
  zh: string,
  en: string,
  answer: Answer,
) =>
  route({
    method: "GET",
    path: `/api/sharing/${path}`,
    operation: `sharing.${name}`,
    summary: { zh, en },
    params: id,
    answer,
  });
const create = <const Name extends string, Body extends z.ZodType, Answer extends z.ZodType>(
  name: Name,
  path: string,
  zh: string,
  en: string,
  body: Body,
  answer: Answer,
) =>
  route({
    method: "POST",
    path: `/api/sharing/${path}`,
    operation: `sharing.${name}`,
    summary: { zh, en },
    body,
    answer,
    status: 201,
  });

export const sharingRoutes = {
  // Basis library
  listBasis: list(
    "list-basis",
    "basis",
    "依据库",
    "Library of legal bases",
    PageQuery.extend({
      q: z.string().max(80).optional(),
      kind: z.enum(basisKinds).optional(),
      inForce: z.stringbool().optional(),
    }),
    Basis,
  ),
  createBasis: create("create-basis", "basis", "新增一条依据", "Add a basis", BasisFields, Basis),
  editBasis: route({
    method: "PATCH",
    path: "/api/sharing/basis/{id}",
    operation: "sharing.edit-basis",
    summary: { zh: "修改一条依据", en: "Edit a basis" },
    params: z.object({ id: z.string().max(60) }),
    body: BasisEdit,
    answer: Basis,
    needsIfMatch: true,
  }),

  // Demands
  findCandidates: route({
    method: "POST",
    path: "/api/sharing/candidates",
    operation: "sharing.find-candidates",
    summary: { zh: "用一句话找数据", en: "Find data for a need in plain words" },
    body: z.object({ need: z.string().trim().min(2).max(400), limit: z.int().min(1).max(50).default(12) }),
    answer: z.object({ words: z.array(z.string()), items: z.array(Candidate) }),
    readsOnly: true,
  }),
  listDemands: list(
    "list-demands",
    "demands",
    "需求清单",
    "List demands",
    PageQuery.extend({
      state: z.enum(demandStates).optional(),
      department: z.string().optional(),
      q: z.string().max(80).optional(),
    }),
    Demand,
  ),
  getDemand: one("get-demand", "demands/{id}", "一条需求", "One demand", Demand),
  registerDemand: create(
    "register-demand",
    "demands",
    "登记需求",
    "Register a demand",
    z.object({ need: text, scene: z.string().trim().max(1000).default("") }),
    Demand,
  ),
  matchDemand: change(
    "match-demand",
    "demands/{id}/match",
    "对接资源",
    "Link resources to a demand",
    z.object({ resources: z.array(z.uuid()).min(1).max(20), note: z.string().trim().max(400).default("") }),
    Demand,
  ),
  assignDemand: change(
    "assign-demand",
    "demands/{id}/assign",
    "把需求作为责任派给部门",
    "Send a demand to a department as a duty",
    z.object({ department: z.string(), note: reason, dueOn: day.optional() }),
    Demand,
  ),
  answerDemand: change(
    "answer-demand",
    "demands/{id}/answer",
    "部门回复派来的需求",
    "Answer a demand sent as a duty",
    z.object({ answer: text, resources: z.array(z.uuid()).max(20).default([]) }),
    Demand,
  ),
  closeDemand: change("close-demand", "demands/{id}/close", "办结需求", "Close a demand", z.object({ reason }), Demand),

  // Basket and applications
  listApplications: list(
    "list-applications",
    "applications",
    "申请单列表",
    "List applications",
    PageQuery.extend({ state: z.enum(applicationStates).optional(), mine: z.stringbool().optional() }),
    ApplicationRow,
  ),
  getApplication: one("get-application", "applications/{id}", "一份申请单", "One application", Application),
  basket: route({
    method: "GET",
    path: "/api/sharing/basket",
    operation: "sharing.basket",
    summary: { zh: "我的数据篮（未提交的申请单）", en: "My basket (the draft application)" },
    answer: z.object({ application: Application.nullable() }),
  }),
  addToBasket: route({
    method: "POST",
    path: "/api/sharing/basket/lines",
    operation: "sharing.add-to-basket",
    summary: { zh: "放进数据篮", en: "Put a resource into the basket" },
    body: Line.extend({ demandId: z.uuid().optional() }),
    answer: Application,
  }),
  createApplication: create(
    "create-application",
    "applications",
    "新建申请单",
    "Start an application",
    ApplicationEdit.extend({ demandId: z.uuid().optional() }),
    Application,
  ),
  editApplication: route({
    method: "PATCH",
    path: "/api/sharing/applications/{id}",
    operation: "sharing.edit-application",
    summary: { zh: "填写申请单", en: "Fill in an application" },
    params: id,
    body: ApplicationEdit,
    answer: Application,
    needsIfMatch: true,
  }),
  submitApplication: change(
    "submit-application",
    "applications/{id}/submit",
    "送本部门负责人签批",
    "Send to the head for signature",
    nothing,
    Application,
  ),
  signApplication: change(
    "sign-application",
    "applications/{id}/sign",
    "本部门共享工作机构负责人同意并发出",
    "Sign and send",
    nothing,
    Application,
  ),
  returnApplication: change(
    "return-application",
    "applications/{id}/return",
    "退回修改",
    "Return with a reason",
    z.object({ reason }),
    Application,
  ),
  withdrawApplication: change(
    "withdraw-application",
    "applications/{id}/withdraw",
    "撤回申请单",
    "Withdraw an application",
    z.object({ reason }),
    Application,
  ),

  // Requests
  listRequests: list(
    "list-requests",
    "requests",
    "共享申请列表：我提的、我收的",
    "List requests: asked and received",
    PageQuery.extend({
      side: z.enum(requestSides).default("all"),
      state: z.enum(requestStates).optional(),
      shareClass: z.enum(shareClasses).optional(),
      department: z.string().optional(),
      provider: z.string().optional(),
      resource: z.uuid().optional(),
      q: z.string().max(80).optional(),
      answer: z.enum(answerKinds).optional(),
      sentFrom: day.optional(),
      sentUntil: day.optional(),
      open: z.stringbool().optional(),
      late: z.stringbool().optional(),
    }),
    RequestRow,
  ),
  getRequest: one("get-request", "requests/{id}", "一件共享申请的全卷", "One request with its whole file", Request),
  printRequest: route({
    method: "GET",
    path: "/api/sharing/requests/{id}/file",
    operation: "sharing.print-request",
    summary: { zh: "打印全卷（PDF）", en: "Print the whole file (PDF)" },
    params: id,
    answers: "file",
  }),
  claimRequest: change("claim-request", "requests/{id}/claim", "认领", "Claim", nothing, Request),
  askSupplement: change(
    "ask-supplement",
    "requests/{id}/supplement/ask",
    "一次性告知补正",
    "Ask once for everything missing",
    z.object({ missing: z.array(z.string().trim().min(2).max(200)).min(1).max(30) }),
    Request,
  ),
  supplement: change(
    "supplement",
    "requests/{id}/supplement",
    "提交补正",
    "Send what was missing",
    z.object({
      answer: text,
      basis: z.array(z.string()).max(20).optional(),
      scene: z.string().trim().max(1000).optional(),
    }),
    Request,
  ),
  draftAnswer: change(
    "draft-answer",
    "requests/{id}/answer",
    "拟写答复，送负责人签批",
    "Draft the answer and send it for signature",
    AnswerDraft,
    Request,
  ),
  signAnswer: change(
    "sign-answer",
    "requests/{id}/answer/sign",
    "提供部门负责人签批答复",
    "Sign the answer as the provider's head",
    nothing,
    Request,
  ),
  returnAnswer: change(
    "return-answer",
    "requests/{id}/answer/return",
    "负责人退回答复",
    "Return the drafted answer",
    z.object({ reason }),
    Request,
  ),
  acceptRefusal: change(
    "accept-refusal",
    "requests/{id}/refusal/accept",
    "主管部门认可拒绝依据",
    "Accept a refusal's basis",
    z.object({ note: reason }),
    Request,
  ),
  returnRefusal: change(
    "return-refusal",
    "requests/{id}/refusal/return",
    "主管部门退回：依据不成立",
    "Return a refusal without an accepted basis",
    z.object({ reason }),
    Request,
  ),
  askExtension: change(
    "ask-extension",
    "requests/{id}/extensions",
    "申请延长答复期限",
    "Ask for more time",
    z.object({ workingDays: z.int().min(1).max(60), reason }),
    Request,
  ),
  decideExtension: change(
    "decide-extension",
    "requests/{id}/extensions/decide",
    "决定是否同意延期，并告知申请部门",
    "Decide an extension and tell the requester",
    z.object({
      agree: z.boolean(),
      workingDays: z.int().min(1).max(60).optional(),
      note: z.string().trim().max(400).default(""),
    }),
    Request,
  ),
  commit: change(
    "commit",
    "requests/{id}/commitment",
    "签署数据安全使用承诺，取得凭证（密钥只显示一次）",
    "Sign the use commitment and get a key (shown once)",
    z.object({
      agrees: z.literal(true),
      clientId: z.string().max(60).optional(),
      clientName: z.string().trim().min(1).max(60).optional(),
    }),
    Request.extend({ client: z.object({ id: z.string(), name: z.string(), secret: z.string().nullable() }) }),
  ),
  renewKey: route({
    method: "POST",
    path: "/api/sharing/requests/{id}/key",
    operation: "sharing.renew-key",
    summary: {
      zh: "密钥丢失的，换发新密钥（只显示一次），原密钥作废",
      en: "Give the client another key (shown once); the old one ends",
    },
    params: id,
    body: z.object({ reason }),
    answer: z.object({ id: z.string(), name: z.string(), secret: z.string() }),
    status: 201,
  }),
  commitmentText: route({
    method: "GET",
    path: "/api/sharing/requests/{id}/commitment",
    operation: "sharing.commitment-text",
    summary: { zh: "数据安全使用承诺书文本", en: "Text of the use commitment" },
    params: id,
    answer: z.object({ text: z.string(), clients: z.array(z.object({ id: z.string(), name: z.string() })) }),
  }),
  withdrawRequest: change(
    "withdraw-request",
    "requests/{id}/withdraw",
    "撤回申请",
    "Withdraw a request",
    z.object({ reason }),
    Request,
  ),
  changeRequest: change(
    "change-request",
    "requests/{id}/change",
    "变更：形成新申请单",
    "Ask for other terms: starts an application",
    nothing,
    Application,
  ),
  renewRequest: change(
    "renew-request",
    "requests/{id}/renew",
    "续期：形成新申请单",
    "Ask for more time: starts an application",
    nothing,
    Application,
  ),
  endRequest: change(
    "end-request",
    "requests/{id}/end",
    "共享目的已实现或不再必要，终止使用",
    "The purpose has ended",
    z.object({ reason }),
    Request,
  ),
  dispose: change(
    "dispose",
    "requests/{id}/disposal",
    "处置数据并提交回执",
    "Dispose of the data and file the receipt",
    z.object({ method: text, systems: text, witness: z.string().trim().max(80).default(""), disposedOn: day }),
    Request,
  ),
  confirmDisposal: change(
    "confirm-disposal",
    "requests/{id}/disposal/confirm",
    "提供部门确认处置回执",
    "Confirm the receipt of disposal",
    nothing,
    Request,
  ),

  // Use records
  listUseRecords: list(
    "list-use-records",
    "use-records",
    "使用记录（保存不少于 3 年）",
    "Use records (kept three years and more)",
    PageQuery.extend({
      ...period,
      request: z.uuid().optional(),
      department: z.string().optional(),
      provider: z.string().optional(),
    }),
    UseRecord,
  ),
  recordUse: route({
    method: "POST",
    path: "/api/sharing/requests/{id}/use-records",
    operation: "sharing.record-use",
    summary: { zh: "登记使用情况", en: "Record how the data was used" },
    params: id,
    body: UseRecordFields,
    answer: UseRecord,
    status: 201,
  }),

  // Misuse and stopping (art. 27)
  listCases: list(
    "list-cases",
    "cases",
    "违规处置和服务终止",
    "Misuse and stopping cases",
    PageQuery.extend({
      ...period,
      state: z.enum(caseStates).optional(),
      kind: z.enum(caseKinds).optional(),
      request: z.uuid().optional(),
    }),
    Case,
  ),
  getCase: one("get-case", "cases/{id}", "一件处置", "One case", Case),
  suspend: route({
    method: "POST",
    path: "/api/sharing/requests/{id}/suspend",
    operation: "sharing.suspend",
    summary: { zh: "发现违规使用：暂停共享并限期整改", en: "Suspend for misuse and set a date to rectify" },
    params: id,
    body: z.object({
      misuse: z.enum(misuseKinds),
      reason,
      evidence: z.array(z.int()).max(100).default([]),
      rectifyBy: day,
    }),
    answer: Case,
    status: 201,
  }),
  stopService: route({
    method: "POST",
    path: "/api/sharing/requests/{id}/stop-service",
    operation: "sharing.stop-service",
    summary: { zh: "提供部门确需终止或变更服务：先协商，再备案", en: "Stop a service: consult first, then file" },
    params: id,
    body: z.object({ reason }),
    answer: Case,
    status: 201,
  }),
  rectify: change(
    "rectify",
    "cases/{id}/rectify",
    "报送整改情况",
    "Report the rectification",
    z.object({ text }),
    Case,
  ),
  resume: change(
    "resume",
    "cases/{id}/resume",
    "整改到位，恢复共享",
    "Resume sharing",
    z.object({ note: reason }),
    Case,
  ),
  consult: change("consult", "cases/{id}/consult", "记录协商情况", "Record the consultation", Minutes, Case),
  fileCase: change(
    "file-case",
    "cases/{id}/file",
    "主管部门备案",
    "The bureau takes note",
    z.object({ note: z.string().trim().max(400).default("") }),
    Case,
  ),
  endCase: change("end-case", "cases/{id}/end", "终止共享", "End sharing", z.object({ reason }), Case),

  // Disputes (art. 28)
  listDisputes: list(
    "list-disputes",
    "disputes",
    "共享争议",
    "Disputes",
    PageQuery.extend({ ...period, state: z.enum(disputeStates).optional(), request: z.uuid().optional() }),
    Dispute,
  ),
  getDispute: one("get-dispute", "disputes/{id}", "一件争议", "One dispute", Dispute),
  openDispute: route({
    method: "POST",
    path: "/api/sharing/requests/{id}/disputes",
    operation: "sharing.open-dispute",
    summary: { zh: "提出争议", en: "Open a dispute" },
    params: id,
    body: z.object({ claim: text }),
    answer: Dispute,
    status: 201,
  }),
  recordMinutes: change(
    "record-minutes",
    "disputes/{id}/minutes",
    "记录协商（协调）情况：时间、参加人、意见",
    "Record the minutes",
    Minutes,
    Dispute,
  ),
  escalateDispute: change(
    "escalate-dispute",
    "disputes/{id}/escalate",
    "提交上一步处理",
    "Take it one step up",
    z.object({ reason }),
    Dispute,
  ),
  settleDispute: change(
    "settle-dispute",
    "disputes/{id}/settle",
    "解决争议",
    "Settle",
    z.object({ outcome: z.enum(disputeOutcomes), text }),
    Dispute,
  ),

  // Corrections (art. 26)
  listCorrections: list(
    "list-corrections",
    "corrections",
    "校核列表",
    "List corrections",
    PageQuery.extend({
      ...period,
      side: z.enum(requestSides).default("all"),
      state: z.enum(correctionStates).optional(),
      resource: z.uuid().optional(),
      provider: z.string().optional(),
    }),
    Correction,
  ),
  getCorrection: one("get-correction", "corrections/{id}", "一件校核", "One correction", Correction),
  reportError: create(
    "report-error",
    "corrections",
    "从一条记录提出校核",
    "Report a wrong value of a record",
    z.object({
      resourceId: z.uuid(),
      field: z.string().max(63),
      key: z.string().trim().min(1).max(200),
      found: z.string().max(1000),
      right: z.string().max(1000).default(""),
      evidence: text,
      requestId: z.uuid().optional(),
    }),
    Correction,
  ),
  answerCorrection: change(
    "answer-correction",
    "corrections/{id}/answer",
    "核实、更正并反馈",
    "Verify, correct and answer",
    z.object({ isCorrected: z.boolean(), text }),
    Correction,
  ),

  // Orders
  listOrders: list(
    "list-orders",
    "orders",
    "调度令",
    "Leaders' orders",
    PageQuery.extend({
      state: z.enum(orderStates).optional(),
      lead: z.string().optional(),
      subject: z.string().max(80).optional(),
    }),
    Order,
  ),
  getOrder: one("get-order", "orders/{id}", "一道调度令", "One order", Order),
  issueOrder: create(
    "issue-order",
    "orders",
    "领导下达调度令",
    "Issue an order",
    z.object({
      title: z.string().trim().min(2).max(120),
      content: text,
      lead: z.string(),
      helpers: z.array(z.string()).max(20).default([]),
      dueOn: day,
      level: z.enum(orderLevels).default("blue"),
      subject: z
        .object({
          kind: z.string().max(40),
          id: z.string().max(80),
          name: z.string().max(200),
          href: z.string().max(300),
        })
        .nullable()
        .default(null),
    }),
    Order,
  ),
  splitOrder: change(
    "split-order",
    "orders/{id}/tasks",
    "分解任务到部门",
    "Split into departments' tasks",
    z.object({
      tasks: z
        .array(z.object({ department: z.string(), task: text, dueOn: day }))
        .min(1)
        .max(20),
    }),
    Order,
  ),
  reportOrder: change(
    "report-order",
    "orders/{id}/report",
    "部门报送办理结果和佐证",
    "Report with evidence",
    z.object({ answer: text, evidence: z.array(z.string().max(300)).max(20).default([]), taskId: z.uuid().optional() }),
    Order,
  ),
  raiseOrder: change("raise-order", "orders/{id}/raise", "提级督办", "Raise the level", z.object({ reason }), Order),
  closeOrder: change("close-order", "orders/{id}/close", "销号", "Close an order", z.object({ outcome: text }), Order),
  cancelOrder: change("cancel-order", "orders/{id}/cancel", "撤销", "Cancel an order", z.object({ reason }), Order),

  // Violations (art. 39–41)
  listRules: route({
    method: "GET",
    path: "/api/sharing/violation-rules",
    operation: "sharing.list-violation-rules",
    summary: { zh: "十六种违规情形的规则", en: "The sixteen violations as rules" },
    answer: z.object({ items: z.array(ViolationRule) }),
  }),
  editRule: route({
    method: "PATCH",
    path: "/api/sharing/violation-rules/{id}",
    operation: "sharing.edit-violation-rule",
    summary: { zh: "调整规则阈值或启停", en: "Set a rule's threshold, on or off" },
    params: z.object({ id: z.string().max(10) }),
    body: z.object({ threshold: z.number().min(0).max(10_000).optional(), isOn: z.boolean().optional() }),
    answer: ViolationRule,
    needsIfMatch: true,
  }),
  runRules: route({
    method: "POST",
    path: "/api/sharing/violation-rules/run",
    operation: "sharing.run-violation-rules",
    summary: { zh: "立即核查一遍", en: "Look for violations now" },
    answer: z.object({ found: z.int(), gone: z.int(), open: z.int() }),
  }),
  listFindings: list(
    "list-findings",
    "findings",
    "违规线索",
    "Findings",
    PageQuery.extend({
      rule: z.string().max(10).optional(),
      state: z.enum(findingStates).optional(),
      department: z.string().optional(),
      foundFrom: day.optional(),
      foundUntil: day.optional(),
    }),
    Finding,
  ),
  explainFinding: change(
    "explain-finding",
    "findings/{id}/explain",
    "部门说明",
    "The department explains",
    z.object({ text }),
    Finding,
  ),
  decideFinding: change(
    "decide-finding",
    "findings/{id}/decide",
    "主管部门认定",
    "The bureau decides",
    z.object({ isConfirmed: z.boolean(), text }),
    Finding,
  ),

  // Notices
  listNotices: list(
    "list-notices",
    "notices",
    "我的通知",
    "My notices",
    PageQuery.extend({ unread: z.stringbool().optional() }),
    Notice,
  ),
  countNotices: route({
    method: "GET",
    path: "/api/sharing/notices/count",
    operation: "sharing.count-notices",
    summary: { zh: "未读通知数", en: "Unread notices" },
    answer: z.object({ unread: z.int() }),
  }),
  readNotices: route({
    method: "POST",
    path: "/api/sharing/notices/read",
    operation: "sharing.read-notices",
    summary: { zh: "标为已读；不指定则全部", en: "Mark read; all where none is named" },
    body: z.object({ ids: z.array(z.uuid()).max(500).optional() }),
    answer: z.object({ unread: z.int() }),
  }),

  // Settings, desk, report
  listSettings: route({
    method: "GET",
    path: "/api/sharing/settings",
    operation: "sharing.list-settings",
    summary: { zh: "各部门的自动答复规则和收件邮箱", en: "Departments' automatic answers and mailboxes" },
    answer: z.object({ items: z.array(ProviderSetting) }),
  }),
  editSetting: route({
    method: "PUT",
    path: "/api/sharing/settings/{department}",
    operation: "sharing.edit-setting",
    summary: {
      zh: "设定本部门的自动答复规则（负责人签）和收件邮箱",
      en: "Set automatic answers (signed by the head) and the mailbox",
    },
    params: z.object({ department: z.string().max(40) }),
    body: z.object({
      autoAnswer: z.boolean(),
      autoDays: z.int().min(1).max(1096).default(365),
      mailAddress: z.email().max(200).nullable().default(null),
    }),
    answer: ProviderSetting,
    needsIfMatch: true,
  }),
  desk: route({
    method: "GET",
    path: "/api/sharing/desk",
    operation: "sharing.desk",
    summary: { zh: "我的待办和调度台概况", en: "What waits for me, and the desk at a glance" },
    answer: DeskSummary,
  }),
  answerTimes: route({
    method: "GET",
    path: "/api/sharing/answer-times",
    operation: "sharing.answer-times",
    summary: { zh: "答复时效（可公开）", en: "Answer times in public form" },
    query: z.object({ fromOn: day.optional(), untilOn: day.optional() }),
    answer: AnswerTimes,
  }),
  report: route({
    method: "GET",
    path: "/api/sharing/report",
    operation: "sharing.report",
    summary: { zh: "季度报告：及时性、质量、应用、安全", en: "Quarterly report: timeliness, quality, use, security" },
    query: z.object({
      year: z.coerce.number().int().min(2025).max(2100),
      quarter: z.coerce.number().int().min(1).max(4),
    }),
    answer: Report,
  }),
  printReport: route({
    method: "GET",
    path: "/api/sharing/report/file",
    operation: "sharing.print-report",
    summary: { zh: "打印季度报告（PDF）", en: "Print the quarterly report (PDF)" },
    query: z.object({
      year: z.coerce.number().int().min(2025).max(2100),
      quarter: z.coerce.number().int().min(1).max(4),
    }),
    answers: "file",
  }),
};
