import assert from "node:assert/strict";
import { test } from "node:test";
import type { z } from "zod";
import type { GateAnswer } from "#contract/gate";
import { parseReceipt } from "#contract/gate-receipt";
import { startTestHub } from "#test/hub";
import { digest } from "./receipt.ts";
import { grantOn, makePermits, permits, program } from "./test-ground.ts";

type Answer = z.infer<typeof GateAnswer>;

const ground = await startTestHub();
const { hub } = ground;
const resource = await makePermits(ground);
await resource.load(permits);
const grant = await grantOn(ground, resource.id);
const caller = await program(ground);
const records = `/api/gate/resources/${resource.number}/records`;

test("a key finds its row, masked as the dictionary demands, numbers as numbers", async () => {
  const answer = await caller.get<Answer>(`${records}?permit_no=P-1`);
  assert.equal(answer.status, 200, answer.text);
  assert.deepEqual(answer.body.items, [
    {
      permit_no: "P-1",
      person_name: "张**",
      mobile: "138****8001",
      division_code: "510104",
      issued_on: "2026-01-05",
      months: 12,
      fee: "2.50",
    },
  ]);
  assert.deepEqual([answer.body.grant, answer.body.total, answer.body.next], [grant.code, 1, null]);
});

test("the receipt names the entry that holds the hash of these very bytes, and no value of the key", async () => {
  const answer = await caller.get<Answer>(`${records}?permit_no=P-2`);
  const receipt = parseReceipt(answer.headers.get("weir-receipt") ?? "");
  assert.ok(receipt);
  assert.equal(receipt.answer, digest(answer.text));
  const entry = await ground
    .asOperator()
    .get<{ grant: string; rows: number; facts: Record<string, unknown> }>(`/api/ledger/entries/${receipt.entry}`);
  assert.deepEqual([entry.body.grant, entry.body.rows, entry.body.facts["answer"]], [grant.id, 1, receipt.answer]);
  assert.ok(!entry.text.includes("P-2"));
});

test("pages follow each other without gaps, and the first tells when there are more", async () => {
  const seen: unknown[] = [];
  let next: string | null = "";
  while (next !== null) {
    const cursor: string = next === "" ? "" : `&cursor=${next}`;
    const answer: { body: Answer } = await caller.get<Answer>(`${records}?limit=2${cursor}`);
    seen.push(...answer.body.items.map((row) => row["permit_no"]));
    next = answer.body.next;
  }
  assert.deepEqual(seen, ["P-1", "P-2", "P-3", "P-4", "P-5"]);
  assert.ok(hub);
});
