import type { ApplicationForm, DerivedApplication, Received } from "#contract/portal-visitors";
import type { Call } from "#kernel/call";
import { inTransaction } from "#kernel/db/db";
import { problem } from "#kernel/problem";
import {
  datasetsOf,
  findApplication,
  insertApplication,
  lockApplication,
  updateApplication,
} from "../application-store.ts";
import { setApplications } from "../face-store.ts";
import type { PortalParts } from "../parts.ts";
import { problems } from "../problems.ts";
import { receiptOf, sealContact } from "../receipts.ts";
import { applicationView } from "../visitor-views.ts";

/** Somebody has made something of these datasets; it is listed once somebody of the bureau has looked at it. */
export async function submitApplication(
  parts: PortalParts,
  call: Call,
  form: ApplicationForm,
  datasets: readonly string[],
): Promise<Received> {
  const { code, hash, id } = receiptOf(form.once);
  const isNew = await insertApplication(
    call.db,
    {
      id,
      title: form.title.trim(),
      author: form.author.trim(),
      kind: form.kind as DerivedApplication["kind"],
      body: form.body.trim(),
      url: form.url.trim(),
      sealedContact: sealContact(parts.sealer, { name: form.author, contact: form.contact }),
      receiptHash: hash,
      createdAt: call.now,
    },
    datasets,
  );
  const row = await findApplication(call.db, id);
  if (!row) throw new Error("An application just sent is gone.");
  if (isNew)
    parts.ledger.record(call, {
      action: "portal.submit-application",
      object: { kind: "open-application", id, name: row.title },
      facts: { number: row.number, datasets: [...datasets] },
    });
  return { receipt: code, number: row.number, dueOn: null };
}

const from = { listed: ["waiting", "removed"], refused: ["waiting"], removed: ["listed"] } as const;

export async function decideApplication(
  parts: PortalParts,
  call: Call,
  id: string,
  { decision, reason }: { readonly decision: keyof typeof from; readonly reason: string },
): Promise<DerivedApplication> {
  return inTransaction(call, async (inner) => {
    const row = await lockApplication(inner.db, id);
    if (!row) throw problem(problems["ticket-not-found"], { id });
    if (!(from[decision] as readonly string[]).includes(row.state)) throw problem(problems["already-decided"]);
    await updateApplication(inner.db, id, {
      state: decision,
      reason,
      decidedBy: inner.actor.id,
      decidedAt: inner.now,
    });
    for (const dataset of await datasetsOf(inner.db, [id])) await setApplications(inner.db, dataset.id);
    parts.ledger.record(inner, {
      action: "portal.decide-application",
      object: { kind: "open-application", id, name: row.title },
      facts: { number: row.number, decision, reason },
    });
    return applicationView(inner, id);
  });
}
