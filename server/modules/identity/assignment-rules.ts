import { type Assignment, type Role, roleNames, roles } from "#contract/identity";
import type { Bilingual } from "#contract/text";

/** The three administrators that GB/T 22239 (等保 2.0) keeps apart. */
export const threeAdministrators = [
  "system-administrator",
  "security-administrator",
  "audit-administrator",
] as const satisfies readonly Role[];

/** Roles that only people hold. */
export const rolesOfPeopleOnly = [...threeAdministrators, "citizen"] as const satisfies readonly Role[];

/** Which of the three administrators one account holds, where it is more than one; empty where they are apart. */
export function administratorsTogether(held: readonly Pick<Assignment, "role">[]): Role[] {
  const found = threeAdministrators.filter((role) => held.some((assignment) => assignment.role === role));
  return found.length > 1 ? found : [];
}

export const namesOf = (held: readonly Role[]): Bilingual => ({
  zh: held.map((role) => roleNames[role].zh).join("、"),
  en: held.map((role) => roleNames[role].en).join(", "),
});

/** Why an assignment makes no sense by itself, or null. */
export function faultOf(assignment: Assignment): Bilingual | null {
  const { role, department, scope, departments } = assignment;
  if (role === "citizen" && (department !== null || scope !== "own"))
    return { zh: "群众不属于任何部门，范围只能是本人", en: "a citizen has no department and only the scope own" };
  if (role !== "citizen" && department === null && scope !== "all")
    return { zh: "要写明是哪个部门的角色", en: "say which department the role is held for" };
  if (scope === "several" && departments.length === 0)
    return { zh: "范围是“若干部门”时要列出部门", en: "the scope several needs a list of departments" };
  if (scope !== "several" && departments.length > 0)
    return { zh: "只有范围是“若干部门”时才列部门", en: "departments are listed with the scope several only" };
  return null;
}

/** The number (from 1) of the first assignment that repeats a role for the same department, or null. */
export function firstRepeat(held: readonly Assignment[]): number | null {
  const seen = new Set<string>();
  for (const [index, { role, department }] of held.entries()) {
    const key = `${role} ${department}`;
    if (seen.has(key)) return index + 1;
    seen.add(key);
  }
  return null;
}

/**
 * True where whoever administers these departments may see and change an account that holds this. Citizens are nobody's
 * in particular: only who administers everything does.
 */
export function isWithin(assignment: Assignment, departments: "all" | readonly string[]): boolean {
  if (departments === "all") return true;
  if (assignment.scope === "all" || assignment.department === null) return false;
  return [assignment.department, ...assignment.departments].every((code) => departments.includes(code));
}

/** Assignments of either list that the other lacks: what an edit grants or withdraws. */
export function changedAssignments(before: readonly Assignment[], after: readonly Assignment[]): Assignment[] {
  const key = (assignment: Assignment) =>
    JSON.stringify([assignment.role, assignment.department, assignment.scope, assignment.departments.toSorted()]);
  const difference = (a: readonly Assignment[], b: readonly Assignment[]) => {
    const known = new Set(b.map(key));
    return a.filter((assignment) => !known.has(key(assignment)));
  };
  return [...difference(after, before), ...difference(before, after)];
}

/** Departments an account may act for, in the order held, each with its roles in the order of the role list. */
export function choicesOf(held: readonly Assignment[]): { department: string | null; roles: Role[] }[] {
  const byDepartment = Map.groupBy(held, (assignment) => assignment.department);
  return [...byDepartment].map(([department, assignments]) => ({
    department,
    roles: roles.filter((role) => assignments.some((assignment) => assignment.role === role)),
  }));
}
