import { dayOf } from "#contract/clock-days";
import type { Request } from "#contract/sharing";
import type { Call } from "#kernel/call";
import { inTransaction } from "#kernel/db/db";
import { problem } from "#kernel/problem";
import { commitmentText } from "../commitment-text.ts";
import { findFile, lockFile } from "../file-store.ts";
import type { File } from "../files.ts";
import { forEachGrant, putIntoForce } from "../grants.ts";
import * as lifecycle from "../lifecycle.ts";
import { namesOf } from "../names.ts";
import { heads, stewards, tell } from "../notices.ts";
import type { SharingParts } from "../parts.ts";
import { problems } from "../problems.ts";
import { dropPromise, meetPromise, subjectOf } from "../promises.ts";
import { applyDecision, called, type Decision, takeStep, visibleFile } from "../step.ts";
import { requestView } from "../view-request.ts";
import { asDecision, standingOf, toProvider } from "./answer-request.ts";
import { tellAsker } from "./sign-application.ts";

export async function readCommitment(
  call: Call,
  parts: SharingParts,
  id: string,
): Promise<{ text: string; clients: { id: string; name: string }[] }> {
  const request = await visibleFile(call, "request", id);
  const names = await namesOf(call, parts);
  const isOwn = request.department === call.actor.department;
  return {
    text: request.body.commitment?.text ?? commitmentText(request, names),
    clients: isOwn ? await parts.identity.clientsOf(call, request.department) : [],
  };
}

/**
 * The use commitment (数据安全使用承诺) is signed: a service client is named or issued, and the grants begin. The first
 * successful delivery closes the supply clock.
 */
export async function commitToUse(
  call: Call,
  parts: SharingParts,
  id: string,
  given: { clientId?: string | undefined; clientName?: string | undefined },
): Promise<Request & { client: { id: string; name: string; secret: string | null } }> {
  const step = { kind: "request", id, act: "commit", operation: "sharing.commit" } as const;
  let client: { id: string; name: string; secret: string | null } = { id: "", name: "", secret: null };
  const file = await takeStep(call, parts, step, async (inner, request, names) => {
    client = await clientFor(inner, parts, request, given);
    const { isDelivering } = await putIntoForce(inner, parts, request, client.id);
    const next = lifecycle.committed(standingOf(request), { isDelivering });
    if (isDelivering) await meetPromise(inner, parts.clock, request.body.clocks.supply, "原授权已在供给");
    await closePreceding(inner, parts, request);
    return {
      ...asDecision(next),
      body: {
        commitment: {
          text: commitmentText(request, names),
          by: inner.actor.name,
          at: inner.now.toISOString(),
          clientId: client.id,
        },
      },
      story: {
        zh: "签署数据安全使用承诺，授权生效",
        en: "Use commitment signed; the grants begin",
        note: `凭证：${client.name}`,
      },
      tell: [
        toProvider(
          request,
          [...stewards, ...heads],
          "committed",
          "需求部门已签使用承诺，授权生效。",
          "The use commitment is signed; the grants are active.",
        ),
      ],
      facts: { client: client.id, grants: request.body.grants.map((grant) => grant.id) },
    };
  });
  return { ...(await requestView(call, parts, file)), client };
}

async function clientFor(
  call: Call,
  parts: SharingParts,
  request: File<"request">,
  { clientId, clientName }: { clientId?: string | undefined; clientName?: string | undefined },
): Promise<{ id: string; name: string; secret: string | null }> {
  if (clientId === undefined) {
    const name = clientName ?? (request.body.systemName.slice(0, 60) || request.number);
    const { id, secret } = await parts.identity.issueClient(call, { name, department: request.department });
    return { id, name, secret };
  }
  const own = await parts.identity.clientsOf(call, request.department);
  const found = own.find((one) => one.id === clientId);
  if (!found) throw problem(problems["client-not-yours"], { id: clientId });
  return { ...found, secret: null };
}

/** What it changes or renews lives on in it. */
async function closePreceding(call: Call, parts: SharingParts, request: File<"request">): Promise<void> {
  const { precedes } = request.body;
  const before = precedes === null ? undefined : await lockFile(call.db, "request", precedes);
  if (!before || before.state === "closed") return;
  await applyDecision(call, parts, before, "sharing.commit", {
    set: { state: "closed" },
    story: { zh: `由 ${request.number} 接续`, en: `Continued by ${request.number}` },
  });
}

export async function withdrawRequest(call: Call, parts: SharingParts, id: string, reason: string): Promise<Request> {
  const step = { kind: "request", id, act: "withdraw", operation: "sharing.withdraw-request" } as const;
  const file = await takeStep(call, parts, step, async (inner, request) => {
    const next = lifecycle.withdrawn(standingOf(request));
    const { answer, supply } = request.body.clocks;
    await dropPromise(inner, parts.clock, answer, reason);
    await dropPromise(inner, parts.clock, supply, reason);
    if (request.body.requestKind === "new")
      await forEachGrant(request, (grant) => parts.gate.endGrant(inner, grant, reason));
    return {
      ...asDecision(next),
      story: { zh: "申请部门撤回", en: "Withdrawn", note: reason },
      tell: [toProvider(request, stewards, "withdrawn", `已撤回：${reason}`, `Withdrawn: ${reason}`)],
    };
  });
  return requestView(call, parts, file);
}

/** The purpose is reached, cannot be reached, or needs the data no longer (art. 27): grants end, the data is disposed of. */
export async function endRequest(call: Call, parts: SharingParts, id: string, reason: string): Promise<Request> {
  const step = { kind: "request", id, act: "end", operation: "sharing.end-request" } as const;
  const file = await takeStep(call, parts, step, async (inner, request) => {
    const next = lifecycle.ended(standingOf(request));
    return endUse(inner, parts, request, next, reason);
  });
  return requestView(call, parts, file);
}

const disposalDays = 20;

/** Ends grants and starts the clock of the disposal. */
export async function endUse(
  call: Call,
  parts: SharingParts,
  request: File<"request">,
  next: Partial<lifecycle.Standing>,
  reason: string,
): Promise<Decision<"request">> {
  await forEachGrant(request, (grant) => parts.gate.endGrant(call, grant, reason));
  await dropPromise(call, parts.clock, request.body.clocks.supply, reason);
  const disposal = await parts.clock.start(call, {
    kind: "disposal",
    subject: subjectOf(request),
    owedBy: request.department,
    owedTo: request.provider,
    basis: "《政务数据共享条例》第二十七条",
    workingDays: disposalDays,
  });
  const name = called(request);
  const until = disposal.dueOn ?? "";
  return {
    ...asDecision(next),
    body: {
      ...asDecision(next).body,
      ended: {
        reason,
        by: call.actor.name,
        at: call.now.toISOString(),
        demands: "删除或者归还通过共享获取的数据，报送处置回执",
      },
      clocks: { ...request.body.clocks, disposal: disposal.id },
    },
    story: { zh: "终止使用，待处置数据", en: "Ended; the data is to be disposed of", note: reason },
    tell: [
      tellAsker(
        request,
        "to-dispose",
        { zh: `请处置数据：${name.zh}`, en: `Dispose of the data: ${name.en}` },
        {
          zh: `${reason}。请在 ${until} 前处置并提交回执。`,
          en: `${reason}. Dispose of the data and file the receipt by ${until}.`,
        },
      ),
      toProvider(request, stewards, "ended", `已终止：${reason}`, `Ended: ${reason}`),
    ],
    facts: { grants: request.body.grants.map((grant) => grant.id) },
  };
}

export async function dispose(
  call: Call,
  parts: SharingParts,
  id: string,
  given: { method: string; systems: string; witness: string; disposedOn: string },
): Promise<Request> {
  const step = { kind: "request", id, act: "dispose", operation: "sharing.dispose" } as const;
  const file = await takeStep(call, parts, step, async (inner, request) => {
    const next = lifecycle.disposed(standingOf(request));
    const today = dayOf(inner.now);
    if (given.disposedOn > today) throw problem(problems["period-wrong"], { from: given.disposedOn, until: today });
    const receipt = `${request.number}-HZ`;
    await meetPromise(inner, parts.clock, request.body.clocks.disposal, receipt);
    return {
      ...asDecision(next),
      body: { disposal: { ...given, receipt, by: inner.actor.name, at: inner.now.toISOString(), confirmedBy: null } },
      story: { zh: `已处置数据，回执 ${receipt}`, en: `Disposed of; receipt ${receipt}`, note: given.method },
      tell: [
        toProvider(
          request,
          stewards,
          "disposed",
          `处置回执 ${receipt}，请确认。`,
          `Receipt ${receipt}; please confirm.`,
        ),
      ],
      facts: { receipt },
    };
  });
  return requestView(call, parts, file);
}

export async function confirmDisposal(call: Call, parts: SharingParts, id: string): Promise<Request> {
  const step = { kind: "request", id, act: "confirm-disposal", operation: "sharing.confirm-disposal" } as const;
  const file = await takeStep(call, parts, step, (inner, request) => ({
    ...asDecision(lifecycle.disposalConfirmed(standingOf(request))),
    body: { disposal: request.body.disposal && { ...request.body.disposal, confirmedBy: inner.actor.name } },
    story: { zh: "提供部门确认处置回执，办结", en: "The disposal is confirmed; closed" },
  }));
  return requestView(call, parts, file);
}

/** The gate has delivered for the first time: the supply clock closes at that moment, however late the news comes. */
export async function hearDelivery(
  call: Call,
  parts: SharingParts,
  news: { grantId: string; at: string; ledgerEntry: number; request: { module: string; id: string } | null },
): Promise<void> {
  if (news.request?.module !== "sharing") return;
  const { id } = news.request;
  await inTransaction(call, async (inner) => {
    const request = await lockFile(inner.db, "request", id);
    if (!request) return;
    const next = lifecycle.delivered(standingOf(request));
    await meetPromise(inner, parts.clock, request.body.clocks.supply, `账 #${news.ledgerEntry}`, new Date(news.at));
    if (Object.keys(next).length === 0) return;
    await applyDecision(inner, parts, request, "gate.first-delivered", {
      ...asDecision(next),
      story: { zh: `首次供给成功（账 #${news.ledgerEntry}）`, en: `First delivery (entry #${news.ledgerEntry})` },
      tell: [
        toProvider(
          request,
          stewards,
          "delivered",
          "首次供给成功，供给时限办结。",
          "First delivery; the supply clock is closed.",
        ),
      ],
    });
  });
}

/** The grant has run out and nobody renewed it: the data is to be disposed of. */
export async function hearExpiry(
  call: Call,
  parts: SharingParts,
  news: { grantId: string; validUntil: string; request: { module: string; id: string } | null },
): Promise<void> {
  if (news.request?.module !== "sharing") return;
  const { id } = news.request;
  await inTransaction(call, async (inner) => {
    const request = await lockFile(inner.db, "request", id);
    const next = request ? lifecycle.endedByEvent(standingOf(request)) : {};
    if (!request || next.state === undefined) return;
    const decision = await endUse(inner, parts, request, next, `授权于 ${news.validUntil} 到期`);
    await applyDecision(inner, parts, request, "gate.grant-expired", decision);
  });
}

export async function hearEnding(
  call: Call,
  parts: SharingParts,
  news: { daysLeft: number; validUntil: string; request: { module: string; id: string } | null },
): Promise<void> {
  const request = news.request?.module === "sharing" ? await findFile(call.db, "request", news.request.id) : undefined;
  if (!request) return;
  const name = called(request);
  await inTransaction(call, (inner) =>
    tell(inner, parts, [
      {
        ...tellAsker(
          request,
          "ending",
          { zh: `${name.zh} ${news.validUntil} 到期`, en: `${name.en} ends on ${news.validUntil}` },
          {
            zh: `还有 ${news.daysLeft} 天，需要的请申请续期，不再需要的请终止并处置。`,
            en: `${news.daysLeft} days left: renew it, or end it and dispose of the data.`,
          },
        ),
        news: `${request.id}:ending:${news.validUntil}:${news.daysLeft}`,
      },
    ]),
  );
}
