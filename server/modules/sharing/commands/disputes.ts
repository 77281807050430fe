import type { Dispute, Minutes } from "#contract/sharing";
import { disputeOutcomeNames, disputeStateNames } from "#contract/sharing";
import type { Bilingual } from "#contract/text";
import { type Call, mayTouch } from "#kernel/call";
import { inTransaction } from "#kernel/db/db";
import { newId } from "#kernel/id";
import { problem } from "#kernel/problem";
import { foldText, lockFile, nextNumber, pageOfFiles } from "../file-store.ts";
import { type DisputeBody, type File, hrefOf, type RequestBody } from "../files.ts";
import * as lifecycle from "../lifecycle.ts";
import type { Names } from "../names.ts";
import { wholeHub } from "../notice-store.ts";
import { desk, everyone, type Tell } from "../notices.ts";
import type { SharingParts } from "../parts.ts";
import { problems } from "../problems.ts";
import { dropPromise, meetPromise, subjectOf } from "../promises.ts";
import { applyDecision, beginFile, called, takeStep } from "../step.ts";
import { commonDivision } from "../violations-of-bureaus.ts";
import { disputeView } from "../view-dispute.ts";
import { asDecision, standingOf } from "./answer-request.ts";

/** The parties talk first; then their bureau coordinates; then the government of that level decides (art. 28). */
export async function openDispute(call: Call, parts: SharingParts, id: string, claim: string): Promise<Dispute> {
  const operation = "sharing.open-dispute";
  return inTransaction(call, async (inner) => {
    let opened: File<"dispute"> | undefined;
    await takeStep(inner, parts, { kind: "request", id, act: "dispute", operation }, async (step, request, names) => {
      const open = { kind: "dispute", departments: "all", about: id, notStates: ["settled"] } as const;
      const [other] = await pageOfFiles(step.db, open, 1);
      if (other) throw problem(problems["dispute-open"], { number: other.number });
      opened = await beginDispute(step, parts, request, claim, names);
      return {
        story: { zh: `提出争议 ${opened.number}`, en: `Dispute ${opened.number} opened`, note: claim },
        facts: { dispute: opened.number },
        tell: [
          ...toParties(opened, "opened", {
            zh: "提出争议，先由双方协商",
            en: "A dispute is opened; the parties talk first",
          }),
        ],
      };
    });
    if (!opened) throw new Error("The step did not open a dispute.");
    return disputeView(inner, parts, opened);
  });
}

async function beginDispute(
  call: Call,
  parts: SharingParts,
  request: File<"request">,
  claim: string,
  names: Names,
): Promise<File<"dispute">> {
  const file: File<"dispute"> = {
    id: newId(call.now),
    kind: "dispute",
    number: await nextNumber(call, "dispute"),
    title: request.title,
    state: "parties",
    stateSince: call.now,
    department: request.department,
    provider: request.provider,
    parties: request.parties,
    about: request.id,
    resources: request.resources,
    shareClass: request.shareClass,
    answerKind: null,
    sentAt: call.now,
    answeredAt: null,
    body: {
      requestNumber: request.number,
      claim,
      steps: [],
      outcome: null,
      coordinator: coordinatorOf(names, request),
      openedBy: call.actor.name,
      commitment: null,
    },
    searchText: foldText(`${request.searchText}\n${claim}`),
    isInvented: request.isInvented,
    createdAt: call.now,
    version: 1,
  };
  await beginFile(call, parts, file, "sharing.open-dispute", {
    story: { zh: "提出争议", en: "Opened", note: claim },
  });
  return file;
}

/** Departments of one level have one bureau; across levels or regions the common superior's coordinates. */
function coordinatorOf({ departments }: Names, request: File<"request">): Bilingual {
  const asker = departments.get(request.department);
  const provider = departments.get(request.provider ?? "");
  return asker && provider && asker.division === provider.division
    ? { zh: "同级政务数据共享主管部门", en: "the bureau of their level" }
    : {
        zh: "共同的上级政务数据共享主管部门（跨层级、跨地域）",
        en: "the common superior bureau (across levels or regions)",
      };
}

function toParties(dispute: File<"dispute">, kind: string, text: Bilingual, withDesk = false): Tell[] {
  const name = called(dispute);
  const base = {
    kind: `dispute-${kind}`,
    title: { zh: `${name.zh}：${text.zh}`, en: `${name.en}: ${text.en}` },
    text,
    href: hrefOf(dispute),
    news: `${dispute.id}:${kind}:${dispute.version}`,
  };
  const parties = [dispute.department, dispute.provider ?? ""].map((department) => ({
    ...base,
    department,
    roles: everyone,
  }));
  return withDesk ? [...parties, { ...base, department: wholeHub, roles: desk }] : parties;
}

export async function recordMinutes(call: Call, parts: SharingParts, id: string, minutes: Minutes): Promise<Dispute> {
  const step = { kind: "dispute", id, act: "record-minutes", operation: "sharing.record-minutes" } as const;
  const file = await takeStep(call, parts, step, (inner, dispute) => ({
    body: {
      steps: [
        ...dispute.body.steps,
        { step: dispute.state, minutes, by: inner.actor.name, at: inner.now.toISOString() },
      ],
    },
    story: {
      zh: `记录${disputeStateNames[dispute.state].zh}情况（${minutes.heldOn}，${minutes.attendees.join("、")}）`,
      en: `Minutes: ${disputeStateNames[dispute.state].en} (${minutes.heldOn})`,
      note: minutes.opinion,
    },
    tell: toParties(dispute, "minutes", { zh: `已记录${minutes.heldOn}的意见`, en: `Minutes of ${minutes.heldOn}` }),
    facts: { step: dispute.state, heldOn: minutes.heldOn, attendees: minutes.attendees.length },
  }));
  return disputeView(call, parts, file);
}

const coordinationDays = 20;

export async function escalateDispute(call: Call, parts: SharingParts, id: string, reason: string): Promise<Dispute> {
  const step = { kind: "dispute", id, act: "escalate", operation: "sharing.escalate-dispute" } as const;
  const file = await takeStep(call, parts, step, async (inner, dispute) => {
    const state = dispute.state === "parties" ? "bureau" : "government";
    const name = disputeStateNames[state];
    await meetPromise(inner, parts.clock, dispute.body.commitment, "提交上一步");
    const commitment = state === "bureau" ? await startCoordination(inner, parts, dispute) : null;
    return {
      set: { state },
      body: { commitment },
      story: { zh: `提交${name.zh}`, en: `Taken up: ${name.en}`, note: reason },
      tell: toParties(dispute, state, { zh: `已提交${name.zh}`, en: `Taken up: ${name.en}` }, true),
    };
  });
  return disputeView(call, parts, file);
}

async function startCoordination(call: Call, parts: SharingParts, dispute: File<"dispute">): Promise<string | null> {
  const bureau = await bureauOf(call, parts, dispute);
  const commitment = await parts.clock.start(call, {
    kind: "dispute",
    subject: subjectOf(dispute),
    owedBy: bureau,
    owedTo: dispute.department,
    basis: "《政务数据共享条例》第二十八条",
    workingDays: coordinationDays,
  });
  return commitment.id;
}

/** The bureau of the level at which both parties stand, else the one that looks after the provider, else whoever provides. */
async function bureauOf(call: Call, parts: SharingParts, dispute: File<"dispute">): Promise<string> {
  const departments = await parts.registry.departments(call);
  const parties = [dispute.department, dispute.provider ?? ""];
  const divisions = parties.flatMap((code) => departments.get(code)?.division ?? []);
  const shared = await parts.registry.bureauOf(call, commonDivision(divisions));
  const own = shared ?? (await parts.registry.bureauOf(call, divisions.at(-1) ?? ""));
  return own ?? dispute.provider ?? dispute.department;
}

export async function settleDispute(
  call: Call,
  parts: SharingParts,
  id: string,
  { outcome, text }: { outcome: NonNullable<DisputeBody["outcome"]>["kind"]; text: string },
): Promise<Dispute> {
  const step = { kind: "dispute", id, act: "settle", operation: "sharing.settle-dispute" } as const;
  const file = await takeStep(call, parts, step, async (inner, dispute) => {
    refuseOneSided(inner, dispute, outcome);
    await meetPromise(inner, parts.clock, dispute.body.commitment, `${dispute.number} 已解决`);
    if (outcome === "answer-anew") await answerAnew(inner, parts, dispute, text);
    const name = disputeOutcomeNames[outcome];
    return {
      set: { state: "settled" },
      body: { outcome: { kind: outcome, text, by: inner.actor.name, at: inner.now.toISOString() } },
      story: { zh: `争议解决：${name.zh}`, en: `Settled: ${name.en}`, note: text },
      tell: toParties(
        dispute,
        "settled",
        { zh: `已解决：${name.zh}。${text}`, en: `Settled: ${name.en}. ${text}` },
        true,
      ),
      facts: { outcome },
    };
  });
  return disputeView(call, parts, file);
}

/** Between the parties each gives only what is its own to give: the provider a new answer, the requester its claim. */
function refuseOneSided({ actor }: Call, dispute: File<"dispute">, outcome: keyof typeof disputeOutcomeNames): void {
  if (dispute.state !== "parties" || actor.roles.includes("data-officer") || actor.roles.includes("hub")) return;
  const isProviders = outcome === "answer-anew";
  if (mayTouch(actor, isProviders ? dispute.provider : dispute.department)) return;
  throw problem(problems["not-one-sided"], {
    outcome: disputeOutcomeNames[outcome].zh,
    sideZh: isProviders ? "提供部门" : "需求部门",
    sideEn: isProviders ? "provider" : "requester",
  });
}

/** The provider answers again, on a clock of its own. */
async function answerAnew(call: Call, parts: SharingParts, dispute: File<"dispute">, text: string): Promise<void> {
  const request = await lockFile(call.db, "request", dispute.about ?? "");
  const next = request ? lifecycle.answeredAnew(standingOf(request)) : {};
  if (!request || next.state === undefined) return;
  await dropPromise(call, parts.clock, request.body.clocks.answer, `争议 ${dispute.number} 后重新答复`);
  const clock = await parts.clock.start(call, {
    kind: request.shareClass === "unconditional" ? "answer-unconditional" : "answer-conditional",
    subject: subjectOf(request),
    owedBy: request.provider ?? "",
    owedTo: request.department,
  });
  const clocks: RequestBody["clocks"] = { ...request.body.clocks, answer: clock.id };
  const decided = asDecision(next);
  await applyDecision(call, parts, request, "sharing.settle-dispute", {
    set: { ...decided.set, answerKind: null, answeredAt: null },
    body: { ...decided.body, clocks },
    story: {
      zh: `争议 ${dispute.number} 解决，重新答复`,
      en: `To be answered anew after ${dispute.number}`,
      note: text,
    },
  });
}
