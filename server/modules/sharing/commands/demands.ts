import { dayOf } from "#contract/clock-days";
import type { Demand } from "#contract/sharing";
import type { Call } from "#kernel/call";
import { newId } from "#kernel/id";
import { foldText, lockFile, nextNumber } from "../file-store.ts";
import { type File, hrefOf } from "../files.ts";
import { knownDepartment, nameOf, namesOf, ownDepartment } from "../names.ts";
import { wholeHub } from "../notice-store.ts";
import { askers, desk, stewards } from "../notices.ts";
import type { SharingParts } from "../parts.ts";
import { dropPromise, meetPromise, subjectOf } from "../promises.ts";
import { applyDecision, beginFile, called, recordAct, takeStep } from "../step.ts";
import { demandView } from "../view-demand.ts";

/** Nothing was found: the need is registered, and the desk owes a match (Order 809 art. 20: 供需对接). */
export async function registerDemand(
  call: Call,
  parts: SharingParts,
  { need, scene }: { need: string; scene: string },
): Promise<Demand> {
  const names = await namesOf(call, parts);
  const own = ownDepartment(call, names);
  const file: File<"demand"> = {
    id: newId(call.now),
    kind: "demand",
    number: await nextNumber(call, "demand"),
    title: need.slice(0, 60),
    state: "registered",
    stateSince: call.now,
    department: own.code,
    provider: null,
    parties: [own.code],
    about: null,
    resources: [],
    shareClass: null,
    answerKind: null,
    sentAt: call.now,
    answeredAt: null,
    body: {
      need,
      scene,
      assigned: null,
      note: "",
      applicationId: null,
      by: call.actor.name,
      closedAt: null,
      commitment: null,
    },
    searchText: foldText(`${need}\n${scene}\n${own.name}`),
    isInvented: own.isInvented,
    createdAt: call.now,
    version: 1,
  };
  const name = called(file);
  await beginFile(call, parts, file, "sharing.register-demand", {
    story: { zh: "登记需求", en: "Registered" },
    tell: [
      {
        department: wholeHub,
        roles: desk,
        kind: "demand-registered",
        title: { zh: `待对接：${name.zh}`, en: `To be matched: ${name.en}` },
        text: { zh: `${own.name}：${need}`, en: `${own.name}: ${need}` },
        href: hrefOf(file),
        news: `${file.id}:registered`,
      },
    ],
  });
  recordAct(call, parts, file, "sharing.register-demand", {});
  return demandView(call, parts, file);
}

export async function matchDemand(
  call: Call,
  parts: SharingParts,
  id: string,
  { resources, note }: { resources: readonly string[]; note: string },
): Promise<Demand> {
  const step = { kind: "demand", id, act: "match", operation: "sharing.match-demand" } as const;
  const file = await takeStep(call, parts, step, async (inner, demand) => {
    const linked = [];
    for (const one of resources) linked.push(await parts.catalog.view(inner, one));
    await meetPromise(inner, parts.clock, demand.body.commitment, `${demand.number} 已对接`);
    const list = linked.map((resource) => `“${resource.name}”`).join("、");
    return {
      set: { state: "matched", resources: [...resources] },
      body: { note },
      story: { zh: `对接资源：${list}`, en: `Matched: ${list}`, note },
      tell: [toAsker(demand, "demand-matched", `可申请${list}。${note}`)],
      facts: { resources: resources.length },
    };
  });
  return demandView(call, parts, file);
}

const toAsker = (demand: File<"demand">, kind: string, text: string) => {
  const name = called(demand);
  return {
    department: demand.department,
    roles: askers,
    kind,
    title: { zh: `${name.zh}有结果`, en: `News of ${name.en}` },
    text: { zh: text, en: text },
    href: hrefOf(demand),
    news: `${demand.id}:${kind}:${demand.version}`,
  };
};

/** The desk sends it to a department as a duty, with a day. */
export async function assignDemand(
  call: Call,
  parts: SharingParts,
  id: string,
  { department, note, dueOn }: { department: string; note: string; dueOn?: string | undefined },
): Promise<Demand> {
  const step = { kind: "demand", id, act: "assign", operation: "sharing.assign-demand" } as const;
  const file = await takeStep(call, parts, step, async (inner, demand, names) => {
    knownDepartment(names, department);
    await dropPromise(inner, parts.clock, demand.body.commitment, "改派");
    const clock = await parts.clock.start(inner, {
      kind: "demand",
      subject: subjectOf(demand),
      owedBy: department,
      owedTo: demand.department,
      basis: "《政务数据共享条例》第二十条（供需对接机制）",
      ...(dueOn === undefined ? { workingDays: 5 } : { dueOn }),
    });
    const name = called(demand);
    return {
      set: { state: "assigned", provider: department, parties: [...new Set([...demand.parties, department])] },
      body: { assigned: { department, note, dueOn: clock.dueOn, answer: null }, commitment: clock.id },
      story: { zh: `派给${nameOf(names, department)}办理`, en: `Sent to ${nameOf(names, department)}`, note },
      tell: [
        {
          department,
          roles: stewards,
          kind: "demand-assigned",
          title: { zh: `派来${name.zh}`, en: `Sent to you: ${name.en}` },
          text: { zh: `${note}（${clock.dueOn ?? ""} 前回复）`, en: `${note} (answer by ${clock.dueOn ?? ""})` },
          href: hrefOf(demand),
          news: `${demand.id}:assigned:${demand.version}`,
        },
      ],
      facts: { to: department },
    };
  });
  return demandView(call, parts, file);
}

export async function answerDemand(
  call: Call,
  parts: SharingParts,
  id: string,
  { answer, resources }: { answer: string; resources: readonly string[] },
): Promise<Demand> {
  const step = { kind: "demand", id, act: "answer", operation: "sharing.answer-demand" } as const;
  const file = await takeStep(call, parts, step, async (inner, demand) => {
    for (const one of resources) await parts.catalog.view(inner, one);
    await meetPromise(inner, parts.clock, demand.body.commitment, `${demand.number} 已回复`);
    const { assigned } = demand.body;
    return {
      set: { state: resources.length > 0 ? "matched" : "registered", resources: [...demand.resources, ...resources] },
      body: { assigned: assigned && { ...assigned, answer } },
      story: { zh: "部门回复", en: "The department answers", note: answer },
      tell: [toAsker(demand, "demand-answered", answer)],
    };
  });
  return demandView(call, parts, file);
}

export async function closeDemand(call: Call, parts: SharingParts, id: string, reason: string): Promise<Demand> {
  const step = { kind: "demand", id, act: "close", operation: "sharing.close-demand" } as const;
  const file = await takeStep(call, parts, step, async (inner, demand) => {
    await dropPromise(inner, parts.clock, demand.body.commitment, reason);
    return {
      set: { state: "closed" },
      body: { closedAt: inner.now.toISOString(), note: reason },
      story: { zh: "办结需求", en: "Closed", note: reason },
      tell: [toAsker(demand, "demand-closed", reason)],
    };
  });
  return demandView(call, parts, file);
}

/** A request has come of it; part of the act that sends the request. */
export async function markRequested(call: Call, parts: SharingParts, id: string, applicationId: string): Promise<void> {
  const demand = await lockFile(call.db, "demand", id);
  if (!demand || demand.state === "closed" || demand.state === "requested") return;
  await meetPromise(call, parts.clock, demand.body.commitment, "已转申请");
  await applyDecision(call, parts, demand, "sharing.sign-application", {
    set: { state: "requested" },
    body: { applicationId, closedAt: call.now.toISOString() },
    story: { zh: "已转为共享申请", en: "Became a request", note: dayOf(call.now) },
  });
}
