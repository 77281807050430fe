import type { Account, Assignment } from "#contract/identity";
import type { Call } from "#kernel/call";
import { inTransaction } from "#kernel/db/db";
import { newId } from "#kernel/id";
import { problem } from "#kernel/problem";
import {
  type AccountRow,
  type Holder,
  holderByLogin,
  insertAccount,
  normalLogin,
  replaceAssignments,
} from "../account-store.ts";
import { refuseBadAssignments } from "../check-assignments.ts";
import type { IdentityParts } from "../parts.ts";
import { firstPassword, hashPassword } from "../passwords.ts";
import { problems } from "../problems.ts";
import { accountView } from "../queries.ts";

/** The account holds nothing until the security administrator assigns roles; its first password must be changed. */
export async function createAccount(
  parts: IdentityParts,
  call: Call,
  input: { readonly login: string; readonly name: string },
): Promise<Account & { firstPassword: string }> {
  const password = firstPassword();
  const row = { ...blankAccount(call, input), passwordHash: await hashPassword(password), mustChangePassword: true };
  if (!(await insertAccount(call.db, row))) throw problem(problems["login-taken"], { login: row.login });
  recordCreation(parts, call, row);
  return { ...accountView(call, { ...row, assignments: [] }), firstPassword: password };
}

export interface NewAccount {
  readonly login: string;
  readonly name: string;
  readonly assignments: readonly Assignment[];
}

/** For set-up and tests: an account nobody has a password for, or the one of this login as it is. */
export async function ensureAccount(
  parts: IdentityParts,
  call: Call,
  account: NewAccount,
  kind: { readonly isDemo: boolean },
): Promise<Holder> {
  return inTransaction(call, async (inner) => {
    const existing = await holderByLogin(inner.db, account.login);
    if (existing) return existing;
    await refuseBadAssignments(parts, inner, account.assignments);
    const row = { ...blankAccount(inner, account), isDemo: kind.isDemo };
    if (!(await insertAccount(inner.db, row))) return ensureAccount(parts, inner, account, kind);
    await replaceAssignments(inner.db, row.id, account.assignments);
    recordCreation(parts, inner, row);
    return { ...row, assignments: account.assignments };
  });
}

function blankAccount(call: Call, { login, name }: { login: string; name: string }): AccountRow {
  return {
    id: newId(call.now),
    login: normalLogin(login),
    name,
    passwordHash: null,
    mustChangePassword: false,
    isDisabled: false,
    isDemo: false,
    isFirst: false,
    lastSignInAt: null,
    createdAt: call.now,
    version: 1,
  };
}

function recordCreation(parts: IdentityParts, call: Call, row: AccountRow): void {
  parts.ledger.record(call, {
    action: "identity.create-account",
    object: { kind: "account", id: row.id, name: row.login },
    facts: { isDemo: row.isDemo },
  });
}
