import { hash } from "node:crypto";
import { nodeHash as nodeHashWith, type Sha256 } from "#contract/ledger-proof";

export const sha256: Sha256 = (bytes) => hash("sha256", bytes, "buffer");
/** The prefix of a leaf is a byte that is also a character: hashed as one text, without a copy of it. */
export const leafHash = (leaf: string): Buffer => hash("sha256", `\0${leaf}`, "buffer");
export const nodeHash = (left: Uint8Array, right: Uint8Array): Uint8Array => nodeHashWith(sha256, left, right);
export const emptyRoot = sha256(new Uint8Array());

/**
 * The right edge of a growing tree: the roots of the perfect subtrees that cover it, largest first. Their sizes are the
 * powers of two in `size`, so 40 hashes cover a trillion leaves.
 */
export interface Frontier {
  readonly size: number;
  readonly roots: readonly Uint8Array[];
}

/** A perfect subtree that an append completed: `2^level` leaves from leaf `position * 2^level`. */
export interface Subtree {
  readonly level: number;
  readonly position: number;
  readonly hash: Uint8Array;
}

/** Appends one leaf; `onSubtree` hears of every perfect subtree it completes. */
export function appendLeaf(frontier: Frontier, leaf: Uint8Array, onSubtree: (subtree: Subtree) => void): Frontier {
  const roots = [...frontier.roots];
  let hashed = leaf;
  let level = 0;
  let before = frontier.size;
  while (before % 2 === 1) {
    const left = roots.pop();
    if (!left) throw new Error("The frontier does not match its size.");
    hashed = nodeHash(left, hashed);
    level += 1;
    before = (before - 1) / 2;
    onSubtree({ level, position: before, hash: hashed });
  }
  return { size: frontier.size + 1, roots: [...roots, hashed] };
}

export function rootOf(frontier: Frontier): Uint8Array {
  const [first, ...rest] = frontier.roots.toReversed();
  return first ? rest.reduce((right, left) => nodeHash(left, right), first) : emptyRoot;
}

/** Largest power of two smaller than `size` (RFC 6962's k). */
export function split(size: number): number {
  let k = 1;
  while (k * 2 < size) k *= 2;
  return k;
}

/** Root of leaves `[start, start + size)`. */
export type RangeRoot = (start: number, size: number) => Promise<Uint8Array>;

/** PATH(m, D[n]) of RFC 6962 §2.1.1. */
export async function inclusionPath(
  index: number,
  size: number,
  rangeRoot: RangeRoot,
  start = 0,
): Promise<Uint8Array[]> {
  if (size <= 1) return [];
  const k = split(size);
  return index < k
    ? [...(await inclusionPath(index, k, rangeRoot, start)), await rangeRoot(start + k, size - k)]
    : [...(await inclusionPath(index - k, size - k, rangeRoot, start + k)), await rangeRoot(start, k)];
}

/** PROOF(m, D[n]) of RFC 6962 §2.1.2. */
export async function consistencyPath(from: number, to: number, rangeRoot: RangeRoot): Promise<Uint8Array[]> {
  if (from === 0 || from === to) return [];
  const walk = async (m: number, start: number, size: number, isWhole: boolean): Promise<Uint8Array[]> => {
    if (m === size) return isWhole ? [] : [await rangeRoot(start, size)];
    const k = split(size);
    return m <= k
      ? [...(await walk(m, start, k, isWhole)), await rangeRoot(start + k, size - k)]
      : [...(await walk(m - k, start + k, size - k, false)), await rangeRoot(start, k)];
  };
  return walk(from, 0, to, true);
}

/** Cuts `[start, start + size)` into perfect, aligned subtrees, left to right. */
export function perfectParts(start: number, size: number): { level: number; position: number }[] {
  const parts: { level: number; position: number }[] = [];
  for (let at = start, left = size; left > 0;) {
    let level = 0;
    while (at % 2 ** (level + 1) === 0 && 2 ** (level + 1) <= left) level += 1;
    parts.push({ level, position: at / 2 ** level });
    at += 2 ** level;
    left -= 2 ** level;
  }
  return parts;
}

/** Root of a range that begins on a boundary of its own split, from the roots of its perfect parts. */
export function foldParts(hashes: readonly Uint8Array[]): Uint8Array {
  const [first, ...rest] = hashes.toReversed();
  return first ? rest.reduce((right, left) => nodeHash(left, right), first) : emptyRoot;
}
