import type { z } from "zod";
import { dayOf } from "#contract/clock-days";
import type { Application, ApplicationEdit, Line } from "#contract/sharing";
import type { Call } from "#kernel/call";
import { inTransaction } from "#kernel/db/db";
import { newId } from "#kernel/id";
import { problem } from "#kernel/problem";
import { emptyForm, faultsOfForm, type FormFacts } from "../application-rules.ts";
import { basisInForce } from "../basis.ts";
import { foldText, nextNumber, pageOfFiles } from "../file-store.ts";
import { type ApplicationForm, type File, hrefOf } from "../files.ts";
import { namesOf, ownDepartment } from "../names.ts";
import { askers, heads } from "../notices.ts";
import type { SharingParts } from "../parts.ts";
import { problems } from "../problems.ts";
import { resourcesOf } from "../resources.ts";
import { beginFile, called, recordAct, takeStep, visibleFile } from "../step.ts";
import { applicationView } from "../view-application.ts";

type Edit = z.output<typeof ApplicationEdit>;

/** A new draft: the basket. */
export async function startApplication(
  call: Call,
  parts: SharingParts,
  start: {
    readonly form: ApplicationForm;
    readonly operation: string;
    readonly demandId?: string | null;
    readonly requestKind?: "new" | "change" | "renewal";
    readonly precedes?: string | null;
  },
): Promise<File<"application">> {
  const names = await namesOf(call, parts);
  const own = ownDepartment(call, names);
  const file: File<"application"> = {
    id: newId(call.now),
    kind: "application",
    number: await nextNumber(call, "application"),
    title: start.form.title,
    state: "draft",
    stateSince: call.now,
    department: own.code,
    provider: null,
    parties: [own.code],
    about: null,
    resources: start.form.lines.map((line) => line.resourceId),
    shareClass: null,
    answerKind: null,
    sentAt: null,
    answeredAt: null,
    body: {
      form: start.form,
      requestKind: start.requestKind ?? "new",
      precedes: start.precedes ?? null,
      demandId: start.demandId ?? null,
      signed: null,
      returned: null,
      by: call.actor.name,
      owner: call.actor.id,
    },
    searchText: foldText(start.form.title),
    isInvented: own.isInvented,
    createdAt: call.now,
    version: 1,
  };
  await beginFile(call, parts, file, start.operation, { story: { zh: "开始填写申请单", en: "Started" } });
  recordAct(call, parts, file, start.operation, {});
  return file;
}

export async function createApplication(
  call: Call,
  parts: SharingParts,
  { demandId, ...edit }: Edit & { demandId?: string | undefined },
): Promise<Application> {
  const file = await startApplication(call, parts, {
    form: mergeForm(emptyForm, edit),
    operation: "sharing.create-application",
    demandId: demandId ?? null,
  });
  return applicationView(call, parts, file);
}

/** Puts a resource into the person's basket; one that is there already gets the new choice of items. */
export async function addToBasket(
  call: Call,
  parts: SharingParts,
  { demandId, ...line }: z.output<typeof Line> & { demandId?: string | undefined },
): Promise<Application> {
  const operation = "sharing.add-to-basket";
  return inTransaction(call, async (inner) => {
    const open = await basketOf(inner);
    const resource = await parts.catalog.view(inner, line.resourceId);
    if (resource.department === inner.actor.department) throw problem(problems["own-data"], { name: resource.name });
    if (!open) {
      const form = { ...emptyForm, lines: [line] };
      const file = await startApplication(inner, parts, { form, operation, demandId: demandId ?? null });
      return applicationView(inner, parts, file);
    }
    const lines = [...open.body.form.lines.filter((one) => one.resourceId !== line.resourceId), line];
    const file = await takeStep(
      inner,
      parts,
      { kind: "application", id: open.id, act: "edit", operation },
      (_, application) => ({
        set: { resources: lines.map((one) => one.resourceId) },
        body: { form: { ...application.body.form, lines }, demandId: demandId ?? application.body.demandId },
        story: { zh: `放进“${resource.name}”`, en: `Added “${resource.name}”` },
      }),
    );
    return applicationView(inner, parts, file);
  });
}

/** The person's newest draft that is no change or renewal. */
export async function basketOf(call: Call): Promise<File<"application"> | undefined> {
  const own = call.actor.department;
  if (own === null) return undefined;
  const filter = {
    kind: "application",
    departments: [own],
    states: ["draft"],
    department: own,
    member: { name: "owner", value: call.actor.id },
  } as const;
  const drafts = await pageOfFiles(call.db, filter, 20);
  return drafts.find((draft) => draft.body.requestKind === "new");
}

export const mergeForm = (form: ApplicationForm, edit: Edit): ApplicationForm => ({
  ...form,
  ...Object.fromEntries(Object.entries(edit).filter(([, value]) => value !== undefined)),
});

export async function editApplication(
  call: Call,
  parts: SharingParts,
  { id, edit, version }: { id: string; edit: Edit; version: number | null },
): Promise<Application> {
  const step = { kind: "application", id, act: "edit", operation: "sharing.edit-application", version } as const;
  const file = await takeStep(call, parts, step, (_, application) => {
    const form = mergeForm(application.body.form, edit);
    return {
      set: {
        title: form.title,
        resources: form.lines.map((line) => line.resourceId),
        searchText: foldText(`${application.number} ${form.title} ${form.scene}`),
      },
      body: { form },
      story: { zh: "填写申请单", en: "Filled in" },
    };
  });
  return applicationView(call, parts, file);
}

export async function formFacts(call: Call, parts: SharingParts, file: File<"application">): Promise<FormFacts> {
  const { form } = file.body;
  return {
    department: file.department,
    today: dayOf(call.now),
    resources: await resourcesOf(
      call,
      parts,
      form.lines.map((line) => line.resourceId),
    ),
    basisInForce: await basisInForce(call, form.basis),
  };
}

export async function submitApplication(call: Call, parts: SharingParts, id: string): Promise<Application> {
  const step = { kind: "application", id, act: "submit", operation: "sharing.submit-application" } as const;
  const file = await takeStep(call, parts, step, async (inner, application) => {
    refuseFaults(faultsOfForm(application.body.form, await formFacts(inner, parts, application)));
    const name = called(application);
    return {
      set: { state: "signing" },
      body: { returned: null },
      story: { zh: "送本部门共享工作机构负责人签批", en: "Sent to the head of sharing" },
      tell: [
        {
          department: application.department,
          roles: heads,
          kind: "sign-application",
          title: { zh: `请签批${name.zh}`, en: `To sign: ${name.en}` },
          text: {
            zh: `${inner.actor.name}提交了${name.zh}，等您签批。`,
            en: `${inner.actor.name} submitted ${name.en}.`,
          },
          href: hrefOf(application),
          news: `${application.id}:submit:${application.version}`,
        },
      ],
    };
  });
  return applicationView(call, parts, file);
}

export function refuseFaults(faults: ReturnType<typeof faultsOfForm>): void {
  if (faults.length === 0) return;
  throw problem(
    problems["not-ready"],
    {
      count: faults.length,
      listZh: faults.map((fault) => fault.zh).join("；"),
      listEn: faults.map((fault) => fault.en).join("; "),
    },
    { faults },
  );
}

export async function returnApplication(
  call: Call,
  parts: SharingParts,
  id: string,
  reason: string,
): Promise<Application> {
  const step = { kind: "application", id, act: "return", operation: "sharing.return-application" } as const;
  const file = await takeStep(call, parts, step, (inner, application) => {
    const name = called(application);
    return {
      set: { state: "draft" },
      body: { returned: { reason, by: inner.actor.name, at: inner.now.toISOString() } },
      story: { zh: "负责人退回修改", en: "Returned by the head", note: reason },
      tell: [
        {
          department: application.department,
          roles: askers,
          kind: "application-returned",
          title: { zh: `${name.zh}被退回`, en: `Returned: ${name.en}` },
          text: { zh: `理由：${reason}`, en: `Reason: ${reason}` },
          href: hrefOf(application),
          news: `${application.id}:return:${application.version}`,
        },
      ],
    };
  });
  return applicationView(call, parts, file);
}

export async function withdrawApplication(
  call: Call,
  parts: SharingParts,
  id: string,
  reason: string,
): Promise<Application> {
  const step = { kind: "application", id, act: "withdraw", operation: "sharing.withdraw-application" } as const;
  const file = await takeStep(call, parts, step, () => ({
    set: { state: "withdrawn" },
    story: { zh: "撤回申请单", en: "Withdrawn", note: reason },
  }));
  return applicationView(call, parts, file);
}

/** A change or renewal begins as an application with what holds now. */
export async function applyAgain(
  call: Call,
  parts: SharingParts,
  { id, requestKind }: { id: string; requestKind: "change" | "renewal" },
): Promise<Application> {
  const act = requestKind === "change" ? "change" : "renew";
  const operation = `sharing.${act}-request`;
  return inTransaction(call, async (inner) => {
    const request = await visibleFile(inner, "request", id);
    const { body } = request;
    await takeStepWithoutRecord(inner, parts, request, act, operation);
    const form: ApplicationForm = {
      title: request.title,
      scene: body.scene,
      purpose: body.purpose,
      basis: body.basis.map((basis) => basis.id),
      lines: body.lines.map((line) => ({
        resourceId: line.resourceId,
        items: [...line.items],
        scope: [...line.scope],
      })),
      mode: body.mode,
      dailyCalls: body.dailyCalls,
      fromOn: null,
      untilOn: null,
      zone: body.zone,
      systemId: body.systemId,
      systemName: body.systemName,
    };
    const file = await startApplication(inner, parts, { form, operation, requestKind, precedes: id });
    return applicationView(inner, parts, file);
  });
}

/** The same checks as a step; the act is recorded once, for the application it begins. */
async function takeStepWithoutRecord(
  call: Call,
  parts: SharingParts,
  request: File<"request">,
  act: "change" | "renew",
  action: string,
): Promise<void> {
  const unrecorded = { ...parts, ledger: { ...parts.ledger, record: () => {} } };
  await takeStep(call, unrecorded, { kind: "request", id: request.id, act, operation: action }, () => ({
    story:
      act === "change"
        ? { zh: "申请变更", en: "A change is being asked for" }
        : { zh: "申请续期", en: "A renewal is being asked for" },
  }));
}
