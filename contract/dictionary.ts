import { z } from "zod";
import { pageOf, PageQuery } from "./page.ts";
import { route } from "./route.ts";
import { Bilingual } from "./text.ts";

/** What a value is, wherever it stands: in a source, a standard table, an API field, a form. */
export const valueKinds = ["text", "integer", "decimal", "number", "date", "datetime", "time", "boolean"] as const;
export type ValueKind = (typeof valueKinds)[number];

export const ValueType = z.object({
  kind: z.enum(valueKinds),
  /** Characters, for text. */
  maxLength: z.int().min(1).max(100_000).nullable().default(null),
  /** Digits in all and behind the point, for decimal. */
  precision: z.int().min(1).max(38).nullable().default(null),
  scale: z.int().min(0).max(18).nullable().default(null),
});
export type ValueType = z.infer<typeof ValueType>;

/** Checks a value can be put to; each has one definition in JavaScript and one in SQL that agree. */
export const checkNames = [
  "citizen-id", // GB 11643
  "credit-code", // GB 32100
  "organisation-code", // GB 11714
  "licence-id", // GB/T 36904
  "service-item", // GB/T 39554.1
  "mobile-phone",
  "phone",
  "postcode",
  "email",
  "division-code", // GB/T 2260
  "bank-card", // Luhn
  "vehicle-plate", // GA 36
  "longitude",
  "latitude",
  "not-future", // a date not after today
  "not-negative",
] as const;
export type CheckName = (typeof checkNames)[number];

export const maskNames = ["name", "citizen-id", "phone", "address", "bank-card", "free-text", "date", "all"] as const;
export type MaskName = (typeof maskNames)[number];

export const elementCategories = [
  "person",
  "entity",
  "place",
  "licence",
  "time",
  "money",
  "code",
  "contact",
  "quantity",
  "other",
] as const;
export type ElementCategory = (typeof elementCategories)[number];
export const elementCategoryNames: Readonly<Record<ElementCategory, { zh: string; en: string }>> = {
  person: { zh: "自然人", en: "Person" },
  entity: { zh: "法人和组织", en: "Legal entity" },
  place: { zh: "地点", en: "Place" },
  licence: { zh: "证照", en: "Licence" },
  time: { zh: "时间", en: "Time" },
  money: { zh: "金额", en: "Money" },
  code: { zh: "代码", en: "Code" },
  contact: { zh: "联系方式", en: "Contact" },
  quantity: { zh: "数量", en: "Quantity" },
  other: { zh: "其他", en: "Other" },
};

/** GB/T 43697-2024: general data is graded 1–4 (higher is more sensitive); important and core data stand above. */
export const dataGrades = ["1", "2", "3", "4", "important", "core"] as const;
export type DataGrade = (typeof dataGrades)[number];

/** Where the one authoritative value of an element comes from (数源): department, resource, item. */
export const AuthoritativeSource = z.object({
  department: z.string(),
  resourceId: z.uuid().nullable(),
  item: z.string().nullable(),
  decidedOn: z.string(),
  basis: z.string(),
});
export type AuthoritativeSource = z.infer<typeof AuthoritativeSource>;

/** PostgreSQL keeps no NUL in a text. */
const words = (longest: number) =>
  z
    .string()
    .trim()
    .max(longest)
    .refine((text) => !text.includes("\0"), "不能有空字符 · no NUL characters");

const declared = {
  name: z.object({ zh: words(120).min(1), en: words(160) }),
  /** Lower-case column name used in standard tables and API fields: letters, digits, underscores. */
  field: z.string().regex(/^[a-z][a-z0-9_]{0,62}$/),
  definition: z.object({ zh: words(2000), en: words(2000) }),
  category: z.enum(elementCategories),
  type: ValueType,
  /** Id of a code set (`CS-…`). */
  codeSet: z.string().min(1).max(60).nullable(),
  check: z.enum(checkNames).nullable(),
  mask: z.enum(maskNames).nullable(),
  grade: z.enum(dataGrades),
  isPersonal: z.boolean(),
  isSensitivePersonal: z.boolean(),
  unit: words(20).min(1).nullable(),
  /** Other names a column of this element goes by: Chinese, English, pinyin initials. */
  synonyms: z.array(words(60).min(1)).max(100),
  /** Standard the definition follows, for example `GB 11643-1999`. */
  standard: words(120),
};
export const ElementFields = z.object({
  ...declared,
  codeSet: declared.codeSet.default(null),
  check: declared.check.default(null),
  mask: declared.mask.default(null),
  isPersonal: declared.isPersonal.default(false),
  isSensitivePersonal: declared.isSensitivePersonal.default(false),
  unit: declared.unit.default(null),
  synonyms: declared.synonyms.default([]),
  standard: declared.standard.default(""),
});
export type ElementFields = z.infer<typeof ElementFields>;

/** What an edit may change. Without defaults: a field that is not sent stays as it is. */
export const ElementEdit = z
  .object(declared)
  .partial()
  .extend({ status: z.enum(["active", "retired"]).optional() });
export type ElementEdit = z.infer<typeof ElementEdit>;

/** A data element (数据元), declared once. */
export const DataElement = ElementFields.extend({
  /** `DE-00002`. */
  id: z.string(),
  status: z.enum(["active", "retired"]),
  source: AuthoritativeSource.nullable(),
  version: z.int(),
  may: z.object({ edit: z.boolean(), decideSource: z.boolean() }),
});
export type DataElement = z.infer<typeof DataElement>;

export const Code = z.object({
  code: words(60).min(1),
  name: z.object({ zh: words(200).min(1), en: words(200) }),
  /** Texts departments write for the same thing (`男性`, `M`). */
  aliases: z.array(words(200).min(1)).max(100).default([]),
  status: z.enum(["active", "retired"]).default("active"),
});
export type Code = z.infer<typeof Code>;

export const CodeSetFields = z.object({
  name: z.object({ zh: words(120).min(1), en: words(160) }),
  standard: words(120).default(""),
  codes: z.array(Code).max(5000),
});
export type CodeSetFields = z.infer<typeof CodeSetFields>;

/** One version of a code set (代码集). Older versions stay readable. */
export const CodeSet = CodeSetFields.extend({
  /** `CS-GENDER`. */
  id: z.string(),
  version: z.int(),
  /** First day on which this version counts. */
  effectiveOn: z.string(),
  may: z.object({ edit: z.boolean() }),
});
export type CodeSet = z.infer<typeof CodeSet>;

/** A column somebody wants to map: its name, comment and some values. */
export const ColumnHint = z.object({
  name: z.string().max(200),
  comment: z.string().max(400).default(""),
  samples: z.array(z.string().max(2000)).max(500).default([]),
});
export type ColumnHint = z.infer<typeof ColumnHint>;

export const Proposal = z.object({
  element: z.string(),
  name: Bilingual,
  field: z.string(),
  /** 0 to 1. */
  confidence: z.number(),
  /** Why, in a sentence a person can check. */
  reason: Bilingual,
});
export type Proposal = z.infer<typeof Proposal>;

export const dictionaryRoutes = {
  listElements: route({
    method: "GET",
    path: "/api/dictionary/elements",
    operation: "dictionary.list-elements",
    summary: { zh: "数据元列表", en: "List data elements" },
    query: PageQuery.extend({
      q: z.string().max(60).optional(),
      category: z.enum(elementCategories).optional(),
      grade: z.enum(dataGrades).optional(),
      hasSource: z.stringbool().optional(),
      status: z.enum(["active", "retired"]).optional(),
    }),
    answer: pageOf(DataElement),
  }),
  getElement: route({
    method: "GET",
    path: "/api/dictionary/elements/{id}",
    operation: "dictionary.get-element",
    summary: { zh: "一个数据元", en: "One data element" },
    params: z.object({ id: z.string() }),
    answer: DataElement,
  }),
  createElement: route({
    method: "POST",
    path: "/api/dictionary/elements",
    operation: "dictionary.create-element",
    summary: { zh: "新建数据元", en: "Declare a data element" },
    body: ElementFields,
    answer: DataElement,
    status: 201,
  }),
  editElement: route({
    method: "PATCH",
    path: "/api/dictionary/elements/{id}",
    operation: "dictionary.edit-element",
    summary: { zh: "修改数据元", en: "Edit a data element" },
    params: z.object({ id: z.string() }),
    body: ElementEdit,
    answer: DataElement,
    needsIfMatch: true,
  }),
  decideSource: route({
    method: "PUT",
    path: "/api/dictionary/elements/{id}/source",
    operation: "dictionary.decide-source",
    summary: { zh: "裁定数源（一数一源）", en: "Decide the one authoritative source" },
    params: z.object({ id: z.string() }),
    body: z.object({
      department: z.string(),
      resourceId: z.uuid().nullable().default(null),
      item: z.string().nullable().default(null),
      basis: z.string().trim().min(2).max(400),
    }),
    answer: DataElement,
    needsIfMatch: true,
  }),
  exportElements: route({
    method: "GET",
    path: "/api/dictionary/elements/export",
    operation: "dictionary.export-elements",
    summary: { zh: "导出数据元（CSV 或 JSON）", en: "Export data elements (CSV or JSON)" },
    query: z.object({ format: z.enum(["csv", "json"]).default("csv") }),
    answers: "file",
  }),
  importElements: route({
    method: "POST",
    path: "/api/dictionary/elements/import",
    operation: "dictionary.import-elements",
    summary: {
      zh: "导入数据元（CSV 或 JSON）：好的行入库，坏的行说明原因",
      en: "Import data elements (CSV or JSON): good rows go in, bad rows say why",
    },
    body: z.object({
      format: z.enum(["csv", "json"]),
      content: z.string().max(4_000_000),
      /** Only says what would happen. */
      dryRun: z.boolean().default(false),
    }),
    answer: z.object({
      created: z.int(),
      updated: z.int(),
      unchanged: z.int(),
      /** `row` as a spreadsheet counts them, the headings being row 1; in JSON the position in the array, from 1. */
      rejected: z.array(z.object({ row: z.int(), column: z.string().nullable(), reason: Bilingual })),
    }),
  }),
  listCodeSets: route({
    method: "GET",
    path: "/api/dictionary/code-sets",
    operation: "dictionary.list-code-sets",
    summary: { zh: "代码集列表", en: "List code sets" },
    query: PageQuery.extend({ q: z.string().max(60).optional() }),
    answer: pageOf(CodeSet.omit({ codes: true }).extend({ codeCount: z.int() })),
  }),
  getCodeSet: route({
    method: "GET",
    path: "/api/dictionary/code-sets/{id}",
    operation: "dictionary.get-code-set",
    summary: { zh: "一个代码集；可指定版本", en: "One code set, in any version" },
    params: z.object({ id: z.string() }),
    query: z.object({ version: z.coerce.number().int().optional() }),
    answer: CodeSet.extend({ versions: z.array(z.object({ version: z.int(), effectiveOn: z.string() })) }),
  }),
  createCodeSet: route({
    method: "POST",
    path: "/api/dictionary/code-sets",
    operation: "dictionary.create-code-set",
    summary: { zh: "新建代码集", en: "Create a code set" },
    body: CodeSetFields.extend({ id: z.string().regex(/^CS-[A-Z0-9-]{2,40}$/), effectiveOn: z.iso.date() }),
    answer: CodeSet,
    status: 201,
  }),
  reviseCodeSet: route({
    method: "PUT",
    path: "/api/dictionary/code-sets/{id}",
    operation: "dictionary.revise-code-set",
    summary: { zh: "代码集出新版本（旧版本保留）", en: "Make a new version of a code set (older ones stay)" },
    params: z.object({ id: z.string() }),
    body: CodeSetFields.extend({ effectiveOn: z.iso.date() }),
    answer: CodeSet,
    needsIfMatch: true,
  }),
  propose: route({
    method: "POST",
    path: "/api/dictionary/propose",
    operation: "dictionary.propose",
    summary: { zh: "看列名和样值，推荐数据元并说明理由", en: "Propose elements for columns, with reasons" },
    readsOnly: true,
    body: z.object({ columns: z.array(ColumnHint).max(500) }),
    answer: z.object({ columns: z.array(z.object({ name: z.string(), proposals: z.array(Proposal) })) }),
  }),
  checkValues: route({
    method: "POST",
    path: "/api/dictionary/elements/{id}/check",
    operation: "dictionary.check-values",
    summary: { zh: "试一试：这些值符合这个数据元吗", en: "Try values against an element" },
    params: z.object({ id: z.string() }),
    readsOnly: true,
    body: z.object({ values: z.array(z.string().max(2000)).max(200) }),
    answer: z.object({
      results: z.array(
        z.object({
          value: z.string(),
          cleaned: z.string().nullable(),
          isValid: z.boolean(),
          reason: Bilingual.nullable(),
          masked: z.string(),
        }),
      ),
    }),
  }),
};
