import { z } from "zod";
import { PageQuery } from "../page.ts";
import { route } from "../route.ts";
import { day, reason, text } from "./fields.ts";
import { change, create, id, list, one } from "./make-route.ts";
import { Case, Correction, Dispute, Minutes } from "./matters.ts";
import { period, requestSides } from "./requests.ts";
import { caseKinds, caseStates, correctionStates, disputeOutcomes, disputeStates, misuseKinds } from "./words.ts";

export const matterRoutes = {
  // Misuse and stopping (art. 27)
  listCases: list(
    "list-cases",
    "cases",
    "违规处置和服务终止",
    "Misuse and stopping cases",
    PageQuery.extend({
      ...period,
      state: z.enum(caseStates).optional(),
      kind: z.enum(caseKinds).optional(),
      request: z.uuid().optional(),
    }),
    Case,
  ),
  getCase: one("get-case", "cases/{id}", "一件处置", "One case", Case),
  suspend: route({
    method: "POST",
    path: "/api/sharing/requests/{id}/suspend",
    operation: "sharing.suspend",
    summary: { zh: "发现违规使用：暂停共享并限期整改", en: "Suspend for misuse and set a date to rectify" },
    params: id,
    body: z.object({
      misuse: z.enum(misuseKinds),
      reason,
      evidence: z.array(z.int()).max(100).default([]),
      rectifyBy: day,
    }),
    answer: Case,
    status: 201,
  }),
  stopService: route({
    method: "POST",
    path: "/api/sharing/requests/{id}/stop-service",
    operation: "sharing.stop-service",
    summary: { zh: "提供部门确需终止或变更服务：先协商，再备案", en: "Stop a service: consult first, then file" },
    params: id,
    body: z.object({ reason }),
    answer: Case,
    status: 201,
  }),
  rectify: change(
    "rectify",
    "cases/{id}/rectify",
    "报送整改情况",
    "Report the rectification",
    z.object({ text }),
    Case,
  ),
  resume: change(
    "resume",
    "cases/{id}/resume",
    "整改到位，恢复共享",
    "Resume sharing",
    z.object({ note: reason }),
    Case,
  ),
  consult: change("consult", "cases/{id}/consult", "记录协商情况", "Record the consultation", Minutes, Case),
  fileCase: change(
    "file-case",
    "cases/{id}/file",
    "主管部门备案",
    "The bureau takes note",
    z.object({ note: z.string().trim().max(400).default("") }),
    Case,
  ),
  endCase: change("end-case", "cases/{id}/end", "终止共享", "End sharing", z.object({ reason }), Case),

  // Disputes (art. 28)
  listDisputes: list(
    "list-disputes",
    "disputes",
    "共享争议",
    "Disputes",
    PageQuery.extend({ ...period, state: z.enum(disputeStates).optional(), request: z.uuid().optional() }),
    Dispute,
  ),
  getDispute: one("get-dispute", "disputes/{id}", "一件争议", "One dispute", Dispute),
  openDispute: route({
    method: "POST",
    path: "/api/sharing/requests/{id}/disputes",
    operation: "sharing.open-dispute",
    summary: { zh: "提出争议", en: "Open a dispute" },
    params: id,
    body: z.object({ claim: text }),
    answer: Dispute,
    status: 201,
  }),
  recordMinutes: change(
    "record-minutes",
    "disputes/{id}/minutes",
    "记录协商（协调）情况：时间、参加人、意见",
    "Record the minutes",
    Minutes,
    Dispute,
  ),
  escalateDispute: change(
    "escalate-dispute",
    "disputes/{id}/escalate",
    "提交上一步处理",
    "Take it one step up",
    z.object({ reason }),
    Dispute,
  ),
  settleDispute: change(
    "settle-dispute",
    "disputes/{id}/settle",
    "解决争议",
    "Settle",
    z.object({ outcome: z.enum(disputeOutcomes), text }),
    Dispute,
  ),

  // Corrections (art. 26)
  listCorrections: list(
    "list-corrections",
    "corrections",
    "校核列表",
    "List corrections",
    PageQuery.extend({
      ...period,
      side: z.enum(requestSides).default("all"),
      state: z.enum(correctionStates).optional(),
      resource: z.uuid().optional(),
      provider: z.string().optional(),
    }),
    Correction,
  ),
  getCorrection: one("get-correction", "corrections/{id}", "一件校核", "One correction", Correction),
  reportError: create(
    "report-error",
    "corrections",
    "从一条记录提出校核",
    "Report a wrong value of a record",
    z.object({
      resourceId: z.uuid(),
      field: z.string().max(63),
      key: z.string().trim().min(1).max(200),
      found: z.string().max(1000),
      right: z.string().max(1000).default(""),
      evidence: text,
      requestId: z.uuid().optional(),
    }),
    Correction,
  ),
  answerCorrection: change(
    "answer-correction",
    "corrections/{id}/answer",
    "核实、更正并反馈",
    "Verify, correct and answer",
    z.object({ isCorrected: z.boolean(), text }),
    Correction,
  ),
};
