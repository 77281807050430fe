import type { Resource, ResourceEdit } from "#contract/catalog";
import type { Call } from "#kernel/call";
import { refuseStale } from "#kernel/http/guard";
import { changesBetween, isSameContent } from "../changes.ts";
import { approvalsOfSame, takeStep } from "../step.ts";
import type { CatalogDeps } from "../deps.ts";
import { markPersonal } from "../items.ts";
import { edited } from "../lifecycle.ts";

/** `version` is the edit number the change is based on, from `If-Match`. */
export async function editResource(
  call: Call,
  deps: CatalogDeps,
  { id, edit, version }: { id: string; edit: ResourceEdit; version: number | null },
): Promise<Resource> {
  const step = { id, act: "edit", operation: "catalog.edit-resource" } as const;
  return takeStep(call, deps, step, async (inner, resource, lookups) => {
    refuseStale(version, resource.version);
    const merged = { ...resource.fields, ...edit };
    const fields = { ...merged, items: markPersonal(merged.items, lookups.elements) };
    const standing = edited(resource, await approvalsOfSame(inner, resource, fields));
    const changed = changesBetween(resource.fields, fields, call.language).map((change) => change.path);
    if (isSameContent(resource.fields, fields)) return { standing: resource, facts: { changed } };
    return { standing, fields, facts: { changed } };
  });
}
