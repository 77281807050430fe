import type { Draft } from "#contract/intake";
import { type Call, mayTouch } from "#kernel/call";
import { problem } from "#kernel/problem";
import type { IntakeParts } from "./parts.ts";
import { problems } from "./problems.ts";
import { type DraftRow, findDraft, findFile } from "./store.ts";

/** @throws Problem intake.draft-not-found */
export async function visibleDraft(call: Call, id: string): Promise<DraftRow> {
  const draft = await findDraft(call.db, id);
  if (!draft || !mayTouch(call.actor, draft.department)) throw problem(problems["draft-not-found"], { id });
  return draft;
}

export async function draftView(parts: IntakeParts, call: Call, row: DraftRow): Promise<Draft> {
  const departments = await parts.registry.departments(call);
  const file = row.fileId === null ? undefined : await findFile(call.db, row.fileId);
  return {
    id: row.id,
    department: row.department,
    departmentName: departments.get(row.department)?.name ?? row.department,
    fileId: row.fileId,
    fileName: file?.name ?? null,
    sourceId: row.sourceId,
    inspection: row.inspection,
    table: row.tablePath,
    text: row.textOptions,
    columns: row.columns,
    rows: row.rows,
    mapping: row.mapping,
    resourceId: row.resourceId,
    resourceName: row.resourceName,
    updatedAt: row.updatedAt.toISOString(),
    version: row.version,
  };
}
