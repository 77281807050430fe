import assert from "node:assert/strict";
import { test } from "node:test";
import { firstPassword, hashPassword, isPassword } from "./passwords.ts";
import { weaknessOf } from "./password-rule.ts";

const facts = { login: "zhang.wei", current: "old-One-1" };

for (const weak of [
  "old-One-1",
  "my-zhang.wei-1",
  "aaaaaaa1",
  "12345678",
  "87654321",
  "qwertyuiop",
  "Password1",
  "P@ssword".replace("@", "a"),
  "onlyletters",
]) {
  test(`${weak} is too weak`, () => assert.ok(weaknessOf(weak, facts)));
}

for (const good of ["Dujiangyan 256", "杨柳依依 2026", "correct horse battery staple", "a1b2c3d4e5"]) {
  test(`${good} is good`, () => assert.equal(weaknessOf(good, facts), null));
}

test("a made-up first password is good and never the same twice", () => {
  const made = Array.from({ length: 200 }, firstPassword);
  assert.equal(new Set(made).size, 200);
  assert.ok(made.every((password) => weaknessOf(password, facts) === null));
});

test("passwords are kept as argon2id with the OWASP parameters, each with a salt of its own", async () => {
  const [one, other] = await Promise.all([hashPassword("same-1"), hashPassword("same-1")]);
  assert.match(one, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  assert.notEqual(one, other);
});

test("the same characters typed on another keyboard are the same password", async () => {
  assert.ok(await isPassword(await hashPassword("caf\u00E9-1234"), "cafe\u0301-1234"));
});

test("nothing is the password of an account without one", async () => {
  assert.equal(await isPassword(null, "anything"), false);
});
