import { dayOf } from "#contract/clock-days";
import { type AnswerDraft, answerKindNames, refusalBasisNames, type Request } from "#contract/sharing";
import type { Call } from "#kernel/call";
import { problem } from "#kernel/problem";
import { faultsOfGrant } from "../answer-rules.ts";
import { type File, hrefOf } from "../files.ts";
import * as lifecycle from "../lifecycle.ts";
import { wholeHub } from "../notice-store.ts";
import { desk, heads, stewards, type Tell } from "../notices.ts";
import type { SharingParts } from "../parts.ts";
import { problems } from "../problems.ts";
import { meetPromise, pausePromise } from "../promises.ts";
import { called, type Decision, takeStep } from "../step.ts";
import { requestView } from "../view-request.ts";
import { giveConsent, tellAsker } from "./sign-application.ts";

export const standingOf = (file: File<"request">): lifecycle.Standing => ({ ...file.body, state: file.state });

/** What of a standing the lifecycle decided, as the file keeps it. */
export function asDecision(next: Partial<lifecycle.Standing>): Pick<Decision<"request">, "set" | "body"> {
  const { state, supplement: _supplement, ...body } = next;
  return { set: state === undefined ? {} : { state }, body };
}

export async function claimRequest(call: Call, parts: SharingParts, id: string): Promise<Request> {
  const step = { kind: "request", id, act: "claim", operation: "sharing.claim-request" } as const;
  const file = await takeStep(call, parts, step, (inner) => ({
    body: { handler: inner.actor.name },
    story: { zh: `${inner.actor.name}认领`, en: `Claimed by ${inner.actor.name}` },
  }));
  return requestView(call, parts, file);
}

/** Everything missing is told once; the answer's clock stands still until it comes (art. 21). */
export async function askSupplement(
  call: Call,
  parts: SharingParts,
  id: string,
  missing: readonly string[],
): Promise<Request> {
  const step = { kind: "request", id, act: "ask-supplement", operation: "sharing.ask-supplement" } as const;
  const file = await takeStep(call, parts, step, async (inner, request) => {
    const next = lifecycle.supplementAsked(standingOf(request));
    const { answer } = request.body.clocks;
    await pausePromise(inner, parts.clock, answer, "一次性告知补正");
    const name = called(request);
    return {
      set: asDecision(next).set ?? {},
      body: {
        handler: request.body.handler ?? inner.actor.name,
        supplement: {
          asked: [...missing],
          by: inner.actor.name,
          at: inner.now.toISOString(),
          answer: null,
          answeredAt: null,
        },
      },
      story: { zh: "一次性告知需要补充的材料", en: "Told once what is missing", note: missing.join("；") },
      tell: [
        tellAsker(
          request,
          "supplement-asked",
          { zh: `请补正${name.zh}`, en: `To supplement: ${name.en}` },
          { zh: missing.join("；"), en: missing.join("; ") },
        ),
      ],
      facts: { missing: missing.length },
    };
  });
  return requestView(call, parts, file);
}

export async function supplement(
  call: Call,
  parts: SharingParts,
  id: string,
  given: { answer: string; scene?: string | undefined; basis: File<"request">["body"]["basis"] | null },
): Promise<Request> {
  const step = { kind: "request", id, act: "supplement", operation: "sharing.supplement" } as const;
  const file = await takeStep(call, parts, step, async (inner, request) => {
    const next = lifecycle.supplemented(standingOf(request));
    const { clocks, supplement: asked, scene, basis } = request.body;
    if (clocks.answer !== null) {
      const { state } = await parts.clock.commitment(inner, clocks.answer);
      if (state === "paused") await parts.clock.restart(inner, clocks.answer, "申请部门已补正");
    }
    return {
      set: asDecision(next).set ?? {},
      body: {
        supplement: asked && { ...asked, answer: given.answer, answeredAt: inner.now.toISOString() },
        scene: given.scene ?? scene,
        basis: given.basis ?? basis,
      },
      story: { zh: "提交补正", en: "Supplemented", note: given.answer },
      tell: [
        toProvider(
          request,
          stewards,
          "supplemented",
          "申请部门已补正，请继续审核。",
          "The requester has sent what was missing.",
        ),
      ],
    };
  });
  return requestView(call, parts, file);
}

export function toProvider(request: File<"request">, roles: Tell["roles"], kind: string, zh: string, en: string): Tell {
  const name = called(request);
  return {
    department: request.provider ?? "",
    roles,
    kind,
    title: { zh: `${name.zh}：${zh.slice(0, 30)}`, en: name.en },
    text: { zh, en },
    href: hrefOf(request),
    news: `${request.id}:${kind}:${request.version}`,
  };
}

export async function draftAnswer(call: Call, parts: SharingParts, id: string, answer: AnswerDraft): Promise<Request> {
  const step = { kind: "request", id, act: "draft-answer", operation: "sharing.draft-answer" } as const;
  const file = await takeStep(call, parts, step, (inner, request) => {
    const isDeniedInCatalog = request.shareClass === "denied";
    const next = lifecycle.drafted(standingOf(request), answer, { isDeniedInCatalog });
    if (answer.kind === "grant") refuseFaults(faultsOfGrant(answer, request.body, dayOf(inner.now)));
    const kind = answerKindNames[answer.kind];
    return {
      ...asDecision(next),
      body: { ...asDecision(next).body, handler: request.body.handler ?? inner.actor.name, answerReturned: null },
      story: { zh: `拟答复：${kind.zh}，送负责人签批`, en: `Drafted: ${kind.en}`, note: noteOf(answer) },
      tell: [toProvider(request, heads, "sign-answer", `拟${kind.zh}，请签批。`, `Drafted: ${kind.en}; please sign.`)],
      facts: { answer: answer.kind },
      ...(answer.kind === "grant"
        ? { items: answer.lines.flatMap((line) => line.items.map((item) => item.field)) }
        : {}),
    };
  });
  return requestView(call, parts, file);
}

function refuseFaults(faults: ReturnType<typeof faultsOfGrant>): void {
  if (faults.length === 0) return;
  throw problem(
    problems["answer-wrong"],
    {
      count: faults.length,
      listZh: faults.map((fault) => fault.zh).join("；"),
      listEn: faults.map((fault) => fault.en).join("; "),
    },
    { faults },
  );
}

const noteOf = (answer: AnswerDraft): string =>
  answer.kind === "grant"
    ? `${answer.lines.length} 个资源，用到 ${answer.untilOn}`
    : `${refusalBasisNames[answer.basis].zh}。${answer.reason}`;

/** The provider's head of sharing signs (art. 20): only now is the answer given. */
export async function signAnswer(call: Call, parts: SharingParts, id: string): Promise<Request> {
  const step = { kind: "request", id, act: "sign-answer", operation: "sharing.sign-answer" } as const;
  const file = await takeStep(call, parts, step, async (inner, request) => {
    const signed = { by: inner.actor.name, at: inner.now.toISOString(), isByRule: false };
    const next = lifecycle.answerSigned(standingOf(request), signed);
    return next.state === "committing"
      ? consented(inner, parts, request, signed)
      : refused(inner, parts, request, next);
  });
  return requestView(call, parts, file);
}

async function consented(
  call: Call,
  parts: SharingParts,
  request: File<"request">,
  signed: NonNullable<lifecycle.Standing["providerSigned"]>,
): Promise<Decision<"request">> {
  const given = await giveConsent(call, parts, request, signed);
  const name = called(request);
  return {
    ...given,
    story: {
      zh: "负责人签批：同意共享",
      en: "Signed: granted",
      note: request.body.answer ? noteOf(request.body.answer) : "",
    },
    tell: [
      tellAsker(
        request,
        "granted",
        { zh: `${name.zh}已同意`, en: `Granted: ${name.en}` },
        { zh: "请签署数据安全使用承诺，签后即可取用。", en: "Sign the use commitment; then it can be used." },
      ),
    ],
    facts: { answer: "grant", grants: given.body.grants.map((grant) => grant.id) },
  };
}

async function refused(
  call: Call,
  parts: SharingParts,
  request: File<"request">,
  next: Partial<lifecycle.Standing>,
): Promise<Decision<"request">> {
  const { answer, clocks } = request.body;
  const isFinal = next.state === "refused";
  if (isFinal) await meetPromise(call, parts.clock, clocks.answer, `${request.number} 不同意共享，已说明理由`);
  const name = called(request);
  const note = answer ? noteOf(answer) : "";
  return {
    set: {
      ...asDecision(next).set,
      answerKind: answer?.kind ?? null,
      answeredAt: isFinal ? call.now : null,
    },
    body: asDecision(next).body ?? {},
    story: isFinal
      ? { zh: "负责人签批：不同意", en: "Signed: refused", note }
      : {
          zh: "负责人签批：不同意，所称依据不是法定依据，送主管部门审看",
          en: "Signed: refused without an accepted basis; the bureau looks at it",
          note,
        },
    tell: isFinal
      ? [
          tellAsker(
            request,
            "refused",
            { zh: `${name.zh}未获同意`, en: `Refused: ${name.en}` },
            { zh: `${note}。有异议的可以提出争议。`, en: `${note} You may open a dispute.` },
          ),
        ]
      : [
          {
            department: wholeHub,
            roles: desk,
            kind: "refusal-to-review",
            title: { zh: `拒绝依据待审看：${name.zh}`, en: `Refusal to be looked at: ${name.en}` },
            text: { zh: note, en: note },
            href: hrefOf(request),
            news: `${request.id}:refusal:${request.version}`,
          },
        ],
    facts: { answer: answer?.kind ?? null },
  };
}

export async function returnAnswer(call: Call, parts: SharingParts, id: string, reason: string): Promise<Request> {
  const step = { kind: "request", id, act: "return-answer", operation: "sharing.return-answer" } as const;
  const file = await takeStep(call, parts, step, (inner, request) => ({
    ...asDecision(lifecycle.answerReturned(standingOf(request))),
    body: {
      providerSigned: null,
      answerReturned: { reason, by: inner.actor.name, at: inner.now.toISOString(), isBureau: false },
    },
    story: { zh: "负责人退回答复", en: "Answer returned by the head", note: reason },
    tell: [toProvider(request, stewards, "answer-returned", reason, reason)],
  }));
  return requestView(call, parts, file);
}

export async function acceptRefusal(call: Call, parts: SharingParts, id: string, note: string): Promise<Request> {
  const step = { kind: "request", id, act: "accept-refusal", operation: "sharing.accept-refusal" } as const;
  const file = await takeStep(call, parts, step, async (inner, request) => {
    const next = lifecycle.refusalAccepted(standingOf(request));
    await meetPromise(inner, parts.clock, request.body.clocks.answer, `${request.number} 不同意共享，主管部门认可依据`);
    const name = called(request);
    return {
      ...asDecision(next),
      set: { ...asDecision(next).set, answeredAt: inner.now },
      story: { zh: "主管部门认可拒绝依据", en: "The bureau accepts the refusal's basis", note },
      tell: [
        tellAsker(request, "refused", { zh: `${name.zh}未获同意`, en: `Refused: ${name.en}` }, { zh: note, en: note }),
      ],
    };
  });
  return requestView(call, parts, file);
}

/** "A ministry's rule" is no basis: the bureau sends the answer back, and the clock has run on meanwhile. */
export async function returnRefusal(call: Call, parts: SharingParts, id: string, reason: string): Promise<Request> {
  const step = { kind: "request", id, act: "return-refusal", operation: "sharing.return-refusal" } as const;
  const file = await takeStep(call, parts, step, (inner, request) => {
    const next = asDecision(lifecycle.refusalReturned(standingOf(request)));
    return {
      set: { ...next.set, answerKind: null },
      body: {
        ...next.body,
        refusalsReturned: request.body.refusalsReturned + 1,
        answerReturned: { reason, by: inner.actor.name, at: inner.now.toISOString(), isBureau: true },
      },
      story: { zh: "主管部门退回：拒绝依据不成立", en: "The bureau returns the refusal", note: reason },
      tell: [toProvider(request, [...stewards, ...heads], "refusal-returned", reason, reason)],
      facts: { refusalsReturned: request.body.refusalsReturned + 1 },
    };
  });
  return requestView(call, parts, file);
}
