import { type Ticket, ticketKindNames, type TicketOutcome } from "#contract/portal-visitors";
import { type Call, mayTouch } from "#kernel/call";
import { inTransaction } from "#kernel/db/db";
import { problem } from "#kernel/problem";
import { asHub } from "../as-public.ts";
import type { PortalParts } from "../parts.ts";
import { problems } from "../problems.ts";
import { lockTicket, updateTicket } from "../ticket-store.ts";
import { ticketView } from "../visitor-views.ts";

/** The department answers; the clock stops, and the visitor reads it under the receipt. */
export async function answerTicket(
  parts: PortalParts,
  call: Call,
  id: string,
  given: { readonly outcome: TicketOutcome; readonly answer: string; readonly isPublic: boolean },
): Promise<Ticket> {
  return inTransaction(call, async (inner) => {
    const row = await lockTicket(inner.db, id);
    if (!row || !mayTouch(inner.actor, row.department)) throw problem(problems["ticket-not-found"], { id });
    if (row.state === "answered") throw problem(problems["already-decided"]);
    await updateTicket(inner.db, id, {
      ...given,
      state: "answered",
      answeredBy: inner.actor.id,
      answeredName: inner.actor.name,
      answeredAt: inner.now,
    });
    if (row.commitmentId !== null)
      await parts.clock.meet(asHub(inner), row.commitmentId, { evidence: `KF-${row.number} ${given.outcome}` });
    parts.ledger.record(inner, {
      action: "portal.answer-ticket",
      object: { kind: "ticket", id, name: ticketKindNames[row.kind].zh },
      owner: row.department,
      facts: { number: row.number, kind: row.kind, outcome: given.outcome, isPublic: given.isPublic },
    });
    return ticketView(parts, inner, id);
  });
}
