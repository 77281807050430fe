import { z } from "zod";
import { maskNames } from "./dictionary.ts";
import { pageOf, PageQuery } from "./page.ts";
import { networkZones } from "./registry.ts";
import { route } from "./route.ts";
import { Bilingual } from "./text.ts";

/** How data may leave under a grant: answered calls, files a program fetches, files a person downloads, pushed tables. */
export const gateModes = ["api", "batch", "file", "push"] as const;
export type GateMode = (typeof gateModes)[number];
export const gateModeNames: Readonly<Record<GateMode, Bilingual>> = {
  api: { zh: "查询接口", en: "Query API" },
  batch: { zh: "批量交换", en: "Batch exchange" },
  file: { zh: "文件下载", en: "File download" },
  push: { zh: "推送", en: "Push" },
};

/**
 * What was decided about a grant. `prepared`: agreed, waits for the use commitment. Whether an active one has begun or run
 * out is a matter of the day: `grantStatuses`.
 */
export const grantStates = ["prepared", "active", "suspended", "ended"] as const;
export type GrantState = (typeof grantStates)[number];
export const grantStatuses = ["prepared", "not-yet", "active", "suspended", "expired", "ended"] as const;
export type GrantStatus = (typeof grantStatuses)[number];
export const grantStatusNames: Readonly<Record<GrantStatus, Bilingual>> = {
  prepared: { zh: "待签承诺", en: "Awaiting commitment" },
  "not-yet": { zh: "未到生效日", en: "Not yet valid" },
  active: { zh: "有效", en: "Active" },
  suspended: { zh: "已暂停", en: "Suspended" },
  expired: { zh: "已到期", en: "Expired" },
  ended: { zh: "已终止", en: "Ended" },
};

const field = z.string().regex(/^[a-z][a-z0-9_]{0,62}$/);
const value = z.string().max(400);

/** One condition on the rows of a grant. Several are joined by "and". Values are written as the item's canonical text. */
export const RowCondition = z.union([
  z.object({ item: field, op: z.literal("="), value }),
  z.object({ item: field, op: z.literal("in"), values: z.array(value).min(1).max(1000) }),
  /** Both ends belong to it. */
  z.object({ item: field, op: z.literal("between"), from: value, to: value }),
  z.object({ item: field, op: z.literal("starts-with"), value: value.min(1) }),
  z.object({ item: field, op: z.literal("is-null") }),
  /** The item is a division code at or below the requesting department's own division. */
  z.object({ item: field, op: z.literal("own-division") }),
]);
export type RowCondition = z.infer<typeof RowCondition>;

/**
 * One granted item. `mask: null` leaves what the dictionary demands; a name asks for that mask where the dictionary demands
 * none, and `all` always hides the value; `unmasked` shows the value as it is and needs a reason.
 */
export const GrantItem = z.object({
  field,
  mask: z
    .enum([...maskNames, "unmasked"])
    .nullable()
    .default(null),
  reason: z.string().max(400).default(""),
});
export type GrantItem = z.infer<typeof GrantItem>;

export const GrantBasis = z.object({
  /** `law`, `administrative-regulation`, `service-item` … as the library of bases calls it. */
  kind: z.string().max(60),
  title: z.string().trim().min(2).max(200),
  article: z.string().max(60).default(""),
});

const day = z.iso.date();

/** The department of an open grant: everybody. No department can have this code. */
export const publicReader = "public";
export const publicReaderName: Bilingual = { zh: "社会公众", en: "The public" };

/** Small cells: where a row counts fewer than `below` (and more than none), the count and what goes with it is left out. */
export const SmallCells = z.object({
  below: z.int().min(2).max(1000),
  counts: z
    .array(z.object({ field, hides: z.array(field).max(100) }))
    .min(1)
    .max(50),
});
export type SmallCells = z.infer<typeof SmallCells>;

export const GrantTerms = z.object({
  /** The department that may use the data (`publicReader`: everybody), and for which of its systems and clients; none named: any. */
  department: z.string(),
  systemId: z.uuid().nullable().default(null),
  clients: z.array(z.string().max(80)).max(100).default([]),
  /** Resource by id. */
  resourceId: z.uuid(),
  items: z.array(GrantItem).min(1).max(1000),
  purpose: z.string().trim().min(2).max(400),
  scene: z.string().trim().max(400).default(""),
  basis: z.array(GrantBasis).max(20).default([]),
  rows: z.array(RowCondition).max(50).default([]),
  modes: z.array(z.enum(gateModes)).min(1),
  /** Calls in one second, over all processes of the hub; null is unlimited. */
  ratePerSecond: z.int().min(1).max(100_000).nullable().default(null),
  /** Records asked for: one for each key looked up, one for each row of a list or file. Days are China Standard Time. */
  quotaPerDay: z.int().min(1).nullable().default(null),
  quotaPerMonth: z.int().min(1).nullable().default(null),
  /** Where calls may come from; empty is anywhere. */
  zones: z.array(z.enum(networkZones)).default([]),
  /** Both days belong to it. `until: null` stands for no end agreed. */
  validFrom: day,
  validUntil: day.nullable().default(null),
  smallCells: SmallCells.optional(),
  /** The request it answers, for example `sharing` and its id. */
  request: z
    .object({ module: z.string().max(40), id: z.string().max(80), title: z.string().max(200) })
    .nullable()
    .default(null),
});
export type GrantTerms = z.infer<typeof GrantTerms>;
export type GrantTermsInput = z.input<typeof GrantTerms>;

export const Grant = z.object({
  id: z.uuid(),
  number: z.int(),
  /** `G-000123`, as people and the header `Weir-Grant` write it. */
  code: z.string(),
  state: z.enum(grantStates),
  status: z.enum(grantStatuses),
  /** Why it is suspended or ended. */
  stateReason: z.string(),
  stateSince: z.iso.datetime(),
  terms: GrantTerms,
  departmentName: z.string(),
  resource: z.object({
    id: z.uuid(),
    number: z.int(),
    code: z.string().nullable(),
    name: z.string(),
    department: z.string(),
    departmentName: z.string(),
  }),
  /** The first answer with at least one row, and its ledger entry. */
  firstDeliveryAt: z.iso.datetime().nullable(),
  firstDeliveryEntry: z.int().nullable(),
  createdAt: z.iso.datetime(),
  version: z.int(),
  may: z.object({ suspend: z.boolean(), resume: z.boolean(), end: z.boolean(), use: z.boolean(), push: z.boolean() }),
});
export type Grant = z.infer<typeof Grant>;

/** One step in the life of a grant, newest first; `terms` is what it said from then on. */
export const GrantVersion = z.object({
  version: z.int(),
  state: z.enum(grantStates),
  terms: GrantTerms,
  reason: z.string(),
  by: z.object({ id: z.string(), name: z.string() }),
  at: z.iso.datetime(),
});

/** Why not: the rule in a sentence, who can change it, and how. */
export const Refusal = z.object({ code: z.string(), rule: Bilingual, who: Bilingual, how: Bilingual });
export type Refusal = z.infer<typeof Refusal>;

export const GateQuestion = z.object({
  /** The department that would ask; the actor's own unless said. */
  department: z.string().optional(),
  /** Id, code or number. */
  resource: z.string().max(120),
  items: z.array(z.string().max(80)).max(1000).default([]),
  mode: z.enum(gateModes).default("api"),
  client: z.string().max(80).nullable().default(null),
  zone: z.enum(networkZones).nullable().default(null),
  filters: z.array(RowCondition).max(50).default([]),
});
export type GateQuestion = z.infer<typeof GateQuestion>;

export const GateVerdict = z.object({
  isAllowed: z.boolean(),
  /** The grant it is allowed under, or the nearest one that refuses. */
  grant: z
    .object({ id: z.uuid(), code: z.string(), purpose: z.string(), validUntil: z.string().nullable() })
    .nullable(),
  refusal: Refusal.nullable(),
});
export type GateVerdict = z.infer<typeof GateVerdict>;

/** What grants of one department would reveal together and none alone (Order 809 art. 25). */
export const AggregationWarning = z.object({
  kind: z.enum(["names-sensitive", "singles-out"]),
  text: Bilingual,
  /** Items (as names) that join the resources. */
  joinedBy: z.array(Bilingual),
  grants: z.array(z.object({ id: z.uuid(), code: z.string(), resourceName: z.string() })),
});
export type AggregationWarning = z.infer<typeof AggregationWarning>;

/** A value as it leaves: numbers and truth values as such, everything else as its canonical text. */
const OutValue = z.union([z.string(), z.number(), z.boolean(), z.null()]);
export const GateRecord = z.record(z.string(), OutValue);
export type GateRecord = z.infer<typeof GateRecord>;

export const GateAnswer = z.object({
  items: z.array(GateRecord),
  next: z.string().nullable(),
  /** Known where everything fits on the page, or with `count=true`. */
  total: z.int().nullable(),
  grant: z.string(),
  /** When the data was loaded from the provider. */
  loadedAt: z.iso.datetime().nullable(),
});

export const exportFormats = ["csv", "ndjson", "parquet", "xlsx"] as const;
export type ExportFormat = (typeof exportFormats)[number];

export const GateExport = z.object({
  id: z.uuid(),
  grant: z.object({ id: z.uuid(), code: z.string(), purpose: z.string() }),
  resource: z.object({ id: z.uuid(), name: z.string() }),
  department: z.string(),
  format: z.enum(exportFormats),
  state: z.enum(["queued", "running", "ready", "failed", "expired"]),
  jobId: z.uuid().nullable(),
  fileName: z.string(),
  sizeBytes: z.int().nullable(),
  sha256: z.string().nullable(),
  rowCount: z.int().nullable(),
  createdBy: z.string(),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  entry: z.int().nullable(),
  problem: z.object({ code: z.string(), zh: z.string(), en: z.string() }).nullable(),
});
export type GateExport = z.infer<typeof GateExport>;

export const PushTarget = z.object({
  kind: z.enum(["postgres", "mysql"]),
  host: z.string().trim().min(1).max(255),
  port: z.int().min(1).max(65_535),
  database: z.string().trim().min(1).max(120),
  schema: z.string().max(120).default(""),
  user: z.string().trim().min(1).max(120),
  table: z.string().regex(/^[A-Za-z_][A-Za-z0-9_]{0,62}$/),
  /** Whole table each time, or only what differs by key. */
  what: z.enum(["full", "changed"]).default("changed"),
  /** Also after every load of the resource. */
  afterLoad: z.boolean().default(true),
});
export type PushTarget = z.infer<typeof PushTarget>;

export const GatePush = z.object({
  target: PushTarget,
  state: z.enum(["idle", "queued", "running", "failed"]),
  jobId: z.uuid().nullable(),
  lastAt: z.iso.datetime().nullable(),
  lastRows: z.int().nullable(),
  problem: z.object({ code: z.string(), zh: z.string(), en: z.string() }).nullable(),
  version: z.int(),
});
export type GatePush = z.infer<typeof GatePush>;

/** Which addresses belong to which zone; an address in none belongs to `otherwise`. */
export const ZoneRanges = z.object({
  ranges: z.array(z.object({ cidr: z.string().max(60), zone: z.enum(networkZones) })).max(500),
  otherwise: z.enum(networkZones),
  version: z.int(),
});
export type ZoneRanges = z.infer<typeof ZoneRanges>;

const resourceKey = z.object({ code: z.string().min(1).max(200) });
const idParam = z.object({ id: z.uuid() });

/**
 * `{item}=value` asks for rows with that value (several: any of them); `{item}.gte`, `{item}.lte`, `{item}.prefix` narrow;
 * `items=a,b` asks for some of the granted items only.
 */
const recordsQuery = z
  .object({
    limit: z.coerce.number().int().min(1).max(500).default(100),
    cursor: z.string().max(200).optional(),
    count: z.enum(["true", "false"]).optional(),
    items: z.string().max(8000).optional(),
  })
  .catchall(z.union([z.string().max(400), z.array(z.string().max(400)).max(1000)]));

export const gateRoutes = {
  records: route({
    method: "GET",
    path: "/api/gate/resources/{code}/records",
    operation: "gate.look-up",
    summary: {
      zh: "按主键查询，或按条件逐页读取授权范围内的记录",
      en: "Look records up by key, or read them page by page",
    },
    params: resourceKey,
    query: recordsQuery,
    answer: GateAnswer,
    answers: "raw",
  }),
  recordsBatch: route({
    method: "POST",
    path: "/api/gate/resources/{code}/records:batch",
    operation: "gate.look-up-batch",
    summary: { zh: "一次查询最多 1000 个主键", en: "Look up to 1,000 keys at once" },
    params: resourceKey,
    body: z.object({
      keys: z
        .array(z.record(z.string(), z.string().max(400)))
        .min(1)
        .max(1000),
      items: z.array(z.string().max(80)).max(1000).optional(),
    }),
    answer: z.object({
      /** One entry for each key asked for, in the order of asking. */
      items: z.array(z.object({ key: z.record(z.string(), z.string()), records: z.array(GateRecord) })),
      grant: z.string(),
      loadedAt: z.iso.datetime().nullable(),
    }),
    answers: "raw",
    readsOnly: true,
  }),
  schema: route({
    method: "GET",
    path: "/api/gate/resources/{code}/schema",
    operation: "gate.describe",
    summary: { zh: "授权范围内记录的 JSON Schema", en: "JSON Schema of a record under the grant" },
    params: resourceKey,
    answer: z.record(z.string(), z.unknown()),
  }),
  openApi: route({
    method: "GET",
    path: "/api/gate/resources/{code}/openapi.json",
    operation: "gate.describe-api",
    summary: { zh: "按授权生成的接口说明（OpenAPI 3.1）", en: "OpenAPI 3.1 of the calls the grant allows" },
    params: resourceKey,
    answer: z.record(z.string(), z.unknown()),
  }),
  why: route({
    method: "POST",
    path: "/api/gate/why",
    operation: "gate.why",
    summary: { zh: "能不能调、为什么不能、谁能改、怎么办", en: "May I, why not, who can change it, and how" },
    body: GateQuestion,
    answer: GateVerdict,
    readsOnly: true,
  }),
  aggregation: route({
    method: "POST",
    path: "/api/gate/aggregation",
    operation: "gate.warn-aggregation",
    summary: {
      zh: "汇聚关联风险提示（条例第二十五条）",
      en: "What these items would reveal together with what the department already has",
    },
    body: z.object({
      department: z.string().optional(),
      resource: z.string().max(120),
      items: z.array(z.string().max(80)).max(1000),
    }),
    answer: z.object({ items: z.array(AggregationWarning) }),
    readsOnly: true,
  }),
  listGrants: route({
    method: "GET",
    path: "/api/gate/grants",
    operation: "gate.list-grants",
    summary: { zh: "授权清单", en: "Grants" },
    query: PageQuery.extend({
      department: z.string().max(80).optional(),
      provider: z.string().max(80).optional(),
      resourceId: z.uuid().optional(),
      state: z.enum(grantStates).optional(),
      /** Only those that run out within so many days. */
      endingWithinDays: z.coerce.number().int().min(0).max(3650).optional(),
    }),
    answer: pageOf(Grant),
  }),
  getGrant: route({
    method: "GET",
    path: "/api/gate/grants/{id}",
    operation: "gate.get-grant",
    summary: { zh: "一项授权", en: "One grant" },
    params: idParam,
    answer: Grant.extend({ history: z.array(GrantVersion), usage: z.object({ today: z.int(), thisMonth: z.int() }) }),
  }),
  suspendGrant: route({
    method: "POST",
    path: "/api/gate/grants/{id}/suspend",
    operation: "gate.suspend-grant",
    summary: { zh: "暂停授权，一秒内处处生效", en: "Suspend a grant; everything under it stops within a second" },
    params: idParam,
    body: z.object({ reason: z.string().trim().min(2).max(400) }),
    answer: Grant,
  }),
  resumeGrant: route({
    method: "POST",
    path: "/api/gate/grants/{id}/resume",
    operation: "gate.resume-grant",
    summary: { zh: "恢复授权", en: "Resume a suspended grant" },
    params: idParam,
    body: z.object({ reason: z.string().trim().min(2).max(400) }),
    answer: Grant,
  }),
  endGrant: route({
    method: "POST",
    path: "/api/gate/grants/{id}/end",
    operation: "gate.end-grant",
    summary: { zh: "终止授权，不可恢复", en: "End a grant for good" },
    params: idParam,
    body: z.object({ reason: z.string().trim().min(2).max(400) }),
    answer: Grant,
  }),
  createExport: route({
    method: "POST",
    path: "/api/gate/resources/{code}/exports",
    operation: "gate.create-export",
    summary: { zh: "按授权生成文件（后台任务）", en: "Make a file under the grant (a job)" },
    params: resourceKey,
    body: z.object({
      format: z.enum(exportFormats),
      /** Grant by id or code, where the department has several for this resource. */
      grant: z.string().max(80).optional(),
      items: z.array(z.string().max(80)).max(1000).optional(),
      filters: z.array(RowCondition).max(50).default([]),
    }),
    answer: GateExport,
    status: 201,
  }),
  listExports: route({
    method: "GET",
    path: "/api/gate/exports",
    operation: "gate.list-exports",
    summary: { zh: "已生成的文件", en: "Files made" },
    query: PageQuery.extend({ grantId: z.uuid().optional() }),
    answer: pageOf(GateExport),
  }),
  getExport: route({
    method: "GET",
    path: "/api/gate/exports/{id}",
    operation: "gate.get-export",
    summary: { zh: "一个文件", en: "One file" },
    params: idParam,
    answer: GateExport,
  }),
  downloadExport: route({
    method: "GET",
    path: "/api/gate/exports/{id}/file",
    operation: "gate.download-export",
    summary: { zh: "下载文件（可断点续传）", en: "Download a file; resumable by Range" },
    params: idParam,
    answers: "raw",
  }),
  traceFile: route({
    method: "POST",
    path: "/api/gate/trace",
    operation: "gate.trace-file",
    summary: {
      zh: "凭数据追踪码查明文件出自哪项授权",
      en: "Name the grant a leaked copy was made under, by its trace codes",
    },
    body: z.object({ codes: z.array(z.string().max(40)).min(1).max(2000) }),
    answer: z.object({
      exports: z.array(
        z.object({
          exportId: z.uuid(),
          grant: z.object({ id: z.uuid(), code: z.string(), purpose: z.string() }),
          department: z.string(),
          departmentName: z.string(),
          resourceName: z.string(),
          createdBy: z.string(),
          createdAt: z.iso.datetime(),
          rows: z.array(z.int()),
        }),
      ),
      unknown: z.int(),
    }),
  }),
  getPush: route({
    method: "GET",
    path: "/api/gate/grants/{id}/push",
    operation: "gate.get-push",
    summary: { zh: "推送设置", en: "Where a grant is pushed to" },
    params: idParam,
    answer: GatePush,
  }),
  setPush: route({
    method: "PUT",
    path: "/api/gate/grants/{id}/push",
    operation: "gate.set-push",
    summary: { zh: "设置推送到本部门的哪张表", en: "Say which table of one's own to push into" },
    params: idParam,
    body: PushTarget.extend({ password: z.string().max(400).optional() }),
    answer: GatePush,
    /** Version 0 where nothing has been set yet. */
    needsIfMatch: true,
  }),
  runPush: route({
    method: "POST",
    path: "/api/gate/grants/{id}/push/run",
    operation: "gate.run-push",
    summary: { zh: "立即推送", en: "Push now" },
    params: idParam,
    answer: GatePush,
    status: 202,
  }),
  getZones: route({
    method: "GET",
    path: "/api/gate/zones",
    operation: "gate.get-zones",
    summary: { zh: "网络区域与地址段", en: "Network zones by address" },
    answer: ZoneRanges,
  }),
  setZones: route({
    method: "PUT",
    path: "/api/gate/zones",
    operation: "gate.set-zones",
    summary: { zh: "修改网络区域的地址段", en: "Set which addresses belong to which zone" },
    body: ZoneRanges.omit({ version: true }),
    answer: ZoneRanges,
    needsIfMatch: true,
  }),
};
