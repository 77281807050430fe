import type { Resource, ResourceEdit, ResourceFields, ResourceItem } from "#contract/catalog";
import { type Call, mayTouch } from "#kernel/call";
import { inTransaction } from "#kernel/db/db";
import { refuseStale } from "#kernel/http/guard";
import { problem } from "#kernel/problem";
import { changesBetween, isSameContent } from "../changes.ts";
import { applyDecision, changeResource } from "../change.ts";
import type { CatalogDeps } from "../deps.ts";
import { followColumns, markPersonal } from "../items.ts";
import { type Approvals, contentChanged, edited } from "../lifecycle.ts";
import { lookupsOf } from "../lookups.ts";
import { problems } from "../problems.ts";
import { findVersion, lockResource, type StoredResource } from "../store.ts";

/** `version` is the edit number the change is based on, from `If-Match`. */
export async function editResource(
  call: Call,
  deps: CatalogDeps,
  { id, edit, version }: { id: string; edit: ResourceEdit; version: number | null },
): Promise<Resource> {
  const step = { id, act: "edit", operation: "catalog.edit-resource" } as const;
  return changeResource(call, deps, step, async (inner, resource, lookups) => {
    refuseStale(version, resource.version);
    const merged = { ...resource.fields, ...edit };
    const fields = { ...merged, items: markPersonal(merged.items, lookups.elements) };
    const standing = edited(resource, await approvalsOfSame(inner, resource, fields));
    const changed = changesBetween(resource.fields, fields, call.language).map((change) => change.path);
    if (isSameContent(resource.fields, fields)) return { standing: resource, facts: { changed } };
    return { standing, fields, facts: { changed } };
  });
}

/**
 * Items follow the columns of a load. Where that changes what was assessed or signed, it goes back to a draft and says
 * so. The caller records the act.
 */
export async function setItems(
  call: Call,
  deps: CatalogDeps,
  id: string,
  loaded: readonly ResourceItem[],
): Promise<StoredResource> {
  return inTransaction(call, async (inner) => {
    const resource = await lockResource(inner.db, id);
    if (!resource || !mayTouch(inner.actor, resource.department)) {
      throw problem(problems["resource-not-found"], { key: id });
    }
    const lookups = await lookupsOf(inner, deps);
    const items = markPersonal(followColumns(resource.fields.items, loaded), lookups.elements);
    const fields = { ...resource.fields, items };
    const standing = contentChanged(resource, await approvalsOfSame(inner, resource, fields));
    if (isSameContent(resource.fields, fields)) return resource;
    const isInterrupted = standing.stage === "draft" && !["draft", "published"].includes(resource.stage);
    const returned = isInterrupted ? interruptedBy(inner) : standing.returned;
    return applyDecision(inner, lookups, resource, { standing: { ...standing, returned }, fields });
  });
}

const interruptedBy = ({ actor, now }: Call) => ({
  reason: "归集带来了不同的数据项，原来的评估和签批不再有效，请核对后重新提交。",
  by: actor.name,
  at: now.toISOString(),
});

/** The approvals of the published version, where the content is that version's to the letter. */
async function approvalsOfSame(
  call: Call,
  resource: StoredResource,
  fields: ResourceFields,
): Promise<Approvals | null> {
  const version = await findVersion(call.db, resource.id, resource.publishedVersion);
  return version && isSameContent(version.snapshot.fields, fields) ? version.snapshot : null;
}
