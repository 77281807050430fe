import { type ItemSource, type Resource, type ResourceAct, resourceActs, type ResourceFields } from "#contract/catalog";
import type { DataGrade } from "#contract/dictionary";
import type { Bilingual } from "#contract/text";
import type { Call } from "#kernel/call";
import { faultsOf, gradeOf, hasPersonalItem, missingOf } from "./declaration.ts";
import { departmentName, type Lookups } from "./lookups.ts";
import { type Subject, whyNot } from "./powers.ts";
import type { Snapshot } from "./snapshot.ts";
import type { StoredResource } from "./store.ts";

/** A declaration as one of the two audiences sees it. */
export interface Face {
  readonly fields: ResourceFields;
  readonly grade: DataGrade;
  readonly hasPersonal: boolean;
}

export const workingFace = ({ fields }: StoredResource, { elements }: Lookups): Face => ({
  fields,
  grade: gradeOf(fields.items, elements),
  hasPersonal: hasPersonalItem(fields.items, elements),
});

/** A resource for those inside its department's scope, or, where `snapshot` is given, for everybody else. */
export function viewOf(call: Call, lookups: Lookups, stored: StoredResource, snapshot: Snapshot | null): Resource {
  const isInside = snapshot === null;
  const face = snapshot ?? workingFace(stored, lookups);
  const isWithdrawn = stored.stage === "withdrawn";
  const subject = subjectOf(call, lookups, stored, face);
  const { may, reasons } = permissions(call, subject);
  return {
    ...face.fields,
    id: stored.id,
    number: stored.number,
    code: stored.code,
    departmentName: subject.departmentName,
    grade: face.grade,
    hasPersonal: face.hasPersonal,
    stage: isInside || isWithdrawn ? stored.stage : "published",
    stageSince: (isInside || isWithdrawn ? stored.stageSince : (stored.publishedAt ?? stored.stageSince)).toISOString(),
    publishedVersion: stored.publishedVersion,
    publishedAt: stored.publishedAt?.toISOString() ?? null,
    secrecy: isInside ? stored.secrecy : null,
    personal: isInside ? stored.personal : null,
    signedBy: isInside ? stored.signedBy : snapshot.signedBy,
    returned: isInside ? stored.returned : null,
    missing: missingOf(face.fields),
    sources: sourcesOf(call, lookups, face.fields),
    note: noteOf(stored, isInside),
    data: factsOf(stored),
    isInvented: stored.isInvented,
    version: stored.version,
    may,
    whyNot: reasons,
  };
}

export function subjectOf(call: Call, lookups: Lookups, stored: StoredResource, face: Face): Subject {
  return {
    department: stored.department,
    departmentName: departmentName(lookups, stored.department, call.language),
    standing: stored,
    lacks: faultsOf(face.fields, lookups.elements),
    isDenied: face.fields.shareClass === "denied",
  };
}

function permissions(call: Call, subject: Subject): { may: Record<ResourceAct, boolean>; reasons: Resource["whyNot"] } {
  const answers = resourceActs.map((act) => [act, whyNot(act, call.actor, subject)] as const);
  const may = Object.fromEntries(answers.map(([act, reason]) => [act, reason === null])) as Record<
    ResourceAct,
    boolean
  >;
  const reasons = Object.fromEntries(
    answers.flatMap(([act, reason]) => (reason ? [[act, { zh: reason.zh, en: reason.en }]] : [])),
  );
  return { may, reasons };
}

function sourcesOf(call: Call, lookups: Lookups, fields: ResourceFields): ItemSource[] {
  return fields.items.flatMap((item) => {
    const source = item.element === null ? null : lookups.elements.get(item.element)?.source;
    if (!source || item.element === null) return [];
    return [
      {
        field: item.field,
        element: item.element,
        department: source.department,
        departmentName: departmentName(lookups, source.department, call.language),
        resourceId: source.resourceId,
        isOwn: source.department === fields.department,
      },
    ];
  });
}

function noteOf({ stage, publishedVersion, withdrawn }: StoredResource, isInside: boolean): Bilingual | null {
  if (stage === "withdrawn") {
    return { zh: `已撤回：${withdrawn?.reason ?? ""}`, en: `Withdrawn: ${withdrawn?.reason ?? ""}` };
  }
  if (!isInside || stage === "published" || publishedVersion === 0) return null;
  return {
    zh: `这是第 ${publishedVersion + 1} 版的编制稿；发布之前，其他部门看到的仍是第 ${publishedVersion} 版。`,
    en: `This is the draft of version ${publishedVersion + 1}; until it is published, other departments see version ${publishedVersion}.`,
  };
}

/** What the data itself says, as of the last load and the last check. */
export const factsOf = (
  row: Pick<StoredResource, "rowCount" | "loadId" | "loadedAt" | "score" | "checkedAt">,
): Resource["data"] => ({
  rowCount: row.rowCount,
  loadId: row.loadId,
  loadedAt: row.loadedAt?.toISOString() ?? null,
  score: row.score,
  checkedAt: row.checkedAt?.toISOString() ?? null,
});
