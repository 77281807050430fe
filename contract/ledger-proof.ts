/**
 * The arithmetic of proofs (RFC 6962 §2.1, C2SP signed note and tlog-checkpoint), free of any crypto library so that the
 * server, the offline verifier and the browser run the same lines. Hashes are SHA-256, 32 bytes.
 */
export type Sha256 = (bytes: Uint8Array) => Uint8Array;

const leafPrefix = Uint8Array.of(0);
const nodePrefix = Uint8Array.of(1);

export const leafHash = (sha256: Sha256, leaf: Uint8Array): Uint8Array => sha256(join(leafPrefix, leaf));
export const nodeHash = (sha256: Sha256, left: Uint8Array, right: Uint8Array): Uint8Array =>
  sha256(join(nodePrefix, left, right));

/** The root that an inclusion proof leads to (RFC 9162 §2.1.3.2); null where the proof has the wrong length. */
export function rootFromInclusion(
  sha256: Sha256,
  proof: { index: number; size: number; leaf: Uint8Array; hashes: readonly Uint8Array[] },
): Uint8Array | null {
  if (proof.index < 0 || proof.index >= proof.size) return null;
  let position = BigInt(proof.index);
  let last = BigInt(proof.size - 1);
  let hash = proof.leaf;
  for (const sibling of proof.hashes) {
    if (last === 0n) return null;
    if (position % 2n === 1n || position === last) {
      hash = nodeHash(sha256, sibling, hash);
      while (position % 2n === 0n && position !== 0n) {
        position >>= 1n;
        last >>= 1n;
      }
    } else hash = nodeHash(sha256, hash, sibling);
    position >>= 1n;
    last >>= 1n;
  }
  return last === 0n ? hash : null;
}

/** True where a tree of `to` leaves begins with the tree of `from` leaves (RFC 9162 §2.1.4.2). */
export function isConsistent(
  sha256: Sha256,
  proof: { from: number; to: number; fromRoot: Uint8Array; toRoot: Uint8Array; hashes: readonly Uint8Array[] },
): boolean {
  const { from, to, fromRoot, toRoot } = proof;
  if (from === to) return proof.hashes.length === 0 && equal(fromRoot, toRoot);
  if (from === 0) return proof.hashes.length === 0;
  if (from > to) return false;
  const isPowerOfTwo = (BigInt(from) & (BigInt(from) - 1n)) === 0n;
  const path = isPowerOfTwo ? [fromRoot, ...proof.hashes] : [...proof.hashes];
  const first = path.shift();
  if (!first) return false;
  let position = BigInt(from - 1);
  let last = BigInt(to - 1);
  while (position % 2n === 1n) {
    position >>= 1n;
    last >>= 1n;
  }
  let oldRoot = first;
  let newRoot = first;
  for (const hash of path) {
    if (last === 0n) return false;
    if (position % 2n === 1n || position === last) {
      oldRoot = nodeHash(sha256, hash, oldRoot);
      newRoot = nodeHash(sha256, hash, newRoot);
      while (position % 2n === 0n && position !== 0n) {
        position >>= 1n;
        last >>= 1n;
      }
    } else newRoot = nodeHash(sha256, newRoot, hash);
    position >>= 1n;
    last >>= 1n;
  }
  return last === 0n && equal(oldRoot, fromRoot) && equal(newRoot, toRoot);
}

export interface Checkpoint {
  readonly origin: string;
  readonly size: number;
  readonly root: Uint8Array;
}

/** The text of a checkpoint (C2SP tlog-checkpoint), the part that is signed. */
export const checkpointText = (checkpoint: Checkpoint): string =>
  `${checkpoint.origin}\n${checkpoint.size}\n${toBase64(checkpoint.root)}\n`;

export interface SignedNote {
  readonly text: string;
  readonly signatures: readonly { readonly name: string; readonly keyHash: string; readonly signature: Uint8Array }[];
}

/** Reads a signed note: text, an empty line, then `— name base64(key hash ‖ signature)` lines. */
export function parseNote(note: string): SignedNote | null {
  const split = note.lastIndexOf("\n\n");
  if (split < 0) return null;
  const lines = note
    .slice(split + 2)
    .split("\n")
    .filter((line) => line !== "");
  const signatures = lines.map((line) => {
    const match = /^— (\S+) (\S+)$/.exec(line);
    const bytes = match?.[2] ? fromBase64(match[2]) : null;
    return bytes && bytes.length > 4 && match?.[1]
      ? { name: match[1], keyHash: toHex(bytes.subarray(0, 4)), signature: bytes.subarray(4) }
      : null;
  });
  if (signatures.length === 0 || signatures.includes(null)) return null;
  return { text: note.slice(0, split + 1), signatures: signatures.filter((signature) => signature !== null) };
}

export function parseCheckpoint(text: string): Checkpoint | null {
  const [origin, sizeText, rootText] = text.split("\n");
  const size = Number(sizeText);
  const root = fromBase64(rootText ?? "");
  if (!origin || !/^\d+$/.test(sizeText ?? "") || !Number.isSafeInteger(size) || root?.length !== 32) return null;
  return { origin, size, root };
}

export interface Verifier {
  readonly name: string;
  readonly keyHash: string;
  /** Raw Ed25519 public key, 32 bytes. */
  readonly publicKey: Uint8Array;
}

/** `name+hash+base64(0x01 ‖ key)`, as C2SP signed-note writes verifier keys. */
export function parseVerifier(sha256: Sha256, text: string): Verifier | null {
  const match = /^([^\s+]+)\+([0-9a-f]{8})\+(\S+)$/.exec(text.trim());
  const bytes = match?.[3] ? fromBase64(match[3]) : null;
  if (!match?.[1] || !match[2] || bytes?.length !== 33 || bytes[0] !== 1) return null;
  const publicKey = bytes.subarray(1);
  return keyHash(sha256, match[1], publicKey) === match[2] ? { name: match[1], keyHash: match[2], publicKey } : null;
}

export function verifierText(sha256: Sha256, name: string, publicKey: Uint8Array): string {
  return `${name}+${keyHash(sha256, name, publicKey)}+${toBase64(join(Uint8Array.of(1), publicKey))}`;
}

/** First four bytes of SHA-256(name ‖ newline ‖ 0x01 ‖ key), as hex. */
export function keyHash(sha256: Sha256, name: string, publicKey: Uint8Array): string {
  const bytes = join(new TextEncoder().encode(`${name}\n`), Uint8Array.of(1), publicKey);
  return toHex(sha256(bytes).subarray(0, 4));
}

export function noteWith(text: string, name: string, hash: string, signature: Uint8Array): string {
  return `${text}\n— ${name} ${toBase64(join(fromHex(hash), signature))}\n`;
}

export function equal(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}

export function toBase64(bytes: Uint8Array): string {
  let letters = "";
  for (const byte of bytes) letters += String.fromCharCode(byte);
  return btoa(letters);
}

/** Only the one way to write these bytes is read (RFC 4648 §3.5), so that no letter of a proof can be changed unnoticed. */
export function fromBase64(text: string): Uint8Array | null {
  try {
    const bytes = Uint8Array.from(atob(text), (letter) => letter.codePointAt(0) ?? 0);
    return toBase64(bytes) === text ? bytes : null;
  } catch {
    return null;
  }
}

const toHex = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
const fromHex = (text: string): Uint8Array =>
  Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));

function join(...parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
