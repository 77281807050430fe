import { z } from "zod";
import { pageOf, PageQuery } from "./page.ts";
import { CheckRun, DimensionScore, RuleResult } from "./quality.ts";
import { route } from "./route.ts";
import { Bilingual } from "./text.ts";

/** A row that fails a rule, by its number in the source and its key, masked. */
export const FailingKey = z.object({ row: z.int(), key: z.string().nullable() });

/**
 * A rule in the tree of a score: numerator (`assessed` − `failed` + `pardoned`), denominator (`assessed`), weight, and
 * how many points of the resource's score it costs. The points lost of all rules add up to 100 − score.
 */
export const TreeRule = RuleResult.extend({
  pointsLost: z.number(),
  /** First rows that fail; empty where the actor may not see rows, or the rows were replaced since. */
  keys: z.array(FailingKey),
  /** The appeal on this result, where there is one. */
  appealId: z.uuid().nullable(),
});
export const TreeDimension = DimensionScore.extend({ pointsLost: z.number(), rules: z.array(TreeRule) });
export type TreeDimension = z.infer<typeof TreeDimension>;

export const ScoreTree = z.object({
  run: CheckRun.omit({ rules: true, dimensions: true }),
  /** Id of the scheme whose grades and weights were used. */
  scheme: z.string(),
  dimensions: z.array(TreeDimension),
  /** The run before this one; null where this is the first. */
  previous: CheckRun.omit({ rules: true }).nullable(),
  may: z.object({ seeRows: z.boolean(), appeal: z.boolean() }),
});
export type ScoreTree = z.infer<typeof ScoreTree>;

export const processTerms = ["on-time", "closing", "mounting"] as const;
export const processTermNames: Readonly<Record<(typeof processTerms)[number], Bilingual>> = {
  "on-time": { zh: "按时更新率", en: "Updated on time" },
  closing: { zh: "问题整改率", en: "Corrections closed" },
  mounting: { zh: "挂接率", en: "Catalog entries with data" },
};

/** Resources updated in time, corrections closed, catalog entries with data: numerator of denominator. */
export const ProcessTerm = z.object({
  term: z.enum(processTerms),
  numerator: z.int(),
  denominator: z.int(),
  /** Null where there is nothing to count; then it takes no part. */
  score: z.number().nullable(),
  weight: z.number(),
  pointsLost: z.number(),
});
export type ProcessTerm = z.infer<typeof ProcessTerm>;

export const resourceTiers = ["base", "theme", "department"] as const;

/** A resource in its department's score: weight = size × tier × use. */
export const ResourceShare = z.object({
  resourceId: z.uuid(),
  resourceName: z.string(),
  runId: z.uuid(),
  score: z.number(),
  grade: z.int(),
  rowCount: z.int(),
  tier: z.enum(resourceTiers),
  /** Other departments that use it now. */
  users: z.int(),
  sizeWeight: z.number(),
  tierWeight: z.number(),
  useWeight: z.number(),
  weight: z.number(),
  pointsLost: z.number(),
});
export type ResourceShare = z.infer<typeof ResourceShare>;

export const DepartmentTree = z.object({
  department: z.string(),
  departmentName: z.string(),
  /** Null where no resource has been checked. */
  score: z.number().nullable(),
  grade: z.int().nullable(),
  gradeName: Bilingual.nullable(),
  scheme: z.string(),
  /** Weighted mean of the resources, before process terms. */
  dataScore: z.number().nullable(),
  dataWeight: z.number(),
  /** Heaviest loss first. */
  resources: z.array(ResourceShare),
  process: z.array(ProcessTerm),
});
export type DepartmentTree = z.infer<typeof DepartmentTree>;

export const appealStates = ["open", "upheld", "rejected", "withdrawn"] as const;
export const appealStateNames: Readonly<Record<(typeof appealStates)[number], Bilingual>> = {
  open: { zh: "待裁定", en: "Open" },
  upheld: { zh: "已支持", en: "Upheld" },
  rejected: { zh: "未支持", en: "Rejected" },
  withdrawn: { zh: "已撤回", en: "Withdrawn" },
};

/**
 * A department says that a rule's result is not its fault or not a fault; the bureau decides.
 *
 *   open ──decide──▶ upheld (the run is scored anew, both scores are kept) | rejected
 *     └──withdraw──▶ withdrawn
 */
export const Appeal = z.object({
  id: z.uuid(),
  runId: z.uuid(),
  resourceId: z.uuid(),
  resourceName: z.string(),
  department: z.string(),
  departmentName: z.string(),
  rule: z.string(),
  ruleText: Bilingual,
  assessed: z.int(),
  failed: z.int(),
  /** Failed rows the department says are right. */
  claimed: z.int(),
  reason: z.string(),
  state: z.enum(appealStates),
  askedBy: z.string(),
  askedAt: z.iso.datetime(),
  /** Null until it is decided; the bureau owes the answer by `dueOn`. */
  dueOn: z.string(),
  decidedBy: z.string().nullable(),
  decidedAt: z.iso.datetime().nullable(),
  decision: z.string().nullable(),
  /** Failed rows accepted as right. */
  accepted: z.int().nullable(),
  /** The last day on which checks give this rule no weight in this resource. */
  setAsideUntil: z.string().nullable(),
  scoreBefore: z.number(),
  scoreAfter: z.number().nullable(),
  /** For `If-Match`. */
  version: z.int(),
  may: z.object({ decide: z.boolean(), withdraw: z.boolean() }),
});
export type Appeal = z.infer<typeof Appeal>;

const id = z.object({ id: z.uuid() });

export const qualityScoreRoutes = {
  scoreTree: route({
    method: "GET",
    path: "/api/quality/resources/{id}/score-tree",
    operation: "quality.score-tree",
    summary: {
      zh: "这一分是怎么来的：维度、规则、分子分母、权重、哪些行",
      en: "How a score came about, down to the rows",
    },
    params: id,
    query: z.object({
      /** A run of the resource; the latest unless said. Keys are shown of the latest only. */
      run: z.uuid().optional(),
      /** How many failing keys per rule; reading them is put on the ledger. */
      keys: z.coerce.number().int().min(0).max(50).default(0),
    }),
    answer: ScoreTree,
  }),
  departmentTree: route({
    method: "GET",
    path: "/api/quality/departments/{code}/score-tree",
    operation: "quality.department-tree",
    summary: { zh: "部门得分是怎么来的：资源、权重、过程指标", en: "How a department's score came about" },
    params: z.object({ code: z.string() }),
    answer: DepartmentTree,
  }),
  whatIf: route({
    method: "POST",
    path: "/api/quality/resources/{id}/what-if",
    operation: "quality.what-if",
    summary: { zh: "如果这些改好了，会是多少分", en: "What if these were mended" },
    params: id,
    body: z.object({
      mended: z
        .array(
          z.object({
            rule: z.string(),
            /** Failed rows that would pass; null: all. */
            rows: z.int().min(0).nullable().default(null),
          }),
        )
        .max(1000),
    }),
    answer: z.object({
      score: z.number(),
      scoreThen: z.number(),
      grade: z.int(),
      gradeThen: z.int(),
      dimensions: z.array(DimensionScore),
      dimensionsThen: z.array(DimensionScore),
      departmentScore: z.number().nullable(),
      departmentScoreThen: z.number().nullable(),
      /** Every rule with failures: what mending all of it would add to the resource's score; the most first. */
      gains: z.array(z.object({ rule: z.string(), text: Bilingual, failed: z.int(), points: z.number() })),
    }),
    readsOnly: true,
  }),
  listAppeals: route({
    method: "GET",
    path: "/api/quality/appeals",
    operation: "quality.list-appeals",
    summary: { zh: "评分申诉", en: "Appeals" },
    query: PageQuery.extend({
      state: z.enum(appealStates).optional(),
      department: z.string().optional(),
      resourceId: z.uuid().optional(),
    }),
    answer: pageOf(Appeal),
  }),
  appeal: route({
    method: "GET",
    path: "/api/quality/appeals/{id}",
    operation: "quality.appeal",
    summary: { zh: "一件申诉", en: "An appeal" },
    params: id,
    answer: Appeal,
  }),
  raiseAppeal: route({
    method: "POST",
    path: "/api/quality/resources/{id}/appeals",
    operation: "quality.raise-appeal",
    summary: { zh: "对最近一次检查的一条规则申诉", en: "Appeal against a rule of the latest check" },
    params: id,
    body: z.object({
      rule: z.string(),
      claimed: z.int().min(1),
      reason: z.string().trim().min(4).max(2000),
    }),
    answer: Appeal,
    status: 201,
  }),
  decideAppeal: route({
    method: "POST",
    path: "/api/quality/appeals/{id}/decide",
    operation: "quality.decide-appeal",
    summary: {
      zh: "裁定申诉；支持的重新计分，两个分都留着",
      en: "Decide an appeal; where upheld, score anew and keep both",
    },
    params: id,
    body: z.discriminatedUnion("outcome", [
      z.object({
        outcome: z.literal("upheld"),
        accepted: z.int().min(1),
        setAsideUntil: z.iso.date().nullable().default(null),
        decision: z.string().trim().min(4).max(2000),
      }),
      z.object({ outcome: z.literal("rejected"), decision: z.string().trim().min(4).max(2000) }),
    ]),
    answer: Appeal,
    needsIfMatch: true,
  }),
  withdrawAppeal: route({
    method: "POST",
    path: "/api/quality/appeals/{id}/withdraw",
    operation: "quality.withdraw-appeal",
    summary: { zh: "撤回申诉", en: "Withdraw an appeal" },
    params: id,
    answer: Appeal,
    needsIfMatch: true,
  }),
};
