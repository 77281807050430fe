import { z } from "zod";
import { RuleDefinition, WrittenRule } from "./quality-rules.ts";
import { route } from "./route.ts";
import { Bilingual } from "./text.ts";

/**
 * What a table's own values speak for: values that stand for nothing, numbers in one form, values that are slips of frequent
 * ones, a column that decides another.
 */
export const proposalKinds = ["placeholder", "form", "near-value", "dependency"] as const;
export type ProposalKind = (typeof proposalKinds)[number];
export const proposalKindNames: Readonly<Record<ProposalKind, Bilingual>> = {
  placeholder: { zh: "占位的空值", en: "Placeholders" },
  form: { zh: "写法不一", en: "Mixed forms" },
  "near-value": { zh: "近似的错字", en: "Near misses" },
  dependency: { zh: "字段相依", en: "One column decides another" },
};

/** A rule that nearly all rows keep to though nobody has asked for it. Not scored until somebody accepts it. */
export const RuleProposal = z.object({
  /** The same for the same columns, whatever the sample: `dependency:division_code>division_name`. */
  key: z
    .string()
    .max(200)
    .regex(/^[a-z-]+:[a-z][a-z0-9_]*(?:>[a-z][a-z0-9_]*)?$/),
  kind: z.enum(proposalKinds),
  field: z.string(),
  /** Of `dependency`: the column that decides. */
  given: z.string().nullable(),
  text: Bilingual,
  /** What would be written. */
  definition: RuleDefinition,
  /** Rows looked at that it speaks of, and of those the ones that do not keep to it. */
  assessed: z.int(),
  failed: z.int(),
  /** Share of those that keep to it, 0 to 1. */
  support: z.number(),
  /** Numbers of the first records that do not. */
  rows: z.array(z.int()),
  /** Who put it aside, and why. */
  dismissed: z.object({ by: z.string(), at: z.iso.datetime(), reason: z.string() }).nullable(),
});
export type RuleProposal = z.infer<typeof RuleProposal>;

const id = z.object({ id: z.uuid() });

export const qualityProposalRoutes = {
  listProposals: route({
    method: "GET",
    path: "/api/quality/resources/{id}/proposals",
    operation: "quality.list-proposals",
    summary: { zh: "从数据里看出来的规则，待人取舍", en: "Rules the data speak for, to be accepted or dismissed" },
    params: id,
    answer: z.object({
      /** Rows they were found in; of a large table a sample. */
      sampledRows: z.int(),
      rowCount: z.int(),
      /** Open ones first, strongest first. */
      items: z.array(RuleProposal),
      may: z.object({ decide: z.boolean() }),
    }),
  }),
  /** Writes the rule as it was shown, from this day on. */
  acceptProposal: route({
    method: "POST",
    path: "/api/quality/resources/{id}/proposals/accept",
    operation: "quality.accept-proposal",
    summary: { zh: "采纳：写成规则", en: "Accept: write it as a rule" },
    params: id,
    body: RuleProposal.pick({ key: true, definition: true, text: true }).extend({ effectiveOn: z.iso.date() }),
    answer: WrittenRule,
    status: 201,
  }),
  dismissProposal: route({
    method: "POST",
    path: "/api/quality/resources/{id}/proposals/dismiss",
    operation: "quality.dismiss-proposal",
    summary: { zh: "不采纳", en: "Dismiss" },
    params: id,
    body: z.object({ key: RuleProposal.shape.key, reason: z.string().trim().max(400).default("") }),
    answer: z.object({ key: z.string() }),
  }),
};
