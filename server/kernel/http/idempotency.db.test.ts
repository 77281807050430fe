import assert from "node:assert/strict";
import { test } from "node:test";
import { type Kysely, sql } from "#kernel/db/db";
import { newId } from "#kernel/id";
import { startTestHub } from "#test/hub";
import { forgetKeysJob } from "./idempotency.ts";

const { hub, database, as } = await startTestHub();
const officer = await as("data-officer");
const tables: Kysely<never> = database.withTables<never>();

const codeSet = (id: string, zh: string) => ({
  id,
  name: { zh, en: zh },
  codes: [{ code: "1", name: { zh: "甲", en: "A" } }],
  effectiveOn: "2026-01-01",
});
const create = (key: string, id: string, zh = "示例") =>
  officer.post<{ id: string; code: string }>("/api/dictionary/code-sets", codeSet(id, zh), {
    headers: { "idempotency-key": key },
  });
const keysKept = async () => {
  const { rows } = await sql<{ key: string }>`select i.key from kernel.idempotency i order by i.key`.execute(tables);
  return rows.map(({ key }) => key);
};

test("ten at once with one key: the thing is made once and everybody gets it", async () => {
  const key = newId();
  const answers = await Promise.all(Array.from({ length: 10 }, () => create(key, "CS-ONCE")));
  assert.deepEqual([...new Set(answers.map(({ status }) => status))], [201]);
  for (const { body } of answers) assert.deepEqual(body, answers[0]?.body);
});

test("a key used for another request is refused", async () => {
  const key = newId();
  await create(key, "CS-FIRST");
  const second = await create(key, "CS-SECOND");
  assert.deepEqual([second.status, second.body.code], [422, "http.idempotency-mismatch"]);
});

test("a request that was refused leaves its key free for the mended one", async () => {
  const key = newId();
  assert.equal((await create(key, "CS-ONCE")).status, 409);
  assert.equal((await create(key, "CS-MENDED")).status, 201);
});

test("the nightly job forgets keys older than a day and keeps the others", async () => {
  await create("old", "CS-OLD");
  await create("new", "CS-NEW");
  await sql`update kernel.idempotency set created_at = created_at - interval '25 hours' where key = 'old'`.execute(
    tables,
  );
  const job = await hub.jobs.start(hub.call(), forgetKeysJob, {}, { title: { zh: "试", en: "try" } });
  let state = "";
  for await (const row of hub.jobs.follow(hub.call(), job)) state = row.state;
  assert.equal(state, "succeeded");
  const kept = await keysKept();
  assert.ok(kept.includes("new") && !kept.includes("old"));
  assert.equal((await create("old", "CS-OLD")).status, 409);
});

test("the job stands in the schedule of the queue", async () => {
  const { rows } = await sql<{ cron: string }>`
    select s.cron from queue.schedule s where s.name = ${`schedule.${forgetKeysJob}`}`.execute(tables);
  assert.equal(rows.length, 1);
});
