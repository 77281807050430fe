import { z } from "zod";
import { startRules } from "./clock-days.ts";
import { pageOf, PageQuery } from "./page.ts";
import { route } from "./route.ts";
import { Bilingual } from "./text.ts";

/**
 *            pause            meet (in time)
 *  running ◀──────▶ paused ───────────────▶ met
 *     │    resume/      │
 *     │    restart      │
 *     │ due day over    │ meet
 *     ▼                 ▼
 *   missed ──────────▶ met-late          any open one ── drop ──▶ dropped
 *
 * `missed` is still owed. An extension that was asked for in time brings it back to `running`.
 */
export const commitmentStates = ["running", "paused", "missed", "met", "met-late", "dropped"] as const;
export type CommitmentState = (typeof commitmentStates)[number];
export const openStates = ["running", "paused", "missed"] as const satisfies readonly CommitmentState[];
export const commitmentStateNames: Readonly<Record<CommitmentState, Bilingual>> = {
  running: { zh: "计时中", en: "Running" },
  paused: { zh: "暂停计时", en: "Paused" },
  missed: { zh: "逾期未办", en: "Overdue" },
  met: { zh: "按期办结", en: "Met" },
  "met-late": { zh: "逾期办结", en: "Met late" },
  dropped: { zh: "已撤销", en: "Dropped" },
};

/** What an open commitment looks like on the desk today; `plain` has no signal, closed ones have `none`. */
export const colours = ["red", "orange", "blue", "plain", "paused", "none"] as const;
export type Colour = (typeof colours)[number];

/** Rungs of the escalation ladder (督办). */
export const levels = ["blue", "orange", "red"] as const;
export type Level = (typeof levels)[number];
export const levelNames: Readonly<Record<Level, Bilingual>> = {
  blue: { zh: "蓝色督办", en: "Blue" },
  orange: { zh: "橙色督办", en: "Orange" },
  red: { zh: "红色督办", en: "Red" },
};

/** Why a due day was set, moved, or something happened to the commitment. */
export const moveKinds = [
  "start",
  "pause",
  "resume",
  "restart",
  "extend",
  "calendar",
  "warn",
  "miss",
  "escalate",
  "circular",
  "meet",
  "drop",
  "assign",
  "call-in",
  "remind",
  "receipt",
  "ask-extension",
  "refuse-extension",
] as const;
export type MoveKind = (typeof moveKinds)[number];
export const moveNames: Readonly<Record<MoveKind, Bilingual>> = {
  start: { zh: "起算", en: "Started" },
  pause: { zh: "暂停计时", en: "Paused" },
  resume: { zh: "恢复计时", en: "Resumed" },
  restart: { zh: "重新起算", en: "Restarted" },
  extend: { zh: "同意延期", en: "Extended" },
  calendar: { zh: "放假安排变动", en: "Holiday arrangement changed" },
  warn: { zh: "到期预警", en: "Warned" },
  miss: { zh: "逾期", en: "Overdue" },
  escalate: { zh: "升级督办", en: "Escalated" },
  circular: { zh: "印发通报", en: "Circular issued" },
  meet: { zh: "办结", en: "Met" },
  drop: { zh: "撤销", en: "Dropped" },
  assign: { zh: "指定经办人", en: "Assigned" },
  "call-in": { zh: "调入督办", en: "Called in" },
  remind: { zh: "催办提醒", en: "Reminded" },
  receipt: { zh: "已读回执", en: "Receipt" },
  "ask-extension": { zh: "申请延期", en: "Extension asked" },
  "refuse-extension": { zh: "不同意延期", en: "Extension refused" },
};

const day = z.iso.date();
const department = z.string().max(40);
const kindCode = z.string().regex(/^[a-z][a-z0-9-]{1,39}$/);
const reason = z.string().trim().min(2).max(400);

export const Person = z.object({ id: z.string().max(80), name: z.string().max(60) });
export type Person = z.infer<typeof Person>;

/** What a commitment is about, as its module names it. `href` is an address of the hub's own pages. */
export const Subject = z.object({
  module: z.string().max(40),
  id: z.string().max(200),
  title: z.string().min(1).max(300),
  /** What people call it by, such as `GX-26-01940`; empty where it has none. */
  number: z.string().max(60).default(""),
  href: z.string().max(400),
});
export type Subject = z.infer<typeof Subject>;

/** Who waits, who owes, days left, due, basis: the five things that stand together wherever a promise appears. */
export const Commitment = z.object({
  id: z.uuid(),
  kind: kindCode,
  kindName: Bilingual,
  subject: Subject,
  owedBy: department,
  owedByName: z.string(),
  /** Null where the public, or nobody in particular, waits; `owedToName` says who then. */
  owedTo: department.nullable(),
  owedToName: z.string(),
  /** The legal basis in words, such as 《政务数据共享条例》第二十一条. */
  basis: z.string(),
  state: z.enum(commitmentStates),
  colour: z.enum(colours),
  level: z.enum(levels).nullable(),
  startedAt: z.iso.datetime(),
  /** Null while paused. The promise is kept until this day ends. */
  dueOn: day.nullable(),
  /** Working days of the limit with extensions; null for a day that was agreed. */
  workingDays: z.int().nullable(),
  extendedDays: z.int(),
  /** Extension that may still be given, in working days. */
  mayExtendDays: z.int(),
  /** Working days used up to today, today included; frozen while paused. */
  usedDays: z.int(),
  /** 0 on the due day, negative when overdue; null when closed. */
  remainingDays: z.int().nullable(),
  /** Used share of the limit, 0 to 1 and above. */
  usedShare: z.number(),
  pausedOn: day.nullable(),
  /** True where the due day lies in a year whose holiday arrangement is not published. */
  isProvisional: z.boolean(),
  assignee: Person.nullable(),
  /** The desk supervises it (调入督办). */
  calledIn: z.object({ at: z.iso.datetime(), by: z.string(), officer: Person.nullable() }).nullable(),
  /** An extension waits for the bureau's decision. */
  asksExtension: z.boolean(),
  endedAt: z.iso.datetime().nullable(),
  version: z.int(),
  may: z.object({
    remind: z.boolean(),
    assign: z.boolean(),
    callIn: z.boolean(),
    escalate: z.boolean(),
    askExtension: z.boolean(),
    decideExtension: z.boolean(),
  }),
});
export type Commitment = z.infer<typeof Commitment>;

/** One line of a commitment's story. `dueBefore` and `dueAfter` differ exactly where the due day moved. */
export const Move = z.object({
  number: z.int(),
  at: z.iso.datetime(),
  kind: z.enum(moveKinds),
  reason: z.string(),
  by: z.object({ id: z.string(), name: z.string(), department: z.string().nullable() }),
  dueBefore: day.nullable(),
  dueAfter: day.nullable(),
  facts: z.record(z.string(), z.unknown()),
});
export type Move = z.infer<typeof Move>;

export const Reminder = z.object({
  id: z.uuid(),
  commitment: z.uuid(),
  at: z.iso.datetime(),
  /** `warning` and `escalation` come from the clock itself. */
  kind: z.enum(["manual", "warning", "overdue", "escalation"]),
  by: z.string(),
  to: z.object({ department, person: Person.nullable() }),
  text: z.string(),
  seen: z.object({ at: z.iso.datetime(), by: z.string() }).nullable(),
});
export type Reminder = z.infer<typeof Reminder>;

export const extensionStates = ["asked", "granted", "refused", "void"] as const;
export const Extension = z.object({
  id: z.uuid(),
  state: z.enum(extensionStates),
  askedDays: z.int(),
  reason: z.string(),
  asked: z.object({ at: z.iso.datetime(), by: z.string() }),
  grantedDays: z.int().nullable(),
  decided: z.object({ at: z.iso.datetime(), by: z.string(), note: z.string() }).nullable(),
});
export type Extension = z.infer<typeof Extension>;

export const Escalation = z.object({
  id: z.uuid(),
  level: z.enum(levels),
  at: z.iso.datetime(),
  by: z.string(),
  overdueDays: z.int(),
  officer: Person.nullable(),
  reason: z.string(),
  /** Draft of the circular (通报), ready to be edited and issued. */
  circular: z.string(),
  issued: z.object({ at: z.iso.datetime(), by: z.string(), text: z.string() }).nullable(),
});
export type Escalation = z.infer<typeof Escalation>;

/** A commitment with its whole story, and why what one may not do is so. */
export const CommitmentFile = Commitment.extend({
  moves: z.array(Move),
  reminders: z.array(Reminder),
  extensions: z.array(Extension),
  escalations: z.array(Escalation),
  /** For each act of `may` that is false: the reason, ready to be shown. */
  whyNot: z.record(z.string(), Bilingual),
});
export type CommitmentFile = z.infer<typeof CommitmentFile>;

const byColour = z.object({
  red: z.int(),
  orange: z.int(),
  blue: z.int(),
  plain: z.int(),
  paused: z.int(),
});
export type ColourCounts = z.infer<typeof byColour>;

export const DeskCounts = z.object({
  asOf: z.iso.datetime(),
  open: z.int(),
  colours: byColour,
  kinds: z.array(z.object({ kind: kindCode, name: Bilingual, open: z.int(), colours: byColour })),
  /** By the department that owes. */
  departments: z.array(z.object({ department, name: z.string(), open: z.int(), colours: byColour })),
  /** Extensions waiting for a decision, and open ones the desk supervises. */
  toDecide: z.int(),
  calledIn: z.int(),
});
export type DeskCounts = z.infer<typeof DeskCounts>;

/** What may be promised. `statutory` kinds take their days from limits; `agreed` ones from whoever starts them. */
export const Kind = z.object({
  code: kindCode,
  name: Bilingual,
  form: z.enum(["statutory", "agreed", "extension"]),
  /** The limit that says how long this one may be extended, where it is not its own `maxExtension`. */
  extendedBy: kindCode.nullable(),
});
export type Kind = z.infer<typeof Kind>;

export const Limit = z.object({
  id: z.uuid(),
  kind: kindCode,
  kindName: Bilingual,
  /** Null: the nation. Else a division code; it holds there and below. */
  division: z.string().nullable(),
  divisionName: z.string().nullable(),
  basis: z.string(),
  workingDays: z.int(),
  /** Longest extension in working days; 0 where none is possible. */
  maxExtension: z.int(),
  needsConsent: z.boolean(),
  effectiveOn: day,
  /** Last day in force. */
  endsOn: day.nullable(),
  version: z.int(),
  may: z.object({ end: z.boolean() }),
});
export type Limit = z.infer<typeof Limit>;

export const NewLimit = z.object({
  kind: kindCode,
  division: z.string().regex(/^\d{2,12}$/),
  basis: z.string().trim().min(4).max(200),
  workingDays: z.int().min(1).max(365),
  maxExtension: z.int().min(0).max(365),
  effectiveOn: day,
});
export type NewLimit = z.infer<typeof NewLimit>;

export const CalendarYear = z.object({
  year: z.int(),
  daysOff: z.array(day),
  workedWeekends: z.array(day),
  /** Where it is from: the notice, or the package it was seeded from. */
  source: z.string(),
  isSeeded: z.boolean(),
  /** Working days in the year. */
  workingDays: z.int(),
  version: z.int(),
});
export type CalendarYear = z.infer<typeof CalendarYear>;

export const Calendar = z.object({
  years: z.array(CalendarYear),
  /** From October on, where the next year's arrangement is missing. */
  warning: Bilingual.nullable(),
  may: z.object({ edit: z.boolean() }),
});
export type Calendar = z.infer<typeof Calendar>;

const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

/** How the clock works here; a set of rules holds from a day on until the next one. */
export const Rules = z.object({
  startRule: z.enum(startRules),
  /** What supplemented papers do: count the whole limit anew, or go on with the days that were left. */
  supplementRule: z.enum(["restart", "resume"]),
  /** Share of the limit at which whoever owes is warned. */
  warnShare: z.number().gt(0).max(1),
  /** Remaining working days at which a row turns blue, and orange. */
  blueDays: z.int().min(0).max(30),
  orangeDays: z.int().min(0).max(30),
  /** Warnings and escalations go out then; what is due is due until the day ends. */
  officeOpens: time,
  officeCloses: time,
  /** Working days overdue at which each level is reached. */
  ladder: z.array(z.object({ level: z.enum(levels), overdueDays: z.int().min(1).max(60) })).max(3),
  /** Who is on duty at the desk: the people in turn, from a day on. */
  duty: z.object({ people: z.array(Person).max(60), startsOn: day, turn: z.enum(["daily", "weekly"]) }).nullable(),
});
export type Rules = z.infer<typeof Rules>;

export const RuleSet = z.object({
  version: z.int(),
  effectiveOn: day,
  rules: Rules,
  source: z.string(),
  by: z.string(),
  at: z.iso.datetime(),
});
export type RuleSet = z.infer<typeof RuleSet>;

/** Answers in time, fit to be published: departments and figures, no people, no subjects. */
export const Statistics = z.object({
  from: day,
  to: day,
  asOf: z.iso.datetime(),
  rows: z.array(
    z.object({
      department,
      departmentName: z.string(),
      kind: kindCode,
      kindName: Bilingual,
      /** Ended in the period. */
      met: z.int(),
      metLate: z.int(),
      /** Due in the period or before it, and open today. */
      overdue: z.int(),
      /** Share of met among met, met late and overdue; null where there is none. */
      inTime: z.number().nullable(),
      /** Working days from start to end, pauses left out. */
      medianDays: z.number().nullable(),
      extended: z.int(),
    }),
  ),
});
export type Statistics = z.infer<typeof Statistics>;

/** When an answer may be expected. */
export const Foresight = z.object({
  kind: kindCode,
  basis: z.string(),
  workingDays: z.int(),
  dueOn: day,
  isProvisional: z.boolean(),
});
export type Foresight = z.infer<typeof Foresight>;

export const CommitmentFilter = z.object({
  /** Either side. */
  department: department.optional(),
  owedBy: department.optional(),
  owedTo: department.optional(),
  kind: kindCode.optional(),
  colour: z.enum(colours).optional(),
  state: z.enum(commitmentStates).optional(),
  level: z.enum(levels).optional(),
  assignedToMe: z.stringbool().optional(),
  calledIn: z.stringbool().optional(),
  asksExtension: z.stringbool().optional(),
  subjectModule: z.string().max(40).optional(),
  subjectId: z.string().max(200).optional(),
  /** Part of the subject's title or number. */
  q: z.string().trim().min(1).max(60).optional(),
});
export type CommitmentFilter = z.infer<typeof CommitmentFilter>;

const byId = z.object({ id: z.uuid() });

const commitmentRoutes = {
  listCommitments: route({
    method: "GET",
    path: "/api/clock/commitments",
    operation: "clock.list-commitments",
    summary: {
      zh: "承诺列表：按剩余工作日排，逾期在前，暂停的在后；不给 state 则为未结的",
      en: "Commitments by working days left, red first, paused last; open ones unless a state is given",
    },
    query: PageQuery.extend(CommitmentFilter.shape),
    answer: pageOf(Commitment),
  }),
  counts: route({
    method: "GET",
    path: "/api/clock/counts",
    operation: "clock.counts",
    summary: { zh: "未结承诺按颜色、事项、部门的件数", en: "Open commitments counted by colour, kind and department" },
    query: z.object({ department: department.optional(), kind: kindCode.optional() }),
    answer: DeskCounts,
  }),
  getCommitment: route({
    method: "GET",
    path: "/api/clock/commitments/{id}",
    operation: "clock.get-commitment",
    summary: { zh: "一件承诺的全部经过", en: "One commitment with its story" },
    params: byId,
    answer: CommitmentFile,
  }),
  listCandidates: route({
    method: "GET",
    path: "/api/clock/commitments/{id}/candidates",
    operation: "clock.list-candidates",
    summary: { zh: "可指定为经办人的人", en: "People it can be assigned to" },
    params: byId,
    answer: z.object({ items: z.array(Person) }),
  }),
  assign: route({
    method: "POST",
    path: "/api/clock/commitments/{id}/assignee",
    operation: "clock.assign",
    summary: { zh: "指定经办人；不给则取消指定", en: "Assign it to a person, or to nobody" },
    params: byId,
    body: z.object({ person: z.string().max(80).nullable(), note: z.string().trim().max(400).default("") }),
    answer: Commitment,
  }),
  callIn: route({
    method: "POST",
    path: "/api/clock/commitments/{id}/call-in",
    operation: "clock.call-in",
    summary: { zh: "调入督办，由值班员盯办", en: "The desk takes it under supervision" },
    params: byId,
    body: z.object({ reason }),
    answer: Commitment,
  }),
  escalate: route({
    method: "POST",
    path: "/api/clock/commitments/{id}/escalations",
    operation: "clock.escalate",
    summary: { zh: "升级督办，起草通报", en: "Escalate, with the circular drafted" },
    params: byId,
    body: z.object({ level: z.enum(levels), reason }),
    answer: Escalation,
    status: 201,
  }),
  issueCircular: route({
    method: "POST",
    path: "/api/clock/escalations/{id}/circular",
    operation: "clock.issue-circular",
    summary: { zh: "签发通报", en: "Issue the circular" },
    params: byId,
    body: z.object({ text: z.string().trim().min(10).max(4000) }),
    answer: Escalation,
  }),
};

const reminderRoutes = {
  remind: route({
    method: "POST",
    path: "/api/clock/commitments/{id}/reminders",
    operation: "clock.remind",
    summary: { zh: "催办：提醒承办部门，可指定到人", en: "Remind whoever owes, or one person there" },
    params: byId,
    body: z.object({
      person: z.string().max(80).nullable().default(null),
      text: z.string().trim().max(400).default(""),
    }),
    answer: Reminder,
    status: 201,
  }),
  listReminders: route({
    method: "GET",
    path: "/api/clock/reminders",
    operation: "clock.list-reminders",
    summary: { zh: "发给我和我部门的提醒", en: "Reminders to me and my departments" },
    query: PageQuery.extend({ unseen: z.stringbool().optional() }),
    answer: pageOf(Reminder.extend({ title: z.string(), href: z.string(), dueOn: day.nullable() })),
  }),
  acknowledge: route({
    method: "POST",
    path: "/api/clock/reminders/{id}/receipt",
    operation: "clock.acknowledge",
    summary: { zh: "已读回执", en: "Acknowledge a reminder" },
    params: byId,
    answer: Reminder,
  }),
};

const extensionRoutes = {
  askExtension: route({
    method: "POST",
    path: "/api/clock/commitments/{id}/extensions",
    operation: "clock.ask-extension",
    summary: { zh: "申请延期", en: "Ask for an extension" },
    params: byId,
    body: z.object({ workingDays: z.int().min(1).max(365), reason }),
    answer: Extension,
    status: 201,
  }),
  decideExtension: route({
    method: "POST",
    path: "/api/clock/extensions/{id}/decision",
    operation: "clock.decide-extension",
    summary: {
      zh: "主管部门同意延期（可少于所申请）或不同意",
      en: "The bureau consents, also to fewer days, or refuses",
    },
    params: byId,
    body: z.discriminatedUnion("decision", [
      z.object({
        decision: z.literal("grant"),
        workingDays: z.int().min(1).max(365),
        note: z.string().trim().max(400).default(""),
      }),
      z.object({ decision: z.literal("refuse"), note: reason }),
    ]),
    answer: Extension,
  }),
};

const ruleRoutes = {
  getCalendar: route({
    method: "GET",
    path: "/api/clock/calendar",
    operation: "clock.get-calendar",
    summary: { zh: "放假调休安排", en: "Holiday arrangements by year" },
    answer: Calendar,
  }),
  editCalendarYear: route({
    method: "PUT",
    path: "/api/clock/calendar/{year}",
    operation: "clock.edit-calendar-year",
    summary: {
      zh: "录入或修改一年的放假安排（新的一年 If-Match 为 0）；未结承诺随之重算，逐件留痕",
      en: "Enter or edit a year (If-Match 0 for a new one); open commitments are reckoned anew, each with a line",
    },
    params: z.object({ year: z.coerce.number().int().min(2000).max(2200) }),
    body: z.object({
      daysOff: z.array(day).max(120),
      workedWeekends: z.array(day).max(60),
      source: z.string().trim().min(4).max(200),
    }),
    answer: CalendarYear,
    needsIfMatch: true,
  }),
  listKinds: route({
    method: "GET",
    path: "/api/clock/kinds",
    operation: "clock.list-kinds",
    summary: { zh: "承诺事项", en: "Kinds of commitments" },
    answer: z.object({ items: z.array(Kind) }),
  }),
  listLimits: route({
    method: "GET",
    path: "/api/clock/limits",
    operation: "clock.list-limits",
    summary: { zh: "法定时限与地方更严的时限", en: "Limits: the nation's and stricter ones of regions" },
    query: z.object({ kind: kindCode.optional(), on: day.optional() }),
    answer: z.object({ items: z.array(Limit), may: z.object({ add: z.boolean() }) }),
  }),
  addLimit: route({
    method: "POST",
    path: "/api/clock/limits",
    operation: "clock.add-limit",
    summary: { zh: "规定本地更严的时限", en: "Set a stricter limit for a region" },
    body: NewLimit,
    answer: Limit,
    status: 201,
  }),
  endLimit: route({
    method: "POST",
    path: "/api/clock/limits/{id}/end",
    operation: "clock.end-limit",
    summary: { zh: "终止本地时限", en: "End a regional limit" },
    params: byId,
    body: z.object({ endsOn: day }),
    answer: Limit,
    needsIfMatch: true,
  }),
  getRules: route({
    method: "GET",
    path: "/api/clock/rules",
    operation: "clock.get-rules",
    summary: {
      zh: "计时规则：起算、补正、预警、督办阶梯、值班",
      en: "How the clock works: start, supplements, warnings, ladder, duty",
    },
    answer: z.object({
      current: RuleSet,
      /** Newest first, the current one and those to come among them. */
      sets: z.array(RuleSet),
      version: z.int(),
      onDuty: Person.nullable(),
      may: z.object({ edit: z.boolean() }),
    }),
  }),
  editRules: route({
    method: "PUT",
    path: "/api/clock/rules",
    operation: "clock.edit-rules",
    summary: { zh: "修改计时规则，自某日起施行", en: "New rules from a day on" },
    body: z.object({ effectiveOn: day, rules: Rules, source: z.string().trim().min(2).max(200) }),
    answer: RuleSet,
    needsIfMatch: true,
  }),
  statistics: route({
    method: "GET",
    path: "/api/clock/statistics",
    operation: "clock.statistics",
    summary: { zh: "按时办结统计（可公开的口径）", en: "Answers in time, in a form fit to publish" },
    query: z.object({ from: day, to: day, department: department.optional(), kind: kindCode.optional() }),
    answer: Statistics,
  }),
  foresee: route({
    method: "GET",
    path: "/api/clock/foresight",
    operation: "clock.foresee",
    summary: { zh: "若今天（或某日）提出，何时到期", en: "When something asked today, or on a day, would be due" },
    query: z.object({ kind: kindCode, owedBy: department, on: day.optional() }),
    answer: Foresight,
  }),
};

export const clockRoutes = { ...commitmentRoutes, ...reminderRoutes, ...extensionRoutes, ...ruleRoutes };
