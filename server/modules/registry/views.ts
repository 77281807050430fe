import type { Department, DepartmentSystem, Division } from "#contract/registry";
import { type Actor, mayTouch } from "#kernel/call";
import { seesPhones, withoutPhones } from "./contacts.ts";
import type { DepartmentRow, SystemRow } from "./department-store.ts";
import type { DivisionRow } from "./division-store.ts";

/** What somebody may change of a department. */
export function editorOf(actor: Actor, code: string): "everything" | "own-fields" | "nothing" {
  if (actor.roles.includes("hub")) return "everything";
  if (actor.roles.includes("data-officer") && mayTouch(actor, code)) return "everything";
  return actor.roles.includes("department-steward") && actor.department === code ? "own-fields" : "nothing";
}

/** Who looks after sharing is set up with the hub, not by those who are looked after. */
export const mayMarkBureau = (actor: Actor, code: string): boolean =>
  ["hub", "system-administrator"].some((role) => actor.roles.includes(role)) && mayTouch(actor, code);

export const mayKeepSystems = (actor: Actor, department: string): boolean => editorOf(actor, department) !== "nothing";

export function departmentView(actor: Actor, row: DepartmentRow): Department {
  return {
    ...row,
    contacts: seesPhones(actor, row.code) ? row.contacts : withoutPhones(row.contacts),
    may: { edit: editorOf(actor, row.code) !== "nothing", markBureau: mayMarkBureau(actor, row.code) },
  };
}

export function systemView(actor: Actor, row: SystemRow): DepartmentSystem {
  const { createdAt: _createdAt, ...fields } = row;
  return { ...fields, may: { edit: mayKeepSystems(actor, row.department) } };
}

/** `names`: code → name of the successors. */
export function divisionView(row: DivisionRow, names: ReadonlyMap<string, string>): Division {
  const { isCurrent, successors, ...fields } = row;
  return {
    ...fields,
    status: isCurrent ? "current" : "retired",
    successors: successors.map((code) => ({ code, name: names.get(code) ?? code })),
  };
}
