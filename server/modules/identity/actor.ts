import type { Assignment, ScopeKind } from "#contract/identity";
import type { Actor, Call } from "#kernel/call";
import type { Holder } from "./account-store.ts";
import { choicesOf } from "./assignment-rules.ts";

/** What identity must know of departments; the registry answers it, injected because it stands above. */
export interface DepartmentLookup {
  /** Codes a holder of this scope may touch. */
  expand(
    call: Call,
    department: string | null,
    scope: ScopeKind,
    several: readonly string[],
  ): Promise<"all" | readonly string[]>;
  /** Null where there is no such department. */
  nameOf(call: Call, department: string): Promise<string | null>;
}

/** The department to act for: the one asked for while it is still held, else the first. */
export function actingDepartment(held: readonly Assignment[], asked: string | null): string | null {
  const choices = choicesOf(held);
  return (choices.find(({ department }) => department === asked) ?? choices[0])?.department ?? null;
}

/** The person, acting for one department: its roles, and the union of the scopes of the assignments held for it. */
export async function personActor(
  call: Call,
  lookup: DepartmentLookup,
  holder: Holder,
  credential: { readonly id: string; readonly department: string | null },
): Promise<Actor> {
  const department = actingDepartment(holder.assignments, credential.department);
  const held = holder.assignments.filter((assignment) => assignment.department === department);
  const scopes = await Promise.all(
    held.map((assignment) => lookup.expand(call, department, assignment.scope, assignment.departments)),
  );
  return {
    id: holder.id,
    kind: "person",
    name: holder.name,
    roles: choicesOf(held)[0]?.roles ?? [],
    department,
    departments: union(scopes),
    sessionId: credential.id,
    mustChangePassword: holder.mustChangePassword,
  };
}

function union(scopes: readonly ("all" | readonly string[])[]): "all" | readonly string[] {
  const codes = new Set<string>();
  for (const scope of scopes) {
    if (scope === "all") return "all";
    for (const code of scope) codes.add(code);
  }
  return [...codes];
}
