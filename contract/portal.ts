import { z } from "zod";
import { updateCycles } from "./catalog.ts";
import { ValueType } from "./dictionary.ts";
import { PageQuery } from "./page.ts";
import { route } from "./route.ts";
import { Bilingual } from "./text.ts";

/** Files a dataset is given out in, in the order they are offered. */
export const openFormats = ["csv", "xlsx", "json", "parquet", "geojson"] as const;
export type OpenFormat = (typeof openFormats)[number];
export const openFormatNames: Readonly<Record<OpenFormat, Bilingual>> = {
  csv: { zh: "CSV 表格", en: "CSV table" },
  xlsx: { zh: "Excel 表格", en: "Excel workbook" },
  json: { zh: "JSON", en: "JSON" },
  parquet: { zh: "Parquet", en: "Parquet" },
  geojson: { zh: "GeoJSON", en: "GeoJSON" },
};
export const openMediaTypes: Readonly<Record<OpenFormat, string>> = {
  csv: "text/csv",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  json: "application/json",
  parquet: "application/vnd.apache.parquet",
  geojson: "application/geo+json",
};

/** `open`: for everybody, without asking. `conditional`: for those with whom the department has an agreement. */
export const accessRights = ["open", "conditional"] as const;
export type AccessRight = (typeof accessRights)[number];
export const accessRightNames: Readonly<Record<AccessRight, Bilingual>> = {
  open: { zh: "无条件开放", en: "Open to everybody" },
  conditional: { zh: "有条件开放", en: "Open by agreement" },
};

/** Lower-case letters, digits and hyphens: part of the public address, and the name under which CKAN clients know it. */
export const DatasetCode = z.string().regex(/^[a-z0-9](?:[a-z0-9-]{0,78}[a-z0-9])$/);

/** One column as it is given out. */
export const PublicField = z.object({
  field: z.string(),
  name: Bilingual,
  description: z.string(),
  type: ValueType,
  isKey: z.boolean(),
  /** Data element (`DE-…`), where one defines the column. */
  element: z.string().nullable(),
  unit: z.string().nullable(),
  /** The standard the element follows, for example `GB/T 2260`. */
  standard: z.string(),
  /** Values leave with less than is kept: what the mask leaves, or nothing where a count is too small. */
  isMasked: z.boolean(),
  isSuppressed: z.boolean(),
  /** A value of the first row given out; null where there is none. */
  example: z.string().nullable(),
});
export type PublicField = z.infer<typeof PublicField>;

/** A file of the newest version. */
export const Distribution = z.object({
  id: z.uuid(),
  format: z.enum(openFormats),
  mediaType: z.string(),
  fileName: z.string(),
  /** Path on this site; it always gives the newest version. With `?version=` it gives that one, as long as it is kept. */
  path: z.string(),
  sizeBytes: z.int(),
  /** Hex. */
  sha256: z.string(),
  rowCount: z.int(),
  createdAt: z.iso.datetime(),
});
export type Distribution = z.infer<typeof Distribution>;

/** West, south, east, north, in degrees. */
const Box = z.tuple([z.number(), z.number(), z.number(), z.number()]);

/** A dataset as everybody sees it; everything a portal of another kind needs to describe it. */
export const PublicDataset = z.object({
  id: z.uuid(),
  /** Stable name in addresses: `/open/datasets/{code}`, `/api/portal/datasets/{code}`. */
  code: DatasetCode,
  /** Code of the catalog resource it is made of, where it has one. */
  resourceCode: z.string().nullable(),
  title: Bilingual,
  description: Bilingual,
  department: z.object({ code: z.string(), name: z.string(), nameEn: z.string() }),
  /** The division the department works for. */
  division: z.object({ code: z.string(), name: z.string() }),
  theme: z.object({ code: z.string(), name: Bilingual }),
  keywords: z.array(z.string()),
  licence: z.object({
    id: z.string(),
    name: Bilingual,
    /** Path on this site of its text, or an address elsewhere. */
    url: z.string(),
    /** As the Open Definition means it: anyone may use, change and share it, with attribution at most. */
    isOpen: z.boolean(),
    /** What it allows, in a few words. */
    summary: Bilingual,
  }),
  frequency: z.enum(updateCycles),
  access: z.enum(accessRights),
  /** What the agreement asks for, where access is conditional. */
  conditions: z.string(),
  issued: z.iso.datetime(),
  /** Of the data or of what is said about it, whichever is later. */
  modified: z.iso.datetime(),
  /** Number of the version of the data; one more with each load. */
  version: z.int(),
  /** When the department's data came in; null before the first. */
  loadedAt: z.iso.datetime().nullable(),
  /** By the update cycle, counted from `loadedAt`; null where the cycle promises none. */
  nextUpdateBy: z.iso.datetime().nullable(),
  rowCount: z.int(),
  fields: z.array(PublicField),
  /** Empty where access is conditional, and until the first files are made. */
  distributions: z.array(Distribution),
  /** Rows by filter, without a file; null where access is conditional. */
  rowsPath: z.string().nullable(),
  /** 0 to 100; null where the data has not been checked. */
  quality: z.object({ score: z.number().nullable(), checkedAt: z.iso.datetime().nullable() }),
  spatial: z.object({ name: z.string(), box: Box.nullable() }),
  temporal: z.object({ from: z.iso.date().nullable(), until: z.iso.date().nullable() }),
  /** Whom to ask: an office, never a person. */
  contact: z.object({ name: z.string(), phone: z.string(), page: z.string() }),
  /** Counts below `below` are not given out; null where the data holds no small cells. */
  suppression: z.object({ below: z.int(), fields: z.array(z.string()) }).nullable(),
  uses: z.object({ downloads: z.int(), calls: z.int(), applications: z.int() }),
  /** True for data of the shipped sample. */
  isInvented: z.boolean(),
});
export type PublicDataset = z.infer<typeof PublicDataset>;

export const PublicDepartment = z.object({
  code: z.string(),
  name: z.string(),
  nameEn: z.string(),
  division: z.object({ code: z.string(), name: z.string() }),
  datasets: z.int(),
  rowCount: z.int(),
  /** When its newest dataset changed. */
  modified: z.iso.datetime(),
});
export type PublicDepartment = z.infer<typeof PublicDepartment>;

export const PublicTheme = z.object({
  code: z.string(),
  name: Bilingual,
  datasets: z.int(),
});
export type PublicTheme = z.infer<typeof PublicTheme>;

export const Licence = PublicDataset.shape.licence.extend({ text: Bilingual, datasets: z.int() });
export type Licence = z.infer<typeof Licence>;

/** A version of the data: what came with one load. */
export const DatasetVersion = z.object({
  version: z.int(),
  at: z.iso.datetime(),
  loadedAt: z.iso.datetime().nullable(),
  rowCount: z.int(),
  /** Those still kept. */
  distributions: z.array(Distribution),
});
export type DatasetVersion = z.infer<typeof DatasetVersion>;

export const datasetSorts = ["relevance", "modified", "issued", "name", "uses", "id"] as const;

/** Several values of one filter mean any of them. */
const many = z.union([
  z
    .string()
    .max(120)
    .transform((one) => [one]),
  z.array(z.string().max(120)).max(50),
]);

export const DatasetFilter = z.object({
  /** Words in plain language, found as the hub's own search finds them. */
  q: z.string().trim().max(120).optional(),
  department: many.optional(),
  /** Division code: departments of it or of a division below it. */
  division: z.string().max(12).optional(),
  theme: many.optional(),
  keyword: many.optional(),
  format: many.optional(),
  licence: many.optional(),
  access: z.enum(accessRights).optional(),
  /** Changed at or after this instant. */
  modifiedSince: z.iso.datetime().optional(),
});
export type DatasetFilter = z.input<typeof DatasetFilter>;

/** Where and how far to read; a cursor and an offset exclude each other, and the offset serves those who know no cursors. */
export const DatasetQuery = DatasetFilter.extend({
  ...PageQuery.shape,
  limit: z.coerce.number().int().min(1).max(1000).default(20),
  offset: z.coerce.number().int().min(0).max(100_000).optional(),
  /** `relevance` where words are asked for, else `modified`, unless said. `id` never moves while one reads. */
  sort: z.enum(datasetSorts).optional(),
});
export type DatasetQuery = z.input<typeof DatasetQuery>;

export const DatasetList = z.object({ items: z.array(PublicDataset), next: z.string().nullable(), total: z.int() });
export type DatasetList = z.infer<typeof DatasetList>;

export const datasetFacets = ["department", "division", "theme", "keyword", "format", "licence", "access"] as const;
/** Counted under the whole filter, most first, at most 50 each. */
export const DatasetFacets = z.record(
  z.enum(datasetFacets),
  z.array(z.object({ value: z.string(), label: Bilingual, count: z.int() })),
);
export type DatasetFacets = z.infer<typeof DatasetFacets>;

/** Rows as they leave the gate: by column, numbers and truth values as such, everything else as text. */
export const OpenRow = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));
export type OpenRow = z.infer<typeof OpenRow>;

export const OpenRows = z.object({
  items: z.array(OpenRow),
  /** Exact, under the same filters. */
  total: z.int(),
  limit: z.int(),
  offset: z.int(),
  loadedAt: z.iso.datetime().nullable(),
});
export type OpenRows = z.infer<typeof OpenRows>;

/** Opening in figures, by department, city and theme. */
export const OpenStatistics = z.object({
  datasets: z.int(),
  conditional: z.int(),
  departments: z.int(),
  rowCount: z.int(),
  downloads: z.int(),
  calls: z.int(),
  applications: z.int(),
  byDepartment: z.array(
    z.object({
      code: z.string(),
      name: z.string(),
      nameEn: z.string(),
      division: z.object({ code: z.string(), name: z.string() }),
      datasets: z.int(),
      rowCount: z.int(),
      downloads: z.int(),
      calls: z.int(),
      /** Datasets whose newest data is not older than their cycle promises. */
      onTime: z.int(),
      applications: z.int(),
    }),
  ),
  byDivision: z.array(
    z.object({ code: z.string(), name: z.string(), datasets: z.int(), rowCount: z.int(), uses: z.int() }),
  ),
  byTheme: z.array(PublicTheme),
  /** What visitors asked, and how it was answered. Days are working days; null where nothing was answered yet. */
  answers: z.array(
    z.object({
      kind: z.enum(["request", "correction", "suggestion"]),
      received: z.int(),
      answered: z.int(),
      inTime: z.int(),
      meanDays: z.number().nullable(),
    }),
  ),
  asOf: z.iso.datetime(),
});
export type OpenStatistics = z.infer<typeof OpenStatistics>;

const codeParam = z.object({ code: z.string().min(1).max(120) });

/**
 * `{field}=value` asks for rows with that value (several: any of them); `{field}.gte`, `{field}.lte`, `{field}.prefix`
 * narrow; `fields=a,b` asks for some of the columns; `sort=field` or `sort=-field`.
 */
export const rowsQuery = z
  .object({
    limit: z.coerce.number().int().min(1).max(1000).default(100),
    offset: z.coerce.number().int().min(0).max(10_000_000).default(0),
    fields: z.string().max(8000).optional(),
    sort: z.string().max(200).optional(),
  })
  .catchall(z.union([z.string().max(400), z.array(z.string().max(400)).max(1000)]));

export const portalRoutes = {
  listDatasets: route({
    method: "GET",
    path: "/api/portal/datasets",
    operation: "portal.list-datasets",
    summary: { zh: "开放数据集：按词查找、按主题部门筛选", en: "Open datasets, by words, theme, department" },
    query: DatasetQuery,
    answer: DatasetList,
  }),
  getDataset: route({
    method: "GET",
    path: "/api/portal/datasets/{code}",
    operation: "portal.get-dataset",
    summary: { zh: "一个开放数据集", en: "One open dataset" },
    params: codeParam,
    answer: PublicDataset,
  }),
  versions: route({
    method: "GET",
    path: "/api/portal/datasets/{code}/versions",
    operation: "portal.list-versions",
    summary: { zh: "数据集的历史版本", en: "Versions of a dataset" },
    params: codeParam,
    answer: z.object({ items: z.array(DatasetVersion) }),
  }),
  rows: route({
    method: "GET",
    path: "/api/portal/datasets/{code}/rows",
    operation: "portal.read-rows",
    summary: { zh: "按条件读取开放数据的行", en: "Rows of an open dataset, by filter" },
    params: codeParam,
    query: rowsQuery,
    answer: OpenRows,
    answers: "raw",
  }),
  file: route({
    method: "GET",
    path: "/api/portal/datasets/{code}/files/{format}",
    operation: "portal.download",
    summary: { zh: "下载开放数据文件（可断点续传）", en: "Download a file of an open dataset; resumable by Range" },
    params: codeParam.extend({ format: z.enum(openFormats) }),
    query: z.object({ version: z.coerce.number().int().min(1).optional() }),
    answers: "raw",
  }),
  statistics: route({
    method: "GET",
    path: "/api/portal/statistics",
    operation: "portal.statistics",
    summary: { zh: "开放统计：按部门、地市、主题", en: "Opening in figures, by department, city and theme" },
    answer: OpenStatistics,
  }),
};
