import assert from "node:assert/strict";
import { test } from "node:test";
import type { Session, Welcome } from "#contract/identity";
import type { LedgerEntry } from "#contract/ledger";
import type { Page } from "#contract/page";
import { clientOf } from "#test/client";
import { startTestHub, testBureau } from "#test/hub";

const { hub, url, asVisitor } = await startTestHub({ sample: true, adminPassword: undefined, secureCookies: true });
const demo = {
  login: "demo-steward",
  name: "演示·数据管理员",
  assignments: [{ role: "department-steward", department: testBureau, scope: "own", departments: [] }],
} as const;
await hub.identity.ensureDemoAccount(hub.call(), {
  ...demo,
  assignments: [{ ...demo.assignments[0], departments: [] }],
});

test("the sign-in page offers the demo people of the sample", async () => {
  const { body } = await asVisitor().get<Welcome>("/api/identity/welcome");
  const [account] = body.demoAccounts;
  assert.deepEqual([account?.login, account?.role], ["demo-steward", "department-steward"]);
  assert.ok(account?.departmentName);
});

test("a demo person signs in with a click and is marked as one", async () => {
  const answer = await asVisitor().post<Session>("/api/identity/demo-sign-in", { login: "demo-steward" });
  assert.equal(answer.body.person.isDemo, true);
  assert.deepEqual(answer.body.roles, ["department-steward"]);
});

test("behind HTTPS the address in the ledger is what the proxy saw, not what the caller claims", async () => {
  await asVisitor().post(
    "/api/identity/demo-sign-in",
    { login: "demo-steward" },
    { headers: { "x-forwarded-for": "203.0.113.9, 198.51.100.7" } },
  );
  const operator = clientOf(url, { kind: "bearer", token: hub.identity.operatorToken() });
  const { body } = await operator.get<Page<LedgerEntry>>("/api/ledger/entries?action=identity.demo-sign-in&limit=1");
  assert.equal(body.items[0]?.facts["address"], "198.51.100.7");
});

test("making the same demo person again changes nothing", async () => {
  const again = await hub.identity.ensureDemoAccount(hub.call(), { login: "DEMO-steward", name: "x", assignments: [] });
  const { body } = await asVisitor().get<Welcome>("/api/identity/welcome");
  assert.equal(body.demoAccounts.length, 1);
  assert.ok(again.id);
});

test("a real account is no demo person", async () => {
  const refused = await asVisitor().post("/api/identity/demo-sign-in", { login: "admin" });
  assert.equal(refused.body.code, "identity.no-demo");
});

test("without a configured password one is made, told once, and must be changed", async () => {
  assert.equal(hub.firstPassword?.login, "admin");
  const answer = await asVisitor().post<Session>("/api/identity/sign-in", hub.firstPassword);
  assert.equal(answer.body.mustChangePassword, true);
  assert.deepEqual(await hub.identity.open(hub.call()), { firstPassword: null });
});
