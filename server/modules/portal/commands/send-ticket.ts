import type { Received, TicketForm, TicketKind } from "#contract/portal-visitors";
import { ticketKindNames } from "#contract/portal-visitors";
import type { PublicDataset } from "#contract/portal";
import type { Call } from "#kernel/call";
import { asHub } from "../as-public.ts";
import type { PortalParts } from "../parts.ts";
import { receiptOf, sealContact } from "../receipts.ts";
import { insertTicket, findTicket, updateTicket } from "../ticket-store.ts";

const promised = { request: "open-request", correction: "open-correction", suggestion: "open-suggestion" } as const;
const operations = {
  request: "portal.ask-for-data",
  correction: "portal.report-mistake",
  suggestion: "portal.suggest",
} as const;

/** What a visitor asks, on a clock from the moment it is here. The form has been found right. */
export async function sendTicket(
  parts: PortalParts,
  call: Call,
  kind: TicketKind,
  form: TicketForm,
  dataset: PublicDataset | null,
): Promise<Received> {
  const { code, hash, id } = receiptOf(form.once);
  const department = dataset?.department.code ?? (await answererOf(parts, call, form.department));
  const title = form.title.trim() === "" ? (dataset?.title.zh ?? form.body.trim().slice(0, 40)) : form.title.trim();
  const isNew = await insertTicket(call.db, {
    id,
    kind,
    datasetId: dataset?.id ?? null,
    department,
    title,
    body: form.body.trim(),
    sealedContact: sealContact(parts.sealer, form),
    receiptHash: hash,
    commitmentId: null,
    createdAt: call.now,
  });
  const row = await findTicket(call.db, id);
  if (!row) throw new Error("A ticket just sent is gone.");
  if (!isNew) return { receipt: code, number: row.number, dueOn: await dueOf(parts, call, id) };
  const commitment = await parts.clock.start(asHub(call), {
    kind: promised[kind],
    subject: {
      module: "portal",
      id,
      title: `${ticketKindNames[kind].zh}：${title}`,
      number: `KF-${String(row.number).padStart(5, "0")}`,
      href: "/portal/tickets",
    },
    owedBy: department,
    owedTo: null,
    owedToName: "社会公众",
  });
  await updateTicket(call.db, id, { commitmentId: commitment.id });
  parts.ledger.record(call, {
    action: operations[kind],
    object: { kind: "ticket", id, name: ticketKindNames[kind].zh },
    owner: department,
    facts: { number: row.number, dataset: dataset?.code ?? null },
  });
  return { receipt: code, number: row.number, dueOn: commitment.dueOn };
}

const dueOf = async ({ clock }: PortalParts, call: Call, id: string): Promise<string | null> =>
  (await clock.commitmentsOfMany(call, "portal", [id])).get(id)?.[0]?.dueOn ?? null;

/** The department named, else the bureau: of the most departments' division there is one that answers for all. */
async function answererOf({ registry }: PortalParts, call: Call, named: string): Promise<string> {
  const departments = await registry.departments(asHub(call));
  const found = departments.get(named);
  if (found && found.status === "active") return found.code;
  const bureau =
    [...departments.values()].find((one) => one.isBureau && one.status === "active") ??
    [...departments.values()].find((one) => one.status === "active");
  if (!bureau) throw new Error("Nobody is there to answer: the hub has no department.");
  return bureau.code;
}
