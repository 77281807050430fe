import type { Grant } from "#contract/gate";
import type { Commitment } from "#contract/clock";
import { type Request, requestActs, type RequestRow } from "#contract/sharing";
import { type Call, mayTouch } from "#kernel/call";
import { Problem } from "#kernel/problem";
import { textOfBasis } from "./basis.ts";
import { extensionsOf } from "./extension-store.ts";
import { pageOfFiles } from "./file-store.ts";
import type { File } from "./files.ts";
import { type Names, nameOf, namesOf, shortNameOf } from "./names.ts";
import type { SharingParts } from "./parts.ts";
import { openPromise, promiseOf, waitingFor } from "./promises.ts";
import { permissionsOf } from "./step.ts";
import { storyView } from "./story.ts";
import { lineView } from "./view-application.ts";

export function requestRow(
  names: Names,
  file: File<"request">,
  commitments: readonly Commitment[] | undefined,
): RequestRow {
  const { body } = file;
  const promise = openPromise(commitments);
  return {
    id: file.id,
    number: file.number,
    kind: body.requestKind,
    title: file.title,
    scene: body.scene,
    department: file.department,
    departmentName: nameOf(names, file.department),
    provider: file.provider ?? "",
    providerName: nameOf(names, file.provider),
    shareClass: file.shareClass ?? "conditional",
    resourceNames: body.lines.map((line) => line.resourceName),
    itemCount: body.lines.reduce((sum, line) => sum + line.items.length, 0),
    state: file.state,
    stateSince: file.stateSince.toISOString(),
    handler: body.handler,
    sentAt: (file.sentAt ?? file.createdAt).toISOString(),
    answeredAt: file.answeredAt?.toISOString() ?? null,
    promise,
    waiting: waitingOf(names, file) ?? waitingFor(promise),
    isInvented: file.isInvented,
  };
}

/** Where the one who must act is not the one who promised. */
function waitingOf(names: Names, file: File<"request">): RequestRow["waiting"] {
  const asker = { zh: shortNameOf(names, file.department, "zh"), en: shortNameOf(names, file.department, "en") };
  const provider = { zh: shortNameOf(names, file.provider, "zh"), en: shortNameOf(names, file.provider, "en") };
  switch (file.state) {
    case "supplementing":
      return { zh: `${provider.zh}在等${asker.zh}补正材料`, en: `${provider.en} waits for ${asker.en} to supplement` };
    case "committing":
      return {
        zh: `${provider.zh}在等${asker.zh}签署使用承诺`,
        en: `${provider.en} waits for ${asker.en} to sign the commitment`,
      };
    case "reviewing":
      return {
        zh: `${asker.zh}在等主管部门审看拒绝依据`,
        en: `${asker.en} waits for the bureau to look at the refusal`,
      };
    case "disposed":
      return {
        zh: `${asker.zh}在等${provider.zh}确认处置回执`,
        en: `${asker.en} waits for ${provider.en} to confirm the disposal`,
      };
    case "suspended":
      return { zh: `${provider.zh}在等${asker.zh}整改`, en: `${provider.en} waits for ${asker.en} to rectify` };
    case "answering":
    case "signing":
    case "refused":
    case "supplying":
    case "in-use":
    case "disposing":
    case "closed":
    case "withdrawn":
      return null;
  }
}

export async function requestView(call: Call, parts: SharingParts, file: File<"request">): Promise<Request> {
  const { body } = file;
  const names = await namesOf(call, parts);
  const commitments = await parts.clock.commitmentsOf(call, { module: "sharing", id: file.id });
  const about = { departments: call.actor.departments, about: file.id } as const;
  const [cases, disputes, extensions, story, grants] = await Promise.all([
    pageOfFiles(call.db, { ...about, kind: "case" }, 100),
    pageOfFiles(call.db, { ...about, kind: "dispute" }, 100),
    extensionsOf(call.db, file.id),
    storyView(call, parts, names, file),
    grantViews(call, parts, file),
  ]);
  return {
    ...requestRow(names, file, commitments),
    applicationId: file.about ?? file.id,
    applicationNumber: body.applicationNumber,
    precedes: body.precedes,
    purpose: body.purpose,
    basisTexts: body.basis.map((basis) => ({ id: basis.id, kind: basis.kind, text: textOfBasis(basis) })),
    lines: body.lines.map((line) => lineView(line, names)),
    mode: body.mode,
    dailyCalls: body.dailyCalls,
    fromOn: body.fromOn,
    untilOn: body.untilOn,
    zone: body.zone,
    systemName: body.systemName,
    requesterSigned: body.requesterSigned,
    providerSigned: body.providerSigned,
    supplement: body.supplement && { ...body.supplement, asked: [...body.supplement.asked] },
    answer: maySeeAnswer(call, file) ? body.answer : null,
    answerReturned: body.answerReturned,
    extensions: extensions.map(({ fileId: _file, askedAt, decidedAt, ...row }) => ({
      ...row,
      askedAt: askedAt.toISOString(),
      decidedAt: decidedAt?.toISOString() ?? null,
    })),
    aggregationWarnings: [...body.aggregation],
    commitment: body.commitment,
    grants,
    disposal: body.disposal,
    ended: body.ended,
    cases: cases.map((one) => ({ id: one.id, number: one.number, kind: one.body.caseKind, state: one.state })),
    disputes: disputes.map((one) => ({ id: one.id, number: one.number, state: one.state })),
    promises: commitments.map(promiseOf),
    story,
    version: file.version,
    ...permissionsOf(call, file, requestActs),
  };
}

/** A draft is the provider's own until its head has signed; the bureau and leaders see everything. */
function maySeeAnswer(call: Call, file: File<"request">): boolean {
  const isDraft = file.state === "answering" || file.state === "supplementing" || file.state === "signing";
  return !isDraft || mayTouch(call.actor, file.provider);
}

async function grantViews(call: Call, parts: SharingParts, file: File<"request">): Promise<Request["grants"]> {
  const views = [];
  for (const { id, resourceId } of file.body.grants) {
    const grant = await grantOrNothing(call, parts, id);
    if (!grant) continue;
    views.push({
      id,
      resourceId,
      resourceName: grant.resource.name,
      resourceCode: grant.resource.code,
      state: grant.status,
      items: grant.terms.items.map((item) => item.field),
      masked: grant.terms.items.flatMap((item) => (item.mask === null || item.mask === "unmasked" ? [] : [item.field])),
      validUntil: grant.terms.validUntil,
      firstDeliveryAt: grant.firstDeliveryAt,
      href: `/gate/grants/${id}`,
    });
  }
  return views;
}

async function grantOrNothing(call: Call, parts: SharingParts, id: string): Promise<Grant | undefined> {
  try {
    return await parts.gate.grant(call, id);
  } catch (error) {
    if (error instanceof Problem && error.definition.status === 404) return undefined;
    throw error;
  }
}
