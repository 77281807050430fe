import type { Session } from "#contract/identity";
import type { Call } from "#kernel/call";
import { inTransaction } from "#kernel/db/db";
import { newId, newToken } from "#kernel/id";
import { type Holder, noteSignIn } from "../account-store.ts";
import { actingDepartment, personActor } from "../actor.ts";
import { hashOf, insertSession, tokenPrefixes } from "../credential-store.ts";
import type { IdentityParts } from "../parts.ts";
import { sessionEnd, sessionView } from "../queries.ts";

export interface OpenedSession {
  /** Only its hash is stored; this is the one time it is seen. */
  readonly token: string;
  readonly session: Session;
}

/** Opens a session for a person who has shown who they are, and records the sign-in as theirs. */
export async function openSession(
  parts: IdentityParts,
  call: Call,
  holder: Holder,
  how: { readonly action: string; readonly facts: Readonly<Record<string, unknown>> },
): Promise<OpenedSession> {
  const token = newToken(tokenPrefixes.session);
  const expiresAt = sessionEnd(parts, call.now);
  const id = newId(call.now);
  const department = actingDepartment(holder.assignments, null);
  const actor = await personActor(call, parts.departments, holder, { id, department });
  await inTransaction(call, async (inner) => {
    await insertSession(inner.db, {
      id,
      accountId: holder.id,
      tokenHash: hashOf(token),
      department,
      createdAt: call.now,
      expiresAt,
    });
    await noteSignIn(inner.db, holder.id, call.now);
    parts.ledger.record(
      { ...inner, actor },
      { action: how.action, object: { kind: "account", id: holder.id, name: holder.login }, facts: how.facts },
    );
  });
  return { token, session: sessionView(actor, holder, expiresAt) };
}
