import type { Assignment, Role } from "#contract/identity";
import type { Call } from "#kernel/call";
import { inTransaction } from "#kernel/db/db";
import { newId } from "#kernel/id";
import { countAccounts, holderByLogin, insertAccount, replaceAssignments, updateAccount } from "../account-store.ts";
import type { IdentityParts } from "../parts.ts";
import { firstPassword, hashPassword } from "../passwords.ts";

const login = "admin";
/** One part-time operator can run a county; the warning that administrators are not apart stays until they are. */
const heldAtFirst = ["system-administrator", "security-administrator", "data-officer"] as const satisfies Role[];

/**
 * Makes the first administrator where there is no account yet. Answers the password to print once where it was made up
 * (it must then be changed), null where the operator gave it or there is nothing to do.
 */
export async function ensureFirstAdministrator(
  parts: IdentityParts,
  call: Call,
): Promise<{ login: string; password: string } | null> {
  if ((await countAccounts(call.db)) > 0) return null;
  const given = parts.config.adminPassword;
  const password = given ?? firstPassword();
  const passwordHash = await hashPassword(password);
  return inTransaction(call, async (inner) => {
    const id = newId(call.now);
    const isMade = await insertAccount(inner.db, {
      id,
      login,
      name: "系统管理员",
      passwordHash,
      mustChangePassword: given === undefined,
      isDisabled: false,
      isDemo: false,
      isFirst: true,
      lastSignInAt: null,
      createdAt: call.now,
      version: 1,
    });
    if (!isMade) return null;
    await replaceAssignments(inner.db, id, rolesFor(heldAtFirst, null));
    parts.ledger.record(inner, {
      action: "identity.create-account",
      object: { kind: "account", id, name: login },
      facts: { isFirst: true },
    });
    return given === undefined ? { login, password } : null;
  });
}

/** Once the bureau stands in the register, the first administrator holds the same roles for it instead of for nobody. */
export async function giveFirstAdministratorDepartment(
  parts: IdentityParts,
  call: Call,
  department: string,
): Promise<void> {
  await inTransaction(call, async (inner) => {
    const holder = await holderByLogin(inner.db, login);
    if (!holder?.isFirst || holder.assignments.every((assignment) => assignment.department !== null)) return;
    const kept = holder.assignments.filter((assignment) => assignment.department !== null);
    const roles = holder.assignments
      .filter((assignment) => assignment.department === null)
      .map(({ role }) => role)
      .filter((role) => !kept.some((other) => other.role === role && other.department === department));
    const moved = rolesFor(roles, department);
    await replaceAssignments(inner.db, holder.id, [...moved, ...kept]);
    await updateAccount(inner.db, holder.id, {});
    parts.ledger.record(inner, {
      action: "identity.assign-roles",
      object: { kind: "account", id: holder.id, name: login },
      owner: department,
      facts: { held: moved.length + kept.length },
    });
    inner.db.afterCommit(() => parts.recent.forget());
  });
}

function rolesFor(roles: readonly Role[], department: string | null): Assignment[] {
  return roles.map((role) => ({ role, department, scope: "all", departments: [] }));
}
