import { ed25519 } from "@noble/curves/ed25519.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { claimText, parseReceipt, type Receipt } from "#contract/gate-receipt";
import {
  checkpointText,
  fromBase64,
  leafHash,
  parseVerifier,
  rootFromInclusion,
  toBase64,
} from "#contract/ledger-proof";

export type ReceiptStep = "shape" | "answer" | "request" | "signature";

export interface ReceiptVerdict {
  readonly receipt: Receipt | null;
  readonly steps: readonly { readonly name: ReceiptStep; readonly isGood: boolean }[];
}

/**
 * Checks a receipt against the very bytes it came with, trusting nothing but the ledger's key: the answer's hash, the
 * request's hash (method, space, path and query as sent; for a body a newline and the body), and the signature over the
 * tree of claims (RFC 6962) the receipt's place is proved in.
 *
 * @param verifier verifier line of the ledger (C2SP signed note)
 */
export function verifyReceipt(text: string, request: string, answer: Uint8Array, verifier: string): ReceiptVerdict {
  const receipt = parseReceipt(text);
  if (!receipt) return { receipt, steps: [{ name: "shape", isGood: false }] };
  return {
    receipt,
    steps: [
      { name: "shape", isGood: true },
      { name: "answer", isGood: digestOf(answer) === receipt.answer },
      { name: "request", isGood: digestOf(new TextEncoder().encode(request)) === receipt.request },
      { name: "signature", isGood: isSigned(receipt, verifier) },
    ],
  };
}

/** The claims of one moment are signed under a name of their own, so that they never pass for a checkpoint. */
function isSigned(receipt: Receipt, verifierLine: string): boolean {
  const verifier = parseVerifier(sha256, verifierLine);
  const path = fromBase64Url(receipt.path);
  const signature = fromBase64Url(receipt.signature);
  if (!verifier || path.length % 32 !== 0 || signature.length !== 64) return false;
  const hashes = Array.from({ length: path.length / 32 }, (_, at) => path.subarray(at * 32, at * 32 + 32));
  const leaf = leafHash(sha256, new TextEncoder().encode(claimText(receipt)));
  const { index, size } = receipt;
  const root = rootFromInclusion(sha256, { index, size, leaf, hashes });
  if (!root) return false;
  const message = new TextEncoder().encode(checkpointText({ origin: `${verifier.name}/claims`, size, root }));
  return ed25519.verify(signature, message, verifier.publicKey);
}

const digestOf = (bytes: Uint8Array): string => toBase64Url(sha256(bytes));

const toBase64Url = (bytes: Uint8Array): string =>
  toBase64(bytes).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

const fromBase64Url = (text: string): Uint8Array => {
  const padded = text.padEnd(Math.ceil(text.length / 4) * 4, "=");
  return fromBase64(padded.replaceAll("-", "+").replaceAll("_", "/")) ?? new Uint8Array();
};
