import assert from "node:assert/strict";
import { test } from "node:test";
import type { LedgerEntry } from "#contract/ledger";
import { digestEntries } from "./digest.ts";

let number = 0;
const entry = (more: Partial<LedgerEntry>): LedgerEntry => ({
  number: (number += 1),
  at: "2026-03-18T02:00:00.000Z",
  actor: { id: "1", kind: "person", name: "甲" },
  department: null,
  owner: null,
  action: "gate.records",
  object: null,
  items: [],
  grant: "g",
  purpose: null,
  rows: 1,
  outcome: "done",
  facts: {},
  request: "r",
  ...more,
});

test("deliveries are counted by grant and day of China Standard Time", () => {
  const { uses, grants } = digestEntries([
    entry({ rows: 2 }),
    entry({ rows: 3, at: "2026-03-18T16:30:00.000Z" }),
    entry({ rows: 5, at: "2026-03-18T15:59:59.000Z" }),
  ]);
  assert.deepEqual(
    [...(uses.get("g")?.days ?? [])],
    [
      ["2026-03-18", { uses: 2, rows: 7 }],
      ["2026-03-19", { uses: 1, rows: 3 }],
    ],
  );
  assert.deepEqual([...grants], ["g"]);
});

test("what was refused, failed or only begun moved nothing, but its grant is looked at again", () => {
  const { uses, loads, grants } = digestEntries([
    entry({ outcome: "refused" }),
    entry({ rows: null, facts: { phase: "begun" } }),
    entry({ action: "sharing.commit", grant: "h" }),
    entry({ action: "intake.load", grant: null, outcome: "failed", object: { kind: "resource", id: "r1", name: "" } }),
  ]);
  assert.deepEqual([uses.size, loads.size], [0, 0]);
  assert.deepEqual([...grants], ["g", "h"]);
});

test("loads, runs of a follow and pushed batches are one stream into their resource", () => {
  const object = { kind: "resource", id: "r1", name: "" };
  const acts = ["intake.load", "intake.run-follow", "intake.push-rows"];
  const { loads } = digestEntries(acts.map((action) => entry({ action, grant: null, object, rows: 10 })));
  assert.deepEqual([...(loads.get("r1")?.days.values() ?? [])], [{ uses: 3, rows: 30 }]);
});
