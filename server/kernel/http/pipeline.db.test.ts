import assert from "node:assert/strict";
import { request } from "node:http";
import { test } from "node:test";
import { Validator } from "@seriousme/openapi-schema-validator";
import { testBureau, startTestHub } from "#test/hub";

const { hub, url, as, asVisitor } = await startTestHub();
const officer = await as("data-officer");
const token = officer.signature.kind === "cookie" ? officer.signature.token : "";

const createSystem = (name: string) => ({ department: testBureau, name, zone: "government-extranet" });
const sent = (headers: Record<string, string>, body: string) =>
  fetch(new URL("/api/registry/systems", url), {
    method: "POST",
    headers: { cookie: `weir_session=${token}`, "content-type": "application/json", ...headers },
    body,
  });

test("a refusal is a problem document with a code, a sentence in the asked language and the request's number", async () => {
  const chinese = await asVisitor().get("/api/registry/systems");
  assert.equal(chinese.status, 401);
  assert.match(chinese.headers.get("content-type") ?? "", /^application\/problem\+json/);
  assert.equal(chinese.body.code, "http.sign-in-required");
  assert.match(chinese.body.detail ?? chinese.body.title, /[一-鿿]/u);
  assert.match(chinese.headers.get("x-request-id") ?? "", /./);
  const english = await asVisitor().get("/api/registry/systems", { headers: { "accept-language": "en-GB" } });
  assert.doesNotMatch(english.body.detail ?? english.body.title, /[一-鿿]/u);
});

test("a change sent from another site with the session's cookie is refused", async () => {
  for (const [name, value] of [
    ["sec-fetch-site", "cross-site"],
    ["origin", "https://elsewhere.example"],
  ] as const) {
    const answer = await sent({ [name]: value }, JSON.stringify(createSystem("跨站")));
    assert.equal(answer.status, 403);
    assert.match(await answer.text(), /http\.cross-site/);
  }
});

test("pages and answers carry the security headers, and answers are not stored", async () => {
  for (const path of ["/", "/api/registry/systems", "/docs"]) {
    const { headers } = await fetch(new URL(path, url));
    assert.match(headers.get("content-security-policy") ?? "", /default-src 'self'/, path);
    assert.match(headers.get("content-security-policy") ?? "", /frame-ancestors 'none'/, path);
    assert.equal(headers.get("x-content-type-options"), "nosniff", path);
  }
  const answer = await officer.get("/api/registry/systems");
  assert.equal(answer.headers.get("cache-control"), "no-store");
});

test("a body over the limit, and one that is not JSON, are refused with their codes", async () => {
  const large = await sent({}, JSON.stringify(createSystem("长".repeat(4 << 20))));
  assert.equal(large.status, 413);
  assert.match(await large.text(), /http\.too-large/);
  const broken = await sent({}, '{"department": ');
  assert.equal(broken.status, 400);
  assert.match(await broken.text(), /http\.bad-json/);
});

test("the same creating call twice with one Idempotency-Key happens once", async () => {
  const headers = { "idempotency-key": "k-1" };
  const before = await hub.ledger.size(hub.call());
  const first = await sent(headers, JSON.stringify(createSystem("登记一次")));
  const second = await sent(headers, JSON.stringify(createSystem("登记一次")));
  assert.deepEqual([first.status, second.status], [201, 201]);
  assert.deepEqual(await first.json(), await second.json());
  assert.equal(await hub.ledger.size(hub.call()), before + 1);
});

test("the OpenAPI description is valid 3.1 and names every route", async () => {
  const description = (await (await fetch(new URL("/openapi.json", url))).json()) as {
    openapi: string;
    paths: Record<string, Record<string, unknown>>;
  };
  const { valid, errors } = await new Validator().validate(structuredClone(description));
  assert.equal(valid, true, JSON.stringify(errors ?? "").slice(0, 2000));
  const described = Object.values(description.paths).flatMap((path) => Object.keys(path)).length;
  assert.equal(described, hub.routes.length);
});

test("the API browser needs nothing from outside", async () => {
  const page = await (await fetch(new URL("/docs", url))).text();
  const addresses = [...page.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, address]) => address ?? "");
  assert.ok(addresses.length > 2);
  for (const address of addresses) {
    assert.match(address, /^\//);
    assert.equal((await fetch(new URL(address, url))).status, 200, address);
  }
});

test("health, readiness and metrics answer; metrics count by operation", async () => {
  assert.deepEqual(await (await fetch(new URL("/healthz", url))).json(), { status: "ok" });
  assert.equal((await fetch(new URL("/readyz", url))).status, 200);
  await officer.get("/api/registry/systems");
  const metrics = await (await fetch(new URL("/metrics", url))).text();
  assert.match(metrics, /weir_http_request_seconds_count\{operation="registry\.list-systems",status="200"\}/);
  assert.match(metrics, /process_resident_memory_bytes/);
});

test("an address nobody knows under /api is a problem; any other is the application's page", async () => {
  const answer = await officer.get("/api/nothing/here");
  assert.equal(answer.status, 404);
  assert.match(answer.headers.get("content-type") ?? "", /problem\+json/);
});

test("draining lets a running request end and takes no more", async () => {
  const other = await startTestHub();
  const client = await other.as("data-officer");
  assert.equal((await client.get("/api/identity/session")).status, 200);
  // A request whose body is half sent when the drain begins.
  const signature = client.signature.kind === "cookie" ? client.signature.token : "";
  const text = JSON.stringify(createSystem("排空"));
  const half = request(new URL("/api/registry/systems", other.url), {
    method: "POST",
    headers: {
      cookie: `weir_session=${signature}`,
      "content-type": "application/json",
      "content-length": Buffer.byteLength(text),
    },
  });
  const answered = new Promise<number>((resolve, reject) => {
    half.on("response", (response) => resolve(response.statusCode ?? 0));
    half.on("error", reject);
  });
  half.write(text.slice(0, 10));
  await fetch(new URL("/healthz", other.url));
  const drained = other.hub.drain();
  half.end(text.slice(10));
  assert.equal(await answered, 201);
  await drained;
  await assert.rejects(fetch(new URL("/healthz", other.url)));
});
