import type { Load } from "#contract/intake";
import type { Call } from "#kernel/call";
import { problem } from "#kernel/problem";
import { visibleDraft } from "../draft-view.ts";
import { loadView } from "../load-view.ts";
import type { IntakeParts } from "../parts.ts";
import { problems } from "../problems.ts";
import { startLoad } from "../start-load.ts";
import { deleteDraft } from "../store.ts";

/** The draft becomes a load; from here on the saved mapping of the resource stands in its place. */
export async function loadDraft(parts: IntakeParts, call: Call, id: string): Promise<Load> {
  const draft = await visibleDraft(call, id);
  if (draft.tablePath === null) throw problem(problems["nothing-chosen"]);
  const load = await startLoad(
    parts,
    call,
    {
      department: draft.department,
      fileId: draft.fileId,
      sourceId: draft.sourceId,
      table: draft.tablePath,
      text: draft.textOptions,
      format: draft.inspection.format,
      encoding: draft.inspection.encoding,
      columns: draft.mapping,
      resource: draft.resourceId ?? { name: draft.resourceName },
    },
    "intake.load-draft",
  );
  await deleteDraft(call.db, id);
  return loadView(parts, call, load);
}
