import type { DirtyRow } from "#contract/intake";
import type { Call } from "#kernel/call";
import { inTransaction } from "#kernel/db/db";
import { problem } from "#kernel/problem";
import { cellsOf, findDirty, setMended } from "../dirty-store.ts";
import { dirtyView, maskedColumns } from "../dirty-view.ts";
import { lockLoad } from "../load-store.ts";
import { visibleLoad } from "../load-view.ts";
import type { IntakeParts } from "../parts.ts";
import { problems } from "../problems.ts";

/** Keeps the values a person gives for a rejected row; they go in with the next retry. */
export async function mendDirty(
  parts: IntakeParts,
  call: Call,
  loadId: string,
  row: number,
  values: Readonly<Record<string, string | null>>,
): Promise<DirtyRow> {
  const load = await visibleLoad(call, loadId);
  const columns = maskedColumns(load, await parts.dictionary.elements(call));
  const unknown = Object.keys(values).find((field) => !columns.some((column) => column.field === field));
  if (unknown !== undefined)
    throw problem(problems["field-unknown"], {
      field: unknown,
      fields: columns.map((column) => column.field).join("、"),
    });
  return inTransaction(call, async (inner) => {
    await lockLoad(inner.db, loadId);
    await using session = await parts.lake.session();
    const before = await findDirty(session, loadId, row);
    if (!before) throw problem(problems["row-not-found"], { row });
    if (before.state === "loaded" || before.state === "returned")
      throw problem(problems["row-settled"], { row, state: before.state });
    const mended = { ...before.mended, ...values };
    await setMended(session, loadId, [{ row, mended }]);
    parts.ledger.record(inner, {
      action: "intake.mend-dirty",
      object: { kind: "resource", id: load.resourceId, name: load.resourceName },
      owner: load.department,
      items: Object.keys(values),
      rows: 1,
      facts: { load: load.number, row },
    });
    return dirtyView(load, columns, { ...before, mended, state: "mended" }, await cellsOf(session, loadId, [row]));
  });
}
