import { z } from "zod";
import { pageOf, PageQuery } from "./page.ts";
import { route } from "./route.ts";
import { Bilingual } from "./text.ts";

/** The six dimensions of GB/T 36344-2018. */
export const dimensions = [
  "conformity",
  "completeness",
  "accuracy",
  "consistency",
  "timeliness",
  "accessibility",
] as const;
export type Dimension = (typeof dimensions)[number];
export const dimensionNames: Readonly<Record<Dimension, Bilingual>> = {
  conformity: { zh: "规范性", en: "Conformity" },
  completeness: { zh: "完整性", en: "Completeness" },
  accuracy: { zh: "准确性", en: "Accuracy" },
  consistency: { zh: "一致性", en: "Consistency" },
  timeliness: { zh: "时效性", en: "Timeliness" },
  accessibility: { zh: "可访问性", en: "Accessibility" },
};

export const ruleKinds = [
  // 规范性
  "type", // text reads as a value of a type
  "length", // text no longer (or shorter) than allowed
  "pattern", // the whole value matches
  "code-set", // a code of a code set, by version
  "schema", // the table's columns are those of a standard
  // 完整性
  "mandatory", // a value is there
  "conditional", // a value is there where a condition holds
  "fill-rate", // a share of the rows has a value
  "row-count", // as many rows as expected, or as another table has
  "reconciled", // the last load balanced with its source
  // 准确性
  "check", // check digit of the element
  "range", // between two limits
  "statistic", // mean, deviation, quantile between two limits
  "unique", // no two rows share the key
  "duplicates", // no two rows are nearly the same
  "drift", // distributed as in earlier checks
  // 一致性
  "foreign-key", // the division exists; the local authority is in the directory; the value stands in another table
  "comparison", // equal to, before or after another column, of the row or of another table
  "difference", // the same rows as another table
  // 时效性
  "fresh", // loaded within the declared cycle
  "lateness", // the newest value of a time column is not too old
  "arrivals", // rows in each period
  // 可访问性
  "readable", // the table can be read now and has rows
  "reachable", // an API or a file answers
  // any
  "sql", // a query that answers the rows that fail
] as const;
export type RuleKind = (typeof ruleKinds)[number];

/** Where a rule comes from: dictionary and resource, somebody's hand, or a pack somebody applied. */
export const ruleOrigins = ["derived", "written", "pack"] as const;

/** A rule as it ran. */
export const RuleResult = z.object({
  /** Stable: `<kind>:<field>`, for example `check:citizen_id`; of a written rule `<kind>#<number>`. */
  id: z.string(),
  kind: z.enum(ruleKinds),
  dimension: z.enum(dimensions),
  /** Field of the standard table; null for rules about the whole table. */
  column: z.string().nullable(),
  columnName: Bilingual.nullable(),
  text: Bilingual,
  /** Element the rule comes from. */
  element: z.string().nullable(),
  standard: z.string(),
  origin: z.enum(ruleOrigins),
  /** Which wording of the rule this was, from 1; of a written rule its version. */
  version: z.int(),
  /** What it was made from, with versions: `DE-00002@3 CS-GENDER@2`. */
  basis: z.string(),
  /**
   * Rows the rule applies to (a row without a value is assessed by `mandatory` only); for `reconciled` the rows of the
   * source, for `fresh` and `readable` 1, the table as a whole.
   */
  assessed: z.int(),
  failed: z.int(),
  /** Failed rows that an upheld appeal accepts as right; `score` counts them as passed. */
  pardoned: z.int(),
  /** passed / assessed × 100; null where nothing was assessed: nobody knows how good what is not there would be. */
  score: z.number().nullable(),
  /** Weight in the mean of its dimension; a rule that assessed nothing takes no part. */
  weight: z.number(),
});
export type RuleResult = z.infer<typeof RuleResult>;

export const DimensionScore = z.object({
  dimension: z.enum(dimensions),
  /** Weighted mean of its rules; null where no rule of this dimension had anything to assess. */
  score: z.number().nullable(),
  /** Weight in the mean of the resource; a dimension without a score takes no part. */
  weight: z.number(),
  ruleCount: z.int(),
  assessed: z.int(),
  failed: z.int(),
});
export type DimensionScore = z.infer<typeof DimensionScore>;

export const CheckRun = z.object({
  id: z.uuid(),
  resourceId: z.uuid(),
  resourceName: z.string(),
  department: z.string(),
  departmentName: z.string(),
  rowCount: z.int(),
  /** Rows that fail at least one rule. */
  badRows: z.int(),
  /** 0 to 100; after an upheld appeal the new one. */
  score: z.number(),
  /** As the check came out; differs from `score` after an upheld appeal. */
  scoreAtCheck: z.number(),
  /** 1 (best) to 5 by the scheme in force on the day of the check. */
  grade: z.int(),
  gradeName: Bilingual,
  dimensions: z.array(DimensionScore),
  rules: z.array(RuleResult),
  loadId: z.uuid().nullable(),
  /** The agreed level (default 95) as it was at the run. */
  agreed: z.number(),
  ranAt: z.iso.datetime(),
  durationMs: z.int(),
  entry: z.int().nullable(),
});
export type CheckRun = z.infer<typeof CheckRun>;

export const LeagueRow = z.object({
  /** Among all departments, also those that the person asking does not see. */
  rank: z.int(),
  department: z.string(),
  departmentName: z.string(),
  score: z.number(),
  grade: z.int(),
  gradeName: Bilingual,
  /** Against the newest run before the period. */
  change: z.number().nullable(),
  /** One point per day with runs, oldest first. */
  history: z.array(z.object({ on: z.string(), score: z.number() })),
  dimensions: z.array(DimensionScore),
  resourceCount: z.int(),
  rowCount: z.int(),
  badRows: z.int(),
});
export type LeagueRow = z.infer<typeof LeagueRow>;

/** A row that fails a rule; values masked by their elements. */
export const BadRow = z.object({
  /** Number of the record in the source. */
  row: z.int(),
  key: z.string().nullable(),
  /** The rule that `value` and `reason` speak of: the one asked for, else the first that fails. */
  rule: z.string(),
  column: z.string().nullable(),
  value: z.string().nullable(),
  reason: Bilingual,
  /** Every rule the row fails. */
  rules: z.array(z.string()),
});
export type BadRow = z.infer<typeof BadRow>;

const id = z.object({ id: z.uuid() });

export const qualityRoutes = {
  league: route({
    method: "GET",
    path: "/api/quality/league",
    operation: "quality.league",
    summary: { zh: "部门质量排名", en: "League of departments" },
    query: z.object({ days: z.coerce.number().int().min(1).max(400).default(30) }),
    answer: z.object({
      rows: z.array(LeagueRow),
      agreed: z.number(),
      rowCount: z.int(),
      ruleCount: z.int(),
      asOf: z.iso.datetime().nullable(),
    }),
  }),
  departmentScores: route({
    method: "GET",
    path: "/api/quality/departments/{code}",
    operation: "quality.department-scores",
    summary: { zh: "一个部门差在哪：维度、规则", en: "One department by dimension and rule" },
    params: z.object({ code: z.string() }),
    query: z.object({ dimension: z.enum(dimensions).optional() }),
    answer: z.object({
      department: z.string(),
      departmentName: z.string(),
      score: z.number().nullable(),
      agreed: z.number(),
      dimensions: z.array(DimensionScore),
      rules: z.array(RuleResult.extend({ resourceId: z.uuid(), resourceName: z.string() })),
    }),
  }),
  checkResource: route({
    method: "POST",
    path: "/api/quality/resources/{id}/check",
    operation: "quality.check-resource",
    summary: { zh: "现在检查一次（后台任务）", en: "Check now (a job)" },
    params: id,
    answer: z.object({ jobId: z.uuid() }),
    status: 202,
  }),
  latestRun: route({
    method: "GET",
    path: "/api/quality/resources/{id}/latest",
    operation: "quality.latest-run",
    summary: { zh: "最近一次检查：每个数都能打开", en: "The latest check: every number opens" },
    params: id,
    answer: z.object({
      run: CheckRun.nullable(),
      /** The job of a check that is queued or running. */
      checking: z.uuid().nullable(),
      may: z.object({ check: z.boolean(), seeRows: z.boolean(), exportRows: z.boolean() }),
    }),
  }),
  listRuns: route({
    method: "GET",
    path: "/api/quality/runs",
    operation: "quality.list-runs",
    summary: { zh: "检查历史", en: "Check history" },
    query: PageQuery.extend({ resourceId: z.uuid().optional(), department: z.string().optional() }),
    answer: pageOf(CheckRun.omit({ rules: true })),
  }),
  listRules: route({
    method: "GET",
    path: "/api/quality/resources/{id}/rules",
    operation: "quality.list-rules",
    summary: { zh: "下次检查要用的规则", en: "The rules of the next check" },
    params: id,
    answer: z.object({
      rules: z.array(RuleResult.omit({ assessed: true, failed: true, pardoned: true, score: true })),
    }),
  }),
  badRows: route({
    method: "GET",
    path: "/api/quality/resources/{id}/bad-rows",
    operation: "quality.bad-rows",
    summary: { zh: "是哪些行：按规则列出，脱敏", en: "Which rows: by rule, masked" },
    params: id,
    query: PageQuery.extend({ rule: z.string().optional() }),
    answer: pageOf(BadRow),
  }),
  exportBadRows: route({
    method: "GET",
    path: "/api/quality/resources/{id}/bad-rows/export",
    operation: "quality.export-bad-rows",
    summary: { zh: "导出问题行（脱敏，记账）", en: "Export bad rows (masked, on the ledger)" },
    params: id,
    query: z.object({ rule: z.string().optional() }),
    answers: "file",
  }),
};
