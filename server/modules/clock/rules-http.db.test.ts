import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Calendar, CalendarYear, Commitment, Foresight, Limit, RuleSet, Statistics } from "#contract/clock";
import { dayOf } from "#contract/clock-days";
import { startTestHub, testBureau, testPolice } from "#test/hub";
import type { NewCommitment } from "./door.ts";

// The routes of calendar, limits, rules and statistics on a whole hub.

const { as, hub } = await startTestHub();
const officer = await as("data-officer");
const steward = await as("department-steward", { department: testPolice });
const requester = await as("department-user", { department: testBureau });
const third = "11999900MB0X00003L";

const promise = (daysAgo = 0, fields: Partial<NewCommitment> = {}): Promise<Commitment> =>
  hub.clock.start(hub.call(), {
    kind: "answer-conditional",
    subject: { module: "test", id: "t", title: "居住证签发信息", href: "/" },
    owedBy: testPolice,
    owedTo: testBureau,
    ...(daysAgo === 0 ? {} : { startsAt: new Date(Date.now() - daysAgo * 86_400_000) }),
    ...fields,
  });

describe("the calendar", () => {
  test("holds the State Council's arrangements and is edited by the bureau with the version read", async () => {
    const { body } = await officer.get<Calendar>("/api/clock/calendar");
    const known = body.years.find(({ year }) => year === 2026);
    assert.ok(known && known.isSeeded);
    assert.equal(known.workingDays, 248);
    const year = { daysOff: ["2030-01-01"], workedWeekends: [], source: "国办发明电〔2029〕1号" };
    const put = (ifMatch: number) => officer.put<CalendarYear>("/api/clock/calendar/2030", year, { ifMatch });
    assert.deepEqual([(await put(0)).status, (await put(0)).status, (await put(1)).body.version], [200, 412, 2]);
    assert.equal((await steward.put("/api/clock/calendar/2030", year, { ifMatch: 2 })).status, 403);
  });

  test("tells every fault of a year at once", async () => {
    const year = {
      daysOff: ["2031-05-01", "2030-12-31"],
      workedWeekends: ["2031-05-01", "2031-05-06"],
      source: "通知草稿",
    };
    const { status, body } = await officer.put("/api/clock/calendar/2031", year, { ifMatch: 0 });
    assert.deepEqual([status, body.code, body["count"]], [422, "clock.calendar-wrong", 4]);
  });
});

describe("limits", () => {
  const stricter = {
    kind: "answer-conditional",
    division: "5101",
    basis: "《测试市政务数据共享办法》第八条",
    workingDays: 7,
    maxExtension: 5,
    effectiveOn: dayOf(new Date()),
  };

  test("of Order 809 are seven, with their articles", async () => {
    const { body } = await steward.get<{ items: Limit[] }>("/api/clock/limits");
    // Beside them stand the limits of other rules, such as those of opening data.
    const national = body.items.filter(({ division, basis }) => division === null && basis.includes("第809号"));
    assert.deepEqual(
      national.map(({ kind, workingDays, maxExtension }) => [kind, workingDays, maxExtension]),
      [
        ["catalog-update", 10, 5],
        ["catalog-review", 2, 0],
        ["answer-unconditional", 1, 10],
        ["answer-conditional", 10, 10],
        ["answer-extension", 10, 0],
        ["supply", 20, 0],
        ["correction", 10, 0],
      ],
    );
    assert.match(national[0]?.basis ?? "", /第809号.*第十七条/);
  });

  test("of a region may not be laxer, and the refusal cites the article", async () => {
    const { status, body } = await officer.post("/api/clock/limits", { ...stricter, workingDays: 11 });
    assert.deepEqual([status, body.code], [422, "clock.limit-laxer"]);
    assert.match(body.detail, /第二十一条.*地方只能更短/);
  });

  test("of a region hold for what starts there, until ended with the version read", async () => {
    const added = await officer.post<Limit>("/api/clock/limits", stricter);
    assert.equal(added.status, 201);
    assert.equal((await officer.post("/api/clock/limits", stricter)).body.code, "clock.limit-exists");
    const local = await promise();
    assert.deepEqual([local.workingDays, local.mayExtendDays, local.basis], [7, 5, stricter.basis]);
    const foreseen = await requester.get<Foresight>(
      `/api/clock/foresight?kind=answer-conditional&owedBy=${testPolice}`,
    );
    assert.deepEqual([foreseen.body.workingDays, foreseen.body.dueOn], [7, local.dueOn]);
    const end = (ifMatch: number) =>
      officer.post<Limit>(`/api/clock/limits/${added.body.id}/end`, { endsOn: stricter.effectiveOn }, { ifMatch });
    assert.deepEqual([(await end(9)).status, (await end(1)).body.endsOn], [412, stricter.effectiveOn]);
  });

  test("of the nation are not ended here", async () => {
    const { body } = await officer.get<{ items: Limit[] }>("/api/clock/limits?kind=supply");
    const [supply] = body.items;
    const ended = await officer.post(`/api/clock/limits/${supply?.id}/end`, { endsOn: "2030-01-01" }, { ifMatch: 1 });
    assert.equal(ended.body.code, "clock.limit-national");
  });
});

test("new rules hold from their day on, not before, and each set stays", async () => {
  const { body } = await officer.get<{ current: RuleSet; version: number }>("/api/clock/rules");
  const rules = { ...body.current.rules, supplementRule: "resume" as const };
  const put = (effectiveOn: string, ifMatch: number, given: object = rules) =>
    officer.put<RuleSet>("/api/clock/rules", { effectiveOn, rules: given, source: "市数据局通知" }, { ifMatch });
  assert.equal((await put("2026-01-01", body.version)).status, 422);
  assert.equal((await put("2099-01-01", body.version, { ...rules, blueDays: 0 })).status, 422);
  assert.equal((await put("2099-01-01", body.version)).status, 200);
  assert.equal((await put("2099-01-01", body.version)).status, 412);
  const after = await officer.get<{ current: RuleSet; sets: RuleSet[] }>("/api/clock/rules");
  assert.deepEqual([after.body.current.rules.supplementRule, after.body.sets.length], ["restart", 2]);
});

test("statistics name departments and figures, no people and no subjects", async () => {
  const { id } = await promise(0, { owedBy: third, owedTo: testBureau });
  await hub.clock.meet(hub.call(), id, { evidence: "已答复" });
  await promise(60, { owedBy: third, owedTo: testBureau });
  const today = dayOf(new Date());
  const { body } = await requester.get<Statistics>(
    `/api/clock/statistics?from=${today}&to=${today}&department=${third}`,
  );
  const [row] = body.rows;
  assert.deepEqual([row?.met, row?.metLate, row?.overdue, row?.inTime, row?.medianDays], [1, 0, 1, 0.5, 0]);
  assert.ok(!JSON.stringify(body).includes("居住证"));
  const wrong = await requester.get(`/api/clock/statistics?from=2027-01-02&to=2027-01-01`);
  assert.equal(wrong.body.code, "clock.period-wrong");
});
