import type { ResourceFields } from "#contract/catalog";
import type { Load, MappedColumn } from "#contract/intake";
import type { Call } from "#kernel/call";
import { inTransaction } from "#kernel/db/db";
import { problem } from "#kernel/problem";
import { loadView } from "../load-view.ts";
import { look } from "../look.ts";
import { keepMapping } from "../mapping.ts";
import { visibleFile } from "../open-source.ts";
import type { IntakeParts } from "../parts.ts";
import { problems } from "../problems.ts";
import { refuseOutside } from "../scope.ts";
import { startLoad } from "../start-load.ts";
import { findMapping } from "../store.ts";
import { suggestedName } from "./create-draft.ts";

export interface QuickLoad {
  readonly department: string;
  readonly fileId: string | null;
  readonly sourceId?: string | null;
  /** Name of the resource; one of this name in the department is loaded again. */
  readonly as?: string | undefined;
  readonly table?: string | undefined;
  /** For set-up: what is known of the resource beside its name. */
  readonly resource?: Partial<ResourceFields> & { readonly isInvented?: boolean };
  /** For set-up: a last word on the proposed mapping. */
  readonly adjust?: (mapping: MappedColumn[]) => MappedColumn[];
}

/** Look, map by proposal (or as saved), load. */
export async function quickLoad(parts: IntakeParts, call: Call, given: QuickLoad): Promise<Load> {
  refuseOutside(call, given.department);
  const file = given.fileId === null ? null : await visibleFile(parts, call, given.fileId);
  const ref = { fileId: given.fileId, sourceId: given.sourceId ?? null };
  const name = given.as ?? suggestedName(file?.name ?? given.table ?? "");
  const existing = await parts.catalog.find(call, name, given.department);
  const target = existing && existing.department === given.department ? existing : undefined;
  const saved = target ? await findMapping(call.db, target.id) : undefined;
  const found = await look(parts, call, ref, { table: given.table ?? null, text: null }, file?.sizeBytes ?? null);
  const { table } = found;
  if (table === null) throw problem(problems["nothing-chosen"]);
  const mapping = saved ? keepMapping(saved.columns, found.mapping) : found.mapping;
  return inTransaction(call, async (inner) => {
    const load = await startLoad(
      parts,
      inner,
      {
        department: given.department,
        ...ref,
        table,
        text: found.text,
        format: found.inspection.format,
        encoding: found.inspection.encoding,
        columns: given.adjust ? given.adjust(mapping) : mapping,
        resource: target ? target.id : { name, ...given.resource },
      },
      "intake.quick-load",
    );
    return loadView(parts, inner, load);
  });
}
