import assert from "node:assert/strict";
import { test } from "node:test";
import { startTestHub, testBureau } from "#test/hub";

const { asHolder, url } = await startTestHub();
const held = { department: testBureau, scope: "all", departments: [] } as const;
const officer = await asHolder([
  { ...held, role: "data-officer", departments: [] },
  { ...held, role: "system-administrator", departments: [] },
]);

test("an address that cannot be decoded is refused with a sentence, like everything else", async () => {
  for (const path of ["/api/dictionary/elements/%", "/api/dictionary/elements/%C0%80", "/%"]) {
    const { status, headers, body } = await officer.get(path);
    assert.deepEqual([status, body.code], [400, "http.bad-address"], path);
    assert.match(headers.get("content-type") ?? "", /^application\/problem\+json/);
  }
});

test("a cursor that no page gave out is refused on every list, never a defect", async () => {
  const openapi = (await (await fetch(new URL("/openapi.json", url))).json()) as {
    paths: Record<string, { get?: { parameters: { name: string; in: string }[] } }>;
  };
  const lists = Object.entries(openapi.paths).filter(
    ([path, { get }]) => !path.includes("{") && get?.parameters.some(({ name }) => name === "cursor"),
  );
  assert.ok(lists.length >= 8, `only ${lists.length} lists seen`);
  const madeUp = ["abc", "abc_def", "{}", "[]", "-1", "2026-02-30T00:00:00Z_x", "e30", "W10=", "\u{20BB7}"];
  for (const [path] of lists) {
    for (const cursor of madeUp) {
      const { status, body } = await officer.get(`${path}?cursor=${encodeURIComponent(cursor)}`);
      assert.ok(status === 200 || status === 400, `${path} ${cursor}: ${status} ${JSON.stringify(body)}`);
    }
  }
});

test("a body that is no JSON is told where it breaks off", async () => {
  const response = await fetch(new URL("/api/dictionary/propose", url), {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${tokenOf()}` },
    body: '{"columns": [',
  });
  assert.equal(((await response.json()) as { code: string }).code, "http.bad-json");
});

test("every answer carries the number under which the log and the ledger know it", async () => {
  const { headers } = await officer.get("/api/dictionary/elements?limit=1");
  assert.match(headers.get("x-request-id") ?? "", /^[0-9a-f-]{36}$/);
});

test("an answer whose bytes a handler makes goes without a page's headers, a page with them", async () => {
  const raw = await officer.get("/api/gate/resources/none/records?id=1");
  const list = await officer.get("/api/dictionary/elements?limit=1");
  assert.equal(raw.headers.get("x-content-type-options"), "nosniff");
  assert.equal(raw.headers.get("x-dns-prefetch-control"), null);
  assert.equal(list.headers.get("x-dns-prefetch-control"), "off");
});

function tokenOf(): string {
  return officer.signature.kind === "none" ? "" : officer.signature.token;
}
