import { z } from "zod";
import { LegalBasis, shareClasses, shareModes } from "../catalog.ts";
import { GrantItem, RowCondition } from "../gate.ts";
import { networkZones } from "../registry.ts";
import { Bilingual } from "../text.ts";
import { LineView } from "./applications.ts";
import { day, instant, permissions, reason } from "./fields.ts";
import {
  basisKinds,
  caseKinds,
  caseStates,
  disputeStates,
  extensionStates,
  refusalBases,
  requestKinds,
  requestStates,
} from "./words.ts";

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
export const period = { sentFrom: day.optional(), sentUntil: day.optional() };

/** Which view of requests: as who asked, as who must answer, or all that may be seen. */
export const requestSides = ["asked", "received", "all"] as const;
