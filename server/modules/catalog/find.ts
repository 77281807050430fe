import { type Call, mayTouch } from "#kernel/call";
import { problem } from "#kernel/problem";
import { findByName } from "./listing-store.ts";
import { problems } from "./problems.ts";
import { findByCode, findByNumber, findResource, type StoredResource } from "./store.ts";

/** Seen by those inside its department's scope, and by everybody from the first publication on, also when withdrawn. */
const isVisible = (call: Call, resource: StoredResource): boolean =>
  mayTouch(call.actor, resource.department) || resource.publishedVersion > 0;

/** @throws Problem catalog.resource-not-found */
export async function visibleResource(call: Call, id: string): Promise<StoredResource> {
  const resource = await findResource(call.db, id);
  if (!resource || !isVisible(call, resource)) throw problem(problems["resource-not-found"], { key: id });
  return resource;
}

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * By id, code, number or exact name. A name is looked for in the given department first, else in the person's own; among
 * equals the oldest is meant. Undefined where nothing visible answers to the key.
 */
export async function findByKey(call: Call, key: string, department?: string): Promise<StoredResource | undefined> {
  const wanted = key.replaceAll("\0", "").trim();
  const direct = await findDirectly(call, wanted);
  if (direct && isVisible(call, direct)) return direct;
  const { departments, department: own } = call.actor;
  const id = await findByName(call.db, departments, wanted, department ?? own);
  return id === undefined ? undefined : findResource(call.db, id);
}

async function findDirectly({ db }: Call, key: string): Promise<StoredResource | undefined> {
  if (uuid.test(key)) return findResource(db, key);
  if (/^[1-9]\d{0,14}$/.test(key)) return findByNumber(db, Number(key));
  return key.includes("/") ? findByCode(db, key) : undefined;
}
