import { z } from "zod";
import { checkNames, valueKinds } from "./dictionary.ts";
import { pageOf, PageQuery } from "./page.ts";
import { dimensions, type RuleKind, ruleKinds } from "./quality.ts";
import { route } from "./route.ts";
import { Bilingual } from "./text.ts";

const field = z.string().regex(/^[a-z][a-z0-9_]{0,62}$/);
const day = z.iso.date();
const limit = z.number().nullable().default(null);

/** Names of the kinds of rules, for forms and reports. */
export const ruleKindNames: Readonly<Record<RuleKind, Bilingual>> = {
  type: { zh: "类型", en: "Type" },
  length: { zh: "长度", en: "Length" },
  pattern: { zh: "格式", en: "Pattern" },
  "code-set": { zh: "代码表", en: "Code set" },
  schema: { zh: "结构与标准一致", en: "Schema equals the standard" },
  check: { zh: "校验", en: "Check" },
  mandatory: { zh: "必填", en: "Mandatory" },
  conditional: { zh: "条件必填", en: "Mandatory on a condition" },
  "fill-rate": { zh: "填充率", en: "Fill rate" },
  "row-count": { zh: "行数", en: "Row count" },
  reconciled: { zh: "与来源对账", en: "Reconciled with the source" },
  range: { zh: "取值范围", en: "Range" },
  statistic: { zh: "统计量", en: "Statistic" },
  unique: { zh: "唯一", en: "Unique" },
  duplicates: { zh: "疑似重复", en: "Fuzzy duplicates" },
  drift: { zh: "分布漂移", en: "Distribution drift" },
  "foreign-key": { zh: "引用存在", en: "Foreign key" },
  comparison: { zh: "字段比较", en: "Comparison" },
  difference: { zh: "两表差异", en: "Table difference" },
  fresh: { zh: "按周期更新", en: "Fresh" },
  lateness: { zh: "数据时点", en: "Lateness" },
  arrivals: { zh: "每期行数", en: "Rows per period" },
  readable: { zh: "可读", en: "Readable" },
  reachable: { zh: "可访问", en: "Reachable" },
  sql: { zh: "自定义查询", en: "SQL" },
};

export const conditionRelations = ["=", "<>", "<", "<=", ">", ">=", "in", "not-in", "filled", "empty"] as const;

/** A condition on one column of the row. `filled` and `empty` take no value, `in` and `not-in` several, the others one. */
export const RowCondition = z
  .object({
    column: field,
    is: z.enum(conditionRelations),
    values: z.array(z.string().max(200)).max(200).default([]),
  })
  .refine(
    ({ is, values }) =>
      is === "filled" || is === "empty"
        ? values.length === 0
        : is === "in" || is === "not-in"
          ? values.length > 0
          : values.length === 1,
    "值的个数与关系不符 · the number of values does not fit the relation",
  );
export type RowCondition = z.infer<typeof RowCondition>;

export const comparisons = ["=", "<>", "<", "<=", ">", ">="] as const;
export const statistics = ["mean", "deviation", "median", "quantile", "sum", "min", "max"] as const;
export const driftMeasures = ["psi", "ks", "chi-square"] as const;
export const periodUnits = ["day", "week", "month", "year"] as const;

const Version = z.int().min(1).nullable().default(null);
const TypedField = z.object({ field, type: z.enum(valueKinds) });
/** Columns that name the same thing in this table and in another. */
const Pair = z.object({ own: field, theirs: field });
const other = z.uuid();

const bounded = (what: { min: unknown; max: unknown }): boolean => what.min !== null || what.max !== null;
const needsBound = "至少要有上限或下限 · a lower or an upper limit is needed";

/**
 * What a written rule asks. Row rules are put to each row and name the rows that fail; the kinds `schema`, `fill-rate`,
 * `row-count`, `statistic`, `drift`, `difference`, `lateness`, `arrivals` and `reachable` speak of the table as a whole.
 */
export const RuleDefinition = z.discriminatedUnion("kind", [
  /** The text reads as a value of this type. */
  z.object({ kind: z.literal("type"), column: field, type: z.enum(valueKinds) }),
  z
    .object({
      kind: z.literal("length"),
      column: field,
      min: z.int().min(0).nullable().default(null),
      max: z.int().min(0).max(100_000).nullable().default(null),
    })
    .refine(bounded, needsBound),
  /** RE2 syntax; the whole value must match. */
  z.object({ kind: z.literal("pattern"), column: field, pattern: z.string().min(1).max(400) }),
  z.object({ kind: z.literal("check"), column: field, check: z.enum(checkNames) }),
  /** Null: the version in force on the day of the check. */
  z.object({ kind: z.literal("code-set"), column: field, set: z.string().max(60), version: Version }),
  /** The table's columns against a standard structure; a column that is missing, extra or of another type fails. */
  z.object({
    kind: z.literal("schema"),
    columns: z.array(TypedField).min(1).max(400),
    allowsExtra: z.boolean().default(true),
  }),
  z.object({ kind: z.literal("mandatory"), column: field }),
  /** Where the condition holds, the column has a value. */
  z.object({ kind: z.literal("conditional"), column: field, when: RowCondition }),
  /** At least this share (0 to 1) of the rows has a value; what is short of it fails. */
  z.object({ kind: z.literal("fill-rate"), column: field, min: z.number().min(0).max(1) }),
  /** Rows of this table, or against those of another (`other`), which may differ by a share (`tolerance`). */
  z.object({
    kind: z.literal("row-count"),
    min: z.int().min(0).nullable().default(null),
    max: z.int().min(0).nullable().default(null),
    other: other.nullable().default(null),
    tolerance: z.number().min(0).max(1).default(0),
  }),
  /** Numbers, dates (`2026-03-18`) or instants as text; `today` is the day of the check. */
  z
    .object({
      kind: z.literal("range"),
      column: field,
      min: z.string().max(40).nullable().default(null),
      max: z.string().max(40).nullable().default(null),
    })
    .refine(bounded, needsBound),
  z
    .object({
      kind: z.literal("statistic"),
      column: field,
      statistic: z.enum(statistics),
      /** Of `quantile` only: 0 to 1. */
      quantile: z.number().min(0).max(1).default(0.5),
      min: limit,
      max: limit,
    })
    .refine(bounded, needsBound),
  z.object({ kind: z.literal("unique"), columns: z.array(field).min(1).max(16) }),
  /**
   * Two rows whose `blocks` are equal and whose `columns`, joined, are at least this similar (0 to 1, edit distance in
   * characters). Without `blocks` rows that share the first two characters are compared.
   */
  z.object({
    kind: z.literal("duplicates"),
    columns: z.array(field).min(1).max(8),
    blocks: z.array(field).max(4).default([]),
    similarity: z.number().min(0.5).max(1).default(0.9),
  }),
  /** The column's distribution against its own in earlier checks (`window` of them, the newest before this one). */
  z.object({
    kind: z.literal("drift"),
    column: field,
    measure: z.enum(driftMeasures).default("psi"),
    limit: z.number().min(0),
    window: z.int().min(1).max(60).default(6),
  }),
  /** Every value stands in a column of another table: the department's own, or any where the bureau writes the rule. */
  z.object({ kind: z.literal("foreign-key"), column: field, other, otherColumn: field }),
  /** Against another column of the row, or (`other` given) of the row with the same keys in another table. */
  z.object({
    kind: z.literal("comparison"),
    column: field,
    is: z.enum(comparisons),
    than: field,
    other: other.nullable().default(null),
    keys: z.array(Pair).max(8).default([]),
    /** Of numbers: how far apart still counts as equal. */
    tolerance: z.number().min(0).default(0),
  }),
  /** Rows with the same keys: those that one side lacks, and those whose `columns` differ, over all keys of both. */
  z.object({
    kind: z.literal("difference"),
    other,
    keys: z.array(Pair).min(1).max(8),
    columns: z.array(Pair).max(40).default([]),
  }),
  /** The newest value of a time column is at most this many days old. */
  z.object({ kind: z.literal("lateness"), column: field, days: z.number().min(0).max(3660) }),
  /** Rows in each of the last whole periods. */
  z
    .object({
      kind: z.literal("arrivals"),
      column: field,
      unit: z.enum(periodUnits),
      periods: z.int().min(1).max(366),
      min: z.int().min(0).nullable().default(1),
      max: z.int().min(0).nullable().default(null),
    })
    .refine(bounded, needsBound),
  /** An API or file of the department answers; counted over the probes of the last `window` checks. */
  z.object({
    kind: z.literal("reachable"),
    url: z.url({ protocol: /^https?$/ }).max(400),
    timeoutMs: z.int().min(100).max(30_000).default(5000),
    window: z.int().min(1).max(365).default(30),
  }),
  /**
   * A query that answers the rows that fail: a column `_row`, or all columns of `t`. `t` is this table, `r214` the
   * resource of that number of the same department. Reading only.
   */
  z.object({ kind: z.literal("sql"), sql: z.string().trim().min(8).max(8000), dimension: z.enum(dimensions) }),
]);
export type RuleDefinition = z.infer<typeof RuleDefinition>;

/** What a person writes of a rule; an empty sentence is made from the definition. */
export const RuleDraft = z.object({
  definition: RuleDefinition,
  /** Rows it is put to; null: all. Row rules only. */
  where: RowCondition.nullable().default(null),
  text: Bilingual.nullable().default(null),
  /** What it rests on: a standard, a decree, a decision. */
  basis: z.string().trim().max(200).default(""),
  weight: z.number().min(0).max(100).default(1),
  /** From this day on; not before today. */
  effectiveOn: day,
});
export type RuleDraft = z.infer<typeof RuleDraft>;

export const RuleVersion = RuleDraft.extend({
  number: z.int(),
  text: Bilingual,
  dimension: z.enum(dimensions),
  /** The last day it holds; null while nothing ends it. */
  endsOn: day.nullable(),
  writtenBy: z.string(),
  writtenAt: z.iso.datetime(),
});
export type RuleVersion = z.infer<typeof RuleVersion>;

export const writtenRuleStates = ["planned", "in-force", "retired"] as const;

/** A rule somebody wrote. Earlier versions stay: results name the one they ran in. */
export const WrittenRule = z.object({
  id: z.uuid(),
  /** As in results and bad rows: `range#12`. */
  rule: z.string(),
  kind: z.enum(ruleKinds),
  resourceId: z.uuid(),
  resourceName: z.string(),
  department: z.string(),
  /** The pack it came from. */
  pack: z.string().nullable(),
  state: z.enum(writtenRuleStates),
  /** The one in force, else the next, else the last. */
  current: RuleVersion,
  /** The first day it no longer holds. */
  retiredOn: day.nullable(),
  /** For `If-Match`. */
  version: z.int(),
  may: z.object({ edit: z.boolean(), retire: z.boolean() }),
});
export type WrittenRule = z.infer<typeof WrittenRule>;

/** A template of a pack: columns are named by data element, so that it fits every table that holds them. */
export const PackRule = z.object({
  /** Elements it needs, in the order its definition names them: `$1`, `$2`. */
  elements: z.array(z.string()).min(1).max(8),
  text: Bilingual,
  kind: z.enum(ruleKinds),
  basis: z.string(),
  weight: z.number(),
});
export const RulePack = z.object({
  id: z.string(),
  name: Bilingual,
  theme: z.string(),
  /** What it rests on, and whether its text is public. */
  basis: z.string(),
  isExample: z.boolean(),
  effectiveOn: day,
  rules: z.array(PackRule),
  /** Of the resource asked for: rules that fit, and that stand already. */
  fitting: z.int().nullable(),
  applied: z.int().nullable(),
});
export type RulePack = z.infer<typeof RulePack>;

/** Five grades (五级) by score, best first; `from` is the lowest score of the grade. */
export const Grade = z.object({ grade: z.int().min(1).max(5), name: Bilingual, from: z.number().min(0).max(100) });
export type Grade = z.infer<typeof Grade>;

export const GradeScheme = z.object({
  id: z.string(),
  name: Bilingual,
  basis: z.string(),
  /** Figures made for this product, where the text of the standard is not public. */
  isExample: z.boolean(),
  grades: z.array(Grade).length(5),
  /** Weight of each dimension; null where the scheme leaves the product's. */
  weights: z.record(z.enum(dimensions), z.number()).nullable(),
  /** From this day on it is the one in force; null where it was never chosen. */
  chosenFrom: day.nullable(),
  isInForce: z.boolean(),
});
export type GradeScheme = z.infer<typeof GradeScheme>;

const id = z.object({ id: z.uuid() });

export const qualityRuleRoutes = {
  listWrittenRules: route({
    method: "GET",
    path: "/api/quality/rules",
    operation: "quality.list-written-rules",
    summary: { zh: "自写规则", en: "Written rules" },
    query: PageQuery.extend({
      resourceId: z.uuid().optional(),
      department: z.string().optional(),
      kind: z.enum(ruleKinds).optional(),
      state: z.enum(writtenRuleStates).optional(),
    }),
    answer: pageOf(WrittenRule),
  }),
  writtenRule: route({
    method: "GET",
    path: "/api/quality/rules/{id}",
    operation: "quality.written-rule",
    summary: { zh: "一条自写规则和它的历次版本", en: "A written rule with its versions" },
    params: id,
    /** Newest version first. */
    answer: WrittenRule.extend({ versions: z.array(RuleVersion) }),
  }),
  writeRule: route({
    method: "POST",
    path: "/api/quality/resources/{id}/rules",
    operation: "quality.write-rule",
    summary: { zh: "新写一条规则", en: "Write a rule" },
    params: id,
    body: RuleDraft,
    answer: WrittenRule,
    status: 201,
  }),
  tryRule: route({
    method: "POST",
    path: "/api/quality/resources/{id}/rules/try",
    operation: "quality.try-rule",
    summary: { zh: "先试一试：会有多少行不合格", en: "Try a rule before writing it" },
    params: id,
    body: RuleDraft,
    answer: z.object({
      text: Bilingual,
      assessed: z.int(),
      failed: z.int(),
      /** Numbers of the first rows that fail. */
      rows: z.array(z.int()),
      durationMs: z.int(),
    }),
    readsOnly: true,
  }),
  reviseRule: route({
    method: "PUT",
    path: "/api/quality/rules/{id}",
    operation: "quality.revise-rule",
    summary: { zh: "修订规则：新版本，从某日起", en: "Revise a rule: a new version from a day on" },
    params: id,
    body: RuleDraft,
    answer: WrittenRule,
    needsIfMatch: true,
  }),
  retireRule: route({
    method: "POST",
    path: "/api/quality/rules/{id}/retire",
    operation: "quality.retire-rule",
    summary: { zh: "停用规则", en: "Retire a rule" },
    params: id,
    body: z.object({ retiredOn: day, reason: z.string().trim().min(2).max(400) }),
    answer: WrittenRule,
    needsIfMatch: true,
  }),
  listPacks: route({
    method: "GET",
    path: "/api/quality/packs",
    operation: "quality.list-packs",
    summary: { zh: "按主题的规则包", en: "Packs of rules by theme" },
    query: z.object({ resourceId: z.uuid().optional() }),
    answer: z.object({ items: z.array(RulePack) }),
  }),
  applyPack: route({
    method: "POST",
    path: "/api/quality/resources/{id}/packs",
    operation: "quality.apply-pack",
    summary: { zh: "套用规则包", en: "Apply a pack" },
    params: id,
    body: z.object({ pack: z.string(), effectiveOn: day }),
    answer: z.object({ written: z.array(WrittenRule), skipped: z.int() }),
    status: 201,
  }),
  listSchemes: route({
    method: "GET",
    path: "/api/quality/schemes",
    operation: "quality.list-schemes",
    summary: { zh: "评级方案（五级）", en: "Grade schemes" },
    answer: z.object({ items: z.array(GradeScheme), may: z.object({ choose: z.boolean() }) }),
  }),
  chooseScheme: route({
    method: "POST",
    path: "/api/quality/schemes/{id}/choose",
    operation: "quality.choose-scheme",
    summary: { zh: "从某日起用这套评级方案", en: "Use this scheme from a day on" },
    params: z.object({ id: z.string().max(60) }),
    body: z.object({ from: day }),
    answer: GradeScheme,
  }),
};
