import { z } from "zod";
import { dataGrades, ValueType } from "./dictionary.ts";
import { pageOf, PageQuery } from "./page.ts";
import { route } from "./route.ts";
import { Bilingual } from "./text.ts";

/**
 * Where a resource stands. A published resource that is being changed goes through the same stages again while its last
 * published version stays visible.
 */
export const stages = ["draft", "assessing", "signing", "review", "published", "withdrawn"] as const;
export type Stage = (typeof stages)[number];
export const stageNames: Readonly<Record<Stage, Bilingual>> = {
  draft: { zh: "编制中", en: "Draft" },
  assessing: { zh: "待评估", en: "To be assessed" },
  signing: { zh: "待负责人签批", en: "To be signed" },
  review: { zh: "待主管部门审核", en: "In review" },
  published: { zh: "已发布", en: "Published" },
  withdrawn: { zh: "已撤回", en: "Withdrawn" },
};

/** Share attribute (Order 809 art. 14). */
export const shareClasses = ["unconditional", "conditional", "denied"] as const;
export type ShareClass = (typeof shareClasses)[number];
export const shareClassNames: Readonly<Record<ShareClass, Bilingual>> = {
  unconditional: { zh: "无条件共享", en: "Unconditional" },
  conditional: { zh: "有条件共享", en: "Conditional" },
  denied: { zh: "不予共享", en: "Not shared" },
};

export const openClasses = ["open", "conditional", "closed"] as const;
export const openClassNames: Readonly<Record<(typeof openClasses)[number], Bilingual>> = {
  open: { zh: "无条件开放", en: "Open" },
  conditional: { zh: "有条件开放", en: "Conditionally open" },
  closed: { zh: "不开放", en: "Not open" },
};

export const shareModes = ["query-api", "batch-exchange", "file-download", "push"] as const;
export const shareModeNames: Readonly<Record<(typeof shareModes)[number], Bilingual>> = {
  "query-api": { zh: "查询接口", en: "Query API" },
  "batch-exchange": { zh: "批量交换", en: "Batch exchange" },
  "file-download": { zh: "文件下载", en: "File download" },
  push: { zh: "推送", en: "Push" },
};

/** Update cycles of the 目录编制指南, with the days a load may be old before the resource is late. */
export const updateCycles = [
  "real-time",
  "daily",
  "weekly",
  "monthly",
  "quarterly",
  "half-yearly",
  "yearly",
  "irregular",
] as const;
export type UpdateCycle = (typeof updateCycles)[number];
export const updateCycleNames: Readonly<Record<UpdateCycle, Bilingual>> = {
  "real-time": { zh: "实时", en: "Real time" },
  daily: { zh: "每日", en: "Daily" },
  weekly: { zh: "每周", en: "Weekly" },
  monthly: { zh: "每月", en: "Monthly" },
  quarterly: { zh: "每季度", en: "Quarterly" },
  "half-yearly": { zh: "每半年", en: "Half-yearly" },
  yearly: { zh: "每年", en: "Yearly" },
  irregular: { zh: "不定期", en: "Irregular" },
};

export const dataFormats = [
  "database",
  "csv",
  "spreadsheet",
  "json",
  "xml",
  "geojson",
  "document",
  "image",
  "service",
  "other",
] as const;
export const dataFormatNames: Readonly<Record<(typeof dataFormats)[number], Bilingual>> = {
  database: { zh: "数据库表", en: "Database table" },
  csv: { zh: "CSV", en: "CSV" },
  spreadsheet: { zh: "电子表格", en: "Spreadsheet" },
  json: { zh: "JSON", en: "JSON" },
  xml: { zh: "XML", en: "XML" },
  geojson: { zh: "GeoJSON", en: "GeoJSON" },
  document: { zh: "文档", en: "Document" },
  image: { zh: "图像", en: "Image" },
  service: { zh: "服务接口", en: "Service" },
  other: { zh: "其他", en: "Other" },
};

/** One item (数据项) of a resource: a column of its standard table. */
export const ResourceItem = z.object({
  /** Column name in the standard table: the element's field, or a name made from the source column. */
  field: z.string().regex(/^[a-z][a-z0-9_]{0,62}$/),
  name: Bilingual,
  /** Data element, or null where no element fits yet. */
  element: z.string().nullable(),
  type: ValueType,
  isKey: z.boolean().default(false),
  isMandatory: z.boolean().default(false),
  /** Never below the element's grade. */
  grade: z.enum(dataGrades),
  isPersonal: z.boolean().default(false),
  description: z.string().max(400).default(""),
});
export type ResourceItem = z.infer<typeof ResourceItem>;

/** Not sharing needs a reason and a law, an administrative regulation or a State Council decision (art. 15). */
export const LegalBasis = z.object({
  kind: z.enum(["law", "administrative-regulation", "state-council-decision"]),
  title: z.string().trim().min(2).max(200),
  article: z.string().max(60).default(""),
  reason: z.string().trim().min(2).max(400),
});
export type LegalBasis = z.infer<typeof LegalBasis>;

const fieldsAreDistinct = (items: readonly ResourceItem[]): boolean =>
  new Set(items.map((item) => item.field)).size === items.length;

/** What a department declares: the nine fields of Order 809 art. 13 and the core metadata of the 目录编制指南. */
const declared = {
  name: z.string().trim().min(2).max(120),
  nameEn: z.string().max(160),
  abstract: z.string().max(1000),
  department: z.string(),
  /** The registered system it comes from. */
  systemId: z.uuid().nullable(),
  /** 类 1 digit, 项 2, 目 3, 细目 free, for example `307020001`. */
  classification: z
    .string()
    .regex(/^[1-3]\d{5}\d*$/)
    .max(20)
    .nullable(),
  theme: z.string().max(40),
  format: z.enum(dataFormats),
  updateCycle: z.enum(updateCycles),
  shareClass: z.enum(shareClasses),
  shareModes: z.array(z.enum(shareModes)),
  /** Scope and purpose of use; required for conditional sharing, forbidden for unconditional. */
  useConditions: z.string().max(1000),
  /** Required for `denied`. */
  legalBasis: LegalBasis.nullable(),
  openClass: z.enum(openClasses),
  openConditions: z.string().max(1000),
  /** Data class under GB/T 43697, for example `公共管理和服务`. */
  dataClass: z.string().max(40),
  relatedResources: z.array(z.string().max(80)).max(100),
  items: z
    .array(ResourceItem)
    .max(1000)
    .refine(fieldsAreDistinct, "两个数据项用了同一个字段名 · two items have the same field name"),
};
export const ResourceFields = z.object({
  ...declared,
  nameEn: declared.nameEn.default(""),
  abstract: declared.abstract.default(""),
  systemId: declared.systemId.default(null),
  classification: declared.classification.default(null),
  theme: declared.theme.default(""),
  shareModes: declared.shareModes.default([]),
  useConditions: declared.useConditions.default(""),
  legalBasis: declared.legalBasis.default(null),
  openClass: declared.openClass.default("closed"),
  openConditions: declared.openConditions.default(""),
  dataClass: declared.dataClass.default(""),
  relatedResources: declared.relatedResources.default([]),
});
export type ResourceFields = z.infer<typeof ResourceFields>;

/** What an edit may change. Without defaults: a field that is not sent stays as it is. */
export const ResourceEdit = z.object(declared).omit({ department: true }).partial();
export type ResourceEdit = z.infer<typeof ResourceEdit>;

/** Secrets of the state and of work are outside sharing (Order 809 art. 2–3): only `no-secret` may be published. */
export const secrecyResults = ["no-secret", "work-secret", "state-secret"] as const;
export const secrecyResultNames: Readonly<Record<(typeof secrecyResults)[number], Bilingual>> = {
  "no-secret": { zh: "不涉密", en: "No secret" },
  "work-secret": { zh: "工作秘密", en: "Work secret" },
  "state-secret": { zh: "国家秘密", en: "State secret" },
};
export const SecrecyAssessment = z.object({
  result: z.enum(secrecyResults),
  note: z.string().trim().min(2).max(1000),
  by: z.string(),
  at: z.iso.datetime(),
});
export type SecrecyAssessment = z.infer<typeof SecrecyAssessment>;

export const personalResults = ["no-personal-information", "acceptable", "unacceptable"] as const;
export const personalResultNames: Readonly<Record<(typeof personalResults)[number], Bilingual>> = {
  "no-personal-information": { zh: "不含个人信息", en: "No personal information" },
  acceptable: { zh: "影响可接受", en: "Acceptable impact" },
  unacceptable: { zh: "影响不可接受", en: "Unacceptable impact" },
};
export const PersonalAssessment = z.object({
  result: z.enum(personalResults),
  /** Statutory duty that needs it (PIPL art. 34), where there is personal information. */
  basis: z.string().max(400).default(""),
  safeguards: z.string().max(1000).default(""),
  note: z.string().trim().min(2).max(1000),
  by: z.string(),
  at: z.iso.datetime(),
});
export type PersonalAssessment = z.infer<typeof PersonalAssessment>;

/** What the data itself says, kept by loads and checks. */
export const DataFacts = z.object({
  rowCount: z.int().nullable(),
  loadId: z.uuid().nullable(),
  loadedAt: z.iso.datetime().nullable(),
  score: z.number().nullable(),
  checkedAt: z.iso.datetime().nullable(),
});

/** Who holds the one authoritative value of an item's element (一数一源, Order 809 art. 19). */
export const ItemSource = z.object({
  field: z.string(),
  element: z.string(),
  department: z.string(),
  departmentName: z.string(),
  resourceId: z.uuid().nullable(),
  /** True where this resource's own department is the source. */
  isOwn: z.boolean(),
});
export type ItemSource = z.infer<typeof ItemSource>;

/** What can be done with a resource. */
export const resourceActs = [
  "edit",
  "submit",
  "assess",
  "sign",
  "publish",
  "return",
  "withdraw",
  "noteChange",
  "load",
  "seeRows",
] as const;
export type ResourceAct = (typeof resourceActs)[number];

/**
 * A resource as the person asking sees it: inside the department's scope the working copy; outside it the last published
 * version, without the assessments' notes and without the fact that a change is under way.
 */
export const Resource = ResourceFields.extend({
  id: z.uuid(),
  number: z.int(),
  /** Assigned at first publication: classification `/` sequence. */
  code: z.string().nullable(),
  departmentName: z.string(),
  /** Highest grade of its items. */
  grade: z.enum(dataGrades),
  hasPersonal: z.boolean(),
  stage: z.enum(stages),
  /** Since when it waits in this stage. */
  stageSince: z.iso.datetime(),
  /** Number of the last published version; 0 before the first. */
  publishedVersion: z.int(),
  publishedAt: z.iso.datetime().nullable(),
  secrecy: SecrecyAssessment.nullable(),
  personal: PersonalAssessment.nullable(),
  signedBy: z.string().nullable(),
  returned: z.object({ reason: z.string(), by: z.string(), at: z.iso.datetime() }).nullable(),
  /** Fields of art. 13 that are still missing, by name. */
  missing: z.array(Bilingual),
  /** Items whose element has an authoritative source. */
  sources: z.array(ItemSource),
  /** What the reader must know: that others still see the published version, or why it was withdrawn. */
  note: Bilingual.nullable(),
  data: DataFacts,
  isInvented: z.boolean(),
  version: z.int(),
  may: z.record(z.enum(resourceActs), z.boolean()),
  /** Why something above is not possible now, for the person asking. */
  whyNot: z.record(z.string(), Bilingual),
});
export type Resource = z.infer<typeof Resource>;

/** A row of the resource list. */
export const ResourceRow = z.object({
  id: z.uuid(),
  code: z.string().nullable(),
  name: z.string(),
  nameEn: z.string(),
  abstract: z.string(),
  department: z.string(),
  departmentName: z.string(),
  theme: z.string(),
  shareClass: z.enum(shareClasses),
  updateCycle: z.enum(updateCycles),
  grade: z.enum(dataGrades),
  stage: z.enum(stages),
  publishedVersion: z.int(),
  itemCount: z.int(),
  data: DataFacts,
  isInvented: z.boolean(),
});
export type ResourceRow = z.infer<typeof ResourceRow>;

/** One difference between two versions. `path` names the field or `items/<field>/…`. */
export const Change = z.object({
  path: z.string(),
  label: Bilingual,
  before: z.string().nullable(),
  after: z.string().nullable(),
});
export type Change = z.infer<typeof Change>;

/** What a published version said, and what it changed. */
export const ResourceVersion = z.object({
  version: z.int(),
  publishedAt: z.iso.datetime(),
  publishedBy: z.string(),
  changes: z.array(Change),
});
export type ResourceVersion = z.infer<typeof ResourceVersion>;

/**
 * The one count (一本账), over what the person asking sees: the same rows and the same rules as `listResources`.
 * Withdrawn resources stand in `byStage` only; every other figure is of resources that are not withdrawn.
 */
export const CatalogCounts = z.object({
  total: z.int(),
  byStage: z.record(z.enum(stages), z.int()),
  byShareClass: z.record(z.enum(shareClasses), z.int()),
  byGrade: z.record(z.enum(dataGrades), z.int()),
  byUpdateCycle: z.record(z.enum(updateCycles), z.int()),
  /** Most first; an empty theme is of those that state none. */
  byTheme: z.array(z.object({ theme: z.string(), total: z.int() })),
  byDepartment: z.array(
    z.object({
      department: z.string(),
      departmentName: z.string(),
      total: z.int(),
      published: z.int(),
      loaded: z.int(),
      rowCount: z.int(),
    }),
  ),
  itemCount: z.int(),
  mappedItemCount: z.int(),
  rowCount: z.int(),
  asOf: z.iso.datetime(),
});
export type CatalogCounts = z.infer<typeof CatalogCounts>;

/** Withdrawn resources are listed only where `stage` asks for them. */
const ResourceFilter = z.object({
  /** Words, all of which must be found: in names, abstract, item names, code, department, or an element's other names. */
  q: z.string().max(80).optional(),
  department: z.string().optional(),
  stage: z.enum(stages).optional(),
  shareClass: z.enum(shareClasses).optional(),
  updateCycle: z.enum(updateCycles).optional(),
  grade: z.enum(dataGrades).optional(),
  theme: z.string().max(40).optional(),
  element: z.string().optional(),
  hasData: z.stringbool().optional(),
});

const id = z.object({ id: z.uuid() });

export const catalogRoutes = {
  listResources: route({
    method: "GET",
    path: "/api/catalog/resources",
    operation: "catalog.list-resources",
    summary: { zh: "目录：数据资源列表", en: "List data resources" },
    query: PageQuery.extend({
      ...ResourceFilter.shape,
      sort: z.enum(["name", "department", "rows", "score", "loaded", "published"]).default("department"),
    }),
    answer: pageOf(ResourceRow),
  }),
  counts: route({
    method: "GET",
    path: "/api/catalog/counts",
    operation: "catalog.counts",
    summary: { zh: "一本账：目录数量，处处同一算法", en: "The one count of resources, the same everywhere" },
    answer: CatalogCounts,
  }),
  getResource: route({
    method: "GET",
    path: "/api/catalog/resources/{id}",
    operation: "catalog.get-resource",
    summary: { zh: "一个数据资源", en: "One resource" },
    params: id,
    answer: Resource,
  }),
  /** Resolves a code, a number or an exact name; withdrawn resources keep their address. */
  findResource: route({
    method: "GET",
    path: "/api/catalog/find",
    operation: "catalog.find-resource",
    summary: { zh: "按代码、编号或名称找一个资源", en: "Find one resource by code, number or name" },
    query: z.object({ key: z.string().min(1).max(200), department: z.string().optional() }),
    answer: Resource,
  }),
  createResource: route({
    method: "POST",
    path: "/api/catalog/resources",
    operation: "catalog.create-resource",
    summary: { zh: "编制一个数据资源", en: "Start cataloguing a resource" },
    body: ResourceFields,
    answer: Resource,
    status: 201,
  }),
  editResource: route({
    method: "PATCH",
    path: "/api/catalog/resources/{id}",
    operation: "catalog.edit-resource",
    summary: {
      zh: "修改编制内容；已发布的会形成新版本草稿",
      en: "Edit; a published resource gets a draft of its next version",
    },
    params: id,
    body: ResourceEdit,
    answer: Resource,
    needsIfMatch: true,
  }),
  submitResource: route({
    method: "POST",
    path: "/api/catalog/resources/{id}/submit",
    operation: "catalog.submit-resource",
    summary: { zh: "提交评估", en: "Submit for assessment" },
    params: id,
    answer: Resource,
  }),
  assessSecrecy: route({
    method: "POST",
    path: "/api/catalog/resources/{id}/secrecy",
    operation: "catalog.assess-secrecy",
    summary: { zh: "保密风险评估", en: "Record the secrecy assessment" },
    params: id,
    body: SecrecyAssessment.pick({ result: true, note: true }),
    answer: Resource,
  }),
  assessPersonal: route({
    method: "POST",
    path: "/api/catalog/resources/{id}/personal",
    operation: "catalog.assess-personal",
    summary: { zh: "个人信息保护影响评估", en: "Record the personal-information assessment" },
    params: id,
    body: PersonalAssessment.omit({ by: true, at: true }),
    answer: Resource,
  }),
  signResource: route({
    method: "POST",
    path: "/api/catalog/resources/{id}/sign",
    operation: "catalog.sign-resource",
    summary: { zh: "共享工作机构负责人签批", en: "Sign as head of sharing" },
    params: id,
    answer: Resource,
  }),
  returnResource: route({
    method: "POST",
    path: "/api/catalog/resources/{id}/return",
    operation: "catalog.return-resource",
    summary: { zh: "退回并说明理由", en: "Return with a reason" },
    params: id,
    body: z.object({ reason: z.string().trim().min(2).max(400) }),
    answer: Resource,
  }),
  publishResource: route({
    method: "POST",
    path: "/api/catalog/resources/{id}/publish",
    operation: "catalog.publish-resource",
    summary: { zh: "主管部门审核通过并发布", en: "Approve and publish" },
    params: id,
    answer: Resource,
  }),
  noteChange: route({
    method: "POST",
    path: "/api/catalog/resources/{id}/changes",
    operation: "catalog.note-change",
    summary: {
      zh: "记下法律法规或者职责的变化：目录须在十个工作日内更新（条例第十七条）",
      en: "Note a change of law or duty: the entry is to be updated within ten working days (Order 809 art. 17)",
    },
    params: z.object({ id: z.uuid() }),
    body: z.object({
      /** Which law, regulation, decision or duty changed, and how. */
      reason: z.string().trim().min(2).max(400),
      /** Day on which it changed; the clock runs from it. */
      happenedOn: z.iso.date(),
    }),
    answer: Resource.extend({ update: z.object({ commitmentId: z.string(), dueOn: z.string().nullable() }) }),
  }),
  withdrawResource: route({
    method: "POST",
    path: "/api/catalog/resources/{id}/withdraw",
    operation: "catalog.withdraw-resource",
    summary: { zh: "撤回（地址保留）", en: "Withdraw (its address stays)" },
    params: id,
    body: z.object({ reason: z.string().trim().min(2).max(400) }),
    answer: Resource,
  }),
  listVersions: route({
    method: "GET",
    path: "/api/catalog/resources/{id}/versions",
    operation: "catalog.list-versions",
    summary: { zh: "历次发布版本", en: "Published versions" },
    params: id,
    answer: z.object({ items: z.array(ResourceVersion) }),
  }),
  getVersion: route({
    method: "GET",
    path: "/api/catalog/resources/{id}/versions/{version}",
    operation: "catalog.get-version",
    summary: { zh: "某一发布版本的内容", en: "What one published version said" },
    params: id.extend({ version: z.coerce.number().int().min(1) }),
    answer: ResourceVersion.extend({
      fields: ResourceFields,
      departmentName: z.string(),
      grade: z.enum(dataGrades),
      hasPersonal: z.boolean(),
    }),
  }),
  /** For those inside the department's scope, the working copy stands where `to` is not given. */
  compareVersions: route({
    method: "GET",
    path: "/api/catalog/resources/{id}/changes",
    operation: "catalog.compare-versions",
    summary: { zh: "比较两个版本（或编制稿）的差异", en: "What differs between two versions, or to the working copy" },
    params: id,
    query: z.object({
      from: z.coerce.number().int().min(1),
      to: z.coerce.number().int().min(1).optional(),
    }),
    answer: z.object({
      from: z.int(),
      /** Null: the working copy. */
      to: z.int().nullable(),
      changes: z.array(Change),
    }),
  }),
  sampleRows: route({
    method: "GET",
    path: "/api/catalog/resources/{id}/rows",
    operation: "catalog.sample-rows",
    summary: { zh: "样例行（脱敏，记账）", en: "Sample rows (masked, and on the ledger)" },
    params: id,
    query: z.object({
      limit: z.coerce.number().int().min(1).max(100).default(20),
      offset: z.coerce.number().int().min(0).default(0),
    }),
    answer: z.object({
      columns: z.array(z.object({ field: z.string(), name: Bilingual, masked: z.boolean() })),
      rows: z.array(z.object({ row: z.int(), values: z.array(z.string().nullable()) })),
      rowCount: z.int(),
      entry: z.int().nullable(),
    }),
  }),
  exportDictionary: route({
    method: "GET",
    path: "/api/catalog/resources/{id}/dictionary",
    operation: "catalog.export-dictionary",
    summary: { zh: "导出数据字典（CSV）", en: "Export the data dictionary (CSV)" },
    params: id,
    answers: "file",
  }),
  exportCatalog: route({
    method: "GET",
    path: "/api/catalog/export",
    operation: "catalog.export",
    summary: { zh: "导出目录清单（CSV）", en: "Export the catalog (CSV)" },
    query: ResourceFilter,
    answers: "file",
  }),
};
