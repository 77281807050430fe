import type { Load } from "#contract/intake";
import type { Call } from "#kernel/call";
import { problem } from "#kernel/problem";
import { lastPublished } from "../load-store.ts";
import { loadView } from "../load-view.ts";
import { databaseKindOf, visibleFile, visibleSource } from "../open-source.ts";
import type { IntakeParts } from "../parts.ts";
import { problems } from "../problems.ts";
import { refuseOutside } from "../scope.ts";
import { startLoad } from "../start-load.ts";
import { findMapping } from "../store.ts";

/** Loads a resource again with its saved mapping, from its source or from a new file. */
export async function repeatLoad(
  parts: IntakeParts,
  call: Call,
  resourceId: string,
  fileId: string | null,
): Promise<Load> {
  const resource = await parts.catalog.resource(call, resourceId);
  refuseOutside(call, resource.department);
  const saved = await findMapping(call.db, resourceId);
  if (!saved) throw problem(problems["no-saved-mapping"], { name: resource.name });
  if (saved.sourceId === null && fileId === null) throw problem(problems["needs-file"], { name: resource.name });
  if (fileId !== null) await visibleFile(parts, call, fileId);
  const source = saved.sourceId !== null && fileId === null ? await visibleSource(call, saved.sourceId) : null;
  const before = await lastPublished(call.db, resourceId);
  const format = (source ? databaseKindOf(source) : null) ?? before?.format ?? "csv";
  const load = await startLoad(
    parts,
    call,
    {
      department: resource.department,
      fileId,
      sourceId: source ? source.id : null,
      table: saved.tablePath,
      text: fileId === null ? saved.textOptions : null,
      format,
      encoding: null,
      columns: saved.columns,
      resource: resourceId,
    },
    "intake.repeat-load",
  );
  return loadView(parts, call, load);
}
