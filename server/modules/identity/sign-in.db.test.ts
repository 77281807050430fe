import assert from "node:assert/strict";
import { test } from "node:test";
import type { Session, Welcome } from "#contract/identity";
import type { LedgerEntry } from "#contract/ledger";
import type { Page } from "#contract/page";
import { sql } from "#kernel/db/db";
import { clientOf } from "#test/client";
import { startTestHub, testBureau, testPolice } from "#test/hub";

const { hub, url, config, ...enter } = await startTestHub();
const visitor = enter.asVisitor();
const password = config.adminPassword ?? "";
const signIn = (login: string, given: string) =>
  visitor.post<Session & { code?: string }>("/api/identity/sign-in", { login, password: given });

const cookieOf = (headers: Headers): string => /weir_session=([^;]+)/.exec(headers.get("set-cookie") ?? "")?.[1] ?? "";

/** Accounts of their own for tests that lock or disable them. */
async function freshAccount(): Promise<{ id: string; login: string; firstPassword: string; version: number }> {
  const login = `p${Math.random().toString(36).slice(2, 10)}`;
  const created = await enter
    .asOperator()
    .post<{ id: string; login: string; firstPassword: string; version: number }>("/api/identity/accounts", {
      login,
      name: "临时",
    });
  assert.equal(created.status, 201);
  return created.body;
}

const forgetTries = () => sql`delete from identity.rate_limit`.execute(hub.call().db.withTables<never>());

test("the first administrator signs in with the configured password and gets a strict, script-proof cookie", async () => {
  const answer = await signIn("admin", password);
  assert.equal(answer.status, 200);
  assert.deepEqual(answer.body.roles, ["data-officer", "security-administrator", "system-administrator"]);
  assert.equal(answer.body.mustChangePassword, false);
  const cookie = answer.headers.get("set-cookie") ?? "";
  assert.match(cookie, /HttpOnly/);
  assert.match(cookie, /SameSite=Strict/);
});

test("a session's token works as a cookie and as a bearer", async () => {
  const token = cookieOf((await signIn("admin", password)).headers);
  for (const kind of ["cookie", "bearer"] as const) {
    const answer = await clientOf(url, { kind, token }).get<Session>("/api/identity/session");
    assert.equal(answer.body.person.login, "admin", kind);
  }
});

test("logins are told apart by neither case nor width", async () => {
  assert.equal((await signIn(" ＡＤＭＩＮ ", password)).status, 200);
});

test("a wrong password and an unknown login get the same answer", async () => {
  const { login } = await freshAccount();
  const wrong = await signIn(login, "not-the-password");
  const unknown = await signIn("nobody-here", "not-the-password");
  assert.equal(wrong.status, 401);
  assert.deepEqual({ ...wrong.body, instance: "" }, { ...unknown.body, instance: "" });
});

test("a refused sign-in stays in the ledger, without what was typed", async () => {
  const { login, id } = await freshAccount();
  await signIn(login, "secret-typed-1");
  await signIn("secret-typed-2", "x");
  const auditor = await enter.as("audit-administrator");
  const { body } = await auditor.get<Page<LedgerEntry>>("/api/ledger/entries?action=identity.sign-in&outcome=refused");
  assert.ok(body.items.some((entry) => entry.object?.id === id));
  assert.doesNotMatch(JSON.stringify(body), /secret-typed/);
});

test("ten wrong passwords at once test at most five, and lock the login", async () => {
  await forgetTries();
  const { login, firstPassword } = await freshAccount();
  const answers = await Promise.all(Array.from({ length: 10 }, (_, index) => signIn(login, `wrong-password-${index}`)));
  assert.equal(answers.filter(({ status }) => status === 401).length, 5);
  assert.equal(answers.filter(({ status }) => status === 429).length, 5);
  const right = await signIn(login, firstPassword);
  assert.equal(right.body.code, "identity.login-locked");
  assert.ok(Number(right.headers.get("retry-after")) > 800);
});

test("the fifth wrong password in a row locks for the whole fifteen minutes", async () => {
  await forgetTries();
  const { login } = await freshAccount();
  for (let tries = 0; tries < 5; tries += 1) assert.equal((await signIn(login, "wrong")).status, 401);
  const { rows } = await sql<{ expire: number; points: number }>`
    select r.expire, r.points from identity.rate_limit r where r.key like 'login:%'`.execute(
    hub.call().db.withTables<never>(),
  );
  assert.ok(rows.some(({ expire, points }) => points > 5 && expire - Date.now() > 890_000));
});

test("a login that does not exist locks like one that does", async () => {
  await forgetTries();
  for (let tries = 0; tries < 5; tries += 1) await signIn("ghost", "wrong");
  assert.equal((await signIn("ghost", "wrong")).body.code, "identity.login-locked");
});

test("a right password makes the login start afresh", async () => {
  await forgetTries();
  const { login, firstPassword } = await freshAccount();
  for (let round = 0; round < 3; round += 1) {
    for (let tries = 0; tries < 4; tries += 1) assert.equal((await signIn(login, "wrong")).status, 401);
    assert.equal((await signIn(login, firstPassword)).status, 200);
  }
});

test("the administrator's reset opens a locked login again", async () => {
  await forgetTries();
  const { login, id } = await freshAccount();
  for (let tries = 0; tries < 6; tries += 1) await signIn(login, "wrong");
  const reset = await enter.asOperator().post<{ firstPassword: string }>(`/api/identity/accounts/${id}/password`);
  assert.equal((await signIn(login, reset.body.firstPassword)).status, 200);
});

test("sixty tries from one address in five minutes are the last, whatever the login", async () => {
  await forgetTries();
  const answers = await Promise.all(Array.from({ length: 62 }, (_, index) => signIn(`someone-${index}`, "wrong")));
  assert.equal(answers.filter(({ status }) => status === 401).length, 60);
  assert.equal((await signIn("admin", password)).body.code, "identity.address-limited");
  await forgetTries();
});

test("a first password opens nothing but the session, its change and the way out", async () => {
  await forgetTries();
  const { login, firstPassword } = await freshAccount();
  const client = clientOf(url, { kind: "bearer", token: cookieOf((await signIn(login, firstPassword)).headers) });
  assert.equal((await client.get<Session>("/api/identity/session")).body.mustChangePassword, true);
  assert.equal((await client.get("/api/identity/tokens")).body.code, "identity.password-change-required");
  const changed = await client.post("/api/identity/password", { current: firstPassword, next: "杨柳依依 2026" });
  assert.equal(changed.status, 204);
  assert.equal((await client.get("/api/identity/tokens")).status, 200);
  assert.equal((await signIn(login, "杨柳依依 2026")).status, 200);
});

test("a weak new password is refused with the reason", async () => {
  await forgetTries();
  const { login, firstPassword } = await freshAccount();
  const client = clientOf(url, { kind: "bearer", token: cookieOf((await signIn(login, firstPassword)).headers) });
  const refused = await client.post("/api/identity/password", { current: firstPassword, next: "12345678" });
  assert.equal(refused.body.code, "identity.weak-password");
  assert.match(refused.body.detail, /连续/);
});

test("guessing the current password is limited like signing in", async () => {
  await forgetTries();
  const { login, firstPassword } = await freshAccount();
  const client = clientOf(url, { kind: "bearer", token: cookieOf((await signIn(login, firstPassword)).headers) });
  const guess = () => client.post("/api/identity/password", { current: "guess", next: "long-enough-1" });
  for (let tries = 0; tries < 5; tries += 1) assert.equal((await guess()).body.code, "identity.wrong-current-password");
  assert.equal((await guess()).body.code, "identity.login-locked");
});

test("changing the password ends the person's other sessions and keeps this one", async () => {
  await forgetTries();
  const { login, firstPassword } = await freshAccount();
  const enterOnce = async () =>
    clientOf(url, { kind: "cookie", token: cookieOf((await signIn(login, firstPassword)).headers) });
  const [here, elsewhere] = [await enterOnce(), await enterOnce()];
  assert.equal((await elsewhere.get("/api/identity/session")).status, 200);
  await here.post("/api/identity/password", { current: firstPassword, next: "another-good-1" });
  assert.equal((await here.get("/api/identity/session")).status, 200);
  assert.equal((await elsewhere.get("/api/identity/session")).status, 401);
});

test("of two sessions of one person, signing out ends one", async () => {
  const tokens = await Promise.all([signIn("admin", password), signIn("admin", password)]);
  const [first, second] = tokens.map(({ headers }) => clientOf(url, { kind: "cookie", token: cookieOf(headers) }));
  assert.equal((await first?.post("/api/identity/sign-out"))?.status, 204);
  assert.equal((await first?.get("/api/identity/session"))?.status, 401);
  assert.equal((await second?.get("/api/identity/session"))?.status, 200);
});

test("a person acts for one department at a time, with the roles held for it", async () => {
  const client = await enter.asHolder([
    { role: "data-officer", department: testBureau, scope: "all", departments: [] },
    { role: "department-user", department: testPolice, scope: "own", departments: [] },
  ]);
  const before = (await client.get<Session>("/api/identity/session")).body;
  assert.deepEqual([before.department, before.roles], [testBureau, ["data-officer"]]);
  const after = (await client.post<Session>("/api/identity/act-for", { department: testPolice })).body;
  assert.deepEqual([after.department, after.roles], [testPolice, ["department-user"]]);
  assert.deepEqual((await client.get<Session>("/api/identity/session")).body, after);
  assert.equal((await client.post("/api/identity/act-for", { department: "elsewhere" })).status, 404);
});

test("outside sample mode there is no demo person to see or to be", async () => {
  await hub.identity.ensureDemoAccount(hub.call(), {
    login: "demo-leader",
    name: "示例",
    assignments: [{ role: "leader", department: testBureau, scope: "all", departments: [] }],
  });
  const { body } = await visitor.get<Welcome>("/api/identity/welcome");
  assert.deepEqual([body.isSample, body.demoAccounts], [false, []]);
  assert.equal((await visitor.post("/api/identity/demo-sign-in", { login: "demo-leader" })).status, 404);
});
