import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { planFaces, type StoredFace } from "./audiences.ts";

function apply(stored: readonly StoredFace[], audience: "inside" | "outside", fingerprint: string): StoredFace[] {
  const { remove, show, write } = planFaces(stored, audience, fingerprint);
  const kept = stored
    .filter(({ number }) => !remove.includes(number))
    .map((row) => ({ ...row, audience: show.find(({ number }) => number === row.number)?.audience ?? row.audience }));
  const number = Math.max(0, ...stored.map((row) => row.number)) + 1;
  return write === null ? kept : [...kept, { number, audience: write, fingerprint }];
}

const seenBy = (rows: readonly StoredFace[], side: "inside" | "outside") =>
  rows.filter((row) => row.audience === side || row.audience === "everyone").map((row) => row.fingerprint);

test("whatever is put in whatever order, each side sees what was put last for it, once", () => {
  const puts = fc.array(
    fc.record({ audience: fc.constantFrom("inside", "outside"), content: fc.constantFrom("A", "B", "C") }),
  );
  fc.assert(
    fc.property(puts, (list) => {
      let rows: StoredFace[] = [];
      const last: { inside?: string; outside?: string } = {};
      for (const { audience, content } of list) {
        rows = apply(rows, audience, content);
        last[audience] = content;
        assert.deepEqual(seenBy(rows, "inside"), last.inside === undefined ? [] : [last.inside]);
        assert.deepEqual(seenBy(rows, "outside"), last.outside === undefined ? [] : [last.outside]);
      }
    }),
  );
});

test("putting the same again writes nothing", () => {
  const rows: StoredFace[] = [{ number: 1, audience: "everyone", fingerprint: "A" }];
  assert.deepEqual(planFaces(rows, "inside", "A"), { remove: [], show: [], write: null });
});

test("a published version and a working copy that say the same are one row", () => {
  const rows = apply(apply([], "inside", "A"), "outside", "A");
  assert.deepEqual(
    rows.map(({ audience }) => audience),
    ["everyone"],
  );
});
