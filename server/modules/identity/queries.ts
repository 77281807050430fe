import type { Account, PersonalToken, Role, ServiceClient, Session, Welcome } from "#contract/identity";
import type { Page } from "#contract/page";
import type { Actor, Call } from "#kernel/call";
import { problem } from "#kernel/problem";
import { problems as httpProblems } from "#kernel/problems";
import * as accounts from "./account-store.ts";
import { choicesOf } from "./assignment-rules.ts";
import * as credentials from "./credential-store.ts";
import type { IdentityParts } from "./parts.ts";

export async function welcome(parts: IdentityParts, call: Call): Promise<Welcome> {
  const { nodeName, sample } = parts.config;
  const holders = sample ? await accounts.demoHolders(call.db) : [];
  const demoAccounts = await Promise.all(
    holders.flatMap(({ login, name, assignments: [first] }) => {
      if (!first) return [];
      const { role, department } = first;
      return [named(department).then((departmentName) => ({ login, name, role, departmentName }))];
    }),
  );
  return { nodeName, isSample: sample, demoAccounts };

  async function named(department: string | null): Promise<string | null> {
    return department === null ? null : parts.departments.nameOf(call, department);
  }
}

/** Who the caller is. A program or the local operator has one choice: what it is. */
export async function session(parts: IdentityParts, call: Call): Promise<Session> {
  const { actor } = call;
  const roles = actor.roles as Role[];
  if (actor.kind !== "person") {
    return {
      person: { id: actor.id, login: actor.id, name: actor.name, isDemo: false },
      roles,
      department: actor.department,
      choices: [{ department: actor.department, roles }],
      mustChangePassword: false,
      expiresAt: (await expiryOf(parts, call)).toISOString(),
    };
  }
  const holder = await accounts.holderById(call.db, actor.id);
  if (!holder) throw problem(httpProblems["sign-in-required"]);
  return sessionView(actor, holder, await expiryOf(parts, call));
}

export function sessionView(actor: Actor, holder: accounts.Holder, expiresAt: Date): Session {
  return {
    person: { id: holder.id, login: holder.login, name: holder.name, isDemo: holder.isDemo },
    roles: actor.roles as Role[],
    department: actor.department,
    choices: choicesOf(holder.assignments),
    mustChangePassword: holder.mustChangePassword,
    expiresAt: expiresAt.toISOString(),
  };
}

/** The operator's token holds as long as the hub runs: not less than a session from now is what can be said. */
async function expiryOf(parts: IdentityParts, { actor, db, now }: Call): Promise<Date> {
  const id = actor.sessionId;
  if (id === null) return sessionEnd(parts, now);
  const credential = (await credentials.sessionById(db, id)) ?? (await credentials.tokenById(db, id));
  if (!credential) throw problem(httpProblems["sign-in-required"]);
  return credential.expiresAt;
}

export const sessionEnd = (parts: IdentityParts, now: Date): Date =>
  new Date(now.getTime() + parts.config.sessionHours * 3_600_000);

export async function listAccounts(
  call: Call,
  query: { limit: number; cursor?: string | undefined; q?: string | undefined; role?: Role | undefined },
): Promise<Page<Account>> {
  const filter = { q: query.q, role: query.role, departments: call.actor.departments };
  const [rows, total] = await Promise.all([
    accounts.pageOfHolders(call.db, filter, query.limit + 1, query.cursor),
    accounts.countHolders(call.db, filter),
  ]);
  const items = rows.slice(0, query.limit).map((row) => accountView(call, row));
  return { items, total, next: rows.length > query.limit ? (items.at(-1)?.login ?? null) : null };
}

export function accountView({ actor }: Call, holder: accounts.Holder): Account {
  const isOwn = holder.id === actor.id && !holder.isFirst;
  return {
    id: holder.id,
    login: holder.login,
    name: holder.name,
    assignments: [...holder.assignments],
    isDisabled: holder.isDisabled,
    isDemo: holder.isDemo,
    mustChangePassword: holder.mustChangePassword,
    lastSignInAt: holder.lastSignInAt?.toISOString() ?? null,
    createdAt: holder.createdAt.toISOString(),
    version: holder.version,
    may: {
      edit: actor.roles.includes("system-administrator"),
      assign: actor.roles.includes("security-administrator") && !isOwn,
    },
  };
}

export async function listClients(
  call: Call,
  query: { limit: number; cursor?: string | undefined },
): Promise<Page<ServiceClient>> {
  const { departments } = call.actor;
  const [department, id] = query.cursor?.split(" ") ?? [];
  const after = department !== undefined && id !== undefined ? { department, id } : undefined;
  const [rows, total] = await Promise.all([
    credentials.pageOfClients(call.db, departments, query.limit + 1, after),
    credentials.countClients(call.db, departments),
  ]);
  const shown = rows.slice(0, query.limit);
  const last = shown.at(-1);
  return {
    items: shown.map(clientView),
    total,
    next: rows.length > query.limit && last ? `${last.department} ${last.id}` : null,
  };
}

export const clientView = (row: credentials.ClientRow): ServiceClient => ({
  id: row.id,
  name: row.name,
  department: row.department,
  roles: row.roles,
  isDisabled: row.isDisabled,
  createdAt: row.createdAt.toISOString(),
  lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
});

export async function listTokens({ actor, db, now }: Call): Promise<{ items: PersonalToken[] }> {
  if (actor.kind !== "person") return { items: [] };
  return { items: (await credentials.tokensOf(db, actor.id, now)).map(tokenView) };
}

export const tokenView = (row: credentials.TokenRow): PersonalToken => ({
  id: row.id,
  name: row.name,
  createdAt: row.createdAt.toISOString(),
  expiresAt: row.expiresAt.toISOString(),
  lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
});
