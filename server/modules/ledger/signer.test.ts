import assert from "node:assert/strict";
import { createPrivateKey, verify } from "node:crypto";
import { test } from "node:test";
import { parseCheckpoint, parseNote, parseVerifier } from "#contract/ledger-proof";
import { sha256 } from "./merkle.ts";
import { publicKeyOf, signerOf } from "./signer.ts";

const pkcs8Prefix = "302e020100300506032b657004220420";
const seed = createPrivateKey({ key: Buffer.from(pkcs8Prefix + "07".repeat(32), "hex"), format: "der", type: "pkcs8" });

test("the public example of the signed-note format verifies", () => {
  const verifier = parseVerifier(sha256, "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW");
  const note = parseNote(
    "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n\n" +
      "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n",
  );
  const [signature] = note?.signatures ?? [];
  assert.ok(verifier && note && signature);
  assert.equal(signature.keyHash, verifier.keyHash);
  assert.ok(verify(null, Buffer.from(note.text), publicKeyOf(verifier.publicKey), signature.signature));
});

test("a checkpoint reads back as it was signed, and any change of its text breaks the signature", () => {
  const signer = signerOf(seed, "weir.test/node");
  const verifier = parseVerifier(sha256, signer.verifier);
  const note = parseNote(signer.sign(48_230, sha256(Buffer.from("root"))));
  const [signature] = note?.signatures ?? [];
  assert.ok(verifier && note && signature);
  assert.equal(parseCheckpoint(note.text)?.size, 48_230);
  const key = publicKeyOf(verifier.publicKey);
  assert.ok(verify(null, Buffer.from(note.text), key, signature.signature));
  assert.ok(!verify(null, Buffer.from(note.text.replace("48230", "48231")), key, signature.signature));
});

test("a verifier line whose name was changed is refused", () => {
  const signer = signerOf(seed, "weir.test/node");
  assert.equal(parseVerifier(sha256, signer.verifier.replace("node", "nodx")), null);
});
