import type { Account } from "#contract/identity";
import type { Call } from "#kernel/call";
import { refuseStale } from "#kernel/http/guard";
import { problem } from "#kernel/problem";
import { type Holder, holderById, updateAccount } from "../account-store.ts";
import { endCredentials } from "../credential-store.ts";
import type { IdentityParts } from "../parts.ts";
import { firstPassword, hashPassword } from "../passwords.ts";
import { problems } from "../problems.ts";
import { accountView } from "../queries.ts";
import { lockVisibleAccount } from "../visible-account.ts";

export interface AccountEdit {
  readonly name?: string | undefined;
  readonly isDisabled?: boolean | undefined;
}

/** Disabling ends every session and token at once; enabling again does not bring them back. */
export async function editAccount(
  parts: IdentityParts,
  call: Call,
  { id, version, edit }: { readonly id: string; readonly version: number | null; readonly edit: AccountEdit },
): Promise<Account> {
  const holder = await lockVisibleAccount(call, id);
  refuseStale(version, holder.version);
  if (edit.isDisabled && id === call.actor.id) throw problem(problems["own-account"]);
  await updateAccount(call.db, id, {
    name: edit.name ?? holder.name,
    isDisabled: edit.isDisabled ?? holder.isDisabled,
  });
  if (edit.isDisabled) await endCredentials(call.db, id);
  const facts = edit.isDisabled === undefined ? {} : { isDisabled: edit.isDisabled };
  record(parts, call, "identity.edit-account", holder, facts);
  return accountView(call, (await holderById(call.db, id)) ?? holder);
}

/** Also opens a locked login again, and ends every session and token of the person. */
export async function resetPassword(parts: IdentityParts, call: Call, id: string): Promise<{ firstPassword: string }> {
  const holder = await lockVisibleAccount(call, id);
  if (holder.isDemo) throw problem(problems["no-password"]);
  const password = firstPassword();
  await updateAccount(call.db, id, { passwordHash: await hashPassword(password), mustChangePassword: true });
  await endCredentials(call.db, id);
  await parts.limits.forget(holder.login);
  record(parts, call, "identity.reset-password", holder, {});
  return { firstPassword: password };
}

function record(
  parts: IdentityParts,
  call: Call,
  action: string,
  holder: Holder,
  facts: Readonly<Record<string, unknown>>,
): void {
  parts.ledger.record(call, {
    action,
    object: { kind: "account", id: holder.id, name: holder.login },
    owner: holder.assignments[0]?.department ?? null,
    facts,
  });
  call.db.afterCommit(() => parts.recent.forget());
}
