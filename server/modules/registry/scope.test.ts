import assert from "node:assert/strict";
import { test } from "node:test";
import { departmentsInScope, parentFault } from "./scope.ts";

const departments = new Map([
  ["province", { division: "51", parent: null, status: "active" as const }],
  ["city", { division: "5101", parent: "province", status: "active" as const }],
  ["city-police", { division: "5101", parent: "city", status: "active" as const }],
  ["district", { division: "510104", parent: "city", status: "active" as const }],
  ["other-city", { division: "5103", parent: "province", status: "closed" as const }],
]);
const scopeOf = (...rest: [string | null, "own" | "tree" | "several" | "all", string[]?]) =>
  departmentsInScope(departments, rest[0], rest[1], rest[2] ?? []);

test("own is the department alone", () => assert.deepEqual(scopeOf("city", "own"), ["city"]));

test("the tree is every department of the division and of those below it, not those above or beside", () => {
  assert.deepEqual(scopeOf("city", "tree"), ["city", "city-police", "district"]);
  assert.deepEqual(scopeOf("district", "tree"), ["district"]);
  assert.deepEqual(scopeOf("province", "tree"), [...departments.keys()]);
});

test("several are the department and those listed, each once", () => {
  assert.deepEqual(scopeOf("city", "several", ["district", "city", "other-city"]), ["city", "district", "other-city"]);
});

test("all is all, whatever the department", () => assert.equal(scopeOf(null, "all"), "all"));

test("a citizen's scope holds no department", () => assert.deepEqual(scopeOf(null, "own"), []));

test("a department that is not registered covers itself only", () => {
  assert.deepEqual(scopeOf("unknown", "tree"), ["unknown"]);
});

test("nothing stands above itself, directly or through others", () => {
  assert.ok(parentFault(departments, "city", "city"));
  assert.ok(parentFault(departments, "province", "district"));
  assert.equal(parentFault(departments, "district", "city-police"), null);
});

test("a closed or unknown department takes nobody in", () => {
  assert.ok(parentFault(departments, "city", "other-city"));
  assert.ok(parentFault(departments, "city", "nobody"));
});
