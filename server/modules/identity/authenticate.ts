import { type Actor, type Call, visitor } from "#kernel/call";
import { type Holder, holderById } from "./account-store.ts";
import { personActor } from "./actor.ts";
import { type KnownToken, liveSession, noteUse, tokenPrefixes } from "./credential-store.ts";
import type { IdentityParts } from "./parts.ts";

export interface Credentials {
  readonly cookie?: string;
  readonly bearer?: string;
}

/**
 * Who this is. A bearer token that is not valid makes a visitor, even beside a valid cookie: a program that sends one
 * must learn that it has ended.
 */
export async function authenticate(parts: IdentityParts, call: Call, credentials: Credentials): Promise<Actor> {
  const token = credentials.bearer ?? credentials.cookie;
  if (token === undefined) return visitor;
  const isCookie = credentials.bearer === undefined;
  const actor = await parts.recent.get(`${isCookie ? "cookie" : "bearer"} ${token}`, () =>
    lookUp(parts, call, token, isCookie),
  );
  return actor ?? visitor;
}

async function lookUp(parts: IdentityParts, call: Call, token: string, isCookie: boolean): Promise<Actor | null> {
  const kind = token.slice(0, token.indexOf("_"));
  if (kind === tokenPrefixes.session) return sessionActor(parts, call, token);
  if (isCookie) return null;
  if (kind === tokenPrefixes.operator) return parts.operator.actorOf(token);
  if (kind !== tokenPrefixes.personal && kind !== tokenPrefixes.client) return null;
  const found = await parts.readToken(token);
  // A look-up shared with an earlier request was made at that one's time.
  if (!found || found.token.expiresAt <= call.now) return null;
  const actor =
    found.token.clientId === null ? await tokenPerson(parts, call, found.token) : await clientActor(parts, call, found);
  if (actor) await noteUse(call.db, found.token, call.now);
  return actor;
}

async function sessionActor(parts: IdentityParts, call: Call, token: string): Promise<Actor | null> {
  const session = await liveSession(call.db, token, call.now);
  const holder = session && (await holderById(call.db, session.accountId));
  return holder && mayUse(parts, holder) ? personActor(call, parts.departments, holder, session) : null;
}

async function tokenPerson(parts: IdentityParts, call: Call, row: KnownToken["token"]): Promise<Actor | null> {
  const holder = row.accountId === null ? undefined : await holderById(call.db, row.accountId);
  return holder && mayUse(parts, holder) ? personActor(call, parts.departments, holder, row) : null;
}

/** Demo people end with sample mode. */
const mayUse = (parts: IdentityParts, holder: Holder): boolean =>
  !holder.isDisabled && (!holder.isDemo || parts.config.sample);

async function clientActor(parts: IdentityParts, call: Call, { token, client }: KnownToken): Promise<Actor | null> {
  if (!client || client.isDisabled) return null;
  return {
    id: client.id,
    kind: "client",
    name: client.name,
    roles: client.roles,
    department: client.department,
    departments: await parts.departments.expand(call, client.department, "own", []),
    sessionId: token.id,
    mustChangePassword: false,
  };
}
