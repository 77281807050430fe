import type { Resource } from "#contract/catalog";
import type { Call } from "#kernel/call";
import { Problem } from "#kernel/problem";
import type { SharingParts } from "./parts.ts";

/** Resources as the actor sees them; one that is not visible is left out. */
export async function resourcesOf(
  call: Call,
  parts: Pick<SharingParts, "catalog">,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Resource>> {
  const found = new Map<string, Resource>();
  for (const id of new Set(ids)) {
    const resource = await viewOrNothing(call, parts, id);
    if (resource) found.set(id, resource);
  }
  return found;
}

async function viewOrNothing(
  call: Call,
  parts: Pick<SharingParts, "catalog">,
  id: string,
): Promise<Resource | undefined> {
  try {
    return await parts.catalog.view(call, id);
  } catch (error) {
    if (error instanceof Problem && error.definition.status === 404) return undefined;
    throw error;
  }
}
