import type { Resource, SecrecyAssessment } from "#contract/catalog";
import type { Call } from "#kernel/call";
import { takeStep } from "../step.ts";
import type { CatalogDeps } from "../deps.ts";
import { assessed } from "../lifecycle.ts";

/** Secrecy-risk assessment (Order 809 art. 12); secrets are outside sharing (art. 2–3). */
export const assessSecrecy = (
  call: Call,
  deps: CatalogDeps,
  id: string,
  given: Pick<SecrecyAssessment, "result" | "note">,
): Promise<Resource> =>
  takeStep(call, deps, { id, act: "assess", operation: "catalog.assess-secrecy" }, (inner, resource) => ({
    standing: assessed(resource, { secrecy: { ...given, by: inner.actor.name, at: inner.now.toISOString() } }),
    facts: { result: given.result },
  }));
