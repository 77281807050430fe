import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { EdgeRow, FieldRow } from "./store.ts";
import { pathsBetween, type Steps, walk } from "./walk.ts";

type Line = readonly [from: string, to: string];

const moment = new Date("2026-03-18T00:00:00Z");
const edgesOf = (lines: readonly Line[]): EdgeRow[] =>
  lines.map(([fromNode, toNode], at) => ({
    id: at + 1,
    fromNode,
    toNode,
    kind: "derives",
    basis: "",
    basisName: "",
    firstAt: moment,
    lastAt: moment,
    endedAt: null,
    uses: 0,
    rowCount: 0,
    lastUseOn: null,
  }));

const stepsOver = (edges: readonly EdgeRow[], fields: readonly FieldRow[] = [], isDown = true): Steps => ({
  edgesOf: async (nodes, limit) =>
    edges.filter((edge) => nodes.includes(isDown ? edge.fromNode : edge.toNode)).slice(0, limit),
  fieldsOf: async (ids) => fields.filter(({ edge }) => ids.includes(edge)),
});

const node = fc.constantFrom("a", "b", "c", "d", "e", "f");
const lines = fc.array(fc.tuple(node, node), { maxLength: 14 });

test("a node's depth is the length of its shortest way, circles or not", async () => {
  await fc.assert(
    fc.asyncProperty(lines, node, fc.integer({ min: 1, max: 6 }), async (given, start, depth) => {
      const edges = edgesOf(given);
      const { depths } = await walk(stepsOver(edges), { starts: [start], direction: "downstream", depth, field: null });
      const expected = new Map<string, number>([[start, 0]]);
      for (let round = 1; round <= depth; round += 1)
        for (const { fromNode, toNode } of edges)
          if (expected.get(fromNode) === round - 1 && !expected.has(toNode)) expected.set(toNode, round);
      assert.deepEqual(Object.fromEntries(depths), Object.fromEntries(expected));
    }),
  );
});

test("upstream is downstream of the graph turned round", async () => {
  await fc.assert(
    fc.asyncProperty(lines, node, async (given, start) => {
      const turned = given.map(([from, to]): Line => [to, from]);
      const ask = { starts: [start], depth: 6, field: null };
      const up = await walk(stepsOver(edgesOf(given), [], false), { ...ask, direction: "upstream" });
      const down = await walk(stepsOver(edgesOf(turned)), { ...ask, direction: "downstream" });
      assert.deepEqual(Object.fromEntries(up.depths), Object.fromEntries(down.depths));
    }),
  );
});

test("paths are all the ways that meet no node twice, each once", () => {
  fc.assert(
    fc.property(lines, node, node, (given, from, to) => {
      fc.pre(from !== to);
      const edges = edgesOf(given);
      const found: number[][] = [];
      const go = (at: string, way: number[], met: string[]): void => {
        for (const edge of edges) {
          if (edge.fromNode !== at || met.includes(edge.toNode) || way.length === 4) continue;
          if (edge.toNode === to) found.push([...way, edge.id]);
          else go(edge.toNode, [...way, edge.id], [...met, edge.toNode]);
        }
      };
      go(from, [], [from]);
      const { paths, isCut } = pathsBetween(edges, [from], to, 4);
      fc.pre(!isCut);
      assert.deepEqual(paths.map(String).toSorted(), found.map(String).toSorted());
    }),
  );
});

test("a field is followed through mappings; what does not carry it is left out, what does not say is followed", async () => {
  const edges = edgesOf([
    ["table", "resource"],
    ["resource", "library"],
    ["resource", "other"],
    ["library", "department"],
    ["library", "report"],
  ]);
  const fields: FieldRow[] = [
    { edge: 1, fromField: "xm", toField: "name" },
    { edge: 1, fromField: "sfzh", toField: "number" },
    { edge: 2, fromField: "name", toField: "person_name" },
    { edge: 3, fromField: "number", toField: "number" },
    { edge: 4, fromField: "person_name", toField: "person_name" },
  ];
  const ask = { starts: ["table"], direction: "downstream", depth: 6 } as const;
  const found = await walk(stepsOver(edges, fields), { ...ask, field: "xm" });
  assert.deepEqual([...found.depths.keys()], ["table", "resource", "library", "department", "report"]);
  assert.deepEqual(
    found.fields.map(({ edge, toField }) => [edge, toField]),
    [
      [1, "name"],
      [2, "person_name"],
      [4, "person_name"],
    ],
  );
});
