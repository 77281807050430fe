import assert from "node:assert/strict";
import { cpSync, rmSync } from "node:fs";
import path from "node:path";
import { after, test } from "node:test";
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
