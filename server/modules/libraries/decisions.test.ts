import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { constrain } from "./constrain.ts";
import { suppressTable } from "./suppress.ts";

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

const figures = fc
  .integer({ min: 1, max: 5 })
  .chain((width) =>
    fc.array(fc.array(fc.nat(40), { minLength: width, maxLength: width }), { minLength: 1, maxLength: 6 }),
  );

test("no small cell of people is shown, nor one that could be reckoned from its row", () => {
  fc.assert(
    fc.property(figures, fc.integer({ min: 2, max: 15 }), (rows, least) => {
      for (const { counts, total } of suppressTable(rows, least)) {
        for (const count of counts) assert.ok(count === null || count === 0 || count >= least);
        if (total !== null) assert.notEqual(counts.filter((count) => count === null).length, 1);
      }
    }),
  );
});

test("a cell hidden alone in its column stands where no other place has anybody of the class", () => {
  fc.assert(
    fc.property(figures, fc.integer({ min: 2, max: 15 }), (rows, least) => {
      const cells = suppressTable(rows, least);
      for (const [column] of (rows[0] ?? []).entries()) {
        const hidden = cells.filter(({ counts }) => counts[column] === null).length;
        if (hidden === 1) assert.equal(rows.filter((row) => (row[column] ?? 0) > 0).length, 1);
      }
    }),
  );
});

test("what is shown is what was counted", () => {
  fc.assert(
    fc.property(figures, (rows) => {
      for (const [at, { counts, total }] of suppressTable(rows, 5).entries()) {
        const row = rows[at] ?? [];
        for (const [column, count] of counts.entries()) if (count !== null) assert.equal(count, row[column]);
        if (total !== null)
          assert.equal(
            total,
            row.reduce((sum, count) => sum + count, 0),
          );
      }
    }),
  );
});
