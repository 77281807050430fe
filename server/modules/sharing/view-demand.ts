import { type Demand, demandActs } from "#contract/sharing";
import type { Call } from "#kernel/call";
import type { File } from "./files.ts";
import { nameOf, namesOf } from "./names.ts";
import type { SharingParts } from "./parts.ts";
import { openPromise, waitingFor } from "./promises.ts";
import { resourcesOf } from "./resources.ts";
import { permissionsOf } from "./step.ts";

export async function demandView(call: Call, parts: SharingParts, file: File<"demand">): Promise<Demand> {
  const names = await namesOf(call, parts);
  const resources = await resourcesOf(call, parts, file.resources);
  const { assigned, need, scene, note, applicationId, by, closedAt } = file.body;
  const promise = openPromise(await parts.clock.commitmentsOf(call, { module: "sharing", id: file.id }));
  return {
    id: file.id,
    number: file.number,
    need,
    scene,
    department: file.department,
    departmentName: nameOf(names, file.department),
    state: file.state,
    resources: [...resources.values()].map((resource) => ({
      id: resource.id,
      name: resource.name,
      department: resource.department,
      departmentName: resource.departmentName,
    })),
    assigned: assigned && { ...assigned, departmentName: nameOf(names, assigned.department) },
    waiting:
      waitingFor(promise) ??
      (file.state === "registered"
        ? {
            zh: `${nameOf(names, file.department)}在等主管部门对接资源`,
            en: `${nameOf(names, file.department)} waits for the desk to match it`,
          }
        : null),
    note,
    applicationId,
    by,
    createdAt: file.createdAt.toISOString(),
    closedAt,
    isInvented: file.isInvented,
    version: file.version,
    ...permissionsOf(call, file, demandActs),
  };
}
