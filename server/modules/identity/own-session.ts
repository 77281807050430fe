import type { Call } from "#kernel/call";
import { problem } from "#kernel/problem";
import { sessionById } from "./credential-store.ts";
import { problems } from "./problems.ts";

/**
 * The session this call came with.
 *
 * @throws Problem identity.session-required where it came with a token, or from a program or the local operator
 */
export async function ownSession({ actor, db }: Call): Promise<{ id: string; expiresAt: Date }> {
  const session = actor.sessionId === null ? undefined : await sessionById(db, actor.sessionId);
  if (session?.accountId !== actor.id) throw problem(problems["session-required"]);
  return session;
}
