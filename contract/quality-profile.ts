import { z } from "zod";
import { valueKinds } from "./dictionary.ts";
import { route } from "./route.ts";
import { Bilingual } from "./text.ts";

const share = z.object({ value: z.string(), count: z.int() });

/**
 * One column as the last check found it. Counts and limits are of all rows, and of numbers mean and deviation too; `distinct`
 * is estimated (HyperLogLog, a few per cent) unless `isExact`; all else is of the rows sampled (`sampledRows` of the profile;
 * patterns of the first 5,000 of them), scaled to none. Of a masked column `top`, `min`, `max` and `quantiles` are left out.
 */
export const ColumnProfile = z.object({
  field: z.string(),
  name: Bilingual,
  kind: z.enum(valueKinds),
  rows: z.int(),
  /** Rows with a value. */
  filled: z.int(),
  distinct: z.int(),
  isExact: z.boolean(),
  isMasked: z.boolean(),
  /** As text, in the column's order. */
  min: z.string().nullable(),
  max: z.string().nullable(),
  /** Of numbers, and of the number of characters of a text (`ofLength`). */
  mean: z.number().nullable(),
  deviation: z.number().nullable(),
  ofLength: z.boolean(),
  /** 5, 25, 50, 75 and 95 per cent. */
  quantiles: z.array(z.number()).max(5),
  top: z.array(share),
  /** Bins of equal width; of a text by its number of characters, of a time by day number since 1970. */
  histogram: z.array(z.object({ from: z.number(), to: z.number(), count: z.int() })),
  /** Digits as 9, capitals as A, small letters as a, Chinese characters as 中, runs with their length: `9{6}-A`. */
  patterns: z.array(share),
});
export type ColumnProfile = z.infer<typeof ColumnProfile>;

export const profileMeasures = ["rows", "fill", "distinct", "mean", "deviation", "psi"] as const;
export type ProfileMeasure = (typeof profileMeasures)[number];
export const profileMeasureNames: Readonly<Record<ProfileMeasure, Bilingual>> = {
  rows: { zh: "行数", en: "Rows" },
  fill: { zh: "填充率", en: "Fill rate" },
  distinct: { zh: "不同值的个数", en: "Distinct values" },
  mean: { zh: "平均", en: "Mean" },
  deviation: { zh: "标准差", en: "Deviation" },
  psi: { zh: "分布", en: "Distribution" },
};

/** Something that is not as it used to be. A warning, not a score. */
export const DriftWarning = z.object({
  resourceId: z.uuid(),
  resourceName: z.string(),
  runId: z.uuid(),
  ranAt: z.iso.datetime(),
  field: z.string().nullable(),
  name: Bilingual.nullable(),
  measure: z.enum(profileMeasures),
  value: z.number(),
  /** Median of the earlier checks and their median absolute deviation; of `psi` 0 and its limit. */
  usual: z.number(),
  spread: z.number(),
  /** Modified z-score (Iglewicz and Hoaglin 1993), of `psi` the index itself. */
  strength: z.number(),
  text: Bilingual,
});
export type DriftWarning = z.infer<typeof DriftWarning>;

const id = z.object({ id: z.uuid() });

export const qualityProfileRoutes = {
  profile: route({
    method: "GET",
    path: "/api/quality/resources/{id}/profile",
    operation: "quality.profile",
    summary: { zh: "各列的概貌", en: "Profile of every column" },
    params: id,
    query: z.object({ run: z.uuid().optional() }),
    answer: z.object({
      runId: z.uuid().nullable(),
      ranAt: z.iso.datetime().nullable(),
      rowCount: z.int(),
      sampledRows: z.int(),
      columns: z.array(ColumnProfile),
      warnings: z.array(DriftWarning),
    }),
  }),
  profileHistory: route({
    method: "GET",
    path: "/api/quality/resources/{id}/profile/history",
    operation: "quality.profile-history",
    summary: { zh: "一列的历次概貌", en: "A column over time" },
    params: id,
    query: z.object({ column: z.string(), limit: z.coerce.number().int().min(1).max(200).default(60) }),
    /** Oldest first. */
    answer: z.object({
      items: z.array(
        z.object({
          runId: z.uuid(),
          ranAt: z.iso.datetime(),
          rows: z.int(),
          fill: z.number().nullable(),
          distinct: z.int(),
          mean: z.number().nullable(),
          deviation: z.number().nullable(),
          /** Population stability index against the check before. */
          psi: z.number().nullable(),
        }),
      ),
    }),
  }),
  listDrift: route({
    method: "GET",
    path: "/api/quality/drift",
    operation: "quality.list-drift",
    summary: { zh: "最近检查里不寻常的变化", en: "Unusual changes in the latest checks" },
    query: z.object({ department: z.string().optional() }),
    answer: z.object({ items: z.array(DriftWarning) }),
  }),
};
