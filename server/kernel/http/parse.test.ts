import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { z } from "zod";
import { route } from "#contract/route";
import { Problem } from "../problem.ts";
import { parseRequest } from "./parse.ts";

const contract = route({
  method: "POST",
  path: "/api/tests/{id}",
  operation: "tests.make",
  summary: { zh: "试", en: "Try" },
  params: z.object({ id: z.string() }),
  query: z.object({ q: z.string().optional() }),
  body: z.object({
    name: z.string(),
    parts: z.array(z.object({ text: z.string().default("") })).default([]),
    facts: z.record(z.string(), z.unknown()).default({}),
  }),
});

const parse = (raw: { id?: string; query?: unknown; body?: unknown }) =>
  parseRequest(contract, { params: { id: raw.id ?? "1" }, query: raw.query ?? {}, body: raw.body ?? { name: "x" } });

function pointersOf(raw: Parameters<typeof parse>[0]): string[] {
  try {
    parse(raw);
    return [];
  } catch (error) {
    assert.ok(error instanceof Problem && error.definition.status === 400, String(error));
    assert.ok(error.faults.every(({ zh, en }) => zh !== "" && en !== ""));
    return error.faults.map(({ pointer }) => pointer);
  }
}

test("a NUL is refused in a path, a query and a body, however deep, with a pointer to it", () => {
  assert.deepEqual(pointersOf({ id: "a\0" }), ["/params/id"]);
  assert.deepEqual(pointersOf({ query: { q: "\0" } }), ["/query/q"]);
  assert.deepEqual(pointersOf({ body: { name: "好\0" } }), ["/name"]);
  assert.deepEqual(pointersOf({ body: { name: "x", parts: [{ text: "" }, { text: "\0" }] } }), ["/parts/1/text"]);
  assert.deepEqual(pointersOf({ body: { name: "x", facts: { "a/b": { deep: ["\0"] } } } }), ["/facts/a~1b/deep/0"]);
});

test("a NUL in the name of a member is refused where it stands", () => {
  assert.deepEqual(pointersOf({ body: { name: "x", facts: { "k\0": 1 } } }), ["/facts"]);
});

test("half of a surrogate pair is refused, a whole one goes through", () => {
  assert.deepEqual(pointersOf({ body: { name: "\ud842" } }), ["/name"]);
  assert.deepEqual(pointersOf({ body: { name: "𠮷" } }), []);
});

test("JSON nested deeper than calls may be is refused without a crash", () => {
  let deep: unknown = "\0";
  for (let depth = 0; depth < 200_000; depth += 1) deep = [deep];
  assert.equal(pointersOf({ body: { name: "x", facts: { deep } } }).length, 1);
});

test("a field the schema does not know is told instead of dropped", () => {
  assert.deepEqual(pointersOf({ body: { name: "x", nmae: "y" } }), ["/nmae"]);
  assert.deepEqual(pointersOf({ body: { name: "x", parts: [{ txt: "y" }] } }), ["/parts/0/txt"]);
  assert.deepEqual(pointersOf({ body: { name: "x", facts: { anything: { at: "all" } } } }), []);
});

test("every fault of every part is told in one answer", () => {
  assert.deepEqual(pointersOf({ id: "\0", query: { q: 1 }, body: { name: 7, more: true } }), [
    "/params/id",
    "/query/q",
    "/name",
  ]);
});

test("whatever the JSON, it is parsed or refused, never a crash", () => {
  fc.assert(
    fc.property(fc.jsonValue({ stringUnit: "binary" }), (body) => {
      pointersOf({ body });
    }),
    { numRuns: 300 },
  );
});
