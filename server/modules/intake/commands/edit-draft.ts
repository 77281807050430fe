import type { Draft, MappedColumn, TextOptions } from "#contract/intake";
import type { Call } from "#kernel/call";
import { inTransaction } from "#kernel/db/db";
import { refuseStale } from "#kernel/http/guard";
import { draftView, visibleDraft } from "../draft-view.ts";
import { look } from "../look.ts";
import type { IntakeParts } from "../parts.ts";
import { type DraftRow, lockDraft, updateDraft } from "../store.ts";
import { suggestedName } from "./create-draft.ts";

export interface DraftChange {
  readonly table?: string | undefined;
  readonly text?: TextOptions | undefined;
  readonly mapping?: readonly MappedColumn[] | undefined;
  readonly resourceId?: string | null | undefined;
  readonly resourceName?: string | undefined;
}

/** Another table or other reading options mean another look; the mapping is then proposed afresh. */
export async function editDraft(
  parts: IntakeParts,
  call: Call,
  id: string,
  change: DraftChange,
  version: number | null,
): Promise<Draft> {
  const draft = await visibleDraft(call, id);
  refuseStale(version, draft.version);
  if (change.resourceId) await parts.catalog.resource(call, change.resourceId);
  const isNewLook = (change.table !== undefined && change.table !== draft.tablePath) || change.text !== undefined;
  const choice = { table: change.table ?? draft.tablePath, text: change.text ?? null };
  const resourceName = change.resourceName ?? nameAfterTable(draft, change.table);
  const found = isNewLook ? await look(parts, call, draft, choice, draft.inspection.sizeBytes) : null;
  return inTransaction(call, async (inner) => {
    await lockDraft(inner.db, id);
    const current = await visibleDraft(inner, id);
    refuseStale(version, current.version);
    await updateDraft(inner.db, id, {
      updatedAt: inner.now,
      ...(change.resourceId === undefined ? {} : { resourceId: change.resourceId }),
      ...(resourceName === undefined ? {} : { resourceName }),
      ...(found
        ? {
            inspection: found.inspection,
            tablePath: found.table,
            textOptions: found.text,
            columns: found.columns,
            rows: found.rows,
            mapping: found.mapping,
          }
        : {}),
      ...(change.mapping === undefined ? {} : { mapping: [...change.mapping] }),
    });
    parts.ledger.record(inner, {
      action: "intake.edit-draft",
      object: { kind: "draft", id, name: resourceName ?? draft.resourceName },
      owner: draft.department,
      facts: { changed: Object.keys(change) },
    });
    return draftView(parts, inner, await visibleDraft(inner, id));
  });
}

/** A resource nobody has named yet goes by its table: a database has no file to be named after. */
function nameAfterTable(draft: DraftRow, table: string | undefined): string | undefined {
  if (table === undefined) return undefined;
  const isNamed =
    draft.resourceName !== "" && (draft.tablePath === null || draft.resourceName !== suggestedName(draft.tablePath));
  return isNamed ? undefined : suggestedName(table);
}
