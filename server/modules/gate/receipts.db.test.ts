import assert from "node:assert/strict";
import { test } from "node:test";
import { parseReceipt, receiptText } from "#contract/gate-receipt";
import { startTestHub } from "#test/hub";
import { grantOn, makePermits, permits, program } from "./test-ground.ts";
import { verifyReceipt } from "./verify-receipt.ts";

const ground = await startTestHub();
const resource = await makePermits(ground);
await resource.load(permits);
await grantOn(ground, resource.id);
const caller = await program(ground);
const records = `/api/gate/resources/${resource.number}/records`;
const audit = await ground.as("audit-administrator");
const { verifier } = ground.hub.ledger;

const ask = async (key: string) => {
  const answer = await caller.get(`${records}?permit_no=${key}`);
  return { receipt: answer.headers.get("weir-receipt") ?? "", bytes: Buffer.from(answer.text) };
};
const answers = await Promise.all(Array.from({ length: 12 }, (_, at) => ask(`P-${(at % 5) + 1}`)));
const exported = (await audit.get("/api/ledger/export")).text.split("\n");

async function* lines(): AsyncGenerator<string> {
  yield* exported;
}

test("each of many receipts given at once is checked against the exported ledger with its answer", async () => {
  for (const { receipt, bytes } of answers) {
    const verdict = await verifyReceipt(lines(), receipt, verifier, bytes);
    assert.ok(verdict.isValid, JSON.stringify(verdict));
  }
  const sizes = new Set(answers.map(({ receipt }) => parseReceipt(receipt)?.size));
  assert.ok(sizes.size > 0);
});

const [one, two] = answers;

test("a receipt replayed with another answer is named as belonging to another", async () => {
  const verdict = await verifyReceipt(lines(), one?.receipt ?? "", verifier, two?.bytes);
  assert.equal(verdict.isValid ? "" : verdict.fault, "other-answer");
  assert.match(verdict.isValid ? "" : verdict.zh, /另一次答复/);
});

test("a receipt with any part changed is forged, and one cut short is none", async () => {
  const receipt = parseReceipt(one?.receipt ?? "");
  assert.ok(receipt);
  const other = parseReceipt(two?.receipt ?? "");
  for (const changed of [
    { ...receipt, entry: receipt.entry + 1 },
    { ...receipt, grant: "another" },
    { ...receipt, answer: other?.answer ?? "" },
    { ...receipt, signature: other?.signature === receipt.signature ? "A".repeat(86) : (other?.signature ?? "") },
  ]) {
    const verdict = await verifyReceipt(lines(), receiptText(changed), verifier);
    assert.equal(verdict.isValid ? "" : verdict.fault, "forged");
  }
  const cut = await verifyReceipt(lines(), (one?.receipt ?? "").slice(0, -4), verifier);
  assert.equal(cut.isValid ? "" : cut.fault, "malformed");
});

test("a receipt of another node is not this ledger's", async () => {
  const stranger = "other.node+00000000+AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
  const verdict = await verifyReceipt(lines(), one?.receipt ?? "", stranger);
  assert.equal(verdict.isValid ? "" : verdict.fault, "forged");
});
