import type { GateMode, GrantTermsInput } from "#contract/gate";
import type { AnswerDraft } from "#contract/sharing";
import { dayOf } from "#contract/clock-days";
import type { Call } from "#kernel/call";
import { findFile } from "./file-store.ts";
import type { File, RequestBody } from "./files.ts";
import type { SharingParts } from "./parts.ts";

type GrantAnswer = Extract<AnswerDraft, { kind: "grant" }>;

const gateMode: Readonly<Record<RequestBody["mode"], GateMode>> = {
  "query-api": "api",
  "batch-exchange": "batch",
  "file-download": "file",
  push: "push",
};

/** Terms of each granted resource, as the gate wants them: what was asked, narrowed by what was answered. */
export function termsOf(call: Call, request: File<"request">, answer: GrantAnswer): GrantTermsInput[] {
  const { body } = request;
  const today = dayOf(call.now);
  return answer.lines.map((line) => {
    const asked = body.lines.find((one) => one.resourceId === line.resourceId);
    return {
      department: request.department,
      systemId: body.systemId,
      resourceId: line.resourceId,
      items: line.items,
      purpose: body.purpose.slice(0, 400),
      scene: body.scene.slice(0, 400),
      basis: body.basis.map(({ kind, title, article }) => ({ kind, title, article })),
      rows: [...(asked?.scope ?? []), ...line.scope],
      // Whoever may fetch files may also look a record up in the try-it page; the items and rows are the same.
      modes: [gateMode[body.mode]],
      ratePerSecond: answer.ratePerSecond,
      quotaPerDay: answer.quotaPerDay,
      zones: [body.zone],
      validFrom: body.fromOn !== null && body.fromOn > today ? body.fromOn : today,
      validUntil: answer.untilOn,
      request: { module: "sharing", id: request.id, title: `${request.number} ${request.title}`.slice(0, 200) },
    };
  });
}

/**
 * Prepares the grants of a consenting answer: they wait for the use commitment. A change or renewal prepares nothing, the
 * grants it is about are changed when the requester commits to the new terms.
 */
export async function prepareGrants(
  call: Call,
  parts: SharingParts,
  request: File<"request">,
  answer: GrantAnswer,
): Promise<RequestBody["grants"]> {
  const grants: { id: string; resourceId: string }[] = [];
  const before = await grantsBefore(call, request);
  for (const terms of termsOf(call, request, answer)) {
    const same = before.find((grant) => grant.resourceId === terms.resourceId);
    if (same) {
      // Refused now rather than at the commitment, where the requester could not mend it.
      await parts.gate.checkTerms(call, terms);
      grants.push(same);
      continue;
    }
    const grant = await parts.gate.createGrant(call, terms);
    grants.push({ id: grant.id, resourceId: terms.resourceId });
  }
  return grants;
}

async function grantsBefore(call: Call, request: File<"request">): Promise<RequestBody["grants"]> {
  if (request.body.precedes === null) return [];
  const before = await findFile(call.db, "request", request.body.precedes);
  return before?.body.grants ?? [];
}

/** The commitment is signed: prepared grants begin, grants that go on get their new terms. */
export async function putIntoForce(
  call: Call,
  parts: SharingParts,
  request: File<"request">,
  client: string,
): Promise<{ isDelivering: boolean }> {
  const { answer, grants, requestKind } = request.body;
  if (answer?.kind !== "grant") return { isDelivering: false };
  let isDelivering = true;
  for (const terms of termsOf(call, request, answer)) {
    const grant = grants.find((one) => one.resourceId === terms.resourceId);
    if (!grant) continue;
    const now = await parts.gate.grant(call, grant.id);
    if (now.state !== "prepared" && requestKind !== "new") {
      const { department: _department, resourceId: _resource, validFrom: _from, request: _request, ...changes } = terms;
      const clients = [...new Set([...now.terms.clients, client])];
      await parts.gate.changeGrant(call, grant.id, { ...changes, clients }, `依 ${request.number}`);
    } else await parts.gate.activateGrant(call, grant.id, { clients: [client], reason: `依 ${request.number}` });
    isDelivering &&= now.firstDeliveryAt !== null;
  }
  return { isDelivering };
}

export async function forEachGrant(request: File<"request">, act: (id: string) => Promise<unknown>): Promise<void> {
  for (const { id } of request.body.grants) await act(id);
}
