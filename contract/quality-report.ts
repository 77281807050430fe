import { z } from "zod";
import { pageOf, PageQuery } from "./page.ts";
import { DimensionScore, RuleResult } from "./quality.ts";
import { processTerms } from "./quality-scores.ts";
import { route } from "./route.ts";
import { Bilingual } from "./text.ts";

/**
 * Reports on a department's data quality, one a month. Until somebody prepares it, a report is computed when it is read;
 * prepared, it is a draft that no longer moves; signed by the head of the department's sharing office, it is kept as it is
 * for good. What must be corrected afterwards is a further edition: both are kept.
 */
export const reportStates = ["draft", "signed"] as const;
export type ReportState = (typeof reportStates)[number];
export const reportStateNames: Readonly<Record<ReportState, Bilingual>> = {
  draft: { zh: "待签发", en: "To be signed" },
  signed: { zh: "已签发", en: "Signed" },
};

const day = z.iso.date();
/** `YYYY-MM`. */
export const Month = z.string().regex(/^20\d\d-(0[1-9]|1[0-2])$/);
const score = z.number().nullable();

/** A dimension at the end of the period, and what it was before. */
export const ReportDimension = DimensionScore.extend({ before: score, failedBefore: z.int() });
export type ReportDimension = z.infer<typeof ReportDimension>;

export const ReportResource = z.object({
  resourceId: z.uuid(),
  name: Bilingual,
  score: z.number(),
  /** Null where it had not been checked before the period. */
  before: score,
  rowCount: z.int(),
  badRows: z.int(),
  badRowsBefore: z.int().nullable(),
  /** Its part in the department's score, 0 to 1. */
  share: z.number(),
  /** Points of the department's score it costs: share × (100 − score). */
  lost: z.number(),
  /** Checks in the period. */
  checks: z.int(),
  runId: z.uuid(),
  ranAt: z.iso.datetime(),
  entry: z.int().nullable(),
});
export type ReportResource = z.infer<typeof ReportResource>;

/** How a rule went since the period began: `new` failed nothing before; `mended` fails no more. */
export const ruleCourses = ["new", "worse", "same", "better", "mended"] as const;
export type RuleCourse = (typeof ruleCourses)[number];
export const ruleCourseNames: Readonly<Record<RuleCourse, Bilingual>> = {
  new: { zh: "新发现", en: "New" },
  worse: { zh: "变差", en: "Worse" },
  same: { zh: "没变", en: "As before" },
  better: { zh: "好转", en: "Better" },
  mended: { zh: "已改好", en: "Mended" },
};

export const ReportRule = RuleResult.pick({
  id: true,
  dimension: true,
  text: true,
  standard: true,
  assessed: true,
  failed: true,
  score: true,
  weight: true,
}).extend({
  resourceId: z.uuid(),
  resourceName: Bilingual,
  before: score,
  failedBefore: z.int().nullable(),
  course: z.enum(ruleCourses),
  /** Points of the department's score it costs; rules and process terms add up to 100 − score. */
  lost: z.number(),
});
export type ReportRule = z.infer<typeof ReportRule>;

/** A process term of the score (see `ProcessTerm`) over the period, with what is counted in words and where it is listed. */
export const ReportTerm = z.object({
  term: z.enum(processTerms),
  done: z.int(),
  of: z.int(),
  /** Per cent; null where nothing was due: then it takes no part in the score. */
  share: score,
  weight: z.number(),
  /** Points of the department's score it costs. */
  lost: z.number(),
  text: Bilingual,
  href: z.string(),
});
export type ReportTerm = z.infer<typeof ReportTerm>;

export const QualityReport = z.object({
  department: z.string(),
  departmentName: Bilingual,
  month: Month,
  fromOn: day,
  /** The last day it covers: of the month, or today. */
  untilOn: day,
  /** The month is over. */
  isWhole: z.boolean(),
  asOf: z.iso.datetime(),
  agreed: z.number(),
  /** Null where nothing of the department had been checked by then. */
  score,
  before: score,
  /** By the scheme in force on the last day; null without a score. */
  grade: Bilingual.nullable(),
  rank: z.int().nullable(),
  rankBefore: z.int().nullable(),
  departmentCount: z.int(),
  rowCount: z.int(),
  badRows: z.int(),
  badRowsBefore: z.int(),
  /** Checks in the period. */
  checks: z.int(),
  dimensions: z.array(ReportDimension),
  process: z.array(ReportTerm),
  /** Those that cost most first. */
  resources: z.array(ReportResource),
  /** Rules that fail, or failed before and are mended; those that cost most first. */
  rules: z.array(ReportRule),
  /** How the score went: the end of each of the last twelve months with one, oldest first. */
  months: z.array(z.object({ month: Month, score: z.number() })),
});
export type QualityReport = z.infer<typeof QualityReport>;

/** A report that was prepared. */
export const KeptReport = z.object({
  id: z.uuid(),
  department: z.string(),
  departmentName: z.string(),
  month: Month,
  /** From 1. */
  edition: z.int(),
  state: z.enum(reportStates),
  score,
  before: score,
  badRows: z.int(),
  /** Why there is a further edition; empty for the first. */
  reason: z.string(),
  preparedBy: z.string(),
  preparedAt: z.iso.datetime(),
  signedBy: z.string().nullable(),
  signedAt: z.iso.datetime().nullable(),
  /** What the head said on signing. */
  opinion: z.string(),
  /** The ledger entry of its signature. */
  entry: z.int().nullable(),
  version: z.int(),
});
export type KeptReport = z.infer<typeof KeptReport>;

export const ReportView = z.object({
  report: QualityReport,
  /** What it was kept as; null where it was computed just now. */
  kept: KeptReport.nullable(),
  /** All editions of the month, newest first. */
  editions: z.array(KeptReport),
  may: z.object({ prepare: z.boolean(), sign: z.boolean() }),
  /** Why something is not possible now, in words. */
  whyNot: z.object({ prepare: Bilingual.nullable(), sign: Bilingual.nullable() }),
});
export type ReportView = z.infer<typeof ReportView>;

const code = z.object({ code: z.string().max(40) });
/** Without an edition: the newest, or what is computed now where none was prepared; `edition=0`: computed now. */
const which = z.object({ month: Month, edition: z.coerce.number().int().min(0).max(999).optional() });

export const qualityReportRoutes = {
  listReports: route({
    method: "GET",
    path: "/api/quality/reports",
    operation: "quality.list-reports",
    summary: { zh: "留存的月度质量报告", en: "Monthly reports that were prepared" },
    query: PageQuery.extend({
      department: z.string().max(40).optional(),
      month: Month.optional(),
      state: z.enum(reportStates).optional(),
    }),
    answer: pageOf(KeptReport),
  }),
  report: route({
    method: "GET",
    path: "/api/quality/departments/{code}/report",
    operation: "quality.report",
    summary: { zh: "一个部门一个月的质量报告", en: "A department's report of a month" },
    params: code,
    query: which,
    answer: ReportView,
  }),
  printReport: route({
    method: "GET",
    path: "/api/quality/departments/{code}/report/pdf",
    operation: "quality.print-report",
    summary: { zh: "质量报告（PDF）", en: "The report as PDF" },
    params: code,
    query: which,
    answers: "file",
  }),
  exportReport: route({
    method: "GET",
    path: "/api/quality/departments/{code}/report/xlsx",
    operation: "quality.export-report",
    summary: { zh: "质量报告（电子表格）", en: "The report as a workbook" },
    params: code,
    query: which,
    answers: "file",
  }),
  prepareReport: route({
    method: "POST",
    path: "/api/quality/departments/{code}/report",
    operation: "quality.prepare-report",
    summary: { zh: "把报告定稿，送负责人签发", en: "Settle the report for the head to sign" },
    params: code,
    body: z.object({ month: Month, reason: z.string().trim().max(400).default("") }),
    answer: ReportView,
    status: 201,
  }),
  signReport: route({
    method: "POST",
    path: "/api/quality/reports/{id}/sign",
    operation: "quality.sign-report",
    summary: { zh: "签发质量报告", en: "Sign the report" },
    params: z.object({ id: z.uuid() }),
    body: z.object({ opinion: z.string().trim().max(400).default("") }),
    answer: ReportView,
    needsIfMatch: true,
  }),
};
