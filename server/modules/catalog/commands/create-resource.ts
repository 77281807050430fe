import { catalogRoutes, type Resource, type ResourceFields } from "#contract/catalog";
import { type Call, mayTouch } from "#kernel/call";
import { inTransaction } from "#kernel/db/db";
import { parseRequest } from "#kernel/http/parse";
import { newId } from "#kernel/id";
import { problem } from "#kernel/problem";
import { titleTaken } from "../change.ts";
import type { CatalogDeps } from "../deps.ts";
import { newStanding } from "../lifecycle.ts";
import { listingOf } from "../listing.ts";
import { type Lookups, lookupsOf } from "../lookups.ts";
import { problems } from "../problems.ts";
import { insertResource, putListing, type StoredResource } from "../store.ts";
import { viewOf, workingFace } from "../view.ts";
import { markPersonal } from "../items.ts";

export async function createResource(call: Call, deps: CatalogDeps, fields: ResourceFields): Promise<Resource> {
  return inTransaction(call, async (inner) => {
    const lookups = await lookupsOf(inner, deps);
    const resource = await startDraft(inner, lookups, fields, { isInvented: false });
    deps.ledger.record(inner, {
      action: "catalog.create-resource",
      object: { kind: "resource", id: resource.id, name: fields.name },
      owner: resource.department,
      facts: { number: resource.number, items: fields.items.length },
    });
    return viewOf(inner, lookups, resource, null);
  });
}

/** What is known when data arrives before anybody has written its catalog entry. */
export type DraftStart = Pick<ResourceFields, "name" | "department" | "format" | "items"> &
  Partial<ResourceFields> & { readonly isInvented?: boolean };

/**
 * A draft made by a load. What only people can say is left at the cautious end until they say it: conditional sharing
 * without conditions yet (which cannot be submitted), no promised update cycle. The caller records the act.
 */
export async function draftFor(
  call: Call,
  deps: CatalogDeps,
  { isInvented = false, ...start }: DraftStart,
): Promise<StoredResource> {
  const body = { updateCycle: "irregular", shareClass: "conditional", ...start };
  const parsed = parseRequest(catalogRoutes.createResource, { params: undefined, query: undefined, body });
  const lookups = await lookupsOf(call, deps);
  return inTransaction(call, (inner) => startDraft(inner, lookups, parsed.body as ResourceFields, { isInvented }));
}

async function startDraft(
  call: Call,
  lookups: Lookups,
  given: ResourceFields,
  { isInvented }: { isInvented: boolean },
): Promise<StoredResource> {
  const { department } = given;
  if (!lookups.departments.has(department) || !mayTouch(call.actor, department)) {
    throw problem(problems["department-not-found"], { department });
  }
  const fields = { ...given, items: markPersonal(given.items, lookups.elements) };
  const resource = await insertResource(call.db, {
    ...newStanding,
    id: newId(call.now),
    code: null,
    department,
    fields,
    stageSince: call.now,
    version: 1,
    publishedAt: null,
    isInvented,
    rowCount: null,
    loadId: null,
    loadedAt: null,
    score: null,
    checkedAt: null,
    createdAt: call.now,
  });
  if (!resource) throw titleTaken(call, lookups, fields);
  await putListing(call.db, listingOf(resource, "inside", workingFace(resource, lookups)));
  return resource;
}
