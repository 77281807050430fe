import { z } from "zod";
import { pageOf, PageQuery } from "./page.ts";
import { route } from "./route.ts";
import type { Bilingual } from "./text.ts";

/** Roles people hold. Three administrators are kept apart (等保 2.0): system, security, audit. */
export const roles = [
  "data-officer",
  "department-steward",
  "sharing-head",
  "department-user",
  "hall-clerk",
  "leader",
  "security-administrator",
  "audit-administrator",
  "system-administrator",
  "citizen",
] as const;
export type Role = (typeof roles)[number];

export const roleNames: Readonly<Record<Role, Bilingual>> = {
  "data-officer": { zh: "数据主管（数据局）", en: "Data officer (bureau)" },
  "department-steward": { zh: "部门数据管理员", en: "Department steward" },
  "sharing-head": { zh: "部门共享工作机构负责人", en: "Head of sharing" },
  "department-user": { zh: "部门用数人员", en: "Department user" },
  "hall-clerk": { zh: "窗口人员", en: "Hall clerk" },
  leader: { zh: "领导", en: "Leader" },
  "security-administrator": { zh: "安全管理员", en: "Security administrator" },
  "audit-administrator": { zh: "审计管理员", en: "Audit administrator" },
  "system-administrator": { zh: "系统管理员", en: "System administrator" },
  citizen: { zh: "群众", en: "Citizen" },
};

/** Which departments' things a person sees: own; own and all below it in the division tree; a list; all. */
export const scopeKinds = ["own", "tree", "several", "all"] as const;
export type ScopeKind = (typeof scopeKinds)[number];

/** A role held for a department (its 18-character unified social credit code; null for citizens). */
export const Assignment = z.object({
  role: z.enum(roles),
  department: z.string().nullable(),
  scope: z.enum(scopeKinds),
  /** Only with scope `several`. */
  departments: z.array(z.string()).default([]),
});
export type Assignment = z.infer<typeof Assignment>;

export const Account = z.object({
  id: z.uuid(),
  login: z.string(),
  name: z.string(),
  assignments: z.array(Assignment),
  isDisabled: z.boolean(),
  isDemo: z.boolean(),
  mustChangePassword: z.boolean(),
  lastSignInAt: z.iso.datetime().nullable(),
  createdAt: z.iso.datetime(),
  version: z.int(),
  may: z.object({ edit: z.boolean(), assign: z.boolean() }),
});
export type Account = z.infer<typeof Account>;

export const Session = z.object({
  person: z.object({ id: z.string(), login: z.string(), name: z.string(), isDemo: z.boolean() }),
  /** Roles held for the department acted for now. */
  roles: z.array(z.enum(roles)),
  /** The department acted for now. */
  department: z.string().nullable(),
  /** Departments this person may act for. */
  choices: z.array(z.object({ department: z.string().nullable(), roles: z.array(z.enum(roles)) })),
  mustChangePassword: z.boolean(),
  expiresAt: z.iso.datetime(),
});
export type Session = z.infer<typeof Session>;

/** What the sign-in page may know before anybody has signed in. */
export const Welcome = z.object({
  nodeName: z.string(),
  isSample: z.boolean(),
  demoAccounts: z.array(
    z.object({ login: z.string(), name: z.string(), role: z.enum(roles), departmentName: z.string().nullable() }),
  ),
});
export type Welcome = z.infer<typeof Welcome>;

export const ServiceClient = z.object({
  id: z.string(),
  name: z.string(),
  department: z.string(),
  roles: z.array(z.enum(roles)),
  isDisabled: z.boolean(),
  createdAt: z.iso.datetime(),
  lastUsedAt: z.iso.datetime().nullable(),
});
export type ServiceClient = z.infer<typeof ServiceClient>;

export const PersonalToken = z.object({
  id: z.uuid(),
  name: z.string(),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  lastUsedAt: z.iso.datetime().nullable(),
});
export type PersonalToken = z.infer<typeof PersonalToken>;

const login = z.string().trim().min(2).max(60);
const password = z.string().min(8).max(200);

export const identityRoutes = {
  welcome: route({
    method: "GET",
    path: "/api/identity/welcome",
    operation: "identity.welcome",
    summary: { zh: "登录页要显示的内容", en: "What the sign-in page shows" },
    answer: Welcome,
  }),
  signIn: route({
    method: "POST",
    path: "/api/identity/sign-in",
    operation: "identity.sign-in",
    summary: { zh: "登录（设置会话 Cookie）", en: "Sign in (sets the session cookie)" },
    body: z.object({ login, password: z.string().max(200) }),
    answer: Session,
  }),
  demoSignIn: route({
    method: "POST",
    path: "/api/identity/demo-sign-in",
    operation: "identity.demo-sign-in",
    summary: { zh: "用演示身份登录（仅示例模式）", en: "Sign in as a demo person (sample mode only)" },
    body: z.object({ login }),
    answer: Session,
  }),
  signOut: route({
    method: "POST",
    path: "/api/identity/sign-out",
    operation: "identity.sign-out",
    summary: { zh: "退出", en: "Sign out" },
    answers: "nothing",
  }),
  session: route({
    method: "GET",
    path: "/api/identity/session",
    operation: "identity.session",
    summary: { zh: "我是谁，代表哪个部门", en: "Who I am, on whose behalf" },
    answer: Session,
  }),
  actFor: route({
    method: "POST",
    path: "/api/identity/act-for",
    operation: "identity.act-for",
    summary: { zh: "切换代表的部门", en: "Act for another department" },
    body: z.object({ department: z.string().nullable() }),
    answer: Session,
  }),
  changePassword: route({
    method: "POST",
    path: "/api/identity/password",
    operation: "identity.change-password",
    summary: { zh: "修改自己的口令", en: "Change my password" },
    body: z.object({ current: z.string().max(200), next: password }),
    answers: "nothing",
  }),
  listAccounts: route({
    method: "GET",
    path: "/api/identity/accounts",
    operation: "identity.list-accounts",
    summary: { zh: "账号列表", en: "List accounts" },
    query: PageQuery.extend({ q: z.string().max(60).optional(), role: z.enum(roles).optional() }),
    answer: pageOf(Account),
  }),
  createAccount: route({
    method: "POST",
    path: "/api/identity/accounts",
    operation: "identity.create-account",
    summary: { zh: "新建账号（初始口令只显示一次）", en: "Create an account (its first password is shown once)" },
    body: z.object({ login, name: z.string().trim().min(1).max(60) }),
    answer: Account.extend({ firstPassword: z.string() }),
    status: 201,
  }),
  editAccount: route({
    method: "PATCH",
    path: "/api/identity/accounts/{id}",
    operation: "identity.edit-account",
    summary: { zh: "修改账号：姓名、停用、启用", en: "Edit an account: name, disable, enable" },
    params: z.object({ id: z.uuid() }),
    body: z.object({ name: z.string().trim().min(1).max(60).optional(), isDisabled: z.boolean().optional() }),
    answer: Account,
    needsIfMatch: true,
  }),
  resetPassword: route({
    method: "POST",
    path: "/api/identity/accounts/{id}/password",
    operation: "identity.reset-password",
    summary: { zh: "重置口令（新口令只显示一次）", en: "Reset a password (shown once)" },
    params: z.object({ id: z.uuid() }),
    answer: z.object({ firstPassword: z.string() }),
  }),
  assignRoles: route({
    method: "PUT",
    path: "/api/identity/accounts/{id}/assignments",
    operation: "identity.assign-roles",
    summary: { zh: "授予角色和数据范围", en: "Assign roles and data scopes" },
    params: z.object({ id: z.uuid() }),
    body: z.object({ assignments: z.array(Assignment).max(40) }),
    answer: Account,
    needsIfMatch: true,
  }),
  listClients: route({
    method: "GET",
    path: "/api/identity/clients",
    operation: "identity.list-clients",
    summary: { zh: "系统接入凭证列表", en: "List service clients" },
    query: PageQuery,
    answer: pageOf(ServiceClient),
  }),
  createClient: route({
    method: "POST",
    path: "/api/identity/clients",
    operation: "identity.create-client",
    summary: { zh: "新建系统接入凭证（密钥只显示一次）", en: "Create a service client (its secret is shown once)" },
    body: z.object({
      name: z.string().trim().min(1).max(60),
      department: z.string(),
      roles: z.array(z.enum(roles)).min(1),
    }),
    answer: ServiceClient.extend({ secret: z.string() }),
    status: 201,
  }),
  disableClient: route({
    method: "POST",
    path: "/api/identity/clients/{id}/disable",
    operation: "identity.disable-client",
    summary: { zh: "停用系统接入凭证", en: "Disable a service client" },
    params: z.object({ id: z.string() }),
    answer: ServiceClient,
  }),
  listTokens: route({
    method: "GET",
    path: "/api/identity/tokens",
    operation: "identity.list-tokens",
    summary: { zh: "我的访问令牌", en: "My access tokens" },
    answer: z.object({ items: z.array(PersonalToken) }),
  }),
  createToken: route({
    method: "POST",
    path: "/api/identity/tokens",
    operation: "identity.create-token",
    summary: {
      zh: "新建访问令牌（只显示一次），供命令行和程序使用",
      en: "Create an access token (shown once) for the command line and programs",
    },
    body: z.object({ name: z.string().trim().min(1).max(60), days: z.int().min(1).max(365).default(30) }),
    answer: PersonalToken.extend({ token: z.string() }),
    status: 201,
  }),
  revokeToken: route({
    method: "DELETE",
    path: "/api/identity/tokens/{id}",
    operation: "identity.revoke-token",
    summary: { zh: "作废访问令牌", en: "Revoke an access token" },
    params: z.object({ id: z.uuid() }),
    answers: "nothing",
  }),
  issueToken: route({
    method: "POST",
    path: "/api/identity/token",
    operation: "identity.issue-token",
    summary: { zh: "OAuth 2 客户端凭证换令牌", en: "OAuth 2 client credentials" },
    body: z.looseObject({ grant_type: z.string() }),
    answer: z.object({ access_token: z.string(), token_type: z.literal("Bearer"), expires_in: z.int() }),
  }),
};
