import assert from "node:assert/strict";
import { cpSync, rmSync } from "node:fs";
import path from "node:path";
import { after, test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { openDatabase, sql } from "#kernel/db/db";
import { clientOf } from "#test/client";
import { freshDatabaseUrl } from "#test/database";
import { dataFolder, startChild, tokenFrom } from "#test/child-hub";

/** Two hub processes on one database; the second has the node's keys and no lake of its own. */
const database = await freshDatabaseUrl();
const folders = [dataFolder(), dataFolder()] as const;
const first = await startChild(database, folders[0], 200);
cpSync(path.join(folders[0], "keys"), path.join(folders[1], "keys"), { recursive: true });
const token = await tokenFrom(first);
const records = `/api/gate/resources/${first.resource}/records?permit_no=P1`;
const one = clientOf(first.url, { kind: "bearer", token });
assert.equal((await one.get(records)).status, 200);
const second = await startChild(database, folders[1], 0, "second");
const two = clientOf(second.url, { kind: "bearer", token });
after(async () => {
  await Promise.all([first.kill(), second.kill()]);
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

test("both answer, and their entries stand in one ledger without a gap", async () => {
  const answers = await Promise.all(Array.from({ length: 40 }, (_, at) => (at % 2 === 0 ? one : two).get(records)));
  assert.ok(answers.every(({ status }) => status === 200));
  const proof = await first.officer.get<{ size: number }>("/api/ledger/checkpoint");
  const listed = await second.officer.get<{ items: { number: number }[] }>("/api/ledger/entries?limit=500");
  const numbers = listed.body.items.map(({ number }) => number);
  assert.equal(numbers[0], proof.body.size);
  assert.ok(numbers.every((number, at) => at === 0 || number === (numbers[at - 1] ?? 0) - 1));
});

test("what one suspends the other refuses within a second", async () => {
  const grant = `/api/gate/grants/${first.grant}`;
  assert.equal((await first.officer.post(`${grant}/suspend`, { reason: "测试暂停" })).status, 200);
  const start = performance.now();
  while ((await two.get(records)).status === 200)
    assert.ok(performance.now() - start < 1000, "still answered after a second");
  await first.officer.post(`${grant}/resume`, { reason: "测试恢复" });
  const again = performance.now();
  while ((await two.get(records)).status !== 200)
    assert.ok(performance.now() - again < 1000, "not resumed after a second");
});

test("a quota holds across both, however the calls are spread", async () => {
  const before = (await first.officer.get<{ usage: { today: number } }>(`/api/gate/grants/${first.grant}`)).body.usage
    .today;
  const limit = before + 60;
  const grant = openDatabase({ url: database });
  try {
    await sql`update gate.grant set terms = jsonb_set(terms, '{quotaPerDay}', to_jsonb(${limit}::int)), version = version + 1,
      changed_in = pg_current_xact_id() where id = ${first.grant}`.execute(grant.withTables<never>());
  } finally {
    await grant.close();
  }
  for (const until = performance.now() + 1500; performance.now() < until;) {
    // Both must have heard of the new terms before they are held to them.
    await Promise.all([one.get("/api/gate/zones"), two.get("/api/gate/zones")]);
    await delay(100);
  }
  const answers = await Promise.all(Array.from({ length: 160 }, (_, at) => (at % 2 === 0 ? one : two).get(records)));
  const answered = answers.filter(({ status }) => status === 200).length;
  const refused = answers.filter(({ status }) => status === 429).length;
  assert.equal(answered + refused, 160);
  assert.ok(answered <= 60, `${answered} of 60 answered`);
  assert.ok(answered >= 30, `only ${answered} of 60 answered`);
});
