import type { Resource } from "#contract/catalog";
import type { Call } from "#kernel/call";
import { takeStep } from "../step.ts";
import type { CatalogDeps } from "../deps.ts";
import { withdrawn } from "../lifecycle.ts";
import { show } from "../search-entry.ts";
import { findVersion } from "../store.ts";

/** Out of the lists and never loaded again; its address, code and published versions stay readable. */
export const withdrawResource = (call: Call, deps: CatalogDeps, id: string, reason: string): Promise<Resource> =>
  takeStep(call, deps, { id, act: "withdraw", operation: "catalog.withdraw-resource" }, async (inner, resource) => {
    const standing = withdrawn(resource, { reason, by: inner.actor.name, at: inner.now.toISOString() });
    const last = await findVersion(inner.db, id, resource.publishedVersion);
    if (last) await show(inner, deps, { ...resource, stage: "withdrawn" }, "outside", last.snapshot);
    return { standing, facts: { reason, from: resource.stage } };
  });
