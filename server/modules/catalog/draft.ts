import type { ResourceFields } from "#contract/catalog";
import { type Call, mayTouch } from "#kernel/call";
import { newId } from "#kernel/id";
import { problem } from "#kernel/problem";
import { titleTaken } from "./step.ts";
import type { CatalogDeps } from "./deps.ts";
import { markPersonal } from "./items.ts";
import { newStanding } from "./lifecycle.ts";
import type { Lookups } from "./lookups.ts";
import { problems } from "./problems.ts";
import { show } from "./search-entry.ts";
import { insertResource, type StoredResource } from "./store.ts";
import { workingFace } from "./view.ts";

/** A new resource in its first stage, in the caller's transaction; `isLoaded` where a load brings the items. */
export async function startDraft(
  call: Call,
  deps: Pick<CatalogDeps, "search">,
  lookups: Lookups,
  given: ResourceFields,
  { isInvented, isLoaded }: { isInvented: boolean; isLoaded: boolean },
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
    loadedItems: isLoaded ? { items: given.items } : null,
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
  await show(call, deps, resource, "inside", workingFace(resource, lookups));
  return resource;
}
