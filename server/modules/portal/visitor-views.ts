import type { Agreement, DerivedApplication, Ticket } from "#contract/portal-visitors";
import type { Page } from "#contract/page";
import { type Call, mayTouch } from "#kernel/call";
import * as agreements from "./agreement-store.ts";
import * as applications from "./application-store.ts";
import { asHub } from "./as-public.ts";
import { findOpening } from "./opening-store.ts";
import type { PortalParts } from "./parts.ts";
import { openContact } from "./receipts.ts";
import * as tickets from "./ticket-store.ts";

/** Roles of the department that answer visitors, and of the bureau. */
export const answerers = ["department-steward", "sharing-head", "data-officer"] as const;
export const curators = ["data-officer"] as const;

const holds = (call: Call, roles: readonly string[]): boolean =>
  call.actor.roles.includes("hub") || roles.some((role) => call.actor.roles.includes(role));

async function datasetOf(call: Call, id: string | null): Promise<Ticket["dataset"]> {
  const row = id === null ? undefined : await findOpening(call.db, id);
  return row ? { id: row.id, code: row.code, title: row.terms.title.zh } : null;
}

async function viewTicket(parts: PortalParts, call: Call, row: tickets.TicketRow): Promise<Ticket> {
  const [departments, dataset, promises] = await Promise.all([
    parts.registry.departments(asHub(call)),
    datasetOf(call, row.datasetId),
    parts.clock.commitmentsOfMany(call, "portal", [row.id]),
  ]);
  const promise = promises.get(row.id)?.at(-1);
  const isOwn = holds(call, answerers) && mayTouch(call.actor, row.department);
  return {
    id: row.id,
    number: row.number,
    kind: row.kind,
    title: row.title,
    body: row.body,
    dataset,
    department: row.department,
    departmentName: departments.get(row.department)?.name ?? row.department,
    contact: isOwn ? openContact(parts.sealer, row.sealedContact) : null,
    state: row.state,
    outcome: row.outcome,
    answer: row.answer,
    answeredBy: row.answeredName,
    answeredAt: row.answeredAt?.toISOString() ?? null,
    isPublic: row.isPublic,
    commitmentId: row.commitmentId,
    dueOn: promise?.dueOn ?? null,
    remainingDays: promise?.remainingDays ?? null,
    createdAt: row.createdAt.toISOString(),
    version: row.version,
    may: { answer: isOwn && row.state === "waiting" },
  };
}

export async function ticketView(parts: PortalParts, call: Call, id: string): Promise<Ticket> {
  const row = await tickets.findTicket(call.db, id);
  if (!row) throw new Error(`Ticket ${id} is gone.`);
  return viewTicket(parts, call, row);
}

/** `departments: null` is the public list: without who asked. */
export async function listTickets(
  parts: PortalParts,
  call: Call,
  { limit, cursor, ...filter }: tickets.TicketFilter & { limit: number; cursor?: string | undefined },
): Promise<Page<Ticket>> {
  const below = Number(cursor);
  const [rows, total] = await Promise.all([
    tickets.pageOfTickets(call.db, filter, limit + 1, Number.isSafeInteger(below) ? below : undefined),
    tickets.countTickets(call.db, filter),
  ]);
  const page = rows.slice(0, limit);
  const items = await Promise.all(page.map((row) => viewTicket(parts, call, row)));
  return { items, total, next: rows.length > limit ? String(page.at(-1)?.number) : null };
}

async function viewApplications(
  call: Call,
  rows: readonly applications.ApplicationRow[],
): Promise<DerivedApplication[]> {
  const linked = await applications.datasetsOf(
    call.db,
    rows.map(({ id }) => id),
  );
  const mayDecide = holds(call, curators);
  return rows.map((row) => ({
    id: row.id,
    number: row.number,
    title: row.title,
    author: row.author,
    kind: row.kind,
    body: row.body,
    url: row.url,
    datasets: linked
      .filter(({ applicationId }) => applicationId === row.id)
      .map(({ id, code, title }) => ({ id, code, title })),
    state: row.state,
    reason: row.reason,
    createdAt: row.createdAt.toISOString(),
    version: row.version,
    may: { decide: mayDecide && row.state !== "refused" },
  }));
}

export async function applicationView(call: Call, id: string): Promise<DerivedApplication> {
  const row = await applications.findApplication(call.db, id);
  const [view] = row ? await viewApplications(call, [row]) : [];
  if (!view) throw new Error(`Application ${id} is gone.`);
  return view;
}

export async function listApplications(
  call: Call,
  { limit, cursor, ...filter }: applications.ApplicationFilter & { limit: number; cursor?: string | undefined },
): Promise<Page<DerivedApplication>> {
  const below = Number(cursor);
  const [rows, total] = await Promise.all([
    applications.pageOfApplications(call.db, filter, limit + 1, Number.isSafeInteger(below) ? below : undefined),
    applications.countApplications(call.db, filter),
  ]);
  const page = rows.slice(0, limit);
  return {
    items: await viewApplications(call, page),
    total,
    next: rows.length > limit ? String(page.at(-1)?.number) : null,
  };
}

async function viewAgreement(parts: PortalParts, call: Call, row: agreements.AgreementRow): Promise<Agreement> {
  const [dataset, promises] = await Promise.all([
    datasetOf(call, row.datasetId),
    parts.clock.commitmentsOfMany(call, "portal", [row.id]),
  ]);
  const isOwn = holds(call, answerers) && mayTouch(call.actor, row.department);
  return {
    id: row.id,
    number: row.number,
    dataset: dataset ?? { id: row.datasetId, code: "", title: "" },
    department: row.department,
    partyKind: row.partyKind,
    party: row.party,
    creditCode: row.creditCode,
    contact: (isOwn ? openContact(parts.sealer, row.sealedContact) : null) ?? { name: "", contact: "" },
    purpose: row.purpose,
    measures: row.measures,
    agreedText: row.agreedText,
    state: row.state,
    reason: row.reason,
    validUntil: row.validUntil,
    decidedBy: row.decidedName,
    decidedAt: row.decidedAt?.toISOString() ?? null,
    hasKey: row.keyHash !== null,
    dueOn: row.state === "waiting" ? (promises.get(row.id)?.at(-1)?.dueOn ?? null) : null,
    createdAt: row.createdAt.toISOString(),
    version: row.version,
    may: { decide: isOwn && row.state === "waiting", end: isOwn && row.state === "active" },
  };
}

export async function agreementView(parts: PortalParts, call: Call, id: string): Promise<Agreement> {
  const row = await agreements.lockAgreement(call.db, id);
  if (!row) throw new Error(`Agreement ${id} is gone.`);
  return viewAgreement(parts, call, row);
}

export async function listAgreements(
  parts: PortalParts,
  call: Call,
  { limit, cursor, state }: { limit: number; cursor?: string | undefined; state?: Agreement["state"] | undefined },
): Promise<Page<Agreement>> {
  const below = Number(cursor);
  const filter = { departments: call.actor.departments, state };
  const [rows, total] = await Promise.all([
    agreements.pageOfAgreements(call.db, filter, limit + 1, Number.isSafeInteger(below) ? below : undefined),
    agreements.countAgreements(call.db, filter),
  ]);
  const page = rows.slice(0, limit);
  const items = await Promise.all(page.map((row) => viewAgreement(parts, call, row)));
  return { items, total, next: rows.length > limit ? String(page.at(-1)?.number) : null };
}
