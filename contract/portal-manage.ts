import { z } from "zod";
import { dataGrades, maskNames } from "./dictionary.ts";
import { AggregationWarning } from "./gate.ts";
import { pageOf, PageQuery } from "./page.ts";
import { accessRights, DatasetCode, Licence, PublicTheme } from "./portal.ts";
import { OpenPoint } from "./portal-point.ts";
import { route } from "./route.ts";
import { Bilingual } from "./text.ts";

/**
 * Where an open dataset stands. A change to an open one waits beside it until the bureau opens it again.
 *
 *     draft ──submit──▶ submitted ──open──▶ open ──withdraw──▶ withdrawn
 *       ▲                  │                                      │
 *       └─────return───────┘◀───────────────submit────────────────┘
 */
export const openingStates = ["draft", "submitted", "open", "withdrawn"] as const;
export type OpeningState = (typeof openingStates)[number];
export const openingStateNames: Readonly<Record<OpeningState, Bilingual>> = {
  draft: { zh: "编制中", en: "Draft" },
  submitted: { zh: "待开放", en: "Waiting to be opened" },
  open: { zh: "已开放", en: "Open" },
  withdrawn: { zh: "已撤回", en: "Withdrawn" },
};

const field = z.string().regex(/^[a-z][a-z0-9_]{0,62}$/);
const text = (least: number, most: number) => z.string().trim().min(least).max(most);

export const OpeningItem = z.object({
  field,
  /** `null`: as the dictionary demands. */
  mask: z.enum(maskNames).nullable().default(null),
  /** What the column means, in the reader's words; the catalog's own description unless said. */
  description: z.string().max(400).default(""),
});
export type OpeningItem = z.infer<typeof OpeningItem>;

/** What is given out of a resource, and how it is described. */
export const OpeningTerms = z.object({
  /** Question or plain name: what a person would ask for. */
  title: z.object({ zh: text(2, 120), en: z.string().trim().max(160) }),
  description: z.object({ zh: text(10, 2000), en: z.string().trim().max(2000) }),
  theme: z.string().max(40),
  keywords: z.array(text(1, 30)).max(20).default([]),
  licence: z.string().max(60),
  access: z.enum(accessRights),
  /** What the agreement asks for; required where access is conditional. */
  conditions: z.string().trim().max(1000).default(""),
  items: z.array(OpeningItem).min(1).max(1000),
  /** Counts that are left out where they are small, with the columns that go with them; the threshold is the rule's. */
  smallCells: z
    .array(z.object({ field, hides: z.array(field).max(100) }))
    .max(50)
    .default([]),
  spatial: z.string().trim().max(80).default(""),
  from: z.iso.date().nullable().default(null),
  until: z.iso.date().nullable().default(null),
  /** Column or columns of a point, for GeoJSON and the map. */
  point: OpenPoint.nullable().default(null),
  /** Column whose values are counted for the chart. */
  countBy: field.nullable().default(null),
  /** What the department answers to the warnings of the assessment; required where there is one. */
  acknowledged: z.string().trim().max(1000).default(""),
});
export type OpeningTerms = z.infer<typeof OpeningTerms>;

/** What stands in the way, or has to be answered: a sentence a person can act on. */
export const OpeningFinding = z.object({
  code: z.string(),
  /** `refuses`: cannot be opened like this. `warns`: the department must answer it. */
  weight: z.enum(["refuses", "warns"]),
  field: z.string().nullable(),
  text: Bilingual,
});
export type OpeningFinding = z.infer<typeof OpeningFinding>;

export const Assessment = z.object({
  items: z.array(
    z.object({
      field: z.string(),
      name: Bilingual,
      grade: z.enum(dataGrades),
      isPersonal: z.boolean(),
      mayOpen: z.boolean(),
      isMasked: z.boolean(),
      /** Named like something of a person: left out unless the department says why it is none. */
      soundsPersonal: z.boolean(),
      /** Counts people or households: small values are to be left out. */
      isCount: z.boolean(),
      why: Bilingual.nullable(),
    }),
  ),
  findings: z.array(OpeningFinding),
  aggregation: z.array(AggregationWarning),
  smallCellBelow: z.int(),
  highestGrade: z.int(),
  mayOpen: z.boolean(),
});
export type Assessment = z.infer<typeof Assessment>;

export const openingActs = ["edit", "submit", "open", "return", "withdraw"] as const;
export type OpeningAct = (typeof openingActs)[number];

/** An open dataset as those see it who look after it. */
export const Opening = z.object({
  id: z.uuid(),
  number: z.int(),
  code: DatasetCode,
  resource: z.object({ id: z.uuid(), name: z.string(), code: z.string().nullable() }),
  department: z.string(),
  departmentName: z.string(),
  state: z.enum(openingStates),
  stateSince: z.iso.datetime(),
  terms: OpeningTerms,
  /** The change that waits, of an open one. */
  proposed: OpeningTerms.nullable(),
  isProposalSubmitted: z.boolean(),
  submittedBy: z.string().nullable(),
  openedBy: z.string().nullable(),
  returned: z.object({ reason: z.string(), by: z.string(), at: z.iso.datetime() }).nullable(),
  withdrawnReason: z.string(),
  grantId: z.uuid().nullable(),
  /** Makes the files. */
  jobId: z.uuid().nullable(),
  dataVersion: z.int(),
  rowCount: z.int(),
  downloads: z.int(),
  calls: z.int(),
  version: z.int(),
  may: z.record(z.enum(openingActs), z.boolean()),
  /** Why not, for the person asking. */
  whyNot: z.record(z.string(), Bilingual),
});
export type Opening = z.infer<typeof Opening>;

const idParam = z.object({ id: z.uuid() });
const reasoned = z.object({ reason: text(2, 400) });

export const portalManageRoutes = {
  listOpenings: route({
    method: "GET",
    path: "/api/portal/openings",
    operation: "portal.list-openings",
    summary: { zh: "开放数据集管理列表", en: "Open datasets, for those who look after them" },
    query: PageQuery.extend({
      state: z.enum(openingStates).optional(),
      department: z.string().max(80).optional(),
      resourceId: z.uuid().optional(),
    }),
    answer: pageOf(Opening),
  }),
  getOpening: route({
    method: "GET",
    path: "/api/portal/openings/{id}",
    operation: "portal.get-opening",
    summary: { zh: "一个开放数据集（管理）", en: "One open dataset, for those who look after it" },
    params: idParam,
    answer: Opening,
  }),
  choices: route({
    method: "GET",
    path: "/api/portal/choices",
    operation: "portal.list-choices",
    summary: { zh: "主题和许可", en: "Themes and licences to choose from" },
    answer: z.object({ themes: z.array(PublicTheme), licences: z.array(Licence) }),
  }),
  propose: route({
    method: "GET",
    path: "/api/portal/resources/{id}/proposal",
    operation: "portal.propose-opening",
    summary: { zh: "按目录为资源拟一份开放方案", en: "A first draft of how a resource could be opened" },
    params: idParam,
    answer: z.object({ code: DatasetCode, terms: OpeningTerms, assessment: Assessment }),
  }),
  assess: route({
    method: "POST",
    path: "/api/portal/resources/{id}/assess",
    operation: "portal.assess-opening",
    summary: { zh: "开放前评估：什么能开放、什么不能、为什么", en: "What may be opened, what not, and why" },
    params: idParam,
    body: OpeningTerms,
    answer: Assessment,
    readsOnly: true,
  }),
  createOpening: route({
    method: "POST",
    path: "/api/portal/openings",
    operation: "portal.create-opening",
    summary: { zh: "新建开放数据集（草稿）", en: "Start an open dataset" },
    body: z.object({ resourceId: z.uuid(), code: DatasetCode, terms: OpeningTerms }),
    answer: Opening,
    status: 201,
  }),
  editOpening: route({
    method: "PUT",
    path: "/api/portal/openings/{id}",
    operation: "portal.edit-opening",
    summary: { zh: "修改开放方案", en: "Change what is opened and how it is described" },
    params: idParam,
    body: OpeningTerms,
    answer: Opening,
    needsIfMatch: true,
  }),
  submitOpening: route({
    method: "POST",
    path: "/api/portal/openings/{id}/submit",
    operation: "portal.submit-opening",
    summary: { zh: "报数据局开放", en: "Submit to the bureau" },
    params: idParam,
    answer: Opening,
  }),
  openOpening: route({
    method: "POST",
    path: "/api/portal/openings/{id}/open",
    operation: "portal.open-dataset",
    summary: { zh: "开放：签发开放授权并生成文件", en: "Open it: the open grant is given and files are made" },
    params: idParam,
    answer: Opening,
  }),
  returnOpening: route({
    method: "POST",
    path: "/api/portal/openings/{id}/return",
    operation: "portal.return-opening",
    summary: { zh: "退回修改", en: "Return it to the department" },
    params: idParam,
    body: reasoned,
    answer: Opening,
  }),
  withdrawOpening: route({
    method: "POST",
    path: "/api/portal/openings/{id}/withdraw",
    operation: "portal.withdraw-dataset",
    summary: { zh: "撤回开放", en: "Withdraw it from the public" },
    params: idParam,
    body: reasoned,
    answer: Opening,
  }),
};
