import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Problem } from "#kernel/problem";
import { CaptureMirror, followInto, rowsNow } from "./capture-mirror.ts";
import type { ChangeReader, RowChange } from "../../server/modules/intake/readers/change-stream.ts";

/** A real server of the kind that is tested. */
export interface CaptureGround {
  readonly name: string;
  /** Statements on the writer's side, committed one by one. */
  run(sql: string): Promise<void>;
  /** All of it in one transaction. */
  transaction(statements: readonly string[]): Promise<void>;
  open(name: string): Promise<ChangeReader>;
  /** Creates `types (k integer primary key, …)` and writes odd values of every type it knows into rows 1 to n. */
  readonly types: { readonly create: string; readonly insert: string; readonly touch: string };
  /** Makes the source forget what stands behind a position that a reader of this name has. */
  forget(reader: ChangeReader): Promise<void>;
  readonly mayTruncate: boolean;
}

/** For `assert.rejects`: a refusal of this code. */
export const problemOf = (code: string) => (error: unknown) => error instanceof Problem && error.code === code;

const key = ["k"];

/** What every change reader must hold; a new connector runs it on a real server. */
export function captureConformance(ground: () => CaptureGround): void {
  let count = 0;
  /** A table `k, v, w` of its own with rows 1 to n. */
  async function table(rows: number): Promise<{ table: string; name: string }> {
    count += 1;
    const name = `c${count}`;
    await ground().run(`create table ${name} (k integer primary key, v varchar(200), w varchar(200))`);
    if (rows > 0) await ground().run(`insert into ${name} values ${listOf(1, rows)}`);
    return { table: name, name: `t${process.pid}_${count}` };
  }
  const listOf = (from: number, to: number): string =>
    Array.from({ length: to - from + 1 }, (_, index) => `(${from + index}, 'v${from + index}', null)`).join(", ");

  async function equal(mirror: CaptureMirror, reader: ChangeReader, name: string): Promise<void> {
    // A snapshot replaces the reader's slot: this is the last thing asked of it.
    const now = await rowsNow(reader, name, key);
    assert.deepEqual(sorted(mirror.rows), sorted(now));
  }

  describe("following changes", () => {
    test("rows written while the snapshot is taken come once: no gap, no double", async () => {
      const { table: t, name } = await table(50);
      await using reader = await ground().open(name);
      const mirror = new CaptureMirror(key);
      await mirror.takeSnapshot(reader, t, async () => {
        await ground().run(`insert into ${t} values ${listOf(51, 60)}`);
        await ground().run(`delete from ${t} where k <= 10`);
        await ground().run(`update ${t} set v = 'new' where k = 11`);
      });
      assert.equal(mirror.rows.size, 50, "the snapshot is of the moment it began");
      await followInto(mirror, reader, t, key, () => mirror.changes >= 21);
      assert.equal(mirror.changes, 21);
      await equal(mirror, reader, t);
      await reader.release();
    });

    test("every type is written by the stream as a reading of the table writes it", async () => {
      const { create, insert, touch } = ground().types;
      await ground().run(create);
      await using reader = await ground().open(`types_${process.pid}`);
      const mirror = new CaptureMirror(key);
      await mirror.takeSnapshot(reader, "types");
      await ground().run(insert);
      await ground().run(touch);
      const isEnough = () => [...mirror.rows.values()].some((row) => row["touched"] === "1");
      await followInto(mirror, reader, "types", key, isEnough);
      await equal(mirror, reader, "types");
      await reader.release();
    });

    test("a changed key says the key before and after", async () => {
      const { table: t, name } = await table(3);
      await using reader = await ground().open(name);
      const mirror = new CaptureMirror(key);
      await mirror.takeSnapshot(reader, t);
      await ground().run(`update ${t} set k = 30 where k = 3`);
      const changes = await nextChanges(reader, t, mirror, 1);
      const [change] = changes as RowChange[];
      assert.deepEqual([change?.op, change?.oldKey, change?.key], ["update", { k: "3" }, { k: "30" }]);
      await equal(mirror, reader, t);
      await reader.release();
    });

    test("emptying a table at once is told", { skip: !ground().mayTruncate }, async () => {
      const { table: t, name } = await table(30);
      await using reader = await ground().open(name);
      const mirror = new CaptureMirror(key);
      await mirror.takeSnapshot(reader, t);
      await ground().run(`truncate table ${t}`);
      await ground().run(`insert into ${t} values ${listOf(1, 2)}`);
      await followInto(mirror, reader, t, key, () => mirror.changes >= 3);
      assert.equal(mirror.rows.size, 2);
      await equal(mirror, reader, t);
      await reader.release();
    });

    test("a transaction too large for a batch comes in parts, and only its end is a place to resume", async () => {
      const { table: t, name } = await table(0);
      await using reader = await ground().open(name);
      const mirror = new CaptureMirror(key);
      await mirror.takeSnapshot(reader, t);
      await ground().transaction([
        `insert into ${t} values ${listOf(1, 400)}`,
        `update ${t} set v = 'again'`,
        `delete from ${t} where k > 390`,
      ]);
      await followInto(mirror, reader, t, key, () => mirror.rows.size === 390, { batchChanges: 20 });
      assert.ok(mirror.parts > 1);
      await equal(mirror, reader, t);
      await reader.release();
    });

    test("what was rolled back never comes", async () => {
      const { table: t, name } = await table(1);
      await using reader = await ground().open(name);
      const mirror = new CaptureMirror(key);
      await mirror.takeSnapshot(reader, t);
      await ground().transaction([`insert into ${t} values (7, 'never', null)`, "rollback"]);
      await ground().run(`insert into ${t} values (8, 'really', null)`);
      await followInto(mirror, reader, t, key, () => mirror.changes > 0);
      assert.deepEqual([...mirror.rows.keys()], ['["1"]', '["8"]']);
      await reader.release();
    });

    test("a new column is told before the rows that have it", async () => {
      const { table: t, name } = await table(1);
      await using reader = await ground().open(name);
      const mirror = new CaptureMirror(key);
      await mirror.takeSnapshot(reader, t);
      await ground().run(`insert into ${t} values (2, 'before', null)`);
      await ground().run(`alter table ${t} add column fresh varchar(20)`);
      await ground().run(`insert into ${t} values (3, 'after', null, 'x')`);
      await followInto(mirror, reader, t, key, () => mirror.rows.has('["3"]'));
      assert.deepEqual(
        mirror.shapes.at(-1)?.map((column) => column.name),
        ["k", "v", "w", "fresh"],
      );
      assert.equal(mirror.rows.get('["3"]')?.["fresh"], "x");
      await reader.release();
    });

    test("changes of other tables move the position, so that the source can forget", async () => {
      const { table: t, name } = await table(1);
      const { table: other } = await table(0);
      await using reader = await ground().open(name);
      const mirror = new CaptureMirror(key);
      await mirror.takeSnapshot(reader, t);
      const before = mirror.position;
      await ground().run(`insert into ${other} values ${listOf(1, 50)}`);
      await followInto(mirror, reader, t, key, () => reader.compare(mirror.position, before) > 0);
      assert.equal(mirror.changes, 0);
      await reader.release();
    });

    test("received but not acknowledged comes again", async () => {
      const { table: t, name } = await table(0);
      await using reader = await ground().open(name);
      const mirror = new CaptureMirror(key);
      await mirror.takeSnapshot(reader, t);
      await ground().run(`insert into ${t} values ${listOf(1, 5)}`);
      const first = await nextChanges(reader, t, new CaptureMirror(key), 5, mirror.position);
      const second = await nextChanges(reader, t, mirror, 5);
      assert.equal(first.length, 5);
      assert.deepEqual(second, first);
      await reader.release();
    });

    test("a reading of the whole table at a place in the log equals the rows at that place", async () => {
      const { table: t, name } = await table(40);
      await using reader = await ground().open(name);
      const mirror = new CaptureMirror(key);
      await mirror.takeSnapshot(reader, t);
      await ground().run(`delete from ${t} where k <= 4`);
      const census = await reader.census(t, ["k", "v", "w"], AbortSignal.timeout(20_000));
      await ground().run(`delete from ${t} where k > 20`);
      const stop = AbortSignal.timeout(20_000);
      const all: RowChange[] = [];
      await using stream = await reader.stream({
        table: t,
        key,
        position: mirror.position,
        signal: stop,
        batchChanges: 100,
        batchMs: 20,
      });
      for await (const event of stream) {
        if (event.kind === "changes") all.push(...(event.changes as RowChange[]));
        if (all.length >= 24) break;
      }
      const upTo = all.filter((change) => reader.compare(change.position, census.position) <= 0);
      assert.deepEqual([census.rowCount, upTo.length], [36, 4]);
      await reader.release();
    });

    test("a place the source has forgotten is said, not skipped", async () => {
      const { table: t, name } = await table(1);
      await using reader = await ground().open(name);
      const mirror = new CaptureMirror(key);
      await mirror.takeSnapshot(reader, t);
      await ground().forget(reader);
      await assert.rejects(
        followInto(mirror, reader, t, key, () => mirror.changes > 0),
        problemOf("intake.position-lost"),
      );
    });

    test("a reader that is killed again and again ends equal with its source, row by row", async () => {
      const { table: t, name } = await table(200);
      const mirror = new CaptureMirror(key);
      const random = seeded(7);
      {
        await using reader = await ground().open(name);
        await mirror.takeSnapshot(reader, t);
      }
      const kills = Number(process.env["WEIR_TEST_KILLS"] ?? 5);
      const enough = new AbortController();
      const writing = writeAtRandom(ground(), t, random, enough.signal);
      for (let kill = 0; kill < kills; kill += 1) {
        await using reader = await ground().open(name);
        const until = mirror.changes + 1 + Math.floor(random() * 25);
        await followInto(mirror, reader, t, key, () => mirror.changes >= until, { batchChanges: 5 });
        mirror.forgetUnfinished();
      }
      enough.abort();
      await writing;
      await ground().run(`insert into ${t} values (999999, 'last', null)`);
      await using reader = await ground().open(name);
      await followInto(mirror, reader, t, key, () => mirror.rows.has('["999999"]'));
      await equal(mirror, reader, t);
      await reader.release();
    });
  });
}

async function nextChanges(
  reader: ChangeReader,
  table: string,
  mirror: CaptureMirror,
  wanted: number,
  from = mirror.position,
) {
  const stop = AbortSignal.timeout(20_000);
  const changes: unknown[] = [];
  await using stream = await reader.stream({
    table,
    key,
    position: from,
    signal: stop,
    batchChanges: 100,
    batchMs: 20,
  });
  for await (const event of stream) {
    mirror.take(event);
    if (event.kind === "changes") changes.push(...event.changes);
    if (changes.length >= wanted) break;
  }
  return changes;
}

/** Inserts, changes, moved keys and deletions, each its own transaction, until it is enough. */
async function writeAtRandom(
  ground: CaptureGround,
  table: string,
  random: () => number,
  enough: AbortSignal,
): Promise<void> {
  for (let time = 0; !enough.aborted; time += 1) {
    const k = 1 + Math.floor(random() * 300);
    const dice = random();
    if (dice < 0.4) await ground.run(`update ${table} set v = 'n${time}' where k = ${k}`);
    else if (dice < 0.6) await ground.run(`delete from ${table} where k = ${k}`);
    else if (dice < 0.8) await ground.run(`update ${table} set k = ${1000 + time} where k = ${k}`);
    else
      await ground.transaction([
        `insert into ${table} values (${5000 + time}, 'i', 'w')`,
        `update ${table} set w = 'x' where k = ${k}`,
      ]);
  }
}

const sorted = (rows: ReadonlyMap<string, unknown>): [string, unknown][] =>
  [...rows].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([at, row]) => [at, { ...(row as object) }]);

function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}
