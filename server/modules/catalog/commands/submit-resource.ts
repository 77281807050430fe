import type { Resource } from "#contract/catalog";
import type { Call } from "#kernel/call";
import { takeStep } from "../step.ts";
import { faultsOf } from "../declaration.ts";
import type { CatalogDeps } from "../deps.ts";
import { submitted } from "../lifecycle.ts";

/** Everything that is not in order is told at once; then the two assessments begin. */
export const submitResource = (call: Call, deps: CatalogDeps, id: string): Promise<Resource> =>
  takeStep(call, deps, { id, act: "submit", operation: "catalog.submit-resource" }, (_, resource, lookups) => ({
    standing: submitted(resource, faultsOf(resource.fields, lookups.elements)),
  }));
