import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { inTransaction, sql } from "#kernel/db/db";
import { Problem } from "#kernel/problem";
import { findCommitment, movesOf } from "./store.ts";
import { clockGround, promise } from "./test-ground.ts";

const { clock, database, at } = await clockGround();

const refusal = (code: string) => (error: unknown) => error instanceof Problem && error.code === code;
const duesOf = async (id: string) =>
  (await movesOf(database, id)).map(({ kind, dueBefore, dueAfter }) => [kind, dueBefore, dueAfter]);

describe("a conditional answer asked for on 5 March", () => {
  test("is due on the 19th by Order 809 art. 21", async () => {
    const { dueOn, basis, workingDays, mayExtendDays } = await clock.start(at("2026-03-05 16:40"), promise());
    assert.deepEqual([dueOn, workingDays, mayExtendDays], ["2026-03-19", 10, 10]);
    assert.match(basis, /第二十一条/);
  });

  test("shows a day used and nine left on the first working day after it", async () => {
    const { id } = await clock.start(at("2026-03-05 16:40"), promise());
    const { usedDays, remainingDays, colour } = await clock.commitment(at("2026-03-06 08:00"), id);
    assert.deepEqual([usedDays, remainingDays, colour], [1, 9, "plain"]);
  });

  test("starts on the day of the event, not on the day the news came", async () => {
    const startsAt = new Date("2026-03-05T23:30:00+08:00");
    const { dueOn } = await clock.start(at("2026-03-09 09:00"), promise({ startsAt }));
    assert.equal(dueOn, "2026-03-19");
  });
});

test("each of the limits of Order 809 is shipped and gives its due day", async () => {
  const due = async (kind: string) => (await clock.start(at("2026-03-05 10:00"), promise({ kind }))).dueOn;
  assert.deepEqual(
    [
      await due("catalog-update"),
      await due("catalog-review"),
      await due("answer-unconditional"),
      await due("answer-conditional"),
      await due("supply"),
      await due("correction"),
    ],
    ["2026-03-19", "2026-03-09", "2026-03-06", "2026-03-19", "2026-04-02", "2026-03-19"],
  );
});

test("before the order was in force there is no limit to hold anybody to", async () => {
  await assert.rejects(clock.start(at("2025-07-31 10:00"), promise()), refusal("clock.no-limit"));
});

test("a time a minute ahead, from another machine's clock, is taken as now; an hour ahead is refused", async () => {
  const at1641 = new Date("2026-03-05T16:41:00+08:00");
  const { startedAt } = await clock.start(at("2026-03-05 16:40"), promise({ startsAt: at1641 }));
  assert.equal(startedAt, "2026-03-05T08:40:00.000Z");
  await assert.rejects(
    clock.start(at("2026-03-05 15:40"), promise({ startsAt: at1641 })),
    refusal("clock.start-in-future"),
  );
});

describe("papers", () => {
  test("asked for on the 3rd and supplemented on the 5th restart the whole limit", async () => {
    const { id } = await clock.start(at("2026-03-02 15:31"), promise());
    const held = await clock.pause(at("2026-03-03 11:05"), id, "一次性告知补正");
    assert.deepEqual([held.state, held.dueOn, held.remainingDays, held.colour], ["paused", null, 9, "paused"]);
    const again = await clock.restart(at("2026-03-05 16:40"), id, "补正用途说明");
    assert.deepEqual([again.state, again.dueOn], ["running", "2026-03-19"]);
    assert.deepEqual(await duesOf(id), [
      ["start", null, "2026-03-16"],
      ["pause", "2026-03-16", null],
      ["restart", null, "2026-03-19"],
    ]);
  });

  test("cannot be asked for once it is overdue", async () => {
    const { id } = await clock.start(at("2026-03-02 15:31"), promise());
    await assert.rejects(clock.pause(at("2026-03-17 00:00"), id, "补正"), refusal("clock.already-overdue"));
  });

  test("cannot be supplemented where none were asked for", async () => {
    const { id } = await clock.start(at("2026-03-02 15:31"), promise());
    await assert.rejects(clock.restart(at("2026-03-03 09:00"), id, "补正"), refusal("clock.wrong-state"));
  });
});

describe("an extension", () => {
  test("granted with the bureau's consent moves the due day by as many working days", async () => {
    const { id } = await clock.start(at("2026-03-05 16:40"), promise());
    const asked = await clock.askExtension(at("2026-03-18 09:20"), id, { workingDays: 10, reason: "系统割接" });
    const officer = { ...at("2026-03-18 10:42").actor, id: "officer" };
    await clock.decideExtension(at("2026-03-18 10:42", { actor: officer }), asked.id, { grantedDays: 5, note: "" });
    const { dueOn, extendedDays, mayExtendDays, asksExtension } = await clock.commitment(at("2026-03-18 11:00"), id);
    assert.deepEqual([dueOn, extendedDays, mayExtendDays, asksExtension], ["2026-03-26", 5, 5, false]);
  });

  test("asked for in time may be granted after the due day, which is then kept", async () => {
    const { id } = await clock.start(at("2026-03-05 16:40"), promise());
    const asked = await clock.askExtension(at("2026-03-19 17:00"), id, { workingDays: 3, reason: "系统割接" });
    await clock.tick(at("2026-03-20 00:00"));
    assert.equal((await clock.commitment(at("2026-03-20 09:00"), id)).state, "missed");
    const officer = { ...at("2026-03-20 10:00").actor, id: "officer" };
    await clock.decideExtension(at("2026-03-20 10:00", { actor: officer }), asked.id, { grantedDays: 3, note: "" });
    const { state, dueOn } = await clock.commitment(at("2026-03-20 11:00"), id);
    assert.deepEqual([state, dueOn], ["running", "2026-03-24"]);
  });

  test("is refused beyond ten days in all, without consent, and by whoever asked", async () => {
    const { id } = await clock.start(at("2026-03-05 16:40"), promise());
    const more = (workingDays: number, agreedBy: string | null) =>
      clock.extend(at("2026-03-06 09:00"), id, { workingDays, reason: "系统割接", agreedBy });
    await assert.rejects(more(11, "市数据局"), refusal("clock.extension-too-long"));
    await assert.rejects(more(2, null), refusal("clock.consent-needed"));
    await more(8, "市数据局");
    await assert.rejects(more(3, "市数据局"), refusal("clock.extension-too-long"));
    const asked = await clock.askExtension(at("2026-03-06 09:20"), id, { workingDays: 1, reason: "系统割接" });
    await assert.rejects(
      clock.decideExtension(at("2026-03-06 10:00"), asked.id, { grantedDays: 1, note: "" }),
      refusal("clock.decided-by-asker"),
    );
  });

  test("of supplying data is not foreseen by the order", async () => {
    const { id, mayExtendDays } = await clock.start(at("2026-03-05 16:40"), promise({ kind: "supply" }));
    assert.equal(mayExtendDays, 0);
    await assert.rejects(
      clock.askExtension(at("2026-03-06 09:20"), id, { workingDays: 1, reason: "系统割接" }),
      refusal("clock.extension-too-long"),
    );
  });

  test("waiting when the promise is met is void", async () => {
    const { id } = await clock.start(at("2026-03-05 16:40"), promise());
    const asked = await clock.askExtension(at("2026-03-06 09:20"), id, { workingDays: 1, reason: "系统割接" });
    await clock.meet(at("2026-03-06 10:00"), id, { evidence: "已答复" });
    await assert.rejects(
      clock.decideExtension(at("2026-03-06 10:30"), asked.id, { grantedDays: 1, note: "" }),
      refusal("clock.extension-decided-already"),
    );
  });
});

describe("a promise", () => {
  test("kept in the last minute of its due day is kept in time", async () => {
    const { id } = await clock.start(at("2026-03-05 16:40"), promise());
    assert.equal((await clock.meet(at("2026-03-19 23:59"), id, { evidence: "已答复" })).state, "met");
  });

  test("kept a minute later is late", async () => {
    const { id } = await clock.start(at("2026-03-05 16:40"), promise());
    const { state, usedDays } = await clock.meet(at("2026-03-20 00:00"), id, { evidence: "已答复" });
    assert.deepEqual([state, usedDays], ["met-late", 11]);
  });

  test("kept in time counts so even where the news comes when it is marked overdue", async () => {
    const { id } = await clock.start(at("2026-03-05 16:40"), promise());
    await clock.tick(at("2026-03-23 09:00"));
    const done = { evidence: "首次成功调用", at: new Date("2026-03-19T20:00:00+08:00") };
    const { state, level } = await clock.meet(at("2026-03-23 10:00"), id, done);
    assert.deepEqual([state, level], ["met", null]);
  });

  test("met twice is met once", async () => {
    const { id } = await clock.start(at("2026-03-05 16:40"), promise());
    const call = at("2026-03-06 10:00");
    const both = await Promise.all([1, 2].map(() => clock.meet(call, id, { evidence: "已答复" })));
    assert.deepEqual(
      both.map(({ version }) => version),
      [2, 2],
    );
  });

  test("withdrawn is owed no more and cannot be met", async () => {
    const { id } = await clock.start(at("2026-03-05 16:40"), promise());
    assert.equal((await clock.drop(at("2026-03-06 10:00"), id, "申请撤回")).state, "dropped");
    await assert.rejects(
      clock.meet(at("2026-03-06 11:00"), id, { evidence: "已答复" }),
      refusal("clock.commitment-closed"),
    );
  });

  test("that was agreed for a Sunday is due on the Monday, and names its basis", async () => {
    const order = { kind: "order", basis: "市长调度令第3号", dueOn: "2026-03-22" };
    const { dueOn, basis, workingDays } = await clock.start(at("2026-03-05 16:40"), promise(order));
    assert.deepEqual([dueOn, basis, workingDays], ["2026-03-23", "市长调度令第3号", null]);
    await assert.rejects(
      clock.start(at("2026-03-05 16:40"), promise({ kind: "order", basis: "口头" })),
      refusal("clock.agreement-missing"),
    );
  });

  test("is found by what it is about, oldest first", async () => {
    const subject = { module: "sharing", id: "one-request", title: "甲", href: "/" };
    const answer = await clock.start(at("2026-03-05 16:40"), promise({ subject }));
    const supply = await clock.start(at("2026-03-09 16:40"), promise({ subject, kind: "supply" }));
    const found = await clock.commitmentsOf(at("2026-03-10 09:00"), subject);
    assert.deepEqual(
      found.map(({ id }) => id),
      [answer.id, supply.id],
    );
  });
});

describe("whatever a program does, the database refuses", () => {
  const db = database.withTables<never>();
  test("a due day that moves without a line", async () => {
    const { id } = await clock.start(at("2026-03-05 16:40"), promise());
    await assert.rejects(
      sql`update clock.commitment set due_on = due_on + 1 where id = ${id}`.execute(db),
      /without a recorded reason/,
    );
    assert.equal((await findCommitment(database, id))?.dueOn, "2026-03-19");
  });

  test("a story that is changed", async () => {
    await assert.rejects(sql`update clock.move set reason = 'x'`.execute(db), /append-only/);
    await assert.rejects(sql`delete from clock.move`.execute(db), /append-only/);
  });
});

test("ten callers move one promise one after the other: its lines have no gap and no double", async () => {
  const { id } = await clock.start(at("2026-03-05 16:40"), promise());
  const tries = Array.from({ length: 10 }, (_, index) =>
    inTransaction(at("2026-03-06 09:00"), (call) =>
      index % 2 ? clock.pause(call, id, "补正") : clock.resume(call, id, "继续"),
    ),
  );
  await Promise.allSettled(tries);
  const moves = await movesOf(database, id);
  assert.deepEqual(
    moves.map(({ number }) => number),
    moves.map((_, index) => index + 1),
  );
  assert.equal(moves.length, (await findCommitment(database, id))?.version);
});

test("the calendar warns from October on while next year is missing", async () => {
  assert.equal(await clock.calendarWarning(at("2026-09-30 10:00")), null);
  assert.match((await clock.calendarWarning(at("2026-10-01 10:00")))?.zh ?? "", /2027 年/);
  assert.equal(await clock.calendarWarning(at("2025-12-01 10:00")), null);
});
