import type { DataElement, ElementFields } from "#contract/dictionary";
import type { Call } from "#kernel/call";
import { problem } from "#kernel/problem";
import { beginChange, refuseIncoherent, refuseTakenField } from "./changing.ts";
import type { Parts } from "./deps.ts";
import { findElement, insertElement, nextElementId, type StoredElement } from "./element-store.ts";
import { problems } from "./problems.ts";
import { showElement } from "./search-entry.ts";
import { elementView } from "./view.ts";

export async function createElement(call: Call, parts: Parts, fields: ElementFields): Promise<DataElement> {
  await beginChange(call, parts);
  await refuseIncoherent(call, fields);
  await refuseTakenField(call, fields.field, null);
  const id = await freeElementId(call);
  await insertElement(call.db, { id, fields, status: "active", origin: "local", at: call.now });
  await showElement(call, parts, id);
  parts.ledger.record(call, {
    action: "dictionary.create-element",
    object: { kind: "data-element", id, name: fields.name.zh },
  });
  return elementView(call.actor, await mustFind(call, id));
}

export async function freeElementId(call: Call): Promise<string> {
  for (;;) {
    const id = await nextElementId(call.db);
    if (!(await findElement(call.db, id))) return id;
  }
}

/** @throws Problem dictionary.element-not-found */
export async function mustFind(call: Call, id: string): Promise<StoredElement> {
  const element = await findElement(call.db, id);
  if (!element) throw problem(problems["element-not-found"], { id });
  return element;
}
