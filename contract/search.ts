import { z } from "zod";
import { shareClasses, updateCycles } from "./catalog.ts";
import { dataGrades } from "./dictionary.ts";
import { PageQuery } from "./page.ts";
import { route } from "./route.ts";
import type { Bilingual } from "./text.ts";

/** What can be found. A data item is found as a reason of its resource. */
/** `dataset` (the public face of a resource) and `external` (of another portal) are found only by those who ask for them. */
export const searchKinds = ["resource", "element", "department", "system", "service", "dataset", "external"] as const;
export type SearchKind = (typeof searchKinds)[number];
export const searchKindNames: Readonly<Record<SearchKind, Bilingual>> = {
  resource: { zh: "数据资源", en: "Data resources" },
  element: { zh: "数据元", en: "Data elements" },
  department: { zh: "部门", en: "Departments" },
  system: { zh: "业务系统", en: "Systems" },
  service: { zh: "服务事项", en: "Services" },
  dataset: { zh: "开放数据集", en: "Open datasets" },
  external: { zh: "外部目录", en: "Other portals" },
};

/** A text with the places that were found: [start, end) in UTF-16 units, in order, apart from each other. */
export const MarkedText = z.object({ text: z.string(), marks: z.array(z.tuple([z.int(), z.int()])) });
export type MarkedText = z.infer<typeof MarkedText>;

export const reasonFields = [
  "name",
  "alias",
  "code",
  "item",
  "theme",
  "abstract",
  "element",
  "department",
  "system",
] as const;
/** How a word was met: as typed, by a word that means the same, by its sound or letters, or by what the entry is about. */
export const reasonWays = ["text", "synonym", "pinyin", "initials", "sound", "spelling", "about"] as const;

/** Why an entry is here. */
export const SearchReason = z.object({
  field: z.enum(reasonFields),
  how: z.enum(reasonWays),
  /** The text in which it was found. */
  found: MarkedText,
  /** The word of the question. */
  said: z.string(),
});
export type SearchReason = z.infer<typeof SearchReason>;

export const SearchHit = z.object({
  kind: z.enum(searchKinds),
  /** Its id where it lives: a resource's uuid, an element's `DE-…`, a department's credit code, a system's uuid. */
  ref: z.string(),
  name: MarkedText,
  nameEn: z.string(),
  code: z.string(),
  /** The part of its abstract that fits best. */
  abstract: MarkedText,
  theme: z.string(),
  department: z.string().nullable(),
  departmentName: z.string(),
  shareClass: z.enum(shareClasses).nullable(),
  grade: z.enum(dataGrades).nullable(),
  hasData: z.boolean(),
  loadedAt: z.iso.datetime().nullable(),
  /** 0 to 100. */
  quality: z.number().nullable(),
  /** Departments that hold a grant in force. */
  uses: z.int(),
  reasons: z.array(SearchReason),
});
export type SearchHit = z.infer<typeof SearchHit>;

/** Whether every word was met; met once sound-alikes and misspellings counted; or only some of the words were. */
export const searchStages = ["all", "similar", "some"] as const;

/** Filters; those of one kind only (theme, share class …) leave the other kinds out. */
const Filter = z.object({
  q: z.string().trim().max(120),
  kind: z.enum(searchKinds).optional(),
  department: z.string().max(40).optional(),
  theme: z.string().max(40).optional(),
  shareClass: z.enum(shareClasses).optional(),
  updateCycle: z.enum(updateCycles).optional(),
  grade: z.enum(dataGrades).optional(),
  hasData: z.stringbool().optional(),
});

/** Facets: the choices of each filter. */
export const searchFacets = [
  "kind",
  "department",
  "theme",
  "shareClass",
  "updateCycle",
  "grade",
  "hasData",
] as const satisfies readonly (keyof z.infer<typeof Filter>)[];
export type SearchFacet = (typeof searchFacets)[number];

export const searchRoutes = {
  find: route({
    method: "GET",
    path: "/api/search/find",
    operation: "search.find",
    summary: { zh: "查找：资源、数据元、部门、系统", en: "Find resources, elements, departments, systems" },
    query: PageQuery.extend({ ...Filter.shape, limit: z.coerce.number().int().min(1).max(50).default(20) }),
    answer: z.object({
      /** Best first. Ranking reads at most the 200 that stand highest; `next` is null behind them. */
      items: z.array(SearchHit),
      next: z.string().nullable(),
      /** Exact below 5,000; from there on `isTotalExact` is false and `count` counts. */
      total: z.int(),
      isTotalExact: z.boolean(),
      stage: z.enum(searchStages),
      /** The question as it was cut. */
      words: z.array(z.string()),
    }),
  }),
  count: route({
    method: "GET",
    path: "/api/search/count",
    operation: "search.count",
    summary: { zh: "查找结果的数目和筛选项", en: "Exact number of hits, and what they can be narrowed by" },
    query: Filter,
    answer: z.object({
      total: z.int(),
      stage: z.enum(searchStages),
      /** Counts under all other filters; most first, at most 30 each. */
      facets: z.record(
        z.enum(searchFacets),
        z.array(z.object({ value: z.string(), label: z.string(), count: z.int() })),
      ),
    }),
  }),
};
