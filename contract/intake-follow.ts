import { z } from "zod";
import { Connection, databaseKinds, MappedColumn, Notice } from "./intake.ts";
import { ArrivalPlan } from "./intake-place.ts";
import { FollowLag, followHealths } from "./intake-standing.ts";
import { pageOf, PageQuery } from "./page.ts";
import { route } from "./route.ts";
import { Bilingual } from "./text.ts";

/**
 * How a source table is followed. 全量: the whole table each time, swapped at once; 按水位: rows whose time or number is
 * new, with an overlap for late commits; 比对: keys and row hashes of the whole table, which also finds deletions;
 * 变更捕获: every committed change from the database's own log. Of places: 文件 takes each arriving file once, 消息流 every
 * message of a stream.
 */
export const tableModes = ["full", "watermark", "compare", "capture"] as const;
export type TableMode = (typeof tableModes)[number];
export const followModes = [...tableModes, "files", "stream"] as const;
export type FollowMode = (typeof followModes)[number];

const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
export const TimeZone = z.string().min(1).max(60).default("Asia/Shanghai");

/** When a follow runs by itself. Capture runs all the time and takes `always`. */
export const Schedule = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("manual") }),
  z.object({ kind: z.literal("cron"), cron: z.string().trim().min(9).max(120), timeZone: TimeZone }),
  /** After each run of another follow that ended well. */
  z.object({ kind: z.literal("after"), followId: z.uuid() }),
  /** When a file of the source arrives. */
  z.object({ kind: z.literal("arrival") }),
  z.object({ kind: z.literal("always") }),
]);
export type Schedule = z.infer<typeof Schedule>;

/** The only hours in which the source is read, `22:00` to `06:00` over midnight; a run outside them waits. */
export const ReadingWindow = z.object({ from: clockTime, to: clockTime, timeZone: TimeZone });
export type ReadingWindow = z.infer<typeof ReadingWindow>;

export const driftPolicies = ["stop", "go-on"] as const;
export type DriftPolicy = (typeof driftPolicies)[number];

export const RetryPolicy = z.object({
  /** Tries after the first, 0 to 10. */
  attempts: z.int().min(0).max(10).default(3),
  /** Wait before the first retry; doubled each time, at most an hour. */
  waitSeconds: z.int().min(1).max(3600).default(30),
});
export type RetryPolicy = z.infer<typeof RetryPolicy>;

/** What a person decides about following one table. */
export const FollowPlan = z.object({
  mode: z.enum(followModes),
  /** Columns of the source that tell rows apart; not needed by `full`, by files that are appended, by streams. */
  key: z.array(z.string().min(1).max(120)).max(16).default([]),
  watermark: z
    .object({
      column: z.string().min(1).max(120),
      /** Seconds (of a time column) or units (of a number column) read again each time, for commits that came late. */
      overlap: z.int().min(0).max(31_622_400).default(300),
    })
    .nullable()
    .default(null),
  /** Of mode `files`. */
  files: ArrivalPlan.nullable().default(null),
  /** Earlier versions of rows are kept with valid-from and valid-to. */
  keepsHistory: z.boolean().default(false),
  schedule: Schedule.default({ kind: "manual" }),
  window: ReadingWindow.nullable().default(null),
  retry: RetryPolicy.default({ attempts: 3, waitSeconds: 30 }),
  /** A run stops where more than this share of its rows is rejected (from 100 rows on); null: never. */
  dirtyLimit: z.number().min(0).max(1).nullable().default(0.2),
  drift: z.enum(driftPolicies).default("stop"),
  /** Count and checksum of the source after each run (capture: each day); costs the source one reading of the table. */
  reconciles: z.boolean().default(true),
});
export type FollowPlan = z.infer<typeof FollowPlan>;

/** `active` runs by its schedule; `paused` by a person; `stopped` by trouble that a person must look at. */
export const followStates = ["active", "paused", "stopped"] as const;
export type FollowState = (typeof followStates)[number];

export const runStates = ["queued", "waiting", "running", "done", "failed", "cancelled"] as const;
export type RunState = (typeof runStates)[number];
export const runTriggers = ["schedule", "person", "after", "arrival", "retry", "backfill"] as const;
export type RunTrigger = (typeof runTriggers)[number];

export const stageNames = ["connect", "snapshot", "read", "clean", "apply", "follow", "reconcile"] as const;
export type StageName = (typeof stageNames)[number];

export const RunStage = z.object({
  name: z.enum(stageNames),
  startedAt: z.iso.datetime(),
  endedAt: z.iso.datetime().nullable(),
  rows: z.int().nullable(),
});
export type RunStage = z.infer<typeof RunStage>;

/** What became of the rows; `read` is what the source gave. */
export const RunCounts = z.object({
  read: z.int(),
  inserted: z.int(),
  updated: z.int(),
  deleted: z.int(),
  /** Read again by overlap or comparison, and found the same. */
  unchanged: z.int(),
  rejected: z.int(),
});
export type RunCounts = z.infer<typeof RunCounts>;

export const Told = z.looseObject({ code: z.string(), zh: z.string(), en: z.string() });

/** A comparison of source and lake at one moment. */
export const Reconciliation = z.object({
  id: z.uuid(),
  followId: z.uuid(),
  runId: z.uuid().nullable(),
  at: z.iso.datetime(),
  sourceCount: z.int(),
  /** Good rows in the standard table and rejected rows beside it; together they are the source's. */
  lakeCount: z.int(),
  rejectedCount: z.int(),
  sourceChecksum: z.string().nullable(),
  lakeChecksum: z.string().nullable(),
  isMatching: z.boolean(),
  /** The result as a sentence, with the numbers that differ. */
  text: Bilingual,
  columns: z.array(z.string()),
  /** The ticket of a mismatch: a commitment on the one clock. */
  ticket: z.object({ commitmentId: z.uuid(), dueAt: z.string().nullable(), isOpen: z.boolean() }).nullable(),
});
export type Reconciliation = z.infer<typeof Reconciliation>;

export const driftKinds = ["added", "removed", "renamed", "retyped"] as const;
export type DriftKind = (typeof driftKinds)[number];

export const DriftChange = z.object({
  kind: z.enum(driftKinds),
  column: z.string(),
  /** New name of a column that looks renamed, new type of a retyped one. */
  to: z.string().nullable(),
  from: z.string().nullable(),
  /** True where the column is loaded: following cannot go on as before. */
  isLoaded: z.boolean(),
  /** Field of the standard table it feeds, where it is loaded. */
  field: z.string().nullable(),
  text: Bilingual,
});
export type DriftChange = z.infer<typeof DriftChange>;

/** Something further on that uses the loaded columns a change touches. */
export const DriftReach = z.object({
  kind: z.enum(["grant", "serving", "library", "quality", "follow"]),
  id: z.string(),
  name: z.string(),
  /** Who uses it, where somebody does. */
  owner: z.string(),
  /** Fields it uses among those touched. */
  fields: z.array(z.string()),
});
export type DriftReach = z.infer<typeof DriftReach>;

/** The source table has another shape than the mapping knows. */
export const Drift = z.object({
  id: z.uuid(),
  followId: z.uuid(),
  foundAt: z.iso.datetime(),
  changes: z.array(DriftChange),
  /** As it was when the change was found. */
  reaches: z.array(DriftReach),
  outcome: z.enum(["stopped", "went-on"]),
  /** Null while a person has not looked. */
  settledAt: z.iso.datetime().nullable(),
  settledBy: z.string().nullable(),
});
export type Drift = z.infer<typeof Drift>;

export const Run = z.object({
  id: z.uuid(),
  /** Over all follows, for links and the ledger. */
  number: z.int(),
  /** Within its follow, as people count. */
  followNumber: z.int(),
  followId: z.uuid(),
  resourceId: z.uuid(),
  resourceName: z.string(),
  department: z.string(),
  departmentName: z.string(),
  sourceId: z.uuid(),
  sourceName: z.string(),
  table: z.string(),
  mode: z.enum(followModes),
  trigger: z.enum(runTriggers),
  state: z.enum(runStates),
  /** Why it waits: the window, the source's limit, a retry. */
  waitsFor: Bilingual.nullable(),
  startsAfter: z.iso.datetime().nullable(),
  attempt: z.int(),
  stages: z.array(RunStage),
  counts: RunCounts,
  batches: z.int(),
  /** Where the lake stands in the source's log or watermark. */
  position: z.string().nullable(),
  positionText: Bilingual.nullable(),
  /** Rows a second, newest last, one point for every few seconds of the run; at most 120. */
  throughput: z.array(z.object({ at: z.iso.datetime(), rowsPerSecond: z.number() })),
  /** The load that holds its rejected rows; null where none was made. */
  loadId: z.uuid().nullable(),
  jobId: z.uuid().nullable(),
  reconciliation: Reconciliation.nullable(),
  driftId: z.uuid().nullable(),
  startedBy: z.string(),
  createdAt: z.iso.datetime(),
  startedAt: z.iso.datetime().nullable(),
  endedAt: z.iso.datetime().nullable(),
  entry: z.int().nullable(),
  problem: Told.nullable(),
  may: z.object({ cancel: z.boolean(), retry: z.boolean() }),
});
export type Run = z.infer<typeof Run>;

export const FollowFinding = Notice.extend({
  weight: z.enum(["stop", "warn"]),
  /** What the source's administrator runs to mend it, where one statement does. */
  statement: z.string().nullable(),
});
export type FollowFinding = z.infer<typeof FollowFinding>;

export const Follow = z.object({
  id: z.uuid(),
  resourceId: z.uuid(),
  resourceName: z.string(),
  department: z.string(),
  departmentName: z.string(),
  sourceId: z.uuid(),
  sourceName: z.string(),
  sourceKind: z.string(),
  table: z.string(),
  plan: FollowPlan,
  state: z.enum(followStates),
  health: z.enum(followHealths),
  /** The health as a sentence: what is the matter and what to do. */
  text: Bilingual,
  /** The schedule in words, such as 每天 02:30（北京时间）. */
  scheduleText: Bilingual,
  lag: FollowLag.nullable(),
  /** Lag over time for a sparkline, oldest first, at most 60 points. */
  lags: z.array(FollowLag),
  position: z.string().nullable(),
  /** The position as people read it: the watermark, the last file, the place in the log. */
  positionText: Bilingual.nullable(),
  rowCount: z.int().nullable(),
  lastRun: Run.pick({
    id: true,
    number: true,
    followNumber: true,
    state: true,
    startedAt: true,
    endedAt: true,
    counts: true,
  }).nullable(),
  lastReconciliation: Reconciliation.nullable(),
  /** A drift nobody has settled. */
  drift: Drift.nullable(),
  nextRunAt: z.iso.datetime().nullable(),
  /** What the source's account, settings or log should have otherwise. */
  findings: z.array(FollowFinding),
  problem: Told.nullable(),
  createdAt: z.iso.datetime(),
  createdBy: z.string(),
  version: z.int(),
  may: z.object({ edit: z.boolean(), run: z.boolean(), pause: z.boolean(), resume: z.boolean(), end: z.boolean() }),
});
export type Follow = z.infer<typeof Follow>;

/** Never more than this at once from one source, whatever its follows ask for. */
export const SourceLimits = z.object({
  /** Runs at the same time; a capture that streams does not count, its snapshot does. */
  runs: z.int().min(1).max(16).default(2),
  /** Null: as fast as it can. */
  bytesPerSecond: z.int().min(10_000).nullable().default(null),
});
export type SourceLimits = z.infer<typeof SourceLimits>;

/** A table of a source as the editor of a follow needs it. */
export const TableFacts = z.object({
  table: z.string(),
  columns: z.array(z.object({ name: z.string(), type: z.string(), comment: z.string() })),
  /** Columns of the primary key, or of a unique key without gaps; empty where there is none. */
  key: z.array(z.string()),
  /** Time or number columns that may serve as watermark, the likeliest first. */
  watermarks: z.array(z.object({ column: z.string(), kind: z.enum(["time", "number"]), isIndexed: z.boolean() })),
  rowEstimate: z.int().nullable(),
  /** Modes that are possible, the best first, with the reason in a sentence. */
  modes: z.array(z.object({ mode: z.enum(followModes), isPossible: z.boolean(), text: Bilingual })),
  findings: z.array(FollowFinding),
});
export type TableFacts = z.infer<typeof TableFacts>;

const id = z.object({ id: z.uuid() });
const followQuery = PageQuery.extend({
  department: z.string().optional(),
  sourceId: z.uuid().optional(),
  resourceId: z.uuid().optional(),
  state: z.enum(followStates).optional(),
  health: z.enum(followHealths).optional(),
  /** Code of a finding, such as `capture.slot-disk`. */
  finding: z.string().max(80).optional(),
  q: z.string().max(60).optional(),
});

export const followRoutes = {
  listFollows: route({
    method: "GET",
    path: "/api/intake/follows",
    operation: "intake.list-follows",
    summary: { zh: "跟踪任务列表：延迟、最近一次运行与对账", en: "Follows with lag, last run, last reconciliation" },
    query: followQuery,
    /** Sorted by health, the worst first, then by name. */
    answer: pageOf(Follow).extend({
      byHealth: z.record(z.enum(followHealths), z.int()),
      /** How many follows have each finding, whatever the filters of health and finding. */
      byFinding: z.array(FollowFinding.omit({ statement: true }).extend({ count: z.int() })),
    }),
  }),
  getFollow: route({
    method: "GET",
    path: "/api/intake/follows/{id}",
    operation: "intake.get-follow",
    summary: { zh: "一个跟踪任务", en: "One follow" },
    params: id,
    answer: Follow,
  }),
  createFollow: route({
    method: "POST",
    path: "/api/intake/follows",
    operation: "intake.create-follow",
    summary: { zh: "开始跟踪来源的一张表", en: "Follow a table of a source" },
    body: z.object({
      sourceId: z.uuid(),
      table: z.string().min(1).max(200),
      /** Existing resource, or the name of a new one; a saved mapping is used, else proposed. */
      resourceId: z.uuid().nullable().default(null),
      resourceName: z.string().trim().max(120).default(""),
      mapping: z.array(MappedColumn).nullable().default(null),
      plan: FollowPlan,
      /** Run at once. */
      starts: z.boolean().default(true),
    }),
    answer: Follow,
    status: 201,
  }),
  editFollow: route({
    method: "PATCH",
    path: "/api/intake/follows/{id}",
    operation: "intake.edit-follow",
    summary: { zh: "修改跟踪方式、时间表、限制", en: "Edit mode, schedule, limits of a follow" },
    params: id,
    body: z.object({ plan: FollowPlan, mapping: z.array(MappedColumn).optional() }),
    answer: Follow,
    needsIfMatch: true,
  }),
  endFollow: route({
    method: "DELETE",
    path: "/api/intake/follows/{id}",
    operation: "intake.end-follow",
    summary: { zh: "结束跟踪；已入库的数据保留", en: "End a follow; its data stay" },
    params: id,
    answers: "nothing",
  }),
  pauseFollow: route({
    method: "POST",
    path: "/api/intake/follows/{id}/pause",
    operation: "intake.pause-follow",
    summary: { zh: "暂停跟踪，记住位置", en: "Pause a follow; its position is kept" },
    params: id,
    body: z.object({ reason: z.string().trim().max(200).default("") }),
    answer: Follow,
  }),
  resumeFollow: route({
    method: "POST",
    path: "/api/intake/follows/{id}/resume",
    operation: "intake.resume-follow",
    summary: { zh: "恢复跟踪，从上次的位置接着来", en: "Resume a follow from where it stood" },
    params: id,
    answer: Follow,
  }),
  runFollow: route({
    method: "POST",
    path: "/api/intake/follows/{id}/run",
    operation: "intake.run-follow",
    summary: { zh: "现在运行一次；或整表重读", en: "Run now, or read the whole table again" },
    params: id,
    body: z.object({ rereads: z.boolean().default(false) }),
    answer: Run,
    status: 201,
  }),
  reconcileFollow: route({
    method: "POST",
    path: "/api/intake/follows/{id}/reconcile",
    operation: "intake.reconcile-follow",
    summary: { zh: "现在与来源对账", en: "Reconcile with the source now" },
    params: id,
    /** The run that compares: a new one, or the capture that is under way. */
    answer: Run,
    status: 202,
  }),
  listReconciliations: route({
    method: "GET",
    path: "/api/intake/follows/{id}/reconciliations",
    operation: "intake.list-reconciliations",
    summary: { zh: "对账记录", en: "Reconciliations of a follow" },
    params: id,
    query: PageQuery,
    answer: pageOf(Reconciliation),
  }),
  listDrifts: route({
    method: "GET",
    path: "/api/intake/follows/{id}/drifts",
    operation: "intake.list-drifts",
    summary: { zh: "来源结构变化记录", en: "Changes of the source's shape" },
    params: id,
    query: PageQuery,
    answer: pageOf(Drift),
  }),
  settleDrift: route({
    method: "POST",
    path: "/api/intake/drifts/{id}/settle",
    operation: "intake.settle-drift",
    summary: {
      zh: "处理来源结构变化：改好对应关系后继续",
      en: "Settle a change of shape: adopt the mapping and go on",
    },
    params: id,
    body: z.object({
      /** New columns to load, renamed ones pointed to their new names; absent: the mapping stays as it is. */
      mapping: z.array(MappedColumn).optional(),
    }),
    answer: Follow,
  }),
  listRuns: route({
    method: "GET",
    path: "/api/intake/runs",
    operation: "intake.list-runs",
    summary: { zh: "运行记录", en: "Runs" },
    query: PageQuery.extend({
      followId: z.uuid().optional(),
      sourceId: z.uuid().optional(),
      department: z.string().optional(),
      state: z.enum(runStates).optional(),
    }),
    /** Whatever the filter of state. */
    answer: pageOf(Run).extend({ byState: z.record(z.enum(runStates), z.int()) }),
  }),
  getRun: route({
    method: "GET",
    path: "/api/intake/runs/{id}",
    operation: "intake.get-run",
    summary: { zh: "一次运行：阶段、计数、对账", en: "One run: stages, counts, reconciliation" },
    params: id,
    answer: Run,
  }),
  cancelRun: route({
    method: "POST",
    path: "/api/intake/runs/{id}/cancel",
    operation: "intake.cancel-run",
    summary: { zh: "停下这次运行；已提交的批次保留", en: "Cancel a run; committed batches stay" },
    params: id,
    answer: Run,
  }),
  getSourceLimits: route({
    method: "GET",
    path: "/api/intake/sources/{id}/limits",
    operation: "intake.get-source-limits",
    summary: { zh: "对来源的读取限制", en: "Limits on reading a source" },
    params: id,
    answer: SourceLimits.extend({ version: z.int() }),
  }),
  editSourceLimits: route({
    method: "PUT",
    path: "/api/intake/sources/{id}/limits",
    operation: "intake.edit-source-limits",
    summary: { zh: "修改对来源的读取限制", en: "Edit limits on reading a source" },
    params: id,
    body: SourceLimits,
    answer: SourceLimits.extend({ version: z.int() }),
    needsIfMatch: true,
  }),
  getTableFacts: route({
    method: "GET",
    path: "/api/intake/sources/{id}/table-facts",
    operation: "intake.get-table-facts",
    summary: { zh: "来源里一张表的主键、水位列与可行的跟踪方式", en: "Key, watermarks and possible modes of a table" },
    params: id,
    query: z.object({ table: z.string().min(1).max(200) }),
    answer: TableFacts,
  }),
  /** What `weir load postgres://…` calls: source, resource, mapping by proposal, follow, first run. */
  quickFollow: route({
    method: "POST",
    path: "/api/intake/quick-follow",
    operation: "intake.quick-follow",
    summary: { zh: "一步跟踪：连接、按建议对应、开始", en: "Follow in one step with the proposed mapping" },
    body: z.object({
      department: z.string(),
      kind: z.enum(databaseKinds),
      connection: Connection.extend({ password: z.string().max(400) }),
      zoneId: z.uuid().nullable().default(null),
      table: z.string().min(1).max(200),
      as: z.string().trim().min(1).max(120).optional(),
      mode: z.enum(tableModes),
      watermark: z.string().max(120).optional(),
      cron: z.string().max(120).optional(),
    }),
    answer: z.object({ follow: Follow, run: Run }),
    status: 201,
  }),
};
