import type { Call } from "#kernel/call";
import type { RequestFacts } from "#kernel/http/route";
import { sessionCookie } from "#kernel/http/server";
import { deleteSession } from "../credential-store.ts";
import type { IdentityParts } from "../parts.ts";
import { ownSession } from "../own-session.ts";

export async function signOut(
  parts: IdentityParts,
  call: Call,
  request: Pick<RequestFacts, "clearCookie">,
): Promise<void> {
  const session = await ownSession(call);
  await deleteSession(call.db, session.id);
  parts.ledger.record(call, {
    action: "identity.sign-out",
    object: { kind: "account", id: call.actor.id, name: call.actor.name },
  });
  call.db.afterCommit(() => parts.recent.forget());
  request.clearCookie(sessionCookie);
}
