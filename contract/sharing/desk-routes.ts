import { z } from "zod";
import { PageQuery } from "../page.ts";
import { route } from "../route.ts";
import { AnswerTimes, DeskSummary, ProviderSetting, Report } from "./desk.ts";
import { day, reason, text } from "./fields.ts";
import { change, create, list, one } from "./make-route.ts";
import { Finding, Notice, Order, ViolationRule } from "./matters.ts";
import { findingStates, orderLevels, orderStates } from "./words.ts";

export const deskRoutes = {
  // Orders
  listOrders: list(
    "list-orders",
    "orders",
    "调度令",
    "Leaders' orders",
    PageQuery.extend({
      state: z.enum(orderStates).optional(),
      lead: z.string().optional(),
      subject: z.string().max(80).optional(),
    }),
    Order,
  ),
  getOrder: one("get-order", "orders/{id}", "一道调度令", "One order", Order),
  issueOrder: create(
    "issue-order",
    "orders",
    "领导下达调度令",
    "Issue an order",
    z.object({
      title: z.string().trim().min(2).max(120),
      content: text,
      lead: z.string(),
      helpers: z.array(z.string()).max(20).default([]),
      dueOn: day,
      level: z.enum(orderLevels).default("blue"),
      subject: z
        .object({
          kind: z.string().max(40),
          id: z.string().max(80),
          name: z.string().max(200),
          href: z.string().max(300),
        })
        .nullable()
        .default(null),
    }),
    Order,
  ),
  splitOrder: change(
    "split-order",
    "orders/{id}/tasks",
    "分解任务到部门",
    "Split into departments' tasks",
    z.object({
      tasks: z
        .array(z.object({ department: z.string(), task: text, dueOn: day }))
        .min(1)
        .max(20),
    }),
    Order,
  ),
  reportOrder: change(
    "report-order",
    "orders/{id}/report",
    "部门报送办理结果和佐证",
    "Report with evidence",
    z.object({ answer: text, evidence: z.array(z.string().max(300)).max(20).default([]), taskId: z.uuid().optional() }),
    Order,
  ),
  raiseOrder: change("raise-order", "orders/{id}/raise", "提级督办", "Raise the level", z.object({ reason }), Order),
  closeOrder: change("close-order", "orders/{id}/close", "销号", "Close an order", z.object({ outcome: text }), Order),
  cancelOrder: change("cancel-order", "orders/{id}/cancel", "撤销", "Cancel an order", z.object({ reason }), Order),

  // Violations (art. 39–41)
  listRules: route({
    method: "GET",
    path: "/api/sharing/violation-rules",
    operation: "sharing.list-violation-rules",
    summary: { zh: "十六种违规情形的规则", en: "The sixteen violations as rules" },
    answer: z.object({ items: z.array(ViolationRule) }),
  }),
  editRule: route({
    method: "PATCH",
    path: "/api/sharing/violation-rules/{id}",
    operation: "sharing.edit-violation-rule",
    summary: { zh: "调整规则阈值或启停", en: "Set a rule's threshold, on or off" },
    params: z.object({ id: z.string().max(10) }),
    body: z.object({ threshold: z.number().min(0).max(10_000).optional(), isOn: z.boolean().optional() }),
    answer: ViolationRule,
    needsIfMatch: true,
  }),
  runRules: route({
    method: "POST",
    path: "/api/sharing/violation-rules/run",
    operation: "sharing.run-violation-rules",
    summary: { zh: "立即核查一遍", en: "Look for violations now" },
    answer: z.object({ found: z.int(), gone: z.int(), open: z.int() }),
  }),
  listFindings: list(
    "list-findings",
    "findings",
    "违规线索",
    "Findings",
    PageQuery.extend({
      rule: z.string().max(10).optional(),
      state: z.enum(findingStates).optional(),
      department: z.string().optional(),
      foundFrom: day.optional(),
      foundUntil: day.optional(),
    }),
    Finding,
  ),
  explainFinding: change(
    "explain-finding",
    "findings/{id}/explain",
    "部门说明",
    "The department explains",
    z.object({ text }),
    Finding,
  ),
  decideFinding: change(
    "decide-finding",
    "findings/{id}/decide",
    "主管部门认定",
    "The bureau decides",
    z.object({ isConfirmed: z.boolean(), text }),
    Finding,
  ),

  // Notices
  listNotices: list(
    "list-notices",
    "notices",
    "我的通知",
    "My notices",
    PageQuery.extend({ unread: z.stringbool().optional() }),
    Notice,
  ),
  countNotices: route({
    method: "GET",
    path: "/api/sharing/notices/count",
    operation: "sharing.count-notices",
    summary: { zh: "未读通知数", en: "Unread notices" },
    answer: z.object({ unread: z.int() }),
  }),
  readNotices: route({
    method: "POST",
    path: "/api/sharing/notices/read",
    operation: "sharing.read-notices",
    summary: { zh: "标为已读；不指定则全部", en: "Mark read; all where none is named" },
    body: z.object({ ids: z.array(z.uuid()).max(500).optional() }),
    answer: z.object({ unread: z.int() }),
  }),

  // Settings, desk, report
  listSettings: route({
    method: "GET",
    path: "/api/sharing/settings",
    operation: "sharing.list-settings",
    summary: { zh: "各部门的自动答复规则和收件邮箱", en: "Departments' automatic answers and mailboxes" },
    answer: z.object({ items: z.array(ProviderSetting) }),
  }),
  editSetting: route({
    method: "PUT",
    path: "/api/sharing/settings/{department}",
    operation: "sharing.edit-setting",
    summary: {
      zh: "设定本部门的自动答复规则（负责人签）和收件邮箱",
      en: "Set automatic answers (signed by the head) and the mailbox",
    },
    params: z.object({ department: z.string().max(40) }),
    body: z.object({
      autoAnswer: z.boolean(),
      autoDays: z.int().min(1).max(1096).default(365),
      mailAddress: z.email().max(200).nullable().default(null),
    }),
    answer: ProviderSetting,
    needsIfMatch: true,
  }),
  desk: route({
    method: "GET",
    path: "/api/sharing/desk",
    operation: "sharing.desk",
    summary: { zh: "我的待办和调度台概况", en: "What waits for me, and the desk at a glance" },
    answer: DeskSummary,
  }),
  answerTimes: route({
    method: "GET",
    path: "/api/sharing/answer-times",
    operation: "sharing.answer-times",
    summary: { zh: "答复时效（可公开）", en: "Answer times in public form" },
    query: z.object({ fromOn: day.optional(), untilOn: day.optional() }),
    answer: AnswerTimes,
  }),
  report: route({
    method: "GET",
    path: "/api/sharing/report",
    operation: "sharing.report",
    summary: { zh: "季度报告：及时性、质量、应用、安全", en: "Quarterly report: timeliness, quality, use, security" },
    query: z.object({
      year: z.coerce.number().int().min(2025).max(2100),
      quarter: z.coerce.number().int().min(1).max(4),
    }),
    answer: Report,
  }),
  printReport: route({
    method: "GET",
    path: "/api/sharing/report/file",
    operation: "sharing.print-report",
    summary: { zh: "打印季度报告（PDF）", en: "Print the quarterly report (PDF)" },
    query: z.object({
      year: z.coerce.number().int().min(2025).max(2100),
      quarter: z.coerce.number().int().min(1).max(4),
    }),
    answers: "file",
  }),
};
