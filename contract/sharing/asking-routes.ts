import { z } from "zod";
import { PageQuery } from "../page.ts";
import { route } from "../route.ts";
import { Application, ApplicationEdit, ApplicationRow, Line } from "./applications.ts";
import { Basis, BasisEdit, BasisFields, Candidate, Demand } from "./demands.ts";
import { day, reason, text } from "./fields.ts";
import { change, create, id, list, nothing, one } from "./make-route.ts";
import { applicationStates, basisKinds, demandStates } from "./words.ts";

export const askingRoutes = {
  // Basis library
  listBasis: list(
    "list-basis",
    "basis",
    "依据库",
    "Library of legal bases",
    PageQuery.extend({
      q: z.string().max(80).optional(),
      kind: z.enum(basisKinds).optional(),
      inForce: z.stringbool().optional(),
    }),
    Basis,
  ),
  createBasis: create("create-basis", "basis", "新增一条依据", "Add a basis", BasisFields, Basis),
  editBasis: route({
    method: "PATCH",
    path: "/api/sharing/basis/{id}",
    operation: "sharing.edit-basis",
    summary: { zh: "修改一条依据", en: "Edit a basis" },
    params: z.object({ id: z.string().max(60) }),
    body: BasisEdit,
    answer: Basis,
    needsIfMatch: true,
  }),

  // Demands
  findCandidates: route({
    method: "POST",
    path: "/api/sharing/candidates",
    operation: "sharing.find-candidates",
    summary: { zh: "用一句话找数据", en: "Find data for a need in plain words" },
    body: z.object({ need: z.string().trim().min(2).max(400), limit: z.int().min(1).max(50).default(12) }),
    answer: z.object({ words: z.array(z.string()), items: z.array(Candidate) }),
    readsOnly: true,
  }),
  listDemands: list(
    "list-demands",
    "demands",
    "需求清单",
    "List demands",
    PageQuery.extend({
      state: z.enum(demandStates).optional(),
      department: z.string().optional(),
      q: z.string().max(80).optional(),
    }),
    Demand,
  ),
  getDemand: one("get-demand", "demands/{id}", "一条需求", "One demand", Demand),
  registerDemand: create(
    "register-demand",
    "demands",
    "登记需求",
    "Register a demand",
    z.object({ need: text, scene: z.string().trim().max(1000).default("") }),
    Demand,
  ),
  matchDemand: change(
    "match-demand",
    "demands/{id}/match",
    "对接资源",
    "Link resources to a demand",
    z.object({ resources: z.array(z.uuid()).min(1).max(20), note: z.string().trim().max(400).default("") }),
    Demand,
  ),
  assignDemand: change(
    "assign-demand",
    "demands/{id}/assign",
    "把需求作为责任派给部门",
    "Send a demand to a department as a duty",
    z.object({ department: z.string(), note: reason, dueOn: day.optional() }),
    Demand,
  ),
  answerDemand: change(
    "answer-demand",
    "demands/{id}/answer",
    "部门回复派来的需求",
    "Answer a demand sent as a duty",
    z.object({ answer: text, resources: z.array(z.uuid()).max(20).default([]) }),
    Demand,
  ),
  closeDemand: change("close-demand", "demands/{id}/close", "办结需求", "Close a demand", z.object({ reason }), Demand),

  // Basket and applications
  listApplications: list(
    "list-applications",
    "applications",
    "申请单列表",
    "List applications",
    PageQuery.extend({ state: z.enum(applicationStates).optional(), mine: z.stringbool().optional() }),
    ApplicationRow,
  ),
  getApplication: one("get-application", "applications/{id}", "一份申请单", "One application", Application),
  basket: route({
    method: "GET",
    path: "/api/sharing/basket",
    operation: "sharing.basket",
    summary: { zh: "我的数据篮（未提交的申请单）", en: "My basket (the draft application)" },
    answer: z.object({ application: Application.nullable() }),
  }),
  addToBasket: route({
    method: "POST",
    path: "/api/sharing/basket/lines",
    operation: "sharing.add-to-basket",
    summary: { zh: "放进数据篮", en: "Put a resource into the basket" },
    body: Line.extend({ demandId: z.uuid().optional() }),
    answer: Application,
  }),
  createApplication: create(
    "create-application",
    "applications",
    "新建申请单",
    "Start an application",
    ApplicationEdit.extend({ demandId: z.uuid().optional() }),
    Application,
  ),
  editApplication: route({
    method: "PATCH",
    path: "/api/sharing/applications/{id}",
    operation: "sharing.edit-application",
    summary: { zh: "填写申请单", en: "Fill in an application" },
    params: id,
    body: ApplicationEdit,
    answer: Application,
    needsIfMatch: true,
  }),
  submitApplication: change(
    "submit-application",
    "applications/{id}/submit",
    "送本部门负责人签批",
    "Send to the head for signature",
    nothing,
    Application,
  ),
  signApplication: change(
    "sign-application",
    "applications/{id}/sign",
    "本部门共享工作机构负责人同意并发出",
    "Sign and send",
    nothing,
    Application,
  ),
  returnApplication: change(
    "return-application",
    "applications/{id}/return",
    "退回修改",
    "Return with a reason",
    z.object({ reason }),
    Application,
  ),
  withdrawApplication: change(
    "withdraw-application",
    "applications/{id}/withdraw",
    "撤回申请单",
    "Withdraw an application",
    z.object({ reason }),
    Application,
  ),
};
