import type { Account, Assignment } from "#contract/identity";
import type { Call } from "#kernel/call";
import { refuseStale } from "#kernel/http/guard";
import { problem } from "#kernel/problem";
import { holderById, replaceAssignments, updateAccount } from "../account-store.ts";
import { changedAssignments, isWithin } from "../assignment-rules.ts";
import { refuseBadAssignments } from "../check-assignments.ts";
import type { IdentityParts } from "../parts.ts";
import { problems } from "../problems.ts";
import { accountView } from "../queries.ts";
import { lockVisibleAccount } from "../visible-account.ts";

/** Replaces what an account holds. Nobody but the first administrator grants to themselves, nor beyond their own scope. */
export async function assignRoles(
  parts: IdentityParts,
  call: Call,
  input: { readonly id: string; readonly version: number | null; readonly assignments: readonly Assignment[] },
): Promise<Account> {
  const { id, version, assignments } = input;
  const holder = await lockVisibleAccount(call, id);
  refuseStale(version, holder.version);
  if (id === call.actor.id && !holder.isFirst) throw problem(problems["own-account"]);
  const { departments } = call.actor;
  const beyond = assignments.findIndex((assignment) => !isWithin(assignment, departments));
  if (beyond >= 0) throw problem(problems["outside-your-scope"], { number: beyond + 1 });
  await refuseBadAssignments(parts, call, assignments, holder.isFirst);
  await replaceAssignments(call.db, id, assignments);
  await updateAccount(call.db, id, {});
  parts.ledger.record(call, {
    action: "identity.assign-roles",
    object: { kind: "account", id, name: holder.login },
    owner: assignments[0]?.department ?? holder.assignments[0]?.department ?? null,
    facts: { changed: changedAssignments(holder.assignments, assignments), held: assignments.length },
  });
  call.db.afterCommit(() => parts.recent.forget());
  return accountView(call, (await holderById(call.db, id)) ?? holder);
}
