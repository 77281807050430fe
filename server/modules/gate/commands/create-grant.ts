import { GrantTerms, type Grant, type GrantTermsInput, publicReader } from "#contract/gate";
import type { Call } from "#kernel/call";
import { inTransaction } from "#kernel/db/db";
import { newId } from "#kernel/id";
import { problem } from "#kernel/problem";
import { asHub } from "../memory.ts";
import { grantView } from "../grant-view.ts";
import { startServing } from "../jobs.ts";
import type { GateParts } from "../parts.ts";
import { ownProblems } from "../problems.ts";
import { findGrant, insertGrant, insertVersion, usersOf } from "../store.ts";
import { faultsOfOpening } from "../open-terms.ts";
import { canonicalTerms, faultsOfTerms } from "../terms.ts";

/** @throws Problem gate.terms-wrong with every fault, catalog.resource-not-found, registry.department-not-found */
export async function checkTerms(
  parts: GateParts,
  call: Call,
  input: GrantTermsInput,
): Promise<{ terms: GrantTerms; provider: string }> {
  const parsed = GrantTerms.safeParse(input);
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) => ({
      pointer: `/${issue.path.join("/")}`,
      zh: issue.message,
      en: issue.message,
    }));
    throw problem(ownProblems["terms-wrong"], { count: faults.length }, { faults });
  }
  const inner = { ...asHub(call, parts), db: call.db };
  if (parsed.data.department !== publicReader) await parts.registry.department(inner, parsed.data.department);
  const resource = await parts.catalog.resource(inner, parsed.data.resourceId);
  const elements = await parts.dictionary.elements(inner);
  const faults = [
    ...faultsOfTerms(parsed.data, resource.items, elements),
    ...faultsOfOpening(parsed.data, resource.items, elements),
  ];
  if (faults.length > 0) throw problem(ownProblems["terms-wrong"], { count: faults.length }, { faults });
  return { terms: canonicalTerms(parsed.data, resource.items), provider: resource.department };
}

/** No ledger entry: the caller records the act. */
export async function createGrant(
  parts: GateParts,
  call: Call,
  input: GrantTermsInput,
  state: "prepared" | "active" = "prepared",
): Promise<Grant> {
  const { terms, provider } = await checkTerms(parts, call, input);
  return inTransaction(call, async (inner) => {
    const id = newId(call.now);
    await insertGrant(inner.db, { id, state, provider, terms, at: call.now });
    await parts.search.noteUses(inner, terms.resourceId, await usersOf(inner.db, terms.resourceId));
    const by = { byId: call.actor.id, byName: call.actor.name };
    await insertVersion(inner.db, { grantId: id, version: 1, state, terms, reason: "", ...by, at: call.now });
    await startServing(parts, inner, terms.resourceId);
    inner.db.afterCommit(() => parts.forgetGrants(terms.department));
    const row = await findGrant(inner.db, id);
    if (!row) throw new Error("A grant just made is gone.");
    return grantView(parts, inner, row);
  });
}
