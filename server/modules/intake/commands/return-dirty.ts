import type { Call } from "#kernel/call";
import { inTransaction } from "#kernel/db/db";
import { inLakeTransaction } from "#kernel/lake/lake";
import { countOpen, returnRows } from "../dirty-store.ts";
import { visibleLoad } from "../load-view.ts";
import { lockLoad, updateLoad } from "../load-store.ts";
import type { IntakeParts } from "../parts.ts";

/** Hands rows back to the source system: they are the source's to mend, and the next load brings them. */
export async function returnDirty(
  parts: IntakeParts,
  call: Call,
  loadId: string,
  given: { rows?: readonly number[] | undefined; note: string },
): Promise<{ returned: number }> {
  const load = await visibleLoad(call, loadId);
  return inTransaction(call, async (inner) => {
    await lockLoad(inner.db, loadId);
    const { returned, open } = await inLakeTransaction(parts.lake, async (session) => ({
      returned: await returnRows(session, loadId, given.rows),
      open: await countOpen(session, loadId),
    }));
    await updateLoad(inner.db, loadId, { dirtyOpen: open });
    parts.ledger.record(inner, {
      action: "intake.return-dirty",
      object: { kind: "resource", id: load.resourceId, name: load.resourceName },
      owner: load.department,
      rows: returned,
      facts: { load: load.number, note: given.note },
    });
    return { returned };
  });
}
