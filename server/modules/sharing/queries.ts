import type {
  Application,
  ApplicationRow,
  ApplicationState,
  AnswerKind,
  Case,
  Correction,
  Demand,
  Dispute,
  Order,
  Request,
  RequestRow,
  RequestState,
} from "#contract/sharing";
import type { ShareClass } from "#contract/catalog";
import type { Page } from "#contract/page";
import type { Call } from "#kernel/call";
import { basketOf } from "./commands/applications.ts";
import { cursorOf, positionOf } from "./cursor.ts";
import { countFiles, type FileFilter, pageOfFiles } from "./file-store.ts";
import type { File, Kind } from "./files.ts";
import { namesOf } from "./names.ts";
import type { SharingParts } from "./parts.ts";
import { visibleFile } from "./step.ts";
import { applicationRow, applicationView } from "./view-application.ts";
import { caseView } from "./view-case.ts";
import { correctionView } from "./view-correction.ts";
import { demandView } from "./view-demand.ts";
import { disputeView } from "./view-dispute.ts";
import { orderView } from "./view-order.ts";
import { requestRow, requestView } from "./view-request.ts";

interface Paging {
  readonly sentFrom?: string | undefined;
  readonly sentUntil?: string | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** One page of files as the actor may see them, newest first. */
async function page<Of extends Kind, Item>(
  call: Call,
  { limit, cursor, sentFrom, sentUntil }: Paging,
  filter: Omit<FileFilter, "departments"> & { readonly kind: Of },
  view: (file: File<Of>) => Promise<Item>,
): Promise<Page<Item>> {
  const scoped = { ...filter, sentFrom, sentUntil, departments: call.actor.departments };
  const [rows, total] = await Promise.all([
    pageOfFiles(call.db, scoped, limit + 1, positionOf(cursor)),
    countFiles(call.db, scoped),
  ]);
  const files = rows.slice(0, limit);
  const items: Item[] = [];
  for (const file of files) items.push(await view(file));
  const last = files.at(-1);
  return { items, total, next: rows.length > limit && last ? cursorOf(last.createdAt, last.id) : null };
}

const stateIn = (state: string | undefined): readonly string[] | undefined =>
  state === undefined ? undefined : [state];

/** States in which a request has ended. */
export const endStates: readonly RequestState[] = ["refused", "closed", "withdrawn"];

export interface RequestQuery extends Paging {
  readonly side: "asked" | "received" | "all";
  readonly state?: RequestState | undefined;
  readonly shareClass?: ShareClass | undefined;
  readonly department?: string | undefined;
  readonly provider?: string | undefined;
  readonly resource?: string | undefined;
  readonly q?: string | undefined;
  readonly answer?: AnswerKind | undefined;
  readonly sentFrom?: string | undefined;
  readonly sentUntil?: string | undefined;
  readonly open?: boolean | undefined;
  readonly late?: boolean | undefined;
}

export async function listRequests(call: Call, parts: SharingParts, query: RequestQuery): Promise<Page<RequestRow>> {
  const names = await namesOf(call, parts);
  const own = call.actor.department === null ? [] : [call.actor.department];
  const late = query.late === true ? await lateSubjects(call, parts) : undefined;
  const filter = {
    kind: "request",
    states: stateIn(query.state),
    notStates: query.open === true ? endStates : undefined,
    shareClass: query.shareClass,
    department: query.department,
    provider: query.provider,
    resource: query.resource,
    q: query.q,
    answerKind: query.answer,
    askedBy: query.side === "asked" ? own : undefined,
    receivedBy: query.side === "received" ? own : undefined,
    ids: late,
  } as const;
  const found = await page(call, query, filter, async (file) => file);
  const commitments = await parts.clock.commitmentsOfMany(
    call,
    "sharing",
    found.items.map((file) => file.id),
  );
  return { ...found, items: found.items.map((file) => requestRow(names, file, commitments.get(file.id))) };
}

/** Ids of files with an overdue promise, the first thousand. */
async function lateSubjects(call: Call, parts: SharingParts): Promise<string[]> {
  const found = await parts.clock.pending(call, { colour: "red", subjectModule: "sharing", limit: 1000 });
  return [...new Set(found.items.map((one) => one.subject.id))];
}

export async function getRequest(call: Call, parts: SharingParts, id: string): Promise<Request> {
  return requestView(call, parts, await visibleFile(call, "request", id));
}

export async function listApplications(
  call: Call,
  parts: SharingParts,
  query: Paging & { state?: ApplicationState | undefined; mine?: boolean | undefined },
): Promise<Page<ApplicationRow>> {
  const names = await namesOf(call, parts);
  const member = query.mine === true ? { name: "owner", value: call.actor.id } : undefined;
  return page(call, query, { kind: "application", states: stateIn(query.state), member }, (file) =>
    applicationRow(call, names, file),
  );
}

export async function getApplication(call: Call, parts: SharingParts, id: string): Promise<Application> {
  return applicationView(call, parts, await visibleFile(call, "application", id));
}

export async function basket(call: Call, parts: SharingParts): Promise<{ application: Application | null }> {
  const file = await basketOf(call);
  return { application: file ? await applicationView(call, parts, file) : null };
}

export const listDemands = (
  call: Call,
  parts: SharingParts,
  query: Paging & { state?: string | undefined; department?: string | undefined; q?: string | undefined },
): Promise<Page<Demand>> =>
  page(
    call,
    query,
    { kind: "demand", states: stateIn(query.state), department: query.department, q: query.q },
    (file) => demandView(call, parts, file),
  );

export async function getDemand(call: Call, parts: SharingParts, id: string): Promise<Demand> {
  return demandView(call, parts, await visibleFile(call, "demand", id));
}

export const listCases = (
  call: Call,
  parts: SharingParts,
  query: Paging & { state?: string | undefined; kind?: string | undefined; request?: string | undefined },
): Promise<Page<Case>> => {
  const member = query.kind === undefined ? undefined : { name: "caseKind", value: query.kind };
  return page(call, query, { kind: "case", states: stateIn(query.state), about: query.request, member }, (file) =>
    caseView(call, parts, file),
  );
};

export async function getCase(call: Call, parts: SharingParts, id: string): Promise<Case> {
  return caseView(call, parts, await visibleFile(call, "case", id));
}

export const listDisputes = (
  call: Call,
  parts: SharingParts,
  query: Paging & { state?: string | undefined; request?: string | undefined },
): Promise<Page<Dispute>> =>
  page(call, query, { kind: "dispute", states: stateIn(query.state), about: query.request }, (file) =>
    disputeView(call, parts, file),
  );

export async function getDispute(call: Call, parts: SharingParts, id: string): Promise<Dispute> {
  return disputeView(call, parts, await visibleFile(call, "dispute", id));
}

export const listCorrections = (
  call: Call,
  parts: SharingParts,
  query: Paging & {
    side: "asked" | "received" | "all";
    state?: string | undefined;
    resource?: string | undefined;
    provider?: string | undefined;
  },
): Promise<Page<Correction>> => {
  const own = call.actor.department === null ? [] : [call.actor.department];
  const filter = {
    kind: "correction",
    states: stateIn(query.state),
    resource: query.resource,
    provider: query.provider,
    askedBy: query.side === "asked" ? own : undefined,
    receivedBy: query.side === "received" ? own : undefined,
  } as const;
  return page(call, query, filter, (file) => correctionView(call, parts, file));
};

export async function getCorrection(call: Call, parts: SharingParts, id: string): Promise<Correction> {
  return correctionView(call, parts, await visibleFile(call, "correction", id));
}

export const listOrders = (
  call: Call,
  parts: SharingParts,
  query: Paging & { state?: string | undefined; lead?: string | undefined },
): Promise<Page<Order>> =>
  page(call, query, { kind: "order", states: stateIn(query.state), provider: query.lead }, (file) =>
    orderView(call, parts, file),
  );

export async function getOrder(call: Call, parts: SharingParts, id: string): Promise<Order> {
  return orderView(call, parts, await visibleFile(call, "order", id));
}
