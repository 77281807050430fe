import type { Session } from "#contract/identity";
import type { Call } from "#kernel/call";
import { problem } from "#kernel/problem";
import { holderById } from "../account-store.ts";
import { personActor } from "../actor.ts";
import { choicesOf } from "../assignment-rules.ts";
import { setSessionDepartment } from "../credential-store.ts";
import { ownSession } from "../own-session.ts";
import type { IdentityParts } from "../parts.ts";
import { problems } from "../problems.ts";
import { sessionView } from "../queries.ts";

/** Switches the department this session acts for; its roles and scope follow. */
export async function actFor(parts: IdentityParts, call: Call, department: string | null): Promise<Session> {
  const { id, expiresAt } = await ownSession(call);
  const holder = await holderById(call.db, call.actor.id);
  if (!holder || !choicesOf(holder.assignments).some((choice) => choice.department === department))
    throw problem(problems["cannot-act-for"], { department: department ?? "" });
  await setSessionDepartment(call.db, id, department);
  const actor = await personActor(call, parts.departments, holder, { id, department });
  parts.ledger.record(
    { ...call, actor },
    {
      action: "identity.act-for",
      object: { kind: "account", id: holder.id, name: holder.login },
      facts: { from: call.actor.department, to: department },
    },
  );
  call.db.afterCommit(() => parts.recent.forget());
  return sessionView(actor, holder, expiresAt);
}
