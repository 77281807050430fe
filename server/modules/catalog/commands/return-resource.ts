import type { Resource } from "#contract/catalog";
import type { Call } from "#kernel/call";
import { takeStep } from "../step.ts";
import type { CatalogDeps } from "../deps.ts";
import { sentBack } from "../lifecycle.ts";

/** Whoever it waits for sends it back with a reason; it is a draft again, without approvals. */
export const returnResource = (call: Call, deps: CatalogDeps, id: string, reason: string): Promise<Resource> =>
  takeStep(call, deps, { id, act: "return", operation: "catalog.return-resource" }, (inner, resource) => ({
    standing: sentBack(resource, { reason, by: inner.actor.name, at: inner.now.toISOString() }),
    facts: { reason, from: resource.stage },
  }));
