import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { addDays, workingDaysBetween } from "#contract/clock-days";
import { inTransaction, openDatabase, sql } from "#kernel/db/db";
import { findCommitment, movesOf } from "./store.ts";
import { clockGround, promise, provider, requester } from "./test-ground.ts";

const { clock, database, at, heard } = await clockGround();

const newsOf = (id: string) =>
  heard
    .filter(({ payload }) => payload["commitmentId"] === id)
    .map(({ name, payload }) => [name, payload["level"] ?? ""]);
const open = async (id: string, time: string) => clock.commitment(at(time), id);

describe("a promise nobody keeps", () => {
  test("is warned on its eighth of ten days at nine and not before", async () => {
    const { id } = await clock.start(at("2026-03-05 16:40"), promise());
    await clock.tick(at("2026-03-17 08:59"));
    assert.deepEqual(newsOf(id), []);
    await clock.tick(at("2026-03-17 09:00"));
    assert.deepEqual(newsOf(id), [["clock.warned", ""]]);
    assert.equal((await open(id, "2026-03-17 10:00")).colour, "blue");
  });

  test("goes from overdue over blue and orange to red after one, three and five working days", async () => {
    const { id } = await clock.start(at("2026-03-05 16:40"), promise());
    for (let day = "2026-03-06"; day <= "2026-03-30"; day = addDays(day, 1))
      for (const time of ["00:00", "09:00"]) await clock.tick(at(`${day} ${time}`));
    assert.deepEqual(newsOf(id), [
      ["clock.warned", ""],
      ["clock.overdue", ""],
      ["clock.escalated", "blue"],
      ["clock.escalated", "orange"],
      ["clock.escalated", "red"],
    ]);
    const times = (await movesOf(database, id)).map(({ at: moment }) => moment.toISOString().slice(0, 10));
    assert.deepEqual(times, ["2026-03-05", "2026-03-17", "2026-03-19", "2026-03-20", "2026-03-24", "2026-03-26"]);
  });

  test("has a circular drafted that names who, what, since when and on which basis", async () => {
    const { id } = await clock.start(at("2026-03-05 16:40"), promise());
    await clock.tick(at("2026-03-20 09:00"));
    const result = await sql<{ circular: string }>`
      select circular from clock.escalation where commitment_id = ${id}`.execute(database.withTables<never>());
    const text = result.rows[0]?.circular ?? "";
    for (const part of [/测试区公安分局/, /居住证签发信息/, /第二十一条/, /2026年3月19日/, /逾期 1 个工作日/, /蓝色/])
      assert.match(text, part);
  });

  test("leaves one ledger entry for each thing the clock did", async () => {
    const { id } = await clock.start(at("2026-03-05 16:40"), promise());
    await clock.tick(at("2026-03-17 09:00"));
    await clock.tick(at("2026-03-20 09:00"));
    const result = await sql<{ action: string }>`
      select e.action from ledger.entry e where e.object_kind = 'commitment' and e.object_id = ${id} order by e.number`.execute(
      database.withTables<never>(),
    );
    assert.deepEqual(
      result.rows.map(({ action }) => action),
      ["clock.warn", "clock.mark-overdue", "clock.escalate"],
    );
  });
});

test("a paused promise is neither warned nor overdue", async () => {
  const { id } = await clock.start(at("2026-03-05 16:40"), promise());
  await clock.pause(at("2026-03-06 09:00"), id, "补正");
  await clock.tick(at("2026-05-30 09:00"));
  assert.deepEqual(newsOf(id), []);
});

test("ten workers at once on connections of their own warn each of five hundred promises once", async () => {
  const startedAt = at("2026-03-05 16:40");
  const ids = await inTransaction(startedAt, async (call) => {
    const made: string[] = [];
    for (let index = 0; index < 500; index += 1) made.push((await clock.start(call, promise())).id);
    return made;
  });
  const workers = Array.from({ length: 10 }, () => openDatabase({ url: database.url, maxConnections: 1 }));
  await Promise.all(workers.map((db) => clock.tick(at("2026-03-17 09:00", { db }))));
  await Promise.all(workers.map((db) => db.close()));
  const told = heard.filter(({ name }) => name === "clock.warned").map(({ payload }) => payload["commitmentId"]);
  assert.ok(ids.every((id) => told.filter((one) => one === id).length === 1));
});

test("what was due while no hub ran is done by the first tick after it", async () => {
  const { id } = await clock.start(at("2026-03-05 16:40"), promise());
  await clock.tick(at("2026-04-20 03:00"));
  assert.deepEqual(newsOf(id), [
    ["clock.overdue", ""],
    ["clock.escalated", "red"],
  ]);
});

test("a tick that is rolled back has told nobody anything and is done again", async () => {
  const { id } = await clock.start(at("2026-03-05 16:40"), promise());
  await assert.rejects(
    inTransaction(at("2026-03-17 09:00"), async (call) => {
      await clock.tick(call);
      throw new Error("killed");
    }),
  );
  assert.deepEqual(newsOf(id), []);
  await clock.tick(at("2026-03-17 09:01"));
  assert.deepEqual(newsOf(id), [["clock.warned", ""]]);
});

test("a year of clocks: at every step each due day is a working day, moved only by a line, and told of once", async () => {
  const calendar = await clock.calendar(at("2026-01-01 00:00"));
  const chance = fc.sample(fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true })), {
    numRuns: 1,
    seed: 7,
  })[0];
  assert.ok(chance);
  const next = () => Number(chance.next().value);
  const kinds = ["answer-conditional", "answer-unconditional", "supply", "correction", "catalog-review"];
  const going: string[] = [];
  for (let day = "2026-01-05"; day <= "2026-12-31"; day = addDays(day, 1)) {
    await clock.tick(at(`${day} 00:00`));
    await clock.tick(at(`${day} 09:00`));
    if (calendar.isWorkingDay(day)) {
      const kind = kinds[Math.floor(next() * kinds.length)] ?? "supply";
      going.push((await clock.start(at(`${day} 10:00`), promise({ kind }))).id);
    }
    for (const id of going.slice(-8)) {
      const lot = next();
      const call = at(`${day} 11:00`);
      const act =
        lot < 0.06
          ? clock.meet(call, id, { evidence: "已办" })
          : lot < 0.1
            ? clock.pause(call, id, "补正")
            : lot < 0.16
              ? clock.restart(call, id, "已补正")
              : lot < 0.18
                ? clock.extend(call, id, { workingDays: 2, reason: "系统割接", agreedBy: "市数据局" })
                : null;
      // What does not fit the state is refused; that is tested elsewhere.
      await act?.catch(() => {});
    }
  }
  for (const id of going) {
    const moves = await movesOf(database, id);
    const row = await findCommitment(database, id);
    let due: string | null = null;
    for (const move of moves) {
      assert.equal(move.dueBefore, due);
      assert.ok(move.dueAfter === null || calendar.isWorkingDay(move.dueAfter));
      if (move.dueAfter !== due)
        assert.ok(["start", "pause", "restart", "extend"].includes(move.kind) && move.reason !== "");
      due = move.dueAfter;
    }
    assert.equal(row?.dueOn, due);
    assert.equal(moves.filter(({ kind }) => kind === "miss").length <= 1, true);
    const missed = moves.find(({ kind }) => kind === "miss");
    if (row?.state === "met-late" || row?.state === "missed") assert.ok(missed?.dueBefore);
  }
});

test("when a holiday is declared, promises across it are reckoned anew with the reason, and no others", async () => {
  const { recount } = await import("./commands/recount.ts");
  const { createGroundCache } = await import("./ground.ts");
  const across = await clock.start(at("2026-07-01 10:00"), promise());
  const before = await clock.start(at("2026-07-01 10:00"), promise({ kind: "catalog-review" }));
  await sql`update clock.calendar_year set days_off = days_off || '2026-07-08'::text where year = 2026`.execute(
    database.withTables<never>(),
  );
  const parts = { ground: createGroundCache(), registry: { departments: async () => new Map() } };
  await recount(parts, at("2026-07-02 10:00"), "2026 年放假安排更新", () => {});
  const [moved, stayed] = [await open(across.id, "2026-07-02 11:00"), await open(before.id, "2026-07-02 11:00")];
  assert.equal(workingDaysBetween(await clock.calendar(at("2026-07-02 11:00")), "2026-07-01", moved.dueOn ?? ""), 10);
  assert.deepEqual([moved.dueOn, stayed.dueOn], [addDays(across.dueOn ?? "", 1), before.dueOn]);
  assert.equal((await movesOf(database, across.id)).at(-1)?.reason, "2026 年放假安排更新");
  await sql`update clock.calendar_year set days_off = array_remove(days_off, '2026-07-08') where year = 2026`.execute(
    database.withTables<never>(),
  );
});

test("counts from the tally are the counts of the rows, folded or not", async () => {
  const actor = { ...at("2026-12-31 12:00").actor };
  const rowsBy = async (department: string) => {
    const result = await sql<{ total: number }>`
      select count(*) as total from clock.commitment c
      where c.ended_at is null and (c.owed_by = ${department} or c.owed_to = ${department})`.execute(
      database.withTables<never>(),
    );
    return result.rows[0]?.total ?? 0;
  };
  for (const department of [provider, requester]) {
    const { total } = await clock.pending(at("2026-12-31 12:00", { actor }), { department, limit: 1 });
    assert.equal(total, await rowsBy(department));
  }
});
