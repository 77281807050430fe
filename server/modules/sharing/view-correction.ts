import { type Correction, correctionActs } from "#contract/sharing";
import { type Call, mayTouch } from "#kernel/call";
import type { File } from "./files.ts";
import { nameOf, namesOf } from "./names.ts";
import type { SharingParts } from "./parts.ts";
import { openPromise, waitingFor } from "./promises.ts";
import { openValues } from "./sealed.ts";
import { permissionsOf } from "./step.ts";
import { storyView } from "./story.ts";

const workers = ["department-user", "department-steward", "sharing-head", "hall-clerk"];

export async function correctionView(call: Call, parts: SharingParts, file: File<"correction">): Promise<Correction> {
  const names = await namesOf(call, parts);
  const { body } = file;
  const promise = openPromise(await parts.clock.commitmentsOf(call, { module: "sharing", id: file.id }));
  return {
    id: file.id,
    number: file.number,
    resourceId: file.resources[0] ?? file.id,
    resourceName: body.resourceName,
    field: body.field,
    fieldName: body.fieldName,
    department: file.department,
    departmentName: nameOf(names, file.department),
    provider: file.provider ?? "",
    providerName: nameOf(names, file.provider),
    requestId: body.requestId,
    state: file.state,
    sealed: mayOpen(call, file) ? openValues(parts.sealer, body.sealed) : null,
    evidence: body.evidence,
    answer: body.answer,
    told: body.told.map((one) => ({ ...one, departmentName: nameOf(names, one.department) })),
    promise,
    waiting: waitingFor(promise),
    by: body.by,
    createdAt: file.createdAt.toISOString(),
    isInvented: file.isInvented,
    version: file.version,
    story: await storyView(call, parts, names, file),
    ...permissionsOf(call, file, correctionActs),
  };
}

/** Values are for the people of the two departments who work with the record, not for whoever oversees the file. */
function mayOpen({ actor }: Call, file: File<"correction">): boolean {
  const isWorker = workers.some((role) => actor.roles.includes(role));
  return isWorker && (mayTouch(actor, file.department) || mayTouch(actor, file.provider));
}
