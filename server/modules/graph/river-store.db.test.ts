import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { edgeKinds } from "#contract/graph";
import { sql } from "#kernel/db/db";
import { callOn, freshDatabase } from "#test/database";
import * as mapStore from "./map-store.ts";
import * as riverStore from "./river-store.ts";
import * as store from "./store.ts";

const database = await freshDatabase();
const call = callOn(database);
const today = "2026-03-18";
const dayMs = 86_400_000;
const daysAgo = (days: number) => new Date(call.now.getTime() - days * dayMs);

const departments = ["A", "B", "C"] as const;
const places = [
  ...departments.map((code) => ({ id: `department:${code}`, kind: "department", department: code }) as const),
  ...departments.map((code) => ({ id: `resource:${code}1`, kind: "resource", department: code }) as const),
  { id: "resource:A2", kind: "resource", department: "A" },
  { id: "source:A", kind: "source", department: "A" },
  { id: "library:l", kind: "library", department: null },
  { id: "dataset:x", kind: "dataset", department: null },
] as const;
const node = fc.constantFrom(...places.map(({ id }) => id));

const act = fc.oneof(
  fc.record({
    what: fc.constant("edge" as const),
    from: node,
    to: node,
    kind: fc.constantFrom(...edgeKinds),
    basis: fc.constantFrom("", "g1", "g2"),
    firstAgo: fc.integer({ min: 0, max: 90 }),
    /** Days until it ends: over already, to come, or never. */
    endsIn: fc.constantFrom(-40, -1, 0, 1, 30, null),
    days: fc.array(fc.tuple(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 1, max: 9 })), { maxLength: 3 }),
  }),
  fc.record({
    what: fc.constant("move" as const),
    resource: fc.constantFrom("resource:A1", "resource:B1"),
    to: fc.constantFrom(...departments),
  }),
);
const filter = fc.record({
  kind: fc.constantFrom(null, null, ...edgeKinds),
  department: fc.constantFrom(null, ...departments),
  side: fc.constantFrom("both", "gives", "gets"),
  scope: fc.constantFrom(null, ["A"], ["B", "C"], []),
  since: fc.constantFrom(null, "2026-03-01", "2025-06-01"),
});

async function done(given: typeof act extends fc.Arbitrary<infer Act> ? Act : never): Promise<void> {
  const seen = { name: "名", firstAt: daysAgo(90), lastAt: call.now };
  if (given.what === "move") {
    const { resource, to } = given;
    await store.upsertNodes(call.db, [{ id: resource, kind: "resource", department: to, ...seen }]);
    return;
  }
  const { from, to, kind, basis, firstAgo, endsIn, days } = given;
  const edge = await store.upsertEdge(call.db, {
    fromNode: from,
    toNode: to,
    kind,
    basis,
    basisName: basis,
    firstAt: daysAgo(firstAgo),
    lastAt: call.now,
    endedAt: endsIn === null ? null : daysAgo(-endsIn),
  });
  const used = new Map(days.map(([ago, uses]) => [daysAgo(ago).toISOString().slice(0, 10), uses]));
  await store.addDays(
    call.db,
    [...used].map(([day, uses]) => ({ edge, day, uses, rowCount: uses * 10 })),
  );
}

/** The stretch before, as long as the one asked for. */
const beforeOf = (since: string | null): string | null =>
  since === null ? null : new Date(2 * Date.parse(since) - Date.parse(today) - dayMs).toISOString().slice(0, 10);

test("rivers that are kept say what all edges say, whatever was written and whenever it is asked", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(act, filter, fc.constantFrom(0, 0, 2, -1)), { minLength: 4, maxLength: 12 }),
      async (steps) => {
        await sql`truncate graph.edge, graph.node, graph.river, graph.river_day, graph.river_stale, graph.edge_day, graph.edge_field`.execute(
          call.db.withTables<never>(),
        );
        const seen = { name: "名", firstAt: daysAgo(90), lastAt: call.now };
        await store.upsertNodes(
          call.db,
          places.map((place) => ({ ...place, ...seen })),
        );
        for (const [given, chosen, laterDays] of steps) {
          await done(given);
          const asked = {
            ...chosen,
            at: daysAgo(-laterDays),
            until: today,
            before: beforeOf(chosen.since),
            nodes: null,
          };
          await riverStore.foldRivers(call, asked.at);
          const from = "2025-04-01";
          const kept = {
            rivers: await riverStore.keptRivers(call.db, asked, 100),
            months: await riverStore.monthsOf(call.db, asked, from),
            hidden: await riverStore.countOutside(call.db, asked),
          };
          const read = {
            rivers: await mapStore.streams(call.db, asked, { by: "departments", limit: 100, isToday: true }),
            months: await mapStore.monthsOf(call.db, asked, from),
            hidden: await mapStore.countOutside(call.db, asked),
          };
          assert.deepEqual(kept, read);
        }
      },
    ),
    { numRuns: 15 },
  );
});
