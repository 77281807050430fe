import assert from "node:assert/strict";
import { test } from "node:test";
import { ed25519 } from "@noble/curves/ed25519.js";
import { sha256 } from "@noble/hashes/sha2.js";
import type { InclusionProof, LedgerEntry } from "#contract/ledger";
import { checkpointText, keyHash, leafHash, nodeHash, noteWith, toBase64, verifierText } from "#contract/ledger-proof";
import { onlyGrew, verifyEntry } from "./verify.ts";

const secret = new Uint8Array(32).fill(7);
const publicKey = ed25519.getPublicKey(secret);
const origin = "weir.test/ledger";
const bytes = (text: string) => new TextEncoder().encode(text);

const entryOf = (number: number): LedgerEntry => ({
  number,
  at: "2026-03-18T02:42:00.000Z",
  actor: { id: "a", kind: "person", name: "测试甲" },
  department: null,
  owner: null,
  action: "identity.sign-in",
  object: null,
  items: [],
  grant: null,
  purpose: null,
  rows: null,
  outcome: "done",
  facts: {},
  request: "r",
});

/** A ledger of two entries, its proof of the second, signed by a key of the test. */
function proofOfSecond(): InclusionProof {
  const texts = [entryOf(1), entryOf(2)].map((entry) => JSON.stringify(entry));
  const [first = new Uint8Array(), second = new Uint8Array()] = texts.map((text) => leafHash(sha256, bytes(text)));
  const root = nodeHash(sha256, first, second);
  const text = checkpointText({ origin, size: 2, root });
  const note = noteWith(text, origin, keyHash(sha256, origin, publicKey), ed25519.sign(bytes(text), secret));
  return {
    number: 2,
    index: 1,
    leaf: texts[1] ?? "",
    leafHash: toBase64(second),
    hashes: [toBase64(first)],
    checkpoint: {
      size: 2,
      root: toBase64(root),
      note,
      verifier: verifierText(sha256, origin, publicKey),
      at: "2026-03-18T02:42:01.000Z",
    },
  };
}

const failed = (entry: LedgerEntry, proof: InclusionProof) =>
  verifyEntry(entry, proof)
    .steps.filter((step) => !step.isGood)
    .map((step) => step.name);

test("an honest entry passes every step and names its signer", () => {
  const verdict = verifyEntry(entryOf(2), proofOfSecond());
  assert.deepEqual([verdict.isGood, verdict.signer, verdict.size, verdict.pathLength], [true, origin, 2, 1]);
});

test("an entry shown otherwise than it was hashed is found", () => {
  assert.deepEqual(failed({ ...entryOf(2), action: "identity.sign-out" }, proofOfSecond()), ["entry"]);
});

test("a leaf text that was changed breaks its hash and its path", () => {
  const proof = proofOfSecond();
  const changed = { ...entryOf(2), rows: 3 };
  assert.deepEqual(failed(changed, { ...proof, leaf: JSON.stringify(changed) }), ["leaf", "path"]);
});

test("an entry claimed for another place has no path to the root", () => {
  const proof = proofOfSecond();
  const moved = { ...entryOf(1) };
  assert.ok(failed(moved, { ...proof, leaf: JSON.stringify(moved) }).includes("path"));
});

test("a checkpoint signed by another key is found", () => {
  const proof = proofOfSecond();
  const other = ed25519.getPublicKey(new Uint8Array(32).fill(9));
  const checkpoint = { ...proof.checkpoint, verifier: verifierText(sha256, origin, other) };
  assert.deepEqual(failed(entryOf(2), { ...proof, checkpoint }), ["signature"]);
});

test("a root that the signed note does not say is found", () => {
  const proof = proofOfSecond();
  const root = toBase64(new Uint8Array(32));
  assert.deepEqual(failed(entryOf(2), { ...proof, checkpoint: { ...proof.checkpoint, root } }), ["path", "checkpoint"]);
});

test("a ledger that grew is told from one that was rewritten", () => {
  const first = leafHash(sha256, bytes("a"));
  const second = leafHash(sha256, bytes("b"));
  const newer = { size: 2, root: toBase64(nodeHash(sha256, first, second)) };
  const proof = { from: 1, to: 2, fromRoot: "", toRoot: "", hashes: [toBase64(second)] };
  assert.equal(onlyGrew({ size: 1, root: toBase64(first) }, newer, proof), true);
  assert.equal(onlyGrew({ size: 1, root: toBase64(second) }, newer, proof), false);
});
