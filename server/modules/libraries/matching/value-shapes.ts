import type { Meaning } from "./meanings.ts";

/** How a column looks: counted over all rows, shapes judged on samples. */
export interface ColumnProfile {
  readonly name: string;
  readonly rows: number;
  readonly filled: number;
  /** Approximate above some ten thousands. */
  readonly distinct: number;
  /** Values that are not empty, as found. */
  readonly samples: readonly string[];
}

const share = (samples: readonly string[], fits: (value: string) => boolean): number =>
  samples.length === 0 ? 0 : samples.filter((value) => fits(value.trim())).length / samples.length;

const matching =
  (pattern: RegExp) =>
  (value: string): boolean =>
    pattern.test(value);

/** Day forms that `canonical.ts` reads. */
const dayForm =
  /^(?:(?:1[89]|20)\d{2}(?:[-/.年]\d{1,2}[-/.月]\d{1,2}(?:日|[ T].*)?|(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))|\d{1,2}[-/.]\d{1,2}[-/.](?:1[89]|20)\d{2})$/;

/** Shapes in the order they are tried; `least` is the share of samples that must have it. */
const shapes: readonly (readonly [meaning: Meaning, least: number, fits: (value: string) => boolean])[] = [
  ["email", 0.6, matching(/^[^@\s]+@[^@\s]+$/)],
  [
    "citizen-id",
    0.6,
    matching(
      /^[1-9]\d{5}(?:(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx]|\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3})$/,
    ),
  ],
  ["credit-code", 0.3, matching(/^[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}$/i)],
  ["date", 0.7, matching(dayForm)],
  ["phone", 0.6, matching(/^(?:\+?86[- ]?)?1[3-9]\d{9}$|^0\d{2,3}-\d{7,8}$/)],
  ["address", 0.6, matching(/\p{Script=Han}.*(?:\d|[一二三四五六七八九十]).*[号栋幢组室院社单元]/u)],
  ["entity-name", 0.5, matching(/\p{Script=Han}{2,}.*(?:公司|厂|店|部|行|合作社|集团|中心|馆|铺)(?:[（(].*[）)])?$/u)],
];

/** What the values say where the heading says nothing. */
export function meaningOfValues({ rows, filled, distinct, samples }: ColumnProfile): Meaning {
  if (filled === 0 || distinct <= 1) return "ignored";
  for (const [meaning, least, fits] of shapes) if (share(samples, fits) >= least) return meaning;
  const isUnique = distinct >= filled * 0.98;
  if (isUnique && filled === rows && share(samples, matching(/^\d{1,9}$/)) === 1) return "row-id";
  const numeric = share(samples, matching(/^-?\d[\d,]*\.\d+$|^[$￥¥]\s?\d/));
  if (numeric >= 0.3 && share(samples, matching(/^[$￥¥]?\s?-?[\d,.]+$/)) >= 0.8) return "number";
  const length = samples.reduce((sum, value) => sum + value.length, 0) / Math.max(1, samples.length);
  const spaces = share(samples, matching(/\s\S+\s\S+\s/));
  if (length > 40 || (length > 20 && spaces > 0.6)) return "text";
  if (distinct <= 40 || distinct < filled * 0.001) return "code";
  if (share(samples, matching(/\d.*\d.*\d/)) >= 0.7) return distinct >= filled * 0.3 ? "identifier" : "postcode";
  if (share(samples, matching(/^\p{Script=Han}{2,4}$/u)) >= 0.8 && distinct >= filled * 0.05) return "person-name";
  if (share(samples, matching(/^\d+[a-z]?$/i)) >= 0.7) return "house-number";
  return "place";
}
