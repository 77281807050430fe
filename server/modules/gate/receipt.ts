import { hash, randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { type Claim, claimText, receiptText } from "#contract/gate-receipt";
import type { Countersignature, Ledger } from "#ledger";

/** SHA-256 as receipts and ledger entries write it. */
export const digest = (bytes: string | Uint8Array): string => hash("sha256", bytes, "base64url");

/** Makes the receipt of an answer whose entry is on disk. */
export async function receiptOf(ledger: Pick<Ledger, "countersign">, claim: Claim): Promise<string> {
  return written(claim, await ledger.countersign(claimText(claim)));
}

const written = (claim: Claim, { index, size, hashes, signature }: Countersignature): string =>
  receiptText({
    ...claim,
    index,
    size,
    path: hashes.length === 0 ? "" : Buffer.concat(hashes).toString("base64url"),
    signature: Buffer.from(signature).toString("base64url"),
  });

/** Hashes a value that was looked up by, so that "who looked at me" can be answered and the ledger tells nobody else. */
export type KeyHash = (of: string, value: string) => string;

/** 32 bytes of `folder/<file>`, mode 600, made at first use. Every process of one node has the same folder of keys. */
export function nodeKey(folder: string, file: string): Buffer {
  const place = path.join(folder, file);
  if (!existsSync(place)) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    writeFileSync(place, randomBytes(32), { mode: 0o600, flag: "wx" });
  }
  return readFileSync(place);
}

/** SHA-256 works on blocks of so many bytes. */
const blockBytes = 64;

/**
 * HMAC-SHA-256 (RFC 2104) in two one-shot hashes: the same value as `createHmac` at half its cost.
 *
 * @param of the element of the key item, so that one person has one hash in every resource; else resource and field.
 */
export function createKeyHash(key: Buffer): KeyHash {
  if (key.length > blockBytes) throw new Error("A key of at most one block is expected.");
  const inner = Buffer.alloc(blockBytes, 0x36).map((byte, at) => byte ^ (key[at] ?? 0));
  const outer = Buffer.alloc(blockBytes, 0x5c).map((byte, at) => byte ^ (key[at] ?? 0));
  return (of, value) => {
    const message = hash("sha256", Buffer.concat([inner, Buffer.from(`${of}\n${value}`)]), "buffer");
    return hash("sha256", Buffer.concat([outer, message]), "base64url");
  };
}
