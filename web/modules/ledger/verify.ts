import { ed25519 } from "@noble/curves/ed25519.js";
import { sha256 } from "@noble/hashes/sha2.js";
import type { ConsistencyProof, InclusionProof, LedgerEntry, SignedCheckpoint } from "#contract/ledger";
import {
  equal,
  fromBase64,
  isConsistent,
  leafHash,
  parseCheckpoint,
  parseNote,
  parseVerifier,
  rootFromInclusion,
} from "#contract/ledger-proof";

export type StepName = "entry" | "leaf" | "path" | "checkpoint" | "key" | "signature";

export interface Verdict {
  readonly steps: readonly { readonly name: StepName; readonly isGood: boolean }[];
  readonly isGood: boolean;
  /** Name of the signing log, as the signed checkpoint says it. */
  readonly signer: string;
  readonly size: number;
  readonly pathLength: number;
}

/**
 * Proves one entry from the proof alone, with nothing taken on trust: the shown entry is what was hashed, the hash is a
 * leaf under the checkpoint's root, and the checkpoint is signed by the key of this node (RFC 6962, C2SP signed note).
 */
export function verifyEntry(entry: LedgerEntry, proof: InclusionProof): Verdict {
  const { checkpoint } = proof;
  const given = fromBase64(proof.leafHash);
  const computed = leafHash(sha256, new TextEncoder().encode(proof.leaf));
  const hashes = proof.hashes.map(fromBase64);
  const root = fromBase64(checkpoint.root);
  const reached = hashes.includes(null)
    ? null
    : rootFromInclusion(sha256, {
        index: entry.number - 1,
        size: checkpoint.size,
        leaf: computed,
        hashes: hashes.filter((hash) => hash !== null),
      });
  const note = parseNote(checkpoint.note);
  const signed = note ? parseCheckpoint(note.text) : null;
  const verifier = parseVerifier(sha256, checkpoint.verifier);
  const steps: Verdict["steps"] = [
    { name: "entry", isGood: sameJson(parseJson(proof.leaf), entry) },
    { name: "leaf", isGood: given !== null && equal(given, computed) },
    { name: "path", isGood: reached !== null && root !== null && equal(reached, root) },
    {
      name: "checkpoint",
      isGood: signed !== null && root !== null && signed.size === checkpoint.size && equal(signed.root, root),
    },
    { name: "key", isGood: verifier !== null },
    { name: "signature", isGood: isSigned(checkpoint) },
  ];
  return {
    steps,
    isGood: steps.every((step) => step.isGood),
    signer: signed?.origin ?? "",
    size: checkpoint.size,
    pathLength: proof.hashes.length,
  };
}

/** True where one of the note's signatures is by the checkpoint's own verifier key. */
function isSigned({ note: text, verifier: key }: SignedCheckpoint): boolean {
  const note = parseNote(text);
  const verifier = parseVerifier(sha256, key);
  if (!note || !verifier) return false;
  const message = new TextEncoder().encode(note.text);
  return note.signatures.some(
    ({ name, keyHash, signature }) =>
      name === verifier.name &&
      keyHash === verifier.keyHash &&
      signature.length === 64 &&
      ed25519.verify(signature, message, verifier.publicKey),
  );
}

/** True where the ledger of the newer checkpoint begins with the ledger of the older one. */
export function onlyGrew(
  older: { size: number; root: string },
  newer: { size: number; root: string },
  proof: ConsistencyProof,
): boolean {
  const [fromRoot, toRoot] = [fromBase64(older.root), fromBase64(newer.root)];
  const hashes = proof.hashes.map(fromBase64);
  if (!fromRoot || !toRoot || hashes.includes(null)) return false;
  return isConsistent(sha256, {
    from: older.size,
    to: newer.size,
    fromRoot,
    toRoot,
    hashes: hashes.filter((hash) => hash !== null),
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Same members and values, whatever their order. */
function sameJson(a: unknown, b: unknown): boolean {
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return a === b;
  const [left, right] = [a as Record<string, unknown>, b as Record<string, unknown>];
  const names = new Set([...Object.keys(left), ...Object.keys(right)]);
  return [...names].every((name) => sameJson(left[name], right[name]));
}
