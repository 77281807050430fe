import type { Role, ServiceClient } from "#contract/identity";
import { type Call, mayTouch } from "#kernel/call";
import { newId, newToken } from "#kernel/id";
import { problem } from "#kernel/problem";
import { namesOf, rolesOfPeopleOnly } from "../assignment-rules.ts";
import {
  clientById,
  type ClientRow,
  disableClientRow,
  hashOf,
  insertClient,
  replaceSecret,
} from "../credential-store.ts";
import type { IdentityParts } from "../parts.ts";
import { problems } from "../problems.ts";
import { clientView } from "../queries.ts";

export async function createClient(
  parts: IdentityParts,
  call: Call,
  input: { readonly name: string; readonly department: string; readonly roles: readonly Role[] },
): Promise<ServiceClient & { secret: string }> {
  const { name, department } = input;
  const isKnown = (await parts.departments.nameOf(call, department)) !== null;
  if (!isKnown || !mayTouch(call.actor, department)) throw problem(problems["client-department"], { department });
  const roles = [...new Set(input.roles)];
  const refused = rolesOfPeopleOnly.filter((role) => roles.includes(role));
  if (refused.length > 0) {
    const names = namesOf(refused);
    throw problem(problems["client-roles"], { held: names.zh, heldEn: names.en });
  }
  const { row, secret } = await issueClient(call, { name, department, roles });
  record(parts, call, "identity.create-client", row, { roles });
  return { ...clientView(row), secret };
}

/** A client without asking who may and without a ledger entry: the module that issues it decides and records. */
export async function issueClient(
  call: Call,
  { name, department, roles }: { readonly name: string; readonly department: string; readonly roles: readonly Role[] },
): Promise<{ row: ClientRow; secret: string }> {
  const secret = newToken("wk");
  const row: ClientRow = {
    id: newId(call.now),
    name,
    department,
    roles: [...roles],
    secretHash: hashOf(secret),
    isDisabled: false,
    createdAt: call.now,
    lastUsedAt: null,
  };
  await insertClient(call.db, row);
  return { row, secret };
}

/**
 * Another secret in place of a lost one; the old one and its tokens end. The module that asks decides who may and records.
 *
 * @throws Problem identity.client-not-found, also for a disabled one
 */
export async function renewSecret(parts: IdentityParts, call: Call, id: string): Promise<{ secret: string }> {
  const secret = newToken("wk");
  if (!(await replaceSecret(call.db, id, hashOf(secret)))) throw problem(problems["client-not-found"], { id });
  call.db.afterCommit(() => parts.recent.forget());
  return { secret };
}

export async function disableClient(parts: IdentityParts, call: Call, id: string): Promise<ServiceClient> {
  const client = await clientById(call.db, id);
  if (!client || !mayTouch(call.actor, client.department)) throw problem(problems["client-not-found"], { id });
  await disableClientRow(call.db, id);
  record(parts, call, "identity.disable-client", client, {});
  call.db.afterCommit(() => parts.recent.forget());
  return clientView({ ...client, isDisabled: true });
}

function record(
  parts: IdentityParts,
  call: Call,
  action: string,
  client: ClientRow,
  facts: Readonly<Record<string, unknown>>,
): void {
  const object = { kind: "client", id: client.id, name: client.name };
  parts.ledger.record(call, { action, object, owner: client.department, facts });
}
