import { type Case, caseActs } from "#contract/sharing";
import type { Call } from "#kernel/call";
import type { File } from "./files.ts";
import { nameOf, namesOf } from "./names.ts";
import type { SharingParts } from "./parts.ts";
import { openPromise, waitingFor } from "./promises.ts";
import { permissionsOf } from "./step.ts";
import { storyView } from "./story.ts";

export async function caseView(call: Call, parts: SharingParts, file: File<"case">): Promise<Case> {
  const names = await namesOf(call, parts);
  const { body } = file;
  const promise = openPromise(await parts.clock.commitmentsOf(call, { module: "sharing", id: file.id }));
  return {
    id: file.id,
    number: file.number,
    kind: body.caseKind,
    misuse: body.misuse,
    state: file.state,
    requestId: file.about ?? file.id,
    requestNumber: body.requestNumber,
    department: file.department,
    departmentName: nameOf(names, file.department),
    provider: file.provider ?? "",
    providerName: nameOf(names, file.provider),
    reason: body.reason,
    evidence: [...body.evidence],
    rectifyBy: body.rectifyBy,
    rectification: body.rectification,
    consultation: body.consultation,
    filing: body.filing,
    openedBy: body.openedBy,
    openedAt: file.createdAt.toISOString(),
    closedAt: body.closedAt,
    waiting:
      waitingFor(promise) ?? waitingNote(file, nameOf(names, file.provider, "zh"), nameOf(names, file.provider, "en")),
    story: await storyView(call, parts, names, file),
    version: file.version,
    ...permissionsOf(call, file, caseActs),
  };
}

function waitingNote(file: File<"case">, zh: string, en: string): Case["waiting"] {
  if (file.state === "rectified") return { zh: `在等${zh}核实整改`, en: `waits for ${en} to check the rectification` };
  if (file.state === "consulting")
    return { zh: `在等${zh}与需求部门协商`, en: `waits for ${en} to consult the requester` };
  if (file.state === "filed" && file.body.filing === null)
    return { zh: "在等主管部门备案", en: "waits for the bureau to file it" };
  return null;
}
