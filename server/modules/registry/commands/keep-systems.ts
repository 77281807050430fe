import type { DepartmentSystem, SystemEdit } from "#contract/registry";
import { type Call, mayTouch } from "#kernel/call";
import { inTransaction } from "#kernel/db/db";
import { refuseStale } from "#kernel/http/guard";
import { newId } from "#kernel/id";
import { problem } from "#kernel/problem";
import { departmentRow } from "../department-queries.ts";
import { findSystem, insertSystem, type SystemRow, systemNamed, updateSystem } from "../department-store.ts";
import type { RegistryParts } from "../parts.ts";
import { problems } from "../problems.ts";
import { showSystem } from "../search-entry.ts";
import { mayKeepSystems, systemView } from "../views.ts";

export type NewSystem = Pick<SystemRow, "department" | "name" | "zone" | "description" | "isCritical">;

export async function createSystem(parts: RegistryParts, call: Call, input: NewSystem): Promise<DepartmentSystem> {
  await departmentRow(parts, call, input.department);
  if (!mayKeepSystems(call.actor, input.department))
    throw problem(problems["department-not-found"], { code: input.department });
  const row = await insert(parts, call, input);
  if (!row) throw problem(problems["system-exists"], { name: input.name });
  return systemView(call.actor, row);
}

/** For set-up and import: answers the id of the department's system of this name, made where there is none. */
export async function ensureSystem(parts: RegistryParts, call: Call, input: NewSystem): Promise<string> {
  return inTransaction(call, async (inner) => {
    await departmentRow(parts, inner, input.department);
    const row =
      (await systemNamed(inner.db, input.department, input.name)) ??
      (await insert(parts, inner, input)) ??
      (await systemNamed(inner.db, input.department, input.name));
    if (!row) throw problem(problems["system-not-found"], { id: input.name });
    return row.id;
  });
}

async function insert(parts: RegistryParts, call: Call, input: NewSystem): Promise<SystemRow | null> {
  const row = { ...input, id: newId(call.now), createdAt: call.now, version: 1 };
  if (!(await insertSystem(call.db, row))) return null;
  await parts.register.noteDepartments(call.db);
  await showSystem(parts, call, row);
  record(parts, call, "registry.create-system", row, {});
  return row;
}

export async function editSystem(
  parts: RegistryParts,
  call: Call,
  { id, version, edit }: { readonly id: string; readonly version: number | null; readonly edit: SystemEdit },
): Promise<DepartmentSystem> {
  const before = await findSystem(call.db, id);
  const isVisible = before && mayTouch(call.actor, before.department) && mayKeepSystems(call.actor, before.department);
  if (!isVisible) throw problem(problems["system-not-found"], { id });
  refuseStale(version, before.version);
  const row: SystemRow = {
    ...before,
    name: edit.name ?? before.name,
    zone: edit.zone ?? before.zone,
    description: edit.description ?? before.description,
    isCritical: edit.isCritical ?? before.isCritical,
  };
  if (!(await updateSystem(call.db, row))) throw problem(problems["system-exists"], { name: row.name });
  await showSystem(parts, call, row);
  const facts = before.zone === row.zone ? {} : { zone: row.zone, zoneBefore: before.zone };
  record(parts, call, "registry.edit-system", row, facts);
  return systemView(call.actor, { ...row, version: before.version + 1 });
}

function record(
  parts: RegistryParts,
  call: Call,
  action: string,
  row: SystemRow,
  facts: Readonly<Record<string, unknown>>,
): void {
  parts.ledger.record(call, {
    action,
    object: { kind: "system", id: row.id, name: row.name },
    owner: row.department,
    facts,
  });
}
