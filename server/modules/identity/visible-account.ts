import type { Call } from "#kernel/call";
import { problem } from "#kernel/problem";
import { type Holder, holderById, lockAccount } from "./account-store.ts";
import { isWithin } from "./assignment-rules.ts";
import { problems } from "./problems.ts";

/**
 * The account, locked until the transaction ends.
 *
 * @throws Problem identity.account-not-found, also where it holds something outside what the caller administers: who
 * could reset its password could act with it
 */
export async function lockVisibleAccount(call: Call, id: string): Promise<Holder> {
  await lockAccount(call.db, id);
  const holder = await holderById(call.db, id);
  if (!holder?.assignments.every((assignment) => isWithin(assignment, call.actor.departments)))
    throw problem(problems["account-not-found"], { id });
  return holder;
}
