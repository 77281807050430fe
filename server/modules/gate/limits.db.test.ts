import assert from "node:assert/strict";
import { test } from "node:test";
import type { GrantTerms } from "#contract/gate";
import { freshDatabase } from "#test/database";
import { createQuotas } from "./quota.ts";
import { createRates } from "./rate.ts";
import { usageOf } from "./usage-store.ts";

const database = await freshDatabase();
const today = "2026-11-22";
const terms = (quotaPerDay: number | null, quotaPerMonth: number | null = null) =>
  ({ quotaPerDay, quotaPerMonth }) as unknown as GrantTerms;

test("three processes that share a quota never answer more than it, and come within a portion of it", async () => {
  const grant = crypto.randomUUID();
  const processes = Array.from({ length: 3 }, () => createQuotas(database, () => 3));
  const limit = 600;
  const taken = await Promise.all(
    Array.from({ length: 900 }, async (_, at) =>
      (await processes[at % 3]?.take(grant, terms(limit), today, 1)) === null ? 1 : 0,
    ),
  );
  const answered = taken.reduce<number>((sum, one) => sum + one, 0);
  assert.ok(answered <= limit && answered >= limit - 30, String(answered));
});

test("what a process took and did not use comes back when it closes", async () => {
  const grant = crypto.randomUUID();
  const quotas = createQuotas(database, () => 1);
  assert.equal(await quotas.take(grant, terms(1000), today, 1), null);
  await quotas.close();
  assert.deepEqual([...(await usageOf(database, grant, [today]))], [[today, 1]]);
});

test("the day begins anew, the month goes on", async () => {
  const grant = crypto.randomUUID();
  const quotas = createQuotas(database, () => 1);
  const both = terms(2, 3);
  const results = [];
  for (const day of ["2026-11-22", "2026-11-22", "2026-11-22", "2026-11-23", "2026-11-23", "2026-12-01"])
    results.push((await quotas.take(grant, both, day, 1))?.kind ?? "answered");
  assert.deepEqual(results, ["answered", "answered", "day", "answered", "month", "answered"]);
});

test("a rate holds over four processes in one second, whoever is asked", async () => {
  const grant = crypto.randomUUID();
  const second = 1_800_000_000_000;
  const rate = 50;
  const processes = Array.from({ length: 4 }, () =>
    createRates(
      database,
      () => 4,
      () => second,
    ),
  );
  const spread = await Promise.all(Array.from({ length: 400 }, async (_, at) => processes[at % 4]?.(grant, rate)));
  assert.ok(spread.filter(Boolean).length <= rate);
  assert.ok(spread.filter(Boolean).length >= rate / 2);
  const one = createRates(
    database,
    () => 4,
    () => second + 1000,
  );
  const alone = await Promise.all(Array.from({ length: 400 }, async () => one(grant, rate)));
  assert.ok(alone.filter(Boolean).length > rate / 2 && alone.filter(Boolean).length <= rate);
});
