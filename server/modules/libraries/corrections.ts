import type { ConflictCorrection } from "#contract/libraries";
import type { Page } from "#contract/page";
import type { Call } from "#kernel/call";
import { listCorrectionRows } from "./conflict-store.ts";
import { cursorOf, positionOf } from "./cursor.ts";
import { mustFind } from "./must-find.ts";
import type { LibrariesParts } from "./parts.ts";
import { resourcesById } from "./queries.ts";

interface Ask {
  readonly name: string;
  readonly limit: number;
  readonly cursor?: string | undefined;
  readonly state?: "open" | "closed" | undefined;
}

/** Conflicts that were brought to their holders, newest first; a closed one names the run that found the values agree. */
export async function listCorrections(
  call: Call,
  parts: LibrariesParts,
  { name, limit, cursor, state }: Ask,
): Promise<Page<ConflictCorrection>> {
  const library = await mustFind(call, name);
  const { departments } = call.actor;
  const filter = { departments, state, limit: limit + 1, after: positionOf(cursor) };
  const { rows, total } = await listCorrectionRows(call.db, name, filter);
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  const resources = await resourcesById(call, parts);
  const names = await parts.registry.departments(call);
  return {
    items: items.map((row) => ({
      conflict: row.conflict,
      correctionId: row.correctionId,
      field: row.field,
      fieldName: library.fields.find(({ field }) => field === row.field)?.name ?? { zh: row.field, en: row.field },
      resourceId: row.resourceId,
      resourceName: resources.get(row.resourceId)?.name ?? row.resourceId,
      department: row.department,
      departmentName: names.get(row.department)?.name ?? row.department,
      openedAt: row.openedAt.toISOString(),
      closedAt: row.closedAt?.toISOString() ?? null,
      closedByRun: row.closedByRun,
    })),
    total,
    next: rows.length > limit && last ? cursorOf(last.openedAt, last.correctionId) : null,
  };
}
