import { z } from "zod";
import { Bilingual } from "../text.ts";
import { day, instant, permissions, text } from "./fields.ts";
import { PromiseView, StoryLine } from "./requests.ts";
import {
  caseKinds,
  caseStates,
  correctionStates,
  disputeOutcomes,
  disputeStates,
  findingStates,
  misuseKinds,
  orderLevels,
  orderStates,
} from "./words.ts";

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
