import { dayOf } from "#contract/clock-days";
import { type GrantTermsInput, publicReader } from "#contract/gate";
import type { OpeningTerms } from "#contract/portal-manage";
import type { Call } from "#kernel/call";
import { agreementClient } from "./agreement-key.ts";
import { type AgreementRow, activeAgreements, updateAgreement } from "./agreement-store.ts";
import { asHub } from "./as-public.ts";
import { openGrantTerms } from "./grant-terms.ts";
import { rulesOn } from "./lists-store.ts";
import type { OpeningRow } from "./opening-store.ts";
import type { PortalParts } from "./parts.ts";

type Agreed = Pick<AgreementRow, "id" | "number" | "purpose" | "party" | "validUntil">;

/** The grant of an agreement: what is given out of the dataset now, for this party and purpose alone. */
export async function giveAgreementGrant(
  parts: PortalParts,
  call: Call,
  opening: Pick<OpeningRow, "id" | "resourceId">,
  terms: OpeningTerms,
  agreed: Agreed,
): Promise<string> {
  const today = dayOf(call.now);
  const rules = await rulesOn(call.db, today);
  const granted: GrantTermsInput = {
    ...openGrantTerms(opening, terms, { smallCellBelow: rules.get("small-cell-below") ?? 5, today }),
    department: publicReader,
    clients: [agreementClient(agreed.number)],
    purpose: agreed.purpose.slice(0, 400),
    scene: agreed.party,
    validUntil: agreed.validUntil,
    request: { module: "portal", id: agreed.id, title: terms.title.zh },
  };
  return (await parts.gate.createGrant(call, granted, "active")).id;
}

/** The dataset is not given out any more: neither is it under its agreements. */
export async function endAgreementGrants(
  parts: PortalParts,
  call: Call,
  datasetId: string,
  reason: string,
): Promise<void> {
  for (const { id, grantId } of await activeAgreements(call.db, datasetId)) {
    if (grantId !== null) await parts.gate.endGrant(asHub(call), grantId, reason);
    await updateAgreement(call.db, id, { grantId: null });
  }
}

/**
 * The dataset is given out otherwise than before: whoever has an agreement gets what it holds now and nothing it held. The
 * key stays; one whose days are over gets nothing anew.
 */
export async function renewAgreementGrants(
  parts: PortalParts,
  call: Call,
  opening: Pick<OpeningRow, "id" | "resourceId">,
  terms: OpeningTerms,
): Promise<void> {
  await endAgreementGrants(parts, call, opening.id, "开放方案修改，另签新授权");
  if (terms.access !== "conditional") return;
  const today = dayOf(call.now);
  for (const agreed of await activeAgreements(call.db, opening.id)) {
    if (agreed.validUntil !== null && agreed.validUntil < today) continue;
    const grantId = await giveAgreementGrant(parts, call, opening, terms, agreed);
    await updateAgreement(call.db, agreed.id, { grantId });
  }
}
