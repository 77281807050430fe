import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { isConsistent, rootFromInclusion } from "#contract/ledger-proof";
import {
  appendLeaf,
  consistencyPath,
  emptyRoot,
  type Frontier,
  inclusionPath,
  leafHash,
  nodeHash,
  rootOf,
  sha256,
} from "./merkle.ts";

const hex = (bytes: Uint8Array | undefined): string => Buffer.from(bytes ?? []).toString("hex");

/** The definition of RFC 6962 §2.1, word for word. */
function naiveRoot(leaves: readonly Uint8Array[]): Uint8Array {
  if (leaves.length === 0) return emptyRoot;
  if (leaves.length === 1) return leaves[0] ?? emptyRoot;
  let k = 1;
  while (k * 2 < leaves.length) k *= 2;
  return nodeHash(naiveRoot(leaves.slice(0, k)), naiveRoot(leaves.slice(k)));
}

function frontierOf(leaves: readonly Uint8Array[]): Frontier {
  let frontier: Frontier = { size: 0, roots: [] };
  for (const leaf of leaves) frontier = appendLeaf(frontier, leaf, () => {});
  return frontier;
}

const leavesArbitrary = fc.array(fc.string(), { minLength: 1, maxLength: 70 }).map((texts) => texts.map(leafHash));
const rangeRootOf = (leaves: readonly Uint8Array[]) => async (start: number, size: number) =>
  naiveRoot(leaves.slice(start, start + size));

test("the tree gives the roots published with RFC 6962's reference inputs", () => {
  const inputs = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];
  const roots = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
  ];
  const leaves = inputs.map((input) => sha256(Buffer.concat([Buffer.of(0), Buffer.from(input, "hex")])));
  for (const [index, root] of roots.entries()) assert.equal(hex(rootOf(frontierOf(leaves.slice(0, index + 1)))), root);
});

test("the growing edge has the same root as the definition, at every size", () => {
  fc.assert(
    fc.property(leavesArbitrary, (leaves) => assert.equal(hex(rootOf(frontierOf(leaves))), hex(naiveRoot(leaves)))),
  );
});

test("every inclusion proof leads to the root, and to no other leaf's", async () => {
  await fc.assert(
    fc.asyncProperty(leavesArbitrary, fc.nat(), async (leaves, pick) => {
      const index = pick % leaves.length;
      const hashes = await inclusionPath(index, leaves.length, rangeRootOf(leaves));
      const leaf = leaves[index] ?? emptyRoot;
      const root = hex(naiveRoot(leaves));
      assert.equal(hex(rootFromInclusion(sha256, { index, size: leaves.length, leaf, hashes }) ?? undefined), root);
      const forged = rootFromInclusion(sha256, { index, size: leaves.length, leaf: leafHash("forged"), hashes });
      assert.notEqual(hex(forged ?? undefined), root);
    }),
  );
});

test("consistency holds between any two sizes and fails when an old leaf changes", async () => {
  await fc.assert(
    fc.asyncProperty(leavesArbitrary, fc.nat(), async (leaves, pick) => {
      const from = (pick % leaves.length) + 1;
      const hashes = await consistencyPath(from, leaves.length, rangeRootOf(leaves));
      const proof = { from, to: leaves.length, hashes, toRoot: naiveRoot(leaves) };
      assert.ok(isConsistent(sha256, { ...proof, fromRoot: naiveRoot(leaves.slice(0, from)) }));
      const changed = [leafHash("changed"), ...leaves.slice(1, from)];
      assert.ok(!isConsistent(sha256, { ...proof, fromRoot: naiveRoot(changed) }));
    }),
  );
});
