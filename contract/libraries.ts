import { z } from "zod";
import { pageOf, PageQuery } from "./page.ts";
import { route } from "./route.ts";
import { Bilingual } from "./text.ts";

/** The five base libraries (基础库) and the theme libraries (主题库) a bureau declares itself. */
export const libraryKinds = ["base", "theme"] as const;
export const refreshModes = ["manual", "after-load", "nightly"] as const;

const instant = z.iso.datetime();
const libraryName = z.string().regex(/^[a-z][a-z0-9-]{1,39}$/);
const field = z.string().regex(/^[a-z][a-z0-9_]{0,62}$/);
/** Of a golden record, and of a record of a source: 32 hexadecimal digits that tell nothing of the values. */
const digest = z.string().regex(/^[0-9a-f]{32}$/);

/** One field of a library's model. */
export const LibraryField = z.object({
  field,
  name: Bilingual,
  /** Fields of the dictionary's elements whose values it takes; the first is the standard one. */
  elements: z.array(field).min(1).max(10),
  /** Compared to find out which records are about one subject; the others are only carried along. */
  isMatched: z.boolean(),
  /** A resource without an item for it cannot be a source. */
  isRequired: z.boolean(),
});
export type LibraryField = z.infer<typeof LibraryField>;
const fieldsOf = z
  .array(LibraryField)
  .min(1)
  .max(40)
  .refine((fields) => new Set(fields.map((one) => one.field)).size === fields.length, "字段重复 · a field twice")
  .refine(
    (fields) => new Set(fields.map((one) => one.name.zh)).size === fields.length,
    "两个字段同名 · two fields have one name",
  )
  .refine((fields) => fields.some((one) => one.isMatched), "至少有一个比对字段 · one field must be compared");

/** How records become one and which value survives; figures are data, so that a region can be stricter. */
export const LibraryRule = z.object({
  /** Chance of being one subject from which on a pair goes to a steward, and from which on nobody is asked. */
  reviewFrom: z.number().min(0.001).max(0.999),
  certainFrom: z.number().min(0.001).max(0.999),
  /** Pairs laid before stewards at a time, the most doubtful first. */
  reviewLimit: z.int().min(0).max(5000),
  /** Cells of group portraits below this number are not shown. */
  smallCell: z.int().min(2).max(1000),
});
export type LibraryRule = z.infer<typeof LibraryRule>;

/** A resource that feeds a library. */
export const LibrarySource = z.object({
  id: z.uuid(),
  resourceId: z.uuid(),
  resourceName: z.string(),
  department: z.string(),
  departmentName: z.string(),
  /** Field of the model → field of the resource. */
  items: z.record(field, z.string()),
  /** Authority: 1 before 2. For a single field the dictionary's decision (数源) goes before. */
  rank: z.int().min(1).max(1000),
  rowCount: z.int().nullable(),
  loadedAt: instant.nullable(),
  version: z.int(),
});
export type LibrarySource = z.infer<typeof LibrarySource>;

export const runStates = ["queued", "running", "succeeded", "failed"] as const;
export const conflictKinds = ["format", "stale", "contradictory"] as const;
export type ConflictKind = (typeof conflictKinds)[number];

const ConflictCount = z.object({
  field,
  /** The resource that holds another value than the authority's. */
  resourceId: z.uuid(),
  department: z.string(),
  /** Records of it that were compared with the authority's value. */
  compared: z.int(),
  format: z.int(),
  stale: z.int(),
  contradictory: z.int(),
  /** Whose value counts; absent in figures of runs before this was kept. */
  authority: z.object({ resourceId: z.uuid(), department: z.string() }).optional(),
});
export type ConflictCount = z.infer<typeof ConflictCount>;

/** What a run counted; kept with it, so that figures of months ago stay what they were. */
export const RunFigures = z.object({
  rows: z.int(),
  records: z.int(),
  /** Records of more than one source. */
  joined: z.int(),
  pairs: z.int(),
  doubtful: z.int(),
  /** Values out of date or contradictory; those only written differently stand in `conflictCounts`. */
  conflicts: z.int(),
  largest: z.int(),
  /** Mean over records of the chance that each is one subject. */
  confidence: z.number(),
  sources: z.array(
    z.object({
      resourceId: z.uuid(),
      department: z.string(),
      loadId: z.uuid().nullable(),
      rows: z.int(),
      /** Records it takes part in. */
      records: z.int(),
    }),
  ),
  fields: z.array(z.object({ field, filled: z.int(), confidence: z.number() })),
  conflictCounts: z.array(ConflictCount),
});
export type RunFigures = z.infer<typeof RunFigures>;

/** What tells the meaning of a column: its heading, the dictionary's element, its values. */
export const meaningTellers = ["heading", "dictionary", "values"] as const;
export const thresholdNames = ["certain", "link", "review"] as const;

/** Why a run compared all rows: `first` nothing was kept, `program` another release, `rows` more than a tenth changed. */
export const wholeReasons = ["first", "program", "tables", "rows", "answers"] as const;

/** How a run matched, as screens show it; the engine's report (`weir match --json`) holds more. */
export const MatchingChoice = z.object({
  tables: z.array(
    z.object({
      name: z.string(),
      columns: z.array(z.object({ name: z.string(), meaning: z.string(), by: z.enum(meaningTellers) })),
    }),
  ),
  fields: z.array(
    z.object({
      name: z.string(),
      meaning: z.string(),
      /** In bits. */
      weights: z.object({ equalCommon: z.number(), equalRare: z.number(), differs: z.number() }),
      levels: z.array(z.object({ says: Bilingual, bits: z.number() })),
    }),
  ),
  blocking: z.array(z.object({ keys: Bilingual, pairs: z.number() })),
  blockingRecall: z.number(),
  pairs: z.number(),
  thresholds: z.array(
    z.object({
      name: z.enum(thresholdNames),
      chance: z.number(),
      pairs: z.number(),
      expectedPrecision: z.number(),
      expectedRecall: z.number(),
    }),
  ),
  /** Whether all rows were compared, or only those that came or changed; absent in runs before this was kept. */
  how: z
    .discriminatedUnion("kind", [
      z.object({ kind: z.literal("whole"), reason: z.enum(wholeReasons) }),
      z.object({
        kind: z.literal("increment"),
        fresh: z.int(),
        gone: z.int(),
        /** Day on which the weights and groups were learned. */
        learnedOn: z.iso.date(),
      }),
    ])
    .optional(),
});
export type MatchingChoice = z.infer<typeof MatchingChoice>;

export const LibraryRun = z.object({
  id: z.uuid(),
  jobId: z.uuid().nullable(),
  state: z.enum(runStates),
  startedBy: z.string(),
  queuedAt: instant,
  endedAt: instant.nullable(),
  durationMs: z.int().nullable(),
  figures: RunFigures.nullable(),
  /** How rows were matched: meanings of columns, blocking, weights, thresholds. Null before the end. */
  matching: z.record(z.string(), z.unknown()).nullable(),
  entry: z.int().nullable(),
});
export type LibraryRun = z.infer<typeof LibraryRun>;

export const LibrarySummary = z.object({
  name: libraryName,
  kind: z.enum(libraryKinds),
  title: Bilingual,
  description: Bilingual,
  sourceCount: z.int(),
  records: z.int().nullable(),
  openPairs: z.int(),
  conflicts: z.int().nullable(),
  refreshedAt: instant.nullable(),
  /** Departments whose resources feed it. */
  departments: z.array(z.string()),
  /** Mean share of records that have a value, over the fields of the model; null before the first run. */
  coverage: z.number().nullable(),
  /** Mean over records of the chance that each is one subject. */
  confidence: z.number().nullable(),
  /** Departments that read records in the last 90 days. */
  readers: z.int(),
});
export type LibrarySummary = z.infer<typeof LibrarySummary>;

export const Library = LibrarySummary.extend({
  fields: z.array(LibraryField),
  rule: LibraryRule,
  refresh: z.enum(refreshModes),
  sources: z.array(LibrarySource),
  latestRun: LibraryRun.omit({ matching: true }).nullable(),
  version: z.int(),
  may: z.object({ edit: z.boolean(), run: z.boolean(), seeRecords: z.boolean(), review: z.boolean() }),
});
export type Library = z.infer<typeof Library>;

/** A resource whose items carry the elements of the model. */
export const SourceProposal = z.object({
  resourceId: z.uuid(),
  resourceName: z.string(),
  department: z.string(),
  departmentName: z.string(),
  items: z.record(field, z.string()),
  rank: z.int(),
  reason: Bilingual,
});
export type SourceProposal = z.infer<typeof SourceProposal>;

/** A value as the person asking may see it. */
const Shown = z.object({ value: z.string().nullable(), isMasked: z.boolean() });

/** A record of a source, inside a golden record or a pair. */
export const MemberRecord = z.object({
  key: digest,
  /** The golden record it belongs to since the latest run. */
  recordId: digest,
  resourceId: z.uuid(),
  resourceName: z.string(),
  department: z.string(),
  departmentName: z.string(),
  /** Number of the record in the source. */
  row: z.int(),
  /** When the row was written, where the source says so. */
  writtenAt: z.string().nullable(),
  values: z.record(field, Shown),
});
export type MemberRecord = z.infer<typeof MemberRecord>;

/** What one field says about a pair. */
export const PairReason = z.object({
  field,
  text: Bilingual,
  /** Bits for being one subject; negative against. */
  bits: z.number(),
});
export type PairReason = z.infer<typeof PairReason>;

export const verdicts = ["same", "different"] as const;
export const DoubtfulPair = z.object({
  id: z.uuid(),
  chance: z.number(),
  reasons: z.array(PairReason),
  left: MemberRecord.nullable(),
  right: MemberRecord.nullable(),
  /** Fields both have a value in, with whether they say the same, written alike or not; told from the values, not the masks. */
  compared: z.array(z.object({ field, likeness: z.enum(["equal", "written-differently", "different"]) })),
  /** Whether the latest run holds them for one subject; null where one of them is gone. */
  areOne: z.boolean().nullable(),
  state: z.enum(["open", "answered"]),
  may: z.object({ answer: z.boolean() }),
});
export type DoubtfulPair = z.infer<typeof DoubtfulPair>;

/** One of the two records of an answer: which golden record it is in, and whose it is. */
const AnsweredRecord = z.object({
  key: digest,
  recordId: digest,
  department: z.string(),
  departmentName: z.string(),
  resourceName: z.string(),
});

export const answerKinds = ["review", "unmerge"] as const;
/** What a person said of two records; every run obeys it until it is withdrawn. */
export const StandingAnswer = z.object({
  id: z.uuid(),
  kind: z.enum(answerKinds),
  verdict: z.enum(verdicts),
  left: digest,
  right: digest,
  reason: z.string(),
  by: z.string(),
  at: instant,
  /** Whether they stood in one golden record when the answer was given, and do since the latest run; null where unknown. */
  wasOne: z.boolean().nullable(),
  isOne: z.boolean().nullable(),
  /** Where the two records are now; null where a source no longer has one. */
  places: z.array(AnsweredRecord),
  may: z.object({ withdraw: z.boolean() }),
});
export type StandingAnswer = z.infer<typeof StandingAnswer>;

export const RecordRow = z.object({
  id: digest,
  memberCount: z.int(),
  departments: z.array(z.string()),
  confidence: z.number(),
  values: z.record(field, Shown),
});

export const GoldenField = z.object({
  field,
  name: Bilingual,
  shown: Shown,
  resourceId: z.uuid(),
  department: z.string(),
  departmentName: z.string(),
  /** When the surviving value was written, or loaded where the source does not say. */
  at: z.string().nullable(),
  /**
   * Laplace's rule over the sources that have a value: (those that agree + 1) / (those + 2); an authoritative source
   * counts twice.
   */
  confidence: z.number(),
  holders: z.int(),
  agreeing: z.int(),
});
export const GoldenRecord = z.object({
  id: digest,
  library: libraryName,
  confidence: z.number(),
  fields: z.array(GoldenField),
  members: z.array(MemberRecord),
  /** Values that held before. */
  history: z.array(
    z.object({ field, shown: Shown, department: z.string(), departmentName: z.string(), until: instant }),
  ),
  entry: z.int(),
  may: z.object({ unmerge: z.boolean() }),
});
export type GoldenRecord = z.infer<typeof GoldenRecord>;

export const conflictStates = ["open", "correcting", "closed"] as const;
export const Conflict = z.object({
  key: digest,
  recordId: digest,
  field,
  fieldName: Bilingual,
  kind: z.enum(conflictKinds),
  state: z.enum(conflictStates),
  authority: z.object({ resourceId: z.uuid(), department: z.string(), departmentName: z.string(), shown: Shown }),
  holder: z.object({ resourceId: z.uuid(), department: z.string(), departmentName: z.string(), shown: Shown }),
  since: instant,
  correctionId: z.uuid().nullable(),
  may: z.object({ correct: z.boolean() }),
});
export type Conflict = z.infer<typeof Conflict>;

/** A conflict that was brought to its holder: open until a run no longer finds it, which is the evidence that closes it. */
export const ConflictCorrection = z.object({
  conflict: digest,
  correctionId: z.uuid(),
  field,
  fieldName: Bilingual,
  resourceId: z.uuid(),
  resourceName: z.string(),
  department: z.string(),
  departmentName: z.string(),
  openedAt: instant,
  closedAt: instant.nullable(),
  /** The first run that found the values agree. */
  closedByRun: z.uuid().nullable(),
});
export type ConflictCorrection = z.infer<typeof ConflictCorrection>;

/** One element collected by several departments (Order 809 art. 19). */
export const Collected = z.object({
  element: z.string(),
  elementName: Bilingual,
  /** The decided 数源; null where the bureau has not decided. */
  source: z.object({ department: z.string(), departmentName: z.string(), resourceId: z.uuid().nullable() }).nullable(),
  holders: z.array(
    z.object({
      resourceId: z.uuid(),
      resourceName: z.string(),
      department: z.string(),
      departmentName: z.string(),
      field: z.string(),
      /** Share of sampled values, or of sampled subjects, that the source (or the largest holder) has too; null for itself. */
      overlap: z.number().nullable(),
      sampled: z.int(),
      by: z.enum(["value", "subject"]).nullable(),
      /** Of subjects both have: share whose values agree. */
      agreement: z.number().nullable(),
      /** Sharing can supply it: to collect it again is against art. 19. */
      isAgain: z.boolean(),
    }),
  ),
  checkedAt: instant,
});
export type Collected = z.infer<typeof Collected>;

export const Portrait = z.object({
  name: libraryName,
  title: Bilingual,
  run: LibraryRun.omit({ matching: true }).nullable(),
  /** Share of records by field that have a value, and how sure. */
  coverage: z.array(z.object({ field, name: Bilingual, share: z.number(), confidence: z.number() })),
  sources: z.array(
    z.object({
      resourceId: z.uuid(),
      resourceName: z.string(),
      department: z.string(),
      departmentName: z.string(),
      /** Share of records it takes part in. */
      share: z.number(),
      loadedAt: instant.nullable(),
    }),
  ),
  quality: z.object({
    confidence: z.number().nullable(),
    openPairs: z.int(),
    conflicts: z.int(),
    correcting: z.int(),
    closed: z.int(),
  }),
  /** Departments that read records in the last 90 days, most first. */
  users: z.array(z.object({ department: z.string(), departmentName: z.string(), reads: z.int() })),
  hotItems: z.array(z.object({ field, name: Bilingual, reads: z.int() })),
});
export type Portrait = z.infer<typeof Portrait>;

/** What a department gives the libraries, how its values stand against the authorities', and what it takes from them. */
export const DepartmentPortrait = z.object({
  department: z.string(),
  departmentName: z.string(),
  libraries: z.array(
    z.object({
      name: libraryName,
      title: Bilingual,
      resources: z.int(),
      rows: z.int(),
      /** Golden records it takes part in, summed over its resources. */
      records: z.int(),
      share: z.number(),
      loadedAt: instant.nullable(),
      /** Its values that were compared with an authority's, and those out of date or contradictory; the same a month before, null where no run is that old. */
      compared: z.int(),
      differing: z.int(),
      before: z.object({ compared: z.int(), differing: z.int(), endedAt: instant }).nullable(),
    }),
  ),
  corrections: z.object({ open: z.int(), closed: z.int() }),
  /** Golden records its people read in the last 90 days. */
  reads: z.int(),
  /** Items it collects though sharing can supply them (art. 19). */
  again: z.int(),
});
export type DepartmentPortrait = z.infer<typeof DepartmentPortrait>;

/** A population group by division; null is a cell that is too small to be shown, or would give one away. */
export const GroupPortrait = z.object({
  division: field,
  by: field,
  classes: z.array(z.string()),
  /** What the classes are called: of codes their names in the element's code set; "" is no value. */
  classNames: z.array(Bilingual),
  rows: z.array(z.object({ division: z.string(), counts: z.array(z.int().nullable()), total: z.int().nullable() })),
  smallCell: z.int(),
});
export type GroupPortrait = z.infer<typeof GroupPortrait>;

const reason = z
  .string()
  .trim()
  .min(2)
  .max(500)
  .refine((text) => !text.includes("\0"), "不能有空字符 · no NUL characters");
const text = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .refine((given) => !given.includes("\0"), "不能有空字符 · no NUL characters");
const of = z.object({ name: libraryName });
const ofSource = of.extend({ id: z.uuid() });
const ofRecord = of.extend({ id: digest });

/** Stand in addresses where a library's name would. */
const reservedNames: ReadonlySet<string> = new Set(["collection", "departments", "department-portraits", "new"]);

export const librariesRoutes = {
  listLibraries: route({
    method: "GET",
    path: "/api/libraries",
    operation: "libraries.list-libraries",
    summary: { zh: "基础库和主题库", en: "Base and theme libraries" },
    answer: z.object({ items: z.array(LibrarySummary), may: z.object({ create: z.boolean() }) }),
  }),
  getLibrary: route({
    method: "GET",
    path: "/api/libraries/{name}",
    operation: "libraries.get-library",
    summary: { zh: "一个库：模型、来源、规则、最近一次融合", en: "One library: model, sources, rule, latest run" },
    params: of,
    answer: Library,
  }),
  createLibrary: route({
    method: "POST",
    path: "/api/libraries",
    operation: "libraries.create-library",
    summary: { zh: "建一个主题库", en: "Declare a theme library" },
    body: z.object({
      name: libraryName.refine((name) => !reservedNames.has(name), "保留字 · reserved"),
      title: z.object({ zh: text, en: text }),
      description: z.object({ zh: z.string().max(1000), en: z.string().max(1000) }).default({ zh: "", en: "" }),
      fields: fieldsOf,
      refresh: z.enum(refreshModes).default("manual"),
    }),
    answer: Library,
    status: 201,
  }),
  editLibrary: route({
    method: "PATCH",
    path: "/api/libraries/{name}",
    operation: "libraries.edit-library",
    summary: { zh: "改融合规则和更新方式", en: "Change rule and refresh" },
    params: of,
    body: z.object({ rule: LibraryRule.partial().optional(), refresh: z.enum(refreshModes).optional() }),
    answer: Library,
    needsIfMatch: true,
  }),
  proposeSources: route({
    method: "GET",
    path: "/api/libraries/{name}/proposals",
    operation: "libraries.propose-sources",
    summary: { zh: "哪些资源可以作来源", en: "Which resources may be sources" },
    params: of,
    answer: z.object({ items: z.array(SourceProposal) }),
  }),
  addSource: route({
    method: "POST",
    path: "/api/libraries/{name}/sources",
    operation: "libraries.add-source",
    summary: { zh: "加一个来源", en: "Add a source" },
    params: of,
    body: z.object({
      resourceId: z.uuid(),
      items: z.record(field, z.string().max(63)),
      rank: z.int().min(1).max(1000),
    }),
    answer: LibrarySource,
    status: 201,
  }),
  editSource: route({
    method: "PATCH",
    path: "/api/libraries/{name}/sources/{id}",
    operation: "libraries.edit-source",
    summary: { zh: "改来源的权威次序和字段对应", en: "Change authority or mapping of a source" },
    params: ofSource,
    body: z.object({
      items: z.record(field, z.string().max(63)).optional(),
      rank: z.int().min(1).max(1000).optional(),
    }),
    answer: LibrarySource,
    needsIfMatch: true,
  }),
  removeSource: route({
    method: "DELETE",
    path: "/api/libraries/{name}/sources/{id}",
    operation: "libraries.remove-source",
    summary: { zh: "去掉一个来源", en: "Remove a source" },
    params: ofSource,
    answers: "nothing",
    status: 204,
  }),
  startRun: route({
    method: "POST",
    path: "/api/libraries/{name}/runs",
    operation: "libraries.start-run",
    summary: { zh: "现在融合一次（后台任务）", en: "Run now (a job)" },
    params: of,
    answer: z.object({ runId: z.uuid(), jobId: z.uuid() }),
    status: 202,
  }),
  listRuns: route({
    method: "GET",
    path: "/api/libraries/{name}/runs",
    operation: "libraries.list-runs",
    summary: { zh: "融合历史和冲突走势", en: "Runs, with the trend of conflicts" },
    params: of,
    query: PageQuery,
    answer: pageOf(LibraryRun.omit({ matching: true })),
  }),
  getRun: route({
    method: "GET",
    path: "/api/libraries/{name}/runs/{id}",
    operation: "libraries.get-run",
    summary: { zh: "一次融合：选了什么、认出多少", en: "One run: what was chosen and found" },
    params: ofSource,
    answer: LibraryRun,
  }),
  listPairs: route({
    method: "GET",
    path: "/api/libraries/{name}/pairs",
    operation: "libraries.list-pairs",
    summary: { zh: "待人工判定的疑似同一对象", en: "Doubtful pairs, side by side" },
    params: of,
    query: PageQuery,
    answer: pageOf(DoubtfulPair),
  }),
  answerPair: route({
    method: "POST",
    path: "/api/libraries/{name}/pairs/{id}/answer",
    operation: "libraries.answer-pair",
    summary: { zh: "判定：是同一对象，或不是", en: "Say: one subject, or two" },
    params: ofSource,
    body: z.object({ verdict: z.enum(verdicts), reason: z.string().trim().max(500).default("") }),
    answer: StandingAnswer,
    status: 201,
  }),
  listAnswers: route({
    method: "GET",
    path: "/api/libraries/{name}/answers",
    operation: "libraries.list-answers",
    summary: { zh: "人工判定和拆分，长期有效", en: "Standing answers and un-merges" },
    params: of,
    query: PageQuery,
    answer: pageOf(StandingAnswer),
  }),
  withdrawAnswer: route({
    method: "DELETE",
    path: "/api/libraries/{name}/answers/{id}",
    operation: "libraries.withdraw-answer",
    summary: { zh: "撤回一项判定", en: "Withdraw an answer" },
    params: ofSource,
    answers: "nothing",
    status: 204,
  }),
  searchRecords: route({
    method: "POST",
    path: "/api/libraries/{name}/records/search",
    operation: "libraries.search-records",
    summary: {
      zh: "按一个字段的值查主记录（脱敏，记账）",
      en: "Find golden records by a value (masked, on the ledger)",
    },
    params: of,
    body: z.object({ field, value: text, limit: z.int().min(1).max(100).default(20) }),
    answer: z.object({ items: z.array(RecordRow), total: z.int() }),
    readsOnly: true,
  }),
  getRecord: route({
    method: "GET",
    path: "/api/libraries/{name}/records/{id}",
    operation: "libraries.get-record",
    summary: { zh: "一条主记录：每个字段来自哪、何时、多可信", en: "A golden record with the source of every field" },
    params: ofRecord,
    query: z.object({ purpose: text.min(2) }),
    answer: GoldenRecord,
  }),
  unmerge: route({
    method: "POST",
    path: "/api/libraries/{name}/records/{id}/unmerge",
    operation: "libraries.unmerge",
    summary: { zh: "拆分：这些记录不是同一对象", en: "Un-merge: these are not of the same subject" },
    params: ofRecord,
    body: z.object({ members: z.array(digest).min(1).max(50), reason }),
    answer: z.object({ answers: z.int(), runId: z.uuid(), jobId: z.uuid() }),
    status: 202,
  }),
  listConflicts: route({
    method: "GET",
    path: "/api/libraries/{name}/conflicts",
    operation: "libraries.list-conflicts",
    summary: { zh: "一数多源的冲突（脱敏，记账）", en: "Conflicts of sources (masked, on the ledger)" },
    params: of,
    query: PageQuery.extend({
      kind: z.enum(conflictKinds).optional(),
      field: field.optional(),
      resourceId: z.uuid().optional(),
    }),
    answer: pageOf(Conflict),
  }),
  correctConflict: route({
    method: "POST",
    path: "/api/libraries/{name}/conflicts/{key}/correction",
    operation: "libraries.correct-conflict",
    summary: { zh: "就一处冲突提出校核", en: "Open a correction for a conflict" },
    params: of.extend({ key: digest }),
    body: z.object({ evidence: reason }),
    answer: z.object({ correctionId: z.uuid(), number: z.string() }),
    status: 201,
  }),
  listCorrections: route({
    method: "GET",
    path: "/api/libraries/{name}/corrections",
    operation: "libraries.list-corrections",
    summary: {
      zh: "由冲突提出的校核：办理中的、已由数据证实改正的",
      en: "Corrections of conflicts: open, and closed by evidence",
    },
    params: of,
    query: PageQuery.extend({ state: z.enum(["open", "closed"]).optional() }),
    answer: pageOf(ConflictCorrection),
  }),
  departmentPortraits: route({
    method: "GET",
    path: "/api/libraries/department-portraits",
    operation: "libraries.department-portraits",
    summary: {
      zh: "部门画像：供了什么、差多少、用了什么",
      en: "Portraits of departments: what they give, how it agrees, what they use",
    },
    answer: z.object({ items: z.array(DepartmentPortrait) }),
  }),
  portrait: route({
    method: "GET",
    path: "/api/libraries/{name}/portrait",
    operation: "libraries.portrait",
    summary: { zh: "库的画像：覆盖、新鲜、质量、用户、热项", en: "Portrait of a library" },
    params: of,
    answer: Portrait,
  }),
  groupPortrait: route({
    method: "GET",
    path: "/api/libraries/{name}/groups",
    operation: "libraries.group-portrait",
    summary: { zh: "群体画像：按区划，小单元不显示", en: "A group by division, small cells suppressed" },
    params: of,
    query: z.object({
      division: field.default("division_code"),
      by: field,
      digits: z.coerce.number().int().min(2).max(12).default(6),
      /** Only divisions below this one. */
      under: z
        .string()
        .regex(/^\d{2,12}$/)
        .optional(),
    }),
    answer: GroupPortrait,
  }),
  checkCollection: route({
    method: "POST",
    path: "/api/libraries/collection/check",
    operation: "libraries.check-collection",
    summary: { zh: "重复采集检查（后台任务）", en: "Check for duplicate collection (a job)" },
    answer: z.object({ jobId: z.uuid() }),
    status: 202,
  }),
  listCollection: route({
    method: "GET",
    path: "/api/libraries/collection",
    operation: "libraries.list-collection",
    summary: { zh: "哪些数据元被几个部门重复采集", en: "Which elements several departments collect" },
    query: z.object({ onlyAgain: z.enum(["true", "false"]).default("false") }),
    answer: z.object({ items: z.array(Collected), checkedAt: instant.nullable() }),
  }),
};
