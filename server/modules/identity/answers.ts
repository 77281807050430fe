import type { Role } from "#contract/identity";
import type { Call } from "#kernel/call";
import { activeHolders } from "./account-store.ts";

/** A person as other modules name one: who may be asked to do something. */
export interface PersonCore {
  readonly id: string;
  readonly name: string;
  /** Departments they act for, with the roles held there. */
  readonly posts: readonly { readonly department: string | null; readonly role: Role }[];
}

/** Actors that are no accounts, such as the local operator, have ids of another form. */
const accountId = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** People who may sign in: those with these ids, or those who hold a role for this department; by name. */
export async function peopleOf(
  call: Call,
  question: { readonly ids: readonly string[] } | { readonly department: string },
): Promise<PersonCore[]> {
  const holders = await activeHolders(
    call.db,
    "ids" in question ? { ids: question.ids.filter((id) => accountId.test(id)) } : question,
  );
  return holders.map(({ id, name, assignments }) => ({
    id,
    name,
    posts: assignments.map(({ department, role }) => ({ department, role })),
  }));
}
