import { identityRoutes as contract, type Role } from "#contract/identity";
import { implement, type Route } from "#kernel/http/route";
import { actFor } from "./commands/act-for.ts";
import { assignRoles } from "./commands/assign-roles.ts";
import { changePassword } from "./commands/change-password.ts";
import { createAccount } from "./commands/create-account.ts";
import { editAccount, resetPassword } from "./commands/edit-account.ts";
import { issueToken } from "./commands/issue-token.ts";
import { createClient, disableClient } from "./commands/manage-clients.ts";
import { createToken, revokeToken } from "./commands/manage-tokens.ts";
import { demoSignIn, signIn } from "./commands/sign-in.ts";
import { signOut } from "./commands/sign-out.ts";
import { oauthRefusal } from "./oauth-refusal.ts";
import type { IdentityParts } from "./parts.ts";
import { listAccounts, listClients, listTokens, session, welcome } from "./queries.ts";

/** The system administrator keeps accounts, the security administrator grants, the audit administrator looks. */
const keepers = ["system-administrator"] as const satisfies readonly Role[];
const granters = ["security-administrator"] as const satisfies readonly Role[];
const lookers = [
  "system-administrator",
  "security-administrator",
  "audit-administrator",
] as const satisfies readonly Role[];

export const identityRouteTable = (parts: IdentityParts): readonly Route[] => [
  ...signInRoutes(parts),
  ...accountRoutes(parts),
  ...credentialRoutes(parts),
];

const signInRoutes = (parts: IdentityParts): Route[] => [
  implement(contract.welcome, { who: "anyone", handler: (call) => welcome(parts, call) }),
  implement(contract.signIn, {
    who: "anyone",
    transaction: "own",
    handler: (call, { body }, request) => signIn(parts, call, body, request),
  }),
  implement(contract.demoSignIn, {
    who: "anyone",
    transaction: "own",
    handler: (call, { body }, request) => demoSignIn(parts, call, body.login, request),
  }),
  implement(contract.signOut, {
    who: "signed-in",
    handler: (call, _input, request) => signOut(parts, call, request),
  }),
  implement(contract.session, { who: "signed-in", handler: (call) => session(parts, call) }),
  implement(contract.actFor, {
    who: "signed-in",
    handler: (call, { body }) => actFor(parts, call, body.department),
  }),
  implement(contract.changePassword, {
    who: "signed-in",
    transaction: "own",
    handler: (call, { body }) => changePassword(parts, call, body),
  }),
];

const accountRoutes = (parts: IdentityParts): Route[] => [
  implement(contract.listAccounts, { who: lookers, handler: (call, { query }) => listAccounts(call, query) }),
  implement(contract.createAccount, {
    who: keepers,
    answersOnce: true,
    handler: (call, { body }) => createAccount(parts, call, body),
  }),
  implement(contract.editAccount, {
    who: keepers,
    handler: (call, { params, body }, { version }) => editAccount(parts, call, { id: params.id, version, edit: body }),
  }),
  implement(contract.resetPassword, {
    who: keepers,
    handler: (call, { params }) => resetPassword(parts, call, params.id),
  }),
  implement(contract.assignRoles, {
    who: granters,
    handler: (call, { params, body }, { version }) =>
      assignRoles(parts, call, { id: params.id, version, assignments: body.assignments }),
  }),
];

const credentialRoutes = (parts: IdentityParts): Route[] => [
  implement(contract.listClients, { who: lookers, handler: (call, { query }) => listClients(call, query) }),
  implement(contract.createClient, {
    who: granters,
    answersOnce: true,
    handler: (call, { body }) => createClient(parts, call, body),
  }),
  implement(contract.disableClient, {
    who: [...keepers, ...granters],
    handler: (call, { params }) => disableClient(parts, call, params.id),
  }),
  implement(contract.listTokens, { who: "signed-in", handler: (call) => listTokens(call) }),
  implement(contract.createToken, {
    who: "signed-in",
    answersOnce: true,
    handler: (call, { body }) => createToken(parts, call, body),
  }),
  implement(contract.revokeToken, {
    who: "signed-in",
    handler: (call, { params }) => revokeToken(parts, call, params.id),
  }),
  implement(contract.issueToken, {
    who: "anyone",
    transaction: "own",
    writeRefusal: oauthRefusal,
    handler: (call, { body }, request) => issueToken(parts, call, body, request),
  }),
];
