import type { Resource, ResourceFields } from "#contract/catalog";
import type { Call } from "#kernel/call";
import { inTransaction } from "#kernel/db/db";
import type { CatalogDeps } from "../deps.ts";
import { startDraft } from "../draft.ts";
import { lookupsOf } from "../lookups.ts";
import { viewOf } from "../view.ts";

export async function createResource(call: Call, deps: CatalogDeps, fields: ResourceFields): Promise<Resource> {
  return inTransaction(call, async (inner) => {
    const lookups = await lookupsOf(inner, deps);
    const resource = await startDraft(inner, deps, lookups, fields, { isInvented: false, isLoaded: false });
    deps.ledger.record(inner, {
      action: "catalog.create-resource",
      object: { kind: "resource", id: resource.id, name: fields.name },
      owner: resource.department,
      facts: { number: resource.number, items: fields.items.length },
    });
    return viewOf(inner, lookups, resource, null);
  });
}
