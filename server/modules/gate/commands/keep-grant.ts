import type { Grant } from "#contract/gate";
import type { Call } from "#kernel/call";
import { problem } from "#kernel/problem";
import { mayKeep } from "../grant-view.ts";
import type { GateParts } from "../parts.ts";
import { ownProblems } from "../problems.ts";
import { visibleGrant } from "../queries.ts";
import { type Move, moveGrant } from "./change-grant.ts";

/** A step taken at the gate itself, by the provider's head of sharing or the bureau, with its ledger entry. */
export async function keepGrant(
  parts: GateParts,
  call: Call,
  id: string,
  move: Exclude<Move, "activate">,
  reason: string,
): Promise<Grant> {
  const row = await visibleGrant(call, id);
  if (!mayKeep(call.actor, row.provider)) throw problem(ownProblems["grant-not-found"], { id });
  const grant = await moveGrant(parts, call, id, move, reason);
  parts.ledger.record(call, {
    action: `gate.${move}-grant`,
    object: { kind: "grant", id, name: grant.code },
    owner: row.provider,
    grant: id,
    purpose: grant.terms.purpose,
    facts: { reason, department: row.department, resource: row.resourceId },
  });
  return grant;
}
