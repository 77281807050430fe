import assert from "node:assert/strict";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import fc from "fast-check";
import { openSealer } from "./seal.ts";

const folder = mkdtempSync(path.join(tmpdir(), "weir-seal-"));
after(() => rmSync(folder, { recursive: true, force: true }));
const sealer = openSealer(folder);

test("what was sealed opens again, also after a restart", () => {
  const reopened = openSealer(folder);
  fc.assert(fc.property(fc.string({ unit: "grapheme" }), (secret) => reopened.open(sealer.seal(secret)) === secret));
});

test("the same secret never looks the same twice", () => {
  assert.notDeepEqual(sealer.seal("口令"), sealer.seal("口令"));
});

test("a changed byte is noticed", () => {
  fc.assert(
    fc.property(fc.string(), fc.nat(), (secret, at) => {
      const sealed = sealer.seal(secret);
      const place = at % sealed.length;
      sealed[place] = (sealed[place] ?? 0) ^ 1;
      assert.throws(() => sealer.open(sealed));
    }),
  );
});

test("only the owner can read the key", () => {
  assert.equal(statSync(path.join(folder, "secret.key")).mode & 0o777, 0o600);
});
