import type { ResourceFields } from "#contract/catalog";
import type { DataGrade } from "#contract/dictionary";
import type { Call } from "#kernel/call";
import type { Entry } from "#search";
import type { CatalogDeps } from "./deps.ts";
import { type Audience, listingOf } from "./listing.ts";
import { lookupsOf } from "./lookups.ts";
import { allResources, findVersion, putListing, type StoredResource } from "./store.ts";
import { workingFace } from "./view.ts";

type Declared = { readonly fields: ResourceFields; readonly grade: DataGrade };
type Named = Pick<StoredResource, "id" | "code" | "stage">;

/** Shows a declaration in lists and makes it findable; a withdrawn one is found no longer. */
export async function show(
  call: Call,
  { search }: Pick<CatalogDeps, "search">,
  resource: Named,
  audience: Audience,
  face: Declared,
): Promise<void> {
  await putListing(call.db, listingOf(resource, audience, face));
  if (resource.stage === "withdrawn") await search.remove(call, "resource", resource.id);
  else await search.put(call, [entryOf(resource, audience, face)]);
}

export function entryOf(
  { id, code }: Pick<Named, "id" | "code">,
  audience: Audience,
  { fields, grade }: Declared,
): Entry {
  return {
    kind: "resource",
    ref: id,
    audience,
    department: fields.department,
    name: fields.name,
    nameEn: fields.nameEn,
    aliases: [],
    code: code ?? "",
    theme: fields.theme,
    abstract: fields.abstract,
    items: fields.items.map(({ name, field }) => ({ zh: name.zh, en: name.en, field })),
    about: {
      department: fields.department,
      system: fields.systemId,
      elements: [...new Set(fields.items.flatMap(({ element }) => element ?? []))].toSorted(),
    },
    shareClass: fields.shareClass,
    updateCycle: fields.updateCycle,
    grade,
  };
}

/** A hub older than the index brings its resources in at its first start. */
export async function fillSearch(call: Call, deps: CatalogDeps): Promise<void> {
  if (await deps.search.has(call, "resource")) return;
  const resources = await allResources(call.db, {});
  if (resources.length === 0) return;
  const lookups = await lookupsOf(call, deps);
  for (const resource of resources) {
    await deps.search.put(call, [entryOf(resource, "inside", workingFace(resource, lookups))]);
    const version = await findVersion(call.db, resource.id, resource.publishedVersion);
    if (version) await deps.search.put(call, [entryOf(resource, "outside", version.snapshot)]);
    const { loadedAt, score } = resource;
    if (loadedAt) await deps.search.noteData(call, resource.id, { hasData: true, loadedAt });
    if (score !== null) await deps.search.noteData(call, resource.id, { quality: score });
  }
}
