import { catalogRoutes, type Resource } from "#contract/catalog";
import type { Site } from "../site.ts";

const isId = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The resource that is meant, as the person may see it, and the call that found it. */
export async function findResource(site: Site, key: string): Promise<{ resource: Resource; line: string }> {
  const found = isId.test(key)
    ? await site.ask(catalogRoutes.getResource, { params: { id: key } })
    : await site.ask(catalogRoutes.findResource, { query: { key } });
  return { resource: found.answer, line: found.line };
}

export const aboutOf = ({ id, name, department }: Resource) => ({ id, name, department });
