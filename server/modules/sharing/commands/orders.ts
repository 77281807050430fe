import { dayOf } from "#contract/clock-days";
import { type Order, orderLevelNames, orderLevels } from "#contract/sharing";
import type { Call } from "#kernel/call";
import { mayTouch } from "#kernel/call";
import { newId } from "#kernel/id";
import { problem } from "#kernel/problem";
import { foldText, nextNumber } from "../file-store.ts";
import { type File, hrefOf, type OrderBody, type OrderTask } from "../files.ts";
import { knownDepartment, nameOf, namesOf, ownDepartment } from "../names.ts";
import { wholeHub } from "../notice-store.ts";
import { heads, stewards, type Tell } from "../notices.ts";
import type { SharingParts } from "../parts.ts";
import { problems } from "../problems.ts";
import { dropPromise, meetPromise, subjectOf } from "../promises.ts";
import { beginFile, called, recordAct, takeStep } from "../step.ts";
import { orderView } from "../view-order.ts";

interface Issue {
  readonly title: string;
  readonly content: string;
  readonly lead: string;
  readonly helpers: readonly string[];
  readonly dueOn: string;
  readonly level: OrderBody["level"];
  readonly subject: OrderBody["subject"];
}

/** A leader's order (调度令): lead, helpers, day, level; a promise on the one clock like every other. */
export async function issueOrder(call: Call, parts: SharingParts, issue: Issue): Promise<Order> {
  const names = await namesOf(call, parts);
  const own = ownDepartment(call, names);
  const today = dayOf(call.now);
  if (issue.dueOn < today) throw problem(problems["period-wrong"], { from: today, until: issue.dueOn });
  for (const code of [issue.lead, ...issue.helpers]) knownDepartment(names, code);
  const helpers = [...new Set(issue.helpers)].filter((code) => code !== issue.lead);
  const draft: File<"order"> = {
    id: newId(call.now),
    kind: "order",
    number: await nextNumber(call, "order"),
    title: issue.title,
    state: "issued",
    stateSince: call.now,
    department: own.code,
    provider: issue.lead,
    parties: [...new Set([own.code, issue.lead, ...helpers])],
    about: null,
    resources: [],
    shareClass: null,
    answerKind: null,
    sentAt: call.now,
    answeredAt: null,
    body: {
      content: issue.content,
      helpers,
      dueOn: issue.dueOn,
      level: issue.level,
      subject: issue.subject,
      tasks: [],
      report: null,
      outcome: null,
      issuedBy: call.actor.name,
      closedAt: null,
      commitment: null,
    },
    searchText: foldText(`${issue.title}\n${issue.content}`),
    isInvented: own.isInvented,
    createdAt: call.now,
    version: 1,
  };
  const clock = await parts.clock.start(call, {
    kind: "order",
    subject: subjectOf(draft),
    owedBy: issue.lead,
    owedTo: own.code,
    owedToName: call.actor.name,
    basis: `调度令 ${draft.number}`,
    dueOn: issue.dueOn,
  });
  const file = { ...draft, body: { ...draft.body, commitment: clock.id } };
  await beginFile(call, parts, file, "sharing.issue-order", {
    story: {
      zh: `下达调度令（${orderLevelNames[issue.level].zh}），${nameOf(names, issue.lead)}牵头`,
      en: `Order issued (${issue.level})`,
      note: issue.content,
    },
    tell: [
      ...[issue.lead, ...helpers].map((code) => toDepartment(file, code, "issued", issue.content)),
      toDesk(file, "issued", issue.content),
    ],
  });
  recordAct(call, parts, file, "sharing.issue-order", { facts: { level: issue.level, dueOn: issue.dueOn } });
  return orderView(call, parts, file);
}

const toDepartment = (file: File<"order">, department: string, kind: string, text: string): Tell => ({
  department,
  roles: [...stewards, ...heads],
  kind: `order-${kind}`,
  title: called(file),
  text: { zh: text, en: text },
  href: hrefOf(file),
  news: `${file.id}:${kind}:${file.version}`,
});
const toDesk = (file: File<"order">, kind: string, text: string): Tell => ({
  ...toDepartment(file, wholeHub, kind, text),
  roles: ["data-officer", "leader"],
});

/** The desk splits it: each department knows its own part. */
export async function splitOrder(
  call: Call,
  parts: SharingParts,
  id: string,
  tasks: readonly { department: string; task: string; dueOn: string }[],
): Promise<Order> {
  const step = { kind: "order", id, act: "split", operation: "sharing.split-order" } as const;
  const file = await takeStep(call, parts, step, (inner, order, names) => {
    for (const [index, task] of tasks.entries()) {
      knownDepartment(names, task.department);
      const twice = tasks.findIndex((other) => other.department === task.department) < index;
      if (twice) throw problem(problems["department-named-twice"], { department: nameOf(names, task.department) });
    }
    const kept = order.body.tasks.filter((task) => task.answer !== null);
    const split: OrderTask[] = tasks.map((task) => ({
      ...task,
      id: newId(inner.now),
      answer: null,
      evidence: [],
      answeredBy: null,
      answeredAt: null,
    }));
    return {
      set: { parties: [...new Set([...order.parties, ...tasks.map((task) => task.department)])] },
      body: { tasks: [...kept, ...split] },
      story: { zh: `分解为 ${tasks.length} 项任务`, en: `Split into ${tasks.length} tasks` },
      tell: tasks.map((task) => toDepartment(order, task.department, "task", task.task)),
      facts: { tasks: tasks.length },
    };
  });
  return orderView(call, parts, file);
}

/** The lead reports the whole; a helper its task. */
export async function reportOrder(
  call: Call,
  parts: SharingParts,
  id: string,
  { answer, evidence, taskId }: { answer: string; evidence: readonly string[]; taskId?: string | undefined },
): Promise<Order> {
  const step = { kind: "order", id, act: "report", operation: "sharing.report-order" } as const;
  const file = await takeStep(call, parts, step, async (inner, order) => {
    if (taskId !== undefined) {
      const task = order.body.tasks.find((one) => one.id === taskId);
      if (!task || !mayTouch(inner.actor, task.department)) throw problem(problems["task-not-found"]);
      const done: OrderTask = {
        ...task,
        answer,
        evidence: [...evidence],
        answeredBy: inner.actor.name,
        answeredAt: inner.now.toISOString(),
      };
      return {
        body: { tasks: order.body.tasks.map((one) => (one.id === taskId ? done : one)) },
        story: { zh: "报送任务结果", en: "A task is reported", note: answer },
        tell: [toDesk(order, "task-reported", answer)],
      };
    }
    if (!mayTouch(inner.actor, order.provider)) throw problem(problems["task-not-found"]);
    await meetPromise(inner, parts.clock, order.body.commitment, `${order.number} 已报结果`);
    return {
      set: { state: "reported", answeredAt: inner.now },
      body: { report: { text: answer, evidence: [...evidence], by: inner.actor.name, at: inner.now.toISOString() } },
      story: { zh: "牵头部门报送办理结果", en: "The lead reports", note: answer },
      tell: [toDesk(order, "reported", answer)],
    };
  });
  return orderView(call, parts, file);
}

export async function raiseOrder(call: Call, parts: SharingParts, id: string, reason: string): Promise<Order> {
  const step = { kind: "order", id, act: "raise", operation: "sharing.raise-order" } as const;
  const file = await takeStep(call, parts, step, (_, order) => {
    const level = orderLevels[orderLevels.indexOf(order.body.level) + 1];
    if (level === undefined)
      throw problem(problems["wrong-state"], { whyZh: "已是红色，不能再提级", whyEn: "it is red already" });
    return {
      body: { level },
      story: { zh: `提为${orderLevelNames[level].zh}督办`, en: `Raised to ${level}`, note: reason },
      tell: [...new Set([order.provider ?? "", ...order.body.helpers])].map((code) =>
        toDepartment(order, code, "raised", reason),
      ),
      facts: { level },
    };
  });
  return orderView(call, parts, file);
}

export async function closeOrder(call: Call, parts: SharingParts, id: string, outcome: string): Promise<Order> {
  const step = { kind: "order", id, act: "close", operation: "sharing.close-order" } as const;
  const file = await takeStep(call, parts, step, async (inner, order) => {
    await meetPromise(inner, parts.clock, order.body.commitment, `${order.number} 销号`);
    return {
      set: { state: "closed" },
      body: { outcome, closedAt: inner.now.toISOString() },
      story: { zh: "销号", en: "Closed", note: outcome },
    };
  });
  return orderView(call, parts, file);
}

export async function cancelOrder(call: Call, parts: SharingParts, id: string, reason: string): Promise<Order> {
  const step = { kind: "order", id, act: "cancel", operation: "sharing.cancel-order" } as const;
  const file = await takeStep(call, parts, step, async (inner, order) => {
    await dropPromise(inner, parts.clock, order.body.commitment, reason);
    return {
      set: { state: "cancelled" },
      body: { outcome: reason, closedAt: inner.now.toISOString() },
      story: { zh: "撤销调度令", en: "Cancelled", note: reason },
    };
  });
  return orderView(call, parts, file);
}
