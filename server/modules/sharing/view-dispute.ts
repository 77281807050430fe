import { type Dispute, disputeActs, disputeStateNames } from "#contract/sharing";
import type { Call } from "#kernel/call";
import type { File } from "./files.ts";
import { nameOf, namesOf } from "./names.ts";
import type { SharingParts } from "./parts.ts";
import { openPromise, waitingFor } from "./promises.ts";
import { permissionsOf } from "./step.ts";
import { storyView } from "./story.ts";

export async function disputeView(call: Call, parts: SharingParts, file: File<"dispute">): Promise<Dispute> {
  const names = await namesOf(call, parts);
  const { body } = file;
  const promise = openPromise(await parts.clock.commitmentsOf(call, { module: "sharing", id: file.id }));
  const step = disputeStateNames[file.state];
  return {
    id: file.id,
    number: file.number,
    state: file.state,
    requestId: file.about ?? file.id,
    requestNumber: body.requestNumber,
    department: file.department,
    departmentName: nameOf(names, file.department),
    provider: file.provider ?? "",
    providerName: nameOf(names, file.provider),
    claim: body.claim,
    steps: body.steps.map((one) => ({ ...one })),
    outcome: body.outcome,
    coordinator: body.coordinator,
    waiting:
      waitingFor(promise) ??
      (file.state === "settled"
        ? null
        : {
            zh: `${nameOf(names, file.department, "zh")}与${nameOf(names, file.provider, "zh")}：${step.zh}`,
            en: `${nameOf(names, file.department, "en")} and ${nameOf(names, file.provider, "en")}: ${step.en}`,
          }),
    openedBy: body.openedBy,
    openedAt: file.createdAt.toISOString(),
    story: await storyView(call, parts, names, file),
    version: file.version,
    ...permissionsOf(call, file, disputeActs),
  };
}
