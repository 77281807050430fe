import { catalogRoutes, type ResourceEdit, type ResourceItem } from "#contract/catalog";
import { type Call, mayTouch } from "#kernel/call";
import { inTransaction } from "#kernel/db/db";
import { parseRequest } from "#kernel/http/parse";
import { problem } from "#kernel/problem";
import { isSameContent } from "../changes.ts";
import { applyDecision, approvalsOfSame } from "../step.ts";
import type { CatalogDeps } from "../deps.ts";
import { followColumns, markPersonal } from "../items.ts";
import { contentChanged } from "../lifecycle.ts";
import { followClocks } from "../clocks.ts";
import { lookupsOf } from "../lookups.ts";
import { problems } from "../problems.ts";
import { lockResource, saveLoadedItems, type StoredResource } from "../store.ts";

/**
 * Items follow the columns of a load. Where that changes what was assessed or signed, it goes back to a draft and says
 * so. The caller records the act.
 */
export async function setItems(
  call: Call,
  deps: CatalogDeps,
  id: string,
  given: readonly ResourceItem[],
): Promise<StoredResource> {
  const raw = { params: { id }, query: undefined, body: { items: given } };
  const loaded = (parseRequest(catalogRoutes.editResource, raw).body as ResourceEdit).items ?? [];
  return inTransaction(call, async (inner) => {
    const resource = await lockResource(inner.db, id);
    if (!resource || !mayTouch(inner.actor, resource.department)) {
      throw problem(problems["resource-not-found"], { key: id });
    }
    const lookups = await lookupsOf(inner, deps);
    const followed = followColumns(resource.fields.items, loaded, resource.loadedItems?.items ?? null);
    const fields = { ...resource.fields, items: markPersonal(followed, lookups.elements) };
    const standing = contentChanged(resource, await approvalsOfSame(inner, resource, fields));
    const loadedItems = { items: loaded };
    if (isSameContent(resource.fields, fields)) {
      await saveLoadedItems(inner.db, id, loadedItems);
      return resource;
    }
    const isInterrupted = standing.stage === "draft" && !["draft", "published"].includes(resource.stage);
    const returned = isInterrupted ? interruptedBy(inner) : standing.returned;
    const decision = { standing: { ...standing, returned }, fields, loadedItems };
    const changed = await applyDecision(inner, deps, lookups, resource, decision);
    await followClocks(inner, deps, resource, changed, { isReturned: false });
    return changed;
  });
}

const interruptedBy = ({ actor, now }: Call) => ({
  reason: "归集带来了不同的数据项，原来的评估和签批不再有效，请核对后重新提交。",
  by: actor.name,
  at: now.toISOString(),
});
