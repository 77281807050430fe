import assert from "node:assert/strict";
import { test } from "node:test";
import type { Source } from "#contract/intake";
import type { DepartmentSystem } from "#contract/registry";
import { placedSources, zoneBlocks } from "./zones.ts";

const source = (id: string, systemId: string | null): Source => ({
  id,
  name: id,
  kind: "postgres",
  department: "D",
  departmentName: "D",
  systemId,
  connection: null,
  zone: null,
  place: null,
  resourceCount: 0,
  lastLoad: null,
  standing: null,
  isInvented: false,
  version: 1,
  may: { edit: false, load: false },
});
const system = (id: string, zone: DepartmentSystem["zone"]): DepartmentSystem => ({
  id,
  name: id,
  zone,
  description: "",
  isCritical: false,
  department: "D",
  version: 1,
  may: { edit: false },
});

test("a source lies where its business system lies, and nowhere known without one", () => {
  const systems = [system("s1", "high-sensitivity")];
  const placed = placedSources([source("a", "s1"), source("b", null), source("c", "gone")], systems, []);
  assert.deepEqual(
    placed.map(({ place }) => place),
    ["high-sensitivity", "untold", "untold"],
  );
});

test("a source is as well as the worst of its follows", () => {
  const follows = [
    { sourceId: "a", health: "well" as const },
    { sourceId: "a", health: "mismatch" as const },
  ];
  const [a, b] = placedSources([source("a", null), source("b", null)], [], follows);
  assert.deepEqual([a?.follows, a?.health, b?.health], [2, "mismatch", null]);
});

test("what the picture has no room for is counted", () => {
  const placed = placedSources(
    Array.from({ length: 9 }, (_, at) => source(`s${at}`, null)),
    [],
    [{ sourceId: "s8", health: "well" }],
  );
  const [block] = zoneBlocks(placed, 4);
  assert.deepEqual([block?.drawn.length, block?.more, block?.drawn[0]?.source.id], [4, 5, "s8"]);
});
