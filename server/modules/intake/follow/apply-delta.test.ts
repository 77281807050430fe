import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import fc from "fast-check";
import { openDuckdb } from "#kernel/lake/duckdb";
import { csvColumns, type LakeSession } from "#kernel/lake/lake";
import { createDirtyTables } from "../dirty-store.ts";
import type { LoadPlan } from "../plan.ts";
import type { Change, ChangeValues } from "../readers/change-stream.ts";
import { applyDelta, createTouched } from "./apply-delta.ts";
import { beginHistory } from "./history.ts";
import { netChanges } from "./net-changes.ts";
import { stageChanges } from "./stage-changes.ts";

const folder = mkdtempSync(path.join(tmpdir(), "weir-delta-"));
const lake = await openDuckdb({ folder: null, memoryMb: 512 });
after(async () => {
  await lake.close();
  rmSync(folder, { recursive: true, force: true });
});
await createDirtyTables(lake);

const plain = { maxLength: null, precision: null, scale: null };
const hint = { check: null, codes: null, unit: null };
const column = (position: number, source: string, kind: "text" | "integer" | "date") => ({
  position,
  source,
  heading: source,
  field: source,
  name: { zh: source, en: source },
  type: { ...plain, kind },
  hint,
  mask: null,
});
const plan: LoadPlan = {
  columns: [column(0, "id", "text"), column(1, "born", "date"), column(2, "note", "text")],
  fileColumns: [
    { name: "id", type: { kind: "text" } },
    { name: "born", type: { kind: "date" } },
    { name: "note", type: { kind: "text" } },
  ],
  marks: { key: [0], sum: [0, 1, 2] },
};
const headings = ["id", "born", "note"].map((name) => ({ name, heading: name, comment: "", type: null }));
const load = "00000000-0000-7000-8000-000000000001";
let tables = 0;

async function emptyTable(session: LakeSession): Promise<string> {
  tables += 1;
  const table = `"standard"."t${tables}"`;
  await session.write(
    `create table ${table} (_row bigint, id varchar, born date, note varchar, _key varchar, _sum bigint)`,
  );
  for (const name of ["dirty_row", "dirty_cell", "rejected"]) await session.write(`delete from intake.${name}`);
  return table;
}

async function apply(session: LakeSession, table: string, changes: readonly Change[], keepsHistory = false) {
  const net = netChanges(changes, ["id"], ["id", "born", "note"]);
  await session.begin();
  await createTouched(session);
  await session.append(
    "touched",
    ["key", "row", "sum", "goes"],
    [...net.deletes].map((key) => [key, null, null, true]),
  );
  const name = '"standard"."changes"';
  const stage =
    net.upserts.size === 0
      ? null
      : { table: name, staged: await stageChanges(session, name, net, headings, plan, { folder, signal }) };
  const rests = [...net.upserts].flatMap(([key, { values, restOf }]) =>
    restOf === null ? [] : [{ key, from: restOf, fields: ["born", "note"].filter((field) => !(field in values)) }],
  );
  const counts = await applyDelta(
    session,
    lake.dialect,
    { stage, plan, truncates: net.truncates, rests },
    { table, loadId: load, keepsHistory, at: changes.at(-1)?.committedAt ?? new Date(0) },
  );
  if (stage) await session.write(`drop table ${name}`);
  await session.commit();
  return counts;
}
const { signal } = new AbortController();

/** Every row the lake knows of, good or rejected, by the source's key. */
async function rowsOf(session: LakeSession, table: string): Promise<Map<string, ChangeValues>> {
  const good = await session.read<{ key: string; id: string; born: string | null; note: string | null }>(
    `select ${csvColumns.key} as key, id, born, note from ${table}`,
  );
  const bad = await session.read<{ key: string; found: string }>(
    "select r.key, d.found from intake.rejected r join intake.dirty_row d on d.load = r.load and d.row = r.row",
  );
  return new Map([
    ...good.map(({ key, ...values }): [string, ChangeValues] => [key, values]),
    ...bad.map(({ key, found }): [string, ChangeValues] => [key, JSON.parse(found) as ChangeValues]),
  ]);
}

/** What a source does to its table, as it is seen there. */
function sourceOf(actions: readonly Action[]): { changes: Change[]; rows: Map<string, ChangeValues> } {
  const rows = new Map<string, ChangeValues>();
  const changes: Change[] = [];
  const stamp = (index: number) => ({ position: String(index), committedAt: new Date(1_700_000_000_000 + index) });
  actions.forEach(({ kind, id, to, born, note, isPartial }, index) => {
    const known = rows.get(id);
    const values = { id, born, note };
    if (kind === "truncate") {
      rows.clear();
      changes.push({ op: "truncate", ...stamp(index) });
    } else if (kind === "delete" && known) {
      rows.delete(id);
      changes.push({ op: "delete", key: { id }, oldKey: null, values: {}, ...stamp(index) });
    } else if (kind === "put" && !known) {
      rows.set(id, values);
      changes.push({ op: "insert", key: { id }, oldKey: null, values, ...stamp(index) });
    } else if (kind === "put" && known) {
      // A large value that did not change is not sent.
      const whole = isPartial ? { id, born, note: known["note"] ?? null } : values;
      rows.set(id, whole);
      const sent = isPartial ? { id, born } : values;
      changes.push({ op: "update", key: { id }, oldKey: null, values: sent, ...stamp(index) });
    } else if (kind === "move" && known && !rows.has(to)) {
      rows.delete(id);
      rows.set(to, { ...known, id: to });
      const sent: ChangeValues = isPartial ? { id: to, born: known["born"] ?? null } : { ...known, id: to };
      changes.push({ op: "update", key: { id: to }, oldKey: { id }, values: sent, ...stamp(index) });
    }
  });
  return { changes, rows };
}

interface Action {
  readonly kind: "put" | "delete" | "move" | "truncate";
  readonly id: string;
  readonly to: string;
  readonly born: string | null;
  readonly note: string | null;
  readonly isPartial: boolean;
}

const id = fc.constantFrom("a", "A ", "1", "01", "甲", "", "x'y", '"');
const actions = (partial: boolean, born: fc.Arbitrary<string | null>) =>
  fc.array(
    fc.record({
      kind: fc.oneof(
        { weight: 12, arbitrary: fc.constant("put" as const) },
        { weight: 5, arbitrary: fc.constant("delete" as const) },
        { weight: 3, arbitrary: fc.constant("move" as const) },
        { weight: 1, arbitrary: fc.constant("truncate" as const) },
      ),
      id,
      to: id,
      born,
      note: fc.constantFrom(null, "", "记", "b,c", "p;q"),
      isPartial: partial ? fc.boolean() : fc.constant(false),
    }),
    { maxLength: 30 },
  );
const days = fc.constantFrom(null, "2020-01-02", "1999-12-31");
const daysAndNonsense = fc.constantFrom(null, "2020-01-02", "甲乙丙", "2020-02-31");
const runs = 60;

async function inBatches(session: LakeSession, table: string, changes: readonly Change[], cuts: readonly number[]) {
  let rest = [...changes];
  for (const cut of [...cuts, changes.length]) {
    if (rest.length === 0) break;
    await apply(session, table, rest.slice(0, cut));
    rest = rest.slice(cut);
  }
}
const cuts = fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 40 });

test("whatever a source does, in whatever batches it comes, the lake ends with the source's rows", async () => {
  await using session = await lake.session();
  await fc.assert(
    fc.asyncProperty(actions(true, days), cuts, async (done, sizes) => {
      const table = await emptyTable(session);
      const { changes, rows } = sourceOf(done);
      await inBatches(session, table, changes, sizes);
      const found = await rowsOf(session, table);
      assert.deepEqual([...found.keys()].toSorted(), [...rows.keys()].toSorted());
      for (const [key, values] of rows) assert.equal(found.get(key)?.["born"], values["born"]);
      for (const [key, values] of rows) assert.equal(found.get(key)?.["note"], values["note"]);
    }),
    { numRuns: runs },
  );
});

test("rows with a value that cannot be read stand aside, and come in when the source mends them", async () => {
  await using session = await lake.session();
  await fc.assert(
    fc.asyncProperty(actions(false, daysAndNonsense), cuts, async (done, sizes) => {
      const table = await emptyTable(session);
      const { changes, rows } = sourceOf(done);
      await inBatches(session, table, changes, sizes);
      const found = await rowsOf(session, table);
      assert.deepEqual([...found.keys()].toSorted(), [...rows.keys()].toSorted());
      for (const [key, values] of rows) assert.equal(found.get(key)?.["born"], values["born"]);
      const [dirty] = await session.read<{ n: number }>("select count(*) as n from intake.dirty_row");
      const bad = [...rows.values()].filter(({ born }) => born === "甲乙丙" || born === "2020-02-31");
      assert.equal(dirty?.n, bad.length);
    }),
    { numRuns: runs },
  );
});

test("a changed row keeps its number, and the counts say what was done", async () => {
  await using session = await lake.session();
  const table = await emptyTable(session);
  const put = (op: "insert" | "update", key: string, note: string): Change => ({
    op,
    key: { id: key },
    oldKey: null,
    values: { id: key, born: null, note },
    position: "1",
    committedAt: new Date(0),
  });
  await apply(session, table, [put("insert", "a", "1"), put("insert", "b", "1")]);
  const [before] = await session.read(`select _row from ${table} where id = 'a'`);
  const gone: Change = {
    op: "delete",
    key: { id: "b" },
    oldKey: null,
    values: {},
    position: "2",
    committedAt: new Date(0),
  };
  const counts = await apply(session, table, [put("update", "a", "2"), gone, put("insert", "c", "1")]);
  assert.deepEqual(await session.read(`select _row from ${table} where id = 'a'`), [before]);
  assert.deepEqual([counts.inserted, counts.updated, counts.deleted, counts.rejected], [1, 1, 1, 0]);
});

test("history holds each version with the time it was valid", async () => {
  await using session = await lake.session();
  const table = await emptyTable(session);
  await beginHistory(session, table, new Date(0));
  const at = (day: number) => new Date(Date.UTC(2026, 0, day));
  const put = (op: "insert" | "update", note: string, day: number): Change => ({
    op,
    key: { id: "a" },
    oldKey: null,
    values: { id: "a", born: null, note },
    position: String(day),
    committedAt: at(day),
  });
  await apply(session, table, [put("insert", "一", 1)], true);
  await apply(session, table, [put("update", "二", 2)], true);
  const gone: Change = { op: "delete", key: { id: "a" }, oldKey: null, values: {}, position: "3", committedAt: at(3) };
  await apply(session, table, [gone], true);
  const versions = await session.read(
    `select note, _valid_from as a, _valid_to as b from ${table.slice(0, -1)}__history" order by _valid_from`,
  );
  assert.deepEqual(versions, [
    { note: "一", a: "2026-01-01 00:00:00", b: "2026-01-02 00:00:00" },
    { note: "二", a: "2026-01-02 00:00:00", b: "2026-01-03 00:00:00" },
  ]);
});
