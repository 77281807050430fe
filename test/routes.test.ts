import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { describe, test } from "node:test";
import { type Role, roles } from "#contract/identity";
import type { Route } from "#kernel/http/route";
import type { Answer, TestClient } from "#test/client";
import { startTestHub } from "#test/hub";
import { routeExamples } from "#test/route-examples";
import { type ExampleRequest, type RouteExample, routeGround } from "#test/route-ground";

// What must hold of every route there is, walked over the table the hub itself answers from.

const hub = await startTestHub({ sample: true, agentPort: 0 });
const ground = routeGround(hub);
const { routes } = hub.hub;

const changes = ({ contract }: Route): boolean => contract.method !== "GET" && contract.readsOnly !== true;
const nameOf = ({ contract }: Route): string => `${contract.method} ${contract.path}`;
const changing = routes.filter(changes);

test("the table holds the routes of every module, each name and each address once", () => {
  assert.ok(routes.length > 60, `only ${routes.length} routes seen`);
  assert.ok(changing.length > 30, `only ${changing.length} changing routes seen`);
  for (const text of [nameOf, (route: Route) => route.contract.operation])
    assert.equal(new Set(routes.map(text)).size, routes.length);
});

test("every changing route has an example, and every example a route", () => {
  assert.deepEqual(
    Object.keys(routeExamples).toSorted(),
    changing.map(({ contract }) => contract.operation).toSorted(),
  );
});

const someId = "00000000-0000-7000-8000-000000000000";

/** The address with these values in its places; `filler` where none is given. */
function addressOf({ contract }: Route, request: ExampleRequest = {}, filler = someId): string {
  const path = contract.path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(String(request.params?.[name] ?? filler)),
  );
  return request.query ? `${path}?${new URLSearchParams(request.query)}` : path;
}

async function send(
  client: TestClient,
  route: Route,
  request: ExampleRequest,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer<Readonly<Record<string, unknown>>>> {
  const { method } = route.contract;
  const address = addressOf(route, request);
  const ask = { headers, ...(request.ifMatch === undefined ? {} : { ifMatch: request.ifMatch }) };
  if (request.file !== undefined) return client.upload(address, Uint8Array.from(Buffer.from(request.file)));
  if (method === "GET") return client.get(address, ask);
  if (method === "DELETE") return client.delete(address, ask);
  return client[({ POST: "post", PUT: "put", PATCH: "patch" } as const)[method]](address, request.body, ask);
}

/** Somebody who may call it. */
const somebody = ({ who }: Route): Promise<TestClient> =>
  ground.person(who === "anyone" ? "visitor" : who === "signed-in" ? "leader" : (who[0] as Role));

describe("who may call", () => {
  for (const route of routes.filter(({ who }) => who !== "anyone")) {
    test(`${nameOf(route)}: 401 without a session`, async () => {
      const answer = await send(hub.asVisitor(), route, {});
      assert.deepEqual([answer.status, answer.body["code"]], [401, "http.sign-in-required"]);
    });
  }

  for (const route of routes) {
    const { who } = route;
    if (typeof who === "string") continue;
    test(`${nameOf(route)}: 403 for every role not listed, and for somebody without a role`, async () => {
      assert.ok(who.length > 0 && who.every((role) => (roles as readonly string[]).includes(role)), who.join());
      for (const role of roles.filter((other) => !who.includes(other))) {
        const answer = await send(await ground.person(role), route, {});
        assert.deepEqual([answer.status, answer.body["code"]], [403, "http.not-permitted"], role);
      }
      assert.equal((await send(await hub.asHolder([]), route, {})).status, 403);
    });
  }
});

describe("what arrives", () => {
  for (const route of routes.filter(({ contract }) => contract.body !== undefined)) {
    test(`${nameOf(route)}: 400 for a body of another type`, async () => {
      const client = await somebody(route);
      for (const body of ["text", 7, [], null]) {
        const answer = await send(client, route, { body: body as never });
        assert.equal(answer.status, 400, `${JSON.stringify(body)}: ${answer.text}`);
      }
    });
  }

  for (const route of routes.filter(({ contract }) => contract.params !== undefined)) {
    test(`${nameOf(route)}: 400 for an address that holds a NUL`, async () => {
      const path = addressOf(route, {}, "\0");
      const answer = await send(await somebody(route), { ...route, contract: { ...route.contract, path } }, {});
      assert.equal(answer.status, 400, answer.text);
      // Those who speak another protocol are refused in its words.
      if (!route.writeRefusal) assert.equal(answer.body["code"], "http.bad-request");
    });
  }

  for (const route of routes.filter(({ contract }) => contract.query !== undefined)) {
    test(`${nameOf(route)}: 400 for a filter that holds a NUL`, async () => {
      const answer = await send(await somebody(route), route, { query: { q: "\0" } });
      assert.deepEqual([answer.status, answer.body["code"]], [400, "http.bad-request"]);
    });
  }
});

interface Kept {
  readonly action: string;
  readonly request: string;
}

/** What stands in the ledger under one request. */
async function entriesOf(answer: Answer<unknown>): Promise<Kept[]> {
  const request = answer.headers.get("x-request-id") ?? "";
  const { rows } = await hub.database.pool.query<{ body: string }>(
    "select e.body from ledger.entry e where e.body::jsonb->>'request' = $1 order by e.number",
    [request],
  );
  return rows.map(({ body }) => JSON.parse(body) as Kept);
}

/** RFC 6749 §3.2: a server ignores parameters it does not know; OpenLineage bids it keep them. */
const takesUnknownFields = new Set(["identity.issue-token", "graph.receive-lineage", "graph.receive-lineage-batch"]);

async function withExample(
  example: RouteExample,
  act: (client: TestClient, request: ExampleRequest) => Promise<void>,
): Promise<void> {
  const request = await example.make(ground);
  await act(request.client ?? (await ground.person(example.as)), request);
}

describe("a change", () => {
  for (const route of changing) {
    const { contract } = route;
    const example = routeExamples[contract.operation];
    if (!example) continue;

    test(`${nameOf(route)}: succeeds and leaves exactly one entry under its name`, async () => {
      await withExample(example, async (client, request) => {
        const answer = await send(client, route, request);
        const wanted = contract.status ?? (contract.answers === "nothing" ? 204 : 200);
        assert.equal(answer.status, wanted, answer.text);
        const entries = await entriesOf(answer);
        assert.deepEqual(
          entries.map(({ action }) => action),
          [...(example.also ?? []), contract.operation],
        );
        await example.afterwards?.(ground, answer.body);
      });
    });

    if (contract.body && !takesUnknownFields.has(contract.operation))
      test(`${nameOf(route)}: 400 for a field it does not know, and no entry`, async () => {
        await withExample(example, async (client, request) => {
          const answer = await send(client, route, { ...request, body: { ...request.body, nobodyKnowsThis: 1 } });
          assert.equal(answer.status, 400, answer.text);
          assert.match(answer.text, /\/nobodyKnowsThis/);
          assert.deepEqual(await entriesOf(answer), []);
        });
      });

    if (contract.needsIfMatch)
      test(`${nameOf(route)}: 428 without a version, 412 with another, and no entry`, async () => {
        await withExample(example, async (client, { ifMatch: _version, ...request }) => {
          assert.equal((await send(client, route, request)).status, 428);
          const stale = await send(client, route, { ...request, ifMatch: 99_999 });
          assert.deepEqual([stale.status, stale.body["code"]], [412, "http.changed-meanwhile"]);
          assert.deepEqual(await entriesOf(stale), []);
        });
      });

    if (contract.status === 201 && !contract.takesFile)
      test(`${nameOf(route)}: sent again under one Idempotency-Key, it is done once`, async () => {
        await withExample(example, async (client, request) => {
          const key = { "idempotency-key": randomUUID() };
          const first = await send(client, route, request, key);
          assert.equal(first.status, 201, first.text);
          const again = await send(client, route, request, key);
          if (route.answersOnce) assert.equal(again.body["code"], "http.answered-once");
          else assert.deepEqual([again.status, again.body], [201, first.body]);
          assert.deepEqual(await entriesOf(again), []);
        });
      });
  }
});
