import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { type ResourceAct, resourceActs, type Stage, stages } from "#contract/catalog";
import { type Role, roles } from "#contract/identity";
import { hubActor } from "#kernel/call";
import { newStanding, type Standing } from "./lifecycle.ts";
import { type Subject, whyNot } from "./powers.ts";
import { actor, health, police } from "./test-ground.ts";

const at = "2026-03-18T02:42:00.000Z";

const standingIn = (stage: Stage, publishedVersion = stage === "published" ? 1 : 0): Standing => ({
  ...newStanding,
  stage,
  publishedVersion,
});

const subject = (standing: Standing, more: Partial<Subject> = {}): Subject => ({
  department: police,
  departmentName: "测试市公安局",
  standing,
  lacks: [],
  isDenied: false,
  ...more,
});

const may = (act: ResourceAct, role: Role, about: Subject, departments: "all" | string[] = [police]) =>
  whyNot(act, actor(role, police, departments), about) === null;

/** Who does what, where it can be done: the table of the door, said once more independently of the code. */
const matrix: Readonly<Record<ResourceAct, { readonly stage: Stage; readonly who: readonly Role[] }>> = {
  edit: { stage: "draft", who: ["data-officer", "department-steward"] },
  submit: { stage: "draft", who: ["data-officer", "department-steward"] },
  assess: { stage: "assessing", who: ["department-steward"] },
  sign: { stage: "signing", who: ["sharing-head"] },
  publish: { stage: "review", who: ["data-officer"] },
  return: { stage: "review", who: ["data-officer"] },
  withdraw: { stage: "published", who: ["data-officer"] },
  noteChange: { stage: "published", who: ["data-officer", "department-steward"] },
  load: { stage: "published", who: ["data-officer", "department-steward"] },
  seeRows: {
    stage: "published",
    who: ["data-officer", "department-steward", "sharing-head", "department-user", "hall-clerk", "leader"],
  },
};

describe("in scope, at the right stage", () => {
  for (const act of resourceActs) {
    test(`${act} is for exactly its roles`, () => {
      const { stage, who } = matrix[act];
      const allowed = roles.filter((role) => may(act, role, subject(standingIn(stage))));
      assert.deepEqual(
        allowed,
        [...who].toSorted((a, b) => roles.indexOf(a) - roles.indexOf(b)),
      );
    });
  }
});

test("nobody outside the department's scope changes anything, whatever the role", () => {
  for (const role of roles) {
    for (const act of resourceActs.filter((each) => each !== "seeRows")) {
      assert.ok(!may(act, role, subject(standingIn(matrix[act].stage)), [health]), `${role} ${act}`);
    }
  }
});

test("the head returns what waits for the signature, the officer what waits for review", () => {
  const signing = subject(standingIn("signing"));
  assert.ok(may("return", "sharing-head", signing));
  assert.ok(!may("return", "data-officer", signing));
  assert.ok(!may("return", "sharing-head", subject(standingIn("review"))));
});

test("a draft that was never published is the department's own to drop; what others rely on is not", () => {
  assert.ok(may("withdraw", "department-steward", subject(standingIn("draft"))));
  assert.ok(!may("withdraw", "department-steward", subject(standingIn("draft", 1))));
});

test("a step at the wrong stage is refused to its own holder, with the stage in words", () => {
  for (const stage of stages.filter((each) => each !== "signing")) {
    const why = whyNot("sign", actor("sharing-head", police, [police]), subject(standingIn(stage)));
    assert.ok(why?.zh.startsWith("现在是“"), stage);
  }
});

test("submission says what the declaration still lacks", () => {
  const lacks = [{ zh: "缺少“数据项”", en: "“items” is missing" }];
  const why = whyNot("submit", actor("department-steward", police, [police]), subject(standingIn("draft"), { lacks }));
  assert.deepEqual(why, lacks[0]);
});

describe("rows of another department's resource", () => {
  const sees = (about: Subject) => may("seeRows", "department-user", about, [health]);
  test("are shown once it is published", () => {
    assert.ok(sees(subject(standingIn("published"))));
    assert.ok(!sees(subject(standingIn("review"))));
  });
  test("stay visible while a next version is a draft", () => {
    assert.ok(sees(subject(standingIn("draft", 2))));
  });
  test("are not shown where it is not shared, or withdrawn", () => {
    assert.ok(!sees(subject(standingIn("published"), { isDenied: true })));
    assert.ok(!sees(subject({ ...standingIn("withdrawn", 1), withdrawn: { reason: "x", by: "y", at } })));
  });
});

test("the department itself sees its rows at every stage, also of what it does not share", () => {
  for (const stage of stages) {
    assert.ok(may("seeRows", "department-user", subject(standingIn(stage), { isDenied: true })), stage);
  }
});

test("the three administrators and the public see no rows, not even with every department in scope", () => {
  for (const role of ["system-administrator", "security-administrator", "audit-administrator", "citizen"] as const) {
    assert.ok(!may("seeRows", role, subject(standingIn("published")), "all"), role);
  }
});

test("the hub itself may take every step at its stage", () => {
  for (const act of resourceActs) {
    assert.equal(whyNot(act, hubActor, subject(standingIn(matrix[act].stage))), null, act);
  }
});
