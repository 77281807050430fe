import { addDays, dayOf } from "#contract/clock-days";
import type { Application, AnswerDraft } from "#contract/sharing";
import type { Call } from "#kernel/call";
import { newId } from "#kernel/id";
import { faultsOfForm, splitByProvider, storedLine } from "../application-rules.ts";
import { citedBasis } from "../basis.ts";
import { addStory, foldText, nextNumber, saveFile } from "../file-store.ts";
import { type CitedBasis, type File, hrefOf, type StoredLine } from "../files.ts";
import { prepareGrants } from "../grants.ts";
import { type Names, nameOf } from "../names.ts";
import { askers, stewards, type Tell } from "../notices.ts";
import type { SharingParts } from "../parts.ts";
import { subjectOf } from "../promises.ts";
import { type SettingRow, settings } from "../setting-store.ts";
import { beginFile, called, takeStep } from "../step.ts";
import { applicationView } from "../view-application.ts";
import { formFacts, refuseFaults } from "./applications.ts";
import { markRequested } from "./demands.ts";

/**
 * The requester's head of sharing agrees (Order 809 art. 20): the application becomes one request to each provider, and
 * each starts its own clock (art. 21). Where a provider's head has signed the rule for unconditional data, the answer is
 * given at once by that rule.
 */
export async function signApplication(call: Call, parts: SharingParts, id: string): Promise<Application> {
  const step = { kind: "application", id, act: "sign", operation: "sharing.sign-application" } as const;
  const file = await takeStep(call, parts, step, async (inner, application, names) => {
    const facts = await formFacts(inner, parts, application);
    refuseFaults(faultsOfForm(application.body.form, facts));
    const lines = application.body.form.lines.flatMap((line) => {
      const resource = facts.resources.get(line.resourceId);
      return resource ? [storedLine(line, resource)] : [];
    });
    const basis = await citedBasis(inner, application.body.form.basis);
    const rules = await settings(inner.db);
    const numbers: string[] = [];
    for (const group of splitByProvider(lines)) {
      const request = await sendRequest(inner, parts, { application, group, basis, names, rules });
      numbers.push(request.number);
    }
    if (application.body.demandId !== null)
      await markRequested(inner, parts, application.body.demandId, application.id);
    return {
      set: { state: "sent", sentAt: inner.now },
      body: { signed: { by: inner.actor.name, at: inner.now.toISOString() } },
      story: {
        zh: `负责人同意，发出 ${numbers.length} 件申请`,
        en: `Signed; ${numbers.length} requests sent`,
        note: numbers.join("、"),
      },
      facts: { requests: numbers },
    };
  });
  return applicationView(call, parts, file);
}

interface Sending {
  readonly application: File<"application">;
  readonly group: readonly StoredLine[];
  readonly basis: readonly CitedBasis[];
  readonly names: Names;
  readonly rules: ReadonlyMap<string, SettingRow>;
}

async function sendRequest(call: Call, parts: SharingParts, sending: Sending): Promise<File<"request">> {
  const { application, group, names, rules } = sending;
  const provider = group[0]?.department ?? "";
  const isUnconditional = group.every((line) => line.shareClass === "unconditional");
  const draft = await draftRequest(call, parts, sending, provider);
  const clock = await parts.clock.start(call, {
    kind: isUnconditional ? "answer-unconditional" : "answer-conditional",
    subject: subjectOf(draft),
    owedBy: provider,
    owedTo: application.department,
  });
  const request: File<"request"> = {
    ...draft,
    body: { ...draft.body, clocks: { ...draft.body.clocks, answer: clock.id } },
  };
  const name = called(request);
  const asker = nameOf(names, application.department);
  await beginFile(call, parts, request, "sharing.sign-application", {
    story: { zh: `${asker}负责人同意，提出申请`, en: `${asker} asks; its head has signed` },
    tell: [
      {
        department: provider,
        roles: stewards,
        kind: "request-received",
        title: { zh: `收到${name.zh}`, en: `Received: ${name.en}` },
        text: {
          zh: `${asker}申请共享${group.map((line) => `“${line.resourceName}”`).join("、")}，请在 ${clock.dueOn ?? ""} 前答复（${clock.basis}）。`,
          en: `${asker} asks for ${group.map((line) => `“${line.resourceName}”`).join(", ")}; answer by ${clock.dueOn ?? ""} (${clock.basis}).`,
        },
        href: hrefOf(request),
        news: `${request.id}:received`,
      },
    ],
  });
  const rule = rules.get(provider);
  if (isUnconditional && rule?.autoAnswer) return answerByRule(call, parts, request, rule, names);
  return request;
}

async function draftRequest(
  call: Call,
  parts: SharingParts,
  { application, group, basis, names }: Sending,
  provider: string,
): Promise<File<"request">> {
  const { form } = application.body;
  const aggregation = [];
  for (const line of group) {
    const asked = { department: application.department, resource: line.resourceId, items: line.items };
    for (const warning of await parts.gate.aggregationWarnings(call, asked)) aggregation.push(warning.text);
  }
  const number = await nextNumber(call, "request");
  const isUnconditional = group.every((line) => line.shareClass === "unconditional");
  const words = [number, form.title, form.scene, ...group.map((line) => line.resourceName)];
  words.push(nameOf(names, application.department), nameOf(names, provider));
  return {
    id: newId(call.now),
    kind: "request",
    number,
    title: form.title,
    state: "answering",
    stateSince: call.now,
    department: application.department,
    provider,
    parties: [application.department, provider],
    about: application.id,
    resources: group.map((line) => line.resourceId),
    shareClass: isUnconditional
      ? "unconditional"
      : group.some((line) => line.shareClass === "conditional")
        ? "conditional"
        : "denied",
    answerKind: null,
    sentAt: call.now,
    answeredAt: null,
    body: {
      requestKind: application.body.requestKind,
      precedes: application.body.precedes,
      applicationNumber: application.number,
      scene: form.scene,
      purpose: form.purpose,
      basis,
      lines: group,
      mode: form.mode,
      dailyCalls: form.dailyCalls,
      fromOn: form.fromOn,
      untilOn: form.untilOn,
      zone: form.zone,
      systemId: form.systemId,
      systemName: form.systemName,
      handler: null,
      requesterSigned: { by: call.actor.name, at: call.now.toISOString() },
      providerSigned: null,
      supplement: null,
      answer: null,
      answerReturned: null,
      aggregation,
      commitment: null,
      grants: [],
      disposal: null,
      ended: null,
      resumeTo: null,
      refusalsReturned: 0,
      clocks: { answer: null, supply: null, disposal: null },
    },
    searchText: foldText(words.join("\n")),
    isInvented: application.isInvented,
    createdAt: call.now,
    version: 1,
  };
}

/** The provider's head has signed the rule; what it says is answered as if signed today. */
async function answerByRule(
  call: Call,
  parts: SharingParts,
  request: File<"request">,
  rule: SettingRow,
  names: Names,
): Promise<File<"request">> {
  const longest = addDays(dayOf(call.now), rule.autoDays);
  const asked = request.body.untilOn;
  const answer: AnswerDraft = {
    kind: "grant",
    lines: request.body.lines.map((line) => ({
      resourceId: line.resourceId,
      items: line.items.map((field) => ({ field, mask: null, reason: "" })),
      scope: [],
    })),
    conditions: "",
    untilOn: asked !== null && asked < longest ? asked : longest,
    ratePerSecond: null,
    quotaPerDay: null,
  };
  const by = { by: rule.autoSignedBy ?? "", at: call.now.toISOString(), isByRule: true };
  const given = await giveConsent(call, parts, { ...request, body: { ...request.body, answer } }, by);
  const changed: File<"request"> = {
    ...request,
    ...given.set,
    body: { ...request.body, answer, ...given.body },
    stateSince: call.now,
    version: 2,
  };
  await saveFile(call.db, changed);
  await addStory(call, {
    fileId: request.id,
    action: "sharing.sign-application",
    zh: `${nameOf(names, request.provider)}按规则自动答复：同意共享`,
    en: `${nameOf(names, request.provider)} consents by rule`,
    note: `规则由${rule.autoSignedBy ?? ""}签定`,
  });
  return changed;
}

/** What follows from a consenting answer: the answer clock is met, the supply clock starts, the grants are prepared. */
export async function giveConsent(
  call: Call,
  parts: SharingParts,
  request: File<"request">,
  signed: NonNullable<File<"request">["body"]["providerSigned"]>,
): Promise<{
  readonly set: Pick<File<"request">, "state" | "answerKind" | "answeredAt">;
  readonly body: Pick<File<"request">["body"], "providerSigned" | "grants" | "clocks">;
}> {
  const { answer, clocks } = request.body;
  if (answer?.kind !== "grant") throw new Error("Only a consenting answer is supplied.");
  if (clocks.answer !== null) await parts.clock.meet(call, clocks.answer, { evidence: `${request.number} 同意共享` });
  const supply = await parts.clock.start(call, {
    kind: "supply",
    subject: subjectOf(request),
    owedBy: request.provider ?? "",
    owedTo: request.department,
  });
  return {
    set: { state: "committing", answerKind: "grant", answeredAt: call.now },
    body: {
      providerSigned: signed,
      grants: await prepareGrants(call, parts, request, answer),
      clocks: { ...clocks, supply: supply.id },
    },
  };
}

export const tellAsker = (request: File<"request">, kind: string, title: Tell["title"], text: Tell["text"]): Tell => ({
  department: request.department,
  roles: [...askers, "sharing-head"],
  kind,
  title,
  text,
  href: hrefOf(request),
  news: `${request.id}:${kind}:${request.version}`,
});
