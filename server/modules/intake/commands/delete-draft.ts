import type { Call } from "#kernel/call";
import { visibleDraft } from "../draft-view.ts";
import type { IntakeParts } from "../parts.ts";
import { deleteDraft as deleteRow } from "../store.ts";

export async function deleteDraft(parts: IntakeParts, call: Call, id: string): Promise<void> {
  const draft = await visibleDraft(call, id);
  await deleteRow(call.db, id);
  parts.ledger.record(call, {
    action: "intake.delete-draft",
    object: { kind: "draft", id, name: draft.resourceName },
    owner: draft.department,
  });
}
