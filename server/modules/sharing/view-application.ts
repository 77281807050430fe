import { applicationActs, type Application, type ApplicationRow, type LineView } from "#contract/sharing";
import type { Call } from "#kernel/call";
import { faultsOfForm, storedLine } from "./application-rules.ts";
import { basisInForce, citedBasis, textOfBasis } from "./basis.ts";
import { dayOf } from "#contract/clock-days";
import { pageOfFiles } from "./file-store.ts";
import type { File, StoredLine } from "./files.ts";
import { type Names, nameOf, namesOf } from "./names.ts";
import type { SharingParts } from "./parts.ts";
import { resourcesOf } from "./resources.ts";
import { permissionsOf } from "./step.ts";

export async function applicationView(
  call: Call,
  parts: SharingParts,
  file: File<"application">,
): Promise<Application> {
  const { form, requestKind, precedes, demandId, signed, returned, by } = file.body;
  const names = await namesOf(call, parts);
  const resources = await resourcesOf(
    call,
    parts,
    form.lines.map((line) => line.resourceId),
  );
  const lines = form.lines.flatMap((line) => {
    const resource = resources.get(line.resourceId);
    return resource ? [lineView(storedLine(line, resource), names)] : [];
  });
  const missing =
    file.state === "draft"
      ? faultsOfForm(form, {
          department: file.department,
          today: dayOf(call.now),
          resources,
          basisInForce: await basisInForce(call, form.basis),
        })
      : [];
  const cited = await citedBasis(call, form.basis);
  return {
    ...form,
    id: file.id,
    number: file.number,
    kind: requestKind,
    precedes,
    demandId,
    department: file.department,
    departmentName: nameOf(names, file.department),
    state: file.state,
    lines,
    basisTexts: cited.map((basis) => ({ id: basis.id, kind: basis.kind, text: textOfBasis(basis) })),
    missing: missing.map(({ pointer, zh, en }) => ({ pointer, zh, en })),
    signedBy: signed?.by ?? null,
    signedAt: signed?.at ?? null,
    returned,
    requests: await requestsOf(call, names, file),
    by,
    createdAt: file.createdAt.toISOString(),
    isInvented: file.isInvented,
    version: file.version,
    ...permissionsOf(call, file, applicationActs),
  };
}

export const lineView = (line: StoredLine, names: Names): LineView => ({
  resourceId: line.resourceId,
  items: [...line.items],
  scope: [...line.scope],
  resourceName: line.resourceName,
  resourceCode: line.resourceCode,
  department: line.department,
  departmentName: nameOf(names, line.department),
  shareClass: line.shareClass,
  useConditions: line.useConditions,
  itemNames: line.itemNames.map((item) => ({ ...item })),
});

async function requestsOf(call: Call, names: Names, file: File<"application">): Promise<Application["requests"]> {
  if (file.state !== "sent") return [];
  const filter = { kind: "request", departments: call.actor.departments, about: file.id } as const;
  const requests = await pageOfFiles(call.db, filter, 200);
  return requests.toReversed().map((request) => ({
    id: request.id,
    number: request.number,
    provider: request.provider ?? "",
    providerName: nameOf(names, request.provider),
    state: request.state,
  }));
}

export async function applicationRow(call: Call, names: Names, file: File<"application">): Promise<ApplicationRow> {
  return {
    id: file.id,
    number: file.number,
    kind: file.body.requestKind,
    title: file.title,
    department: file.department,
    departmentName: nameOf(names, file.department),
    state: file.state,
    by: file.body.by,
    createdAt: file.createdAt.toISOString(),
    isInvented: file.isInvented,
    requests: await requestsOf(call, names, file),
    lineCount: file.body.form.lines.length,
  };
}
