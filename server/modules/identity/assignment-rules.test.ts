import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { type Assignment, roles, scopeKinds } from "#contract/identity";
import {
  administratorsTogether,
  changedAssignments,
  choicesOf,
  faultOf,
  firstRepeat,
  isWithin,
} from "./assignment-rules.ts";

const held = (role: Assignment["role"], over: Partial<Assignment> = {}): Assignment => ({
  role,
  department: "D1",
  scope: "own",
  departments: [],
  ...over,
});

const anyAssignment = fc.record({
  role: fc.constantFrom(...roles),
  department: fc.constantFrom("D1", "D2", "D3"),
  scope: fc.constantFrom(...scopeKinds),
  departments: fc.uniqueArray(fc.constantFrom("D1", "D2", "D3")),
});

test("one administrator's role and any others stand together", () => {
  assert.deepEqual(administratorsTogether([held("system-administrator"), held("data-officer")]), []);
});

test("two of the three administrators on one account are named, also for different departments", () => {
  const together = administratorsTogether([
    held("audit-administrator", { department: "D2" }),
    held("data-officer"),
    held("system-administrator"),
  ]);
  assert.deepEqual(together, ["system-administrator", "audit-administrator"]);
});

test("an assignment that contradicts itself is refused", () => {
  assert.ok(faultOf(held("citizen")));
  assert.ok(faultOf(held("citizen", { department: null, scope: "all" })));
  assert.ok(faultOf(held("leader", { department: null, scope: "tree" })));
  assert.ok(faultOf(held("leader", { scope: "several" })));
  assert.ok(faultOf(held("leader", { scope: "own", departments: ["D2"] })));
  assert.equal(faultOf(held("citizen", { department: null })), null);
  assert.equal(faultOf(held("leader", { scope: "several", departments: ["D2"] })), null);
  assert.equal(faultOf(held("data-officer", { department: null, scope: "all" })), null);
});

test("a role is held once for a department", () => {
  assert.equal(firstRepeat([held("leader"), held("leader", { department: "D2" }), held("leader")]), 3);
  assert.equal(firstRepeat([held("leader"), held("leader", { department: "D2" })]), null);
});

test("whoever administers everything may change everything", () => {
  fc.assert(fc.property(anyAssignment, (assignment) => isWithin(assignment, "all")));
});

test("who administers some departments reaches no assignment that reaches beyond them", () => {
  fc.assert(
    fc.property(anyAssignment, fc.subarray(["D1", "D2", "D3"]), (assignment, departments) => {
      const reaches = [assignment.department, ...assignment.departments];
      const isInside = assignment.scope !== "all" && reaches.every((code) => departments.includes(code));
      assert.equal(isWithin(assignment, departments), isInside);
    }),
  );
});

test("citizens are administered by who administers everything", () => {
  const citizen = held("citizen", { department: null });
  assert.deepEqual([isWithin(citizen, "all"), isWithin(citizen, ["D1"])], [true, false]);
});

test("what an edit changes is empty exactly where both lists hold the same", () => {
  fc.assert(
    fc.property(fc.array(anyAssignment), fc.array(anyAssignment), (before, after) => {
      assert.deepEqual(changedAssignments(before, before.toReversed()), []);
      const changed = changedAssignments(before, after);
      if (changed.length === 0) assert.deepEqual(changedAssignments(after, before), []);
    }),
  );
});

test("the choices keep the order held and name each department once", () => {
  const choices = choicesOf([held("leader", { department: "D2" }), held("citizen"), held("data-officer")]);
  assert.deepEqual(choices, [
    { department: "D2", roles: ["leader"] },
    { department: "D1", roles: ["data-officer", "citizen"] },
  ]);
});
