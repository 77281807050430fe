import { z } from "zod";
import { Proposal, ValueType } from "./dictionary.ts";
import { Place, placeKinds } from "./intake-place.ts";
import { SourceStanding } from "./intake-standing.ts";
import { pageOf, PageQuery } from "./page.ts";
import { route } from "./route.ts";
import { Bilingual } from "./text.ts";

/** What a source is read by. Files are recognised by content, not by name. */
export const fileFormats = ["csv", "xlsx", "xls", "json", "ndjson", "geojson", "parquet", "sqlite"] as const;
export type FileFormat = (typeof fileFormats)[number];
/** The first two are tested on real servers; the others are read through their makers' drivers, which the operator installs. */
export const databaseKinds = ["postgres", "mysql", "oracle", "sqlserver", "dm"] as const;
export type DatabaseKind = (typeof databaseKinds)[number];

/** The ports these servers mostly listen on. */
export const usualPorts: Readonly<Record<DatabaseKind, number>> = {
  postgres: 5432,
  mysql: 3306,
  oracle: 1521,
  sqlserver: 1433,
  dm: 5236,
};

/** Address of a database; the password is write-only. */
export const Connection = z.object({
  host: z.string().trim().min(1).max(255),
  port: z.int().min(1).max(65535),
  database: z.string().trim().min(1).max(120),
  user: z.string().trim().min(1).max(120),
  /** PostgreSQL schema or MySQL database that holds the tables. */
  schema: z.string().max(120).default(""),
});
export type Connection = z.infer<typeof Connection>;

/** A place data comes from, again and again: a department's database, or its files. */
export const Source = z.object({
  id: z.uuid(),
  name: z.string(),
  kind: z.enum([...databaseKinds, ...placeKinds, "files"]),
  department: z.string(),
  departmentName: z.string(),
  systemId: z.uuid().nullable(),
  connection: Connection.nullable(),
  /** The zone whose agent reads it; null where the hub does. */
  zone: z.object({ id: z.uuid(), name: z.string() }).nullable().default(null),
  /** Where files or messages arrive; null for a database and for files that people bring. */
  place: Place.nullable(),
  resourceCount: z.int(),
  lastLoad: z
    .object({ id: z.uuid(), state: z.string(), endedAt: z.iso.datetime().nullable(), rowsLoaded: z.int() })
    .nullable(),
  /** Null where nothing follows it. */
  standing: SourceStanding.nullable().default(null),
  isInvented: z.boolean(),
  version: z.int(),
  may: z.object({ edit: z.boolean(), load: z.boolean() }),
});
export type Source = z.infer<typeof Source>;

/** How delimited text is read; found by looking, changeable by the person. */
export const TextOptions = z.object({
  encoding: z.enum(["UTF-8", "GB18030", "Big5", "UTF-16LE", "UTF-16BE"]),
  delimiter: z.string().min(1).max(1),
  quote: z.string().max(1),
  /** Physical lines before the headings (titles, preambles). */
  skipLines: z.int().min(0).max(1000),
  /** Lines of headings: 0 where the file has none. */
  headingLines: z.int().min(0).max(5),
});
export type TextOptions = z.infer<typeof TextOptions>;

/** Something in the file that holds rows: the file itself, a sheet, an array inside JSON, a database table. */
export const FoundTable = z.object({
  /** Stable inside the source: sheet name, JSON path such as `$.result.results[*]`, table name. */
  path: z.string(),
  name: z.string(),
  /** Exact where it is cheap, else null. */
  rowCount: z.int().nullable(),
  columnCount: z.int().nullable(),
});
export type FoundTable = z.infer<typeof FoundTable>;

/** A column as the source has it. */
export const SourceColumn = z.object({
  /** Position from 0. */
  position: z.int(),
  /** Heading made usable: never empty, never twice. */
  name: z.string(),
  /** Heading as found; empty where there is none. */
  heading: z.string(),
  comment: z.string(),
  /** Type the source declares, or guessed from values. */
  type: ValueType,
  /** At most five values, as found but masked where they look personal. */
  samples: z.array(z.string()),
  /** Share of sampled rows without a value, 0 to 1. */
  emptyShare: z.number(),
  /** Field of the standard table where the column is loaded without an element. */
  field: z.string(),
  /** Elements it may be, the likeliest first; the mapping takes one of them or none. */
  proposals: z.array(Proposal),
});
export type SourceColumn = z.infer<typeof SourceColumn>;

/** Something a person should know about the file before loading it. */
export const Notice = z.object({ code: z.string(), text: Bilingual });
export type Notice = z.infer<typeof Notice>;

export const Inspection = z.object({
  format: z.enum([...fileFormats, ...databaseKinds]),
  encoding: z.string().nullable(),
  sizeBytes: z.int().nullable(),
  tables: z.array(FoundTable),
  notices: z.array(Notice),
});
export type Inspection = z.infer<typeof Inspection>;

/** What becomes of one source column. */
export const MappedColumn = z.object({
  position: z.int(),
  source: z.string(),
  action: z.enum(["load", "skip"]),
  /** Data element, or null: the column is loaded under its own name without one. */
  element: z.string().nullable(),
  field: z.string().regex(/^[a-z][a-z0-9_]{0,62}$/),
  name: Bilingual,
  type: ValueType,
  isKey: z.boolean().default(false),
  isMandatory: z.boolean().default(false),
  confidence: z.number().nullable().default(null),
  reason: Bilingual.nullable().default(null),
  /** `proposed` until a person has looked. */
  decidedBy: z.enum(["proposed", "person"]).default("proposed"),
});
export type MappedColumn = z.infer<typeof MappedColumn>;

/** A load being prepared; every step is saved, so it can be left and resumed. */
export const Draft = z.object({
  id: z.uuid(),
  department: z.string(),
  departmentName: z.string(),
  fileId: z.string().nullable(),
  fileName: z.string().nullable(),
  sourceId: z.uuid().nullable(),
  inspection: Inspection,
  /** Chosen table. */
  table: z.string().nullable(),
  text: TextOptions.nullable(),
  columns: z.array(SourceColumn),
  /** First rows as found, masked where they look personal. */
  rows: z.array(z.array(z.string().nullable())),
  mapping: z.array(MappedColumn),
  /** Existing resource to load into, or the name of a new one. */
  resourceId: z.uuid().nullable(),
  resourceName: z.string(),
  updatedAt: z.iso.datetime(),
  version: z.int(),
});
export type Draft = z.infer<typeof Draft>;

/** One value that does not fit, with the rule and the mend. */
export const CellFault = z.object({
  column: z.string().nullable(),
  columnName: Bilingual.nullable(),
  /** Masked where the element says so. */
  value: z.string().nullable(),
  /** Stable code of the rule, for example `type.date`, `shape.too-few`. */
  rule: z.string(),
  text: Bilingual,
  mend: Bilingual,
  /** A value that would fit, where one can be proposed with reason. */
  suggestion: z.string().nullable(),
});
export type CellFault = z.infer<typeof CellFault>;

export const Trial = z.object({
  rowsTried: z.int(),
  rowsGood: z.int(),
  rowsBad: z.int(),
  /** Headings in mapping order (loaded columns only). */
  fields: z.array(z.string()),
  /** Bad rows first. */
  rows: z.array(
    z.object({
      row: z.int(),
      values: z.array(z.string().nullable()),
      /** Would keep the row out of the standard table. */
      faults: z.array(CellFault),
      /** Loads, and quality will list it. */
      warnings: z.array(CellFault),
    }),
  ),
  cleaning: z.array(z.object({ column: z.string(), kind: z.string(), text: Bilingual, count: z.int() })),
});
export type Trial = z.infer<typeof Trial>;

export const loadStates = ["queued", "running", "published", "failed", "cancelled"] as const;
export type LoadState = (typeof loadStates)[number];

/** One run of one table into one resource. */
export const Load = z.object({
  id: z.uuid(),
  number: z.int(),
  resourceId: z.uuid(),
  resourceName: z.string(),
  department: z.string(),
  departmentName: z.string(),
  sourceId: z.uuid().nullable(),
  fileName: z.string().nullable(),
  table: z.string(),
  format: z.string(),
  encoding: z.string().nullable(),
  state: z.enum(loadStates),
  jobId: z.uuid().nullable(),
  rowsRead: z.int().nullable(),
  rowsLoaded: z.int().nullable(),
  rowsRejected: z.int().nullable(),
  /** Counted independently of the load. */
  sourceCount: z.int().nullable(),
  /** rowsRead = rowsLoaded + rowsRejected = sourceCount. */
  isReconciled: z.boolean().nullable(),
  /** Rejected rows still to be mended. */
  dirtyOpen: z.int(),
  cleaning: z.array(
    z.object({
      column: z.string(),
      columnName: Bilingual,
      kind: z.string(),
      text: Bilingual,
      count: z.int(),
      examples: z.array(z.object({ row: z.int(), before: z.string(), after: z.string() })),
    }),
  ),
  columns: z.array(MappedColumn),
  sha256: z.string().nullable(),
  createdAt: z.iso.datetime(),
  startedAt: z.iso.datetime().nullable(),
  endedAt: z.iso.datetime().nullable(),
  startedBy: z.string(),
  /** Ledger number of the receipt. */
  entry: z.int().nullable(),
  problem: z.looseObject({ code: z.string(), zh: z.string(), en: z.string() }).nullable(),
  may: z.object({ retry: z.boolean(), mend: z.boolean(), exportDirty: z.boolean() }),
});
export type Load = z.infer<typeof Load>;

export const dirtyStates = ["open", "mended", "loaded", "returned"] as const;
export type DirtyState = (typeof dirtyStates)[number];

export const DirtyRow = z.object({
  loadId: z.uuid(),
  row: z.int(),
  /** Where to find it in the source: line of the file, cell range, key. */
  place: Bilingual,
  state: z.enum(dirtyStates),
  faults: z.array(CellFault),
  /** The whole row by source column, masked. */
  values: z.record(z.string(), z.string().nullable()),
  mended: z.record(z.string(), z.string().nullable()),
});
export type DirtyRow = z.infer<typeof DirtyRow>;

const id = z.object({ id: z.uuid() });
/** Row numbers of a load; all that the call is about where it is absent. */
const chosenRows = z.array(z.int()).max(100_000).optional();
const loadAndRow = z.object({ id: z.uuid(), row: z.coerce.number().int().min(1) });

export const intakeRoutes = {
  listSources: route({
    method: "GET",
    path: "/api/intake/sources",
    operation: "intake.list-sources",
    summary: { zh: "数据来源列表", en: "List sources" },
    query: PageQuery.extend({ department: z.string().optional(), q: z.string().max(60).optional() }),
    answer: pageOf(Source),
  }),
  getSource: route({
    method: "GET",
    path: "/api/intake/sources/{id}",
    operation: "intake.get-source",
    summary: { zh: "一个数据来源", en: "One source" },
    params: id,
    answer: Source,
  }),
  createSource: route({
    method: "POST",
    path: "/api/intake/sources",
    operation: "intake.create-source",
    summary: { zh: "登记数据来源（数据库）", en: "Register a source (a database)" },
    body: z.object({
      name: z.string().trim().min(2).max(80),
      kind: z.enum(databaseKinds),
      department: z.string(),
      systemId: z.uuid().nullable().default(null),
      /** Read by an agent in this zone; the password may be empty where the agent holds it. */
      zoneId: z.uuid().nullable().default(null),
      connection: Connection.extend({ password: z.string().max(400) }),
    }),
    answer: Source,
    status: 201,
  }),
  editSource: route({
    method: "PATCH",
    path: "/api/intake/sources/{id}",
    operation: "intake.edit-source",
    summary: { zh: "修改数据来源；口令只写不读", en: "Edit a source; its password can be written, never read" },
    params: id,
    body: z.object({
      name: z.string().trim().min(2).max(80).optional(),
      systemId: z.uuid().nullable().optional(),
      connection: Connection.extend({ password: z.string().max(400).optional() }).optional(),
    }),
    answer: Source,
    needsIfMatch: true,
  }),
  tryConnection: route({
    method: "POST",
    path: "/api/intake/connections/try",
    operation: "intake.try-connection",
    summary: { zh: "试连一个还没有登记的数据库，列出可读的表", en: "Try a connection before it is saved" },
    readsOnly: true,
    body: z.object({
      kind: z.enum(databaseKinds),
      department: z.string(),
      /** The source being edited: its saved password stands in for one that is not given. */
      sourceId: z.uuid().nullable().default(null),
      zoneId: z.uuid().nullable().default(null),
      connection: Connection.extend({ password: z.string().max(400).optional() }),
    }),
    answer: Inspection,
  }),
  testSource: route({
    method: "POST",
    path: "/api/intake/sources/{id}/test",
    operation: "intake.test-source",
    summary: { zh: "试连，列出可读的表", en: "Try the connection, list readable tables" },
    params: id,
    readsOnly: true,
    answer: Inspection,
  }),
  uploadFile: route({
    method: "PUT",
    path: "/api/intake/files",
    operation: "intake.upload-file",
    summary: { zh: "上传文件（原始字节）", en: "Upload a file (raw bytes)" },
    query: z.object({
      name: z
        .string()
        .min(1)
        .max(255)
        .regex(/^\P{Cc}*$/u),
      department: z.string(),
    }),
    answer: z.object({ fileId: z.string(), name: z.string(), sizeBytes: z.int(), sha256: z.string() }),
    takesFile: true,
    status: 201,
  }),
  listDrafts: route({
    method: "GET",
    path: "/api/intake/drafts",
    operation: "intake.list-drafts",
    summary: { zh: "没办完的归集", en: "Loads being prepared" },
    answer: z.object({
      items: z.array(
        Draft.pick({
          id: true,
          department: true,
          departmentName: true,
          fileName: true,
          resourceName: true,
          updatedAt: true,
        }),
      ),
    }),
  }),
  createDraft: route({
    method: "POST",
    path: "/api/intake/drafts",
    operation: "intake.create-draft",
    summary: {
      zh: "开始归集：查看文件或数据库里有什么，给出对应建议",
      en: "Start a load: look inside, propose the mapping",
    },
    body: z.object({
      department: z.string(),
      fileId: z.string().nullable().default(null),
      sourceId: z.uuid().nullable().default(null),
      table: z.string().nullable().default(null),
      resourceId: z.uuid().nullable().default(null),
    }),
    answer: Draft,
    status: 201,
  }),
  getDraft: route({
    method: "GET",
    path: "/api/intake/drafts/{id}",
    operation: "intake.get-draft",
    summary: { zh: "一个没办完的归集", en: "One load being prepared" },
    params: id,
    answer: Draft,
  }),
  editDraft: route({
    method: "PATCH",
    path: "/api/intake/drafts/{id}",
    operation: "intake.edit-draft",
    summary: {
      zh: "保存归集步骤：换表、改读法、改对应关系",
      en: "Save a step: another table, other reading options, mapping",
    },
    params: id,
    body: z.object({
      table: z.string().optional(),
      text: TextOptions.optional(),
      mapping: z.array(MappedColumn).optional(),
      resourceId: z.uuid().nullable().optional(),
      resourceName: z.string().trim().min(1).max(120).optional(),
    }),
    answer: Draft,
    needsIfMatch: true,
  }),
  deleteDraft: route({
    method: "DELETE",
    path: "/api/intake/drafts/{id}",
    operation: "intake.delete-draft",
    summary: { zh: "放弃一个没办完的归集", en: "Give up a load being prepared" },
    params: id,
    answers: "nothing",
  }),
  tryDraft: route({
    method: "POST",
    path: "/api/intake/drafts/{id}/trial",
    operation: "intake.try-draft",
    summary: { zh: "试跑：按当前对应关系走一遍前 5000 行", en: "Try the mapping on the first 5,000 rows" },
    params: id,
    readsOnly: true,
    answer: Trial,
  }),
  loadDraft: route({
    method: "POST",
    path: "/api/intake/drafts/{id}/load",
    operation: "intake.load-draft",
    summary: { zh: "正式归集", en: "Load for real" },
    params: id,
    answer: Load,
    status: 201,
  }),
  /** What `weir load` calls: look, map by proposal, load. */
  quickLoad: route({
    method: "POST",
    path: "/api/intake/quick-load",
    operation: "intake.quick-load",
    summary: { zh: "一步归集：自动识别、按建议对应、入库", en: "Load in one step with the proposed mapping" },
    body: z.object({
      department: z.string(),
      fileId: z.string(),
      as: z.string().trim().min(1).max(120).optional(),
      table: z.string().optional(),
    }),
    answer: Load,
    status: 201,
  }),
  repeatLoad: route({
    method: "POST",
    path: "/api/intake/resources/{id}/load",
    operation: "intake.repeat-load",
    summary: { zh: "再归集一次：沿用已存的对应关系", en: "Load again with the saved mapping" },
    params: id,
    body: z.object({ fileId: z.string().nullable().default(null) }),
    answer: Load,
    status: 201,
  }),
  listLoads: route({
    method: "GET",
    path: "/api/intake/loads",
    operation: "intake.list-loads",
    summary: { zh: "归集记录", en: "Load history" },
    query: PageQuery.extend({
      department: z.string().optional(),
      resourceId: z.uuid().optional(),
      sourceId: z.uuid().optional(),
      state: z.enum(loadStates).optional(),
      hasDirty: z.stringbool().optional(),
    }),
    answer: pageOf(Load),
  }),
  getLoad: route({
    method: "GET",
    path: "/api/intake/loads/{id}",
    operation: "intake.get-load",
    summary: { zh: "一次归集及其回执", en: "One load and its receipt" },
    params: id,
    answer: Load,
  }),
  listDirty: route({
    method: "GET",
    path: "/api/intake/loads/{id}/dirty",
    operation: "intake.list-dirty",
    summary: { zh: "退回的行：哪一列、什么值、什么规则、怎么改", en: "Rejected rows: column, value, rule, mend" },
    params: id,
    query: PageQuery.extend({
      column: z.string().optional(),
      rule: z.string().optional(),
      state: z.enum(dirtyStates).optional(),
    }),
    answer: pageOf(DirtyRow).extend({
      /** Over the whole load, whatever the filters: rows still to be mended, and how many have a suggested value. */
      byRule: z.array(
        z.object({
          column: z.string().nullable(),
          rule: z.string(),
          text: Bilingual,
          mend: Bilingual,
          count: z.int(),
          suggested: z.int(),
        }),
      ),
      byState: z.record(z.enum(dirtyStates), z.int()),
    }),
  }),
  mendDirty: route({
    method: "PATCH",
    path: "/api/intake/loads/{id}/dirty/{row}",
    operation: "intake.mend-dirty",
    summary: { zh: "改一行退回的数据", en: "Mend a rejected row" },
    params: loadAndRow,
    body: z.object({ values: z.record(z.string(), z.string().nullable()) }),
    answer: DirtyRow,
  }),
  adoptSuggestions: route({
    method: "POST",
    path: "/api/intake/loads/{id}/dirty/adopt",
    operation: "intake.adopt-suggestions",
    summary: { zh: "采用改法建议", en: "Adopt the suggested mends" },
    params: id,
    body: z.object({ rule: z.string().optional(), column: z.string().optional(), rows: chosenRows }),
    answer: z.object({ mended: z.int() }),
  }),
  retryDirty: route({
    method: "POST",
    path: "/api/intake/loads/{id}/dirty/retry",
    operation: "intake.retry-dirty",
    summary: { zh: "重跑改好的行，不动已入库的行", en: "Load the mended rows; rows already loaded are untouched" },
    params: id,
    body: z.object({ rows: chosenRows }),
    answer: z.object({ loaded: z.int(), stillBad: z.int() }),
  }),
  returnDirty: route({
    method: "POST",
    path: "/api/intake/loads/{id}/dirty/return",
    operation: "intake.return-dirty",
    summary: { zh: "退给来源系统", en: "Return rows to the source system" },
    params: id,
    body: z.object({ rows: chosenRows, note: z.string().max(400).default("") }),
    answer: z.object({ returned: z.int() }),
  }),
  exportDirty: route({
    method: "GET",
    path: "/api/intake/loads/{id}/dirty/export",
    operation: "intake.export-dirty",
    summary: {
      zh: "导出退回的行（CSV，原值，仅本部门）",
      en: "Export rejected rows (CSV, as found, own department only)",
    },
    params: id,
    answers: "file",
  }),
};
