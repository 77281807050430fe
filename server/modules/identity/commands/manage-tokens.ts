import type { PersonalToken } from "#contract/identity";
import type { Call } from "#kernel/call";
import { newId, newToken } from "#kernel/id";
import { problem } from "#kernel/problem";
import { deleteToken, hashOf, insertToken, tokenPrefixes, type TokenRow } from "../credential-store.ts";
import { ownSession } from "../own-session.ts";
import type { IdentityParts } from "../parts.ts";
import { problems } from "../problems.ts";
import { tokenView } from "../queries.ts";

const dayMs = 86_400_000;

/**
 * A token for the command line and programs. It acts for the department the person acts for now. Only a session makes
 * one, so that a stolen token cannot prolong itself.
 */
export async function createToken(
  parts: IdentityParts,
  call: Call,
  input: { readonly name: string; readonly days: number },
): Promise<PersonalToken & { token: string }> {
  await ownSession(call);
  const token = newToken(tokenPrefixes.personal);
  const row = {
    id: newId(call.now),
    accountId: call.actor.id,
    clientId: null,
    tokenHash: hashOf(token),
    name: input.name,
    department: call.actor.department,
    createdAt: call.now,
    expiresAt: new Date(call.now.getTime() + input.days * dayMs),
    lastUsedAt: null,
  };
  await insertToken(call.db, row);
  record(parts, call, "identity.create-token", row, { days: input.days });
  return { ...tokenView(row), token };
}

export async function revokeToken(parts: IdentityParts, call: Call, id: string): Promise<void> {
  const row = call.actor.kind === "person" ? await deleteToken(call.db, id, call.actor.id) : undefined;
  if (!row) throw problem(problems["token-not-found"], { id });
  record(parts, call, "identity.revoke-token", row, {});
  call.db.afterCommit(() => parts.recent.forget());
}

function record(
  parts: IdentityParts,
  call: Call,
  action: string,
  row: TokenRow,
  facts: Readonly<Record<string, unknown>>,
): void {
  parts.ledger.record(call, { action, object: { kind: "token", id: row.id, name: row.name }, facts });
}
