import assert from "node:assert/strict";
import { after, test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import fc from "fast-check";
import type { Source } from "#contract/intake";
import type { PushReceipt } from "#contract/intake-push";
import { startTestHub, testBureau, testPolice } from "#test/hub";
import { programOf } from "#test/program";

const hub = await startTestHub();
const steward = await hub.as("department-steward", { department: testPolice });
const program = await programOf(hub, testPolice, ["department-steward"]);

let count = 0;
interface Pushed {
  readonly resourceId: string;
  readonly push: (rows: readonly Row[], deletes?: readonly string[]) => Promise<PushReceipt>;
}
type Row = readonly [id: string, name: string | null];

/** A table that a program sends rows into, granted to the bureau, with its serving table made. */
async function pushedTable(first: readonly Row[]): Promise<Pushed> {
  count += 1;
  const made = await steward.post<Source>("/api/intake/push-sources", {
    name: `推送 ${count}`,
    department: testPolice,
  });
  const table = `登记 ${count}`;
  let batch = 0;
  const push: Pushed["push"] = async (rows, deletes = []) => {
    batch += 1;
    const { body, status, text } = await program.post<PushReceipt>(`/api/intake/sources/${made.body.id}/rows`, {
      batchId: `b-${batch}`,
      table,
      key: ["编号"],
      rows: rows.map(([编号, 名称]) => ({ 编号, 名称 })),
      deletes: deletes.map((编号) => ({ 编号 })),
    });
    assert.equal(status, 200, text);
    return body;
  };
  const { resourceId } = await push(first);
  await grant(resourceId);
  await equal(resourceId);
  return { resourceId, push };
}

/** A new grant has the serving table made, or brought up to date. */
async function grant(resourceId: string): Promise<void> {
  const { items } = await hub.hub.catalog.resource(hub.hub.call(), resourceId);
  const terms = {
    department: testBureau,
    resourceId,
    items: items.map(({ field }) => ({ field })),
    purpose: "核验",
    modes: ["api" as const],
    validFrom: "2020-01-01",
  };
  await hub.hub.gate.createGrant(hub.hub.call(), terms, "active");
}

/** The columns of a row as one text. */
async function lineOf(resourceId: string): Promise<string> {
  const { items } = await hub.hub.catalog.resource(hub.hub.call(), resourceId);
  return `concat_ws('|', t._row, t._sum${items.map(({ field }) => `, t."${field}"`).join("")})`;
}

interface Served {
  readonly table: string;
  readonly rowCount: number;
  readonly rows: string[];
}
async function served(resourceId: string): Promise<Served | null> {
  const { rows } = await hub.database.pool.query<{ table_name: string; row_count: string }>(
    "select s.table_name, s.row_count from gate.serving s where s.resource_id = $1",
    [resourceId],
  );
  const [row] = rows;
  if (!row) return null;
  const found = await hub.database.pool.query<{ line: string }>(
    `select ${await lineOf(resourceId)} as line from serving."${row.table_name}" t order by t._row`,
  );
  return { table: row.table_name, rowCount: Number(row.row_count), rows: found.rows.map(({ line }) => line) };
}
async function lakeRows(resourceId: string): Promise<string[]> {
  const { table } = await hub.hub.catalog.resource(hub.hub.call(), resourceId);
  await using session = await hub.lake.session();
  const rows = await session.read<{ line: string }>(
    `select ${await lineOf(resourceId)} as line from ${table} t order by t._row`,
  );
  return rows.map(({ line }) => line);
}
/** Until what is served is what the lake holds. */
async function equal(resourceId: string): Promise<Served> {
  for (let tries = 0; tries < 400; tries += 1) {
    const now = await served(resourceId);
    if (now && now.rows.join("\n") === (await lakeRows(resourceId)).join("\n") && now.rowCount === now.rows.length)
      return now;
    await delay(50);
  }
  assert.deepEqual((await served(resourceId))?.rows, await lakeRows(resourceId));
  throw new Error("The count of served rows is wrong.");
}
const ids = (from: number, to: number): string[] =>
  Array.from({ length: to - from }, (_, index) => String(from + index));

test("whatever batches come, the serving table is patched to what it would be made anew, and is never empty", async () => {
  const { resourceId, push } = await pushedTable(ids(0, 50).map((id) => [id, "甲"]));
  const before = await served(resourceId);
  const watch = new AbortController();
  let fewest = Number.POSITIVE_INFINITY;
  const watching = (async () => {
    while (!watch.signal.aborted) {
      const { rows } = await hub.database.pool.query<{ n: string }>(
        `select count(*) as n from serving."${before?.table ?? ""}"`,
      );
      fewest = Math.min(fewest, Number(rows[0]?.n));
      await delay(2);
    }
  })();
  after(() => watch.abort());
  const id = fc.integer({ min: 0, max: 80 }).map(String);
  const name = fc.option(fc.constantFrom("乙", "丙", "", "a,b", 'q"q', "多\n行"));
  const batch = fc.record({
    rows: fc.uniqueArray(fc.tuple(id, name), { maxLength: 12, selector: ([one]) => one }),
    // The first ten stay, so that the table is never empty by right.
    deletes: fc.uniqueArray(fc.integer({ min: 10, max: 80 }).map(String), { maxLength: 5 }),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(batch, { minLength: 1, maxLength: 4 }), async (batches) => {
      for (const { rows, deletes } of batches) await push(rows, deletes);
      assert.equal((await equal(resourceId)).table, before?.table);
    }),
    { numRuns: 8, seed: 20_261_123, endOnFailure: true },
  );
  watch.abort();
  await watching;
  assert.ok(fewest >= 10, `a reader saw ${fewest} rows`);
});

test("changes whose news was lost are found by comparing when the run ends, and patched", async () => {
  const { resourceId, push } = await pushedTable(ids(0, 30).map((id) => [id, "甲"]));
  const { table } = await equal(resourceId);
  const { table: standard, items, loadId } = await hub.hub.catalog.resource(hub.hub.call(), resourceId);
  await using session = await hub.lake.session();
  await session.write(`update ${standard} set _sum = _sum + 1, "${items[1]?.field ?? ""}" = '暗改' where _row = 3`);
  await session.write(`delete from ${standard} where _row = 4`);
  const at = new Date();
  await hub.hub.catalog.noteLoad(hub.hub.call(), resourceId, { loadId: loadId ?? "", rowCount: 29, loadedAt: at });
  await grant(resourceId);
  const now = await equal(resourceId);
  assert.equal(now.table, table);
  assert.ok(now.rows.some((row) => row.includes("暗改")));
  await push([["1", "乙"]]);
  assert.equal((await equal(resourceId)).table, table);
});
