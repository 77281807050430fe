import type { Call } from "#kernel/call";
import { inTransaction } from "#kernel/db/db";
import { Problem, problem } from "#kernel/problem";
import { type Holder, holderById, updateAccount } from "../account-store.ts";
import { endCredentials } from "../credential-store.ts";
import { ownSession } from "../own-session.ts";
import { weaknessOf } from "../password-rule.ts";
import { hashPassword, isPassword } from "../passwords.ts";
import type { IdentityParts } from "../parts.ts";
import { problems } from "../problems.ts";

/**
 * Changes one's own password. Guessing the current one counts as guessing at sign-in. Every other session and token of
 * the person ends, because they may be somebody else's.
 */
export async function changePassword(
  parts: IdentityParts,
  call: Call,
  input: { readonly current: string; readonly next: string },
): Promise<void> {
  const session = await ownSession(call);
  const holder = await holderById(call.db, call.actor.id);
  if (!holder?.passwordHash) throw problem(problems["no-password"]);
  const object = { kind: "account", id: holder.id, name: holder.login };
  const action = "identity.change-password";
  try {
    await refuseWrongPassword(parts, holder, input.current);
  } catch (error) {
    if (error instanceof Problem)
      await parts.ledger.recordNow(call, { action, object, outcome: "refused", facts: { reason: error.code } });
    throw error;
  }
  const weakness = weaknessOf(input.next, { login: holder.login, current: input.current });
  if (weakness) throw problem(problems["weak-password"], { reason: weakness.zh, reasonEn: weakness.en });
  const passwordHash = await hashPassword(input.next);
  await inTransaction(call, async (inner) => {
    await updateAccount(inner.db, holder.id, { passwordHash, mustChangePassword: false });
    await endCredentials(inner.db, holder.id, session.id);
    parts.ledger.record(inner, { action, object });
    inner.db.afterCommit(() => parts.recent.forget());
  });
}

async function refuseWrongPassword(parts: IdentityParts, holder: Holder, password: string): Promise<void> {
  await parts.limits.tryLogin(holder.login);
  if (!(await isPassword(holder.passwordHash, password))) {
    await parts.limits.noteWrong(holder.login);
    throw problem(problems["wrong-current-password"]);
  }
  await parts.limits.forget(holder.login);
}
