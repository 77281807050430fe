import type { Call } from "#kernel/call";
import { inTransaction } from "#kernel/db/db";
import { inLakeTransaction } from "#kernel/lake/lake";
import { openSuggestions, setMended } from "../dirty-store.ts";
import { lockLoad } from "../load-store.ts";
import { visibleLoad } from "../load-view.ts";
import type { IntakeParts } from "../parts.ts";

/** Takes the suggested value of every open cell that has one, of one rule, column or choice of rows, or of all. */
export async function adoptSuggestions(
  parts: IntakeParts,
  call: Call,
  loadId: string,
  filter: { rule?: string | undefined; column?: string | undefined; rows?: readonly number[] | undefined },
): Promise<{ mended: number }> {
  const load = await visibleLoad(call, loadId);
  return inTransaction(call, async (inner) => {
    await lockLoad(inner.db, loadId);
    const mended = await inLakeTransaction(parts.lake, async (session) => {
      const rows = await openSuggestions(session, loadId, filter);
      await setMended(session, loadId, rows);
      return rows.length;
    });
    parts.ledger.record(inner, {
      action: "intake.adopt-suggestions",
      object: { kind: "resource", id: load.resourceId, name: load.resourceName },
      owner: load.department,
      rows: mended,
      facts: { load: load.number, rule: filter.rule ?? null, column: filter.column ?? null },
    });
    return { mended };
  });
}
