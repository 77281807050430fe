import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { clusterRows, type Edge } from "./cluster.ts";
import { obeyAnswers } from "./obey.ts";

const edge = (left: number, right: number, odds: number): Edge => ({ left, right, odds });

test("rows that nothing links stay alone", () => {
  assert.deepEqual([...clusterRows(3, [edge(0, 1, -2)])], [0, 1, 2]);
});

test("a row with little in it is carried by the two it resembles", () => {
  assert.deepEqual([...clusterRows(3, [edge(0, 1, 6), edge(1, 2, 6), edge(0, 2, -1)])], [0, 0, 0]);
});

test("two groups hang together by no single weak link", () => {
  const strong = [edge(0, 1, 9), edge(1, 2, 9), edge(0, 2, 9), edge(3, 4, 9), edge(4, 5, 9), edge(3, 5, 9)];
  const across = [edge(2, 3, 1), edge(0, 3, -6), edge(1, 4, -6)];
  assert.deepEqual([...clusterRows(6, [...strong, ...across])], [0, 0, 0, 3, 3, 3]);
});

test("a label is the smallest row of its cluster, in whatever order the links come", () => {
  const links = fc.array(fc.tuple(fc.nat(19), fc.nat(19), fc.double({ min: -9, max: 9, noNaN: true })), {
    maxLength: 40,
  });
  fc.assert(
    fc.property(links, (drawn) => {
      const seen = new Map(
        drawn.filter(([a, b]) => a !== b).map(([a, b, odds]) => [`${Math.min(a, b)}/${Math.max(a, b)}`, odds]),
      );
      const edges = [...seen].map(([pair, odds]) => {
        const [left = 0, right = 0] = pair.split("/").map(Number);
        return edge(left, right, odds);
      });
      const labels = clusterRows(20, edges);
      for (const [row, label] of labels.entries()) assert.ok(label <= row && labels[label] === label);
    }),
  );
});

test("to obey answers among groups that stand is to group all rows by them", () => {
  const pair = fc.tuple(fc.nat(19), fc.nat(19)).filter(([a, b]) => a !== b);
  const links = fc.array(fc.tuple(pair, fc.double({ min: -9, max: 9, noNaN: true })), { maxLength: 40 });
  const answers = fc.array(fc.tuple(pair, fc.boolean()), { maxLength: 6 });
  fc.assert(
    fc.property(links, answers, (drawn, said) => {
      const once = new Map(drawn.map(([[a, b], odds]) => [`${Math.min(a, b)}/${Math.max(a, b)}`, { a, b, odds }]));
      const edges = [...once.values()].map(({ a, b, odds }) => edge(Math.min(a, b), Math.max(a, b), odds));
      const given = said.map(([[left, right], isMatch]) => ({ left, right, isMatch }));
      const obeyed = obeyAnswers({ clusters: clusterRows(20, edges), edges }, given);
      assert.deepEqual(obeyed.clusters, clusterRows(20, obeyed.edges));
      for (const { left, right, isMatch } of new Map(
        given.map((one) => [`${Math.min(one.left, one.right)}/${Math.max(one.left, one.right)}`, one]),
      ).values())
        assert.equal(
          obeyed.edges.find((one) => one.left === Math.min(left, right) && one.right === Math.max(left, right))?.odds,
          isMatch ? 30 : -30,
        );
    }),
  );
});
