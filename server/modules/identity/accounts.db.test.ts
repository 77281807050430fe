import assert from "node:assert/strict";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import { type Account, type Assignment, roles, type Session } from "#contract/identity";
import type { LedgerEntry } from "#contract/ledger";
import type { Page } from "#contract/page";
import { openDatabase } from "#kernel/db/db";
import { createLedger } from "#ledger";
import { callOn, freshDatabase } from "#test/database";
import { clientOf } from "#test/client";
import { assignmentOf, startTestHub, testBureau, testPolice } from "#test/hub";
import { createIdentity, type DepartmentLookup } from "./index.ts";

const { hub, url, config, ...enter } = await startTestHub();
const [system, security, audit] = await Promise.all(
  (["system-administrator", "security-administrator", "audit-administrator"] as const).map((role) => enter.as(role)),
);
if (!system || !security || !audit) throw new Error("unreachable");

let made = 0;
async function newAccount(): Promise<Account & { firstPassword: string }> {
  made += 1;
  const answer = await system?.post<Account & { firstPassword: string }>("/api/identity/accounts", {
    login: `made-${made}`,
    name: `新人${made}`,
  });
  assert.equal(answer?.status, 201);
  return answer.body;
}

const assign = (id: string, version: number, assignments: readonly Assignment[], client = security) =>
  client.put<Account & { code: string }>(
    `/api/identity/accounts/${id}/assignments`,
    { assignments },
    { ifMatch: version },
  );

const signInWith = async (login: string, password: string) => {
  const answer = await enter.asVisitor().post<Session>("/api/identity/sign-in", { login, password });
  return clientOf(url, {
    kind: "bearer",
    token: /weir_session=([^;]+)/.exec(answer.headers.get("set-cookie") ?? "")?.[1] ?? "",
  });
};

test("a new account holds nothing until the security administrator assigns a role", async () => {
  const account = await newAccount();
  assert.deepEqual(account.assignments, []);
  assert.deepEqual(account.may, { edit: true, assign: false });
  const assigned = await assign(account.id, account.version, [assignmentOf("department-user")]);
  assert.equal(assigned.status, 200);
  assert.equal(assigned.headers.get("etag"), `"${account.version + 1}"`);
  assert.deepEqual(assigned.body.assignments, [assignmentOf("department-user")]);
});

test("a login is taken once, however it is written", async () => {
  const { login } = await newAccount();
  const again = await system.post("/api/identity/accounts", { login: login.toUpperCase(), name: "x" });
  assert.equal(again.body.code, "identity.login-taken");
});

test("repeating a creating call does not show its secret again", async () => {
  const headers = { "idempotency-key": "k-1" };
  const body = { login: "made-once", name: "一次" };
  assert.equal((await system.post("/api/identity/accounts", body, { headers })).status, 201);
  const again = await system.post("/api/identity/accounts", body, { headers });
  assert.equal(again.body.code, "http.answered-once");
});

test("an edit based on an old version is refused", async () => {
  const account = await newAccount();
  await assign(account.id, account.version, [assignmentOf("leader")]);
  const stale = await system.patch(
    `/api/identity/accounts/${account.id}`,
    { name: "新名" },
    { ifMatch: account.version },
  );
  assert.equal(stale.status, 412);
});

test("the three administrators cannot be one account", async () => {
  const account = await newAccount();
  const refused = await assign(account.id, account.version, [
    assignmentOf("system-administrator"),
    assignmentOf("audit-administrator"),
  ]);
  assert.equal(refused.body.code, "identity.administrators-apart");
});

test("the first administrator holds two of them, and operations can warn about it", async () => {
  assert.deepEqual(await hub.identity.administratorsTogether(hub.call()), [
    { login: "admin", name: "系统管理员", roles: ["system-administrator", "security-administrator"] },
  ]);
});

test("nobody grants roles to themselves", async () => {
  const { body: self } = await security.get<Session>("/api/identity/session");
  const refused = await assign(self.person.id, 1, [assignmentOf("security-administrator"), assignmentOf("leader")]);
  assert.equal(refused.body.code, "identity.own-account");
});

test("a role for a department that does not exist is refused with its number", async () => {
  const account = await newAccount();
  const refused = await assign(account.id, account.version, [
    assignmentOf("leader"),
    assignmentOf("leader", { department: "no-such-department" }),
  ]);
  assert.equal(refused.body.code, "identity.assignment-wrong");
});

test("an administrator of one department neither sees nor changes accounts of others", async () => {
  const own = { department: testPolice, scope: "own" } as const;
  const [localSystem, localSecurity] = await Promise.all([
    enter.as("system-administrator", own),
    enter.as("security-administrator", own),
  ]);
  const account = await newAccount();
  const { version } = (await assign(account.id, account.version, [assignmentOf("leader")])).body;
  const { body } = await localSystem.get<Page<Account>>("/api/identity/accounts?limit=500");
  assert.ok(body.items.every((item) => item.assignments.every(({ department }) => department === testPolice)));
  assert.equal(body.total, body.items.length);
  assert.equal((await localSystem.post(`/api/identity/accounts/${account.id}/password`)).status, 404);
  assert.equal((await assign(account.id, version, [], localSecurity)).status, 404);
});

test("an administrator of one department cannot grant a wider scope", async () => {
  const local = await enter.as("security-administrator", { department: testPolice, scope: "own" });
  const account = await newAccount();
  const wide = assignmentOf("department-user", { department: testPolice, scope: "all" });
  const refused = await assign(account.id, account.version, [wide], local);
  assert.equal(refused.body.code, "identity.outside-your-scope");
  const good = assignmentOf("department-user", { department: testPolice });
  assert.equal((await assign(account.id, account.version, [good], local)).status, 200);
});

test("a disabled account stops at once, and does not come back with its old session", async () => {
  const account = await newAccount();
  const client = await signInWith(account.login, account.firstPassword);
  assert.equal((await client.get("/api/identity/session")).status, 200);
  const disabled = await system.patch<Account>(
    `/api/identity/accounts/${account.id}`,
    { isDisabled: true },
    { ifMatch: account.version },
  );
  assert.equal((await client.get("/api/identity/session")).status, 401);
  await system.patch(`/api/identity/accounts/${account.id}`, { isDisabled: false }, { ifMatch: disabled.body.version });
  assert.equal((await client.get("/api/identity/session")).status, 401);
});

test("nobody disables their own account", async () => {
  const { body: self } = await system.get<Session>("/api/identity/session");
  const refused = await system.patch(`/api/identity/accounts/${self.person.id}`, { isDisabled: true }, { ifMatch: 1 });
  assert.equal(refused.body.code, "identity.own-account");
});

test("a role taken away is gone from the next call of an open session", async () => {
  const account = await newAccount();
  const { version } = (await assign(account.id, account.version, [assignmentOf("audit-administrator")])).body;
  const { token } = await hub.identity.sessionFor(hub.call(), account.login);
  await system.post(`/api/identity/accounts/${account.id}/password`);
  assert.equal((await clientOf(url, { kind: "bearer", token }).get("/api/identity/accounts")).status, 401);
  const fresh = await hub.identity.sessionFor(hub.call(), account.login);
  await assign(account.id, version + 1, [assignmentOf("leader")]);
  assert.equal((await clientOf(url, { kind: "bearer", token: fresh.token }).get("/api/identity/accounts")).status, 403);
});

test("accounts are found by part of the name or login and by role, in pages that fit together", async () => {
  const account = await newAccount();
  await assign(account.id, account.version, [assignmentOf("hall-clerk")]);
  const { body } = await audit.get<Page<Account>>(
    `/api/identity/accounts?role=hall-clerk&q=${encodeURIComponent(account.name.slice(1))}`,
  );
  assert.deepEqual(
    body.items.map(({ id }) => id),
    [account.id],
  );
  const seen: string[] = [];
  let cursor: string | null = "";
  while (cursor !== null) {
    const next = cursor === "" ? "" : `&cursor=${encodeURIComponent(cursor)}`;
    const page: Page<Account> = (await audit.get<Page<Account>>(`/api/identity/accounts?limit=3${next}`)).body;
    seen.push(...page.items.map(({ id }) => id));
    cursor = page.next;
    if (cursor === null) assert.equal(seen.length, page.total);
  }
  assert.equal(new Set(seen).size, seen.length);
});

test("every role that the table does not name gets 403 from the account calls, a visitor 401", async () => {
  const calls = [
    ["get", "/api/identity/accounts", ["system-administrator", "security-administrator", "audit-administrator"]],
    ["get", "/api/identity/clients", ["system-administrator", "security-administrator", "audit-administrator"]],
  ] as const;
  for (const role of roles) {
    const client = await enter.as(role);
    for (const [method, address, allowed] of calls) {
      const expected = allowed.some((name) => name === role) ? 200 : 403;
      assert.equal((await client[method](address)).status, expected, `${role} ${address}`);
    }
  }
  assert.equal((await enter.asVisitor().get("/api/identity/accounts")).status, 401);
});

test("each change of an account is one ledger entry of the same name", async () => {
  const account = await newAccount();
  await assign(account.id, account.version, [assignmentOf("leader")]);
  await system.post(`/api/identity/accounts/${account.id}/password`);
  const { body } = await audit.get<Page<LedgerEntry>>(`/api/ledger/entries?objectKind=account&objectId=${account.id}`);
  assert.deepEqual(
    body.items.map(({ action }) => action),
    ["identity.reset-password", "identity.assign-roles", "identity.create-account"],
  );
  assert.doesNotMatch(JSON.stringify(body), new RegExp(account.firstPassword));
});

test("the local operator's token stands in a file only its owner reads, and acts everywhere", async () => {
  const file = path.join(config.data, "keys", "operator.token");
  assert.equal(statSync(file).mode & 0o777, 0o600);
  const { body } = await enter.asOperator().get<Session>("/api/identity/session");
  assert.deepEqual(body.roles, ["system-administrator", "data-officer"]);
  const cookie = clientOf(url, { kind: "cookie", token: hub.identity.operatorToken() });
  assert.equal((await cookie.get("/api/identity/session")).status, 401);
});

const lookup: DepartmentLookup = { expand: async () => [testBureau], nameOf: async () => "测试局" };

test("another process of the hub notices a disabled account within a second", async () => {
  const folder = mkdtempSync(path.join(tmpdir(), "weir-identity-"));
  after(() => rmSync(folder, { recursive: true, force: true }));
  const database = await freshDatabase();
  let at = 0;
  const start = (key: string) =>
    createIdentity({
      ledger: createLedger({ keyFolder: path.join(folder, key), origin: "weir.test/ledger" }),
      database,
      config,
      keyFolder: path.join(folder, key),
      departments: lookup,
      monotonicMs: () => at,
    });
  const [one, other] = [start("one"), start("other")];
  const call = callOn(database, { now: new Date() });
  const { id } = await one.ensureAccount(call, { login: "worker", name: "工", assignments: [assignmentOf("leader")] });
  const { token } = await one.sessionFor(call, "worker");
  const kindAt = async (identity: typeof one) => (await identity.authenticate(call, { bearer: token })).kind;
  assert.equal(await kindAt(other), "person");
  await database.pool.query("update identity.account set is_disabled = true where id = $1", [id]);
  at = 999;
  assert.equal(await kindAt(one), "visitor");
  at = 1000;
  assert.equal(await kindAt(other), "visitor");
});

test("hubs that start at once on an empty database make one first administrator", async () => {
  const folder = mkdtempSync(path.join(tmpdir(), "weir-identity-"));
  after(() => rmSync(folder, { recursive: true, force: true }));
  const database = await freshDatabase();
  const more = openDatabase({ url: database.url, maxConnections: 10 });
  after(() => more.close());
  const opened = await Promise.all(
    Array.from({ length: 8 }, (_, index) =>
      createIdentity({
        ledger: createLedger({ keyFolder: path.join(folder, "k"), origin: "weir.test/ledger" }),
        database: more,
        config: { ...config, adminPassword: undefined },
        keyFolder: path.join(folder, String(index)),
        departments: lookup,
      }).open(callOn(more)),
    ),
  );
  assert.equal(opened.filter(({ firstPassword }) => firstPassword !== null).length, 1);
});

test("the first administrator comes to act for the bureau, once", async () => {
  const call = hub.call();
  await hub.identity.giveFirstAdministratorDepartment(call, testBureau);
  await hub.identity.giveFirstAdministratorDepartment(call, testPolice);
  const { session } = await hub.identity.sessionFor(call, "admin");
  assert.deepEqual(session.choices, [
    { department: testBureau, roles: ["data-officer", "security-administrator", "system-administrator"] },
  ]);
});
