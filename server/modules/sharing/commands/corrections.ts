import type { Correction } from "#contract/sharing";
import type { Call } from "#kernel/call";
import { newId } from "#kernel/id";
import { problem } from "#kernel/problem";
import { foldText, nextNumber } from "../file-store.ts";
import { type CorrectionBody, type File, hrefOf } from "../files.ts";
import { type Names, namesOf, ownDepartment } from "../names.ts";
import { everyone, stewards, type Tell } from "../notices.ts";
import type { SharingParts } from "../parts.ts";
import { problems } from "../problems.ts";
import { meetPromise, subjectOf } from "../promises.ts";
import { sealValues } from "../sealed.ts";
import { beginFile, called, recordAct, takeStep, visibleFile } from "../step.ts";
import { correctionView } from "../view-correction.ts";

interface Report {
  readonly resourceId: string;
  readonly field: string;
  readonly key: string;
  readonly found: string;
  readonly right: string;
  readonly evidence: string;
  readonly requestId?: string | undefined;
}

/**
 * 校核 (Order 809 art. 26): a wrong value of a record is reported from the record itself; the provider verifies, corrects
 * and answers within ten working days. Key and values are sealed and stand neither in the ledger nor in a log.
 */
export async function reportError(call: Call, parts: SharingParts, report: Report): Promise<Correction> {
  const names = await namesOf(call, parts);
  const own = ownDepartment(call, names);
  const resource = await parts.catalog.view(call, report.resourceId);
  const item = resource.items.find((one) => one.field === report.field);
  if (!item) throw problem(problems["field-unknown"], { name: resource.name, field: report.field });
  if (report.requestId !== undefined) await visibleFile(call, "request", report.requestId);
  const { key, found, right } = report;
  const draft: File<"correction"> = {
    id: newId(call.now),
    kind: "correction",
    number: await nextNumber(call, "correction"),
    title: `${resource.name}·${item.name.zh}`,
    state: "verifying",
    stateSince: call.now,
    department: own.code,
    provider: resource.department,
    parties: [own.code, resource.department],
    about: report.requestId ?? null,
    resources: [resource.id],
    shareClass: resource.shareClass,
    answerKind: null,
    sentAt: call.now,
    answeredAt: null,
    body: {
      resourceName: resource.name,
      field: item.field,
      fieldName: item.name,
      requestId: report.requestId ?? null,
      sealed: sealValues(parts.sealer, { key, found, right }),
      evidence: report.evidence,
      answer: null,
      told: [],
      by: call.actor.name,
      commitment: null,
    },
    searchText: foldText(`${resource.name}\n${item.name.zh}\n${own.name}\n${resource.departmentName}`),
    isInvented: own.isInvented,
    createdAt: call.now,
    version: 1,
  };
  const clock = await parts.clock.start(call, {
    kind: "correction",
    subject: subjectOf(draft),
    owedBy: resource.department,
    owedTo: own.code,
  });
  const file: File<"correction"> = { ...draft, body: { ...draft.body, commitment: clock.id } };
  const name = called(file);
  await beginFile(call, parts, file, "sharing.report-error", {
    story: { zh: `提出校核：${item.name.zh}`, en: `Reported: ${item.name.en || item.field}` },
    tell: [
      {
        department: resource.department,
        roles: stewards,
        kind: "correction-received",
        title: { zh: `收到${name.zh}`, en: `Received: ${name.en}` },
        text: {
          zh: `${own.name}报告“${item.name.zh}”有误，请在 ${clock.dueOn ?? ""} 前核实并反馈。`,
          en: `${own.name} reports a wrong value; verify and answer by ${clock.dueOn ?? ""}.`,
        },
        href: hrefOf(file),
        news: `${file.id}:received`,
      },
    ],
  });
  recordAct(call, parts, file, "sharing.report-error", { items: [item.field] });
  return correctionView(call, parts, file);
}

/** The provider's answer; earlier users of the resource hear of a correction. */
export async function answerCorrection(
  call: Call,
  parts: SharingParts,
  id: string,
  { isCorrected, text }: { isCorrected: boolean; text: string },
): Promise<Correction> {
  const step = { kind: "correction", id, act: "answer", operation: "sharing.answer-correction" } as const;
  const file = await takeStep(call, parts, step, async (inner, correction, names) => {
    await meetPromise(inner, parts.clock, correction.body.commitment, `${correction.number} 已反馈`);
    const told = isCorrected ? await earlierUsers(inner, parts, correction, names) : [];
    return {
      set: { state: isCorrected ? "corrected" : "rejected", answeredAt: inner.now },
      body: { answer: { text, by: inner.actor.name, at: inner.now.toISOString() }, told },
      story: isCorrected
        ? { zh: "核实并更正，已反馈", en: "Verified and corrected", note: text }
        : { zh: "核实无误，已反馈", en: "Verified: the value is right", note: text },
      tell: [answerTo(correction, isCorrected, text), ...told.map(({ department }) => newsOf(correction, department))],
      facts: { isCorrected, told: told.length },
      items: [correction.body.field],
    };
  });
  return correctionView(call, parts, file);
}

/** Departments that had rows of the resource delivered, by the ledger: who reported it hears the answer instead. */
async function earlierUsers(
  call: Call,
  parts: SharingParts,
  correction: File<"correction">,
  names: Names,
): Promise<CorrectionBody["told"]> {
  const [resourceId = ""] = correction.resources;
  const entries = await parts.ledger.entries(call, {
    action: "gate.",
    objectId: resourceId,
    outcome: "done",
    limit: 2000,
  });
  const grants = await parts.gate.grantsOf(call, { resourceId, limit: 1000 });
  const users = new Set([
    ...entries.flatMap((entry) => ((entry.rows ?? 0) > 0 && entry.department !== null ? [entry.department] : [])),
    ...grants.flatMap((grant) => (grant.firstDeliveryAt === null ? [] : [grant.terms.department])),
  ]);
  return [...users]
    .filter((user) => user !== correction.department && user !== correction.provider && names.departments.has(user))
    .toSorted()
    .map((department) => ({ department, at: call.now.toISOString() }));
}

function answerTo(correction: File<"correction">, isCorrected: boolean, text: string): Tell {
  const name = called(correction);
  return {
    department: correction.department,
    roles: everyone,
    kind: "correction-answered",
    title: {
      zh: `${name.zh}：${isCorrected ? "已更正" : "核实无误"}`,
      en: `${name.en}: ${isCorrected ? "corrected" : "found right"}`,
    },
    text: { zh: text, en: text },
    href: hrefOf(correction),
    news: `${correction.id}:answered`,
  };
}

const newsOf = (correction: File<"correction">, department: string): Tell => ({
  department,
  roles: everyone,
  kind: "data-corrected",
  title: { zh: `“${correction.body.resourceName}”有更正`, en: `“${correction.body.resourceName}” was corrected` },
  text: {
    zh: `数据项“${correction.body.fieldName.zh}”有记录更正（${correction.number}），您部门曾取用该资源，请重新取用受影响的记录。`,
    en: `A record's “${correction.body.fieldName.en || correction.body.field}” was corrected (${correction.number}); fetch affected records again.`,
  },
  // The file itself is not theirs to see; the resource is.
  href: `/catalog/resources/${correction.resources[0] ?? ""}`,
  news: `${correction.id}:corrected`,
});
