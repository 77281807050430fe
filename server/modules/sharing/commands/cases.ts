import { dayOf } from "#contract/clock-days";
import type { Case, Minutes } from "#contract/sharing";
import { misuseKindNames } from "#contract/sharing";
import type { Call } from "#kernel/call";
import { inTransaction } from "#kernel/db/db";
import { newId } from "#kernel/id";
import { problem } from "#kernel/problem";
import { foldText, lockFile, nextNumber, pageOfFiles } from "../file-store.ts";
import { type CaseBody, type File, hrefOf } from "../files.ts";
import { forEachGrant } from "../grants.ts";
import * as lifecycle from "../lifecycle.ts";
import { wholeHub } from "../notice-store.ts";
import { desk, everyone } from "../notices.ts";
import type { SharingParts } from "../parts.ts";
import { problems } from "../problems.ts";
import { dropPromise, meetPromise, pausePromise, resumePromise, subjectOf } from "../promises.ts";
import { applyDecision, beginFile, called, takeStep } from "../step.ts";
import { caseView } from "../view-case.ts";
import { asDecision, standingOf } from "./answer-request.ts";
import { endUse } from "./use-request.ts";

interface Opening {
  readonly act: "suspend" | "stop-service";
  readonly operation: string;
  readonly body: Pick<CaseBody, "caseKind" | "misuse" | "reason" | "evidence" | "rectifyBy">;
}

/** Misuse (art. 27): the permission is suspended at once, with a day to rectify. */
export const suspend = (
  call: Call,
  parts: SharingParts,
  id: string,
  given: { misuse: NonNullable<CaseBody["misuse"]>; reason: string; evidence: readonly number[]; rectifyBy: string },
): Promise<Case> =>
  openCase(call, parts, id, {
    act: "suspend",
    operation: "sharing.suspend",
    body: { caseKind: "misuse", ...given },
  });

/** Stopping a service without misuse needs consultation first, then filing with the bureau (art. 27). */
export const stopService = (call: Call, parts: SharingParts, id: string, reason: string): Promise<Case> =>
  openCase(call, parts, id, {
    act: "stop-service",
    operation: "sharing.stop-service",
    body: { caseKind: "stop-service", misuse: null, reason, evidence: [], rectifyBy: null },
  });

async function openCase(call: Call, parts: SharingParts, id: string, opening: Opening): Promise<Case> {
  return inTransaction(call, async (inner) => {
    let opened: File<"case"> | undefined;
    await takeStep(
      inner,
      parts,
      { kind: "request", id, act: opening.act, operation: opening.operation },
      async (step, request) => {
        await refuseSecondCase(step, request);
        opened = await beginCase(step, parts, request, opening);
        const isMisuse = opening.act === "suspend";
        // Nobody can be supplied while it is suspended.
        if (isMisuse) await pausePromise(step, parts.clock, request.body.clocks.supply, opening.body.reason);
        if (isMisuse) await forEachGrant(request, (grant) => parts.gate.suspendGrant(step, grant, opening.body.reason));
        return {
          ...(isMisuse ? asDecision(lifecycle.suspended(standingOf(request))) : {}),
          story: isMisuse
            ? {
                zh: `暂停共享，限 ${opening.body.rectifyBy ?? ""} 前整改`,
                en: `Suspended; to be rectified by ${opening.body.rectifyBy ?? ""}`,
                note: opening.body.reason,
              }
            : {
                zh: "提出终止或者变更服务，先行协商",
                en: "The service is to be stopped; consultation first",
                note: opening.body.reason,
              },
          facts: { case: opened.number, evidence: [...opening.body.evidence] },
          tell: [
            {
              department: request.department,
              roles: everyone,
              kind: opening.act,
              title: {
                zh: `${called(request).zh}：${isMisuse ? "已暂停共享" : "提供部门拟终止服务"}`,
                en: `${called(request).en}: ${isMisuse ? "suspended" : "to be stopped"}`,
              },
              text: { zh: opening.body.reason, en: opening.body.reason },
              href: hrefOf(opened),
              news: `${opened.id}:opened`,
            },
            {
              department: wholeHub,
              roles: desk,
              kind: opening.act,
              title: {
                zh: `${called(request).zh}：${isMisuse ? "已暂停共享" : "提供部门拟终止服务"}`,
                en: called(request).en,
              },
              text: { zh: opening.body.reason, en: opening.body.reason },
              href: hrefOf(opened),
              news: `${opened.id}:opened`,
            },
          ],
        };
      },
    );
    if (!opened) throw new Error("The step did not open a case.");
    return caseView(inner, parts, opened);
  });
}

async function refuseSecondCase(call: Call, request: File<"request">): Promise<void> {
  const open = { kind: "case", departments: "all", about: request.id, notStates: ["resumed", "ended"] } as const;
  const [other] = await pageOfFiles(call.db, open, 1);
  if (other) throw problem(problems["case-open"], { number: other.number });
}

async function beginCase(
  call: Call,
  parts: SharingParts,
  request: File<"request">,
  { operation, body }: Opening,
): Promise<File<"case">> {
  const isMisuse = body.caseKind === "misuse";
  const draft: File<"case"> = {
    id: newId(call.now),
    kind: "case",
    number: await nextNumber(call, "case"),
    title: request.title,
    state: isMisuse ? "suspended" : "consulting",
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
      ...body,
      requestNumber: request.number,
      rectification: null,
      consultation: null,
      filing: null,
      openedBy: call.actor.name,
      closedAt: null,
      commitment: null,
    },
    searchText: foldText(`${request.searchText}\n${body.reason}`),
    isInvented: request.isInvented,
    createdAt: call.now,
    version: 1,
  };
  const commitment =
    body.rectifyBy === null
      ? null
      : await parts.clock.start(call, {
          kind: "rectification",
          subject: subjectOf(draft),
          owedBy: request.department,
          owedTo: request.provider,
          basis: "《政务数据共享条例》第二十七条",
          dueOn: body.rectifyBy,
        });
  const file = { ...draft, body: { ...draft.body, commitment: commitment?.id ?? null } };
  await beginFile(call, parts, file, operation, {
    story: isMisuse
      ? {
          zh: `发现${body.misuse === null ? "违规使用" : misuseKindNames[body.misuse].zh}，暂停共享`,
          en: "Suspended for misuse",
          note: body.reason,
        }
      : { zh: "提出终止或者变更服务", en: "The service is to be stopped", note: body.reason },
  });
  return file;
}

export async function rectify(call: Call, parts: SharingParts, id: string, text: string): Promise<Case> {
  const step = { kind: "case", id, act: "rectify", operation: "sharing.rectify" } as const;
  const file = await takeStep(call, parts, step, async (inner, one) => {
    await meetPromise(inner, parts.clock, one.body.commitment, `${one.number} 已报整改`);
    return {
      set: { state: "rectified" },
      body: { rectification: { text, by: inner.actor.name, at: inner.now.toISOString() } },
      story: { zh: "报送整改情况", en: "Rectification reported", note: text },
      tell: [
        toDepartment(one, one.provider, "rectified", "已报整改，请核实。", "Rectification reported; please check."),
      ],
    };
  });
  return caseView(call, parts, file);
}

const toDepartment = (one: File<"case">, department: string | null, kind: string, zh: string, en: string) => ({
  department: department ?? wholeHub,
  roles: department === null ? desk : everyone,
  kind,
  title: { zh: `${called(one).zh}：${zh}`, en: `${called(one).en}: ${en}` },
  text: { zh, en },
  href: hrefOf(one),
  news: `${one.id}:${kind}:${one.version}`,
});

export async function resume(call: Call, parts: SharingParts, id: string, note: string): Promise<Case> {
  const step = { kind: "case", id, act: "resume", operation: "sharing.resume" } as const;
  const file = await takeStep(call, parts, step, async (inner, one) => {
    const request = await lockFile(inner.db, "request", one.about ?? "");
    await dropPromise(inner, parts.clock, one.body.commitment, note);
    if (request?.state === "suspended") {
      await forEachGrant(request, (grant) => parts.gate.resumeGrant(inner, grant, note));
      await resumePromise(inner, parts.clock, request.body.clocks.supply, note);
      await applyDecision(inner, parts, request, step.operation, {
        ...asDecision(lifecycle.resumed(standingOf(request))),
        story: { zh: "整改到位，恢复共享", en: "Resumed", note },
      });
    }
    return {
      set: { state: "resumed" },
      body: { closedAt: inner.now.toISOString() },
      story: { zh: "恢复共享", en: "Resumed", note },
      tell: [toDepartment(one, one.department, "resumed", "已恢复共享。", "Sharing goes on.")],
    };
  });
  return caseView(call, parts, file);
}

export async function consult(call: Call, parts: SharingParts, id: string, minutes: Minutes): Promise<Case> {
  const step = { kind: "case", id, act: "consult", operation: "sharing.consult" } as const;
  const file = await takeStep(call, parts, step, (_, one) => ({
    set: { state: "filed" },
    body: { consultation: minutes },
    story: { zh: "记录协商情况，送主管部门备案", en: "Consulted; to be filed", note: minutes.opinion },
    tell: [toDepartment(one, null, "to-file", "已协商，待备案。", "Consulted; to be filed.")],
    facts: { heldOn: minutes.heldOn, attendees: minutes.attendees.length },
  }));
  return caseView(call, parts, file);
}

export async function fileCase(call: Call, parts: SharingParts, id: string, note: string): Promise<Case> {
  const step = { kind: "case", id, act: "file", operation: "sharing.file-case" } as const;
  const file = await takeStep(call, parts, step, (inner, one) => ({
    body: { filing: { by: inner.actor.name, at: inner.now.toISOString(), note } },
    story: { zh: "主管部门备案", en: "Filed with the bureau", note },
    tell: [toDepartment(one, one.provider, "filed", "主管部门已备案。", "The bureau has taken note.")],
  }));
  return caseView(call, parts, file);
}

/** Misuse not mended ends the sharing; a mere stop waits for consultation and filing. */
export async function endCase(call: Call, parts: SharingParts, id: string, reason: string): Promise<Case> {
  const step = { kind: "case", id, act: "end", operation: "sharing.end-case" } as const;
  const file = await takeStep(call, parts, step, async (inner, one) => {
    refuseUnconsulted(one);
    refuseUnrectified(one, dayOf(inner.now));
    const request = await lockFile(inner.db, "request", one.about ?? "");
    await dropPromise(inner, parts.clock, one.body.commitment, reason);
    const next = request ? lifecycle.endedByEvent(standingOf(request)) : {};
    if (request && next.state !== undefined)
      await applyDecision(inner, parts, request, step.operation, await endUse(inner, parts, request, next, reason));
    return {
      set: { state: "ended" },
      body: { closedAt: inner.now.toISOString() },
      story: { zh: "终止共享", en: "Sharing ended", note: reason },
      facts: { grants: request?.body.grants.map((grant) => grant.id) ?? [] },
    };
  });
  return caseView(call, parts, file);
}

/** Until its day has passed the requester may still mend it. */
function refuseUnrectified({ body, state }: File<"case">, today: string): void {
  if (body.caseKind !== "misuse" || state !== "suspended" || body.rectifyBy === null || today > body.rectifyBy) return;
  throw problem(problems["rectify-first"], { until: body.rectifyBy });
}

function refuseUnconsulted({ body }: File<"case">): void {
  if (body.caseKind === "misuse") return;
  if (body.consultation === null)
    throw problem(problems["consult-first"], {
      whatZh: "还没有协商记录",
      whatEn: "there are no minutes of a consultation",
    });
  if (body.filing === null)
    throw problem(problems["consult-first"], {
      whatZh: "还没有报主管部门备案",
      whatEn: "it is not filed with the bureau",
    });
}
