import { identityRoutes, type Role, type Session } from "#contract/identity";
import type { Actor, Call } from "#kernel/call";
import type { Config } from "#kernel/config";
import type { Database } from "#kernel/db/db";
import type { Route } from "#kernel/http/route";
import { problem } from "#kernel/problem";
import type { Ledger } from "#ledger";
import { departmentsHolding, holderByLogin, holdersOfSeveral } from "./account-store.ts";
import type { DepartmentLookup } from "./actor.ts";
import { peopleOf, type PersonCore } from "./answers.ts";
import { administratorsTogether, threeAdministrators } from "./assignment-rules.ts";
import { authenticate, type Credentials } from "./authenticate.ts";
import { ensureAccount, type NewAccount } from "./commands/create-account.ts";
import { ensureFirstAdministrator, giveFirstAdministratorDepartment } from "./commands/first-administrator.ts";
import { issueClient, renewSecret } from "./commands/manage-clients.ts";
import { openSession } from "./commands/open-session.ts";
import { createOperator } from "./operator.ts";
import { pageOfClients } from "./credential-store.ts";
import type { IdentityParts } from "./parts.ts";
import { problems } from "./problems.ts";
import { createRecentActors } from "./recent-actors.ts";
import { identityRouteTable } from "./routes.ts";
import { createSignInLimits } from "./sign-in-limits.ts";
import { createTokenReader } from "./token-reader.ts";

export type { DepartmentLookup } from "./actor.ts";
export type { PersonCore } from "./answers.ts";
export type { NewAccount } from "./commands/create-account.ts";
export { problems as identityProblems } from "./problems.ts";

export interface Identity {
  readonly routes: readonly Route[];
  /**
   * Makes the first administrator where there is no account, and writes the local operator's token file. Answers what to
   * print once: the first administrator's password, where it was made up.
   */
  open(call: Call): Promise<{ firstPassword: { login: string; password: string } | null }>;
  /** For the HTTP pipeline: who these credentials belong to, the visitor where to nobody. */
  authenticate(call: Call, credentials: Credentials): Promise<Actor>;
  /** For the HTTP pipeline. @throws Problem identity.password-change-required */
  admit(actor: Actor, route: Route): void;
  /** Token of this start that acts as the local operator. */
  operatorToken(): string;
  /** For the sample: a demo person of this login, made or left as it is. Demo people have no password. */
  ensureDemoAccount(call: Call, account: NewAccount): Promise<{ id: string }>;
  /** For set-up and tests: an account of this login without a password, made or left as it is. */
  ensureAccount(call: Call, account: NewAccount): Promise<{ id: string }>;
  /** A session for an account without asking for a password: for the hub's own programs and tests, never for a route. */
  sessionFor(call: Call, login: string): Promise<{ token: string; session: Session }>;
  /** For set-up: lets the first administrator act for the bureau, once it is registered. */
  giveFirstAdministratorDepartment(call: Call, department: string): Promise<void>;
  /** People who may sign in: by id, or all who hold a role for a department. For modules that name somebody. */
  people(
    call: Call,
    question: { readonly ids: readonly string[] } | { readonly department: string },
  ): Promise<PersonCore[]>;
  /** Departments for which somebody who can sign in holds this role. */
  departmentsWith(call: Call, role: Role): Promise<string[]>;
  /**
   * A service client of a department that a signed commitment has earned; its secret is answered once. No ledger entry and
   * no question of roles: the caller decides who may and records the act.
   */
  issueClient(call: Call, client: { name: string; department: string }): Promise<{ id: string; secret: string }>;
  /**
   * Another secret for a client whose own was lost, answered once; the old one and every token got with it end. No ledger
   * entry and no question of roles. @throws Problem identity.client-not-found, also for a disabled one
   */
  renewSecret(call: Call, id: string): Promise<{ secret: string }>;
  /** Service clients of a department that are not disabled. */
  clientsOf(call: Call, department: string): Promise<{ id: string; name: string }[]>;
  /** Accounts where the three administrators (三员) are not separate people; empty is good. */
  administratorsTogether(call: Call): Promise<{ login: string; name: string; roles: Role[] }[]>;
}

export interface IdentityDeps {
  readonly ledger: Ledger;
  readonly database: Database;
  readonly config: Pick<Config, "sample" | "sessionHours" | "adminPassword" | "nodeName">;
  readonly keyFolder: string;
  readonly departments: DepartmentLookup;
  /** Milliseconds that never go back; tests give their own. */
  readonly monotonicMs?: () => number;
}

/** What a person with a first password may still do. */
const beforePasswordChange: ReadonlySet<string> = new Set([
  identityRoutes.session.operation,
  identityRoutes.changePassword.operation,
  identityRoutes.signOut.operation,
]);

export function createIdentity(deps: IdentityDeps): Identity {
  const parts: IdentityParts = {
    ledger: deps.ledger,
    config: deps.config,
    departments: deps.departments,
    limits: createSignInLimits(deps.database),
    recent: createRecentActors(deps.monotonicMs),
    readToken: createTokenReader(deps.database.pool),
    operator: createOperator(deps.keyFolder),
  };
  return {
    routes: identityRouteTable(parts),
    async open(call) {
      const firstPassword = await ensureFirstAdministrator(parts, call);
      parts.operator.announce();
      return { firstPassword };
    },
    authenticate: (call, credentials) => authenticate(parts, call, credentials),
    admit(actor, route) {
      if (actor.mustChangePassword && !beforePasswordChange.has(route.contract.operation))
        throw problem(problems["password-change-required"]);
    },
    operatorToken: () => parts.operator.token(),
    ensureDemoAccount: (call, account) => ensureAccount(parts, call, account, { isDemo: true }),
    ensureAccount: (call, account) => ensureAccount(parts, call, account, { isDemo: false }),
    sessionFor: async (call, login) => {
      const holder = await holderByLogin(call.db, login);
      if (!holder) throw problem(problems["account-not-found"], { id: login });
      return openSession(parts, call, holder, { action: "identity.sign-in", facts: { by: call.actor.id } });
    },
    giveFirstAdministratorDepartment: (call, department) => giveFirstAdministratorDepartment(parts, call, department),
    people: peopleOf,
    departmentsWith: (call, role) => departmentsHolding(call.db, role),
    async issueClient(call, { name, department }) {
      const { row, secret } = await issueClient(call, { name, department, roles: ["department-user"] });
      return { id: row.id, secret };
    },
    renewSecret: (call, id) => renewSecret(parts, call, id),
    async clientsOf(call, department) {
      const rows = await pageOfClients(call.db, [department], 500);
      return rows.filter((row) => !row.isDisabled).map(({ id, name }) => ({ id, name }));
    },
    async administratorsTogether(call) {
      const holders = await holdersOfSeveral(call.db, threeAdministrators);
      return holders.map(({ login, name, assignments }) => ({
        login,
        name,
        roles: administratorsTogether(assignments),
      }));
    },
  };
}
