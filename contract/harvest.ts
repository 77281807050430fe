import { z } from "zod";
import { PageQuery, pageOf } from "./page.ts";
import { route } from "./route.ts";
import { Bilingual } from "./text.ts";

/** What speaks at the other end. */
export const sourceKinds = ["ckan", "dcat", "dcatus", "listing"] as const;
export type HarvestKind = (typeof sourceKinds)[number];
export const harvestKindNames: Readonly<Record<HarvestKind, Bilingual>> = {
  ckan: { zh: "CKAN 目录接口", en: "CKAN Action API" },
  dcat: { zh: "DCAT-AP（Turtle、JSON-LD、RDF/XML）", en: "DCAT-AP (Turtle, JSON-LD, RDF/XML)" },
  dcatus: { zh: "DCAT-US data.json", en: "DCAT-US data.json" },
  listing: { zh: "目录清单表（CSV、XLS、XLSX）", en: "Listing (CSV, XLS, XLSX)" },
};

export const runStates = ["queued", "running", "done", "failed", "cancelled"] as const;
export type HarvestRunState = (typeof runStates)[number];
/** What became of one record in one run; `gone` is what a whole run no longer found. */
export const outcomes = ["created", "changed", "unchanged", "refused", "gone"] as const;
export type HarvestOutcome = (typeof outcomes)[number];
export const runModes = ["incremental", "full"] as const;

const text = (most: number) => z.string().trim().max(most);
const instant = z.iso.datetime();
const link = z.string().max(2000);

/** A file or an address through which another portal gives data. Only http and https. */
export const ExternalDistribution = z.object({
  title: z.string(),
  format: z.string(),
  mediaType: z.string(),
  url: link,
  sizeBytes: z.number().nullable(),
});
export type ExternalDistribution = z.infer<typeof ExternalDistribution>;

/** A dataset as another portal describes it, in one form whatever it speaks. Texts are as found; nothing is made up. */
export const ExternalDataset = z.object({
  /** Its identifier there; unique within the source. */
  originId: z.string(),
  title: z.string(),
  titleEn: z.string(),
  abstract: z.string(),
  publisher: z.string(),
  theme: z.string(),
  keywords: z.array(z.string()),
  /** Names of its columns, where the other side says them. */
  fields: z.array(z.string()),
  licence: z.string(),
  licenceUrl: link,
  landingPage: link,
  language: z.string(),
  updateCycle: z.string(),
  issuedAt: instant.nullable(),
  modifiedAt: instant.nullable(),
  distributions: z.array(ExternalDistribution),
});
export type ExternalDataset = z.infer<typeof ExternalDataset>;

/** Fields of a dataset that a listing's column can fill. */
export const listingFields = [
  "identifier",
  "title",
  "abstract",
  "publisher",
  "theme",
  "keywords",
  "fields",
  "format",
  "landingPage",
  "licence",
  "updateCycle",
  "issued",
  "modified",
  "language",
] as const;
export type ListingField = (typeof listingFields)[number];

/** A column by its heading, or by its place (`#1` is the first) where there is no heading row. */
export const ListingMapping = z.object({
  hasHeading: z.boolean().default(true),
  /** Of CSV; recognised where it is not said. */
  encoding: text(40).default(""),
  columns: z.partialRecord(z.enum(listingFields), text(200)),
});
export type ListingMapping = z.infer<typeof ListingMapping>;

const writable = {
  name: text(120).min(1),
  kind: z.enum(sourceKinds),
  /** CKAN: the site's address. DCAT: the first page of the catalog. Null where a file was uploaded. */
  url: z
    .url({ protocol: /^https?$/ })
    .max(2000)
    .nullable(),
  fileId: z.uuid().nullable(),
  /** What holds where a record says nothing of its licence. */
  licence: text(200).default(""),
  /** CKAN only: a filter query as `fq` takes it. */
  filter: text(400).default(""),
  mapping: ListingMapping.nullable().default(null),
  /** Harvested by itself every so many days; null only when somebody asks. */
  everyDays: z.int().min(1).max(366).nullable().default(null),
};
export const SourceFields = z.object(writable);
export type SourceFields = z.infer<typeof SourceFields>;

const counts = {
  seen: z.int(),
  created: z.int(),
  changed: z.int(),
  unchanged: z.int(),
  refused: z.int(),
  gone: z.int(),
};
export const HarvestCounts = z.object(counts);
export type HarvestCounts = z.infer<typeof HarvestCounts>;

export const HarvestRun = z.object({
  id: z.uuid(),
  sourceId: z.uuid(),
  sourceName: z.string(),
  number: z.int(),
  mode: z.enum(runModes),
  state: z.enum(runStates),
  jobId: z.string().nullable(),
  startedBy: z.string(),
  createdAt: instant,
  startedAt: instant.nullable(),
  endedAt: instant.nullable(),
  /** How many the other side says there are; null where it does not say. */
  announced: z.int().nullable(),
  /** The other side answered that nothing had changed since the last run. */
  isUntouched: z.boolean(),
  ...counts,
  problem: Bilingual.extend({ code: z.string() }).nullable(),
  /** Ledger entry of its end. */
  entry: z.int().nullable(),
});
export type HarvestRun = z.infer<typeof HarvestRun>;

export const HarvestSource = z.object({
  id: z.uuid(),
  ...writable,
  fileName: z.string().nullable(),
  version: z.int(),
  createdAt: instant,
  /** Entries that stand now. */
  entries: z.int(),
  nextAt: instant.nullable(),
  lastRun: HarvestRun.nullable(),
});
export type HarvestSource = z.infer<typeof HarvestSource>;

export const HarvestFault = Bilingual.extend({ rule: z.string() });
export type HarvestFault = z.infer<typeof HarvestFault>;

/** A line of a run's report. */
export const HarvestLine = z.object({
  /** Its place in the source, from 1. */
  number: z.int(),
  outcome: z.enum(outcomes),
  originId: z.string(),
  title: z.string(),
  /** The entry it became; null where it was refused. */
  entryId: z.uuid().nullable(),
  faults: z.array(HarvestFault),
});
export type HarvestLine = z.infer<typeof HarvestLine>;

export const ExternalEntry = ExternalDataset.extend({
  id: z.uuid(),
  sourceId: z.uuid(),
  sourceName: z.string(),
  sourceKind: z.enum(sourceKinds),
  firstSeenAt: instant,
  changedAt: instant,
  lastSeenAt: instant,
});
export type ExternalEntry = z.infer<typeof ExternalEntry>;

export const ListingLook = z.object({
  columns: z.array(z.string()),
  rows: z.array(z.array(z.string())),
  total: z.int(),
  /** What the headings seem to be. */
  proposed: ListingMapping,
});
export type ListingLook = z.infer<typeof ListingLook>;

const id = z.object({ id: z.uuid() });

export const harvestRoutes = {
  sources: route({
    method: "GET",
    path: "/api/harvest/sources",
    operation: "harvest.list-sources",
    summary: { zh: "外部目录的来源", en: "Portals that are harvested" },
    answer: z.object({ items: z.array(HarvestSource) }),
  }),
  source: route({
    method: "GET",
    path: "/api/harvest/sources/{id}",
    operation: "harvest.get-source",
    summary: { zh: "一个来源", en: "A source" },
    params: id,
    answer: HarvestSource,
  }),
  createSource: route({
    method: "POST",
    path: "/api/harvest/sources",
    operation: "harvest.create-source",
    summary: { zh: "登记一个外部目录", en: "Register a portal to harvest" },
    body: SourceFields,
    answer: HarvestSource,
    status: 201,
  }),
  editSource: route({
    method: "PUT",
    path: "/api/harvest/sources/{id}",
    operation: "harvest.edit-source",
    summary: { zh: "修改来源", en: "Edit a source" },
    params: id,
    body: SourceFields,
    answer: HarvestSource,
    needsIfMatch: true,
  }),
  removeSource: route({
    method: "DELETE",
    path: "/api/harvest/sources/{id}",
    operation: "harvest.remove-source",
    summary: { zh: "撤销来源，连同它的外部条目", en: "Remove a source with its entries" },
    params: id,
    answers: "nothing",
  }),
  upload: route({
    method: "PUT",
    path: "/api/harvest/files",
    operation: "harvest.upload-file",
    summary: { zh: "上传一份目录清单", en: "Upload a listing" },
    query: z.object({
      name: z
        .string()
        .min(1)
        .max(255)
        .regex(/^\P{Cc}*$/u),
    }),
    takesFile: true,
    answer: z.object({ fileId: z.uuid(), name: z.string(), sizeBytes: z.int() }),
    status: 201,
  }),
  look: route({
    method: "POST",
    path: "/api/harvest/look",
    operation: "harvest.look-at-listing",
    summary: { zh: "看清单的列和前几行", en: "Columns and first rows of a listing" },
    body: z.object({
      fileId: z.uuid(),
      hasHeading: z.boolean().default(true),
      encoding: text(40).default(""),
    }),
    answer: ListingLook,
    readsOnly: true,
  }),
  startRun: route({
    method: "POST",
    path: "/api/harvest/sources/{id}/runs",
    operation: "harvest.start-run",
    summary: { zh: "采集一次；上次中断的接着采", en: "Harvest; a run that broke off goes on" },
    params: id,
    body: z.object({ mode: z.enum(runModes).default("incremental") }),
    answer: HarvestRun,
    status: 201,
  }),
  runs: route({
    method: "GET",
    path: "/api/harvest/sources/{id}/runs",
    operation: "harvest.list-runs",
    summary: { zh: "来源的历次采集", en: "Runs of a source" },
    params: id,
    query: PageQuery,
    answer: pageOf(HarvestRun),
  }),
  run: route({
    method: "GET",
    path: "/api/harvest/runs/{id}",
    operation: "harvest.get-run",
    summary: { zh: "一次采集", en: "A run" },
    params: id,
    answer: HarvestRun,
  }),
  lines: route({
    method: "GET",
    path: "/api/harvest/runs/{id}/records",
    operation: "harvest.list-records",
    summary: { zh: "采集报告，逐条", en: "Report of a run, record by record" },
    params: id,
    query: PageQuery.extend({ outcome: z.enum(outcomes).optional() }),
    answer: pageOf(HarvestLine),
  }),
  entries: route({
    method: "GET",
    path: "/api/harvest/entries",
    operation: "harvest.list-entries",
    summary: { zh: "外部目录条目", en: "External entries" },
    query: PageQuery.extend({ sourceId: z.uuid().optional(), q: text(120).default("") }),
    answer: pageOf(ExternalEntry),
  }),
  entry: route({
    method: "GET",
    path: "/api/harvest/entries/{id}",
    operation: "harvest.get-entry",
    summary: { zh: "一条外部条目", en: "An external entry" },
    params: id,
    answer: ExternalEntry,
  }),
};
