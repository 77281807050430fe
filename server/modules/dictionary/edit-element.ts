import type { DataElement, ElementEdit } from "#contract/dictionary";
import type { Call } from "#kernel/call";
import { refuseStale } from "#kernel/http/guard";
import { beginChange, refuseIncoherent, refuseTakenField } from "./changing.ts";
import { mustFind } from "./create-element.ts";
import type { Parts } from "./deps.ts";
import { updateElement } from "./element-store.ts";
import { showElement } from "./search-entry.ts";
import { elementView, fieldsOf } from "./view.ts";

/** Changes what is sent and leaves the rest. A retired element keeps its history and gives its field name free. */
export async function editElement(
  call: Call,
  parts: Parts,
  id: string,
  edit: ElementEdit,
  version: number | null,
): Promise<DataElement> {
  await beginChange(call, parts);
  const before = await mustFind(call, id);
  refuseStale(version, before.version);
  const { status = before.status, ...sent } = edit;
  const fields = { ...fieldsOf(before), ...sent };
  await refuseIncoherent(call, fields);
  if (status === "active") await refuseTakenField(call, fields.field, id);
  await updateElement(call.db, id, { fields, status, isEdited: true, at: call.now });
  await showElement(call, parts, id);
  parts.ledger.record(call, {
    action: "dictionary.edit-element",
    object: { kind: "data-element", id, name: fields.name.zh },
    facts: { changed: Object.keys(edit).toSorted() },
  });
  return elementView(call.actor, await mustFind(call, id));
}
