import type { Bilingual } from "../text.ts";

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
