import type { ConsistencyProof, InclusionProof, SignedCheckpoint } from "#contract/ledger";
import { parseCheckpoint, parseNote, toBase64 } from "#contract/ledger-proof";
import type { Call } from "#kernel/call";
import type { Db } from "#kernel/db/db";
import { problem } from "#kernel/problem";
import { keptLevels } from "./append.ts";
import { consistencyPath, foldParts, inclusionPath, perfectParts, type RangeRoot } from "./merkle.ts";
import { problems } from "./problems.ts";
import type { Signer } from "./signer.ts";
import { findCheckpoint, findEntry, leafHashes, subtreeHash, treeSize } from "./store.ts";

const largestRead = 2 ** keptLevels;

export async function latestCheckpoint(call: Call, signer: Signer): Promise<SignedCheckpoint> {
  return signedCheckpoint(signer, await findCheckpoint(call.db));
}

/** Proof that entry `number` stands in the tree of the newest checkpoint. */
export async function proveInclusion(call: Call, signer: Signer, number: number): Promise<InclusionProof> {
  const entry = await findEntry(call.db, number);
  if (!entry) throw problem(problems["entry-not-found"], { number });
  const checkpoint = await latestCheckpoint(call, signer);
  const hashes = await inclusionPath(number - 1, checkpoint.size, rangeRootOf(call.db));
  return {
    number,
    index: number - 1,
    leaf: entry.body,
    leafHash: toBase64(entry.leafHash),
    hashes: hashes.map(toBase64),
    checkpoint,
  };
}

export async function proveConsistency(call: Call, from: number, to: number | undefined): Promise<ConsistencyProof> {
  const size = await treeSize(call.db);
  const end = to ?? size;
  if (end > size || from > end) throw problem(problems["size-out-of-range"], { size, from, to: end });
  const rangeRoot = rangeRootOf(call.db);
  const hashes = await consistencyPath(from, end, rangeRoot);
  const rootAt = async (count: number) => toBase64(await rangeRoot(0, count));
  return { from, to: end, fromRoot: await rootAt(from), toRoot: await rootAt(end), hashes: hashes.map(toBase64) };
}

function signedCheckpoint(
  signer: Signer,
  found: { size: number; note: string; at: Date } | undefined,
): SignedCheckpoint {
  if (!found) throw problem(problems["entry-not-found"], { number: 0 });
  const parsed = parseCheckpoint(parseNote(found.note)?.text ?? "");
  return {
    size: found.size,
    root: toBase64(parsed?.root ?? new Uint8Array()),
    note: found.note,
    verifier: signer.verifier,
    at: found.at.toISOString(),
  };
}

/** Roots of ranges from the kept subtrees and, below those, from at most 256 leaves at a time. */
function rangeRootOf(db: Db): RangeRoot {
  const perfectRoot = async (level: number, position: number): Promise<Uint8Array> => {
    if (level > 0 && level % keptLevels === 0) {
      const kept = await subtreeHash(db, level, position);
      if (kept) return kept;
    }
    if (level > keptLevels) {
      const halves = await Promise.all([
        perfectRoot(level - 1, position * 2),
        perfectRoot(level - 1, position * 2 + 1),
      ]);
      return foldParts(halves);
    }
    const first = position * 2 ** level + 1;
    return perfectOf(await leafHashes(db, first, first + 2 ** level - 1));
  };
  return async (start, size) => {
    const parts = perfectParts(start, size);
    return foldParts(await Promise.all(parts.map((part) => perfectRoot(part.level, part.position))));
  };
}

/** Root of a perfect subtree from its leaves; their number is a power of two, at most `largestRead`. */
function perfectOf(leaves: readonly Uint8Array[]): Uint8Array {
  if (leaves.length > largestRead) throw new Error("Too many leaves for one read.");
  let row = leaves;
  while (row.length > 1) {
    row = Array.from({ length: row.length / 2 }, (_, index) => foldParts(row.slice(index * 2, index * 2 + 2)));
  }
  return row[0] ?? foldParts([]);
}
