import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { constrain } from "./constrain.ts";
import { suppress } from "./suppress.ts";

const edge = (left: number, right: number, odds: number) => ({ left, right, odds });

test("rows said to be two are apart, and the third goes with its stronger evidence", () => {
  const labels = Int32Array.from([0, 0, 0, 3]);
  const edges = [edge(0, 1, 9), edge(0, 2, 3), edge(1, 2, 5)];
  assert.deepEqual([...constrain(labels, edges, [{ left: 0, right: 1, isSame: false }])], [0, 1, 1, 3]);
});

test("rows said to be one are together although nothing speaks for it", () => {
  const labels = Int32Array.from([0, 0, 2]);
  assert.deepEqual([...constrain(labels, [edge(0, 1, 9)], [{ left: 1, right: 2, isSame: true }])], [0, 0, 0]);
});

test("of answers that contradict each other the one that parts wins, also through a third row", () => {
  const answers = [
    { left: 0, right: 1, isSame: true },
    { left: 1, right: 2, isSame: true },
    { left: 0, right: 2, isSame: false },
  ];
  const labels = constrain(Int32Array.from([0, 1, 2]), [], answers);
  assert.notEqual(labels[0], labels[2]);
});

test("whatever the clusters and answers, parted rows are apart and untouched clusters stay", () => {
  const rows = 12;
  const pair = fc.tuple(fc.nat(rows - 1), fc.nat(rows - 1)).filter(([a, b]) => a !== b);
  fc.assert(
    fc.property(
      fc.array(fc.nat(3), { minLength: rows, maxLength: rows }),
      fc.array(fc.tuple(pair, fc.integer({ min: -9, max: 9 })), { maxLength: 30 }),
      fc.array(fc.tuple(pair, fc.boolean()), { maxLength: 8 }),
      (groups, links, said) => {
        const labels = Int32Array.from(groups, (group) => groups.indexOf(group));
        const edges = links.map(([[left, right], odds]) => edge(left, right, odds));
        const answers = said.map(([[left, right], isSame]) => ({ left, right, isSame }));
        const after = constrain(labels, edges, answers);
        for (const { left, right, isSame } of answers) if (!isSame) assert.notEqual(after[left], after[right]);
        const touched = new Set(answers.flatMap(({ left, right }) => [labels[left], labels[right]]));
        for (const [row, label] of labels.entries()) if (!touched.has(label)) assert.equal(after[row], label);
      },
    ),
  );
});

test("no small cell of people is shown or can be reckoned from what is", () => {
  fc.assert(
    fc.property(
      fc.array(fc.nat(40), { minLength: 1, maxLength: 6 }),
      fc.integer({ min: 2, max: 15 }),
      (counts, least) => {
        const cells = suppress(counts, least);
        for (const count of cells.counts) assert.ok(count === null || count === 0 || count >= least);
        const hidden = cells.counts.filter((count) => count === null).length;
        if (cells.total !== null) assert.notEqual(hidden, 1);
      },
    ),
  );
});
