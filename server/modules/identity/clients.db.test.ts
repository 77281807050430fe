import assert from "node:assert/strict";
import { test } from "node:test";
import type { PersonalToken, ServiceClient, Session } from "#contract/identity";
import { sql } from "#kernel/db/db";
import { clientOf } from "#test/client";
import { startTestHub, testBureau, testPolice } from "#test/hub";

const { hub, url, ...enter } = await startTestHub();
const security = await enter.as("security-administrator");
const visitor = enter.asVisitor();

interface TokenAnswer {
  readonly access_token: string;
  readonly token_type: string;
  readonly expires_in: number;
  readonly error: string;
  readonly error_description: string;
}

async function newClient(department = testPolice): Promise<ServiceClient & { secret: string }> {
  const answer = await security.post<ServiceClient & { secret: string }>("/api/identity/clients", {
    name: "人口系统",
    department,
    roles: ["department-user"],
  });
  assert.equal(answer.status, 201);
  return answer.body;
}

const basic = (id: string, secret: string) => ({
  authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString("base64")}`,
});

async function ask(form: Record<string, string>, headers: Record<string, string> = {}) {
  const response = await fetch(new URL("/api/identity/token", url), {
    method: "POST",
    body: new URLSearchParams(form),
    headers,
  });
  return { status: response.status, headers: response.headers, body: (await response.json()) as TokenAnswer };
}

test("a client gets an hour's token with the Basic header and acts with it for its department", async () => {
  const { id, secret } = await newClient();
  const answer = await ask({ grant_type: "client_credentials" }, basic(id, secret));
  assert.equal(answer.status, 200);
  assert.equal(answer.headers.get("cache-control"), "no-store");
  assert.deepEqual([answer.body.token_type, answer.body.expires_in], ["Bearer", 3600]);
  const program = clientOf(url, { kind: "bearer", token: answer.body.access_token });
  const { body } = await program.get<Session>("/api/identity/session");
  assert.deepEqual([body.person.id, body.department, body.roles], [id, testPolice, ["department-user"]]);
});

test("credentials in the body work as well, as a form or as JSON", async () => {
  const { id, secret } = await newClient();
  const body = { grant_type: "client_credentials", client_id: id, client_secret: secret };
  assert.equal((await ask(body)).status, 200);
  assert.equal((await visitor.post("/api/identity/token", body)).status, 200);
});

test("a wrong secret is refused as RFC 6749 says, with a challenge", async () => {
  const { id } = await newClient();
  const answer = await ask({ grant_type: "client_credentials" }, basic(id, "wrong"));
  assert.equal(answer.status, 401);
  assert.match(answer.headers.get("www-authenticate") ?? "", /^Basic/);
  assert.match(answer.headers.get("content-type") ?? "", /^application\/json/);
  assert.deepEqual(Object.keys(answer.body), ["error", "error_description"]);
  assert.equal(answer.body.error, "invalid_client");
});

for (const [form, error] of [
  [{ grant_type: "password" }, "unsupported_grant_type"],
  [{}, "invalid_request"],
  [{ grant_type: "client_credentials", scope: "everything" }, "invalid_scope"],
] as const) {
  test(`${JSON.stringify(form)} is refused as ${error}`, async () => {
    const { id, secret } = await newClient();
    const answer = await ask(form, basic(id, secret));
    assert.deepEqual([answer.status, answer.body.error], [400, error]);
    // RFC 6749 §5.2 allows these characters only.
    assert.match(answer.body.error_description, /^[\x20-\x21\x23-\x5b\x5d-\x7e]+$/);
  });
}

test("a token and a secret stand in the database only as hashes", async () => {
  const { id, secret } = await newClient();
  const { body } = await ask({ grant_type: "client_credentials" }, basic(id, secret));
  const { rows } = await sql<{ row: string }>`
    select t::text as row from identity.token t union all select c::text from identity.client c
    union all select e.body from ledger.entry e union all select i::text from kernel.idempotency i`.execute(
    hub.call().db.withTables<never>(),
  );
  const everything = rows.map(({ row }) => row).join("\n");
  assert.ok(!everything.includes(secret) && !everything.includes(body.access_token));
});

test("a disabled client gets no token, and those it has stop", async () => {
  const { id, secret } = await newClient();
  const { body } = await ask({ grant_type: "client_credentials" }, basic(id, secret));
  const program = clientOf(url, { kind: "bearer", token: body.access_token });
  assert.equal((await program.get("/api/identity/session")).status, 200);
  const disabled = await security.post<ServiceClient>(`/api/identity/clients/${id}/disable`);
  assert.equal(disabled.body.isDisabled, true);
  assert.equal((await program.get("/api/identity/session")).status, 401);
  assert.equal((await ask({ grant_type: "client_credentials" }, basic(id, secret))).body.error, "invalid_client");
});

test("a client cannot be an administrator", async () => {
  const refused = await security.post("/api/identity/clients", {
    name: "x",
    department: testPolice,
    roles: ["department-user", "system-administrator"],
  });
  assert.equal(refused.body.code, "identity.client-roles");
});

test("a client of another department is neither seen nor made by a local administrator", async () => {
  const local = await enter.as("security-administrator", { department: testPolice, scope: "own" });
  const foreign = await newClient(testBureau);
  const { body } = await local.get<{ items: ServiceClient[]; total: number }>("/api/identity/clients?limit=500");
  assert.ok(body.items.length > 0 && body.items.every(({ department }) => department === testPolice));
  assert.equal((await local.post(`/api/identity/clients/${foreign.id}/disable`)).status, 404);
  const made = await local.post("/api/identity/clients", { name: "x", department: testBureau, roles: ["leader"] });
  assert.equal(made.status, 404);
});

test("a personal token acts for the department it was made for, until it is revoked", async () => {
  const person = await enter.as("department-user", { department: testPolice });
  const made = await person.post<PersonalToken & { token: string }>("/api/identity/tokens", { name: "命令行" });
  assert.equal(made.status, 201);
  const program = clientOf(url, { kind: "bearer", token: made.body.token });
  assert.equal((await program.get<Session>("/api/identity/session")).body.department, testPolice);
  const { body } = await person.get<{ items: PersonalToken[] }>("/api/identity/tokens");
  assert.equal(body.items.length, 1);
  assert.notEqual(body.items[0]?.lastUsedAt, null);
  assert.equal((await person.delete(`/api/identity/tokens/${made.body.id}`)).status, 204);
  assert.equal((await program.get("/api/identity/session")).status, 401);
});

test("a token cannot make another, sign out or switch departments", async () => {
  const person = await enter.as("department-user");
  const { body } = await person.post<{ token: string }>("/api/identity/tokens", { name: "t", days: 1 });
  const program = clientOf(url, { kind: "bearer", token: body.token });
  for (const [address, sent] of [
    ["/api/identity/tokens", { name: "child" }],
    ["/api/identity/sign-out", undefined],
    ["/api/identity/act-for", { department: null }],
  ] as const)
    assert.equal((await program.post(address, sent)).body.code, "identity.session-required", address);
});

test("nobody revokes another person's token", async () => {
  const [owner, other] = await Promise.all([enter.as("leader"), enter.as("leader")]);
  const { body } = await owner.post<{ id: string }>("/api/identity/tokens", { name: "t" });
  assert.equal((await other.delete(`/api/identity/tokens/${body.id}`)).body.code, "identity.token-not-found");
});

test("a bearer that has ended is not covered by a good cookie beside it", async () => {
  const person = await enter.as("leader");
  const answer = await person.get("/api/identity/session", { headers: { authorization: "Bearer wp_gone" } });
  assert.equal(answer.status, 401);
});
