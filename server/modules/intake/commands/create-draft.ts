import type { Draft } from "#contract/intake";
import type { Call } from "#kernel/call";
import { inTransaction } from "#kernel/db/db";
import { newId } from "#kernel/id";
import { draftView } from "../draft-view.ts";
import { look } from "../look.ts";
import { keepMapping } from "../mapping.ts";
import { visibleFile } from "../open-source.ts";
import type { IntakeParts } from "../parts.ts";
import { refuseOutside } from "../scope.ts";
import { findDraft, findMapping, insertDraft } from "../store.ts";

export interface NewDraft {
  readonly department: string;
  readonly fileId: string | null;
  readonly sourceId: string | null;
  readonly table: string | null;
  readonly resourceId: string | null;
}

/** Looks into the source and keeps what was found, so that the wizard can be left and resumed. */
export async function createDraft(parts: IntakeParts, call: Call, given: NewDraft): Promise<Draft> {
  refuseOutside(call, given.department);
  const file = given.fileId === null ? null : await visibleFile(parts, call, given.fileId);
  const resource = given.resourceId === null ? null : await parts.catalog.resource(call, given.resourceId);
  const saved = resource ? await findMapping(call.db, resource.id) : undefined;
  const choice = { table: given.table ?? (given.fileId === null ? (saved?.tablePath ?? null) : null), text: null };
  const found = await look(parts, call, given, choice, file?.sizeBytes ?? null);
  const id = newId(call.now);
  const resourceName = resource?.name ?? suggestedName(file?.name ?? found.table ?? "");
  await inTransaction(call, async (inner) => {
    await insertDraft(inner.db, {
      id,
      department: given.department,
      fileId: given.fileId,
      sourceId: given.sourceId,
      inspection: found.inspection,
      tablePath: found.table,
      textOptions: found.text,
      columns: found.columns,
      rows: found.rows,
      mapping: saved ? keepMapping(saved.columns, found.mapping) : found.mapping,
      resourceId: given.resourceId,
      resourceName,
      actorId: call.actor.id,
      createdAt: call.now,
      updatedAt: call.now,
    });
    parts.ledger.record(inner, {
      action: "intake.create-draft",
      object: { kind: "draft", id, name: resourceName },
      owner: given.department,
      facts: { file: file?.name ?? null, source: given.sourceId, table: found.table },
    });
  });
  const draft = await findDraft(call.db, id);
  if (!draft) throw new Error("The draft just made is not there.");
  return draftView(parts, call, draft);
}

/** A file's name without its endings, folders, and the marks of copies and parts: `(1)`, and `_0` behind Chinese. */
export function suggestedName(fileName: string): string {
  const base = fileName
    .replace(/^.*[\\/]/, "")
    .replace(/(\.(csv|tsv|txt|xlsx?|json|ndjson|jsonl|geojson|parquet|sqlite3?|db|gz))+$/gi, "");
  return base.replace(/\s*[(（]\d{1,2}[)）]$|(?<=\p{Script=Han})_\d{1,2}$/u, "").trim() || base || fileName;
}
