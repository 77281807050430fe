import type { Call } from "#kernel/call";
import { inTransaction } from "#kernel/db/db";
import { applicationByReceipt } from "./application-store.ts";
import { answerTicket } from "./commands/answer-ticket.ts";
import { decideApplication, submitApplication } from "./commands/keep-applications.ts";
import { sendTicket } from "./commands/send-ticket.ts";
import type { VisitorLife } from "./door.ts";
import type { PortalParts } from "./parts.ts";
import { receiptHash } from "./receipts.ts";
import { ticketByReceipt } from "./ticket-store.ts";
import { applicationView, ticketView } from "./visitor-views.ts";

/** The commands behind the visitors' forms and the desk that answers them, for a caller without HTTP. */
export function createVisitorLife(parts: PortalParts): VisitorLife {
  return {
    register: (call: Call, form, datasets) =>
      inTransaction(call, async (inner) => {
        const { receipt } = await submitApplication(parts, inner, form, datasets);
        const row = await applicationByReceipt(inner.db, receiptHash(receipt));
        if (!row) throw new Error("An application just sent is gone.");
        return applicationView(inner, row.id);
      }),
    list: (call, id) => decideApplication(parts, call, id, { decision: "listed", reason: "" }),
    ask: (call, form) =>
      inTransaction(call, async (inner) => {
        const { receipt } = await sendTicket(parts, inner, "request", form, null);
        const row = await ticketByReceipt(inner.db, receiptHash(receipt));
        if (!row) throw new Error("A request just sent is gone.");
        return ticketView(parts, inner, row.id);
      }),
    answer: (call, id, given) => answerTicket(parts, call, id, { ...given, isPublic: true }),
  };
}
