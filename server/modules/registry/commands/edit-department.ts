import type { Department, DepartmentEdit } from "#contract/registry";
import type { Call } from "#kernel/call";
import { refuseStale } from "#kernel/http/guard";
import { problem } from "#kernel/problem";
import { departmentRow } from "../department-queries.ts";
import { lockDepartment, updateDepartment } from "../department-store.ts";
import type { RegistryParts } from "../parts.ts";
import { problems } from "../problems.ts";
import { showDepartment } from "../search-entry.ts";
import { departmentView, editorOf } from "../views.ts";
import { placeFor, refuseParent } from "./create-department.ts";

/** What a department keeps up by itself; everything else is the bureau's. */
const ownFields: ReadonlySet<string> = new Set(["duties", "contacts"]);

export async function editDepartment(
  parts: RegistryParts,
  call: Call,
  { code, version, edit }: { readonly code: string; readonly version: number | null; readonly edit: DepartmentEdit },
): Promise<Department> {
  const editor = editorOf(call.actor, code);
  const current = await lockDepartment(call.db, code);
  if (editor === "nothing" || current === undefined) throw problem(problems["department-not-found"], { code });
  refuseStale(version, current);
  const given = Object.entries(edit).filter(([, value]) => value !== undefined);
  const foreign = given.map(([field]) => field).filter((field) => !ownFields.has(field));
  if (editor === "own-fields" && foreign.length > 0)
    throw problem(problems["own-fields-only"], { fields: foreign.join("、") });
  const division = edit.division === undefined ? undefined : await placeFor(parts, call, edit.division);
  // From here on this transaction reads for itself, behind the lock.
  await parts.register.noteDepartments(call.db);
  if (edit.parent) await refuseParent(parts, call, code, edit.parent);
  const before = await departmentRow(parts, call, code);
  const { version: _version, level: _level, divisionName: _name, systemCount: _count, ...fields } = before;
  await updateDepartment(call.db, {
    ...fields,
    ...Object.fromEntries(given),
    // The bureau of one place is not by itself the bureau of another.
    ...(division === undefined ? {} : { division, isBureau: fields.isBureau && division === fields.division }),
  });
  parts.ledger.record(call, {
    action: "registry.edit-department",
    object: { kind: "department", id: code, name: edit.name ?? before.name },
    owner: code,
    items: given.map(([field]) => field),
  });
  const row = await departmentRow(parts, call, code);
  await showDepartment(parts, call, row);
  return departmentView(call.actor, row);
}
