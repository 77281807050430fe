import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { ChangeBatches } from "./change-batches.ts";
import type { Change, ChangeBatch } from "./change-stream.ts";

const change = (position: string): Change => ({ op: "truncate", position, committedAt: new Date(0) });

function run(sizes: readonly number[], batchChanges: number): { batches: ChangeBatch[]; sent: number } {
  const batches = new ChangeBatches({ batchChanges, batchMs: 1000 }, "0");
  const taken: ChangeBatch[] = [];
  const take = () => taken.push(...batches.take().filter((event) => event.kind === "changes"));
  for (const [index, size] of sizes.entries()) {
    batches.begin(`start-${index}`);
    for (let count = 0; count < size; count += 1) batches.add(change(`start-${index}`), 0);
    batches.commit(String(index + 1), 0);
    take();
  }
  batches.expire(1000);
  take();
  return { batches: taken, sent: sizes.reduce((sum, size) => sum + size, 0) };
}

describe("batches of changes", () => {
  const sizes = fc.array(fc.nat(60), { maxLength: 30 });

  test("hold every change once, in order", () => {
    fc.assert(
      fc.property(sizes, fc.integer({ min: 1, max: 20 }), (given, limit) => {
        const { batches, sent } = run(given, limit);
        assert.equal(
          batches.reduce((sum, batch) => sum + batch.changes.length, 0),
          sent,
        );
      }),
    );
  });

  test("never end inside a transaction, unless they say so", () => {
    fc.assert(
      fc.property(sizes, fc.integer({ min: 1, max: 20 }), (given, limit) => {
        const { batches } = run(given, limit);
        for (const [index, batch] of batches.entries()) {
          const last = batch.changes.at(-1)?.position;
          if (batch.isComplete) {
            // The place of a whole transaction: of the last change, or of one behind it that held nothing for us.
            const between = given.slice(Number(last ?? 0), Number(batch.position));
            if (last !== undefined)
              assert.ok(
                between.every((size) => size === 0),
                `${last} ${batch.position}`,
              );
          } else assert.ok(index + 1 < batches.length, "what is begun is ended");
        }
      }),
    );
  });

  test("stay bounded in memory however large a transaction is", () => {
    const { batches } = run([10_000], 10);
    assert.ok(batches.every((batch) => batch.changes.length <= 40));
  });

  test("go out when their time is up, though they are not full", () => {
    const batches = new ChangeBatches({ batchChanges: 100, batchMs: 50 }, "0");
    batches.begin("1");
    batches.add(change("1"), 0);
    batches.commit("1", 0);
    batches.expire(49);
    assert.equal(batches.take().length, 0);
    batches.expire(50);
    assert.equal(batches.take().length, 1);
  });

  test("an idle place is told only where nothing waits", () => {
    const batches = new ChangeBatches({ batchChanges: 100, batchMs: 50 }, "0");
    batches.begin("1");
    batches.add(change("1"), 0);
    batches.idle("9");
    batches.commit("1", 0);
    batches.idle("9");
    batches.expire(50);
    batches.idle("9");
    assert.deepEqual(
      batches.take().map((event) => [event.kind, event.position]),
      [
        ["changes", "1"],
        ["idle", "9"],
      ],
    );
  });
});
