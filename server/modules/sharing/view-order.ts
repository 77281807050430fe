import { type Order, orderActs } from "#contract/sharing";
import type { Call } from "#kernel/call";
import type { File } from "./files.ts";
import { nameOf, namesOf } from "./names.ts";
import type { SharingParts } from "./parts.ts";
import { openPromise, waitingFor } from "./promises.ts";
import { permissionsOf } from "./step.ts";
import { storyView } from "./story.ts";

export async function orderView(call: Call, parts: SharingParts, file: File<"order">): Promise<Order> {
  const names = await namesOf(call, parts);
  const { body } = file;
  const promise = openPromise(await parts.clock.commitmentsOf(call, { module: "sharing", id: file.id }));
  return {
    id: file.id,
    number: file.number,
    title: file.title,
    content: body.content,
    lead: file.provider ?? "",
    leadName: nameOf(names, file.provider),
    helpers: body.helpers.map((department) => ({ department, departmentName: nameOf(names, department) })),
    dueOn: body.dueOn,
    workingDaysLeft: promise?.workingDaysLeft ?? null,
    level: body.level,
    state: file.state,
    subject: body.subject,
    tasks: body.tasks.map((task) => ({
      ...task,
      evidence: [...task.evidence],
      departmentName: nameOf(names, task.department),
    })),
    outcome: body.outcome ?? body.report?.text ?? null,
    issuedBy: body.issuedBy,
    issuedAt: file.createdAt.toISOString(),
    closedAt: body.closedAt,
    waiting:
      waitingFor(promise) ??
      (file.state === "reported"
        ? { zh: `在等${body.issuedBy}销号`, en: `waits for ${body.issuedBy} to close it` }
        : null),
    isInvented: file.isInvented,
    version: file.version,
    story: await storyView(call, parts, names, file),
    ...permissionsOf(call, file, orderActs),
  };
}
