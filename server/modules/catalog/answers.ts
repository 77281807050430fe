import { type Call, mayTouch } from "#kernel/call";
import { name } from "#kernel/lake/lake";
import type { ResourceCore } from "./door.ts";
import { findByKey, visibleResource } from "./find.ts";
import { allResources, type StoredResource, visibleIds } from "./store.ts";

/** The standard table of a resource; the only place where its name is made, and never from input. */
export const tableOf = ({ number }: Pick<StoredResource, "number">): string => name("standard", `r${number}`);

export const coreOf = (stored: StoredResource): ResourceCore => ({
  id: stored.id,
  number: stored.number,
  code: stored.code,
  name: stored.fields.name,
  nameEn: stored.fields.nameEn,
  department: stored.department,
  stage: stored.stage,
  updateCycle: stored.fields.updateCycle,
  items: stored.fields.items,
  table: tableOf(stored),
  rowCount: stored.rowCount,
  loadId: stored.loadId,
  loadedAt: stored.loadedAt,
  isInvented: stored.isInvented,
});

export async function resource(call: Call, id: string): Promise<ResourceCore> {
  return coreOf(await visibleResource(call, id));
}

export async function find(call: Call, key: string, department?: string): Promise<ResourceCore | undefined> {
  const found = await findByKey(call, key, department);
  return found && coreOf(found);
}

/** Those not withdrawn that the actor sees, in the order of their numbers. */
export async function resources(
  call: Call,
  filter: { departments?: readonly string[]; hasData?: boolean } = {},
): Promise<ResourceCore[]> {
  const found = await allResources(call.db, filter);
  return found
    .filter(({ department, publishedVersion }) => mayTouch(call.actor, department) || publishedVersion > 0)
    .map(coreOf);
}

export const visibleAmong = async (call: Call, ids: readonly string[]): Promise<ReadonlySet<string>> =>
  new Set(await visibleIds(call.db, ids, call.actor.departments));
