import type { Resource } from "#contract/catalog";
import type { Call } from "#kernel/call";
import { takeStep } from "../step.ts";
import type { CatalogDeps } from "../deps.ts";
import { signed } from "../lifecycle.ts";

/** The head of the department's sharing office signs before it goes to the bureau (Order 809 art. 12, 16). */
export const signResource = (call: Call, deps: CatalogDeps, id: string): Promise<Resource> =>
  takeStep(call, deps, { id, act: "sign", operation: "catalog.sign-resource" }, (inner, resource) => ({
    standing: signed(resource, inner.actor.name),
  }));
