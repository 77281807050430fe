import assert from "node:assert/strict";
import { test } from "node:test";
import { visitor, type Actor } from "#kernel/call";
import { createRecentActors } from "./recent-actors.ts";

const person: Actor = { ...visitor, id: "p", kind: "person" };

function counted(answer: Actor | null) {
  let looks = 0;
  return {
    look: async () => {
      looks += 1;
      return answer;
    },
    looks: () => looks,
  };
}

test("an answer is kept for less than a second and not longer", async () => {
  let at = 0;
  const recent = createRecentActors(() => at);
  const { look, looks } = counted(person);
  await recent.get("t", look);
  at = 699;
  await recent.get("t", look);
  assert.equal(looks(), 1);
  at = 1000;
  await recent.get("t", look);
  assert.equal(looks(), 2);
});

/** Looks up `answers` one after another; the clock stands at 800 of the first one's thousand milliseconds. */
async function askedAt800(...answers: Promise<Actor | null>[]) {
  const clock = { at: 0 };
  const recent = createRecentActors(() => clock.at);
  const look = async () => (await answers.shift()) ?? null;
  await recent.get("t", look);
  clock.at = 800;
  assert.equal(await recent.get("t", look), person);
  return { clock, ask: () => recent.get("t", look) };
}

test("an old answer that is still asked for is looked up again before anybody has to wait", async () => {
  const { clock, ask } = await askedAt800(Promise.resolve(person), Promise.resolve({ ...person, id: "renewed" }));
  clock.at = 1200;
  assert.equal((await ask())?.id, "renewed");
});

test("an answer whose renewal does not come ends with its second all the same", async () => {
  const { promise, resolve } = Promise.withResolvers<Actor>();
  const { clock, ask } = await askedAt800(Promise.resolve(person), promise);
  clock.at = 1000;
  assert.equal(await ask(), null);
  resolve(person);
  await promise;
  assert.equal(await ask(), null);
});

test("a token that was revoked ends with the renewal", async () => {
  const { ask } = await askedAt800(Promise.resolve(person), Promise.resolve(null));
  await Promise.resolve();
  assert.equal(await ask(), null);
});

test("many askers at once share one look-up", async () => {
  const recent = createRecentActors(() => 0);
  const { look, looks } = counted(person);
  await Promise.all(Array.from({ length: 50 }, () => recent.get("t", look)));
  assert.equal(looks(), 1);
});

test("a token nobody owns is looked up every time", async () => {
  const recent = createRecentActors(() => 0);
  const { look, looks } = counted(null);
  await recent.get("t", look);
  await recent.get("t", look);
  assert.equal(looks(), 2);
});

test("a look-up that failed is not remembered", async () => {
  const recent = createRecentActors(() => 0);
  await assert.rejects(recent.get("t", async () => Promise.reject(new Error("no database"))));
  assert.equal(await recent.get("t", async () => person), person);
});

test("a look-up that was under way when everything was forgotten does not come back", async () => {
  const recent = createRecentActors(() => 0);
  const { promise, resolve } = Promise.withResolvers<Actor>();
  const old = recent.get("t", () => promise);
  recent.forget();
  resolve(person);
  await old;
  assert.equal(await recent.get("t", async () => null), null);
});
