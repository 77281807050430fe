import { catalogRoutes, type ResourceFields } from "#contract/catalog";
import type { Call } from "#kernel/call";
import { inTransaction } from "#kernel/db/db";
import { parseRequest } from "#kernel/http/parse";
import type { CatalogDeps } from "../deps.ts";
import { startDraft } from "../draft.ts";
import { lookupsOf } from "../lookups.ts";
import type { StoredResource } from "../store.ts";

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
  const { updateCycle = "irregular", shareClass = "conditional" } = start;
  const body = { ...start, updateCycle, shareClass };
  const parsed = parseRequest(catalogRoutes.createResource, { params: undefined, query: undefined, body });
  const lookups = await lookupsOf(call, deps);
  const fields = parsed.body as ResourceFields;
  return inTransaction(call, (inner) => startDraft(inner, deps, lookups, fields, { isInvented, isLoaded: true }));
}
