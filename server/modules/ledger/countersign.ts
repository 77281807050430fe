import { verify } from "node:crypto";
import { checkpointText, parseVerifier, rootFromInclusion } from "#contract/ledger-proof";
import { leafHash, nodeHash, sha256, split } from "./merkle.ts";
import { publicKeyOf, type Signer } from "./signer.ts";

/** Proof that this node said a claim: its place in a small tree of claims, and the signature of the tree's root. */
export interface Countersignature {
  readonly index: number;
  readonly size: number;
  /** Inclusion path (RFC 6962 §2.1.1), 32 bytes each. */
  readonly hashes: readonly Uint8Array[];
  readonly signature: Uint8Array;
}

/**
 * Signs claims with the ledger's key, all that come in one turn of the event loop with one signature: Ed25519 costs more
 * than everything else a look-up does in this process, a Merkle path costs next to nothing.
 */
export function createCountersigner(signer: Signer): (claim: string) => Promise<Countersignature> {
  let waiting: { claim: string; resolve: (signed: Countersignature) => void }[] = [];

  function signAll(): void {
    const batch = waiting;
    waiting = [];
    const paths: Uint8Array[][] = batch.map(() => []);
    const leaves = batch.map(({ claim }) => leafHash(claim));
    const root = rootWithPaths(leaves, paths, 0, leaves.length);
    const signature = signer.signText(textOf(signer.origin, leaves.length, root));
    for (const [index, { resolve }] of batch.entries())
      resolve({ index, size: batch.length, hashes: paths[index] ?? [], signature });
  }

  return (claim) => {
    const { promise, resolve } = Promise.withResolvers<Countersignature>();
    if (waiting.push({ claim, resolve }) === 1) setImmediate(signAll);
    return promise;
  };
}

/** Another origin than the ledger's own, so that a signature of claims can never pass for a checkpoint of the ledger. */
const textOf = (origin: string, size: number, root: Uint8Array): string =>
  checkpointText({ origin: `${origin}/claims`, size, root });

function rootWithPaths(leaves: readonly Uint8Array[], paths: Uint8Array[][], start: number, size: number): Uint8Array {
  if (size <= 1) return leaves[start] ?? new Uint8Array();
  const k = split(size);
  const left = rootWithPaths(leaves, paths, start, k);
  const right = rootWithPaths(leaves, paths, start + k, size - k);
  for (let at = start; at < start + size; at += 1) paths[at]?.push(at < start + k ? right : left);
  return nodeHash(left, right);
}

/** True where the holder of this verifier's key signed the claim. */
export function isCountersigned(verifierLine: string, claim: string, signed: Countersignature): boolean {
  const verifier = parseVerifier(sha256, verifierLine);
  const { index, size, hashes } = signed;
  const root = rootFromInclusion(sha256, { index, size, leaf: leafHash(claim), hashes });
  if (!verifier || !root) return false;
  const text = textOf(verifier.name, size, root);
  return verify(null, Buffer.from(text), publicKeyOf(verifier.publicKey), signed.signature);
}
