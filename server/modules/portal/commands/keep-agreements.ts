import type { PublicDataset } from "#contract/portal";
import type { Agreement, AgreementForm, Received } from "#contract/portal-visitors";
import { type Call, mayTouch } from "#kernel/call";
import { inTransaction } from "#kernel/db/db";
import { newToken } from "#kernel/id";
import { problem } from "#kernel/problem";
import { giveAgreementGrant } from "../agreement-grants.ts";
import { agreementClient, keyHash } from "../agreement-key.ts";
import { agreementByReceipt, insertAgreement, lockAgreement, updateAgreement } from "../agreement-store.ts";
import { asHub } from "../as-public.ts";
import { licences } from "../lists-store.ts";
import { findOpening } from "../opening-store.ts";
import type { PortalParts } from "../parts.ts";
import { problems } from "../problems.ts";
import { receiptHash, receiptOf, sealContact } from "../receipts.ts";
import { agreementView } from "../visitor-views.ts";

/** Somebody applies for what is conditional, and has agreed to the text word for word. */
export async function applyForAgreement(
  parts: PortalParts,
  call: Call,
  form: AgreementForm,
  dataset: PublicDataset,
): Promise<Received> {
  const { code, hash, id } = receiptOf(form.once);
  const licence = (await licences(call.db)).find((one) => one.id === dataset.licence.id);
  const isNew = await insertAgreement(call.db, {
    id,
    datasetId: dataset.id,
    department: dataset.department.code,
    partyKind: form.partyKind === "company" ? "company" : "person",
    party: form.party.trim(),
    creditCode: form.partyKind === "company" ? form.creditCode.trim() : null,
    sealedContact: sealContact(parts.sealer, form),
    purpose: form.purpose.trim(),
    measures: form.measures.trim(),
    agreedText: [licence?.text.zh ?? "", dataset.conditions].filter((text) => text !== "").join("\n"),
    receiptHash: hash,
    commitmentId: null,
    createdAt: call.now,
  });
  // Sent twice at the same instant, the second has waited above until the first was there.
  const row = await agreementByReceipt(call.db, hash);
  if (!row) throw new Error("An agreement just applied for is gone.");
  if (!isNew) {
    const [kept] = (await parts.clock.commitmentsOfMany(call, "portal", [id])).get(id) ?? [];
    return { receipt: code, number: row.number, dueOn: kept?.dueOn ?? null };
  }
  const commitment = await parts.clock.start(asHub(call), {
    kind: "open-agreement",
    subject: { module: "portal", id, title: `有条件开放申请：${dataset.title.zh}`, href: "/portal/agreements" },
    owedBy: dataset.department.code,
    owedTo: null,
    owedToName: "申请人",
  });
  await updateAgreement(call.db, id, { commitmentId: commitment.id });
  parts.ledger.record(call, {
    action: "portal.apply-for-agreement",
    object: { kind: "open-agreement", id, name: dataset.title.zh },
    owner: dataset.department.code,
    facts: { number: row.number, dataset: dataset.code, party: form.partyKind },
  });
  return { receipt: code, number: row.number, dueOn: commitment.dueOn };
}

/** The department agrees, and the gate gets a grant for this party alone; or it refuses, and says why. */
export async function decideAgreement(
  parts: PortalParts,
  call: Call,
  id: string,
  given: { readonly agrees: boolean; readonly reason: string; readonly validUntil: string | null },
): Promise<Agreement> {
  return inTransaction(call, async (inner) => {
    const row = await lockAgreement(inner.db, id);
    if (!row || !mayTouch(inner.actor, row.department)) throw problem(problems["ticket-not-found"], { id });
    if (row.state !== "waiting") throw problem(problems["already-decided"]);
    const opening = await findOpening(inner.db, row.datasetId);
    if (!opening || opening.state !== "open") throw problem(problems["dataset-not-found"], { code: row.datasetId });
    const agreed = { ...row, validUntil: given.validUntil };
    const grantId = given.agrees ? await giveAgreementGrant(parts, inner, opening, opening.terms, agreed) : null;
    await updateAgreement(inner.db, id, {
      state: given.agrees ? "active" : "refused",
      reason: given.reason,
      validUntil: given.validUntil,
      decidedBy: inner.actor.id,
      decidedName: inner.actor.name,
      decidedAt: inner.now,
      grantId,
    });
    if (row.commitmentId !== null)
      await parts.clock.meet(asHub(inner), row.commitmentId, { evidence: given.agrees ? "已同意" : "不同意" });
    parts.ledger.record(inner, {
      action: "portal.decide-agreement",
      object: { kind: "open-agreement", id, name: opening.terms.title.zh },
      owner: row.department,
      ...(grantId === null ? {} : { grant: grantId }),
      facts: { number: row.number, agrees: given.agrees, reason: given.reason, validUntil: given.validUntil },
    });
    return agreementView(parts, inner, id);
  });
}

export async function endAgreement(parts: PortalParts, call: Call, id: string, reason: string): Promise<Agreement> {
  return inTransaction(call, async (inner) => {
    const row = await lockAgreement(inner.db, id);
    if (!row || !mayTouch(inner.actor, row.department)) throw problem(problems["ticket-not-found"], { id });
    if (row.state !== "active") throw problem(problems["already-decided"]);
    if (row.grantId !== null) await parts.gate.endGrant(asHub(inner), row.grantId, reason);
    await updateAgreement(inner.db, id, { state: "ended", reason });
    parts.ledger.record(inner, {
      action: "portal.end-agreement",
      object: { kind: "open-agreement", id, name: agreementClient(row.number) },
      owner: row.department,
      ...(row.grantId === null ? {} : { grant: row.grantId }),
      facts: { number: row.number, reason },
    });
    return agreementView(parts, inner, id);
  });
}

/** The key, once: it is kept nowhere. Null where there is none to fetch. */
export async function fetchKey(parts: PortalParts, call: Call, receipt: string): Promise<string | null> {
  return inTransaction(call, async (inner) => {
    const row = await agreementByReceipt(inner.db, receiptHash(receipt));
    if (!row || row.state !== "active" || row.keyHash !== null) return null;
    const key = newToken("open");
    await updateAgreement(inner.db, row.id, { keyHash: keyHash(key) });
    parts.ledger.record(inner, {
      action: "portal.fetch-key",
      object: { kind: "open-agreement", id: row.id, name: agreementClient(row.number) },
      owner: row.department,
      ...(row.grantId === null ? {} : { grant: row.grantId }),
      facts: { number: row.number },
    });
    return key;
  });
}
